package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
)

// TestVoidForAParty writes, as a party of the booking and past every command, what the fold must not let pass.
func TestVoidForAParty(t *testing.T) {
	at := map[string]func(*market) marketplace.ID{
		"draft": func(m *market) marketplace.ID {
			return m.lead.Do(marketplace.DraftBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates}).Began[0]
		},
		"requested": func(m *market) marketplace.ID { return m.lead.Request(m.room, m.arrival, m.dates) },
		"confirmed": func(m *market) marketplace.ID { return m.booked() },
		"first night": func(m *market) marketplace.ID {
			id := m.booked()
			m.AdvanceTo(m.dates.From + 2)
			return id
		},
		"staying": func(m *market) marketplace.ID {
			id := m.booked()
			m.AdvanceTo(m.dates.From + 2)
			m.lead.Do(marketplace.MarkArrived{Booking: id, On: m.dates.From + 1})
			m.AdvanceTo(m.dates.From + 9)
			return id
		},
		"left early": func(m *market) marketplace.ID {
			id := m.booked()
			m.AdvanceTo(m.dates.From)
			m.lead.Do(marketplace.MarkArrived{Booking: id})
			m.AdvanceTo(m.dates.From + 9)
			m.lead.Do(marketplace.MarkLeft{Booking: id, On: m.dates.From + 5})
			return id
		},
		"cancelled": func(m *market) marketplace.ID {
			id := m.booked()
			m.lead.Do(marketplace.CancelBooking{Booking: id})
			return id
		},
	}
	first, last := day(12, 7), day(1, 4)
	dates := nights(first, last)
	later := marketplace.Instant(day(6, 1).Time().Unix())
	type id = marketplace.ID
	for _, c := range []struct {
		name  string
		where string
		fact  func(*market, id) marketplace.Fact
		why   string
	}{
		{"confirms what nobody accepted", "requested", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingConfirmed{Booking: b} }, "not_accepted"},
		{"cancels what nobody accepted", "requested", func(_ *market, b id) marketplace.Fact {
			return &marketplace.BookingCancelled{Booking: b, Side: marketplace.SideGuest}
		}, "over"},
		{"cancels on neither side", "confirmed", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingCancelled{Booking: b} }, "invalid"},
		{"confirms twice", "confirmed", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingConfirmed{Booking: b} }, "over"},
		{"withdraws what is confirmed", "confirmed", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingWithdrawn{Booking: b} }, "over"},
		{"sends what was sent", "requested", func(m *market, b id) marketplace.Fact {
			return &marketplace.BookingRequested{Booking: b, Facts: m.Booking(b).Facts}
		}, "over"},
		{"sends a draft for another organisation", "draft", func(m *market, b id) marketplace.Fact {
			f := m.Booking(b).Facts
			f.GuestOrg = "RA2"
			return &marketplace.BookingRequested{Booking: b, Facts: f}
		}, "invalid"},
		{"sends a draft at a rent of their own", "draft", func(m *market, b id) marketplace.Fact {
			f := m.Booking(b).Facts
			f.Week = 1
			return &marketplace.BookingRequested{Booking: b, Facts: f}
		}, "price"},
		{"arrives before it is confirmed", "requested", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingArrivedOn{Booking: b, On: first} }, "not_confirmed"},
		{"arrives in the future", "confirmed", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingArrivedOn{Booking: b, On: first} }, "early"},
		{"arrives before the booking begins", "first night", func(_ *market, b id) marketplace.Fact {
			return &marketplace.BookingArrivedOn{Booking: b, On: first - 1}
		}, "invalid"},
		{"arrives after a cancellation", "cancelled", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingArrivedOn{Booking: b, On: first} }, "over"},
		{"does not come, before the day", "confirmed", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingNoShowed{Booking: b} }, "early"},
		{"does not come, and has", "staying", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingNoShowed{Booking: b} }, "over"},
		{"leaves without having come", "first night", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingLeftOn{Booking: b, On: first + 1} }, "over"},
		{"leaves before coming", "staying", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingLeftOn{Booking: b, On: first} }, "invalid"},
		{"leaves after the end", "staying", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingLeftOn{Booking: b, On: last + 1} }, "invalid"},
		{"leaves in the future", "staying", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingLeftOn{Booking: b, On: last} }, "early"},
		{"leaves later than the nights were given back", "left early", func(_ *market, b id) marketplace.Fact { return &marketplace.BookingLeftOn{Booking: b, On: first + 7} }, "not_held"},
		{"moves nowhere", "confirmed", func(_ *market, b id) marketplace.Fact {
			return &marketplace.BookingMovedTo{Booking: b, To: b, On: first}
		}, "invalid"},
		{"moves before coming", "staying", func(_ *market, b id) marketplace.Fact {
			return &marketplace.BookingMovedTo{Booking: b, To: id{1}, On: first}
		}, "invalid"},
		{"moves in the future", "staying", func(_ *market, b id) marketplace.Fact {
			return &marketplace.BookingMovedTo{Booking: b, To: id{1}, On: last}
		}, "early"},
		{"moves from a request", "requested", func(_ *market, b id) marketplace.Fact {
			return &marketplace.BookingMovedTo{Booking: b, To: id{1}, On: first}
		}, "not_confirmed"},
		{"sees a check in the future", "confirmed", func(m *market, b id) marketplace.Fact {
			return &marketplace.RightToRentSeen{Booking: b, On: m.Today() + 1, By: m.lead.Person}
		}, "invalid"},
		{"says that a stranger saw a check", "confirmed", func(m *market, b id) marketplace.Fact {
			return &marketplace.RightToRentSeen{Booking: b, On: m.Today(), By: m.Founder.Person}
		}, "invalid"},
		{"sees a check for a draft", "draft", func(m *market, b id) marketplace.Fact {
			return &marketplace.RightToRentSeen{Booking: b, On: m.Today(), By: m.lead.Person}
		}, "not_accepted"},
		{"proposes the same", "confirmed", func(_ *market, b id) marketplace.Fact {
			return &marketplace.ChangeProposed{Booking: b, Side: marketplace.SideGuest, Dates: dates, Week: 11000, Deadline: later}
		}, "same"},
		{"proposes no deadline", "confirmed", func(_ *market, b id) marketplace.Fact {
			return &marketplace.ChangeProposed{Booking: b, Side: marketplace.SideGuest, Dates: dates, Week: 100}
		}, "invalid"},
		{"proposes a higher rent that was never listed", "confirmed", func(_ *market, b id) marketplace.Fact {
			return &marketplace.ChangeProposed{Booking: b, Side: marketplace.SideGuest, Dates: dates, Week: 11001, Deadline: later}
		}, "price"},
		{"proposes to a request", "requested", func(_ *market, b id) marketplace.Fact {
			return &marketplace.ChangeProposed{Booking: b, Side: marketplace.SideGuest, Dates: dates, Week: 100, Deadline: later}
		}, "over"},
		{"proposes another first night during the stay", "staying", func(_ *market, b id) marketplace.Fact {
			return &marketplace.ChangeProposed{Booking: b, Side: marketplace.SideGuest, Dates: nights(first+1, last), Week: 11000, Deadline: later}
		}, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			b := at[c.where](m)
			before := *m.Booking(b)
			ref := m.lead.Write(marketplace.Draft{Subject: m.room, Fact: c.fact(m, b)})[0]
			if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Void || v.Why != c.why {
				t.Errorf("the verdict is %+v, want void, %s", v, c.why)
			}
			after := m.Booking(b)
			if after.State != before.State || after.Held != before.Held || after.ArrivedOn != before.ArrivedOn || after.LeftOn != before.LeftOn || len(after.Trail) != len(before.Trail) {
				t.Errorf("it changed the booking from %+v to %+v", before, after)
			}
		})
	}
}

// TestVoidBirths writes births that no command lets pass. What belongs to them goes with them.
func TestVoidBirths(t *testing.T) {
	m := newMarket(t)
	good := *m.Room(m.room)
	for _, c := range []struct {
		name string
		by   string
		edit func(*marketplace.RoomListed)
		why  string
	}{
		{"for somebody else", "lead", func(*marketplace.RoomListed) {}, "not_allowed"},
		{"under another organisation", "host", func(f *marketplace.RoomListed) { f.Facts.HostOrg = "RA2" }, "not_allowed"},
		{"an organisation's room by a host", "host", func(f *marketplace.RoomListed) { f.Facts.Host = marketplace.ID{} }, "not_allowed"},
		{"over the cap", "host", func(f *marketplace.RoomListed) { f.Week = 11772 }, "over_cap"},
		{"live without a rent", "host", func(f *marketplace.RoomListed) { f.Week = 0 }, "no_price"},
		{"live without guards", "host", func(f *marketplace.RoomListed) { f.Facts.Guards = 0 }, "guards"},
		{"pending without an import", "host", func(f *marketplace.RoomListed) { f.Facts.Pending = true }, "guards"},
		{"in an area without a cap", "host", func(f *marketplace.RoomListed) { f.Facts.Area = "Atlantis" }, "no_cap_for_area"},
		{"without an area", "host", func(f *marketplace.RoomListed) { f.Facts.Area = "" }, "invalid"},
		{"of an unknown kind", "host", func(f *marketplace.RoomListed) { f.Facts.Bed = 99 }, "invalid"},
		{"far from the earth", "host", func(f *marketplace.RoomListed) { f.Facts.Cell.Lat = 9001 }, "invalid"},
		{"for a crowd", "host", func(f *marketplace.RoomListed) { f.Facts.Guests = 1000 }, "invalid"},
		{"with negative notice", "host", func(f *marketplace.RoomListed) { f.Facts.NoticeDays = -1 }, "invalid"},
		{"with guards that there are not", "host", func(f *marketplace.RoomListed) { f.Facts.Guards = 255 }, "invalid"},
		{"in a crowded home", "host", func(f *marketplace.RoomListed) { f.Facts.Household.Adults = 1000 }, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			by := m.host
			if c.by == "lead" {
				by = m.lead
			}
			fact := &marketplace.RoomListed{Facts: good.Facts, Week: good.Week, Cap: good.Cap, Live: true}
			c.edit(fact)
			ref := by.Write(marketplace.Draft{Fact: fact})[0]
			id := marketplace.SubjectOf(ref)
			if v := verdictOn(m.World, id, ref); v.Outcome != marketplace.Void || v.Why != c.why {
				t.Errorf("the verdict is %+v, want void, %s", v, c.why)
			}
			next := by.Write(marketplace.Draft{Subject: id, Fact: &marketplace.RoomMoved{To: marketplace.RoomLive}})[0]
			if v := verdictOn(m.World, id, next); v.Outcome != marketplace.Void || v.Why != "birth" {
				t.Errorf("the verdict on what follows is %+v", v)
			}
			if _, err := by.View().Room(id); marketplace.CodeOf(err) != marketplace.NotFound {
				t.Errorf("there is a room: %v", err)
			}
		})
	}
}
