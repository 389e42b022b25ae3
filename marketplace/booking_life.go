package marketplace

// applyLife applies what became of a booking after it began. A transition is judged by where the booking stood at the
// entry's own time, so that an entry past a deadline has no effect whenever it arrives.
func (f *roomFold) applyLife(e *Entry) (outcome Outcome, why string, mine bool) {
	switch fact := e.Fact.(type) {
	case nil, *RoomListed, *RoomChanged, *RoomPriced, *RoomMoved, *RoomReconfirmed, *RoomClaimed, *RoomRules, *RoomPhotoAdded, *RoomPhotoRemoved,
		*RoomBlockAsked, *KeeperHanded, *KeeperTaken, *KeeperBegan, *KeeperBlocked, *KeeperOpened, *BookingDrafted, *BookingRequested:
		return Applied, "", false
	case *KeeperAccepted:
		outcome, why = f.accept(e, fact)
	case *KeeperReleased:
		outcome, why = f.release(e, fact)
	case *KeeperChanged:
		outcome, why = f.keepChange(e, fact)
	case *KeeperAdopted:
		outcome, why = f.adopted(e, fact)
	case *BookingConflicted:
		outcome, why = f.conflicted(e, fact)
	case *BookingWithdrawn:
		outcome, why = f.act(e, fact.Booking, SideGuest, func(b *Booking, a Actor) string { return f.withdraw(e, b, a) })
	case *BookingDeclined:
		outcome, why = f.decline(e, fact)
	case *BookingConsented:
		outcome, why = f.act(e, fact.Booking, SideHost, func(b *Booking, a Actor) string { return f.consent(e, b, a, fact) })
	case *BookingConfirmed:
		outcome, why = f.act(e, fact.Booking, SideGuest, func(b *Booking, a Actor) string { return f.confirm(e, b, a) })
	case *BookingCancelled:
		outcome, why = f.act(e, fact.Booking, fact.Side, func(b *Booking, a Actor) string { return f.cancel(e, b, a, fact) })
	case *BookingArrivedOn:
		outcome, why = f.act(e, fact.Booking, SideNone, func(b *Booking, a Actor) string { return b.arrive(e, a, fact.On) })
	case *BookingLeftOn:
		outcome, why = f.act(e, fact.Booking, SideNone, func(b *Booking, a Actor) string { return b.leave(e, a, fact) })
	case *BookingNoShowed:
		outcome, why = f.act(e, fact.Booking, SideNone, func(b *Booking, a Actor) string { return b.noShow(e, a) })
	case *BookingMovedTo:
		outcome, why = f.act(e, fact.Booking, SideNone, func(b *Booking, a Actor) string { return b.moveOn(e, a, fact) })
	case *BookingWayIn:
		outcome, why = f.act(e, fact.Booking, SideHost, func(b *Booking, _ Actor) string { return b.tellWayIn(e) })
	case *RightToRentSeen:
		outcome, why = f.act(e, fact.Booking, SideNone, func(b *Booking, a Actor) string { return f.seeRightToRent(e, b, a, fact) })
	case *ChangeProposed:
		outcome, why = f.act(e, fact.Booking, fact.Side, func(b *Booking, a Actor) string { return f.proposeChange(e, b, a, fact) })
	case *ChangeAnswered:
		outcome, why = f.answerChange(e, fact)
	default:
		return Void, "misplaced", true
	}
	return outcome, why, true
}

// act lets a party of the booking act on one side of it; SideNone is on either. do answers why there is no effect.
func (f *roomFold) act(e *Entry, booking ID, side Side, do func(*Booking, Actor) string) (Outcome, string) {
	b := f.bookings[booking]
	if b == nil {
		return Waiting, "booking"
	}
	actor, outcome, why := f.author(e)
	if outcome != Applied {
		return outcome, why
	}
	host, guest := f.room.Sides(f.sys, b, actor, e.Clock.Instant().Date())
	if side == SideHost && !host || side == SideGuest && !guest || !host && !guest || side > SideGuest {
		return Void, "not_allowed"
	}
	if why := do(b, actor); why != "" {
		return Void, why
	}
	return Applied, ""
}

func (f *roomFold) withdraw(e *Entry, b *Booking, a Actor) string {
	switch b.State {
	case StateDraft, StateRequested, StateAccepted:
		b.end(e, StateWithdrawn, SideGuest, ReasonOther)
		b.step(e, a.Person, "withdrew the request")
		return ""
	}
	return "over"
}

// decline is the host's no, or the keeper's where a consent met nights that are taken. It yields to the keeper's
// acceptance, whichever was written first.
func (f *roomFold) decline(e *Entry, fact *BookingDeclined) (Outcome, string) {
	if b := f.bookings[fact.Booking]; b != nil && f.occ.counts(e.Ref) && !b.Consent.IsZero() {
		if why := f.refuse(e, b, f.writer(e), fact); why != "" {
			return Void, why
		}
		return Applied, ""
	}
	return f.act(e, fact.Booking, SideHost, func(b *Booking, a Actor) string { return f.refuse(e, b, a.Person, fact) })
}

func (f *roomFold) refuse(e *Entry, b *Booking, by ID, fact *BookingDeclined) string {
	switch {
	case f.acceptedAs(b, Applied):
		return "accepted"
	case b.State != StateRequested:
		return "over"
	case b.Consent.IsZero() && e.Clock.Instant() > b.Facts.Deadline:
		return "late"
	}
	b.end(e, StateDeclined, SideHost, fact.Reason)
	b.step(e, by, "declined"+because(fact.Reason))
	return ""
}

func (f *roomFold) consent(e *Entry, b *Booking, a Actor, fact *BookingConsented) string {
	switch {
	case fact.Via > ViaRules:
		return "invalid"
	case b.State != StateRequested:
		return "over"
	case !b.Consent.IsZero():
		return "answered"
	case e.Clock.Instant() > b.Facts.Deadline:
		return "late"
	}
	b.Consent, b.ConsentBy, b.ConsentAt, b.Via = e.Ref, a.Person, e.Clock.Instant(), fact.Via
	b.step(e, a.Person, "agreed"+fact.Via.how())
	return ""
}

// accept blocks the nights of a request. The calendar holds them in any case; the booking is accepted where the
// keeper's word, or the consent that it names, was given in time and for the nights that were asked for.
func (f *roomFold) accept(e *Entry, fact *KeeperAccepted) (Outcome, string) {
	b := f.bookings[fact.Booking]
	if outcome, why := f.keepers(e); outcome != Applied && !f.settled(e.Ref) {
		if b != nil && f.occ.claimed[e.Ref] != nil {
			if outcome, _ := f.acceptable(e, b); outcome == Applied {
				b.Claim = e.Ref
			}
		}
		return outcome, why
	}
	if b == nil {
		return Waiting, "booking"
	}
	b.Held = f.occ.after[e.Ref]
	if outcome, why := f.acceptable(e, b); outcome != Applied {
		return outcome, why
	}
	if b.State != StateRequested && b.State != StateWithdrawn {
		return Void, "over"
	}
	b.Accepted, b.AcceptedBy, b.AcceptedAt, b.ConfirmBy, b.Via = e.Ref, fact.By, e.Clock.Instant(), fact.Deadline, fact.Via
	if word := f.wordBehind(e); word != e {
		b.Consent = word.Ref
	}
	b.step(e, fact.By, "accepted"+fact.Via.how())
	if b.State == StateRequested {
		b.State = StateAccepted
	}
	return Applied, ""
}

// acceptable judges the keeper's acceptance by what was asked, and by the host's word behind it: a consent or the rules
// that it names, else the keeper's own.
func (f *roomFold) acceptable(e *Entry, b *Booking) (Outcome, string) {
	fact := e.Fact.(*KeeperAccepted)
	word := f.wordBehind(e)
	if word == nil {
		return Waiting, "consent"
	}
	by, outcome, why := f.spoke(word, e)
	if outcome != Applied {
		return outcome, why
	}
	switch consent := word.Fact.(type) {
	case *RoomRules:
		if outcome, why := consent.byRules(fact); outcome != Applied {
			return outcome, why
		}
		word = e
	case *BookingConsented:
		if consent.Booking != b.ID {
			return Void, "consent"
		}
	case *KeeperAccepted:
		if fact.Via == ViaRules || by != fact.By && fact.Via != ViaPhone {
			return Void, "consent"
		}
	}
	switch {
	case b.Facts.Dates != fact.Dates:
		return Void, "other_dates"
	case word.Clock.Instant() > b.Facts.Deadline:
		return Void, "late"
	}
	return Applied, ""
}

// wordBehind is the entry by which the host's side said yes: the one that an acceptance names, else the acceptance
// itself. Where a consent is gone with the tail of a copied computer's log, another of the same booking stands for it.
func (f *roomFold) wordBehind(e *Entry) *Entry {
	fact := e.Fact.(*KeeperAccepted)
	if fact.Consent.IsZero() {
		return e
	}
	if word := f.consents[fact.Consent]; word != nil {
		return word
	}
	gone := lostConsent{fact.Booking, f.heeded(e.Ref)}
	word, known := f.instead[gone]
	if known {
		return word
	}
	for _, c := range f.consentsTo(fact.Booking) {
		if word != nil && !c.Before(word) {
			continue
		}
		if _, outcome, _ := f.spoke(c, e); outcome == Applied {
			word = c
		}
	}
	f.instead[gone] = word
	return word
}

// lostConsent is all that the consent standing for a lost one hangs on, see spoke: the booking, and whether the acceptance
// that named it is heeded.
type lostConsent struct {
	booking ID
	heeded  bool
}

// consentsTo is the consents to a booking, in no order.
func (f *roomFold) consentsTo(booking ID) []*Entry {
	if f.agreed == nil {
		f.agreed = map[ID][]*Entry{}
		for _, c := range f.consents {
			if said, ok := c.Fact.(*BookingConsented); ok {
				f.agreed[said.Booking] = append(f.agreed[said.Booking], c)
			}
		}
	}
	return f.agreed[booking]
}

// heeded tells whether an acceptance is the word of the keeper of its time, or one that the keeper has answered since.
func (f *roomFold) heeded(accepted Ref) bool { return f.occ.counts(accepted) || f.settled(accepted) }

// spoke tells who gave the host's word for an acceptance, and whether they spoke for the host. What has become of them
// since takes nothing back: no revocation, and no change of roles or organisations that leaves out what they wrote last.
// Where nobody here knows who wrote it, the word of the keeper that acted on it stands, unless it is a stranger's.
func (f *roomFold) spoke(word, accepted *Entry) (by ID, outcome Outcome, why string) {
	actor, outcome, why := f.author(word)
	if outcome != Applied && f.sys != nil {
		actor = f.sys.once(word.Ref)
	}
	switch {
	case f.sys != nil && f.sys.stranger(word.Ref.Device):
		return by, Void, "consent"
	case actor.Person.IsZero() && f.heeded(accepted.Ref):
		return accepted.Fact.(*KeeperAccepted).By, Applied, ""
	case actor.Person.IsZero():
		return by, outcome, why
	case !f.hosts[actor.Person] && !f.room.everAnswered(f.sys, actor.Person, word.Ref):
		return by, Void, "consent"
	}
	return actor.Person, Applied, ""
}

// acceptedAs tells whether the keeper's log, at whatever place in the order, has an acceptance of the booking that is
// judged so. What they rest on stands before the life of the bookings begins, so each booking's are judged once.
func (f *roomFold) acceptedAs(b *Booking, want Outcome) bool {
	judged, known := f.judged[b.ID]
	if !known {
		for _, e := range f.occ.accepted[b.ID] {
			outcome, _ := f.acceptable(e, b)
			judged |= 1 << outcome
		}
		f.judged[b.ID] = judged
	}
	return judged&(1<<want) != 0
}

// confirm is the lead's last word. Given in time it counts, also where another lead withdrew before the host accepted;
// where the nights are no longer held it makes the booking a conflict, which both sides see.
func (f *roomFold) confirm(e *Entry, b *Booking, a Actor) string {
	at := e.Clock.Instant()
	switch {
	case b.AcceptedAt.IsZero():
		return "not_accepted"
	case at > b.ConfirmBy:
		return "late"
	case b.State == StateAccepted, f.freed[b.ID], b.State == StateWithdrawn && b.EndedAt <= b.AcceptedAt:
	default:
		return "over"
	}
	delete(f.freed, b.ID)
	b.State, b.By, b.Reason, b.EndedAt, b.ConfirmedAt = StateConfirmed, SideNone, ReasonOther, 0, at
	b.step(e, a.Person, "confirmed")
	b.settle(e)
	return ""
}

// settle makes a booking that was promised, and whose nights are not held, a conflict.
func (b *Booking) settle(e *Entry) {
	if b.promised() && !b.covers() {
		b.State, b.EndedAt = StateConflict, e.Clock.Instant()
	}
}

// kept is the booking that an entry of the keeper's is about, where that counts.
func (f *roomFold) kept(e *Entry, booking ID) (*Booking, Outcome, string) {
	if outcome, why := f.keepers(e); outcome != Applied {
		return nil, outcome, why
	}
	b := f.bookings[booking]
	if b == nil {
		return nil, Waiting, "booking"
	}
	return b, Applied, ""
}

// release frees nights, also of a request that may never come. Without a word from either side before it ends an
// acceptance; of a confirmed booking it makes a conflict.
func (f *roomFold) release(e *Entry, fact *KeeperReleased) (Outcome, string) {
	b, outcome, why := f.kept(e, fact.Booking)
	if outcome == Waiting {
		return Applied, ""
	}
	if outcome != Applied {
		return outcome, why
	}
	b.Held = f.occ.after[e.Ref]
	at, by := e.Clock.Instant(), f.writer(e)
	switch {
	case b.State == StateAccepted && at > b.ConfirmBy:
		f.freed[b.ID] = true
		b.end(e, StateExpired, SideNone, ReasonOther)
		b.step(e, by, "released the nights: not confirmed in time")
	case b.State == StateAccepted && !b.covers():
		f.freed[b.ID] = true
		b.end(e, StateCancelled, SideHost, fact.Reason)
		b.step(e, by, "took the nights back"+because(fact.Reason))
	case (b.State == StateConfirmed || b.State == StateArrived) && !b.covers():
		b.By, b.Reason = SideHost, fact.Reason
		b.step(e, by, "took the nights back"+because(fact.Reason))
		b.settle(e)
	}
	return Applied, ""
}

// cancel ends a booking before the arrival. The keeper then releases the nights.
func (f *roomFold) cancel(e *Entry, b *Booking, a Actor, fact *BookingCancelled) string {
	switch {
	case fact.Side != SideHost && fact.Side != SideGuest:
		return "invalid"
	case b.State != StateAccepted && b.State != StateConfirmed && b.State != StateConflict:
		return "over"
	case b.StateAt(e.Clock.Instant()) == StateExpired:
		b.end(e, StateExpired, SideNone, ReasonOther)
		b.step(e, a.Person, "gave the nights back: not confirmed in time")
		return ""
	case fact.Unconfirmed:
		return "confirmed" // in time after all
	}
	b.end(e, StateCancelled, fact.Side, fact.Reason)
	b.step(e, a.Person, "cancelled"+because(fact.Reason))
	return ""
}

func (b *Booking) end(e *Entry, state BookingState, by Side, why Reason) {
	b.State, b.By, b.Reason, b.EndedAt = state, by, why, e.Clock.Instant()
}

// writer is the person behind an entry, as far as they are known here.
func (f *roomFold) writer(e *Entry) ID {
	actor, _, _ := f.author(e)
	return actor.Person
}

// because puts a reason behind what was done: ": plans changed".
func because(r Reason) string {
	if r == ReasonOther {
		return ""
	}
	return ": " + lowerFirst(r.Label())
}

// how says how a consent reached Settle: " by phone".
func (v Via) how() string {
	switch v {
	case ViaPhone:
		return " by phone"
	case ViaRules:
		return " by the host's rules"
	}
	return ""
}
