package marketplace

import (
	"cmp"
	"maps"
	"reflect"
)

// ImportArrival records an arrival under an import key, or brings the one that it made before up to date. What the
// import leaves empty keeps what stands, and an arrival that says the same already comes to nothing.
type ImportArrival struct {
	Facts    ArrivalFacts // Import must be set
	Alias    string       // as of RecordArrival; it follows when the date, the airport or the group changes
	Personal Personal
}

// Decide implements [Command].
func (c ImportArrival) Decide(v View) ([]Draft, error) {
	if c.Facts.Import == [16]byte{} {
		return nil, Errorf(Invalid, "An imported arrival needs a reference of its own. Add a column ref.").On("ref")
	}
	id, err := v.Imported(c.Facts.Import)
	if err != nil {
		return nil, err
	}
	if id.IsZero() {
		return RecordArrival(c).Decide(v)
	}
	a, err := v.Arrival(id)
	if err != nil {
		return nil, err
	}
	opened, err := v.Opened(a.Last)
	if err != nil {
		return nil, err
	}
	facts, personal := c.Facts.over(a.Facts), c.Personal.over(PersonalOf(opened))
	change := ChangeArrival{Arrival: id, Facts: facts, Personal: &personal}
	if facts.At != a.Facts.At || facts.Airport != a.Facts.Airport || facts.Group != a.Facts.Group {
		change.Alias = c.Alias
	}
	drafts, err := change.Decide(v)
	if err != nil {
		return nil, err
	}
	next := drafts[0].Fact.(*ArrivalChanged).Facts
	if next.equal(a.Facts) && maps.Equal(opened, drafts[0].Private.Seal[0].Fields) {
		return nil, nil
	}
	return drafts, nil
}

// over fills what f leaves empty from what stands.
func (f ArrivalFacts) over(old ArrivalFacts) ArrivalFacts {
	f.Org = cmp.Or(f.Org, old.Org)
	f.Site = cmp.Or(f.Site, old.Site)
	f.Route = cmp.Or(f.Route, old.Route)
	f.Airport = cmp.Or(f.Airport, old.Airport)
	f.Nights = cmp.Or(f.Nights, old.Nights)
	f.Needs = cmp.Or(f.Needs, old.Needs)
	f.Budget = cmp.Or(f.Budget, old.Budget)
	if len(f.Languages) == 0 {
		f.Languages = old.Languages
	}
	return f
}

func (p Personal) over(old Personal) Personal {
	return Personal{
		Given: cmp.Or(p.Given, old.Given), Family: cmp.Or(p.Family, old.Family), Email: cmp.Or(p.Email, old.Email),
		Phone: cmp.Or(p.Phone, old.Phone), Flight: cmp.Or(p.Flight, old.Flight), Note: cmp.Or(p.Note, old.Note),
		Reference: cmp.Or(p.Reference, old.Reference),
	}
}

func (f ArrivalFacts) equal(o ArrivalFacts) bool {
	if len(f.Languages) == 0 && len(o.Languages) == 0 {
		f.Languages, o.Languages = nil, nil
	}
	return reflect.DeepEqual(f, o)
}
