package marketplace

import "slices"

// speaks tells whether the actor answers for an organisation on a date, also where theirs has succeeded it.
func (s *System) speaks(a Actor, org string, on Date) bool {
	return a.Speaks(org) || a.Roles.Has(RoleLead) && s.OrgOn(org, on) == s.OrgOn(a.Org, on)
}

// belongs tells whether the actor is of an organisation on a date, also where theirs has succeeded it.
func (s *System) belongs(a Actor, org string, on Date) bool {
	return a.Org == org || s.OrgOn(org, on) == s.OrgOn(a.Org, on)
}

// mayList tells whether the actor may give birth to a listing: a host their own room, whoever answers for an
// organisation its rooms and those that no host has claimed yet.
func (f *RoomFacts) mayList(sys *System, a Actor, on Date) bool {
	if f.Host.IsZero() {
		return sys.speaks(a, f.HostOrg, on)
	}
	return f.Host == a.Person && a.Roles.Has(RoleHost) && sys.belongs(a, f.HostOrg, on)
}

// everListed is mayList for a room with guests: the person as what they were then or before.
func (f *RoomFacts) everListed(sys *System, person ID, ref Ref) bool {
	return slices.ContainsFunc(sys.Persons[person].everTo(ref), func(t Term) bool {
		if f.Host.IsZero() {
			return t.Roles.Has(RoleCoordinator) || t.Roles.Has(RoleLead) && sys.related(f.HostOrg, t.Org)
		}
		return f.Host == person && t.Roles.Has(RoleHost) && sys.related(f.HostOrg, t.Org)
	})
}

// MayChange tells whether the actor may change the listing and its calendar: its host alone, and while it has none
// whoever answers for its organisation.
func (r *Room) MayChange(sys *System, a Actor, on Date) bool {
	if r.Facts.Host.IsZero() {
		return sys.speaks(a, r.Facts.HostOrg, on)
	}
	return r.Facts.Host == a.Person
}

// mayAnswer tells whether the actor may act on the host's side of a booking: the host, and whoever answers for the
// host's organisation, as told by the host.
func (r *Room) mayAnswer(sys *System, a Actor, on Date) bool {
	return !r.Facts.Host.IsZero() && r.Facts.Host == a.Person || sys.speaks(a, r.Facts.HostOrg, on)
}

// everAnswered is mayAnswer for an entry that a keeper has acted on: the person as what they were then or before, and
// organisations as they follow each other on any date.
func (r *Room) everAnswered(sys *System, person ID, ref Ref) bool {
	if !r.Facts.Host.IsZero() && r.Facts.Host == person {
		return true
	}
	return slices.ContainsFunc(sys.Persons[person].everTo(ref), func(t Term) bool {
		a := Actor{Org: t.Org, Roles: t.Roles}
		return a.Speaks(r.Facts.HostOrg) || t.Roles.Has(RoleLead) && sys.related(r.Facts.HostOrg, t.Org)
	})
}

// Sides tells on which sides of a booking of this room the person acts: the host's, the guest's, both or neither.
func (r *Room) Sides(sys *System, b *Booking, a Actor, on Date) (host, guest bool) {
	return r.mayAnswer(sys, a, on), sys.speaks(a, b.Facts.GuestOrg, on)
}

// SideOf is the side of the booking that is the person's own: the host's for the host themselves, else the guest's for
// whoever answers for the guest's organisation, else the host's for whoever answers for the host's.
func (r *Room) SideOf(sys *System, b *Booking, a Actor, on Date) Side {
	host, guest := r.Sides(sys, b, a, on)
	switch {
	case host && r.Facts.Host == a.Person:
		return SideHost
	case guest:
		return SideGuest
	case host:
		return SideHost
	}
	return SideNone
}
