package marketplace_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// market is a host with a room and a lead with an arrival.
type market struct {
	*markettest.World
	host, lead    *markettest.Device
	room, arrival marketplace.ID
	dates         marketplace.Range
}

func newMarket(t markettest.TB, edit ...func(*marketplace.ListRoom)) *market {
	w := markettest.NewWorld(t)
	m := &market{World: w, host: w.Join("Siân Rees", "RXX", marketplace.RoleHost), lead: w.Join("Tom Price", "RTP", marketplace.RoleLead), dates: w.Stay(35, 28)}
	m.room, m.arrival = m.host.Room(edit...), m.lead.Arrival()
	w.Later()
	return m
}

func (m *market) booked() marketplace.ID { return m.lead.Booked(m.host, m.room, m.arrival, m.dates) }

// trail is a booking's history as people read it.
func trail(b *marketplace.Booking) string {
	var all []string
	for _, s := range b.Trail {
		all = append(all, s.What)
	}
	return strings.Join(all, "; ")
}

func TestBookingFromRequestToDeparture(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Do(marketplace.RequestBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates, Note: "Lands at six"}).Began[0]
	b := m.Booking(id)
	if b.State != marketplace.StateRequested || b.Facts.GuestOrg != "RTP" || b.Week != 11000 || b.Held.Nights() > 0 || b.Lapses() != m.Instant()+72*3600 {
		t.Fatalf("the request is %+v", b)
	}
	sealed := func(d *markettest.Device, ref marketplace.Ref) map[marketplace.Field]string {
		fields, err := d.View().Opened(ref)
		if err != nil {
			t.Error(err)
		}
		return fields
	}
	if f := sealed(m.host, b.Began); f[marketplace.FieldName] != "Adaeze Nwosu" || f[marketplace.FieldNote] != "Lands at six" {
		t.Errorf("the host reads %v", f)
	}
	stranger := m.Join("Ewa Nowak", "RA2", marketplace.RoleLead)
	if f := sealed(stranger, b.Began); len(f) != 0 {
		t.Errorf("a lead elsewhere reads %v", f)
	}
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	b = m.Booking(id)
	if b.State != marketplace.StateAccepted || b.Held != m.dates || b.AcceptedBy != m.host.Person || b.ConfirmBy != m.Instant()+72*3600 {
		t.Fatalf("accepted it is %+v", b)
	}
	if f := sealed(m.lead, b.Accepted); f[marketplace.FieldAddress] != "1 Mill Lane, Guildford GU1 3XX" || f[marketplace.FieldPhone] == "" || f[marketplace.FieldDoorNotes] == "" || f[marketplace.FieldEmail] != "" {
		t.Errorf("the lead reads %v", f)
	}
	if f := sealed(stranger, b.Accepted); len(f) != 0 {
		t.Errorf("a lead elsewhere reads %v", f)
	}
	m.Later()
	m.lead.Do(marketplace.ConfirmBooking{Booking: id})
	m.AdvanceTo(m.dates.From + 1)
	m.lead.Do(marketplace.MarkArrived{Booking: id, On: m.dates.From})
	m.host.Do(marketplace.RecordRightToRent{Booking: id})
	m.AdvanceTo(m.dates.To)
	m.host.Do(marketplace.MarkLeft{Booking: id})
	b = m.Booking(id)
	if b.State != marketplace.StateCompleted || b.ArrivedOn != m.dates.From || b.LeftOn != m.dates.To || b.Held != m.dates {
		t.Errorf("at the end it is %+v", b)
	}
	want := "asked for the room; accepted; confirmed; marked the arrival on 7 December 2026; saw the right to rent check on 8 December 2026; marked the departure on 4 January 2027"
	if got := trail(b); got != want {
		t.Errorf("its history is %q", got)
	}
	if by := b.Trail[1].By; by != m.host.Person {
		t.Errorf("accepted by %s", by)
	}
	m.CheckRefold(1, 10)
}

func TestOneLeavesAndAnotherArrives(t *testing.T) {
	m := newMarket(t)
	m.booked()
	next := marketplace.Range{From: m.dates.To, To: m.dates.To + 14}
	second := m.lead.Booked(m.host, m.room, m.lead.Arrival(), next)
	if b := m.Booking(second); b.State != marketplace.StateConfirmed || b.Held != next {
		t.Errorf("the second booking is %+v", b)
	}
}

func TestDraftIsSent(t *testing.T) {
	m := newMarket(t)
	draft := marketplace.DraftBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates, Note: "Two bags"}
	receipt := m.lead.Do(draft)
	id := receipt.Began[0]
	if b := m.Booking(id); b.State != marketplace.StateDraft || b.Lapses() != 0 {
		t.Fatalf("the draft is %+v", b)
	}
	_, err := m.host.Try(marketplace.AcceptBooking{Booking: id})
	sentence(t, err, marketplace.Refused, "has not been sent yet")
	m.Later()
	m.lead.Do(marketplace.RequestBooking{Booking: id})
	b := m.Booking(id)
	if b.State != marketplace.StateRequested || b.Dates != m.dates || b.RequestedAt != m.Instant() {
		t.Errorf("sent it is %+v", b)
	}
	if f, _ := m.host.View().Opened(b.Began); f[marketplace.FieldNote] != "Two bags" {
		t.Errorf("the note is %q", f[marketplace.FieldNote])
	}
	_, err = m.lead.Try(marketplace.RequestBooking{Booking: id})
	sentence(t, err, marketplace.Refused, "was sent already")
	undo, ok := marketplace.Undo(draft, receipt)
	if !ok {
		t.Fatal("a draft cannot be undone")
	}
	m.lead.Do(undo)
	if b := m.Booking(id); b.State != marketplace.StateWithdrawn {
		t.Errorf("undone it is %v", b.State)
	}
	m.CheckRefold(2, 5)
}

func TestRequestIsRefused(t *testing.T) {
	m := newMarket(t, func(c *marketplace.ListRoom) {
		c.Facts.MinNights, c.Facts.MaxNights, c.Facts.NoticeDays, c.Facts.GapDays = 7, 60, 14, 2
	})
	m.booked()
	twin := m.host.Room(func(c *marketplace.ListRoom) { c.Facts.Home = m.Room(m.room).Facts.Home })
	third := m.host.Room(func(c *marketplace.ListRoom) { c.Facts.Home = m.Room(m.room).Facts.Home })
	m.lead.Booked(m.host, twin, m.lead.Arrival(), m.dates)
	elsewhere := m.Founder.Room()
	paused, draft := m.host.Room(), m.host.Room(func(c *marketplace.ListRoom) { c.Live = false })
	m.host.Do(marketplace.MoveRoom{Room: paused, To: marketplace.RoomPaused})
	retired := m.host.Room()
	m.host.Do(marketplace.MoveRoom{Room: retired, To: marketplace.RoomRetired})
	fresh, closed, abroad := m.lead.Arrival(), m.lead.Arrival(), m.Founder.Arrival()
	m.lead.Do(marketplace.CloseArrival{Arrival: closed, Reason: marketplace.ReasonPlansChanged})
	ask := func(room marketplace.ID, dates marketplace.Range, who ...marketplace.ID) marketplace.RequestBooking {
		return marketplace.RequestBooking{Room: room, Arrivals: who, Dates: dates}
	}
	free := m.Stay(100, 10)
	waiting := m.lead.Arrival()
	m.lead.Do(ask(m.room, free, waiting))
	for _, c := range []struct {
		name string
		by   *markettest.Device
		ask  marketplace.RequestBooking
		code marketplace.Code
		want string
	}{
		{"nobody", m.lead, ask(m.room, free), marketplace.Invalid, "Choose who will stay"},
		{"no dates", m.lead, ask(m.room, marketplace.Range{}, fresh), marketplace.Invalid, "Give a first night"},
		{"in the past", m.lead, ask(m.room, m.Stay(-3, 10), fresh), marketplace.Invalid, "is in the past"},
		{"too short", m.lead, ask(m.room, m.Stay(100, 6), fresh), marketplace.Refused, "at least 7 nights, and you ask for 6 nights"},
		{"too long", m.lead, ask(m.room, m.Stay(100, 61), fresh), marketplace.Refused, "at most 60 nights"},
		{"too soon", m.lead, ask(m.room, m.Stay(13, 10), fresh), marketplace.Refused, "14 days of notice: the first night can be 16 November 2026 or later"},
		{"taken", m.lead, ask(m.room, m.Stay(40, 10), fresh), marketplace.NotFree, "It is free for so many nights from 4 January 2027."},
		{"within the gap", m.lead, ask(m.room, marketplace.Range{From: m.dates.To + 1, To: m.dates.To + 10}, fresh), marketplace.NotFree, "The host wants 2 days between two guests"},
		{"too many people", m.lead, ask(m.room, free, fresh, waiting), marketplace.Refused, "takes 1 guest, and you ask for 2 guests"},
		{"the same person twice", m.lead, ask(m.room, free, fresh, fresh), marketplace.Invalid, "twice"},
		{"a closed arrival", m.lead, ask(m.room, free, closed), marketplace.Refused, "is closed: plans changed"},
		{"another organisation's arrival", m.lead, ask(m.room, free, abroad), marketplace.NotAllowed, "Only the leads of RA2"},
		{"asked already", m.lead, ask(m.room, free, waiting), marketplace.Refused, "You have asked for this room for Adaeze Nwosu already"},
		{"booked elsewhere", m.lead, ask(elsewhere, m.dates, m.arrival), marketplace.Refused, "Adaeze Nwosu has a room on some of these nights already."},
		{"the home is full", m.lead, ask(third, m.dates, fresh), marketplace.Refused, "takes 2 lodgers at one time, and 2 are there"},
		{"paused", m.lead, ask(paused, free, fresh), marketplace.Refused, "has paused this room"},
		{"a draft", m.lead, ask(draft, free, fresh), marketplace.Refused, "is not listed yet"},
		{"retired", m.lead, ask(retired, free, fresh), marketplace.Refused, "no longer offered"},
		{"no such room", m.lead, ask(marketplace.ID{9}, free, fresh), marketplace.NotFound, "not here"},
		{"a host", m.host, ask(m.room, free, fresh), marketplace.NotAllowed, "look after this arrival"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.by.Try(c.ask)
			sentence(t, err, c.code, c.want)
		})
	}
	m.AdvanceTo(m.Room(m.room).ConfirmedUntil() + 1)
	_, err := m.lead.Try(ask(m.room, m.Stay(100, 10), fresh))
	sentence(t, err, marketplace.Refused, "has not confirmed this room for six months")
}

func TestTwoPeopleInOneRoom(t *testing.T) {
	m := newMarket(t, func(c *marketplace.ListRoom) { c.Facts.Guests = 2 })
	partner := m.lead.Arrival(func(c *marketplace.RecordArrival) { c.Personal.Given, c.Facts.Group = "Chidi", "midwife" })
	b := m.Booking(m.lead.Do(marketplace.RequestBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival, partner}, Dates: m.dates}).Began[0])
	if f, _ := m.host.View().Opened(b.Began); f[marketplace.FieldName] != "Adaeze Nwosu\nChidi Nwosu" {
		t.Errorf("the names are %q", f[marketplace.FieldName])
	}
	if !slices.Equal(b.Facts.Groups, []string{"nurse", "midwife"}) {
		t.Errorf("the groups are %v", b.Facts.Groups)
	}
}

// TestDeadlines is about how long the other side has to answer.
func TestDeadlines(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.December, day, hour, minute, 0, 0, marketplace.London)
	}
	for _, c := range []struct {
		name      string
		now, want time.Time
		first     int // of December
	}{
		{"weeks ahead: 72 hours", at(1, 9, 0), at(4, 9, 0), 30},
		{"two days ahead: the evening before", at(5, 9, 0), at(6, 18, 0), 7},
		{"on the evening before: the day itself", at(6, 17, 0), at(7, 18, 0), 7},
		{"on the day", at(7, 9, 0), at(7, 18, 0), 7},
		{"on the evening of the day: until its end", at(7, 19, 0), time.Date(2026, time.December, 7, 23, 59, 59, 0, marketplace.London), 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			m.SetNow(c.now)
			from := marketplace.NewDate(2026, time.December, c.first)
			id := m.lead.Request(m.room, m.arrival, marketplace.Range{From: from, To: from + 20})
			if b := m.Booking(id); b.Facts.Deadline != marketplace.InstantOf(c.want) {
				t.Errorf("to be answered by %s, want %s", b.Facts.Deadline, c.want)
			}
			m.host.Do(marketplace.AcceptBooking{Booking: id})
			if b := m.Booking(id); b.ConfirmBy != marketplace.InstantOf(c.want) {
				t.Errorf("to be confirmed by %s, want %s", b.ConfirmBy, c.want)
			}
		})
	}
}

func TestRequestLapses(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Advance(72 * time.Hour)
	if s := m.Booking(id).StateAt(m.Instant()); s != marketplace.StateRequested {
		t.Errorf("at the deadline it is %v", s)
	}
	m.Advance(time.Second)
	if s := m.Booking(id).StateAt(m.Instant()); s != marketplace.StateExpired {
		t.Errorf("past the deadline it is %v", s)
	}
	for _, c := range []marketplace.Command{marketplace.AcceptBooking{Booking: id}, marketplace.DeclineBooking{Booking: id}} {
		_, err := m.host.Try(c)
		sentence(t, err, marketplace.Refused, "The host did not answer by 5 November 2026, 09:01")
	}
	// A keeper that takes the nights all the same holds them only until it sees that it was late.
	m.Later()
	ref := m.host.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
		Booking: id, By: m.host.Person, Deadline: m.Instant() + 1000, Dates: m.dates,
	}})[0]
	if v := verdictOn(m.World, m.room, ref); v.Outcome != marketplace.Void || v.Why != "late" {
		t.Errorf("accepted too late: %+v", v)
	}
	if r := m.Room(m.room); !r.Free(m.dates) || m.Booking(id).State != marketplace.StateRequested {
		t.Errorf("accepted too late, it is %+v", m.Booking(id))
	}
	m.lead.Request(m.room, m.arrival, m.dates)
	m.CheckRefold(1, 5)
}

func TestAcceptanceLapses(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	_, err := m.host.Try(marketplace.ReleaseBooking{Booking: id})
	sentence(t, err, marketplace.Refused, "The lead has until")
	m.Advance(72*time.Hour + time.Second)
	b := m.Booking(id)
	if b.StateAt(m.Instant()) != marketplace.StateExpired || b.Held != m.dates {
		t.Errorf("past the deadline it is %v and holds %v", b.StateAt(m.Instant()), b.Held)
	}
	_, err = m.lead.Try(marketplace.ConfirmBooking{Booking: id})
	sentence(t, err, marketplace.Refused, "The booking was not confirmed by")
	ref := m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingConfirmed{Booking: id}})[0]
	if v := verdictOn(m.World, m.room, ref); v.Why != "late" {
		t.Errorf("confirmed too late: %+v", v)
	}
	if got := b.Actions(m.Instant(), marketplace.SideHost); !slices.Equal(got, []marketplace.BookingAction{marketplace.ActRelease}) {
		t.Errorf("the host may %v", got)
	}
	m.host.Do(marketplace.ReleaseBooking{Booking: id})
	if b := m.Booking(id); b.State != marketplace.StateExpired || b.Held.Nights() > 0 {
		t.Errorf("released it is %v and holds %v", b.State, b.Held)
	}
	m.CheckRefold(1, 5)
}

func TestWithdrawDeclineCancel(t *testing.T) {
	for _, c := range []struct {
		name  string
		to    marketplace.BookingState // where it stands before
		by    string
		act   func(marketplace.ID) marketplace.Command
		want  marketplace.BookingState
		side  marketplace.Side
		trail string
	}{
		{
			"the lead withdraws a request", marketplace.StateRequested, "lead", func(b marketplace.ID) marketplace.Command { return marketplace.WithdrawBooking{Booking: b} },
			marketplace.StateWithdrawn, marketplace.SideGuest, "withdrew the request",
		},
		{
			"the lead withdraws what was accepted", marketplace.StateAccepted, "lead", func(b marketplace.ID) marketplace.Command { return marketplace.WithdrawBooking{Booking: b} },
			marketplace.StateWithdrawn, marketplace.SideGuest, "withdrew the request",
		},
		{"the host declines", marketplace.StateRequested, "host", func(b marketplace.ID) marketplace.Command {
			return marketplace.DeclineBooking{Booking: b, Reason: marketplace.ReasonHomeRepairs}
		}, marketplace.StateDeclined, marketplace.SideHost, "declined: repairs in the home"},
		{
			"the host cancels what was accepted", marketplace.StateAccepted, "host", func(b marketplace.ID) marketplace.Command { return marketplace.CancelBooking{Booking: b} },
			marketplace.StateCancelled, marketplace.SideHost, "cancelled",
		},
		{"the lead cancels what was confirmed", marketplace.StateConfirmed, "lead", func(b marketplace.ID) marketplace.Command {
			return marketplace.CancelBooking{Booking: b, Reason: marketplace.ReasonArrivalDelayed}
		}, marketplace.StateCancelled, marketplace.SideGuest, "cancelled: the arrival is delayed"},
		{"a coordinator cancels for the host", marketplace.StateConfirmed, "coordinator", func(b marketplace.ID) marketplace.Command {
			return marketplace.CancelBooking{Booking: b, Side: marketplace.SideHost, Reason: marketplace.ReasonSafety}
		}, marketplace.StateCancelled, marketplace.SideHost, "cancelled: a safety concern"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			if c.to >= marketplace.StateAccepted {
				m.host.Do(marketplace.AcceptBooking{Booking: id})
			}
			m.Later()
			if c.to >= marketplace.StateConfirmed {
				m.lead.Do(marketplace.ConfirmBooking{Booking: id})
			}
			m.Later()
			by := map[string]*markettest.Device{"lead": m.lead, "host": m.host, "coordinator": m.Founder}[c.by]
			by.Do(c.act(id))
			b := m.Booking(id)
			if b.State != c.want || b.By != c.side || b.Held.Nights() > 0 || !m.Room(m.room).Free(m.dates) {
				t.Errorf("it is %v by %v and holds %v", b.State, b.By, b.Held)
			}
			if got := b.Trail[len(b.Trail)-1]; got.What != c.trail || got.By != by.Person {
				t.Errorf("the last step is %+v, want %q", got, c.trail)
			}
			if _, err := by.Try(c.act(id)); marketplace.CodeOf(err) != marketplace.Refused {
				t.Errorf("it can be done twice: %v", err)
			}
			m.CheckRefold(1, 5)
		})
	}
}

func TestLeadAcceptsByPhone(t *testing.T) {
	m := newMarket(t)
	theirLead := m.Join("Ana Costa", "RXX", marketplace.RoleLead)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	m.host.Offline() // the keeper
	theirLead.Do(marketplace.AcceptBooking{Booking: id})
	b := m.Booking(id)
	if b.State != marketplace.StateRequested || b.ConsentBy != theirLead.Person || b.Held.Nights() > 0 {
		t.Errorf("before the keeper answers it is %+v", b)
	}
	_, err := theirLead.Try(marketplace.AcceptBooking{Booking: id})
	sentence(t, err, marketplace.Refused, "has yet to answer")
	m.Advance(96 * time.Hour) // the deadline passes while the keeper is off
	if s := m.Booking(id).StateAt(m.Instant()); s != marketplace.StateRequested {
		t.Errorf("a consent in time does not keep the request alive: %v", s)
	}
	m.host.Online()
	b = m.Booking(id)
	if b.State != marketplace.StateAccepted || b.AcceptedBy != m.host.Person || b.Via != marketplace.ViaPhone || b.Held != m.dates || b.ConfirmBy != m.Instant()+72*3600 {
		t.Errorf("after the keeper answered it is %+v", b)
	}
	if got := trail(b); got != "asked for the room; agreed by phone; accepted by phone" {
		t.Errorf("its history is %q", got)
	}
	m.CheckRefold(1, 10)
}

func TestKeeperDeclinesAConsentToTakenNights(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	m.host.Offline()
	laptop.Do(marketplace.AcceptBooking{Booking: id})
	m.host.Do(marketplace.BlockDates{Room: m.room, Ranges: []marketplace.Range{{From: m.dates.From + 3, To: m.dates.From + 4}}})
	m.Later()
	m.host.Online()
	b := m.Booking(id)
	if b.State != marketplace.StateDeclined || b.Reason != marketplace.ReasonDatesNoLongerFree || b.Held.Nights() > 0 {
		t.Errorf("it is %v because of %v, holding %v", b.State, b.Reason, b.Held)
	}
	m.CheckRefold(1, 10)
}
