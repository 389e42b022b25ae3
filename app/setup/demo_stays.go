package setup

import (
	"settle.example/settle/marketplace"
)

// plot is how a booking of the demo goes.
type plot struct {
	guest, room  string
	from, nights int // the first night, counted from today
	asked        int // the day of the request; zero is 30 days before the first night
	until        int // the last step of the plot, one of those below
	then         marketplace.Reason
	late         int // days early at leaving
	extend       int // nights more that are agreed on the way

	instead *plot // the stay whose place it takes

	booking marketplace.ID
}

// How far a booking goes.
const (
	toTheEnd = iota
	draftOnly
	askOnly
	acceptOnly
	confirmOnly
	arriveOnly
	leavesEarly
	noShow
	declined
	withdrawn
	guestCancels
	hostCancels
	released
	inConflict
	movesOn
)

// demoPlots is the bookings that go their own way, and those that are under way. Every other arrival of the past stays
// to the end in a room of their trust.
func (s *stage) demoPlots() []*plot {
	return []*plot{
		// Before the bed that they got in the end.
		{guest: "Reena Kurup", room: "orchard", from: -338, nights: 42, until: declined, then: marketplace.ReasonDatesNoLongerFree},
		{guest: "Jocelyn Ramos", room: "m5", from: -310, nights: 35, until: askOnly},
		{guest: "Farida Yusuf", room: "crouch", from: -283, nights: 42, until: withdrawn},
		{guest: "Gaurav Shah", room: "m1", from: -231, nights: 35, until: hostCancels, then: marketplace.ReasonHomeRepairs},
		{guest: "Rowena Santos", room: "tannery", from: -174, nights: 42, until: declined, then: marketplace.ReasonNotSuitable},
		{guest: "Amina Diallo", room: "colliers", from: -118, nights: 42, until: released},

		{guest: "Marisol Dizon", room: "m4", from: -338, nights: 42, asked: -360, until: leavesEarly, late: 12, then: marketplace.ReasonFoundOwnHome},
		{guest: "Hina Qureshi", room: "heath", from: -199, nights: 56, until: guestCancels, then: marketplace.ReasonArrivalCancelled},
		{guest: "Marta Kowal", room: "crouch2", from: -140, nights: 28, until: noShow},
		{guest: "Grace Phiri", room: "colliers2", from: -118, nights: 42, until: leavesEarly, late: 9, then: marketplace.ReasonFoundOwnHome},
		{guest: "Maricel Cruz", room: "gravel", from: -76, nights: 35, until: leavesEarly, late: 5, then: marketplace.ReasonTooFar},

		// Under way.
		{guest: "Asha Varghese", room: "lark", from: -55, nights: 42, until: toTheEnd},
		{guest: "Ngozi Umeh", room: "tannery", from: -55, nights: 54, until: arriveOnly, extend: 14},
		{guest: "Tendai Banda", room: "m3", from: -55, nights: 54, until: arriveOnly}, // nobody has said that she left
		{guest: "Samuel Addo", room: "ferry", from: -34, nights: 56, until: arriveOnly},
		{guest: "Priscilla Asante", room: "crouch", from: -34, nights: 56, until: arriveOnly},
		{guest: "Joel Navarro", room: "abbey", from: -34, nights: 56, until: arriveOnly},
		{guest: "Fatou Camara", room: "colliers", from: -16, nights: 42, until: arriveOnly},
		{guest: "Liezl Garcia", room: "heath", from: -16, nights: 42, until: arriveOnly},
		{guest: "Beena Paul", room: "canada", from: -16, nights: 42, until: arriveOnly},
		{guest: "Ifeoma Okeke", room: "stag1", from: -6, nights: 35, until: arriveOnly},
		{guest: "Harpreet Sandhu", room: "attic", from: -1, nights: 30, asked: -20, until: confirmOnly}, // nobody has said that she came

		// Coming.
		{guest: "Meera Krishnan", room: "orchard", from: 4, nights: 42, asked: -25, until: confirmOnly},
		{guest: "Adaeze Obi", room: "tannery2", from: 4, nights: 42, asked: -2, until: acceptOnly},
		{guest: "Zainab Lawal", room: "canada2", from: 11, nights: 35, asked: -18, until: confirmOnly},
		{guest: "Cherry Bautista", room: "m7", from: 11, nights: 35, asked: -12, until: inConflict},
		{guest: "Anu George", room: "colliers2", from: 11, nights: 35, asked: -1, until: askOnly},
		{guest: "Nadia Rahman", room: "lark", from: 18, nights: 28, asked: -1, until: askOnly},
		{guest: "Kofi Ansah", room: "stag2", from: 18, nights: 28, asked: -9, until: confirmOnly},
		{guest: "Elena Petrova", room: "weyside", from: 18, nights: 28, asked: -2, until: draftOnly},
		{guest: "Sindhu Nair", room: "abbey3", from: 32, nights: 42, asked: -8, until: confirmOnly},
		{guest: "Patience Moyo", room: "ferry", from: 32, nights: 42, asked: -2, until: askOnly},
		{guest: "Lakshmi Iyer", room: "weyside2", from: 53, nights: 42, asked: -3, until: acceptOnly},
	}
}

// stays plans every booking.
func (s *stage) stays() {
	plots := s.demoPlots()
	placed := map[string]bool{"Kavya Reddy": true} // see moves
	taken := map[string][]marketplace.Range{
		"m1": {{From: s.date(-231), To: s.date(-196)}}, "stag4": {{From: s.date(-217), To: s.date(-196)}}, "m3": {{From: s.date(-55), To: s.date(0)}},
	}
	for _, p := range plots {
		if p.until != declined && p.until != withdrawn && p.until != released && p.until != hostCancels && !(p.until == askOnly && p.from < 0) {
			placed[p.guest] = true
		}
		taken[p.room] = append(taken[p.room], p.dates(s))
	}
	for _, c := range demoCohorts() {
		for _, person := range c.people {
			name := nameIn(person)
			if c.day > 0 || placed[name] {
				continue
			}
			p := &plot{guest: name, from: c.day, nights: c.nights, asked: max(c.day-24, firstDay+6)}
			p.room = s.vacant(c.org, p.dates(s), taken)
			if p.room == "" {
				continue
			}
			taken[p.room] = append(taken[p.room], p.dates(s))
			plots = append(plots, p)
		}
	}
	for _, p := range plots {
		s.plan(p)
		s.booked[p.guest] = p
	}
	s.moves()
	s.act(-1, 16, leadOf("RTK"), func() marketplace.Command { // the other side has yet to answer
		p := s.booked["Sindhu Nair"]
		dates := marketplace.Range{From: s.date(p.from + 2), To: s.date(p.from + p.nights)}
		return marketplace.ProposeChange{Booking: p.booking, Side: marketplace.SideGuest, Dates: dates}
	}, nil)
}

// moves plans that a guest goes on from one room to another.
func (s *stage) moves() {
	first := &plot{guest: "Kavya Reddy", room: "m1", from: -231, nights: 35, asked: -255, until: movesOn}
	then := &plot{guest: "Kavya Reddy", room: "stag4", from: -217, nights: 21, asked: -222, instead: first}
	s.plan(first)
	s.plan(then)
	s.act(-217, 9, founderName, func() marketplace.Command { return marketplace.MoveBooking{Booking: first.booking, To: then.booking} }, nil)
}

func (p *plot) dates(s *stage) marketplace.Range {
	return marketplace.Range{From: s.date(p.from), To: s.date(p.from + p.nights)}
}

// vacant is the first room near a trust that nobody has for the dates.
func (s *stage) vacant(org string, dates marketplace.Range, taken map[string][]marketplace.Range) string {
	for _, key := range demoNear[org] {
		free := true
		for _, t := range taken[key] {
			free = free && !t.Overlaps(dates)
		}
		if free {
			return key
		}
	}
	return ""
}

// plan puts the steps of a booking into the year.
func (s *stage) plan(p *plot) {
	r := s.rooms[p.room]
	lead, host := leadOf(s.orgs[p.guest]), hostOf(r)
	asked := p.asked
	if asked == 0 {
		asked = max(p.from-30, firstDay+6)
	}
	step := func(day, hour int, who string, c func() marketplace.Command) { s.act(day, hour, who, c, nil) }
	s.act(asked, 10, lead, func() marketplace.Command { return s.request(p) }, func(id marketplace.ID) { p.booking = id })
	switch p.until {
	case draftOnly, askOnly:
		return
	case declined:
		step(asked+2, 13, host, func() marketplace.Command { return marketplace.DeclineBooking{Booking: p.booking, Reason: p.then} })
		return
	case withdrawn:
		step(asked+1, 13, lead, func() marketplace.Command { return marketplace.WithdrawBooking{Booking: p.booking} })
		return
	}
	step(asked+1, 12, host, func() marketplace.Command {
		if r.host == "" {
			return marketplace.AcceptBooking{Booking: p.booking, Via: marketplace.ViaPhone}
		}
		return marketplace.AcceptBooking{Booking: p.booking}
	})
	switch p.until {
	case acceptOnly:
		return
	case released:
		step(asked+6, 9, host, func() marketplace.Command { return marketplace.ReleaseBooking{Booking: p.booking} })
		return
	case inConflict:
		s.conflict(p, asked)
		return
	}
	step(asked+2, 15, lead, func() marketplace.Command { return marketplace.ConfirmBooking{Booking: p.booking} })
	switch p.until {
	case guestCancels:
		step(p.from-10, 11, lead, func() marketplace.Command {
			return marketplace.CancelBooking{Booking: p.booking, Side: marketplace.SideGuest, Reason: p.then}
		})
		step(p.from-10, 12, lead, func() marketplace.Command {
			return marketplace.CloseArrival{Arrival: s.arrivals[p.guest], Reason: p.then}
		})
		return
	case hostCancels:
		step(p.from-26, 11, host, func() marketplace.Command {
			return marketplace.CancelBooking{Booking: p.booking, Side: marketplace.SideHost, Reason: p.then}
		})
		return
	}
	if p.from < 7 { // nobody has seen the check yet of those who come later
		step(min(p.from, 0)-2, 10, founderName, func() marketplace.Command { return marketplace.RecordRightToRent{Booking: p.booking} })
	}
	switch p.until {
	case confirmOnly:
		return
	case noShow:
		step(p.from+1, 11, lead, func() marketplace.Command { return marketplace.MarkNoShow{Booking: p.booking} })
		return
	}
	s.stay(p, lead, host)
}

// request is a request, or the draft of one.
func (s *stage) request(p *plot) marketplace.Command {
	room, who := s.rooms[p.room].id, []marketplace.ID{s.arrivals[p.guest]}
	if p.until == draftOnly {
		return marketplace.DraftBooking{Room: room, Arrivals: who, Dates: p.dates(s)}
	}
	c := marketplace.RequestBooking{Room: room, Arrivals: who, Dates: p.dates(s)}
	if p.instead != nil {
		c.Instead = p.instead.booking
	}
	return c
}

// stay plans the arrival, a longer stay and the leaving.
func (s *stage) stay(p *plot, lead, host string) {
	marks := founderName
	if host == "Joan Whitfield" || host == "Ruth Hanley" { // who mark it themselves
		marks = host
	}
	s.act(p.from, 18, marks, func() marketplace.Command { return marketplace.MarkArrived{Booking: p.booking} }, nil)
	leave := p.from + p.nights
	if p.extend > 0 {
		s.act(leave-12, 10, lead, func() marketplace.Command {
			dates := marketplace.Range{From: s.date(p.from), To: s.date(leave + p.extend)}
			return marketplace.ProposeChange{Booking: p.booking, Side: marketplace.SideGuest, Dates: dates}
		}, nil)
		s.act(leave-11, 10, host, func() marketplace.Command { return marketplace.AnswerChange{Booking: p.booking, Agree: true} }, nil)
	}
	if p.until == leavesEarly {
		leave -= p.late
	}
	if p.until == arriveOnly || p.until == movesOn || leave >= 0 {
		return
	}
	s.act(leave, 8, marks, func() marketplace.Command { return marketplace.MarkLeft{Booking: p.booking, Reason: p.then} }, nil)
}

// conflict lets the lead's computer confirm in time while it is cut off, and the host give the nights back meanwhile.
func (s *stage) conflict(p *plot, asked int) {
	lead := func() *player { return s.players[leadOf(s.orgs[p.guest])] }
	s.on(asked+2, 11, func() error { return s.give(s.founder, lead()) })
	s.on(asked+3, 11, func() error { return second(lead().do(s.ctx, marketplace.ConfirmBooking{Booking: p.booking})) })
	s.act(asked+6, 10, founderName, func() marketplace.Command { return marketplace.ReleaseBooking{Booking: p.booking} }, nil)
	s.on(asked+7, 9, func() error { return s.meet(lead()) })
}

// hostOf is whose computer answers for a room: its host's, or the founder's, where the host is told by telephone.
func hostOf(r *demoRoom) string {
	if r.host == "" {
		return founderName
	}
	return r.host
}

// second leaves out what an act began.
func second(_ did, err error) error { return err }
