package markettest

import (
	"time"

	"settle.example/settle/marketplace"
)

// Home adds a home of the device's person, for two lodgers.
func (d *Device) Home(edit ...func(*marketplace.AddHome)) marketplace.ID {
	d.world.tb.Helper()
	c := marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford GU1 3XX"}
	for _, f := range edit {
		f(&c)
	}
	return d.Do(c).Began[0]
}

// Arrival records an arrival of the device's organisation: a nurse who lands at Heathrow five weeks from now in the
// morning and wants a room for 28 nights.
func (d *Device) Arrival(edit ...func(*marketplace.RecordArrival)) marketplace.ID {
	d.world.tb.Helper()
	y, m, day := d.world.Today().Time().AddDate(0, 0, 35).Date()
	landing := time.Date(y, m, day, 6, 5, 0, 0, marketplace.London)
	c := marketplace.RecordArrival{
		Facts: marketplace.ArrivalFacts{
			Group: "nurse", Route: marketplace.RouteInternational, At: marketplace.InstantOf(landing), Airport: "LHR", Nights: 28,
		},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu", Flight: "BA 076", Email: "adaeze@example.org"},
	}
	for _, f := range edit {
		f(&c)
	}
	return d.Do(c).Began[0]
}

// Offer makes an offer of the device's person: a pickup at Heathrow, one at a time.
func (d *Device) Offer(edit ...func(*marketplace.MakeOffer)) marketplace.ID {
	d.world.tb.Helper()
	c := marketplace.MakeOffer{Facts: marketplace.OfferFacts{
		Kind: marketplace.OfferPickup, Languages: []string{"en"}, Airports: []string{"LHR"}, Capacity: 1,
	}}
	for _, f := range edit {
		f(&c)
	}
	return d.Do(c).Began[0]
}

// Ask asks for an arrival of the device's organisation and answers the pairing.
func (d *Device) Ask(offer, arrival marketplace.ID) marketplace.ID {
	d.world.tb.Helper()
	return d.Do(marketplace.AskVolunteer{Offer: offer, Arrival: arrival}).Began[0]
}
