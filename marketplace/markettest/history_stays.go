package markettest

import "settle.example/settle/marketplace"

// place asks for a room for an arrival, and for another where the first comes to nothing.
func (h *history) place(lead *Device, arrival marketplace.ID, tries int) {
	a := h.Arrival(arrival)
	if tries == 0 || a.Closed || a.Facts.At < h.Instant() {
		return
	}
	from := a.Facts.At.Date()
	dates := marketplace.Range{From: from, To: from + marketplace.Date(a.Facts.Nights)}
	for range 12 {
		room := pick(h, h.rooms)
		if h.Room(room).StateAt(h.Instant()) != marketplace.RoomLive || !h.Room(room).Free(dates) {
			continue
		}
		r, ok := h.try(lead, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival}, Dates: dates, Note: "Arrives in the morning."})
		if !ok {
			continue
		}
		h.answer(lead, h.hosts[room], arrival, r.Began[0], tries)
		return
	}
	h.in(3, func() { h.place(lead, arrival, tries-1) })
}

// answer has the host say yes, no or nothing.
func (h *history) answer(lead, host *Device, arrival, booking marketplace.ID, tries int) {
	again := func() { h.place(lead, arrival, tries-1) }
	switch n := h.random.IntN(100); {
	case n < 75:
		h.in(h.random.IntN(3), func() {
			if _, ok := h.try(host, marketplace.AcceptBooking{Booking: booking}); ok {
				h.confirm(lead, host, booking, again)
			} else {
				again()
			}
		})
	case n < 85:
		h.in(1, func() {
			h.try(host, marketplace.DeclineBooking{Booking: booking, Reason: marketplace.ReasonNotSuitable})
			again()
		})
	case n < 90:
		h.in(1, func() {
			h.try(lead, marketplace.WithdrawBooking{Booking: booking})
			again()
		})
	default:
		h.in(4, again)
	}
}

// confirm has the lead give the last word, or forget to, so that the host releases the nights.
func (h *history) confirm(lead, host *Device, booking marketplace.ID, again func()) {
	if h.chance(8) {
		h.in(4, func() {
			h.try(host, marketplace.ReleaseBooking{Booking: booking})
			again()
		})
		return
	}
	if _, ok := h.try(lead, marketplace.ConfirmBooking{Booking: booking}); !ok {
		return
	}
	b := h.Booking(booking)
	days := func(d marketplace.Date) int { return max(0, int(d-h.Today())) }
	switch n := h.random.IntN(100); {
	case n < 6:
		h.in(days(b.Dates.From)/2, func() {
			h.try(pick(h, []*Device{lead, host}), marketplace.CancelBooking{Booking: booking, Reason: marketplace.ReasonPlansChanged})
		})
		return
	case n < 16:
		h.in(days(b.Dates.From)/2, func() {
			later := marketplace.Range{From: b.Dates.From, To: b.Dates.To + 7}
			if _, ok := h.try(lead, marketplace.ProposeChange{Booking: booking, Dates: later}); ok {
				h.try(host, marketplace.AnswerChange{Booking: booking, Agree: h.chance(70)})
			}
		})
	}
	h.in(days(b.Dates.From), func() { h.stay(lead, host, booking) })
}

// stay has the guest come, or not, and leave, or sooner.
func (h *history) stay(lead, host *Device, booking marketplace.ID) {
	if h.chance(4) {
		h.in(2, func() { h.try(host, marketplace.MarkNoShow{Booking: booking}) })
		return
	}
	if _, ok := h.try(host, marketplace.MarkArrived{Booking: booking}); !ok {
		return
	}
	h.try(host, marketplace.RecordRightToRent{Booking: booking})
	nights := h.Booking(booking).Dates.Nights()
	if h.chance(10) {
		h.in(1+nights/2, func() {
			h.try(lead, marketplace.MarkLeft{Booking: booking, Reason: marketplace.ReasonFoundOwnHome})
		})
		return
	}
	h.in(nights, func() {
		if left := h.Booking(booking).Dates.To; left > h.Today() { // the stay was made longer
			h.in(int(left-h.Today()), func() { h.try(host, marketplace.MarkLeft{Booking: booking}) })
			return
		}
		h.try(host, marketplace.MarkLeft{Booking: booking})
	})
}
