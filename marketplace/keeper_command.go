package marketplace

// HandKeeper hands the calendar of a room on to another device: one of the same person's, or one of somebody of the
// host's organisation that is always on. It is done at the device that keeps it, or at another of the same person.
type HandKeeper struct {
	Room ID
	To   DeviceID
}

// Decide implements [Command].
func (c HandKeeper) Decide(v View) ([]Draft, error) {
	r, err := v.Room(c.Room)
	if err != nil {
		return nil, err
	}
	sys, actor := v.System(), v.Actor()
	if d := sys.Devices[r.Keeper]; actor.Device != r.Keeper && (d == nil || d.Person != actor.Person) {
		return nil, Errorf(NotAllowed, "Another person's computer keeps the calendar of this room. Ask them to hand it on or, where that computer is lost, a registrar to take it over.")
	}
	to, err := sys.nextKeeper(r.Keeper, c.To, "the calendar of this room")
	if err != nil {
		return nil, err
	}
	if to.Person != actor.Person && !sys.belongs(to, r.Facts.HostOrg, DateOf(v.Now())) {
		return nil, Errorf(Refused, "Hand the calendar to another computer of your own, or to one of %s that is always on.", r.Facts.HostOrg)
	}
	return []Draft{{Subject: r.ID, Fact: &KeeperHanded{To: c.To, Ends: r.Kept.Opened, Last: r.Kept.last}}}, nil
}

// TakeKeeper gives the calendar of a room whose keeper is lost to another device. It is a registrar's. What the old
// keeper accepted that has not come here is asked of the new one when it comes.
type TakeKeeper struct {
	Room ID
	To   DeviceID // zero is this one
}

// Decide implements [Command].
func (c TakeKeeper) Decide(v View) ([]Draft, error) {
	r, err := v.Room(c.Room)
	if err != nil {
		return nil, err
	}
	if !v.Actor().Roles.Has(RoleRegistrar) {
		return nil, Errorf(NotAllowed, "Only a registrar takes a calendar over from a computer that is lost. Ask yours.")
	}
	if c.To.IsZero() {
		c.To = v.Actor().Device
	}
	if _, err := v.System().nextKeeper(r.Keeper, c.To, "the calendar of this room"); err != nil {
		return nil, err
	}
	return []Draft{{Subject: r.ID, Fact: &KeeperTaken{To: c.To, Ends: r.Kept.Opened, Last: r.Kept.last}}}, nil
}

// nextKeeper is who is at the device that is to keep something, such as "this offer".
func (s *System) nextKeeper(keeper, to DeviceID, what string) (Actor, error) {
	if to == keeper {
		return Actor{}, Errorf(Refused, "That computer keeps %s already.", what)
	}
	actor, ok := s.ActorOf(to)
	if !ok {
		return Actor{}, Errorf(NotFound, "That computer does not take part (any more). Choose one from the list of members.")
	}
	return actor, nil
}
