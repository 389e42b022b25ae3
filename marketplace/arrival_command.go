package marketplace

import "strings"

// RecordArrival records a colleague who comes from overseas. It is a lead's of their organisation, or a coordinator's.
type RecordArrival struct {
	Facts    ArrivalFacts // Org empty is the actor's
	Alias    string       // what everyone sees instead of the name; empty makes one of group, date and airport
	Personal Personal
}

// Decide implements [Command].
func (c RecordArrival) Decide(v View) ([]Draft, error) {
	if c.Facts.Org == "" {
		c.Facts.Org = v.Actor().Org
	}
	facts, private, err := arrivalDraft(v, c.Facts, c.Alias, c.Personal)
	if err != nil {
		return nil, err
	}
	return []Draft{{Fact: &ArrivalRecorded{Facts: facts}, Private: private, DeleteAfter: facts.keptUntil()}}, nil
}

// ChangeArrival replaces what was recorded of an arrival.
type ChangeArrival struct {
	Arrival  ID
	Facts    ArrivalFacts
	Alias    string    // empty keeps the one that stands
	Personal *Personal // nil keeps what stands
}

// Decide implements [Command].
func (c ChangeArrival) Decide(v View) ([]Draft, error) {
	a, err := speaksForArrival(v, c.Arrival)
	if err != nil {
		return nil, err
	}
	c.Facts.Import = a.Facts.Import
	if c.Facts.Org == "" {
		c.Facts.Org = a.Facts.Org
	}
	if c.Alias == "" {
		text, err := v.Text(a.Last)
		if err != nil {
			return nil, err
		}
		if c.Alias = text[FieldAlias]; c.Alias == a.Facts.Alias() {
			c.Alias = "" // made of the facts, so made anew
		}
	}
	if c.Personal == nil {
		opened, err := v.Opened(a.Last)
		if err != nil {
			return nil, err
		}
		if _, open := opened[FieldGivenName]; !open {
			return nil, Errorf(Refused, "The name of this arrival is sealed for the leads of %s and would be lost. Ask one of them to make the change.", a.Facts.Org)
		}
		p := PersonalOf(opened)
		c.Personal = &p
	}
	facts, private, err := arrivalDraft(v, c.Facts, c.Alias, *c.Personal)
	if err != nil {
		return nil, err
	}
	return []Draft{{Subject: a.ID, Fact: &ArrivalChanged{Facts: facts}, Private: private, DeleteAfter: facts.keptUntil()}}, nil
}

// CloseArrival says that an arrival will not come, or has settled.
type CloseArrival struct {
	Arrival ID
	Reason  Reason
}

// Decide implements [Command].
func (c CloseArrival) Decide(v View) ([]Draft, error) {
	a, err := speaksForArrival(v, c.Arrival)
	if err != nil {
		return nil, err
	}
	if a.Closed {
		return nil, Errorf(Refused, "This arrival is closed already.")
	}
	return []Draft{{Subject: a.ID, Fact: &ArrivalClosed{Reason: c.Reason}}}, nil
}

// ReopenArrival undoes [CloseArrival].
type ReopenArrival struct {
	Arrival ID
}

// Decide implements [Command].
func (c ReopenArrival) Decide(v View) ([]Draft, error) {
	a, err := speaksForArrival(v, c.Arrival)
	if err != nil {
		return nil, err
	}
	if !a.Closed {
		return nil, Errorf(Refused, "This arrival is open already.")
	}
	return []Draft{{Subject: a.ID, Fact: &ArrivalReopened{}}}, nil
}

func speaksForArrival(v View, id ID) (*Arrival, error) {
	a, err := v.Arrival(id)
	if err != nil {
		return nil, err
	}
	if !v.System().speaks(v.Actor(), a.Facts.Org, DateOf(v.Now())) {
		return nil, Errorf(NotAllowed, "Only the leads of %s and a coordinator look after this arrival.", a.Facts.Org)
	}
	return a, nil
}

// arrivalDraft checks what a person gave and makes the facts and the private part of it.
func arrivalDraft(v View, facts ArrivalFacts, alias string, p Personal) (ArrivalFacts, Private, error) {
	none := Private{}
	facts = facts.clone()
	facts.Airport = strings.ToUpper(strings.TrimSpace(facts.Airport))
	if err := v.System().knownOrg(facts.Org); err != nil {
		return facts, none, err
	}
	if !v.System().speaks(v.Actor(), facts.Org, DateOf(v.Now())) {
		return facts, none, Errorf(NotAllowed, "Arrivals of %s are recorded by its leads and by a coordinator. Ask one of them.", facts.Org)
	}
	if err := facts.check(); err != nil {
		return facts, none, err
	}
	alias, err := tidy("alias", alias, MaxName)
	if err != nil {
		return facts, none, err
	}
	if alias == "" {
		alias = facts.Alias()
	}
	fields, err := p.fields()
	if err != nil {
		return facts, none, err
	}
	return facts, facts.private(alias, fields), nil
}

// check says in a sentence what is wrong with what a person gave.
func (f *ArrivalFacts) check() error {
	switch {
	case f.Group == "" || len(f.Group) > maxShortCode:
		return Errorf(Invalid, "Say which staff group the arrival belongs to.").On("group")
	case !f.At.Valid():
		return Errorf(Invalid, "Say when the arrival lands: a date and time from 2000 to 2199.").On("at")
	case f.Nights < 0 || f.Nights > maxNights:
		return Errorf(Invalid, "A room is wanted for at most %d nights; %d is too many.", maxNights, f.Nights).On("nights")
	case f.Budget < 0 || f.Budget > maxWeek:
		return Errorf(Invalid, "%s is not a weekly rent. Use an amount up to %s, or leave it out.", f.Budget, maxWeek).On("budget")
	case len(f.Airport) > maxShortCode:
		return Errorf(Invalid, "%q is not an airport. Use its three letters, for example LHR.", clip(f.Airport)).On("airport")
	case len(f.Site) > maxShortCode:
		return Errorf(Invalid, "%q is not the code of a site. Choose one from the list.", clip(f.Site)).On("site")
	case !validLanguages(f.Languages):
		return Errorf(Invalid, "Give at most %d languages by their codes, for example en or yo.", maxLanguages).On("languages")
	}
	return nil
}
