package marketplace

// checkRequest says in a sentence why a request cannot be sent. The fold asks for authority alone: what is checked here
// may have changed by the time that the host answers.
func (p *party) checkRequest(v View, r *Room, c RequestBooking) error {
	now := InstantOf(v.Now())
	if err := checkDates(c.Dates); err != nil {
		return err
	}
	if c.Dates.From < now.Date() {
		return Errorf(Invalid, "The first night, %s, is in the past. Choose a date from today on.", c.Dates.From.Long()).On("dates")
	}
	if err := r.checkOffered(v.System(), now); err != nil {
		return err
	}
	if err := r.checkTerms(c.Dates, len(p.facts.People), now.Date()); err != nil {
		return err
	}
	if err := r.checkFree(c.Dates, c.Booking, now.Date()); err != nil {
		return err
	}
	if err := r.checkHomeHasRoom(v, c.Dates, len(p.facts.People), c.Booking); err != nil {
		return err
	}
	return p.checkPeople(v, r, c, now)
}

// checkOffered says why the room is not offered now.
func (r *Room) checkOffered(sys *System, now Instant) error {
	switch r.StateAt(now) {
	case RoomLive:
	case RoomLapsed:
		return Errorf(Refused, "The host has not confirmed this room for six months. Write to them, or choose another room.")
	case RoomDraft:
		return Errorf(Refused, "This room is not listed yet. Choose another room.")
	case RoomPaused:
		return Errorf(Refused, "The host has paused this room. Choose another room.")
	case RoomSuspended:
		return Errorf(Refused, "A coordinator has suspended this room. Choose another room.")
	default:
		return Errorf(Refused, "This room is no longer offered. Choose another room.")
	}
	if r.Reprice(sys, now.Date()) {
		return Errorf(OverCap, "The rent of this room, %s, is over the cap now in force. Its host needs to lower it first.", r.Week.Week())
	}
	return nil
}

// checkTerms says which of the host's terms dates and party do not meet.
func (r *Room) checkTerms(dates Range, people int, today Date) error {
	f := &r.Facts
	nights := dates.Nights()
	switch {
	case people > f.capacity():
		return Errorf(Refused, "This room takes %s, and you ask for %s. Choose another room.", count(f.capacity(), "guest"), count(people, "guest")).On("arrivals")
	case f.MinNights > 0 && nights < f.MinNights:
		return Errorf(Refused, "This room is let for at least %s, and you ask for %s. Ask for more nights or choose another room.",
			count(f.MinNights, "night"), count(nights, "night")).On("dates")
	case f.MaxNights > 0 && nights > f.MaxNights:
		return Errorf(Refused, "This room is let for at most %s, and you ask for %s. Ask for fewer nights or choose another room.",
			count(f.MaxNights, "night"), count(nights, "night")).On("dates")
	case f.NoticeDays > 0 && dates.From < today+Date(f.NoticeDays):
		return Errorf(Refused, "The host asks for %s of notice: the first night can be %s or later.", count(f.NoticeDays, "day"), (today + Date(f.NoticeDays)).Long()).On("dates")
	}
	return nil
}

// checkFree says that nights are taken, and from when on the room is free.
func (r *Room) checkFree(dates Range, except ID, today Date) error {
	if r.freeBut(dates, except) {
		return r.checkGap(dates, except)
	}
	if from, ok := r.FreeFrom(max(dates.From, today), dates.Nights()); ok {
		return Errorf(NotFree, "The room is not free for all nights from %s. It is free for so many nights from %s.", dates, from.Long()).On("dates")
	}
	return Errorf(NotFree, "The room is not free for all nights from %s. Choose other dates or another room.", dates).On("dates")
}

// checkGap keeps the days that the host wants between two guests.
func (r *Room) checkGap(dates Range, except ID) error {
	gap := Date(r.Facts.GapDays)
	if gap == 0 {
		return nil
	}
	wide := Range{dates.From - gap, dates.To + gap}
	for _, b := range r.Bookings {
		if b.ID != except && b.Held.Nights() > 0 && b.Held.Overlaps(wide) {
			return Errorf(NotFree, "The host wants %s between two guests, and another guest is there from %s. Choose other dates.",
				count(r.Facts.GapDays, "day"), b.Held).On("dates")
		}
	}
	return nil
}

// checkHomeHasRoom keeps the number of lodgers that the home takes at one time in all its rooms.
func (r *Room) checkHomeHasRoom(v View, dates Range, people int, except ID) error {
	if r.Facts.Home.IsZero() {
		return nil
	}
	h, err := v.Home(r.Facts.Home)
	if CodeOf(err) == NotFound {
		return nil // not here yet: the host's own computer has it
	}
	if err != nil {
		return err
	}
	there, err := v.LodgersIn(h.ID, dates, except)
	if err != nil {
		return err
	}
	if there+people > h.Facts.LodgerLimit {
		return Errorf(Refused, "This home takes %s at one time, and %s there on some of these nights. Choose other dates or another room.",
			count(h.Facts.LodgerLimit, "lodger"), are(there)).On("dates")
	}
	return nil
}

// checkPeople refuses people who have a room on those nights, or have asked for this one.
func (p *party) checkPeople(v View, r *Room, c RequestBooking, now Instant) error {
	for i, id := range p.facts.People {
		for _, b := range r.Bookings {
			if b.ID != c.Booking && b.StateAt(now) == StateRequested && b.Facts.Dates.Overlaps(c.Dates) && b.Facts.People[0] == id {
				return Errorf(Refused, "You have asked for this room for %s already, from %s. Wait for the answer or withdraw it.", p.names[i], b.Facts.Dates)
			}
		}
		other, err := v.BookedElsewhere(id, c.Dates, c.Instead)
		if err != nil {
			return err
		}
		if !other.IsZero() && other != c.Booking {
			return Errorf(Refused, "%s has a room on some of these nights already. Cancel or shorten that booking first.", p.names[i]).On("arrivals")
		}
	}
	return nil
}

// count is a number with its noun: 1 night, 28 nights.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// are is how many there are: "1 is", "2 are", "none is".
func are(n int) string {
	switch n {
	case 0:
		return "none is"
	case 1:
		return "1 is"
	}
	return thousands(n) + " are"
}
