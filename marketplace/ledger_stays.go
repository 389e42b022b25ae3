package marketplace

// StaysOf is the nights of the room's bookings, one stay for each that has any. Slept is [arrived, left), or to the end
// of the booking while nobody has said that the guest left, up to today: the night that begins today is not slept yet,
// and only nights that the calendar holds count. Planned is what is agreed and still to come, of bookings accepted and
// not lapsed, confirmed or under way. The average is that of the room's area in the version of the cap policy under
// which the booking's rent was set. Two people in one room sleep one night of it.
func StaysOf(sys *System, r *Room, today Date) []Stay {
	var stays []Stay
	EachStay(sys, r, today, func(s *Stay) { stays = append(stays, *s) })
	return stays
}

// EachStay is StaysOf one by one, each in the place of the one before.
func EachStay(sys *System, r *Room, today Date, take func(*Stay)) {
	var s Stay
	for _, b := range r.Bookings {
		slept, planned := b.slept(today), b.planned(today)
		if slept.Nights() <= 0 && planned.Nights() <= 0 {
			continue
		}
		s = Stay{
			Booking: b.ID, Room: r.ID, HostOrg: r.Facts.HostOrg, GuestOrg: b.Facts.GuestOrg, Area: b.Area,
			Slept: slept, Planned: planned, Week: b.Week, People: len(b.Facts.People), Persons: b.Facts.People,
			Supply: r.Facts.Supply, Home: r.Facts.Home, HostID: r.Facts.Host,
		}
		if len(b.Facts.Groups) > 0 {
			s.Group = b.Facts.Groups[0]
		}
		if policy, ok := sys.CapByRef(b.Cap); ok {
			s.AvgWeek = policy.Areas[b.Area].Average
		}
		take(&s)
	}
}

// slept is the nights slept so far; the zero range where there are none.
func (b *Booking) slept(today Date) Range {
	if b.ArrivedOn.IsZero() {
		return Range{}
	}
	to := b.Dates.To
	if !b.LeftOn.IsZero() {
		to = b.LeftOn
	}
	return some(Range{b.ArrivedOn, min(to, today)}.Clip(b.Held))
}

// planned is the nights agreed and still to come.
func (b *Booking) planned(today Date) Range {
	switch b.State {
	case StateAccepted:
		if b.ConfirmBy.Date() < today {
			return Range{}
		}
	case StateConfirmed, StateArrived:
	default:
		return Range{}
	}
	return some(Range{max(b.Dates.From, today), b.Dates.To})
}

// some is the range, or the zero range where it holds no night.
func some(r Range) Range {
	if r.Nights() <= 0 {
		return Range{}
	}
	return r
}
