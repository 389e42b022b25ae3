package marketplace_test

import (
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// without is a view of a computer that lacks an entry about a room: it is late, or it is lost.
type without struct {
	marketplace.View
	room *marketplace.Room
	lost []marketplace.ID
}

func (w without) Room(marketplace.ID) (*marketplace.Room, error) { return w.room, nil }

func (w without) RoomOfBooking(marketplace.ID) (*marketplace.Room, error) { return w.room, nil }

func (w without) Lost([]marketplace.ID) []marketplace.ID { return w.lost }

// lacks folds a market's room without the entry that began a booking, and with what was drafted meanwhile.
func (m *market) lacks(booking marketplace.ID, after ...*marketplace.Entry) (*marketplace.Room, []marketplace.Verdict) {
	var here []*marketplace.Entry
	for _, w := range m.Written() {
		if w.Entry.Subject == m.room && marketplace.SubjectOf(w.Entry.Ref) != booking {
			here = append(here, w.Entry)
		}
	}
	return marketplace.FoldRoom(m.System(), append(here, after...))
}

// written makes entries of a device's drafts that are in nobody's log.
func written(m *market, by *markettest.Device, drafts []marketplace.Draft) (all []*marketplace.Entry) {
	at := m.Written()[len(m.Written())-1].Entry.Clock
	for i, d := range drafts {
		all = append(all, &marketplace.Entry{
			Ref: by.View().Next(i), Clock: at + marketplace.Clock(i+1), Kind: d.Fact.Kind(), Subject: d.Subject, Fact: d.Fact,
		})
	}
	return all
}

// TestNightsOfALostRequest: while a request may be late its nights are the guest's; once it is lost the host opens them.
func TestNightsOfALostRequest(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	other := m.lead.Request(m.room, m.lead.Arrival(), m.Stay(300, 3))
	r, _ := m.lacks(id)
	if want := []marketplace.Unasked{{Booking: id, Nights: m.dates}}; !slices.Equal(r.Unasked, want) || r.Free(m.dates) {
		t.Fatalf("the calendar holds %+v", r.Unasked)
	}
	b, _ := r.BookingByID(other)
	b.Facts.Dates = m.dates // as asked by somebody who knew nothing of it
	some := marketplace.Range{From: m.dates.From + 2, To: m.dates.From + 4}
	opened := marketplace.OpenDates{Room: m.room, Ranges: []marketplace.Range{some}}
	accepted := marketplace.AcceptBooking{Booking: other}
	for name, c := range map[string]marketplace.Command{"open": opened, "accept": accepted} {
		if _, err := c.Decide(without{m.host.View(), r, nil}); marketplace.CodeOf(err) != marketplace.NotFree {
			t.Errorf("%s: while the request may be late: %v", name, err)
		}
	}
	lost := without{m.host.View(), r, []marketplace.ID{id}}
	drafts, err := accepted.Decide(lost)
	if err != nil || len(drafts) != 2 || drafts[0].Fact.Kind() != "keeper.released" || drafts[1].Fact.Kind() != "keeper.accepted" {
		t.Errorf("accepted for another guest: %+v (%v)", drafts, err)
	}
	drafts, err = opened.Decide(lost)
	if err != nil {
		t.Fatal(err)
	}
	entries := written(m, m.host, drafts)
	r, verdicts := m.lacks(id, entries...)
	if len(r.Unasked) > 0 || !r.Free(some) || r.Free(marketplace.Range{From: some.From - 1, To: some.From}) || r.Free(marketplace.Range{From: some.To, To: some.To + 1}) {
		t.Errorf("opened, the calendar holds %+v and blocks %v", r.Unasked, r.Blocks)
	}
	for _, v := range verdicts {
		if slices.ContainsFunc(entries, func(e *marketplace.Entry) bool { return e.Ref == v.Ref }) {
			t.Errorf("the verdict on what was opened is %+v", v)
		}
	}
	if undo, ok := marketplace.Undo(opened, marketplace.Receipt{
		Refs: []marketplace.Ref{entries[0].Ref, entries[1].Ref, entries[2].Ref}, Began: make([]marketplace.ID, 3),
	}); !ok {
		t.Error("it cannot be undone")
	} else if drafts, err := undo.Decide(without{m.host.View(), r, nil}); err != nil || len(drafts) != 1 {
		t.Errorf("undone it is %+v (%v)", drafts, err)
	}
}

// TestKeeperLetsGoOfALostRequest on the word of another computer: to open its nights, or a yes to another guest.
func TestKeeperLetsGoOfALostRequest(t *testing.T) {
	for _, c := range []struct {
		name string
		asks func(*market, *markettest.Device) marketplace.Fact
		want string
	}{
		{"open", func(m *market, _ *markettest.Device) marketplace.Fact {
			return &marketplace.RoomBlockAsked{Ranges: []marketplace.Range{m.dates}, Open: true}
		}, "keeper.opened"},
		{"yes", func(m *market, _ *markettest.Device) marketplace.Fact {
			facts := m.Booking(m.Room(m.room).Bookings[0].ID).Facts
			facts.People = []marketplace.ID{m.lead.Arrival()}
			ref := m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingRequested{Facts: facts}})[0]
			return &marketplace.BookingConsented{Booking: marketplace.SubjectOf(ref)}
		}, "keeper.accepted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			phone := m.host.Second()
			id := m.lead.Request(m.room, m.arrival, m.dates)
			m.Later()
			m.host.Do(marketplace.AcceptBooking{Booking: id})
			m.Later()
			fact := c.asks(m, phone)
			asked := written(m, phone, []marketplace.Draft{{Subject: m.room, Fact: fact}})
			r, _ := m.lacks(id, asked...)
			due, err := r.Duties(without{m.host.View(), r, nil})
			if err != nil || slices.ContainsFunc(due, func(d marketplace.Draft) bool { return d.Fact.Kind() == "keeper.released" }) {
				t.Errorf("while the request may be late the keeper does %+v (%v)", due, err)
			}
			for range 2 {
				if due, err = r.Duties(without{m.host.View(), r, []marketplace.ID{id}}); err != nil || len(due) != 1 {
					t.Fatalf("the keeper does %+v (%v)", due, err)
				}
				asked = append(asked, written(m, m.host, due)...)
				asked[len(asked)-1].Ref.Seq += uint64(len(asked))
				asked[len(asked)-1].Clock += marketplace.Clock(len(asked))
				r, _ = m.lacks(id, asked...)
			}
			if got := asked[len(asked)-1].Kind; got != c.want || len(r.Unasked) > 0 {
				t.Errorf("then the keeper does %s, and holds %+v", got, r.Unasked)
			}
		})
	}
}

func TestBornPast(t *testing.T) {
	device, other := marketplace.DeviceID{1}, marketplace.DeviceID{2}
	at := func(d marketplace.DeviceID, seq uint64) marketplace.ID {
		return marketplace.SubjectOf(marketplace.Ref{Device: d, Seq: seq})
	}
	ids := []marketplace.ID{at(device, 7), at(device, 8), at(device, 40_000), at(other, 9)}
	if got, want := marketplace.BornPast(ids, device, 7), []marketplace.ID{ids[1], ids[2]}; !slices.Equal(got, want) {
		t.Errorf("past entry 7 were born %v, want %v", got, want)
	}
}

// TestDraftWhoseSendingIsLost has its nights settled by the guest's side, which has the draft still.
func TestDraftWhoseSendingIsLost(t *testing.T) {
	for _, c := range []struct {
		name string
		then func(marketplace.ID) marketplace.Command
		want marketplace.BookingState
		due  int
	}{
		{"sent again", func(id marketplace.ID) marketplace.Command { return marketplace.RequestBooking{Booking: id} }, marketplace.StateAccepted, 0},
		{"withdrawn", func(id marketplace.ID) marketplace.Command { return marketplace.WithdrawBooking{Booking: id} }, marketplace.StateWithdrawn, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMarket(t)
			id := m.lead.Do(marketplace.DraftBooking{Room: m.room, Arrivals: []marketplace.ID{m.arrival}, Dates: m.dates}).Began[0]
			sent := m.lead.Do(marketplace.RequestBooking{Booking: id}).Began[0]
			m.Later()
			m.host.Do(marketplace.AcceptBooking{Booking: id})
			r, _ := m.lacks(sent)
			drafts, err := c.then(id).Decide(without{m.lead.View(), r, nil})
			if err != nil {
				t.Fatal(err)
			}
			r, _ = m.lacks(sent, written(m, m.lead, drafts)...)
			b, _ := r.BookingByID(id)
			if due := r.KeeperDuties(m.host.ID, m.Instant()); b.State != c.want || b.Held != m.dates || len(due) != c.due {
				t.Errorf("it is %v, holds %v, and the keeper does %+v", b.State, b.Held, due)
			}
		})
	}
}

// What the old keeper accepted once it had let go of a lost request is honoured by the new one.
func TestClaimOverLostNights(t *testing.T) {
	m := newMarket(t)
	lost := m.lead.Request(m.room, m.arrival, m.dates)
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: lost})
	m.Later()
	m.Founder.Do(marketplace.TakeKeeper{Room: m.room}) // as far as the first acceptance
	m.Later()
	facts := m.Booking(lost).Facts
	facts.People = []marketplace.ID{m.lead.Arrival()}
	again := marketplace.SubjectOf(m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingRequested{Facts: facts}})[0])
	m.Later()
	r, _ := m.lacks(lost, written(m, m.host, []marketplace.Draft{
		{Subject: m.room, Fact: &marketplace.KeeperReleased{Booking: lost}},
		{Subject: m.room, Fact: &marketplace.KeeperAccepted{Booking: again, By: m.host.Person, Deadline: m.Instant() + 36000, Dates: m.dates}},
	})...)
	due, err := r.Duties(without{m.Founder.View(), r, []marketplace.ID{lost}})
	if err != nil || len(due) == 0 {
		t.Fatal("nothing is due", err)
	}
	if _, ok := due[0].Fact.(*marketplace.KeeperReleased); !ok {
		t.Errorf("first the keeper writes %T: the nights are nobody's", due[0].Fact)
	}
}

// Nights are let go of for a yes that can be taken, not for one that a late request stands against.
func TestLostNightsStayWhereAnotherRequestIsLate(t *testing.T) {
	m := newMarket(t)
	half := m.dates.From + 10
	lost := m.lead.Request(m.room, m.arrival, marketplace.Range{From: m.dates.From, To: half})
	late := m.lead.Request(m.room, m.lead.Arrival(), marketplace.Range{From: half, To: m.dates.To})
	m.Later()
	m.host.Do(marketplace.AcceptBooking{Booking: lost})
	m.host.Do(marketplace.AcceptBooking{Booking: late})
	m.Later()
	facts := m.Booking(lost).Facts
	facts.Dates, facts.People = m.dates, []marketplace.ID{m.lead.Arrival()}
	again := marketplace.SubjectOf(m.lead.Write(marketplace.Draft{Subject: m.room, Fact: &marketplace.BookingRequested{Facts: facts}})[0])
	var here []*marketplace.Entry
	for _, w := range m.Written() {
		if id := marketplace.SubjectOf(w.Entry.Ref); w.Entry.Subject == m.room && id != lost && id != late {
			here = append(here, w.Entry)
		}
	}
	yes := written(m, m.host.Second(), []marketplace.Draft{{Subject: m.room, Fact: &marketplace.BookingConsented{Booking: again}}})
	r, _ := marketplace.FoldRoom(m.System(), append(here, yes...))
	due, err := r.Duties(without{m.host.View(), r, []marketplace.ID{lost}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range due {
		if _, ok := d.Fact.(*marketplace.KeeperReleased); ok {
			t.Error("nights are let go of for a yes that cannot be taken")
		}
	}
}

// However much a hostile host held, what a keeper writes of it fits into entries.
func TestLettingGoOfMuch(t *testing.T) {
	m := newMarket(t)
	var drafts []marketplace.Draft
	var open []marketplace.Range
	var ids []marketplace.ID
	for i := range 6000 {
		from := marketplace.MinDate + marketplace.Date(5*i)
		ids = append(ids, marketplace.ID{1, byte(i), byte(i >> 8)})
		drafts = append(drafts, marketplace.Draft{Subject: m.room, Fact: &marketplace.KeeperAccepted{
			Booking: ids[i], By: m.host.Person, Deadline: m.Instant() + 3600, Dates: marketplace.Range{From: from, To: from + 2},
		}})
		open = append(open, marketplace.Range{From: from, To: from + 1})
	}
	for part := range slices.Chunk(open, 4000) {
		drafts = append(drafts, marketplace.Draft{Subject: m.room, Fact: &marketplace.RoomBlockAsked{Ranges: part, Open: true}})
	}
	r, _ := m.lacks(marketplace.ID{}, written(m, m.host, drafts)...)
	due, err := r.Duties(without{m.host.View(), r, ids})
	if err != nil || len(due) < len(ids)+2 {
		t.Fatalf("%d entries are due: %v", len(due), err)
	}
	for _, d := range due {
		if b, ok := d.Fact.(*marketplace.KeeperBlocked); ok && len(b.Ranges) > 4096 {
			t.Errorf("an entry of %d ranges: a list holds 4,096", len(b.Ranges))
		}
	}
}
