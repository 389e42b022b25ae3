package marketplace

// RecordRightToRent records that somebody saw a right to rent check, and when. Never a document or what it said.
type RecordRightToRent struct {
	Booking ID
	On      Date // zero is today
	By      ID   // who saw it: the actor (zero) or the host
}

// Decide implements [Command].
func (c RecordRightToRent) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideNone)
	if err != nil {
		return nil, err
	}
	now, actor := InstantOf(v.Now()), v.Actor()
	if c.On.IsZero() {
		c.On = now.Date()
	}
	if c.By.IsZero() {
		c.By = actor.Person
	}
	switch state := b.StateAt(now); {
	case state != StateAccepted && state != StateConfirmed && state != StateArrived:
		return nil, b.stands(now)
	case c.By != actor.Person && c.By != r.Facts.Host:
		return nil, Errorf(Invalid, "Say that you or the host saw the check.").On("by")
	case !c.On.Valid() || c.On > now.Date():
		return nil, Errorf(Invalid, "Give the day on which the check was seen, today or earlier.").On("on")
	case len(b.RightToRent) >= maxRTRSeen:
		return nil, Errorf(Refused, "The check is recorded %d times for this booking already.", maxRTRSeen)
	}
	return []Draft{{Subject: r.ID, Fact: &RightToRentSeen{Booking: b.ID, On: c.On, By: c.By}}}, nil
}
