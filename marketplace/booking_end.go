package marketplace

// ReleaseBooking gives back the nights of an acceptance that was not confirmed in time: the host's choice. A
// confirmation that was given in time and arrives later shows as a conflict.
type ReleaseBooking struct {
	Booking ID
}

// Decide implements [Command].
func (c ReleaseBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideHost)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	if b.State == StateAccepted && b.StateAt(now) == StateAccepted {
		return nil, Errorf(Refused, "The lead has until %s to confirm. You can cancel before then, with a reason.", b.ConfirmBy)
	}
	if b.State != StateAccepted || b.Held.Nights() <= 0 {
		return nil, b.stands(now)
	}
	d := Draft{Subject: r.ID, Fact: &KeeperReleased{Booking: b.ID}}
	if r.Keeper != v.Actor().Device || !r.Kept.Begun {
		d.Fact = &BookingCancelled{Booking: b.ID, Side: SideHost, Notice: b.notice(now), Unconfirmed: true}
	}
	return []Draft{d}, nil
}

// CancelBooking ends a booking before the arrival.
type CancelBooking struct {
	Booking ID
	Side    Side // SideNone is the actor's own
	Reason  Reason
}

// Decide implements [Command].
func (c CancelBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, c.Side)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	if c.Side == SideNone {
		c.Side = r.SideOf(v.System(), b, v.Actor(), now.Date())
	}
	switch b.StateAt(now) {
	case StateAccepted, StateConfirmed, StateConflict:
	case StateArrived:
		return nil, Errorf(Refused, "The guest has arrived. Mark the day on which they leave instead.")
	default:
		return nil, b.stands(now)
	}
	return []Draft{{Subject: r.ID, Fact: &BookingCancelled{Booking: b.ID, Side: c.Side, Reason: c.Reason, Notice: b.notice(now)}}}, nil
}

// notice is the days left before the first night.
func (b *Booking) notice(now Instant) int { return max(0, int(b.Dates.From-now.Date())) }

// MarkArrived says that the guest came.
type MarkArrived struct {
	Booking ID
	On      Date // zero is today
}

// Decide implements [Command].
func (c MarkArrived) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideNone)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	if c.On.IsZero() {
		c.On = now.Date()
	}
	switch state := b.StateAt(now); {
	case state == StateAccepted:
		return nil, Errorf(Refused, "The booking is not confirmed yet. Confirm it first.")
	case state != StateConfirmed && state != StateArrived:
		return nil, b.stands(now)
	case c.On > now.Date():
		return nil, Errorf(Invalid, "%s is still to come. Mark the arrival on the day itself or later.", c.On.Long()).On("on")
	case c.On < b.Dates.From || c.On >= b.Dates.To:
		return nil, Errorf(Invalid, "%s is not one of the nights booked, from %s. Propose other dates first.", c.On.Long(), b.Dates).On("on")
	}
	return []Draft{{Subject: r.ID, Fact: &BookingArrivedOn{Booking: b.ID, On: c.On}}}, nil
}

// MarkLeft says that the guest left, at the end of the booking or early.
type MarkLeft struct {
	Booking ID
	On      Date   // the morning of leaving; zero is today
	Reason  Reason // where it is early
}

// Decide implements [Command].
func (c MarkLeft) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideNone)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	if c.On.IsZero() {
		c.On = min(now.Date(), b.Dates.To)
	}
	switch {
	case b.State == StateConfirmed:
		return nil, Errorf(Refused, "Nobody has said that the guest arrived. Mark the arrival first.")
	case b.State != StateArrived && b.State != StateEndedEarly && b.State != StateCompleted:
		return nil, b.stands(now)
	case c.On > now.Date():
		return nil, Errorf(Invalid, "%s is still to come. Mark the departure on the day itself or later.", c.On.Long()).On("on")
	case c.On < b.ArrivedOn:
		return nil, Errorf(Invalid, "The guest came on %s and cannot have left on %s. Correct the date.", b.ArrivedOn.Long(), c.On.Long()).On("on")
	case c.On > b.Dates.To:
		return nil, Errorf(Invalid, "The booking ends on %s. Propose other dates if the guest stays longer.", b.Dates.To.Long()).On("on")
	case c.On > b.Held.To:
		return nil, Errorf(Refused, "The nights from %s on were given back already. Ask for the room again.", b.Held.To.Long()).On("on")
	}
	return []Draft{{Subject: r.ID, Fact: &BookingLeftOn{Booking: b.ID, On: c.On, Reason: c.Reason}}}, nil
}

// MarkNoShow says that the guest did not come.
type MarkNoShow struct {
	Booking ID
}

// Decide implements [Command].
func (c MarkNoShow) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideNone)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	switch {
	case b.StateAt(now) != StateConfirmed:
		return nil, b.stands(now)
	case now.Date() < b.Dates.From:
		return nil, Errorf(Refused, "The first night is %s. Say so from that day on, or cancel the booking now.", b.Dates.From.Long())
	}
	return []Draft{{Subject: r.ID, Fact: &BookingNoShowed{Booking: b.ID}}}, nil
}

// MoveBooking says that the guest goes on to another booking. The room is free from that day.
type MoveBooking struct {
	Booking ID
	To      ID   // the booking that takes its place
	On      Date // zero is today, or the first night of the other booking before the arrival
}

// Decide implements [Command].
func (c MoveBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideNone)
	if err != nil {
		return nil, err
	}
	_, to, err := bookingOf(v, c.To)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	switch to.StateAt(now) {
	case StateAccepted, StateConfirmed, StateArrived:
	default:
		return nil, Errorf(Refused, "The other booking is not agreed yet. Wait for the host to accept it.")
	}
	switch {
	case to.ID == b.ID || to.Facts.People[0] != b.Facts.People[0]:
		return nil, Errorf(Invalid, "The other booking is not for the same person. Choose one that is.").On("to")
	case b.State == StateArrived:
		if c.On.IsZero() {
			c.On = min(now.Date(), b.Dates.To)
		}
		if c.On > now.Date() || c.On < b.ArrivedOn || c.On > b.Dates.To {
			return nil, Errorf(Invalid, "Give the day on which the guest moved: from %s to today.", b.ArrivedOn.Long()).On("on")
		}
	case b.State == StateConfirmed || b.State == StateConflict:
		if c.On.IsZero() {
			c.On = to.Dates.From
		}
	default:
		return nil, b.stands(now)
	}
	return []Draft{{Subject: r.ID, Fact: &BookingMovedTo{Booking: b.ID, To: to.ID, On: c.On}}}, nil
}
