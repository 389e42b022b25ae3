package marketplace

import (
	"cmp"
	"slices"
)

// keepersOf reads who keeps an offer's places, by the rules of a room's calendar (see succession), and answers the
// entries in the order in which the offer is folded: that of the fold, but for those of its keepers, which come epoch
// after epoch and each in the order of its log, whatever clocks say.
func keepersOf(sys *System, entries []*Entry, birth *Entry) (*succession, []*Entry) {
	handed := make([]*Entry, len(entries))
	for i, e := range entries {
		handed[i] = asCalendars(e)
	}
	s := successionOf(sys, handed, birth)
	s.entries = entries
	if len(s.epochs) == 1 {
		return s, entries
	}
	type placed struct {
		*Entry
		clock Clock
	}
	kept := make([]placed, 0, len(entries))
	var after Clock
	for i := range s.epochs {
		p := &s.epochs[i]
		var log []*Entry
		for _, e := range entries {
			if e.Ref.Device == p.Keeper && e.Ref.Seq > p.from && e.Ref.Seq <= p.to {
				log = append(log, e)
			}
		}
		slices.SortStableFunc(log, func(a, b *Entry) int { return cmp.Compare(a.Ref.Seq, b.Ref.Seq) })
		for _, e := range log {
			after = max(after, e.Clock)
			kept = append(kept, placed{e, after})
		}
	}
	all := slices.Clone(kept)
	for _, e := range entries {
		if !s.counts(e.Ref) {
			all = append(all, placed{e, e.Clock})
		}
	}
	// Stable, so that of equal clocks the keepers' come first and in their order.
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.clock, b.clock) })
	ordered := make([]*Entry, len(all))
	for i, p := range all {
		ordered[i] = p.Entry
	}
	return s, ordered
}

// asCalendars is an entry that hands an offer on as the one that hands a calendar on; nil for others.
func asCalendars(e *Entry) *Entry {
	c := *e
	switch fact := e.Fact.(type) {
	case *OfferHanded:
		c.Fact = (*KeeperHanded)(fact)
	case *OfferTaken:
		c.Fact = (*KeeperTaken)(fact)
	case *OfferBegan:
		c.Fact = (*KeeperBegan)(fact)
	default:
		return nil
	}
	return &c
}

// judge is the verdict on an entry that hands the offer on; ok is false for others.
func (f *offerFold) judge(e *Entry) (j judgement, ok bool) {
	switch fact := e.Fact.(type) {
	case *OfferHanded, *OfferTaken:
		return f.keepers.judged[e.Ref], true
	case *OfferBegan:
		if first := f.keepers.began[fact.Opened]; first == nil || first.Ref != e.Ref {
			return judgement{Void, "not_keeper"}, true
		}
		return judgement{}, true
	}
	return judgement{}, false
}

// claim takes note of what an earlier keeper accepted past the end of its epoch: the keeper there is now says whether
// there is a place.
func (f *offerFold) claim(e *Entry, p *Pairing) (Outcome, string) {
	switch {
	case p == nil:
		return Waiting, "pairing"
	case f.held[p.ID]:
		return Void, "answered"
	case e.Clock.Instant() > p.Facts.Deadline:
		return Void, "late"
	case p.State != PairingAsked && !p.yields():
		return Void, "over"
	}
	p.State, p.Reason, p.Claim = PairingAsked, ReasonOther, e.Ref
	return Void, "epoch_over"
}

// yields tells whether a no stands that a keeper's yes outweighs.
func (p *Pairing) yields() bool { return p.State == PairingDeclined && !p.keeperSaidNo }

// Duties is what this device, where it keeps the offer's places, must log by itself now: that it has taken them up, and
// answers to what earlier keepers accepted. It is empty when nothing is due. While the offer holds entries that this
// version cannot read, no place is taken.
func (o *Offer) Duties(v View) ([]Draft, error) {
	if v.Actor().Device != o.Keeper {
		return nil, nil
	}
	if !o.Kept.Begun {
		if !o.Kept.mayBegin(v) {
			return nil, nil
		}
		return []Draft{{Subject: o.ID, Fact: &OfferBegan{Opened: o.Kept.Opened}}}, nil
	}
	if o.NeedsNewer {
		return nil, nil
	}
	for _, p := range o.Pairings {
		if p.Claim.IsZero() {
			continue
		}
		// One at a time: each takes a place that decides the next.
		if freed := o.freeEnded(); o.holds-len(freed) < o.Facts.Capacity {
			return append(freed, Draft{Subject: o.ID, Fact: &PairingAnswered{Pairing: p.ID, Accept: true}}), nil
		}
		return []Draft{{Subject: o.ID, Fact: &PairingAnswered{Pairing: p.ID, Reason: ReasonTooBusy}}}, nil
	}
	return nil, nil
}

// HandOffer lets another device keep an offer's places: one of the same person's, of the volunteer's, or of somebody of
// its organisation. It is done at the device that keeps them, or at another of the same person.
type HandOffer struct {
	Offer ID
	To    DeviceID
}

// Decide implements [Command].
func (c HandOffer) Decide(v View) ([]Draft, error) {
	o, err := v.Offer(c.Offer)
	if err != nil {
		return nil, err
	}
	sys, actor := v.System(), v.Actor()
	if d := sys.Devices[o.Keeper]; actor.Device != o.Keeper && (d == nil || d.Person != actor.Person) {
		return nil, Errorf(NotAllowed, "Another person's computer keeps this offer. Ask them to hand it on or, where that computer is lost, a registrar to take it over.")
	}
	to, err := sys.nextKeeper(o.Keeper, c.To, "this offer")
	if err != nil {
		return nil, err
	}
	if to.Person != actor.Person && to.Person != o.Facts.Volunteer && !sys.belongs(to, o.Facts.Org, DateOf(v.Now())) {
		return nil, Errorf(Refused, "Hand the offer to another computer of your own or of the volunteer's, or to one of %s.", o.Facts.Org)
	}
	return []Draft{{Subject: o.ID, Fact: &OfferHanded{To: c.To, Ends: o.Kept.Opened, Last: o.Kept.last}}}, nil
}

// TakeOffer lets another device keep the places of an offer whose keeper is lost. It is a registrar's. What the old
// keeper accepted that has not come here is asked of the new one when it comes.
type TakeOffer struct {
	Offer ID
	To    DeviceID // zero is this one
}

// Decide implements [Command].
func (c TakeOffer) Decide(v View) ([]Draft, error) {
	o, err := v.Offer(c.Offer)
	if err != nil {
		return nil, err
	}
	if !v.Actor().Roles.Has(RoleRegistrar) {
		return nil, Errorf(NotAllowed, "Only a registrar takes an offer over from a computer that is lost. Ask yours.")
	}
	if c.To.IsZero() {
		c.To = v.Actor().Device
	}
	if _, err := v.System().nextKeeper(o.Keeper, c.To, "this offer"); err != nil {
		return nil, err
	}
	return []Draft{{Subject: o.ID, Fact: &OfferTaken{To: c.To, Ends: o.Kept.Opened, Last: o.Kept.last}}}, nil
}
