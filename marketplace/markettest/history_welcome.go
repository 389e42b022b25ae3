package markettest

import "settle.example/settle/marketplace"

// volunteer has a host offer a pickup or be a buddy, and say every two months that it is still true.
func (h *history) volunteer(d *Device) {
	offer := d.Offer(func(c *marketplace.MakeOffer) {
		if h.chance(50) {
			c.Facts.Kind, c.Facts.Airports, c.Facts.Capacity = marketplace.OfferBuddy, nil, 1+h.random.IntN(3)
		}
	})
	h.offers = append(h.offers, offer)
	h.volunteers[offer] = d
	var again func()
	again = func() {
		h.try(d, marketplace.MoveOffer{Offer: offer, To: marketplace.OfferOpen})
		h.in(60, again)
	}
	h.in(60, again)
}

// welcome asks a volunteer for an arrival.
func (h *history) welcome(lead *Device, arrival marketplace.ID) {
	if len(h.offers) == 0 || h.Arrival(arrival).Closed {
		return
	}
	offer := pick(h, h.offers)
	r, ok := h.try(lead, marketplace.AskVolunteer{Offer: offer, Arrival: arrival, Note: "Speaks English."})
	if !ok {
		return
	}
	pairing, volunteer := r.Began[0], h.volunteers[offer]
	h.in(h.random.IntN(3), func() {
		yes := h.chance(80)
		if _, ok := h.try(volunteer, marketplace.AnswerPairing{Pairing: pairing, Accept: yes, Reason: marketplace.ReasonTooBusy}); !ok || !yes {
			return
		}
		if h.chance(5) {
			h.in(2, func() {
				h.try(lead, marketplace.TakeBackPairing{Pairing: pairing, Reason: marketplace.ReasonArrivalCancelled})
			})
			return
		}
		h.in(max(0, int(h.Arrival(arrival).Facts.At.Date()-h.Today())), func() { h.accompany(volunteer, offer, pairing, 4) })
	})
}

// accompany ends what happens once, and has a buddy in touch every week for some weeks.
func (h *history) accompany(volunteer *Device, offer, pairing marketplace.ID, weeks int) {
	switch kind := h.Offer(offer).Facts.Kind; {
	case kind.OneOff():
		h.try(volunteer, marketplace.FinishPairing{Pairing: pairing, To: marketplace.PairingDone})
	case weeks == 0:
		h.try(volunteer, marketplace.FinishPairing{Pairing: pairing, To: marketplace.PairingEnded})
	default:
		h.try(volunteer, marketplace.LogContact{Pairing: pairing, How: marketplace.ContactKind(h.random.IntN(4))})
		h.in(7, func() { h.accompany(volunteer, offer, pairing, weeks-1) })
	}
}
