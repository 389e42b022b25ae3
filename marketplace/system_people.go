package marketplace

import "slices"

// InvitePerson lets a person take part: with a Key, through the device that takes the invitation up; without one, as
// somebody who has no device yet, such as a host whose rooms a lead looks after. It is a registrar's or coordinator's.
type InvitePerson struct {
	Person ID // somebody who takes part already and gets another device; zero for somebody new
	Name   string
	Org    string
	Roles  Roles // with Name and Org, of somebody new

	Key   [32]byte // the one-use ed25519 key that the invitation holds
	Until Instant  // when the invitation runs out; zero is never
}

// Decide implements [Command].
func (c InvitePerson) Decide(v View) ([]Draft, error) {
	if !v.Actor().manages() {
		return nil, Errorf(NotAllowed, "Only a registrar or coordinator adds people. Ask yours.")
	}
	if !c.Until.IsZero() && (!c.Until.Valid() || c.Until <= InstantOf(v.Now())) {
		return nil, Errorf(Invalid, "The invitation would have run out already. Choose a later day.").On("until")
	}
	if !c.Person.IsZero() {
		return c.anotherDevice(v)
	}
	name, err := needed("name", c.Name, MaxName)
	if err != nil {
		return nil, err
	}
	if err := v.System().knownOrg(c.Org); err != nil {
		return nil, err
	}
	if c.Roles == 0 {
		return nil, Errorf(Invalid, "Choose at least one role for %s.", name).On("roles")
	}
	return []Draft{{
		Subject: v.System().ID,
		Fact:    &MemberInvited{Org: c.Org, Roles: c.Roles, Key: c.Key, Until: c.Until},
		Private: Private{Text: map[Field]string{FieldName: name}},
	}}, nil
}

func (c InvitePerson) anotherDevice(v View) ([]Draft, error) {
	p, ok := v.System().Persons[c.Person]
	switch {
	case !ok:
		return nil, Errorf(NotFound, "This person is not here (yet). Look at the list of members again.")
	case c.Key == [32]byte{}:
		return nil, Errorf(Invalid, "This person takes part already. An invitation for another computer of theirs needs a key.")
	}
	return []Draft{{Subject: v.System().ID, Fact: &MemberInvited{Person: p.ID, Org: p.Org, Roles: p.Roles, Key: c.Key, Until: c.Until}}}, nil
}

// ChangeRoles gives a person other roles or another organisation. What they wrote before keeps its weight. It is a
// registrar's or coordinator's.
type ChangeRoles struct {
	Person ID
	Org    string
	Roles  Roles
}

// Decide implements [Command].
func (c ChangeRoles) Decide(v View) ([]Draft, error) {
	sys := v.System()
	if !v.Actor().manages() {
		return nil, Errorf(NotAllowed, "Only a registrar or coordinator changes roles. Ask yours.")
	}
	p, ok := sys.Persons[c.Person]
	if !ok {
		return nil, Errorf(NotFound, "This person is not here (yet). Look at the list of members again.")
	}
	if err := sys.knownOrg(c.Org); err != nil {
		return nil, err
	}
	if p.Org == c.Org && p.Roles == c.Roles {
		return nil, nil
	}
	if p.Roles.Has(RoleRegistrar) && !c.Roles.Has(RoleRegistrar) && sys.registrars() == 1 {
		return nil, Errorf(Refused, "This is the only registrar, and a system needs one. Make somebody else a registrar first.").On("roles")
	}
	var until []Ref
	for id, d := range sys.Devices {
		if d.Person != c.Person || d.Revoked {
			continue
		}
		last := Ref{Device: id, Seq: v.Head(id)}
		if id == v.Actor().Device {
			last = v.Next(0) // this change itself is made under the old roles
		}
		until = append(until, last)
	}
	if len(until) > maxUntil {
		return nil, Errorf(Refused, "This person has more than %d computers. Revoke those that are no longer used first.", maxUntil)
	}
	slices.SortFunc(until, Ref.Compare)
	return []Draft{{Subject: sys.ID, Fact: &MemberRoles{Person: c.Person, Org: c.Org, Roles: c.Roles, Until: until}}}, nil
}

// registrars counts the registrars who have a device.
func (s *System) registrars() int {
	with := map[ID]bool{}
	for _, d := range s.Devices {
		if p := s.Persons[d.Person]; p != nil && !d.Revoked && p.Roles.Has(RoleRegistrar) {
			with[p.ID] = true
		}
	}
	return len(with)
}
