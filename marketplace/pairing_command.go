package marketplace

import "slices"

// AnswerPairing is the volunteer's yes or no. A yes is given at the device that keeps the offer: it keeps the number of
// people whom the volunteer looks after.
type AnswerPairing struct {
	Pairing ID
	Accept  bool
	Reason  Reason // of a no
}

// Decide implements [Command].
func (c AnswerPairing) Decide(v View) ([]Draft, error) {
	o, p, err := pairingOf(v, c.Pairing)
	if err != nil {
		return nil, err
	}
	if !o.MayChange(v.System(), v.Actor(), DateOf(v.Now())) {
		return nil, Errorf(NotAllowed, "Only the volunteer, or a lead of %s for them, answers this.", o.Facts.Org)
	}
	switch state := p.StateAt(InstantOf(v.Now())); state {
	case PairingAsked:
	case PairingExpired:
		return nil, Errorf(Refused, "The answer was due by %s, so the lead will have asked somebody else. There is nothing to do.", p.Facts.Deadline)
	default:
		return nil, Errorf(Refused, "This was answered already: %s.", state.Label())
	}
	if !p.Claim.IsZero() {
		return nil, Errorf(Refused, "This was accepted on the computer that kept the offer before. The one that keeps it now looks by itself whether there is a place.")
	}
	answer := Draft{Subject: o.ID, Fact: &PairingAnswered{Pairing: p.ID, Accept: c.Accept}}
	if !c.Accept {
		answer.Fact.(*PairingAnswered).Reason = c.Reason
		return []Draft{answer}, nil
	}
	if o.Keeper != v.Actor().Device {
		return nil, Errorf(Refused, "This offer is kept on another computer. Say yes there, or hand the offer to this one first.")
	}
	if !o.Kept.Begun {
		return nil, Errorf(Refused, "What the computer that kept this offer before said yes to has not all come here yet. Connect this computer to the others, then answer.")
	}
	if o.Taken() >= o.Facts.Capacity {
		return nil, Errorf(Refused, "You look after %d already, as many as you offered. Raise the number first, or say no.", o.Taken())
	}
	return append(o.freeEnded(), answer), nil
}

// freeEnded gives back, by the keeper's own entries, the places of pairings that others ended.
func (o *Offer) freeEnded() []Draft {
	var drafts []Draft
	for _, p := range o.Pairings {
		if !p.Held || p.State == PairingAccepted {
			continue
		}
		d := Draft{Subject: o.ID, Fact: &PairingTakenBack{Pairing: p.ID, Reason: p.Reason}}
		if slices.Contains(o.Facts.Kind.Endings(), p.State) {
			d.Fact = &PairingFinished{Pairing: p.ID, To: p.State, On: p.FinishedOn}
		}
		drafts = append(drafts, d)
	}
	return drafts
}

// TakeBackPairing withdraws the question, or a pairing that was accepted: the lead's or the volunteer's.
type TakeBackPairing struct {
	Pairing ID
	Reason  Reason
}

// Decide implements [Command].
func (c TakeBackPairing) Decide(v View) ([]Draft, error) {
	o, p, err := partyTo(v, c.Pairing)
	if err != nil {
		return nil, err
	}
	if p.State != PairingAsked && p.State != PairingAccepted {
		return nil, Errorf(Refused, "This is over already: %s.", p.State.Label())
	}
	return []Draft{{Subject: o.ID, Fact: &PairingTakenBack{Pairing: p.ID, Reason: c.Reason}}}, nil
}

// FinishPairing ends a pairing: done or not done where it happens once, ended where it goes on.
type FinishPairing struct {
	Pairing ID
	To      PairingState
	On      Date // zero is today
}

// Decide implements [Command].
func (c FinishPairing) Decide(v View) ([]Draft, error) {
	o, p, err := partyTo(v, c.Pairing)
	if err != nil {
		return nil, err
	}
	today := DateOf(v.Now())
	if c.On.IsZero() {
		c.On = today
	}
	switch {
	case p.State != PairingAccepted:
		return nil, Errorf(Refused, "Only what was accepted can end. This stands at: %s.", p.StateAt(InstantOf(v.Now())).Label())
	case !slices.Contains(o.Facts.Kind.Endings(), c.To):
		return nil, Errorf(Invalid, "%s cannot end like that. Choose %s.", o.Facts.Kind.Label(), labelsOf(o.Facts.Kind.Endings())).On("to")
	case !c.On.Valid() || c.On > today:
		return nil, Errorf(Invalid, "Give the day on which it ended, today or earlier.").On("on")
	}
	return []Draft{{Subject: o.ID, Fact: &PairingFinished{Pairing: p.ID, To: c.To, On: c.On}}}, nil
}

func labelsOf(states []PairingState) string {
	all := states[0].Label()
	for _, s := range states[1:] {
		all += " or " + s.Label()
	}
	return all
}

// LogContact records that a buddy, mentor or coach was in touch, or missed it. What was said is never recorded.
type LogContact struct {
	Pairing ID
	On      Date // zero is today
	How     ContactKind
}

// Decide implements [Command].
func (c LogContact) Decide(v View) ([]Draft, error) {
	o, p, err := partyTo(v, c.Pairing)
	if err != nil {
		return nil, err
	}
	today := DateOf(v.Now())
	if c.On.IsZero() {
		c.On = today
	}
	switch {
	case o.Facts.Kind.OneOff():
		return nil, Errorf(Refused, "%s happens once: say that it is done instead.", o.Facts.Kind.Label())
	case p.State != PairingAccepted && p.State != PairingEnded:
		return nil, Errorf(Refused, "The volunteer has not accepted, so there is no contact to record.")
	case !c.On.Valid() || c.On > today:
		return nil, Errorf(Invalid, "Give the day of the contact, today or earlier.").On("on")
	case c.How > ContactMissed:
		return nil, Errorf(Invalid, "Say how you were in touch: in person, by call, by message, or that it was missed.").On("how")
	case len(p.Contacts) >= maxContacts:
		return nil, Errorf(Refused, "No more contacts fit into this pairing. End it and ask again.")
	}
	return []Draft{{Subject: o.ID, Fact: &ContactLogged{Pairing: p.ID, On: c.On, How: c.How}}}, nil
}

func pairingOf(v View, id ID) (*Offer, *Pairing, error) {
	o, err := v.OfferOfPairing(id)
	if err != nil {
		return nil, nil, err
	}
	p := o.pairing(id)
	if p == nil {
		return nil, nil, Errorf(NotFound, "This pairing is not here (yet). Look at the list again.")
	}
	return o, p, nil
}

// partyTo is pairingOf for the two sides of it: the volunteer and the leads of the guest's organisation.
func partyTo(v View, id ID) (*Offer, *Pairing, error) {
	o, p, err := pairingOf(v, id)
	if err != nil {
		return nil, nil, err
	}
	on := DateOf(v.Now())
	if !o.MayChange(v.System(), v.Actor(), on) && !v.System().speaks(v.Actor(), p.Facts.GuestOrg, on) {
		return nil, nil, Errorf(NotAllowed, "This is between the volunteer and the leads of %s.", p.Facts.GuestOrg)
	}
	return o, p, nil
}
