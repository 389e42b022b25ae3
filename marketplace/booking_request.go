package marketplace

import (
	"slices"
	"strings"
)

// BookingKept is how long after the last night the names in a booking are kept, in days: a right to rent check is kept
// for at least a year after the letting.
const BookingKept = 366

// DraftBooking prepares a request without sending it. It reserves nothing.
type DraftBooking struct {
	Room     ID
	Arrivals []ID // the first leads the party
	Dates    Range
	Note     string // for the host
}

// Decide implements [Command].
func (c DraftBooking) Decide(v View) ([]Draft, error) {
	r, err := v.Room(c.Room)
	if err != nil {
		return nil, err
	}
	p, err := newParty(v, c.Arrivals)
	if err != nil {
		return nil, err
	}
	if err := checkDates(c.Dates); err != nil {
		return nil, err
	}
	if r.Week == 0 {
		return nil, Errorf(Refused, "This room has no rent yet, so it cannot be asked for.")
	}
	d, err := p.draft(v, r, c.Dates, c.Note)
	if err != nil {
		return nil, err
	}
	d.Fact = &BookingDrafted{Facts: p.facts}
	return []Draft{d}, nil
}

// RequestBooking asks the host for a room: for the arrivals and dates given, or with Booking for those of a draft.
type RequestBooking struct {
	Room     ID
	Arrivals []ID
	Dates    Range
	Note     string
	Booking  ID // a draft to send; the fields above may then be empty
	Instead  ID // the stay whose place this one takes: it may overlap it
}

// Decide implements [Command].
func (c RequestBooking) Decide(v View) ([]Draft, error) {
	r, err := c.fill(v)
	if err != nil {
		return nil, err
	}
	p, err := newParty(v, c.Arrivals)
	if err != nil {
		return nil, err
	}
	if err := p.checkRequest(v, r, c); err != nil {
		return nil, err
	}
	d, err := p.draft(v, r, c.Dates, c.Note)
	if err != nil {
		return nil, err
	}
	d.Fact = &BookingRequested{Booking: c.Booking, Facts: p.facts}
	return []Draft{d}, nil
}

// fill takes from a draft what is not given, and answers the room.
func (c *RequestBooking) fill(v View) (*Room, error) {
	if c.Booking.IsZero() {
		return v.Room(c.Room)
	}
	r, b, err := bookingOf(v, c.Booking)
	if err != nil {
		return nil, err
	}
	if b.State != StateDraft {
		return nil, Errorf(Refused, "This request was sent already: %s.", lowerFirst(b.StateAt(InstantOf(v.Now())).Label()))
	}
	if len(c.Arrivals) == 0 {
		c.Arrivals = b.Facts.People
	}
	if c.Dates == (Range{}) {
		c.Dates = b.Facts.Dates
	}
	if c.Note == "" {
		opened, err := v.Opened(b.Began)
		if err != nil {
			return nil, err
		}
		c.Note = opened[FieldNote]
	}
	return r, nil
}

// party is the people of a request.
type party struct {
	facts BookingFacts
	names []string
}

// newParty gathers the arrivals of a request: of one organisation that the actor answers for, each once.
func newParty(v View, ids []ID) (*party, error) {
	if len(ids) == 0 || len(ids) > maxPeople {
		return nil, Errorf(Invalid, "Choose who will stay: from 1 to %d people.", maxPeople).On("arrivals")
	}
	p := &party{facts: BookingFacts{Lead: v.Actor().Person}}
	for _, id := range ids {
		a, err := speaksForArrival(v, id)
		if err != nil {
			return nil, err
		}
		switch {
		case a.Closed:
			return nil, Errorf(Refused, "This arrival is closed: %s. Open it again first.", lowerFirst(a.Reason.Label())).On("arrivals")
		case slices.Contains(p.facts.People, id):
			return nil, Errorf(Invalid, "The same person is there twice. Name everybody once.").On("arrivals")
		case p.facts.GuestOrg != "" && p.facts.GuestOrg != a.Facts.Org:
			return nil, Errorf(Refused, "People of two organisations cannot share one booking. Ask for one room each.").On("arrivals")
		case p.facts.GuestOrg == "":
			p.facts.GuestOrg, p.facts.Site = a.Facts.Org, a.Facts.Site
		}
		p.facts.People, p.facts.Groups = append(p.facts.People, id), append(p.facts.Groups, a.Facts.Group)
		name, err := nameOf(v, a)
		if err != nil {
			return nil, err
		}
		p.names = append(p.names, name)
	}
	return p, nil
}

// nameOf is the arrival's name where it may be opened here, else the alias.
func nameOf(v View, a *Arrival) (string, error) {
	opened, err := v.Opened(a.Last)
	if err != nil {
		return "", err
	}
	if name := strings.TrimSpace(opened[FieldGivenName] + " " + opened[FieldFamilyName]); name != "" {
		return name, nil
	}
	text, err := v.Text(a.Last)
	return text[FieldAlias], err
}

// draft seals the names, one a line, and the note to both sides.
func (p *party) draft(v View, r *Room, dates Range, note string) (Draft, error) {
	note, err := tidy("note", note, MaxProse)
	if err != nil {
		return Draft{}, err
	}
	p.facts.Dates, p.facts.Week = dates, r.Week
	p.facts.Deadline = answerBy(InstantOf(v.Now()), dates.From)
	fields := map[Field]string{FieldName: strings.Join(p.names, "\n")}
	if note != "" {
		fields[FieldNote] = note
	}
	return Draft{
		Subject:     r.ID,
		Private:     Private{Seal: []Seal{{Class: ClassB, To: bothSides(r, p.facts.GuestOrg), Fields: fields}}},
		DeleteAfter: min(dates.To+BookingKept, MaxDate),
	}, nil
}

// bothSides is who reads what is said in a booking: the host, or while there is none the leads of the host's
// organisation, and the leads of the guest's.
func bothSides(r *Room, guestOrg string) []Audience {
	return []Audience{r.Facts.keepers()[0], {Ring: RingLeads, Org: guestOrg}, {Ring: RingRecovery, Org: guestOrg}}
}
