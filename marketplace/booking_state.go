package marketplace

// StateAt is where the booking stands now: a request that nobody answered and an acceptance that nobody confirmed
// before the deadline have expired. A consent given in time, or an earlier keeper's acceptance, keeps a request alive
// until the keeper answers it.
func (b *Booking) StateAt(now Instant) BookingState {
	switch {
	case b.State == StateRequested && !b.answered() && now > b.Facts.Deadline:
		return StateExpired
	case b.State == StateAccepted && now > b.ConfirmBy:
		return StateExpired
	}
	return b.State
}

// answered tells whether the host's side has said yes: only the keeper's word is wanting, or what that rests on.
func (b *Booking) answered() bool { return !b.Consent.IsZero() || !b.Claim.IsZero() || b.waits }

// Lapses is the deadline by which somebody must act or the booking expires; zero where there is none.
func (b *Booking) Lapses() Instant {
	switch {
	case b.State == StateRequested && !b.answered():
		return b.Facts.Deadline
	case b.State == StateAccepted:
		return b.ConfirmBy
	}
	return 0
}

// StateAt is where a proposed change stands now: one that nobody answered before the deadline has lapsed.
func (c *BookingChange) StateAt(now Instant) ChangeState {
	if c.State == ChangeOpen && now > c.Facts.Deadline {
		return ChangeLapsed
	}
	return c.State
}

// OpenChange is the proposed change that waits for an answer now, the newest first.
func (b *Booking) OpenChange(now Instant) (*BookingChange, bool) {
	for i := len(b.Changes) - 1; i >= 0; i-- {
		if c := &b.Changes[i]; c.StateAt(now) == ChangeOpen {
			return c, true
		}
	}
	return nil, false
}

// promised tells whether a guest counts on the nights.
func (b *Booking) promised() bool {
	return b.State == StateAccepted || b.State == StateConfirmed || b.State == StateArrived
}

// covers tells whether the nights held are those that the booking still needs.
func (b *Booking) covers() bool {
	return b.Held.Nights() > 0 && b.Held.From <= b.Dates.From && b.Held.To >= b.Dates.To
}

// ended tells whether the booking no longer needs nights from some date on, and which: zero for all of them. Where an
// earlier keeper accepted it and what that rests on has not come yet, as with a draft, nobody here knows.
func (b *Booking) ended() (from Date, ok bool) {
	if b.waits {
		return 0, false
	}
	switch b.State {
	case StateRequested, StateWithdrawn, StateDeclined, StateExpired, StateCancelled, StateNoShow:
		return 0, true
	case StateEndedEarly, StateMoved:
		return b.LeftOn, true
	}
	return 0, false
}
