package marketplace

import "slices"

// Bounds on what an offer may say.
const (
	maxCapacity = 100
	maxPlaces   = 100 // outcodes, airports
)

// FoldOffer folds a pastoral offer's entries and its pairings. The offer is nil while no birth is in effect.
//
// The device that made the offer keeps its capacity, until it is handed on: its own entries alone, in their order, take
// places and free them. What others write asks (a pairing, a place handed back) but never takes, frees or voids an acceptance, so that no
// entry that arrives late can put a volunteer beyond what they offered.
func FoldOffer(sys *System, entries []*Entry) (*Offer, []Verdict) {
	f := &offerFold{sys: sys, held: map[ID]bool{}}
	birth := slices.IndexFunc(entries, func(e *Entry) bool {
		_, ok := e.Fact.(*OfferMade)
		return ok && e.Subject == SubjectOf(e.Ref)
	})
	if birth < 0 {
		return nil, foldEach(sys, entries, f.apply)
	}
	f.keepers, entries = keepersOf(sys, entries, entries[birth])
	// The birth, then the questions: a yes may be told again by another device with a clock that comes before them.
	rank := func(e *Entry) int {
		switch e.Fact.(type) {
		case *OfferMade:
			return 0
		case *PairingAskedFor:
			return 1
		}
		return 2
	}
	entries = slices.SortedStableFunc(slices.Values(entries), func(a, b *Entry) int { return rank(a) - rank(b) })
	var verdicts []Verdict
	for _, e := range entries {
		j, ok := f.judge(e)
		if !ok {
			verdicts = append(verdicts, foldEach(sys, []*Entry{e}, f.apply)...)
			continue
		}
		if f.offer == nil {
			j = judgement{Waiting, "birth"}
		}
		if j.outcome != Applied {
			verdicts = append(verdicts, Verdict{e.Ref, j.outcome, j.why})
		}
	}
	if f.offer != nil {
		f.offer.holds = len(f.held)
		f.offer.NeedsNewer = slices.ContainsFunc(entries, func(e *Entry) bool { return e.Fact == nil })
	}
	return f.offer, verdicts
}

type offerFold struct {
	sys     *System
	offer   *Offer
	keepers *succession
	held    map[ID]bool // pairings whose place the keeper holds
}

func (f *offerFold) apply(e *Entry, actor Actor) (Outcome, string) {
	if birth, ok := e.Fact.(*OfferMade); ok {
		return f.make(e, actor, birth)
	}
	if f.offer == nil {
		return Waiting, "birth"
	}
	switch fact := e.Fact.(type) {
	case *OfferChanged:
		return f.change(e, actor, &fact.Facts)
	case *OfferMoved:
		return f.move(e, actor, fact)
	case *PairingAskedFor:
		return f.ask(e, actor, fact)
	case *PairingAnswered:
		return f.answer(e, actor, fact)
	case *PairingTakenBack:
		return f.takeBack(e, actor, fact)
	case *PairingFinished:
		return f.finish(e, actor, fact)
	case *ContactLogged:
		return f.logContact(e, actor, fact)
	}
	return Void, "misplaced"
}

func (f *offerFold) make(e *Entry, actor Actor, fact *OfferMade) (Outcome, string) {
	switch {
	case e.Subject != SubjectOf(e.Ref) || f.offer != nil:
		return Void, "born_already"
	case !fact.Facts.valid():
		return Void, "invalid"
	case fact.Facts.Volunteer != actor.Person && !f.sys.speaks(actor, fact.Facts.Org, e.date()):
		return Void, "not_allowed"
	}
	keeps := f.keepers.present()
	f.offer = &Offer{
		ID: e.Subject, Facts: fact.Facts.clone(), State: OfferOpen, Keeper: keeps.Keeper, Kept: keeps.Epoch, Epoch: len(f.keepers.epochs),
		ConfirmedAt: e.Clock.Instant(), Text: e.Ref,
	}
	return Applied, ""
}

// change replaces what the offer says. Whose it is and of what kind stays, and only the keeper's own entry moves the
// capacity.
func (f *offerFold) change(e *Entry, actor Actor, next *OfferFacts) (Outcome, string) {
	o := f.offer
	switch {
	case !o.MayChange(f.sys, actor, e.date()):
		return Void, "not_allowed"
	case !next.valid() || next.Kind != o.Facts.Kind || next.Volunteer != o.Facts.Volunteer:
		return Void, "invalid"
	case next.Capacity != o.Facts.Capacity && !f.keepers.counts(e.Ref):
		return Void, "not_keeper"
	}
	key := o.Facts.Import
	o.Facts, o.Text, o.ConfirmedAt = next.clone(), e.Ref, e.Clock.Instant()
	o.Facts.Import = key
	return Applied, ""
}

func (f *offerFold) move(e *Entry, actor Actor, m *OfferMoved) (Outcome, string) {
	switch {
	case !f.offer.MayChange(f.sys, actor, e.date()):
		return Void, "not_allowed"
	case m.To > OfferClosed:
		return Void, "invalid"
	}
	f.offer.State = m.To
	if m.To == OfferOpen {
		f.offer.ConfirmedAt = e.Clock.Instant()
	}
	return Applied, ""
}

// MayChange tells whether the actor may change, pause or close the offer: the volunteer, and whoever answers for their
// organisation on that date.
func (o *Offer) MayChange(sys *System, actor Actor, on Date) bool {
	return o.Facts.Volunteer == actor.Person || sys.speaks(actor, o.Facts.Org, on)
}

func (f *OfferFacts) clone() OfferFacts {
	c := *f
	c.Languages, c.Outcodes, c.Airports = slices.Clone(f.Languages), slices.Clone(f.Outcodes), slices.Clone(f.Airports)
	return c
}

func (f *OfferFacts) valid() bool {
	if f.Volunteer.IsZero() || !validOrgCode(f.Org) || f.Capacity < 1 || f.Capacity > maxCapacity || f.Kind > OfferDialect {
		return false
	}
	if !f.From.IsZero() && !f.From.Valid() || !f.Until.IsZero() && !f.Until.Valid() || f.Days > 0x7f {
		return false
	}
	return validLanguages(f.Languages) && validCodes(f.Outcodes) && validCodes(f.Airports)
}

func validCodes(codes []string) bool {
	if len(codes) > maxPlaces {
		return false
	}
	for _, c := range codes {
		if c == "" || len(c) > maxShortCode {
			return false
		}
	}
	return true
}
