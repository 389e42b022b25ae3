package marketplace

import "slices"

// MayMakeRing tells whether the actor may make or grant the ring of an audience: a person's own devices their person
// ring, a registrar or coordinator all others, and a guardian their organisation's guardian ring.
func (a Actor) MayMakeRing(of Audience) bool {
	switch of.Ring {
	case RingPerson:
		return !a.Person.IsZero() && of.Person == a.Person
	case RingGuardian:
		return a.manages() || a.Roles.Has(RoleGuardian) && a.Org == of.Org
	case RingLeads, RingRecovery, RingCoordinator:
		return a.manages()
	}
	return false
}

// RingFor is the newest ring of an audience that is not replaced.
func (s *System) RingFor(a Audience) (Ring, bool) {
	for _, v := range slices.Backward(s.Rings) {
		if r := v; r.For == a && !r.Replaced {
			return r, true
		}
	}
	return Ring{}, false
}

func (s *System) ringByID(id ID) *Ring {
	for i := range s.Rings {
		if s.Rings[i].ID == id {
			return &s.Rings[i]
		}
	}
	return nil
}

func (s *System) makeRing(e *Entry, actor Actor, m *RingMade) (Outcome, string) {
	switch {
	case !actor.MayMakeRing(m.For):
		return Void, "not_allowed"
	case m.Recipient == [32]byte{}:
		return Void, "invalid"
	}
	if old := s.ringByID(m.Replaces); old != nil && old.For == m.For {
		old.Replaced = true
	}
	s.Rings = append(s.Rings, Ring{ID: SubjectOf(e.Ref), For: m.For, Recipient: m.Recipient, Made: e.Ref})
	return Applied, ""
}

func (s *System) grantRing(e *Entry, actor Actor, m *RingGranted) (Outcome, string) {
	r := s.ringByID(m.Ring)
	switch {
	case r == nil:
		return Waiting, "ring"
	case !actor.MayMakeRing(r.For):
		return Void, "not_allowed"
	}
	r.Grants = append(r.Grants, e.Ref)
	return Applied, ""
}
