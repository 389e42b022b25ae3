package marketplace

// Duties is what the device must log by itself about the room now: as the keeper of its calendar, by the host's rules,
// and for its host. It is empty when nothing is due; what is due may make more due once it is folded.
func (r *Room) Duties(v View) ([]Draft, error) {
	device := v.Actor().Device
	if device == r.Keeper && !r.Kept.Begun && !r.Kept.mayBegin(v) {
		return nil, nil
	}
	if device == r.Keeper && r.Kept.Begun {
		if due := r.lostDue(v); len(due) > 0 {
			return due, nil
		}
	}
	if due := r.KeeperDuties(device, InstantOf(v.Now())); len(due) > 0 {
		return due, nil
	}
	if device == r.Keeper {
		if due, err := r.instantDue(v); err != nil || len(due) > 0 {
			return due, err
		}
	}
	return r.wayInDue(v)
}

// wayInDue tells the guest's side how to come to the door, where whoever accepted could not.
func (r *Room) wayInDue(v View) ([]Draft, error) {
	var due []Draft
	for _, b := range r.Bookings {
		if !r.owesWayIn(v.System(), b, v.Actor()) {
			continue
		}
		private, err := r.wayIn(v, b.Facts.GuestOrg)
		if err != nil {
			return nil, err
		}
		if len(private.Seal) == 0 {
			return nil, nil // nothing is known here either
		}
		due = append(due, Draft{
			Subject: r.ID, Fact: &BookingWayIn{Booking: b.ID}, Private: private, DeleteAfter: min(b.Facts.Dates.To+BookingKept, MaxDate),
		})
	}
	return due, nil
}

// owesWayIn tells whether the actor is who can say how to come to the door, and nobody who can has said so yet: the
// host, or for a room without one the person by whose word it was accepted.
func (r *Room) owesWayIn(sys *System, b *Booking, actor Actor) bool {
	if !b.promised() || !b.WayIn.IsZero() {
		return false
	}
	who := r.Facts.Host
	if who.IsZero() {
		who = b.AcceptedBy
	}
	if who.IsZero() || who != actor.Person {
		return false
	}
	said := b.Accepted
	if b.Via != ViaRules && !b.Consent.IsZero() {
		said = b.Consent // the acceptance that answers it says nothing more
	}
	d := sys.Devices[said.Device]
	return d == nil || d.Person != who
}

// tellWayIn takes note of where the guest's side finds how to come to the door.
func (b *Booking) tellWayIn(e *Entry) string {
	switch b.State {
	case StateAccepted, StateConfirmed, StateArrived:
		b.WayIn = e.Ref
		return ""
	}
	return "over"
}
