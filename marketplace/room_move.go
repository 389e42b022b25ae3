package marketplace

// MoveRoom moves a listing to another state: live, paused or retired; a coordinator also suspends it, with a reason,
// and lifts that by moving it on.
type MoveRoom struct {
	Room   ID
	To     RoomState
	Reason Reason // of a suspension
}

// Decide implements [Command].
func (c MoveRoom) Decide(v View) ([]Draft, error) {
	r, err := v.Room(c.Room)
	if err != nil {
		return nil, err
	}
	sys, actor, now := v.System(), v.Actor(), InstantOf(v.Now())
	switch {
	case c.To == RoomDraft || c.To > RoomRetired:
		return nil, Errorf(Invalid, "A listing can be made live, paused, retired or suspended. Choose one of these.").On("to")
	case c.To == RoomSuspended || r.State == RoomSuspended:
		if !actor.Roles.Has(RoleCoordinator) {
			return nil, Errorf(NotAllowed, "Only a coordinator suspends a room or lifts that. Ask yours.")
		}
	default:
		if r, err = roomToChange(v, c.Room); err != nil {
			return nil, err
		}
	}
	if r.StateAt(now) == c.To {
		return nil, Errorf(Refused, "The listing stands there already: %s.", c.To.Label())
	}
	switch c.To {
	case RoomLive:
		if err := r.Facts.checkLive(r.Week); err != nil {
			return nil, err
		}
		if _, err := sys.checkRent(r.Week, r.Facts.Area, now.Date()); err != nil {
			return nil, err
		}
	case RoomRetired:
		for _, b := range r.Bookings {
			switch b.StateAt(now) {
			case StateAccepted, StateConfirmed, StateArrived, StateConflict:
				return nil, Errorf(Refused, "A guest is booked from %s, so the room cannot be retired yet. Pause it, or end that booking first.", b.Dates)
			}
		}
	}
	fact := &RoomMoved{To: c.To}
	if c.To == RoomSuspended {
		fact.Reason = c.Reason
	}
	return []Draft{{Subject: r.ID, Fact: fact}}, nil
}

// ReconfirmRoom says that the listing is still true. It lasts six months.
type ReconfirmRoom struct {
	Room ID
}

// Decide implements [Command].
func (c ReconfirmRoom) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	return []Draft{{Subject: r.ID, Fact: &RoomReconfirmed{On: DateOf(v.Now())}}}, nil
}

// ClaimRoom makes the person the host of a room that an import brought.
type ClaimRoom struct {
	Room ID
	Home ID // the person's own; may be empty until it is added
}

// Decide implements [Command].
func (c ClaimRoom) Decide(v View) ([]Draft, error) {
	r, err := v.Room(c.Room)
	if err != nil {
		return nil, err
	}
	sys, actor, today := v.System(), v.Actor(), DateOf(v.Now())
	switch {
	case !r.Facts.Host.IsZero():
		return nil, Errorf(Refused, "This room has a host already. If it is yours, ask your coordinator.")
	case r.Facts.Supply != SupplyHome:
		return nil, Errorf(Refused, "This room is %s's own and has no host.", r.Facts.HostOrg)
	case !actor.Roles.Has(RoleHost):
		return nil, Errorf(NotAllowed, "You are not recorded as a host yet. Ask your registrar to add that role.")
	case !sys.belongs(actor, r.Facts.HostOrg, today):
		return nil, Errorf(NotAllowed, "Only staff of %s can claim this room.", r.Facts.HostOrg)
	}
	facts := r.Facts
	facts.Host, facts.Home = actor.Person, c.Home
	if err := facts.checkHome(v); err != nil {
		return nil, err
	}
	return []Draft{{Subject: r.ID, Fact: &RoomClaimed{Host: actor.Person, Home: c.Home}}}, nil
}
