package marketplace

// changeOf finds a proposed change: its booking and its place there.
type changeOf struct {
	booking *Booking
	place   int
}

func (c changeOf) change() *BookingChange { return &c.booking.Changes[c.place] }

// proposeChange proposes other dates or another rent while the booking goes on. A rent must be one that the room has
// had, each within the cap that it was set under, or lower than the one agreed.
func (f *roomFold) proposeChange(e *Entry, b *Booking, a Actor, fact *ChangeProposed) string {
	at := e.Clock.Instant()
	state := b.StateAt(at)
	switch {
	case fact.Side != SideHost && fact.Side != SideGuest, !fact.Dates.Valid(), !fact.Deadline.Valid(), fact.Week <= 0:
		return "invalid"
	case state != StateAccepted && state != StateConfirmed && state != StateArrived:
		return "over"
	case state == StateArrived && (fact.Dates.From != b.Dates.From || fact.Dates.To <= b.ArrivedOn):
		return "invalid"
	case fact.Dates == b.Dates && fact.Week == b.Week:
		return "same"
	case len(b.Changes) >= maxChanges:
		return "full"
	}
	if _, had := f.room.capOf(fact.Week); fact.Week > b.Week && !had {
		return "price"
	}
	id := SubjectOf(e.Ref)
	f.changes[id] = changeOf{b, len(b.Changes)}
	b.Changes = append(b.Changes, BookingChange{ID: id, Facts: *fact, By: a.Person})
	b.step(e, a.Person, "proposed "+b.differs(fact))
	return ""
}

// differs says what a change would change.
func (b *Booking) differs(fact *ChangeProposed) string {
	switch {
	case fact.Week == b.Week:
		return fact.Dates.String()
	case fact.Dates == b.Dates:
		return fact.Week.Week()
	}
	return fact.Dates.String() + " at " + fact.Week.Week()
}

// answerChange is the other side's yes or no; the side that proposed may take it back. What the keeper has put into
// effect stays agreed, whatever has become of the writer's membership since.
func (f *roomFold) answerChange(e *Entry, fact *ChangeAnswered) (Outcome, string) {
	found, ok := f.changes[fact.Change]
	if !ok {
		return Waiting, "change"
	}
	b, c := found.booking, found.change()
	actor, outcome, why := f.author(e)
	if outcome != Applied {
		if why != "revoked" || !fact.Agree || !f.occ.moved[c.ID] {
			return outcome, why
		}
		actor = f.sys.once(e.Ref)
	}
	host, guest := f.room.Sides(f.sys, b, actor, e.Clock.Instant().Date())
	if other := c.Facts.Side == SideHost && guest || c.Facts.Side == SideGuest && host; !other && (fact.Agree || !host && !guest) {
		return Void, "not_allowed"
	}
	switch {
	case c.State != ChangeOpen:
		return Void, "answered"
	case e.Clock.Instant() > c.Facts.Deadline:
		return Void, "late"
	}
	if c.State = ChangeRefused; fact.Agree {
		c.State = ChangeAgreed
		b.step(e, actor.Person, "agreed to the change")
	} else {
		b.step(e, actor.Person, "said no to the change")
	}
	return outcome, why
}

// once is the author of an entry of a device that was revoked: as whom it wrote before.
func (s *System) once(ref Ref) Actor {
	a := Actor{Device: ref.Device}
	if d := s.Devices[ref.Device]; d != nil {
		if p := s.Persons[d.Person]; p != nil {
			a.Person = p.ID
			a.Org, a.Roles = p.at(ref)
		}
	}
	return a
}

// keepChange moves a booking's nights to those of an agreed change. The calendar follows the keeper in any case; what
// both sides agreed moves only where they did agree, and a booking whose nights are then not held is a conflict. Where the
// nights are taken it is the keeper's no, which is in effect no less.
func (f *roomFold) keepChange(e *Entry, fact *KeeperChanged) (Outcome, string) {
	if !f.occ.counts(e.Ref) {
		return f.keepers(e)
	}
	if b, held := f.bookings[fact.Booking], f.occ.after[e.Ref]; b != nil && held.Nights() > 0 {
		b.Held = held
		defer b.settle(e)
	}
	found, ok := f.changes[fact.Change]
	if !ok {
		return Waiting, "change"
	}
	b, c := found.booking, found.change()
	switch {
	case c.State != ChangeAgreed:
		return Void, "not_agreed"
	case b.ID != fact.Booking || c.Facts.Dates != fact.Dates:
		return Void, "other_dates"
	case b.Held != fact.Dates:
		c.State = ChangeNotFree
		b.step(e, f.writer(e), "could not change the booking: the nights are taken")
		return Applied, ""
	}
	c.State = ChangeInEffect
	b.Dates = fact.Dates
	if policy, had := f.room.capOf(c.Facts.Week); had && c.Facts.Week != b.Week {
		b.Cap = policy
	}
	b.Week = c.Facts.Week
	b.step(e, f.writer(e), "changed the booking to "+b.Dates.String()+" at "+b.Week.Week())
	return Applied, ""
}
