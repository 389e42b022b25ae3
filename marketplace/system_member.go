package marketplace

import "slices"

// Bounds on what a membership entry may hold.
const (
	maxOrgCode = 12
	maxUntil   = 64
)

// manages tells whether the actor may admit, change and revoke members: a registrar or coordinator.
func (a Actor) manages() bool { return a.Roles.Has(RoleRegistrar | RoleCoordinator) }

// Speaks tells whether the actor answers for an organisation: a lead there, or a coordinator, who answers for all.
func (a Actor) Speaks(org string) bool {
	return a.Roles.Has(RoleCoordinator) || a.Roles.Has(RoleLead) && a.Org == org
}

func (f *systemFold) invitation(ref Ref) *MemberInvited {
	i, ok := f.byRef[ref]
	if !ok {
		return nil
	}
	inv, _ := f.entries[i].Fact.(*MemberInvited)
	return inv
}

// admits tells whether the invitation is one that a device can use, and had not run out by e's clock.
func (m *MemberInvited) admits(e *Entry) bool {
	return m.Key != [32]byte{} && (m.Until.IsZero() || e.Clock.Instant() <= m.Until)
}

func (f *systemFold) invite(e *Entry, actor Actor, m *MemberInvited) (Outcome, string) {
	if !actor.manages() {
		return Void, "not_allowed"
	}
	if !validOrgCode(m.Org) {
		return Void, "invalid"
	}
	person := m.Person
	if person.IsZero() {
		person = f.cur.introduce(PersonOf(e.Ref), m.Org, m.Roles, e.Ref).ID
	} else if f.cur.Persons[person] == nil {
		return Waiting, "person"
	}
	f.cur.invited[e.Ref] = person
	if m.Key != [32]byte{} {
		f.cur.Invitations = append(f.cur.Invitations, Invitation{
			Ref: e.Ref, Person: person, By: actor.Person, At: e.Clock.Instant(), Until: m.Until,
		})
	}
	return Applied, ""
}

// introduce adds a person with a first term.
func (s *System) introduce(id ID, org string, roles Roles, name Ref) *Person {
	p := &Person{ID: id, Org: org, Roles: roles, Name: name, Terms: []Term{{Org: org, Roles: roles}}}
	s.Persons[id] = p
	return p
}

func (f *systemFold) join(e *Entry, j *MemberJoined) (Outcome, string) {
	id := e.Ref.Device
	if e.Ref.Seq != 1 || f.cur.Devices[id] != nil {
		return Void, "not_first"
	}
	if f.isOut(id) {
		f.cur.Gone = append(f.cur.Gone, Device{ID: id, Recipient: j.Recipient, Joined: e.Ref, Revoked: true})
		return Void, "revoked"
	}
	person, outcome, why := f.admission(e, j)
	if outcome == Void && why != "used_twice" {
		f.cur.refused[id] = true
	}
	if outcome != Applied {
		return outcome, why
	}
	d := &Device{ID: id, Person: person, Recipient: j.Recipient, Joined: e.Ref}
	if j.Proof == ProofSuccessor {
		d.Of = j.Of
	}
	f.cur.Devices[id] = d
	return Applied, ""
}

// isOut tells whether a device was revoked from its very first entry.
func (f *systemFold) isOut(id DeviceID) bool {
	for _, s := range []*System{f.prev, f.cur} {
		if cut, ok := s.cuts[id]; ok && cut == 0 {
			return true
		}
	}
	return false
}

// admission finds whose device the proof makes it.
func (f *systemFold) admission(e *Entry, j *MemberJoined) (ID, Outcome, string) {
	switch j.Proof {
	case ProofInvitation:
		return f.byInvitation(e, j)
	case ProofSuccessor:
		return f.bySuccession(e, j)
	case ProofRoot:
		if !f.rootSigned(e, j) {
			return ID{}, Void, "proof"
		}
		if f.cur.Persons[j.Person] == nil && f.prev.Persons[j.Person] == nil {
			return ID{}, Waiting, "person"
		}
		return j.Person, Applied, ""
	}
	return ID{}, Void, "proof"
}

func (f *systemFold) byInvitation(e *Entry, j *MemberJoined) (ID, Outcome, string) {
	inv := f.invitation(j.Invitation)
	if inv == nil {
		return ID{}, Waiting, "invitation"
	}
	if inv.Key != [32]byte{} && !inv.admits(e) {
		return ID{}, Void, "expired"
	}
	used, mine := 0, false
	for _, u := range f.uses[j.Invitation] {
		if f.competes(u, j.Invitation) {
			used++
		}
		mine = mine || u == e
	}
	switch person, ok := f.cur.invited[j.Invitation]; {
	case !mine:
		return ID{}, Void, "proof"
	case !f.competes(e, j.Invitation):
		return ID{}, Void, "withdrawn"
	case used > 1: // until the registrar chooses, by revoking the others
		return ID{}, Void, "used_twice"
	case ok:
		return person, Applied, ""
	}
	// The joiner's clock may have been behind the registrar's: the invitation then comes later in the order.
	if person, ok := f.prev.invited[j.Invitation]; ok {
		return person, Applied, ""
	}
	return ID{}, Waiting, "invitation"
}

// bySuccession admits a further device of the person of an older one, unless that was revoked by then, or without
// sparing it.
func (f *systemFold) bySuccession(e *Entry, j *MemberJoined) (ID, Outcome, string) {
	id := e.Ref.Device
	d := f.cur.Devices[j.Of]
	if d == nil {
		d = f.prev.Devices[j.Of]
	}
	switch {
	case !holds(f.verifier, e, j, j.Of):
		return ID{}, Void, "proof"
	case f.cur.ended[j.Of] && !f.upheld[id]:
		return ID{}, Void, "revoked"
	case d == nil:
		return ID{}, Waiting, "membership"
	case !f.upheld[id] && (f.prev.disowns(j.Of, id) || f.cur.disowns(j.Of, id)):
		f.cur.disowned[id] = j.Of
		return ID{}, Void, "revoked"
	}
	return d.Person, Applied, ""
}

// disowns tells whether the old device was revoked without sparing the other.
func (s *System) disowns(old, next DeviceID) bool {
	spared, revoked := s.spared[old]
	return revoked && !slices.Contains(spared, next)
}

// spare notes which successors a revocation leaves; of several those that all of them leave.
func (s *System) spare(m *MemberRevokedV2) {
	stay := slices.Clone(m.Successors)
	slices.SortFunc(stay, compareDevices)
	if before, ok := s.spared[m.Device]; ok {
		stay = slices.DeleteFunc(stay, func(id DeviceID) bool { return !slices.Contains(before, id) })
	}
	s.spared[m.Device] = slices.Compact(stay)
}

// rootSigned asks the founding entry itself: a joiner's clock may be behind even that.
func (f *systemFold) rootSigned(e *Entry, j *MemberJoined) bool {
	for _, root := range f.founding.Fact.(*SystemFounded).Roots {
		if holds(f.verifier, e, j, root) {
			return true
		}
	}
	return false
}

func (f *systemFold) changeRoles(e *Entry, actor Actor, m *MemberRoles) (Outcome, string) {
	p := f.cur.Persons[m.Person]
	switch {
	case !actor.manages():
		f.gaveOnce(e, m)
		return Void, "not_allowed"
	case !m.valid():
		return Void, "invalid"
	case p == nil:
		return Waiting, "person"
	}
	p.Terms[len(p.Terms)-1].Until = m.until()
	p.Terms = append(p.Terms, Term{Org: m.Org, Roles: m.Roles})
	p.Org, p.Roles = m.Org, m.Roles
	return Applied, ""
}

func (m *MemberRoles) valid() bool { return validOrgCode(m.Org) && len(m.Until) <= maxUntil }

func (m *MemberRoles) until() map[DeviceID]uint64 {
	until := make(map[DeviceID]uint64, len(m.Until))
	for _, ref := range m.Until {
		until[ref.Device] = ref.Seq
	}
	return until
}

// gaveOnce takes note of roles that are not in effect, where their giver might have given them by what they were then or
// before: somebody may have acted by them in good faith.
func (f *systemFold) gaveOnce(e *Entry, m *MemberRoles) {
	d, p := f.cur.Devices[e.Ref.Device], f.cur.Persons[m.Person]
	if d == nil || p == nil || !m.valid() || len(p.once) >= maxUntil {
		return
	}
	giver := f.cur.Persons[d.Person]
	if giver == nil || !slices.ContainsFunc(giver.everTo(e.Ref), func(t Term) bool { return Actor{Roles: t.Roles}.manages() }) {
		return
	}
	p.once = append(p.once, Term{Org: m.Org, Roles: m.Roles, Until: m.until()})
}

// revoke is for a registrar or coordinator, and for a person whose own device is lost.
func (f *systemFold) revoke(actor Actor, device DeviceID, lastGood uint64, note func()) (Outcome, string) {
	d := f.cur.Devices[device]
	if !actor.manages() && (d == nil || d.Person != actor.Person) {
		return Void, "not_allowed"
	}
	if device.IsZero() {
		return Void, "invalid"
	}
	f.cur.cut(device, lastGood)
	note()
	return Applied, ""
}

// cut ends a device's part after lastGood; of several the lowest wins.
func (s *System) cut(id DeviceID, lastGood uint64) {
	if old, ok := s.cuts[id]; !ok || lastGood < old {
		s.cuts[id] = lastGood
	}
}

// close writes the cuts into the devices.
func (s *System) close() {
	for id, seq := range s.cuts {
		d := s.Devices[id]
		if d == nil {
			continue
		}
		d.Revoked, d.LastGood = true, seq
		if seq == 0 {
			s.Gone = append(s.Gone, *d)
			delete(s.Devices, id)
		}
	}
	slices.SortFunc(s.Gone, func(a, b Device) int { return compareDevices(a.ID, b.ID) })
}
