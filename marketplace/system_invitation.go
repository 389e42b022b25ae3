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
	// Withdrawn tells that no use lets anybody in but those that are upheld.
	Withdrawn bool
	Upheld    []DeviceID // of Uses, in their order; of more than one none takes part until somebody chooses
}

// ID names the invitation in lists.
func (i *Invitation) ID() ID { return SubjectOf(i.Ref) }

// InvitationState is where an invitation stands.
type InvitationState uint8

// The states of an invitation.
const (
	InvitationOpen InvitationState = iota
	InvitationUsed
	InvitationUsedTwice // nobody is in until a registrar chooses
	InvitationRunOut
	InvitationWithdrawn // whatever devices used it: none of them is in
)

var invitationStates = []string{"open", "used", "used twice", "run out", "withdrawn"}

// String is the state as people say it.
func (s InvitationState) String() string {
	return invitationStates[min(int(s), len(invitationStates)-1)]
}

// MarshalText is String, for JSON.
func (s InvitationState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// StateAt is where the invitation stands now.
func (i *Invitation) StateAt(now Instant) InvitationState {
	counted := i.counted()
	switch {
	case len(counted) > 1:
		return InvitationUsedTwice
	case len(counted) == 1:
		return InvitationUsed
	case i.Withdrawn:
		return InvitationWithdrawn
	case !i.Until.IsZero() && now > i.Until:
		return InvitationRunOut
	}
	return InvitationOpen
}

// counted is the uses that let a device in where there is one of them.
func (i *Invitation) counted() []DeviceID {
	if i.Withdrawn {
		return i.Upheld
	}
	return i.Uses
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
		if i.Withdrawn = s.withdrawn[i.Ref]; !i.Withdrawn {
			continue
		}
		for _, id := range i.Uses {
			if f.upheld[id] {
				i.Upheld = append(i.Upheld, id)
			}
		}
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
