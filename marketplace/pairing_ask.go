package marketplace

import (
	"slices"
	"strings"
	"time"
)

// AnswerWithin is how long a volunteer, like a host, has to answer.
const AnswerWithin = 72 * time.Hour

// PairingKept is how long after a pairing was asked for the names in it are kept, in days.
const PairingKept = 365

// AskVolunteer asks a volunteer for an arrival. Name, contacts, flight and the note are sealed to the volunteer and to
// the leads of the arrival's organisation.
type AskVolunteer struct {
	Offer   ID
	Arrival ID
	At      Instant // kinds that happen once: when; zero is the landing for a pickup
	Note    string
}

// Decide implements [Command].
func (c AskVolunteer) Decide(v View) ([]Draft, error) {
	a, err := speaksForArrival(v, c.Arrival)
	if err != nil {
		return nil, err
	}
	o, err := v.Offer(c.Offer)
	if err != nil {
		return nil, err
	}
	if a.Closed {
		return nil, Errorf(Refused, "This arrival is closed. Open it again first.")
	}
	if c.At.IsZero() && o.Facts.Kind == OfferPickup {
		c.At = a.Facts.At
	}
	if err := c.fits(o, a, v.Now()); err != nil {
		return nil, err
	}
	note, err := tidy("note", c.Note, MaxProse)
	if err != nil {
		return nil, err
	}
	opened, err := v.Opened(a.Last)
	if err != nil {
		return nil, err
	}
	p := PersonalOf(opened)
	p.Note, p.Reference = note, ""
	fields, err := p.fields()
	if err != nil {
		return nil, err
	}
	return []Draft{{
		Subject: o.ID,
		Fact: &PairingAskedFor{
			Arrival: a.ID, GuestOrg: a.Facts.Org, Lead: v.Actor().Person, At: c.At, Deadline: c.deadline(a, v.Now()),
		},
		Private: Private{Seal: []Seal{{
			Class:  ClassB,
			To:     []Audience{{Ring: RingPerson, Person: o.Facts.Volunteer}, {Ring: RingLeads, Org: a.Facts.Org}},
			Fields: fields,
		}}},
		DeleteAfter: DateOf(v.Now()) + PairingKept,
	}}, nil
}

// deadline is 72 hours from now, but before what it is about happens.
func (c AskVolunteer) deadline(a *Arrival, now time.Time) Instant {
	deadline := InstantOf(now.Add(AnswerWithin))
	for _, event := range []Instant{c.At, a.Facts.At} {
		if event > InstantOf(now) {
			deadline = min(deadline, event)
		}
	}
	return deadline
}

// fits says in a sentence where the question is more than what the volunteer offers.
func (c AskVolunteer) fits(o *Offer, a *Arrival, now time.Time) error {
	f := &o.Facts
	switch state := o.StateAt(InstantOf(now)); state {
	case OfferOpen:
	case OfferFull:
		return Errorf(Refused, "This volunteer already looks after as many people as they can. Ask another.")
	case OfferLapsed:
		return Errorf(Refused, "The volunteer has not confirmed this offer for %d days. Ask another, or ask them to confirm it.", OfferLasts)
	default:
		return Errorf(Refused, "This offer is %s. Ask another volunteer.", strings.ToLower(state.Label()))
	}
	for _, p := range o.Pairings {
		if s := p.StateAt(InstantOf(now)); p.Facts.Arrival == a.ID && (s == PairingAsked || s == PairingAccepted) {
			return Errorf(Refused, "This volunteer was asked for this arrival already. Wait for the answer, or take the question back.")
		}
	}
	at := c.At
	if f.Kind.OneOff() {
		switch {
		case !at.Valid():
			return Errorf(Invalid, "Say on which day and at what time.").On("at")
		case at <= InstantOf(now):
			return Errorf(Refused, "%s is past. Choose a time to come.", at).On("at")
		}
	} else if at.IsZero() {
		at = max(a.Facts.At, InstantOf(now))
	}
	return f.takes(at.Date(), a, f.Kind.OneOff())
}

// takes tells whether the offer covers a date and the arrival's airport.
func (f *OfferFacts) takes(on Date, a *Arrival, day bool) error {
	switch {
	case !f.From.IsZero() && on < f.From:
		return Errorf(Refused, "The offer begins on %s, after %s. Choose a later day, or another volunteer.", f.From.Long(), on.Long()).On("at")
	case !f.Until.IsZero() && on > f.Until:
		return Errorf(Refused, "The offer ends on %s, before %s. Choose an earlier day, or another volunteer.", f.Until.Long(), on.Long()).On("at")
	case day && f.Days != 0 && f.Days&dayOf(on) == 0:
		return Errorf(Refused, "The volunteer is not free on a %s. Choose another day, or another volunteer.", on.Time().Weekday()).On("at")
	case f.Kind == OfferPickup && len(f.Airports) > 0 && a.Facts.Airport != "" && !slices.Contains(f.Airports, a.Facts.Airport):
		return Errorf(Refused, "The volunteer drives to %s, and this arrival lands at %s. Ask another volunteer.", strings.Join(f.Airports, ", "), a.Facts.Airport)
	}
	return nil
}

// dayOf is the date's day of the week as a set of one.
func dayOf(d Date) Weekdays {
	return 1 << ((int(d.Time().Weekday()) + 6) % 7)
}
