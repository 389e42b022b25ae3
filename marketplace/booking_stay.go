package marketplace

import "strings"

// arrive says that the guest came, on a night of the booking and not in the future. Until they have left it can be
// said again, to put the date right.
func (b *Booking) arrive(e *Entry, a Actor, on Date) string {
	switch {
	case b.State != StateConfirmed && b.State != StateArrived:
		return notThere(b.State)
	case on < b.Dates.From || on >= b.Dates.To:
		return "invalid"
	case on > e.Clock.Instant().Date():
		return "early"
	}
	b.State, b.ArrivedOn = StateArrived, on
	b.step(e, a.Person, "marked the arrival on "+on.Long())
	return ""
}

// leave says that the guest left, at the end of the booking or early. It can be put right while the nights are held.
func (b *Booking) leave(e *Entry, a Actor, fact *BookingLeftOn) string {
	switch {
	case b.State != StateArrived && b.State != StateEndedEarly && b.State != StateCompleted:
		return notThere(b.State)
	case fact.On < b.ArrivedOn || fact.On > b.Dates.To:
		return "invalid"
	case fact.On > b.Held.To:
		return "not_held"
	case fact.On > e.Clock.Instant().Date():
		return "early"
	}
	state := StateCompleted
	if fact.On < b.Dates.To {
		state = StateEndedEarly
	}
	b.end(e, state, SideNone, fact.Reason)
	b.LeftOn = fact.On
	b.step(e, a.Person, "marked the departure on "+fact.On.Long()+because(fact.Reason))
	return ""
}

func (b *Booking) noShow(e *Entry, a Actor) string {
	switch {
	case b.State != StateConfirmed:
		return notThere(b.State)
	case e.Clock.Instant().Date() < b.Dates.From:
		return "early"
	}
	b.end(e, StateNoShow, SideNone, ReasonOther)
	b.step(e, a.Person, "said that the guest did not arrive")
	return ""
}

// moveOn says that the guest went on to another booking: before the arrival all nights become free, later those from
// the date on.
func (b *Booking) moveOn(e *Entry, a Actor, fact *BookingMovedTo) string {
	switch {
	case fact.To.IsZero() || fact.To == b.ID || !fact.On.Valid():
		return "invalid"
	case b.State == StateArrived:
		if fact.On < b.ArrivedOn || fact.On > b.Dates.To || fact.On > b.Held.To {
			return "invalid"
		}
		if fact.On > e.Clock.Instant().Date() {
			return "early"
		}
		b.LeftOn = fact.On
	case b.State != StateConfirmed && b.State != StateConflict:
		return notThere(b.State)
	}
	b.end(e, StateMoved, SideNone, ReasonOther)
	b.MovedTo = fact.To
	b.step(e, a.Person, "moved the guest to another room on "+fact.On.Long())
	return ""
}

// seeRightToRent records that the writer or the host saw a right to rent check. Never what it said.
func (f *roomFold) seeRightToRent(e *Entry, b *Booking, a Actor, fact *RightToRentSeen) string {
	switch {
	case fact.By.IsZero() || fact.By != a.Person && fact.By != f.room.Facts.Host, !fact.On.Valid() || fact.On > e.Clock.Instant().Date():
		return "invalid"
	case b.State == StateDraft:
		return "not_accepted"
	case len(b.RightToRent) >= maxRTRSeen:
		return "full"
	}
	b.RightToRent = append(b.RightToRent, *fact)
	b.step(e, fact.By, "saw the right to rent check on "+fact.On.Long())
	return ""
}

// notThere says why a booking in a state cannot be arrived at: it is not confirmed yet, or over.
func notThere(s BookingState) string {
	if s <= StateAccepted {
		return "not_confirmed"
	}
	return "over"
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
