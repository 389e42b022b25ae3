package marketplace

// Bounds on what a home may say.
const (
	maxLodgers   = 50
	maxAllowance = Pence(100_000_00)
)

// FoldHome folds a home's entries. The home is nil while no birth is in effect.
func FoldHome(sys *System, entries []*Entry) (*Home, []Verdict) {
	var h *Home
	verdicts := foldEach(sys, entries, func(e *Entry, actor Actor) (Outcome, string) {
		switch fact := e.Fact.(type) {
		case *HomeAdded:
			return addHome(sys, &h, e, actor, fact)
		case *HomeChanged:
			return changeHome(sys, h, e, actor, fact)
		}
		return Void, "misplaced"
	})
	return h, verdicts
}

func addHome(sys *System, h **Home, e *Entry, actor Actor, fact *HomeAdded) (Outcome, string) {
	switch {
	case e.Subject != SubjectOf(e.Ref) || *h != nil:
		return Void, "born_already"
	case !fact.valid():
		return Void, "invalid"
	case !fact.mayBeWrittenBy(sys, actor, e.date()):
		return Void, "not_allowed"
	}
	*h = &Home{ID: e.Subject, Facts: *fact, Last: e.Ref}
	return Applied, ""
}

func changeHome(sys *System, h *Home, e *Entry, actor Actor, fact *HomeChanged) (Outcome, string) {
	next := HomeAdded(*fact)
	switch {
	case h == nil:
		return Waiting, "birth"
	case !next.valid():
		return Void, "invalid"
	case !h.MayChange(sys, actor, e.date()) || !next.mayBeWrittenBy(sys, actor, e.date()):
		return Void, "not_allowed"
	}
	h.Facts, h.Last = next, e.Ref
	return Applied, ""
}

// MayChange tells whether the actor may change the home: its host, whoever answers for its organisation, and for a
// home that nobody has claimed any member of the organisation, as its host to be.
func (h *Home) MayChange(sys *System, actor Actor, on Date) bool {
	if h.Facts.Host.IsZero() && sys.belongs(actor, h.Facts.Org, on) {
		return true
	}
	return h.Facts.mayBeWrittenBy(sys, actor, on)
}

func (f *HomeAdded) mayBeWrittenBy(sys *System, actor Actor, on Date) bool {
	return !f.Host.IsZero() && f.Host == actor.Person || sys.speaks(actor, f.Org, on)
}

func (f *HomeAdded) valid() bool {
	return validOrgCode(f.Org) && f.LodgerLimit >= 1 && f.LodgerLimit <= maxLodgers && f.Allowance >= 0 && f.Allowance <= maxAllowance
}
