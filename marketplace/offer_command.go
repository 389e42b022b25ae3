package marketplace

import (
	"strings"
)

// MakeOffer offers a welcome: a lift from the airport, an hour a week as a buddy. This device keeps its capacity.
type MakeOffer struct {
	Facts OfferFacts // Volunteer zero is the actor, Org empty the actor's
	Title string
	Note  string
}

// Decide implements [Command].
func (c MakeOffer) Decide(v View) ([]Draft, error) {
	actor := v.Actor()
	if c.Facts.Volunteer.IsZero() {
		c.Facts.Volunteer = actor.Person
	}
	if c.Facts.Org == "" {
		c.Facts.Org = actor.Org
	}
	facts, err := c.Facts.check(v)
	if err != nil {
		return nil, err
	}
	if facts.Volunteer != actor.Person && !v.System().speaks(actor, facts.Org, DateOf(v.Now())) {
		return nil, Errorf(NotAllowed, "You can make offers of your own; a lead of %s makes them for others.", facts.Org)
	}
	if !facts.Until.IsZero() && facts.Until < DateOf(v.Now()) {
		return nil, Errorf(Invalid, "The last day, %s, is past. Choose a later one, or leave it open.", facts.Until.Long()).On("until")
	}
	text, err := offerText(facts.Kind, c.Title, c.Note)
	if err != nil {
		return nil, err
	}
	return []Draft{{Fact: &OfferMade{Facts: facts}, Private: Private{Text: text}}}, nil
}

// ChangeOffer replaces what an offer says. Its kind and volunteer stay; its capacity is changed at the device that
// keeps it.
type ChangeOffer struct {
	Offer ID
	Facts OfferFacts
	Title string  // empty keeps the one that stands
	Note  *string // nil keeps the one that stands; an empty one takes it away
}

// Decide implements [Command].
func (c ChangeOffer) Decide(v View) ([]Draft, error) {
	o, err := mayChangeOffer(v, c.Offer)
	if err != nil {
		return nil, err
	}
	c.Facts.Kind, c.Facts.Volunteer, c.Facts.Import = o.Facts.Kind, o.Facts.Volunteer, o.Facts.Import
	if c.Facts.Org == "" {
		c.Facts.Org = o.Facts.Org
	}
	facts, err := c.Facts.check(v)
	if err != nil {
		return nil, err
	}
	if facts.Capacity != o.Facts.Capacity && o.Keeper != v.Actor().Device {
		return nil, Errorf(Refused, "How many people this offer takes is kept on another computer. Change the number there.").On("capacity")
	}
	old, err := v.Text(o.Text)
	if err != nil {
		return nil, err
	}
	if c.Title == "" {
		c.Title = old[FieldTitle]
	}
	note := old[FieldOffers]
	if c.Note != nil {
		note = *c.Note
	}
	text, err := offerText(facts.Kind, c.Title, note)
	if err != nil {
		return nil, err
	}
	return []Draft{{Subject: o.ID, Fact: &OfferChanged{Facts: facts}, Private: Private{Text: text}}}, nil
}

// MoveOffer opens, pauses or closes an offer. Opening one that is open says that it is still true, for 90 days.
type MoveOffer struct {
	Offer ID
	To    OfferState
}

// Decide implements [Command].
func (c MoveOffer) Decide(v View) ([]Draft, error) {
	o, err := mayChangeOffer(v, c.Offer)
	if err != nil {
		return nil, err
	}
	if c.To > OfferClosed {
		return nil, Errorf(Invalid, "An offer can be opened, paused or closed.").On("to")
	}
	if c.To == OfferOpen && !o.Facts.Until.IsZero() && o.Facts.Until < DateOf(v.Now()) {
		return nil, Errorf(Refused, "The offer ended on %s. Give it a later last day first.", o.Facts.Until.Long()).On("until")
	}
	return []Draft{{Subject: o.ID, Fact: &OfferMoved{To: c.To}}}, nil
}

func mayChangeOffer(v View, id ID) (*Offer, error) {
	o, err := v.Offer(id)
	if err != nil {
		return nil, err
	}
	if !o.MayChange(v.System(), v.Actor(), DateOf(v.Now())) {
		return nil, Errorf(NotAllowed, "Only the volunteer, or a lead of %s, changes this offer.", o.Facts.Org)
	}
	return o, nil
}

func offerText(kind OfferKind, title, note string) (map[Field]string, error) {
	text, err := tidyAll(fieldText{"title", title, MaxName, FieldTitle}, fieldText{"note", note, MaxProse, FieldOffers})
	if err != nil {
		return nil, err
	}
	if text[FieldTitle] == "" {
		text[FieldTitle] = kind.Label()
	}
	return text, nil
}

// check says in a sentence what is wrong with what a person gave, and answers it tidied.
func (f OfferFacts) check(v View) (OfferFacts, error) {
	c := f.clone()
	for _, codes := range [][]string{c.Outcodes, c.Airports} {
		for i := range codes {
			codes[i] = strings.ToUpper(strings.TrimSpace(codes[i]))
		}
	}
	if err := v.System().knownOrg(c.Org); err != nil {
		return c, err
	}
	if v.System().Persons[c.Volunteer] == nil {
		return c, Errorf(NotFound, "This volunteer is not among the people who take part (yet). Add them first.").On("volunteer")
	}
	switch {
	case c.Capacity < 1 || c.Capacity > maxCapacity:
		return c, Errorf(Invalid, "Say how many people you can look after at one time: from 1 to %d.", maxCapacity).On("capacity")
	case !c.From.IsZero() && !c.From.Valid() || !c.Until.IsZero() && !c.Until.Valid():
		return c, Errorf(Invalid, "Use dates from 2000 to 2199.").On("until")
	case !c.From.IsZero() && !c.Until.IsZero() && c.Until < c.From:
		return c, Errorf(Invalid, "The last day, %s, is before the first, %s. Correct one of them.", c.Until.Long(), c.From.Long()).On("until")
	case !validLanguages(c.Languages):
		return c, Errorf(Invalid, "Give at most %d languages by their codes, for example en or yo.", maxLanguages).On("languages")
	case !validCodes(c.Outcodes):
		return c, Errorf(Invalid, "Give at most %d places by the first half of their postcodes, for example GU2.", maxPlaces).On("outcodes")
	case !validCodes(c.Airports):
		return c, Errorf(Invalid, "Give at most %d airports by their three letters, for example LHR.", maxPlaces).On("airports")
	case c.Kind > OfferDialect || c.Days > 0x7f:
		return c, Errorf(Invalid, "This kind of offer needs a newer Settle.").On("kind")
	}
	return c, nil
}
