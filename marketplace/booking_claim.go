package marketplace

// A claim is an acceptance that an earlier keeper of the calendar wrote past the end of its epoch: it did not know yet,
// or its word came too late. The request stands again until the keeper there is now adopts the acceptance, or says that
// the nights are taken. Nothing that was promised goes without a word.

// settled tells whether the keeper has answered the claim.
func (f *roomFold) settled(claim Ref) bool {
	_, adopted := f.occ.after[claim]
	return f.occ.claimed[claim] != nil && (adopted || f.occ.refused[claim])
}

// adopted blocks the nights of a claim. The acceptance itself, at its own place, is then the booking's.
func (f *roomFold) adopted(e *Entry, fact *KeeperAdopted) (Outcome, string) {
	b, outcome, why := f.kept(e, fact.Booking)
	if outcome != Applied {
		return outcome, why
	}
	b.Held = f.occ.after[e.Ref]
	b.step(e, f.writer(e), "took over the acceptance")
	return Applied, ""
}

// conflicted ends an accepted or confirmed booking whose nights another guest has, unless it ended before.
func (f *roomFold) conflicted(e *Entry, fact *BookingConflicted) (Outcome, string) {
	b, outcome, why := f.kept(e, fact.Booking)
	if outcome != Applied {
		return outcome, why
	}
	switch b.State {
	case StateAccepted, StateConfirmed, StateArrived, StateConflict:
		if !b.covers() {
			b.State, b.EndedAt = StateConflict, e.Clock.Instant()
			b.step(e, f.writer(e), "found the nights taken")
		}
	}
	return Applied, ""
}

// claimDue is the keeper's answer to a claim: the nights are held where they are free.
func (r *Room) claimDue(b *Booking) (Fact, bool) {
	if b.State != StateRequested || b.Claim.IsZero() || b.waits {
		return nil, false
	}
	if r.freeBut(b.Facts.Dates, b.ID) {
		return &KeeperAdopted{Booking: b.ID, Accepted: b.Claim, Dates: b.Facts.Dates}, true
	}
	return &BookingConflicted{Booking: b.ID, Accepted: b.Claim}, true
}
