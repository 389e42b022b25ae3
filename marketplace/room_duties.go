package marketplace

// KeeperDuties is what the device, where it keeps the room's calendar, must log by itself now: that it has taken it up,
// nights released after a withdrawal, a cancellation, a no-show or an early departure, answers to what earlier keepers
// promised, to block requests and consents, agreed changes, and the calendar handed to the host who claimed the room.
// It is empty when nothing is due. While the room holds entries that this version cannot read, no nights are taken.
func (r *Room) KeeperDuties(device DeviceID, now Instant) []Draft {
	if device != r.Keeper {
		return nil
	}
	if !r.Kept.Begun {
		return []Draft{{Subject: r.ID, Fact: &KeeperBegan{Opened: r.Kept.Opened}}}
	}
	var due []Draft
	for _, b := range r.Bookings {
		if d, ok := b.releaseDue(); ok {
			due = append(due, Draft{Subject: r.ID, Fact: d})
		}
	}
	if len(due) > 0 || r.NeedsNewer {
		return due // what is free now is judged once this is folded
	}
	for _, b := range r.Bookings {
		if answer, ok := r.claimDue(b); ok { // before what was asked since; one at a time
			return []Draft{{Subject: r.ID, Fact: answer}}
		}
	}
	for _, a := range r.Asks {
		var answer Fact = &KeeperBlocked{Ranges: splitRanges(a.Ranges), Asked: a.Ref}
		if a.Open {
			answer = &KeeperOpened{Ranges: splitRanges(a.Ranges), Asked: a.Ref}
		}
		due = append(due, Draft{Subject: r.ID, Fact: answer})
	}
	if len(due) > 0 {
		return due
	}
	for _, b := range r.Bookings {
		// One at a time: each takes nights that decide the next.
		if answer := r.answerDue(b, now); answer != nil {
			return []Draft{{Subject: r.ID, Fact: answer}}
		}
	}
	return r.handDue()
}

// handDue hands the calendar of a room that was imported for its host to the device on which they claimed it.
func (r *Room) handDue() []Draft {
	if r.Epoch > 1 || r.ClaimedOn.IsZero() || r.ClaimedOn == r.Keeper {
		return nil
	}
	return []Draft{{Subject: r.ID, Fact: &KeeperHanded{To: r.ClaimedOn, Ends: r.Kept.Opened}}}
}

// releaseDue is the release of nights that the booking no longer needs.
func (b *Booking) releaseDue() (Fact, bool) {
	from, ended := b.ended()
	if !ended || b.Held.Nights() <= 0 || from >= b.Held.To {
		return nil, false
	}
	return &KeeperReleased{Booking: b.ID, From: from, Reason: b.Reason}, true
}

// answerDue answers a consent or an agreed change that waits for the keeper. Nights that are no longer free decline a
// consent; a change over taken nights is logged all the same: the fold voids it, and both sides see that it failed.
func (r *Room) answerDue(b *Booking, now Instant) Fact {
	if b.waits {
		return nil // answered before: with what the answer rests on, that counts
	}
	if b.State == StateRequested && !b.Consent.IsZero() && b.AcceptedAt.IsZero() {
		if !r.Free(b.Facts.Dates) {
			return &BookingDeclined{Booking: b.ID, Reason: ReasonDatesNoLongerFree}
		}
		by := b.ConsentBy
		if b.Via == ViaPhone && !r.Facts.Host.IsZero() {
			by = r.Facts.Host
		}
		return &KeeperAccepted{
			Booking: b.ID, By: by, Via: b.Via, Consent: b.Consent,
			Deadline: answerBy(now, b.Facts.Dates.From), Dates: b.Facts.Dates,
		}
	}
	if !b.promised() || b.Held.Nights() <= 0 {
		return nil
	}
	for _, c := range b.Changes {
		if c.State == ChangeAgreed {
			return &KeeperChanged{Change: c.ID, Booking: b.ID, Dates: c.Facts.Dates}
		}
	}
	return nil
}
