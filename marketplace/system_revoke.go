package marketplace

import (
	"maps"
	"slices"
)

// RevokeDevice ends a computer's part: what it writes after its last good entry has no effect anywhere, it is not let in
// any more, and nothing is sealed to it. It frees no nights (see HandKeeper and TakeKeeper). It is a registrar's or
// coordinator's, and a person's for a computer of their own.
type RevokeDevice struct {
	Device DeviceID
	Reason Reason
	// LastGood is the last of its entries that counts; nil is the last that is here. Name an earlier one where somebody
	// else has written with it: then whom it named to go on in its place is out as well, since that came last.
	LastGood *uint64
}

// Decide implements [Command].
func (c RevokeDevice) Decide(v View) ([]Draft, error) {
	sys, actor := v.System(), v.Actor()
	d := sys.Devices[c.Device]
	switch {
	case d == nil:
		return nil, Errorf(NotFound, "That computer does not take part. Choose one from the list of members.")
	case !actor.manages() && d.Person != actor.Person:
		return nil, Errorf(NotAllowed, "Only a registrar or coordinator revokes another person's computer. Ask yours.")
	case sys.lastOfRegistrars(d):
		return nil, Errorf(Refused, "This is the only computer of a registrar, and a system needs one. Invite another registrar first.")
	}
	last, successors := v.Head(c.Device), sys.SuccessorsOf(c.Device)
	if c.Device == actor.Device {
		last = v.Next(0).Seq // this entry itself
	}
	if c.LastGood != nil {
		if *c.LastGood > last {
			return nil, Errorf(Invalid, "That computer has written %d entries that are here. Give a number up to that.", last).On("last_good")
		}
		if c.Device == actor.Device && *c.LastGood < last {
			return nil, Errorf(Refused, "Revoke this computer from another one: its own word would not count.")
		}
		if *c.LastGood < v.Head(c.Device) {
			successors = nil
		}
		last = *c.LastGood
	}
	if d.Revoked && d.LastGood <= last {
		return nil, Errorf(Refused, "This computer is revoked already, from its entry %d on.", d.LastGood+1)
	}
	return []Draft{{Subject: sys.ID, Fact: &MemberRevokedV2{Device: c.Device, LastGood: last, Reason: c.Reason, Successors: successors}}}, nil
}

// SuccessorsOf is the devices that a device named to go on in its place and that take part, by their ids.
func (s *System) SuccessorsOf(id DeviceID) []DeviceID {
	var all []DeviceID
	for _, d := range s.Devices {
		if d.Of == id {
			all = append(all, d.ID)
		}
	}
	slices.SortFunc(all, compareDevices)
	return all
}

// Disowned is the devices that are out because the one that named them was revoked without sparing them, by their ids.
func (s *System) Disowned() []DeviceID {
	return slices.SortedFunc(maps.Keys(s.disowned), compareDevices)
}

// lastOfRegistrars tells whether without the device no registrar has one.
func (s *System) lastOfRegistrars(d *Device) bool {
	for id, other := range s.Devices {
		if a, ok := s.ActorOf(id); ok && other != d && a.Roles.Has(RoleRegistrar) {
			return false
		}
	}
	a, ok := s.ActorOf(d.ID)
	return ok && a.Roles.Has(RoleRegistrar)
}

// ChooseInvitee says which of the computers that used one invitation is the right one. The others are revoked from their
// first entry. Where the invitation is withdrawn, it lets a computer in all the same that used it before that was known
// there; likewise one that went on under a new key when its old key was revoked elsewhere. It is a registrar's or coordinator's.
type ChooseInvitee struct {
	Device DeviceID
}

// Decide implements [Command].
func (c ChooseInvitee) Decide(v View) ([]Draft, error) {
	sys := v.System()
	if !v.Actor().manages() {
		return nil, Errorf(NotAllowed, "Only a registrar or coordinator chooses who was meant. Ask yours.")
	}
	i, ok := sys.usedBy(c.Device)
	_, disowned := sys.disowned[c.Device]
	switch {
	case disowned:
		return []Draft{{Subject: sys.ID, Fact: &MemberUpheld{Device: c.Device}}}, nil
	case !ok:
		return nil, Errorf(NotFound, "That computer used no invitation. Look at the list of invitations again.")
	case i.Withdrawn && !slices.Contains(i.Upheld, c.Device):
		return append([]Draft{{Subject: sys.ID, Fact: &MemberUpheld{Device: c.Device}}}, c.others(sys, i)...), nil
	case len(i.counted()) < 2:
		return nil, Errorf(Refused, "Nobody else used that invitation, so there is nothing to choose.")
	}
	return c.others(sys, i), nil
}

// others revokes those who would be in beside the one that is chosen.
func (c ChooseInvitee) others(sys *System, i *Invitation) []Draft {
	var drafts []Draft
	for _, id := range i.counted() {
		if id != c.Device {
			drafts = append(drafts, Draft{Subject: sys.ID, Fact: &MemberRevokedV2{Device: id, Reason: ReasonNotRecognised}})
		}
	}
	return drafts
}
