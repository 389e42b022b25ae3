package marketplace

// OfferLasts is how long an offer stays open without being said to be true again.
const OfferLasts = 90 // days

// StateAt is where the offer stands at now: closed once its last day is past, lapsed when it was not confirmed for 90
// days, full when every place is taken.
func (o *Offer) StateAt(now Instant) OfferState {
	switch {
	case o.State != OfferOpen:
		return o.State
	case !o.Facts.Until.IsZero() && now.Date() > o.Facts.Until:
		return OfferClosed
	case now.Date() > o.ConfirmedAt.Date()+OfferLasts:
		return OfferLapsed
	case o.Taken() >= o.Facts.Capacity:
		return OfferFull
	}
	return OfferOpen
}

// Taken is the number of pairings that are accepted and not over.
func (o *Offer) Taken() int {
	n := 0
	for _, p := range o.Pairings {
		if p.State == PairingAccepted {
			n++
		}
	}
	return n
}

// PairingByID finds one of the offer's pairings.
func (o *Offer) PairingByID(id ID) (*Pairing, bool) {
	p := o.pairing(id)
	return p, p != nil
}

// StateAt is where the pairing stands at now: a question that nobody answered in time has expired. One that an earlier
// keeper answered waits for the keeper there is now.
func (p *Pairing) StateAt(now Instant) PairingState {
	if p.State == PairingAsked && p.Claim.IsZero() && now > p.Facts.Deadline {
		return PairingExpired
	}
	return p.State
}
