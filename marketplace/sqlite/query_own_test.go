package sqlite_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// at lets a store that follows a world answer as if it were one of its devices. It opens nothing sealed.
func at(t *testing.T, s *sqlite.Store, d *markettest.Device) marketplace.Actor {
	t.Helper()
	if err := sqlite.Tune(s, fmt.Sprintf("UPDATE meta SET self = X'%s'", d.ID)); err != nil {
		t.Fatal(err)
	}
	me := must[marketplace.Me](t)(s.Me(ctx))
	if me.Device != d.ID || me.Person != d.Person {
		t.Fatalf("me is %+v", me)
	}
	return me.Actor
}

// Everybody sees on whose side of a booking they are, what they may do with it, and what needs them, as the domain has
// it.
func TestEverybodySeesTheirOwn(t *testing.T) {
	w, s := past(t, markettest.HistoryOptions{Seed: 9, Rooms: 10, Days: 150}, pendingMatters)
	kinds := map[marketplace.TaskKind]int{}
	for _, d := range w.Devices {
		me := at(t, s, d)
		for _, now := range []time.Time{markettest.Start, markettest.Start.AddDate(0, 0, -30), markettest.Start.AddDate(0, 0, 5), markettest.Start.AddDate(0, 3, 0)} {
			w.SetNow(now)
			checkMine(t, w, s, me)
			for kind, n := range checkTasks(t, w, s, me) {
				kinds[kind] += n
			}
		}
	}
	for _, kind := range []marketplace.TaskKind{
		marketplace.TaskAnswerRequest, marketplace.TaskConfirmBooking, marketplace.TaskReleaseNights, marketplace.TaskMarkArrived, marketplace.TaskMarkLeft,
		marketplace.TaskPlaceArrival, marketplace.TaskAnswerChange, marketplace.TaskAnswerPairing, marketplace.TaskFinishPairing, marketplace.TaskReconfirm,
	} {
		if kinds[kind] == 0 {
			t.Errorf("nobody ever had the task %s", kind)
		}
	}
}

// pendingMatters leaves questions open: a room that is accepted and not confirmed, a change that is proposed, a
// volunteer who is asked.
func pendingMatters(w *markettest.World) {
	device := func(person marketplace.ID) *markettest.Device {
		return w.Devices[slices.IndexFunc(w.Devices, func(d *markettest.Device) bool { return d.Person == person })]
	}
	lead := w.Founder
	dates := w.Stay(40, 20)
	var booked []marketplace.ID
	for _, id := range w.RoomIDs() {
		if r, err := lead.Try(marketplace.RequestBooking{Room: id, Arrivals: []marketplace.ID{lead.Arrival()}, Dates: dates}); err == nil {
			w.Later()
			device(w.Room(id).Facts.Host).Do(marketplace.AcceptBooking{Booking: r.Began[0]})
			booked = append(booked, r.Began[0])
		}
	}
	lead.Do(marketplace.ConfirmBooking{Booking: booked[0]})
	w.Later()
	lead.Do(marketplace.ProposeChange{Booking: booked[0], Dates: marketplace.Range{From: dates.From, To: dates.To + 7}})
	for _, id := range w.OfferIDs() {
		if _, err := lead.Try(marketplace.AskVolunteer{Offer: id, Arrival: lead.Arrival()}); err != nil {
			continue // full
		}
	}
	w.Later()
}

func checkMine(t *testing.T, w *markettest.World, s *sqlite.Store, me marketplace.Actor) {
	t.Helper()
	mine := map[marketplace.ID]bool{}
	for _, b := range must[[]marketplace.BookingRow](t)(s.Bookings(ctx, marketplace.BookingFilter{Mine: true, Limit: 1000})) {
		mine[b.Booking] = true
	}
	for _, row := range must[[]marketplace.BookingRow](t)(s.Bookings(ctx, marketplace.BookingFilter{Limit: 1000})) {
		r, b := w.Room(row.Room), w.Booking(row.Booking)
		if side := r.SideOf(w.System(), b, me, w.Today()); row.Side != side {
			t.Errorf("the side of %s is %s, not %s", me.Person, side, row.Side)
		}
		lead := me.Roles.Has(marketplace.RoleLead|marketplace.RoleCoordinator) && b.Facts.GuestOrg == me.Org
		if own := r.Facts.Host == me.Person || b.Facts.Lead == me.Person || lead; mine[row.Booking] != own {
			t.Errorf("booking %s is %v's own: %v, listed %v", row.Booking, me.Roles, own, mine[row.Booking])
		}
	}
	for _, id := range w.RoomIDs() {
		d := must[marketplace.RoomDetail](t)(s.RoomDetail(ctx, id))
		if d.Mine != w.Room(id).MayChange(w.System(), me, w.Today()) || d.KeptHere != (w.Room(id).Keeper == me.Device) {
			t.Errorf("room %s: mine %v, kept here %v", id, d.Mine, d.KeptHere)
		}
	}
	rooms := must[[]marketplace.RoomRow](t)(s.Rooms(ctx, marketplace.RoomFilter{Mine: true}))
	for _, row := range rooms {
		if w.Room(row.Room).Facts.Host != me.Person {
			t.Errorf("room %s is somebody else's", row.Room)
		}
	}
}

// taskActs is what each task about a booking asks to be done.
var taskActs = map[marketplace.TaskKind]marketplace.BookingAction{
	marketplace.TaskAnswerRequest:  marketplace.ActAccept,
	marketplace.TaskConfirmBooking: marketplace.ActConfirm,
	marketplace.TaskReleaseNights:  marketplace.ActRelease,
	marketplace.TaskMarkArrived:    marketplace.ActArrived,
	marketplace.TaskMarkLeft:       marketplace.ActLeft,
	marketplace.TaskAnswerChange:   marketplace.ActAgree,
	marketplace.TaskRightToRent:    marketplace.ActRTR,
}

func checkTasks(t *testing.T, w *markettest.World, s *sqlite.Store, me marketplace.Actor) map[marketplace.TaskKind]int {
	t.Helper()
	today := must[marketplace.Today](t)(s.Today(ctx))
	kinds := map[marketplace.TaskKind]int{}
	has := map[marketplace.TaskKind]map[marketplace.ID]bool{}
	for _, task := range today.Tasks {
		kinds[task.Kind]++
		if has[task.Kind] == nil {
			has[task.Kind] = map[marketplace.ID]bool{}
		}
		has[task.Kind][task.About] = true
		if task.Title == "" || task.Detail == "" || task.Overdue != (task.Due > 0 && task.Due < w.Instant()) {
			t.Errorf("the task is %+v", task)
		}
		if act, ok := taskActs[task.Kind]; ok {
			d := must[marketplace.BookingDetail](t)(s.BookingDetail(ctx, task.About))
			if !slices.Contains(d.Actions, act) {
				t.Errorf("%s asks for %s, which cannot be done: %v", task.Kind, act, d.Actions)
			}
		}
	}
	if len(today.Tasks) < 50 && len(today.Tasks) != today.TotalTasks {
		t.Errorf("%d tasks of %d", len(today.Tasks), today.TotalTasks)
	}
	if len(today.Tasks) == 50 {
		return kinds // what is missing may have been cut off
	}
	for _, id := range w.RoomIDs() {
		r := w.Room(id)
		for _, b := range r.Bookings {
			host := r.Facts.Host == me.Person
			guest := me.Roles.Has(marketplace.RoleLead|marketplace.RoleCoordinator) && b.Facts.GuestOrg == me.Org
			state := b.StateAt(w.Instant())
			for kind, due := range map[marketplace.TaskKind]bool{
				marketplace.TaskAnswerRequest:  host && state == marketplace.StateRequested && b.Consent.IsZero(),
				marketplace.TaskConfirmBooking: guest && state == marketplace.StateAccepted,
				marketplace.TaskMarkArrived:    (host || guest) && state == marketplace.StateConfirmed && b.Dates.From < w.Today(),
				marketplace.TaskMarkLeft:       (host || guest) && state == marketplace.StateArrived && b.Dates.To <= w.Today(),
			} {
				if has[kind][b.ID] != due {
					t.Errorf("%s of a booking that is %s: due %v, listed %v", kind, state, due, has[kind][b.ID])
				}
			}
		}
	}
	return kinds
}
