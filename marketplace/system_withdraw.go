package marketplace

// WithdrawInvitation makes an invitation that went to the wrong place worthless: whoever uses it does not take part,
// whenever they did and whatever their clock says, unless that was known to whoever withdraws it. One that is used is not
// withdrawn: the computer is revoked instead. One that two computers used can be, while nobody has chosen. It is a
// registrar's or coordinator's.
type WithdrawInvitation struct {
	Invitation Ref
}

// Decide implements [Command].
func (c WithdrawInvitation) Decide(v View) ([]Draft, error) {
	sys := v.System()
	if !v.Actor().manages() {
		return nil, Errorf(NotAllowed, "Only a registrar or coordinator withdraws an invitation. Ask yours.")
	}
	i, ok := sys.InvitationByRef(c.Invitation)
	switch {
	case !ok:
		return nil, Errorf(NotFound, "This invitation is not here (yet). Look at the list of invitations again.")
	case i.Withdrawn:
		return nil, Errorf(Refused, "This invitation is withdrawn already.")
	case len(i.Uses) == 1:
		return nil, Errorf(Refused, "This invitation has been used already. Revoke the computer that used it instead.")
	}
	return []Draft{{Subject: sys.ID, Fact: &MemberUninvited{Invitation: c.Invitation}}}, nil
}

// InvitationByRef is the invitation that stands in the entry at ref.
func (s *System) InvitationByRef(ref Ref) (*Invitation, bool) {
	for n := range s.Invitations {
		if s.Invitations[n].Ref == ref {
			return &s.Invitations[n], true
		}
	}
	return nil, false
}

func (f *systemFold) uninvite(actor Actor, m *MemberUninvited) (Outcome, string) {
	switch inv := f.invitation(m.Invitation); {
	case !actor.manages():
		return Void, "not_allowed"
	case inv == nil:
		return Waiting, "invitation"
	case inv.Key == [32]byte{}:
		return Void, "invalid"
	}
	f.cur.withdrawn[m.Invitation] = true
	return Applied, ""
}

func (f *systemFold) uphold(actor Actor, m *MemberUpheld) (Outcome, string) {
	if !actor.manages() {
		return Void, "not_allowed"
	}
	if m.Device.IsZero() {
		return Void, "invalid"
	}
	return Applied, ""
}

// isWithdrawn asks the round before, too: a withdrawal reaches uses that come earlier in the order.
func (f *systemFold) isWithdrawn(invitation Ref) bool {
	return f.prev.withdrawn[invitation] || f.cur.withdrawn[invitation]
}

// competes tells whether a use of an invitation lets its device in where it is the only one that does.
func (f *systemFold) competes(use *Entry, invitation Ref) bool {
	id := use.Ref.Device
	return !f.isOut(id) && (!f.isWithdrawn(invitation) || f.upheld[id])
}

// maxUpholding bounds how often a fold begins anew because somebody was let in after all.
const maxUpholding = 8

// upholdMore adds those who were let in although their invitation is withdrawn. It is asked only when a fold has come to
// its end: so nobody who takes part by such a word alone can have given it, or had it given.
func (f *systemFold) upholdMore() bool {
	more := false
	for i, e := range f.entries {
		if m, ok := e.Fact.(*MemberUpheld); ok && f.made[i].outcome == Applied && !f.upheld[m.Device] {
			f.upheld[m.Device] = true
			more = true
		}
	}
	return more
}
