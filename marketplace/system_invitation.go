package marketplace

import "slices"

// Invitation is one that a device can use, once.
type Invitation struct {
	Ref    Ref
	Person ID // whom it lets in
	By     ID // who invited
	At     Instant
	Until  Instant // zero: it does not run out
	// Uses is the devices that used it and were not revoked from their first entry, in the order of their ids. Of more
	// than one none takes part until somebody chooses.
	Uses []DeviceID
}

// InvitationState is where an invitation stands.
type InvitationState uint8

// The states of an invitation.
const (
	InvitationOpen InvitationState = iota
	InvitationUsed
	InvitationUsedTwice // nobody is in until a registrar chooses
	InvitationRunOut
)

var invitationStates = []string{"open", "used", "used twice", "run out"}

// String is the state as people say it.
func (s InvitationState) String() string {
	return invitationStates[min(int(s), len(invitationStates)-1)]
}

// MarshalText is String, for JSON.
func (s InvitationState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// StateAt is where the invitation stands now.
func (i *Invitation) StateAt(now Instant) InvitationState {
	switch {
	case len(i.Uses) > 1:
		return InvitationUsedTwice
	case len(i.Uses) == 1:
		return InvitationUsed
	case !i.Until.IsZero() && now > i.Until:
		return InvitationRunOut
	}
	return InvitationOpen
}

// countUses tells each invitation by which devices it was used.
func (s *System) countUses(f *systemFold) {
	for n := range s.Invitations {
		i := &s.Invitations[n]
		for _, use := range f.uses[i.Ref] {
			if id := use.Ref.Device; !f.isOut(id) && !slices.Contains(i.Uses, id) {
				i.Uses = append(i.Uses, id)
			}
		}
		slices.SortFunc(i.Uses, compareDevices)
	}
}

// usedBy is the invitation that the device used.
func (s *System) usedBy(id DeviceID) (*Invitation, bool) {
	for n := range s.Invitations {
		if slices.Contains(s.Invitations[n].Uses, id) {
			return &s.Invitations[n], true
		}
	}
	return nil, false
}
