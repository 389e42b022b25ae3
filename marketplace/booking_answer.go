package marketplace

// bookingOf is a booking with its room.
func bookingOf(v View, id ID) (*Room, *Booking, error) {
	r, err := v.RoomOfBooking(id)
	if err != nil {
		return nil, nil, err
	}
	b, ok := r.BookingByID(id)
	if !ok {
		return nil, nil, Errorf(NotFound, "This booking is not here (yet). Look at the list again.")
	}
	return r, b, nil
}

// onSide is a booking on which the actor may act for the side; SideNone is either.
func onSide(v View, id ID, side Side) (*Room, *Booking, error) {
	r, b, err := bookingOf(v, id)
	if err != nil {
		return nil, nil, err
	}
	host, guest := r.Sides(v.System(), b, v.Actor(), DateOf(v.Now()))
	switch {
	case side == SideHost && !host:
		return nil, nil, Errorf(NotAllowed, "Only the host, or a lead of %s for them, can do this.", r.Facts.HostOrg)
	case side == SideGuest && !guest:
		return nil, nil, Errorf(NotAllowed, "Only a lead of %s or a coordinator can do this.", b.Facts.GuestOrg)
	case !host && !guest:
		return nil, nil, Errorf(NotAllowed, "Only the two sides of this booking can do this.")
	}
	return r, b, nil
}

// stands says that a booking cannot be acted on like that where it stands now.
func (b *Booking) stands(now Instant) *Error {
	switch state := b.StateAt(now); {
	case state == StateExpired && b.State == StateRequested:
		return Errorf(Refused, "The host did not answer by %s, so the request lapsed. Ask again, or ask for another room.", b.Facts.Deadline)
	case state == StateExpired && b.State == StateAccepted:
		return Errorf(Refused, "The booking was not confirmed by %s, so it lapsed. Ask for the room again.", b.ConfirmBy)
	case state == StateDraft:
		return Errorf(Refused, "This request has not been sent yet. Send it first.")
	default:
		return Errorf(Refused, "This cannot be done now. The booking stands at: %s.", lowerFirst(state.Label()))
	}
}

// WithdrawBooking takes a request or a draft back, also one that was accepted and not yet confirmed.
type WithdrawBooking struct {
	Booking ID
}

// Decide implements [Command].
func (c WithdrawBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideGuest)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	switch b.StateAt(now) {
	case StateDraft, StateRequested, StateAccepted:
		return []Draft{{Subject: r.ID, Fact: &BookingWithdrawn{Booking: b.ID}}}, nil
	}
	return nil, b.stands(now)
}

// DeclineBooking is the host's no.
type DeclineBooking struct {
	Booking ID
	Reason  Reason
}

// Decide implements [Command].
func (c DeclineBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideHost)
	if err != nil {
		return nil, err
	}
	if now := InstantOf(v.Now()); b.StateAt(now) != StateRequested {
		return nil, b.stands(now)
	}
	return []Draft{{Subject: r.ID, Fact: &BookingDeclined{Booking: b.ID, Reason: c.Reason}}}, nil
}

// AcceptBooking is the host's yes. On the device that keeps the calendar it takes the nights; elsewhere it asks that
// device to. Address, telephone number and door notes go to the guest's leads with it.
type AcceptBooking struct {
	Booking ID
	Via     Via // ViaPhone where the host told the person who records it
}

// Decide implements [Command].
func (c AcceptBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideHost)
	if err != nil {
		return nil, err
	}
	now, actor := InstantOf(v.Now()), v.Actor()
	switch {
	case b.StateAt(now) != StateRequested:
		return nil, b.stands(now)
	case !b.Consent.IsZero():
		return nil, Errorf(Refused, "You have said yes. The computer that keeps the calendar of this room has yet to answer.")
	case b.waits:
		return nil, Errorf(Refused, "The calendar holds these nights for this guest already, and who said yes has not reached this computer. Connect it to the others, then look again.")
	case r.NeedsNewer:
		return nil, Errorf(Refused, "This room holds entries of a newer Settle. Install the newest version, then accept.")
	}
	lost, err := r.checkFreed(v, b.Facts.Dates, b.ID)
	if err != nil {
		return nil, err
	}
	if err := r.checkHomeHasRoom(v, b.Facts.Dates, len(b.Facts.People), b.ID); err != nil {
		return nil, err
	}
	by := actor.Person
	if !r.Facts.Host.IsZero() && r.Facts.Host != actor.Person {
		c.Via, by = ViaPhone, r.Facts.Host
	}
	private, err := r.wayIn(v, b.Facts.GuestOrg)
	if err != nil {
		return nil, err
	}
	d := Draft{Subject: r.ID, Private: private, DeleteAfter: min(b.Facts.Dates.To+BookingKept, MaxDate)}
	if !r.keptBy(actor.Device) {
		d.Fact = &BookingConsented{Booking: b.ID, Via: c.Via}
		return []Draft{d}, nil
	}
	d.Fact = &KeeperAccepted{Booking: b.ID, By: by, Via: c.Via, Deadline: answerBy(now, b.Facts.Dates.From), Dates: b.Facts.Dates}
	return append(r.letGo(lost, []Range{b.Facts.Dates}), d), nil
}

// wayIn seals what a guest needs to come to the door to the leads of their organisation.
func (r *Room) wayIn(v View, guestOrg string) (Private, error) {
	listed, err := r.Opened(v.Opened)
	if err != nil {
		return Private{}, err
	}
	fields := map[Field]string{}
	for _, f := range []Field{FieldPhone, FieldDoorNotes} {
		if listed[f] != "" {
			fields[f] = listed[f]
		}
	}
	if !r.Facts.Home.IsZero() {
		h, err := v.Home(r.Facts.Home)
		if err != nil && CodeOf(err) != NotFound {
			return Private{}, err
		}
		if err == nil {
			opened, err := v.Opened(h.Last)
			if err != nil {
				return Private{}, err
			}
			if opened[FieldAddress] != "" {
				fields[FieldAddress] = opened[FieldAddress]
			}
		}
	}
	if len(fields) == 0 {
		return Private{}, nil
	}
	return Private{Seal: []Seal{{Class: ClassB, To: []Audience{{Ring: RingLeads, Org: guestOrg}}, Fields: fields}}}, nil
}

// ConfirmBooking is the lead's last word on what a host accepted: it is booked, and the address is shown. It needs
// nobody online.
type ConfirmBooking struct {
	Booking ID
}

// Decide implements [Command].
func (c ConfirmBooking) Decide(v View) ([]Draft, error) {
	r, b, err := onSide(v, c.Booking, SideGuest)
	if err != nil {
		return nil, err
	}
	now := InstantOf(v.Now())
	if b.StateAt(now) != StateAccepted {
		return nil, b.stands(now)
	}
	for _, person := range b.Facts.People {
		other, err := v.BookedElsewhere(person, b.Dates, b.ID)
		if err != nil {
			return nil, err
		}
		if other.IsZero() {
			continue
		}
		_, elsewhere, err := bookingOf(v, other)
		if err != nil {
			return nil, err
		}
		if elsewhere.State == StateConfirmed {
			return nil, Errorf(Refused, "Another room is confirmed for the same nights, from %s. Cancel one of the two.", elsewhere.Dates)
		}
	}
	return []Draft{{Subject: r.ID, Fact: &BookingConfirmed{Booking: b.ID}}}, nil
}
