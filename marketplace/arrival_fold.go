package marketplace

import "slices"

// Bounds on what an arrival may say.
const (
	maxNights    = 1200
	maxShortCode = 24 // a staff group, a site, an outcode
	maxLanguages = 24
)

// FoldArrival folds an arrival's entries. The arrival is nil while no birth is in effect.
func FoldArrival(sys *System, entries []*Entry) (*Arrival, []Verdict) {
	var a *Arrival
	verdicts := foldEach(sys, entries, func(e *Entry, actor Actor) (Outcome, string) {
		if birth, ok := e.Fact.(*ArrivalRecorded); ok {
			return recordArrival(sys, &a, e, actor, birth)
		}
		switch {
		case a == nil:
			return Waiting, "birth"
		case !sys.speaks(actor, a.Facts.Org, e.date()):
			return Void, "not_allowed"
		}
		switch fact := e.Fact.(type) {
		case *ArrivalChanged:
			return a.change(sys, e, actor, &fact.Facts)
		case *ArrivalClosed:
			if a.Closed {
				return Void, "closed"
			}
			a.Closed, a.Reason = true, fact.Reason
			return Applied, ""
		case *ArrivalReopened:
			if !a.Closed {
				return Void, "open"
			}
			a.Closed, a.Reason = false, ReasonOther
			return Applied, ""
		}
		return Void, "misplaced"
	})
	return a, verdicts
}

func recordArrival(sys *System, a **Arrival, e *Entry, actor Actor, fact *ArrivalRecorded) (Outcome, string) {
	switch {
	case e.Subject != SubjectOf(e.Ref) || *a != nil:
		return Void, "born_already"
	case !fact.Facts.valid():
		return Void, "invalid"
	case !sys.speaks(actor, fact.Facts.Org, e.date()):
		return Void, "not_allowed"
	}
	*a = &Arrival{ID: e.Subject, Facts: fact.Facts.clone(), Last: e.Ref, By: actor.Person}
	return Applied, ""
}

// change replaces what was recorded. Where it came from in an import stays.
func (a *Arrival) change(sys *System, e *Entry, actor Actor, next *ArrivalFacts) (Outcome, string) {
	switch {
	case !next.valid():
		return Void, "invalid"
	case !sys.speaks(actor, next.Org, e.date()):
		return Void, "not_allowed"
	}
	key := a.Facts.Import
	a.Facts, a.Last = next.clone(), e.Ref
	a.Facts.Import = key
	return Applied, ""
}

func (f *ArrivalFacts) clone() ArrivalFacts {
	c := *f
	c.Languages = slices.Clone(f.Languages)
	return c
}

func (f *ArrivalFacts) valid() bool {
	return validOrgCode(f.Org) && f.At.Valid() && f.Group != "" && len(f.Group) <= maxShortCode && len(f.Site) <= maxShortCode &&
		len(f.Airport) <= maxShortCode && f.Nights >= 0 && f.Nights <= maxNights && f.Budget >= 0 && f.Budget <= maxWeek &&
		validLanguages(f.Languages)
}

func validLanguages(codes []string) bool {
	if len(codes) > maxLanguages {
		return false
	}
	for _, c := range codes {
		if len(c) < 2 || len(c) > 12 {
			return false
		}
	}
	return true
}
