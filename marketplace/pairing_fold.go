package marketplace

import "slices"

const maxContacts = 2000 // two contacts a week for twenty years

func (o *Offer) pairing(id ID) *Pairing {
	for _, p := range o.Pairings {
		if p.ID == id {
			return p
		}
	}
	return nil
}

func (f *offerFold) ask(e *Entry, actor Actor, fact *PairingAskedFor) (Outcome, string) {
	switch {
	case !f.sys.speaks(actor, fact.GuestOrg, e.date()) || fact.Lead != actor.Person:
		return Void, "not_allowed"
	case fact.Arrival.IsZero() || !validOrgCode(fact.GuestOrg) || !fact.Deadline.Valid() || !fact.At.IsZero() && !fact.At.Valid():
		return Void, "invalid"
	}
	f.offer.Pairings = append(f.offer.Pairings, &Pairing{
		ID: SubjectOf(e.Ref), Asked: e.Ref, Facts: *fact, State: PairingAsked, AskedAt: e.Clock.Instant(),
	})
	return Applied, ""
}

func (f *offerFold) answer(e *Entry, actor Actor, fact *PairingAnswered) (Outcome, string) {
	if fact.Accept {
		return f.accept(e, fact)
	}
	p := f.offer.pairing(fact.Pairing)
	keeper := f.keepers.counts(e.Ref)
	switch {
	case p == nil:
		return Waiting, "pairing"
	// For want of a place a keeper says no to what an earlier one accepted, whoever it is.
	case !f.offer.MayChange(f.sys, actor, e.date()) && (!keeper || p.Claim.IsZero()):
		return Void, "not_allowed"
	case p.State != PairingAsked:
		return Void, "answered"
	case e.Clock.Instant() > p.Facts.Deadline && p.Claim.IsZero():
		return Void, "late"
	case !keeper && !p.Claim.IsZero():
		return Void, "claimed" // a yes of a keeper outweighs it
	}
	p.State, p.Reason, p.AnsweredAt = PairingDeclined, fact.Reason, e.Clock.Instant()
	p.keeperSaidNo, p.Claim = keeper, Ref{}
	return Applied, ""
}

// accept is the keeper's alone. A place is taken even while the question itself has not arrived, so that what comes
// later in the keeper's log is judged alike on every replica. The keeper's yes outweighs a no that another device wrote
// without knowing of it.
func (f *offerFold) accept(e *Entry, fact *PairingAnswered) (Outcome, string) {
	o := f.offer
	p := o.pairing(fact.Pairing)
	switch {
	case f.keepers.counts(e.Ref):
	case f.keepers.claims(e.Ref):
		return f.claim(e, p)
	default:
		return Void, "not_keeper"
	}
	if f.held[fact.Pairing] {
		return Void, "answered"
	}
	if len(f.held) >= o.Facts.Capacity {
		return Void, "full"
	}
	if p != nil && e.Clock.Instant() > p.Facts.Deadline && p.Claim.IsZero() {
		return Void, "late"
	}
	f.held[fact.Pairing] = true
	switch {
	case p == nil:
		return Waiting, "pairing"
	case p.State == PairingAsked, p.yields():
		p.State, p.Reason, p.AnsweredAt, p.Held, p.Claim = PairingAccepted, ReasonOther, e.Clock.Instant(), true, Ref{}
		return Applied, ""
	}
	p.Held = true
	return Void, "over"
}

// takeBack withdraws the question or an acceptance. The keeper's own entry also frees the place.
func (f *offerFold) takeBack(e *Entry, actor Actor, fact *PairingTakenBack) (Outcome, string) {
	p := f.offer.pairing(fact.Pairing)
	switch {
	case p == nil:
		return f.freeUnknown(e, fact.Pairing)
	case !f.offer.MayChange(f.sys, actor, e.date()) && !f.sys.speaks(actor, p.Facts.GuestOrg, e.date()):
		return Void, "not_allowed"
	}
	freed := f.free(e, p)
	switch {
	case p.State == PairingAsked || p.State == PairingAccepted:
		p.State, p.Reason, p.Claim = PairingWithdrawn, fact.Reason, Ref{}
		return Applied, ""
	case freed:
		return Applied, ""
	}
	return Void, "over"
}

// finish ends a pairing: as done or not done where its kind happens once, as ended where it goes on. The keeper's own
// entry also frees the place.
func (f *offerFold) finish(e *Entry, actor Actor, fact *PairingFinished) (Outcome, string) {
	p := f.offer.pairing(fact.Pairing)
	switch {
	case p == nil:
		return f.freeUnknown(e, fact.Pairing)
	case !f.offer.MayChange(f.sys, actor, e.date()) && !f.sys.speaks(actor, p.Facts.GuestOrg, e.date()):
		return Void, "not_allowed"
	case !slices.Contains(f.offer.Facts.Kind.Endings(), fact.To) || !fact.On.Valid():
		return Void, "invalid"
	}
	freed := f.free(e, p)
	switch {
	case p.State == PairingAccepted:
		p.State, p.FinishedOn = fact.To, fact.On
		return Applied, ""
	case freed:
		return Applied, ""
	}
	return Void, "not_accepted"
}

// free gives a place back where the entry is the keeper's.
func (f *offerFold) free(e *Entry, p *Pairing) bool {
	if !f.keepers.counts(e.Ref) || !f.held[p.ID] {
		return false
	}
	delete(f.held, p.ID)
	p.Held = false
	return true
}

// freeUnknown is free for a pairing whose question has not arrived.
func (f *offerFold) freeUnknown(e *Entry, id ID) (Outcome, string) {
	if f.keepers.counts(e.Ref) {
		delete(f.held, id)
	}
	return Waiting, "pairing"
}

func (f *offerFold) logContact(e *Entry, actor Actor, fact *ContactLogged) (Outcome, string) {
	p := f.offer.pairing(fact.Pairing)
	switch {
	case p == nil:
		return Waiting, "pairing"
	case !f.offer.MayChange(f.sys, actor, e.date()) && !f.sys.speaks(actor, p.Facts.GuestOrg, e.date()):
		return Void, "not_allowed"
	case !fact.On.Valid() || fact.How > ContactMissed || f.offer.Facts.Kind.OneOff() || len(p.Contacts) >= maxContacts:
		return Void, "invalid"
	case p.State != PairingAccepted && p.State != PairingEnded:
		return Void, "not_accepted"
	}
	p.Contacts = append(p.Contacts, *fact)
	return Applied, ""
}

// Endings is how a pairing of this kind can end.
func (k OfferKind) Endings() []PairingState {
	if k.OneOff() {
		return []PairingState{PairingDone, PairingNotDone}
	}
	return []PairingState{PairingEnded}
}
