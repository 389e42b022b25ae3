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
	*rand.Rand // chooses evenly, where rapid prefers what is small
	devices    []*markettest.Device
	arrivals   map[*markettest.Device][]marketplace.ID
	offline    map[*markettest.Device]bool
}

func newCrowd(t *rapid.T, seed uint64) *crowd {
	m := newMarket(t)
	c := &crowd{
		Rand:     rand.New(rand.NewPCG(seed, 0)),
		market:   m,
		arrivals: map[*markettest.Device][]marketplace.ID{m.lead: {m.arrival, m.lead.Arrival()}, m.Founder: {m.Founder.Arrival()}},
		offline:  map[*markettest.Device]bool{},
	}
	c.devices = []*markettest.Device{m.host, m.host.Second(), m.lead, m.Founder, m.Join("Eve", "RA2", marketplace.RoleHost)}
	for _, by := range []*markettest.Device{m.lead, m.Founder} {
		for _, arrival := range c.arrivals[by] {
			_, err := by.Try(marketplace.RequestBooking{Room: c.room, Arrivals: []marketplace.ID{arrival}, Dates: c.dates()})
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
		}
	}
	return c
}

func (c *crowd) dates() marketplace.Range {
	from := c.Today() + marketplace.Date(c.IntN(13))
	return marketplace.Range{From: from, To: from + marketplace.Date(1+c.IntN(8))}
}

// bookings is every booking that anybody knows of, a stranger's id among them.
func (c *crowd) booking() marketplace.ID {
	ids := []marketplace.ID{{0xee}}
	for _, w := range c.Written() {
		switch w.Entry.Fact.(type) {
		case *marketplace.BookingRequested, *marketplace.BookingDrafted:
			ids = append(ids, marketplace.SubjectOf(w.Entry.Ref))
		}
	}
	return one(c, ids)
}

func (c *crowd) change() marketplace.ID {
	ids := []marketplace.ID{{0xdd}}
	for _, w := range c.Written() {
		if _, ok := w.Entry.Fact.(*marketplace.ChangeProposed); ok {
			ids = append(ids, marketplace.SubjectOf(w.Entry.Ref))
		}
	}
	return one(c, ids)
}

// opening is an entry that may have opened an epoch of the calendar.
func (c *crowd) opening() marketplace.Ref {
	refs := []marketplace.Ref{c.Room(c.room).Kept.Opened}
	for _, w := range c.Written() {
		switch w.Entry.Fact.(type) {
		case *marketplace.RoomListed, *marketplace.KeeperHanded, *marketplace.KeeperTaken:
			refs = append(refs, w.Entry.Ref)
		}
	}
	return one(c, refs)
}

// acceptance is one of a keeper, or of somebody who would be one.
func (c *crowd) acceptance() (marketplace.Ref, *marketplace.KeeperAccepted) {
	ref, fact := marketplace.Ref{Seq: 1}, &marketplace.KeeperAccepted{Booking: c.booking(), Dates: c.dates()}
	for _, w := range c.Written() {
		if a, ok := w.Entry.Fact.(*marketplace.KeeperAccepted); ok && (ref.Device.IsZero() || c.IntN(3) == 0) {
			ref, fact = w.Entry.Ref, a
		}
	}
	return ref, fact
}

// act is something that a person does at the device: mostly what they may do with a booking now, as its page offers
// it, and now and then something else. It may be refused.
func (c *crowd) act(t *rapid.T, d *markettest.Device) {
	b, dates := c.booking(), c.dates()
	can := []marketplace.Command{
		marketplace.BlockDates{Room: c.room, Ranges: []marketplace.Range{dates}},
		marketplace.OpenDates{Room: c.room, Ranges: []marketplace.Range{dates}},
		marketplace.WithdrawBooking{Booking: b},
		marketplace.AcceptBooking{Booking: b},
		marketplace.ConfirmBooking{Booking: b},
		marketplace.SetInstantRules{Room: c.room, RoomRules: c.rules()},
	}
	if c.IntN(4) == 0 {
		to := one(c, c.devices).ID
		can = append(can, marketplace.HandKeeper{Room: c.room, To: to}, marketplace.HandKeeper{Room: c.room, To: to}, marketplace.TakeKeeper{Room: c.room, To: to})
	}
	if who := c.arrivals[d]; len(who) > 0 {
		can = append(can, marketplace.RequestBooking{Room: c.room, Dates: dates, Arrivals: []marketplace.ID{one(c, who)}})
	}
	if offered := c.offered(d, b); len(offered) > 0 && c.IntN(5) > 0 {
		can = offered
	}
	_, err := d.Try(one(c, can))
	if err != nil && marketplace.CodeOf(err) == "internal" {
		t.Fatalf("refused without a sentence: %v", err)
	}
}

// offered is what the booking's page offers the person at the device.
func (c *crowd) offered(d *markettest.Device, id marketplace.ID) (can []marketplace.Command) {
	v := d.View()
	r, err := v.Room(c.room)
	if err != nil {
		return nil
	}
	b, ok := r.BookingByID(id)
	if !ok {
		return nil
	}
	commands := map[marketplace.BookingAction]marketplace.Command{
		marketplace.ActSend: marketplace.RequestBooking{Booking: id}, marketplace.ActWithdraw: marketplace.WithdrawBooking{Booking: id},
		marketplace.ActAccept: marketplace.AcceptBooking{Booking: id}, marketplace.ActDecline: marketplace.DeclineBooking{Booking: id},
		marketplace.ActConfirm: marketplace.ConfirmBooking{Booking: id}, marketplace.ActRelease: marketplace.ReleaseBooking{Booking: id},
		marketplace.ActCancel: marketplace.CancelBooking{Booking: id}, marketplace.ActArrived: marketplace.MarkArrived{Booking: id},
		marketplace.ActLeft: marketplace.MarkLeft{Booking: id}, marketplace.ActNoShow: marketplace.MarkNoShow{Booking: id},
		marketplace.ActMove:    marketplace.MoveBooking{Booking: id, To: c.booking()},
		marketplace.ActPropose: marketplace.ProposeChange{Booking: id, Dates: marketplace.Range{From: b.Dates.From, To: b.Dates.To + marketplace.Date(1+c.IntN(3))}},
		marketplace.ActAgree:   marketplace.AnswerChange{Booking: id, Agree: true}, marketplace.ActRefuse: marketplace.AnswerChange{Booking: id},
		marketplace.ActRTR: marketplace.RecordRightToRent{Booking: id},
	}
	for _, a := range r.ActionsFor(v.System(), b, v.Actor(), c.Instant()) {
		can = append(can, commands[a])
		if a == marketplace.ActArrived || a == marketplace.ActConfirm || a == marketplace.ActAccept {
			can = append(can, commands[a], commands[a]) // things go well more often than not
		}
	}
	return can
}

// rules is some rules for instant acceptance, or none.
func (c *crowd) rules() marketplace.RoomRules {
	return marketplace.RoomRules{On: c.IntN(3) > 0, For: marketplace.InstantFor(c.IntN(2)), MaxNights: c.IntN(9), GapDays: c.IntN(2)}
}

func one[T any](c *crowd, of []T) T { return of[c.IntN(len(of))] }

// write is an entry that no command decided on.
func (c *crowd) write(d *markettest.Device) {
	b, dates := c.booking(), c.dates()
	deadline := c.Instant() + marketplace.Instant(-3600+c.IntN(203601))
	facts := marketplace.BookingFacts{
		People: []marketplace.ID{c.arrival}, Groups: []string{"nurse"}, GuestOrg: one(c, []string{"RTP", "RA2", "?"}),
		Dates: dates, Week: one(c, []marketplace.Pence{11000, 5}), Deadline: deadline, Lead: d.Person,
	}
	opening, to := c.opening(), one(c, c.devices).ID
	handed := marketplace.KeeperHanded{To: to, Ends: opening, Last: one(c, []marketplace.Ref{{}, {Device: c.Room(c.room).Keeper, Seq: uint64(c.IntN(30))}, {Device: to, Seq: 3}})}
	taken := marketplace.KeeperTaken(handed)
	claim, accepted := c.acceptance()
	all := []marketplace.Fact{
		&handed, &taken, &marketplace.KeeperBegan{Opened: opening},
		&marketplace.KeeperAdopted{Booking: accepted.Booking, Accepted: claim, Dates: accepted.Dates},
		&marketplace.BookingConflicted{Booking: accepted.Booking, Accepted: claim},
		&marketplace.BookingRequested{Facts: facts},
		&marketplace.BookingRequested{Booking: b, Facts: facts},
		&marketplace.BookingDrafted{Facts: facts},
		&marketplace.KeeperAccepted{Booking: b, By: d.Person, Deadline: deadline, Dates: dates},
		&marketplace.KeeperReleased{Booking: b, From: one(c, []marketplace.Date{0, dates.From})},
		&marketplace.KeeperChanged{Booking: b, Change: c.change(), Dates: dates},
		&marketplace.KeeperBlocked{Ranges: []marketplace.Range{dates}},
		&marketplace.KeeperOpened{Ranges: []marketplace.Range{dates}},
		&marketplace.RoomBlockAsked{Ranges: []marketplace.Range{dates}, Open: c.IntN(2) == 0},
		&marketplace.BookingConsented{Booking: b},
		&marketplace.BookingConfirmed{Booking: b},
		&marketplace.BookingDeclined{Booking: b},
		&marketplace.BookingWithdrawn{Booking: b},
		&marketplace.BookingCancelled{Booking: b, Side: marketplace.Side(c.IntN(4)), Unconfirmed: c.IntN(2) == 0},
		&marketplace.BookingArrivedOn{Booking: b, On: dates.From},
		&marketplace.BookingLeftOn{Booking: b, On: dates.To},
		&marketplace.BookingNoShowed{Booking: b},
		&marketplace.BookingMovedTo{Booking: b, To: c.booking(), On: dates.To},
		&marketplace.ChangeProposed{Booking: b, Side: marketplace.Side(c.IntN(4)), Dates: dates, Week: 11000, Deadline: deadline},
		&marketplace.ChangeAnswered{Change: c.change(), Agree: c.IntN(2) == 0},
		&marketplace.RoomMoved{To: marketplace.RoomState(c.IntN(7))},
		&marketplace.RoomRules{On: true, For: marketplace.InstantFor(c.IntN(3)), MinNights: c.IntN(9) - 1},
		&marketplace.BookingWayIn{Booking: b},
		&marketplace.RoomPriced{Week: marketplace.Pence(-1 + c.IntN(20002)), Cap: c.Room(c.room).Cap},
	}
	if d.ID == c.Room(c.room).Keeper { // what only the keeper's own log can spoil
		if known, ok := c.Room(c.room).BookingByID(b); ok && c.IntN(2) == 0 {
			dates = known.Dates
		}
		all = []marketplace.Fact{
			&marketplace.KeeperAccepted{Booking: b, By: d.Person, Deadline: deadline, Dates: dates},
			&marketplace.KeeperAccepted{Booking: b, By: d.Person, Deadline: deadline, Dates: dates, Via: marketplace.ViaRules, Consent: c.Room(c.room).Instant.Ref},
			&marketplace.KeeperReleased{Booking: b, From: one(c, []marketplace.Date{0, dates.From + 1})},
			&marketplace.KeeperChanged{Booking: b, Change: c.change(), Dates: dates},
			&marketplace.KeeperBlocked{Ranges: []marketplace.Range{dates}},
			&handed, &marketplace.KeeperAdopted{Booking: accepted.Booking, Accepted: claim, Dates: accepted.Dates},
			&marketplace.BookingConflicted{Booking: accepted.Booking, Accepted: claim},
		}
	}
	d.Write(marketplace.Draft{Subject: c.room, Fact: one(c, all)})
}

// revoke revokes one of the devices, from some place after the room's birth on. It must not free a night, unless it
// unseats a keeper: one that the revoked device made, and that was revoked itself.
func (c *crowd) revoke(t *rapid.T) {
	window := marketplace.Range{From: marketplace.NewDate(2026, time.January, 1), To: marketplace.NewDate(2028, time.January, 1)}
	c.Founder.Online()
	c.offline[c.Founder] = false
	r := c.Room(c.room)
	d := one(c, slices.DeleteFunc(slices.Clone(c.devices), func(d *markettest.Device) bool { return d == c.Founder }))
	born := r.Text.Seq + 1
	free := r.FreeRanges(window)
	c.Founder.Write(marketplace.Draft{Subject: c.System().ID, Fact: &marketplace.MemberRevoked{Device: d.ID, LastGood: born + uint64(c.IntN(12))}})
	now := c.Room(c.room)
	if unseated := now.Kept.Opened != r.Kept.Opened; unseated && !c.unseats(r.Kept.Opened) {
		t.Fatalf("a revocation unseated a keeper that nobody revoked")
	} else if after := now.FreeRanges(window); !unseated && !slices.Equal(free, after) && !c.wrote(now.Keeper) {
		t.Fatalf("a revocation changed the free nights from %v to %v", free, after)
	}
}

// unseats tells whether the epoch, or one before it, was opened by an entry after its writer's last good one, for a
// device that is revoked too.
func (c *crowd) unseats(opened marketplace.Ref) bool {
	for _, w := range c.Written() {
		if w.Entry.Ref != opened {
			continue
		}
		var handed marketplace.KeeperHanded
		switch fact := w.Entry.Fact.(type) {
		case *marketplace.KeeperHanded:
			handed = *fact
		case *marketplace.KeeperTaken:
			handed = marketplace.KeeperHanded(*fact)
		default:
			return false
		}
		standing, _ := c.System().StandingOf(opened)
		_, takesPart := c.System().ActorOf(handed.To)
		return standing == marketplace.StandingRevoked && !takesPart || c.unseats(handed.Ends)
	}
	return false
}

// wrote tells whether the last entry is the device's: the keeper did its duties.
func (c *crowd) wrote(id marketplace.DeviceID) bool {
	all := c.Written()
	return all[len(all)-1].Entry.Ref.Device == id
}

// TestNeverTwoGuests plays random histories of several devices, honest and hostile, on and offline, and checks what
// must hold at every step on every view.
func TestNeverTwoGuests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := rapid.SliceOfN(rapid.Uint64(), 60, 100).Draw(t, "history")
		c := newCrowd(t, history[0])
		hostileKeeper := rapid.Bool().Draw(t, "the keeper is hostile too")
		for i, seed := range history {
			c.Rand = rand.New(rand.NewPCG(seed, uint64(i)))
			d := one(c, c.devices)
			switch c.IntN(20) {
			case 0:
				if c.offline[d] {
					d.Online()
				} else {
					d.Offline()
				}
				c.offline[d] = !c.offline[d]
			case 8:
				if c.IntN(8) == 0 {
					c.revoke(t)
				}
			case 1, 6, 7:
				c.Advance(time.Duration(1+c.IntN(40)) * time.Hour)
			case 2, 3, 4, 5:
				if !c.keeps(d) || hostileKeeper {
					c.write(d)
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
		view := c.Founder.View()
		if !r.Kept.Begun && slices.ContainsFunc(r.Kept.After, func(last marketplace.Ref) bool { return !view.Complete(last) }) {
			return // handed on past what was ever written: the keeper waits for it
		}
		if due := r.KeeperDuties(r.Keeper, c.Instant()); len(due) > 0 {
			t.Fatalf("the keeper is online and has still to write %d entries: %+v", len(due), due[0].Fact)
		}
		for _, b := range r.Bookings {
			switch b.State {
			case marketplace.StateWithdrawn, marketplace.StateDeclined, marketplace.StateCancelled, marketplace.StateNoShow, marketplace.StateRequested:
				if b.Held.Nights() > 0 {
					t.Fatalf("%v, and the keeper still holds %v", b.State, b.Held)
				}
			}
		}
		checkKeeperDecides(t, c)
		c.CheckRefold(rapid.Uint64().Draw(t, "order"), 3)
	})
}

// keeps tells whether the device keeps the calendar, as the world or it itself has it.
func (c *crowd) keeps(d *markettest.Device) bool {
	mine, err := d.View().Room(c.room)
	return d.ID == c.Room(c.room).Keeper || err == nil && d.ID == mine.Keeper
}

type fataler interface {
	Fatalf(format string, args ...any)
}

// checkRoom checks what holds of any room, whoever wrote what.
func checkRoom(t fataler, sys *marketplace.System, r *marketplace.Room, today marketplace.Date) {
	for i, b := range r.Bookings {
		for _, o := range r.Bookings[:i] {
			if b.Held.Nights() > 0 && o.Held.Nights() > 0 && b.Held.Overlaps(o.Held) {
				t.Fatalf("two guests hold the same nights: %v and %v", b.Held, o.Held)
			}
		}
		switch b.State {
		case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
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

// checkKeeperDecides folds the entries of those who ever kept the calendar, and those that hand it on, with a part of
// the others': the same nights must be taken.
func checkKeeperDecides(t *rapid.T, c *crowd) {
	r := c.Room(c.room)
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "which arrive"), 2))
	keepers := map[marketplace.DeviceID]bool{}
	for _, w := range c.Written() {
		switch fact := w.Entry.Fact.(type) {
		case *marketplace.RoomListed:
			keepers[w.Entry.Ref.Device] = true
		case *marketplace.KeeperHanded:
			keepers[fact.To] = true
		case *marketplace.KeeperTaken:
			keepers[fact.To] = true
		}
	}
	var some []*marketplace.Entry
	for _, w := range c.Written() {
		_, handed := w.Entry.Fact.(*marketplace.KeeperHanded)
		_, taken := w.Entry.Fact.(*marketplace.KeeperTaken)
		if w.Entry.Subject == c.room && (keepers[w.Entry.Ref.Device] || handed || taken || random.IntN(2) == 0) {
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
