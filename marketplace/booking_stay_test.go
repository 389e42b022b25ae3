package marketplace_test

import (
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestStay(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	first, last := m.dates.From, m.dates.To
	try := func(c marketplace.Command, code marketplace.Code, want string) {
		t.Helper()
		_, err := m.lead.Try(c)
		sentence(t, err, code, want)
	}
	try(marketplace.MarkArrived{Booking: id, On: first}, marketplace.Invalid, "7 December 2026 is still to come.")
	try(marketplace.MarkNoShow{Booking: id}, marketplace.Refused, "The first night is 7 December 2026.")
	try(marketplace.MarkLeft{Booking: id}, marketplace.Refused, "Nobody has said that the guest arrived.")
	m.AdvanceTo(first + 2)
	try(marketplace.MarkArrived{Booking: id, On: first - 1}, marketplace.Invalid, "is not one of the nights booked")
	m.host.Do(marketplace.MarkArrived{Booking: id, On: first + 2})
	m.lead.Do(marketplace.MarkArrived{Booking: id, On: first + 1}) // put right
	if b := m.Booking(id); b.ArrivedOn != first+1 || b.State != marketplace.StateArrived {
		t.Errorf("arrived on %s, %v", b.ArrivedOn.Long(), b.State)
	}
	try(marketplace.CancelBooking{Booking: id}, marketplace.Refused, "The guest has arrived.")
	try(marketplace.MarkLeft{Booking: id, On: last}, marketplace.Invalid, "4 January 2027 is still to come.")
	try(marketplace.MarkLeft{Booking: id, On: first}, marketplace.Invalid, "came on 8 December 2026 and cannot have left")
	m.AdvanceTo(first + 10)
	m.host.Do(marketplace.MarkLeft{Booking: id, On: first + 9, Reason: marketplace.ReasonFoundOwnHome})
	b := m.Booking(id)
	if b.State != marketplace.StateEndedEarly || b.LeftOn != first+9 || b.Held != (marketplace.Range{From: first, To: first + 9}) {
		t.Errorf("left early it is %v, left on %s, holds %v", b.State, b.LeftOn.Long(), b.Held)
	}
	if r := m.Room(m.room); !r.Free(marketplace.Range{From: first + 9, To: last}) {
		t.Error("the nights after an early departure are not free")
	}
	try(marketplace.MarkLeft{Booking: id, On: first + 10}, marketplace.Refused, "were given back already")
	m.lead.Do(marketplace.MarkLeft{Booking: id, On: first + 8})
	if b := m.Booking(id); b.LeftOn != first+8 || b.Held.To != first+8 {
		t.Errorf("put right, left on %s, holds %v", b.LeftOn.Long(), b.Held)
	}
	m.CheckRefold(1, 10)
}

func TestNoShow(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	m.AdvanceTo(m.dates.From)
	m.host.Do(marketplace.MarkNoShow{Booking: id})
	if b := m.Booking(id); b.State != marketplace.StateNoShow || b.Held.Nights() > 0 || !m.Room(m.room).Free(m.dates) {
		t.Errorf("it is %v and holds %v", b.State, b.Held)
	}
	_, err := m.host.Try(marketplace.MarkArrived{Booking: id})
	sentence(t, err, marketplace.Refused, "The booking stands at: did not arrive.")
}

func TestMoveBooking(t *testing.T) {
	t.Run("before the arrival", func(t *testing.T) {
		m := newMarket(t)
		id := m.booked()
		other := m.Founder.Room()
		_, err := m.lead.Try(marketplace.RequestBooking{Room: other, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates})
		sentence(t, err, marketplace.Refused, "has a room on some of these nights already")
		to := m.lead.Do(marketplace.RequestBooking{Room: other, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates, Instead: id}).Began[0]
		_, err = m.lead.Try(marketplace.MoveBooking{Booking: id, To: to})
		sentence(t, err, marketplace.Refused, "is not agreed yet")
		m.Founder.Do(marketplace.AcceptBooking{Booking: to})
		m.lead.Do(marketplace.MoveBooking{Booking: id, To: to})
		m.lead.Do(marketplace.ConfirmBooking{Booking: to})
		if b := m.Booking(id); b.State != marketplace.StateMoved || b.MovedTo != to || b.Held.Nights() > 0 {
			t.Errorf("it is %v to %s and holds %v", b.State, b.MovedTo, b.Held)
		}
		if b := m.Booking(to); b.State != marketplace.StateConfirmed {
			t.Errorf("the other is %v", b.State)
		}
	})
	t.Run("during the stay", func(t *testing.T) {
		m := newMarket(t)
		id := m.booked()
		m.AdvanceTo(m.dates.From)
		m.lead.Do(marketplace.MarkArrived{Booking: id})
		m.AdvanceTo(m.dates.From + 5)
		other := m.Founder.Room()
		rest := marketplace.Range{From: m.dates.From + 7, To: m.dates.To}
		to := m.lead.Do(marketplace.RequestBooking{Room: other, Arrivals: []marketplace.ID{m.arrival}, Dates: rest, Instead: id}).Began[0]
		m.Founder.Do(marketplace.AcceptBooking{Booking: to})
		m.lead.Do(marketplace.ConfirmBooking{Booking: to})
		_, err := m.lead.Try(marketplace.MoveBooking{Booking: id, To: to, On: rest.From})
		sentence(t, err, marketplace.Invalid, "Give the day on which the guest moved")
		m.AdvanceTo(rest.From)
		_, err = m.lead.Try(marketplace.MoveBooking{Booking: id, To: id})
		sentence(t, err, marketplace.Invalid, "is not for the same person")
		m.lead.Do(marketplace.MoveBooking{Booking: id, To: to})
		b := m.Booking(id)
		if b.State != marketplace.StateMoved || b.LeftOn != rest.From || b.Held.To != rest.From {
			t.Errorf("it is %v, left on %s, holds %v", b.State, b.LeftOn.Long(), b.Held)
		}
		stays := marketplace.StaysOf(m.System(), m.Room(m.room), m.dates.To)
		if len(stays) != 1 || stays[0].Slept.Nights() != 7 {
			t.Errorf("its nights are %+v", stays)
		}
		m.CheckRefold(1, 5)
	})
}

func TestLateConfirmationIsAConflict(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	m.Later()
	m.lead.Offline()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id}) // in time, but nobody sees it
	m.Advance(73 * time.Hour)
	m.host.Do(marketplace.ReleaseBooking{Booking: id})
	other := m.Founder.Request(m.room, m.Founder.Arrival(), m.dates)
	m.host.Do(marketplace.AcceptBooking{Booking: other})
	m.lead.Online()
	b := m.Booking(id)
	if b.State != marketplace.StateConflict || b.Held.Nights() > 0 {
		t.Errorf("confirmed in time and released, it is %v and holds %v", b.State, b.Held)
	}
	if o := m.Booking(other); o.State != marketplace.StateAccepted || o.Held != m.dates {
		t.Errorf("the second acceptance is %v and holds %v", o.State, o.Held)
	}
	m.lead.Do(marketplace.CancelBooking{Booking: id, Reason: marketplace.ReasonDatesNoLongerFree})
	if b := m.Booking(id); b.State != marketplace.StateCancelled {
		t.Errorf("the conflict ended as %v", b.State)
	}
	m.CheckRefold(1, 10)
}

func TestReleaseElsewhereYieldsToAConfirmation(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	m.Later()
	m.lead.Offline()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	m.Advance(73 * time.Hour)
	m.host.Offline() // the keeper is off; the host gives the nights back at the laptop
	laptop.Do(marketplace.ReleaseBooking{Booking: id})
	if s := m.Booking(id).State; s != marketplace.StateExpired {
		t.Errorf("given back it is %v", s)
	}
	m.lead.Online() // before the keeper has let go of them
	m.host.Online()
	b := m.Booking(id)
	if b.State != marketplace.StateConfirmed || b.Held != m.dates {
		t.Errorf("confirmed in time after all, it is %v and holds %v", b.State, b.Held)
	}
	m.CheckRefold(1, 10)
}

func TestWithdrawalThatTheKeeperDidNotSee(t *testing.T) {
	m := newMarket(t)
	colleague := m.Join("Ana Costa", "RTP", marketplace.RoleLead)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	colleague.Offline()
	colleague.Do(marketplace.WithdrawBooking{Booking: id})
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	m.Later()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	colleague.Online()
	if b := m.Booking(id); b.State != marketplace.StateConfirmed || b.Held != m.dates {
		t.Errorf("confirmed, and withdrawn before it was accepted, it is %v and holds %v", b.State, b.Held)
	}
	m.CheckRefold(1, 10)
}

func TestDeclineYieldsToTheKeeper(t *testing.T) {
	m := newMarket(t)
	theirLead := m.Join("Ana Costa", "RXX", marketplace.RoleLead)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	theirLead.Offline()
	theirLead.Do(marketplace.DeclineBooking{Booking: id})
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	theirLead.Online()
	if b := m.Booking(id); b.State != marketplace.StateConfirmed {
		t.Errorf("declined elsewhere without knowing, it is %v", b.State)
	}
	m.CheckRefold(1, 10)
}

// TestRevocationFreesNoNights is about what a revocation must not do: the guest is on the way.
func TestRevocationFreesNoNights(t *testing.T) {
	for _, c := range []struct {
		name string
		who  func(*market) marketplace.DeviceID
		want marketplace.BookingState
	}{
		{"of the lead who asked", func(m *market) marketplace.DeviceID { return m.lead.ID }, marketplace.StateAccepted},
		{"of the keeper", func(m *market) marketplace.DeviceID { return m.host.ID }, marketplace.StateAccepted},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			m.host.Do(marketplace.AcceptBooking{Booking: id})
			m.Later()
			m.Founder.Write(marketplace.Draft{Subject: m.System().ID, Fact: &marketplace.MemberRevoked{Device: c.who(m), LastGood: 1}})
			b := m.Booking(id)
			if b.State != c.want || b.Held != m.dates {
				t.Errorf("it is %v and holds %v", b.State, b.Held)
			}
			m.CheckRefold(1, 5)
		})
	}
}

// TestCapThatLosesItsEffect is about a coordinator whose computer is revoked from before the cap was set: what was
// listed under it needs a rent again, and what was booked stays booked.
func TestCapThatLosesItsEffect(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	coordinator := w.Join("Ewa Nowak", "RA2", marketplace.RoleCoordinator)
	coordinator.Do(marketplace.SetCap{Percent: 95, From: w.Today(), Areas: markettest.Areas(), Source: "a test"})
	id := host.Room(func(c *marketplace.ListRoom) { c.Week = 12000 })
	dates := w.Stay(35, 28)
	booking := lead.Booked(host, id, lead.Arrival(), dates)
	asked := lead.Request(id, lead.Arrival(), w.Stay(100, 10))
	w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: coordinator.ID, LastGood: 1}})
	r := w.Room(id)
	if r.State != marketplace.RoomDraft || r.Week != 0 {
		t.Errorf("the room is %v at %s", r.State, r.Week.Week())
	}
	if b := w.Booking(booking); b.State != marketplace.StateConfirmed || b.Held != dates || b.Week != 12000 {
		t.Errorf("the booking is %v at %s and holds %v", b.State, b.Week.Week(), b.Held)
	}
	for _, ref := range []marketplace.Ref{r.Text, {Device: lead.ID, Seq: w.Booking(booking).Began.Seq}} {
		if v := verdictOn(w, id, ref); v.Outcome != marketplace.Waiting {
			t.Errorf("the verdict on %d is %+v", ref.Seq, v)
		}
	}
	if _, ok := r.BookingByID(asked); ok {
		t.Error("a request that nobody accepted is still there")
	}
	w.CheckRefold(1, 5)
	host.Do(marketplace.PriceRoom{Room: id, Week: 11000})
	host.Do(marketplace.MoveRoom{Room: id, To: marketplace.RoomLive})
	if r := w.Room(id); r.State != marketplace.RoomLive || r.Week != 11000 {
		t.Errorf("priced again the room is %v at %s", r.State, r.Week.Week())
	}
	w.CheckRefold(2, 5)
}

func TestHostileEntriesOnABooking(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	stranger := m.Join("Eve", "RA2", marketplace.RoleLead|marketplace.RoleHost)
	facts := m.Booking(id).Facts
	dates := m.Stay(200, 20)
	deadline := m.Instant() + 1000
	for _, c := range []struct {
		name string
		fact marketplace.Fact
		want string
	}{
		{"accepts for the keeper", &marketplace.KeeperAccepted{Booking: id, By: stranger.Person, Deadline: deadline, Dates: m.dates}, "not_keeper"},
		{"releases for the keeper", &marketplace.KeeperReleased{Booking: id}, "not_keeper"},
		{"changes for the keeper", &marketplace.KeeperChanged{Change: marketplace.ID{1}, Booking: id, Dates: dates}, "not_keeper"},
		{"consents for the host", &marketplace.BookingConsented{Booking: id}, "not_allowed"},
		{"declines for the host", &marketplace.BookingDeclined{Booking: id}, "not_allowed"},
		{"withdraws for the lead", &marketplace.BookingWithdrawn{Booking: id}, "not_allowed"},
		{"confirms for the lead", &marketplace.BookingConfirmed{Booking: id}, "not_allowed"},
		{"cancels for the lead", &marketplace.BookingCancelled{Booking: id, Side: marketplace.SideGuest}, "not_allowed"},
		{"cancels for nobody", &marketplace.BookingCancelled{Booking: id, Side: 7}, "not_allowed"},
		{"marks an arrival", &marketplace.BookingArrivedOn{Booking: id, On: m.dates.From}, "not_allowed"},
		{"asks for another organisation", &marketplace.BookingRequested{Facts: facts}, "not_allowed"},
		{"asks at a rent of their own", &marketplace.BookingRequested{Facts: func() marketplace.BookingFacts {
			f := facts
			f.GuestOrg, f.Week, f.Lead = "RA2", 100, stranger.Person
			return f
		}()}, "price"},
		{"sends a request for nobody", &marketplace.BookingRequested{Facts: marketplace.BookingFacts{GuestOrg: "RA2", Dates: dates, Week: 11000, Deadline: deadline}}, "invalid"},
		{"proposes a change", &marketplace.ChangeProposed{Booking: id, Side: marketplace.SideGuest, Dates: dates, Week: 11000, Deadline: deadline}, "not_allowed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ref := stranger.Write(marketplace.Draft{Subject: m.room, Fact: c.fact})[0]
			if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Void || v.Why != c.want {
				t.Errorf("the verdict is %+v, want void, %s", v, c.want)
			}
			if b := m.Booking(id); b.State != marketplace.StateRequested || b.Held.Nights() > 0 || len(m.Room(m.room).Bookings) != 1 {
				t.Errorf("the booking is %+v", b)
			}
		})
	}
	t.Run("a booking that has not arrived", func(t *testing.T) {
		ref := m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConfirmed{Booking: marketplace.ID{8}}})[0]
		if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Waiting || v.Why != "booking" {
			t.Errorf("the verdict is %+v, want waiting, booking", v)
		}
	})
	t.Run("a keeper takes nights for a request that has not arrived", func(t *testing.T) {
		ref := m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
			Booking: marketplace.ID{8}, By: m.host.Person, Deadline: deadline, Dates: dates,
		}})[0]
		if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Waiting || v.Why != "booking" {
			t.Errorf("the verdict is %+v, want waiting, booking", v)
		}
		if m.Room(m.room).Free(dates) {
			t.Error("the nights are free")
		}
	})
	t.Run("a keeper accepts twice", func(t *testing.T) {
		m.host.Do(marketplace.AcceptBooking{Booking: id})
		other := m.Founder.Request(m.room, m.Founder.Arrival(), m.Stay(300, 5))
		for _, c := range []struct {
			booking marketplace.ID
			dates   marketplace.Range
			want    string
		}{{id, m.dates, "answered"}, {other, m.dates, "not_free"}} {
			ref := m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
				Booking: c.booking, By: m.host.Person, Deadline: deadline, Dates: c.dates,
			}})[0]
			if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Void || v.Why != c.want {
				t.Errorf("the verdict is %+v, want void, %s", v, c.want)
			}
		}
	})
	m.CheckRefold(1, 10)
}
