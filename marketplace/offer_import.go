package marketplace

import (
	"cmp"
	"reflect"
)

// ImportOffer makes an offer under an import key for a volunteer who takes part, or brings the one that it made before
// up to date. What the import leaves empty keeps what stands; an offer that says the same already comes to nothing. It
// is made by the volunteer, or by a lead of the organisation, whose device then keeps its capacity.
type ImportOffer struct {
	Facts OfferFacts // Import and Volunteer must be set
	Title string
	Note  string
}

// Decide implements [Command].
func (c ImportOffer) Decide(v View) ([]Draft, error) {
	if c.Facts.Import == [16]byte{} {
		return nil, Errorf(Invalid, "An imported offer needs a reference of its own. Add a column ref.").On("ref")
	}
	id, err := v.Imported(c.Facts.Import)
	if err != nil {
		return nil, err
	}
	if id.IsZero() {
		c.Facts.Capacity = cmp.Or(c.Facts.Capacity, 1)
		return MakeOffer(c).Decide(v)
	}
	o, err := v.Offer(id)
	if err != nil {
		return nil, err
	}
	switch {
	case c.Facts.Kind != o.Facts.Kind:
		return nil, Errorf(Refused, "This reference stands for an offer of another kind: %s. Give the new offer a reference of its own.", o.Facts.Kind.Label()).On("kind")
	case c.Facts.Volunteer != o.Facts.Volunteer:
		return nil, Errorf(Refused, "This reference stands for an offer of somebody else. Give the new offer a reference of its own.").On("volunteer")
	}
	change := ChangeOffer{Offer: id, Facts: c.Facts.over(&o.Facts), Title: c.Title}
	if c.Note != "" {
		change.Note = &c.Note
	}
	drafts, err := change.Decide(v)
	if err != nil {
		return nil, err
	}
	text, err := v.Text(o.Text)
	if err != nil {
		return nil, err
	}
	if next := drafts[0].Fact.(*OfferChanged).Facts; next.equal(&o.Facts) && reflect.DeepEqual(text, drafts[0].Private.Text) {
		return nil, nil
	}
	return drafts, nil
}

// over fills what f leaves empty from what stands.
func (f *OfferFacts) over(old *OfferFacts) OfferFacts {
	next := f.clone()
	next.Org, next.Capacity = cmp.Or(f.Org, old.Org), cmp.Or(f.Capacity, old.Capacity)
	next.Days, next.From, next.Until = cmp.Or(f.Days, old.Days), cmp.Or(f.From, old.From), cmp.Or(f.Until, old.Until)
	for _, list := range []struct{ new, old *[]string }{
		{&next.Languages, &old.Languages}, {&next.Outcodes, &old.Outcodes}, {&next.Airports, &old.Airports},
	} {
		if len(*list.new) == 0 {
			*list.new = *list.old
		}
	}
	return next
}

func (f *OfferFacts) equal(o *OfferFacts) bool {
	a, b := f.clone(), o.clone()
	for _, list := range []*[]string{&a.Languages, &b.Languages, &a.Outcodes, &b.Outcodes, &a.Airports, &b.Airports} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	return reflect.DeepEqual(a, b)
}
