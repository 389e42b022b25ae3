package marketplace

// ProposeChange proposes other dates or another rent to the other side. The booking goes on as it is until they agree.
type ProposeChange struct {
	Booking ID
	Side    Side  // SideNone is the actor's own
	Dates   Range // zero keeps the dates
	Week    Pence // zero keeps the rent
}

// Decide implements [Command].
func (c ProposeChange) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, c.Side)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	if c.Side == SideNone {
		c.Side = r.SideOf(v.System(), b, v.Actor(), now.Date())
	}
	if c.Dates == (Range{}) {
		c.Dates = b.Dates
	}
	if c.Week == 0 {
		c.Week = b.Week
	}
	if err := c.check(v, r, b, now); err != nil {
		return nil, err
	}
	deadline := now + Instant(answerTime.Seconds())
	if c.Dates.From > now.Date() {
		deadline = answerBy(now, min(c.Dates.From, b.Dates.From))
	}
	return []Draft{{Subject: r.ID, Fact: &ChangeProposed{Booking: b.ID, Side: c.Side, Dates: c.Dates, Week: c.Week, Deadline: deadline}}}, nil
}

func (c ProposeChange) check(v View, r *Room, b *Booking, now Instant) error {
	state := b.StateAt(now)
	if state != StateAccepted && state != StateConfirmed && state != StateArrived {
		return b.stands(now)
	}
	if open, ok := b.OpenChange(now); ok {
		return Errorf(Refused, "A change to %s waits for an answer until %s. Answer it or take it back first.", open.Facts.Dates, open.Facts.Deadline)
	}
	if err := checkDates(c.Dates); err != nil {
		return err
	}
	_, had := r.capOf(c.Week)
	switch {
	case c.Dates == b.Dates && c.Week == b.Week:
		return Errorf(Invalid, "This is what is agreed already. Change the dates or the rent.").On("dates")
	case state == StateArrived && c.Dates.From != b.Dates.From:
		return Errorf(Refused, "The guest has arrived, so the first night stays %s. Change the day of leaving.", b.Dates.From.Long()).On("dates")
	case state == StateArrived && c.Dates.To <= max(b.ArrivedOn, now.Date()-1):
		return Errorf(Refused, "That day is past. Mark the departure instead.").On("dates")
	case state != StateArrived && c.Dates != b.Dates && c.Dates.From < now.Date():
		return Errorf(Invalid, "The first night, %s, is in the past. Choose a date from today on.", c.Dates.From.Long()).On("dates")
	case c.Week <= 0, c.Week > b.Week && !had:
		return Errorf(Refused, "The rent can be lowered, or set to one that the room was listed at. List the room at %s first.", c.Week.Week()).On("rent")
	}
	if err := r.checkFree(c.Dates, b.ID, now.Date()); err != nil {
		return err
	}
	return r.checkHomeHasRoom(v, c.Dates, len(b.Facts.People), b.ID)
}

// AnswerChange is the other side's yes or no to a proposed change; the side that proposed it may take it back with a
// no. The device that keeps the calendar then puts a yes into effect.
type AnswerChange struct {
	Booking ID
	Change  ID // zero is the one that is open
	Agree   bool
}

// Decide implements [Command].
func (c AnswerChange) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideNone)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	change, ok := b.OpenChange(now)
	if !ok || !c.Change.IsZero() && change.ID != c.Change {
		return nil, Errorf(Changed, "This change no longer waits for an answer. Look at the booking again.")
	}
	host, guest := r.Sides(v.System(), b, v.Actor(), now.Date())
	other := change.Facts.Side == SideHost && guest || change.Facts.Side == SideGuest && host
	if c.Agree && !other {
		return nil, Errorf(NotAllowed, "The other side answers what you proposed. You can take it back.")
	}
	if c.Agree {
		if err := r.checkFree(change.Facts.Dates, b.ID, now.Date()); err != nil {
			return nil, err
		}
		if err := r.checkHomeHasRoom(v, change.Facts.Dates, len(b.Facts.People), b.ID); err != nil {
			return nil, err
		}
	}
	return []Draft{{Subject: r.ID, Fact: &ChangeAnswered{Change: change.ID, Agree: c.Agree}}}, nil
}
