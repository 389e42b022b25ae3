package marketplace_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// crowd is a room with many hands on it: its host at two devices, leads of two organisations, a coordinator and
// somebody without any part in it. Each may be offline, and each may write whatever it likes.
type crowd struct {
	*market
	devices  []*markettest.Device
	arrivals map[*markettest.Device][]marketplace.ID
	offline  map[*markettest.Device]bool
}

func newCrowd(t *rapid.T) *crowd {
	m := newMarket(t)
	c := &crowd{
		market:   m,
		arrivals: map[*markettest.Device][]marketplace.ID{m.lead: {m.arrival, m.lead.Arrival()}, m.Founder: {m.Founder.Arrival()}},
		offline:  map[*markettest.Device]bool{},
	}
	c.devices = []*markettest.Device{m.host, m.host.Second(), m.lead, m.Founder, m.Join("Eve", "RA2", marketplace.RoleHost)}
	return c
}

func (c *crowd) dates(t *rapid.T) marketplace.Range {
	from := marketplace.NewDate(2026, time.November, 10) + marketplace.Date(rapid.IntRange(0, 30).Draw(t, "from"))
	return marketplace.Range{From: from, To: from + marketplace.Date(rapid.IntRange(1, 12).Draw(t, "nights"))}
}

// bookings is every booking that anybody knows of, a stranger's id among them.
func (c *crowd) booking(t *rapid.T) marketplace.ID {
	ids := []marketplace.ID{{0xee}}
	for _, w := range c.Written() {
		switch w.Entry.Fact.(type) {
		case *marketplace.BookingRequested, *marketplace.BookingDrafted:
			ids = append(ids, marketplace.SubjectOf(w.Entry.Ref))
		}
	}
	return rapid.SampledFrom(ids).Draw(t, "booking")
}

func (c *crowd) change(t *rapid.T) marketplace.ID {
	ids := []marketplace.ID{{0xdd}}
	for _, w := range c.Written() {
		if _, ok := w.Entry.Fact.(*marketplace.ChangeProposed); ok {
			ids = append(ids, marketplace.SubjectOf(w.Entry.Ref))
		}
	}
	return rapid.SampledFrom(ids).Draw(t, "change")
}

// act is something that a person does; it may be refused.
func (c *crowd) act(t *rapid.T, d *markettest.Device) {
	b := c.booking(t)
	commands := []func() marketplace.Command{
		func() marketplace.Command {
			who := slices.Concat(c.arrivals[c.lead], c.arrivals[c.Founder])
			return marketplace.RequestBooking{Room: c.room, Arrivals: []marketplace.ID{rapid.SampledFrom(who).Draw(t, "who")}, Dates: c.dates(t)}
		},
		func() marketplace.Command { return marketplace.AcceptBooking{Booking: b} },
		func() marketplace.Command { return marketplace.ConfirmBooking{Booking: b} },
		func() marketplace.Command { return marketplace.DeclineBooking{Booking: b} },
		func() marketplace.Command { return marketplace.WithdrawBooking{Booking: b} },
		func() marketplace.Command { return marketplace.CancelBooking{Booking: b} },
		func() marketplace.Command { return marketplace.ReleaseBooking{Booking: b} },
		func() marketplace.Command { return marketplace.MarkArrived{Booking: b} },
		func() marketplace.Command { return marketplace.MarkLeft{Booking: b} },
		func() marketplace.Command { return marketplace.MarkNoShow{Booking: b} },
		func() marketplace.Command { return marketplace.ProposeChange{Booking: b, Dates: c.dates(t)} },
		func() marketplace.Command {
			return marketplace.AnswerChange{Booking: b, Agree: rapid.Bool().Draw(t, "agree")}
		},
		func() marketplace.Command {
			return marketplace.BlockDates{Room: c.room, Ranges: []marketplace.Range{c.dates(t)}}
		},
		func() marketplace.Command {
			return marketplace.OpenDates{Room: c.room, Ranges: []marketplace.Range{c.dates(t)}}
		},
		func() marketplace.Command { return marketplace.MoveBooking{Booking: b, To: c.booking(t)} },
	}
	_, err := d.Try(rapid.SampledFrom(commands).Draw(t, "command")())
	if err != nil && marketplace.CodeOf(err) == "internal" {
		t.Fatalf("refused without a sentence: %v", err)
	}
}

// write is an entry that no command decided on.
func (c *crowd) write(t *rapid.T, d *markettest.Device) {
	b, dates := c.booking(t), c.dates(t)
	deadline := c.Instant() + marketplace.Instant(rapid.IntRange(-3600, 200_000).Draw(t, "deadline"))
	facts := marketplace.BookingFacts{
		People: []marketplace.ID{c.arrival}, Groups: []string{"nurse"}, GuestOrg: rapid.SampledFrom([]string{"RTP", "RA2", "?"}).Draw(t, "org"),
		Dates: dates, Week: rapid.SampledFrom([]marketplace.Pence{11000, 5}).Draw(t, "week"), Deadline: deadline, Lead: d.Person,
	}
	all := []marketplace.Fact{
		&marketplace.BookingRequested{Facts: facts},
		&marketplace.BookingRequested{Booking: b, Facts: facts},
		&marketplace.BookingDrafted{Facts: facts},
		&marketplace.KeeperAccepted{Booking: b, By: d.Person, Deadline: deadline, Dates: dates},
		&marketplace.KeeperReleased{Booking: b, From: rapid.SampledFrom([]marketplace.Date{0, dates.From}).Draw(t, "release from")},
		&marketplace.KeeperChanged{Booking: b, Change: c.change(t), Dates: dates},
		&marketplace.KeeperBlocked{Ranges: []marketplace.Range{dates}},
		&marketplace.KeeperOpened{Ranges: []marketplace.Range{dates}},
		&marketplace.RoomBlockAsked{Ranges: []marketplace.Range{dates}, Open: rapid.Bool().Draw(t, "open")},
		&marketplace.BookingConsented{Booking: b},
		&marketplace.BookingConfirmed{Booking: b},
		&marketplace.BookingDeclined{Booking: b},
		&marketplace.BookingWithdrawn{Booking: b},
		&marketplace.BookingCancelled{Booking: b, Side: marketplace.Side(rapid.IntRange(0, 3).Draw(t, "side")), Unconfirmed: rapid.Bool().Draw(t, "unconfirmed")},
		&marketplace.BookingArrivedOn{Booking: b, On: dates.From},
		&marketplace.BookingLeftOn{Booking: b, On: dates.To},
		&marketplace.BookingNoShowed{Booking: b},
		&marketplace.BookingMovedTo{Booking: b, To: c.booking(t), On: dates.To},
		&marketplace.ChangeProposed{Booking: b, Side: marketplace.Side(rapid.IntRange(0, 3).Draw(t, "proposer")), Dates: dates, Week: 11000, Deadline: deadline},
		&marketplace.ChangeAnswered{Change: c.change(t), Agree: rapid.Bool().Draw(t, "agree")},
		&marketplace.RoomMoved{To: marketplace.RoomState(rapid.IntRange(0, 6).Draw(t, "to"))},
		&marketplace.RoomPriced{Week: marketplace.Pence(rapid.IntRange(-1, 20000).Draw(t, "rent")), Cap: c.Room(c.room).Cap},
	}
	d.Write(marketplace.Draft{Subject: c.room, Fact: rapid.SampledFrom(all).Draw(t, "fact")})
}

// TestNeverTwoGuests plays random histories of several devices, honest and hostile, on and offline, and checks what
// must hold at every step on every view.
func TestNeverTwoGuests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(t)
		hostileKeeper := rapid.Bool().Draw(t, "the keeper is hostile too")
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			d := rapid.SampledFrom(c.devices).Draw(t, "device")
			switch rapid.IntRange(0, 9).Draw(t, "step") {
			case 0:
				if c.offline[d] {
					d.Online()
				} else {
					d.Offline()
				}
				c.offline[d] = !c.offline[d]
			case 1:
				c.Advance(time.Duration(rapid.IntRange(1, 60).Draw(t, "hours")) * time.Hour)
			case 2, 3, 4:
				if d.ID != c.Room(c.room).Keeper || hostileKeeper {
					c.write(t, d)
				}
			default:
				c.act(t, d)
			}
			r, err := d.View().Room(c.room)
			if err != nil {
				t.Fatalf("the room is gone: %v", err)
			}
			checkRoom(t, c.System(), r, c.Today())
		}
		for _, d := range c.devices {
			d.Online()
		}
		r := c.Room(c.room)
		checkRoom(t, c.System(), r, c.Today())
		if due := r.KeeperDuties(r.Keeper, c.Instant()); len(due) > 0 {
			t.Fatalf("the keeper is online and has still to write %d entries: %+v", len(due), due[0].Fact)
		}
		checkKeeperDecides(t, c)
		c.CheckRefold(rapid.Uint64().Draw(t, "order"), 3)
	})
}

// checkRoom checks what holds of any room, whoever wrote what.
func checkRoom(t *rapid.T, sys *marketplace.System, r *marketplace.Room, today marketplace.Date) {
	for i, b := range r.Bookings {
		for _, o := range r.Bookings[:i] {
			if b.Held.Nights() > 0 && o.Held.Nights() > 0 && b.Held.Overlaps(o.Held) {
				t.Fatalf("two guests hold the same nights: %v and %v", b.Held, o.Held)
			}
		}
		switch b.State {
		case marketplace.StateConfirmed, marketplace.StateArrived:
			if b.Held.Nights() <= 0 || b.Held.From > b.Dates.From || b.Held.To < b.Dates.To {
				t.Fatalf("%v for %v, but holding %v", b.State, b.Dates, b.Held)
			}
		case marketplace.StateRequested, marketplace.StateDraft:
			if !b.AcceptedAt.IsZero() {
				t.Fatalf("accepted and %v", b.State)
			}
		}
		if !b.ConfirmedAt.IsZero() && b.AcceptedAt.IsZero() || !b.ArrivedOn.IsZero() && b.ConfirmedAt.IsZero() {
			t.Fatalf("a step was left out: %+v", b)
		}
	}
	stays := marketplace.StaysOf(sys, r, today)
	for i, s := range stays {
		for _, o := range stays[:i] {
			if s.Slept.Nights() > 0 && o.Slept.Nights() > 0 && s.Slept.Overlaps(o.Slept) {
				t.Fatalf("two guests slept the same nights: %v and %v", s.Slept, o.Slept)
			}
		}
	}
	if policy, ok := sys.CapByRef(r.Cap); ok {
		if limit, _, _ := policy.Limit(r.Facts.Area); r.Week > limit {
			t.Fatalf("at %s the room is over its cap, %s", r.Week, limit)
		}
	}
	if !slices.IsSortedFunc(r.Blocks, func(a, b marketplace.Block) int { return int(a.From - b.From) }) {
		t.Fatalf("the blocks are out of order: %v", r.Blocks)
	}
}

// checkKeeperDecides folds the keeper's entries with a part of the others': the same nights must be taken.
func checkKeeperDecides(t *rapid.T, c *crowd) {
	r := c.Room(c.room)
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "which arrive"), 2))
	var some []*marketplace.Entry
	for _, w := range c.Written() {
		if w.Entry.Subject == c.room && (w.Entry.Ref.Device == r.Keeper || random.IntN(2) == 0) {
			some = append(some, w.Entry)
		}
	}
	slices.SortFunc(some, func(a, b *marketplace.Entry) int {
		if a.Before(b) {
			return -1
		}
		return 1
	})
	part, _ := marketplace.FoldRoom(c.System(), some)
	window := marketplace.Range{From: marketplace.NewDate(2026, time.January, 1), To: marketplace.NewDate(2028, time.January, 1)}
	if all, want := r.FreeRanges(window), part.FreeRanges(window); !slices.Equal(all, want) {
		t.Fatalf("with all entries free are %v, with the keeper's and some others %v", all, want)
	}
}
