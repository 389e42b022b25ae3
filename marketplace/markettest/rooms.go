package markettest

import "settle.example/settle/marketplace"

// Room lists a room of the device's person, live, in a new home of theirs in Guildford at £110.00 a week, and answers
// its id. An edit that sets Facts.Home, or an import key, keeps the home from being added.
func (d *Device) Room(edit ...func(*marketplace.ListRoom)) marketplace.ID {
	d.world.tb.Helper()
	today := d.world.Today()
	c := marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford",
			Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes,
			Features: marketplace.Wifi | marketplace.Desk | marketplace.Lock, Included: marketplace.IncludesBills, Guests: 1,
			Household: marketplace.Household{Adults: 2, Languages: []string{"en", "cy"}}, Guards: marketplace.Furnished,
		},
		Words:   marketplace.RoomWords{Title: "Quiet double room near the hospital", Description: "At the back of the house.", HouseRules: "No smoking."},
		Contact: marketplace.RoomContact{Phone: "01483 555 0100", Email: "host@example.org", DoorNotes: "The blue door"},
		Safety: marketplace.RoomSafety{
			VouchedBy: "Ward manager", Gas: today - 60, SmokeAlarm: today - 5, COAlarm: today - 5, Electrical: today - 400,
		},
		Week: 11000,
		Live: true,
	}
	for _, f := range edit {
		f(&c)
	}
	if c.Facts.Home.IsZero() && c.Facts.Supply == marketplace.SupplyHome && c.Facts.Import == [16]byte{} {
		c.Facts.Home = d.Home()
	}
	return d.Do(c).Began[0]
}

// Stay is the dates of a stay that begins so many days from now.
func (w *World) Stay(inDays, nights int) marketplace.Range {
	from := w.Today() + marketplace.Date(inDays)
	return marketplace.Range{From: from, To: from + marketplace.Date(nights)}
}

// Request asks for a room and answers the booking.
func (d *Device) Request(room, arrival marketplace.ID, dates marketplace.Range) marketplace.ID {
	d.world.tb.Helper()
	return d.Do(marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival}, Dates: dates}).Began[0]
}

// Booked asks for a room, lets the host accept and confirms, a minute between each, and answers the booking.
func (d *Device) Booked(host *Device, room, arrival marketplace.ID, dates marketplace.Range) marketplace.ID {
	d.world.tb.Helper()
	booking := d.Request(room, arrival, dates)
	d.world.Later()
	host.Do(marketplace.AcceptBooking{Booking: booking})
	d.world.Later()
	d.Do(marketplace.ConfirmBooking{Booking: booking})
	d.world.Later()
	return booking
}
