package marketplace

import "slices"

// Erasure is private parts that are to go.
type Erasure struct {
	Refs []Ref
}

// maxErased bounds the entries that one erasure names.
const maxErased = 500

// FoldErasure folds an erasure, which is one entry. A coordinator erases anybody's; others what they wrote themselves,
// and their own name. The founding entry names the system and stays.
func FoldErasure(sys *System, entries []*Entry) (*Erasure, []Verdict) {
	var erasure *Erasure
	verdicts := foldEach(sys, entries, func(e *Entry, actor Actor) (Outcome, string) {
		fact, ok := e.Fact.(*PartsErased)
		switch {
		case !ok || e.Subject != SubjectOf(e.Ref):
			return Void, "misplaced"
		case len(fact.Refs) == 0 || len(fact.Refs) > maxErased:
			return Void, "invalid"
		}
		for _, ref := range fact.Refs {
			if outcome, why := sys.mayErase(actor, ref); outcome != Applied {
				return outcome, why
			}
		}
		erasure = &Erasure{Refs: slices.Clone(fact.Refs)}
		return Applied, ""
	})
	return erasure, verdicts
}

func (s *System) mayErase(actor Actor, ref Ref) (Outcome, string) {
	switch {
	case ref.Device.IsZero() || ref.Seq == 0 || ref == s.Founded:
		return Void, "invalid"
	case actor.Roles.Has(RoleCoordinator) || s.ownWords(actor.Person, ref):
		return Applied, ""
	case s.Devices[ref.Device] == nil:
		return Waiting, "membership"
	}
	return Void, "not_allowed"
}

// ownWords tells whether the person wrote the entry, or it names them.
func (s *System) ownWords(person ID, ref Ref) bool {
	if p := s.Persons[person]; p != nil && p.Name == ref {
		return true
	}
	d := s.Devices[ref.Device]
	return d != nil && d.Person == person
}

// ErasePerson erases what is kept of somebody who takes part: their name, address and contacts, what they wrote of their
// rooms and offers, and their letters. Guests' names in bookings of their rooms are others' and stay. It is the person's
// own, for what they wrote themselves, and a coordinator's.
type ErasePerson struct {
	Person ID // zero is oneself
}

// Decide implements [Command].
func (c ErasePerson) Decide(v View) ([]Draft, error) {
	sys, actor := v.System(), v.Actor()
	if c.Person.IsZero() {
		c.Person = actor.Person
	}
	p := sys.Persons[c.Person]
	switch {
	case p == nil:
		return nil, Errorf(NotFound, "This person is not here (yet). Look at the list of members again.")
	case c.Person != actor.Person && !actor.Roles.Has(RoleCoordinator):
		return nil, Errorf(NotAllowed, "Only they themselves or a coordinator erase what is kept of somebody. Ask one of them.")
	}
	return erase(v, c.Person, func(e *Entry) bool {
		switch e.Fact.(type) {
		case *BookingDrafted, *BookingRequested, *PairingAskedFor:
			return false // who is meant to come
		}
		return e.Subject != sys.ID || e.Ref == p.Name
	})
}

// EraseSubject erases what is kept of an arrival, with their name in bookings and pairings, or of a home, a room or an
// offer. It is for those who wrote it, and for coordinators.
type EraseSubject struct {
	Subject ID
}

// Decide implements [Command].
func (c EraseSubject) Decide(v View) ([]Draft, error) {
	if c.Subject == v.System().ID {
		return nil, Errorf(Refused, "The names of a whole system cannot be erased. Choose a person, a room or an arrival.")
	}
	return erase(v, c.Subject, func(e *Entry) bool {
		switch fact := e.Fact.(type) {
		case *BookingDrafted:
			return e.Subject == c.Subject || slices.Contains(fact.Facts.People, c.Subject)
		case *BookingRequested:
			return e.Subject == c.Subject || slices.Contains(fact.Facts.People, c.Subject)
		case *PairingAskedFor:
			return e.Subject == c.Subject || fact.Arrival == c.Subject
		}
		return e.Subject == c.Subject
	})
}

// erase names the private parts about a subject that are wanted and that the actor may erase.
func erase(v View, about ID, want func(*Entry) bool) ([]Draft, error) {
	entries, err := v.Parts(about)
	if err != nil {
		return nil, err
	}
	sys, actor := v.System(), v.Actor()
	var refs []Ref
	others := false
	for _, e := range entries {
		if e.Fact == nil || !want(e) {
			continue
		}
		if outcome, _ := sys.mayErase(actor, e.Ref); outcome != Applied {
			others = others || e.Ref != sys.Founded
			continue
		}
		refs = append(refs, e.Ref)
	}
	switch {
	case len(refs) == 0 && others:
		return nil, Errorf(NotAllowed, "Others wrote this. Ask a coordinator to erase it.")
	case len(refs) == 0:
		return nil, Errorf(NotFound, "Nothing is kept here that could be erased.")
	}
	var drafts []Draft
	for part := range slices.Chunk(refs, maxErased) {
		drafts = append(drafts, Draft{Fact: &PartsErased{Refs: slices.Clone(part)}})
	}
	return drafts, nil
}
