package setup_test

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

var demoNow = time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)

func demo(t *testing.T, dir string, now time.Time) error {
	t.Helper()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	err = setup.Demo(context.Background(), dir, ref, now, func(done, total int) {
		if done <= last || done > total {
			t.Errorf("progress goes from %d to %d of %d", last, done, total)
		}
		last = done
	})
	return err
}

func open(t *testing.T, dir string, now time.Time) *sqlite.Store {
	t.Helper()
	s, err := setup.Open(context.Background(), dir, sqlite.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestDemoIsALivedInSystem(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	if err := demo(t, dir, demoNow); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, demoNow)
	if me, err := s.Me(ctx); err != nil || !me.Rehearsal || !me.Roles.Has(marketplace.RoleCoordinator) {
		t.Errorf("the demo is opened as %+v, %v", me, err)
	}
	nights, err := s.Nights(ctx, marketplace.NightsFilter{})
	if err != nil || len(nights) != 1 || nights[0].Nights < 112 || nights[0].Planned == 0 || nights[0].Saving <= 0 {
		t.Errorf("nights: %+v, %v", nights, err)
	}
	t.Run("bookings", func(t *testing.T) { bookings(t, s) })
	t.Run("rooms", func(t *testing.T) { rooms(t, s) })
	t.Run("welcome", func(t *testing.T) { welcome(t, s) })
	if n, err := s.CountArrivals(ctx, marketplace.ArrivalFilter{Closed: true}); err != nil || n < 60 {
		t.Errorf("%d arrivals, %v", n, err)
	}
	if today, err := s.Today(ctx); err != nil || today.TotalTasks < 8 || today.StayingNow == 0 || today.ArrivingIn7 == 0 {
		t.Errorf("today: %+v, %v", today, err)
	}
	if waits, err := s.Audit(ctx); err != nil || slices.ContainsFunc(waits, func(r marketplace.AuditRow) bool { return r.Outcome == marketplace.Waiting }) {
		t.Errorf("entries wait: %+v, %v", waits, err)
	}
	report, err := s.Verify(ctx, nil)
	if err != nil || len(report.Problems) > 0 || report.Devices < 10 {
		t.Errorf("verify: %+v, %v", report, err)
	}
	t.Run("a folder in use is left alone", func(t *testing.T) {
		before, err := s.Digest(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := demo(t, dir, demoNow); marketplace.CodeOf(err) != marketplace.Refused {
			t.Errorf("got %v", err)
		}
		if after, err := s.Digest(ctx); err != nil || after != before {
			t.Errorf("the data changed, %v", err)
		}
	})
	t.Run("the same day brings the same demo", func(t *testing.T) {
		again := t.TempDir()
		if err := demo(t, again, demoNow.Add(3*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(story(t, s), story(t, open(t, again, demoNow))); diff != "" {
			t.Error(diff)
		}
	})
}

func bookings(t *testing.T, s *sqlite.Store) {
	rows, err := s.Bookings(context.Background(), marketplace.BookingFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	states := map[marketplace.BookingState]int{}
	letters, changes := 0, 0
	for _, b := range rows {
		states[b.State]++
		if b.HasChange {
			changes++
		}
		thread, err := s.Thread(context.Background(), b.Booking)
		if err != nil {
			t.Fatal(err)
		}
		letters += len(thread)
		if b.Guest == "" || strings.Contains(b.Guest, "landing") {
			t.Errorf("a guest is called %q", b.Guest)
		}
	}
	for state := marketplace.StateDraft; state <= marketplace.StateConflict; state++ {
		if states[state] == 0 {
			t.Errorf("no booking stands at: %s", state.Label())
		}
	}
	if letters < 8 || changes == 0 {
		t.Errorf("%d letters, %d changes that wait", letters, changes)
	}
}

func rooms(t *testing.T, s *sqlite.Store) {
	rows, err := s.Rooms(context.Background(), marketplace.RoomFilter{Limit: 500})
	if err != nil || len(rows) < 40 {
		t.Fatalf("%d rooms, %v", len(rows), err)
	}
	states, reprice, pending := map[marketplace.RoomState]int{}, 0, 0
	orgs := map[string]bool{}
	for _, r := range rows {
		states[r.State]++
		orgs[r.HostOrg] = true
		if r.Reprice {
			reprice++
		}
		if r.Pending {
			pending++
		}
		photo, err := s.Photo(context.Background(), r.Photo)
		if err != nil {
			t.Fatalf("%s has no photo: %v", r.Title, err)
		}
		if _, err := jpeg.Decode(bytes.NewReader(photo)); err != nil {
			t.Errorf("the photo of %s: %v", r.Title, err)
		}
	}
	for state := marketplace.RoomDraft; state <= marketplace.RoomLapsed; state++ {
		if states[state] == 0 {
			t.Errorf("no room stands at: %s", state.Label())
		}
	}
	if reprice == 0 || pending == 0 || len(orgs) < 5 {
		t.Errorf("%d to re-price, %d to complete, of %d organisations", reprice, pending, len(orgs))
	}
}

func welcome(t *testing.T, s *sqlite.Store) {
	offers, err := s.Offers(context.Background(), marketplace.OfferFilter{})
	if err != nil || len(offers) < 12 {
		t.Fatalf("%d offers, %v", len(offers), err)
	}
	open := map[marketplace.OfferState]int{}
	for _, o := range offers {
		open[o.State]++
	}
	pairings, err := s.Pairings(context.Background(), marketplace.PairingFilter{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	states, contacts := map[marketplace.PairingState]int{}, 0
	for _, p := range pairings {
		states[p.State]++
		contacts += len(p.Contacts)
	}
	for state := marketplace.PairingAsked; state <= marketplace.PairingEnded; state++ {
		if states[state] == 0 {
			t.Errorf("no pairing stands at: %s", state.Label())
		}
	}
	if contacts < 8 || open[marketplace.OfferOpen] < 8 || open[marketplace.OfferFull] == 0 || open[marketplace.OfferPaused] == 0 || open[marketplace.OfferLapsed] == 0 {
		t.Errorf("%d contacts; offers: %v", contacts, open)
	}
}

// story is what a person sees of a system, without ids.
func story(t *testing.T, s *sqlite.Store) []string {
	t.Helper()
	ctx := context.Background()
	var all []string
	bookings, err := s.Bookings(ctx, marketplace.BookingFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bookings {
		all = append(all, fmt.Sprint(b.RoomTitle, b.Guest, b.State, b.Dates, b.Week, b.HostName, b.ArrivedOn, b.LeftOn))
	}
	rooms, err := s.Rooms(ctx, marketplace.RoomFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rooms {
		all = append(all, fmt.Sprint(r.Title, r.Outcode, r.Week, r.State, r.HostName, r.Photo, r.Open))
	}
	pairings, err := s.Pairings(ctx, marketplace.PairingFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairings {
		all = append(all, fmt.Sprint(p.Kind, p.Guest, p.Volunteer, p.State, len(p.Contacts)))
	}
	slices.Sort(all)
	return all
}

func TestDemoThatIsStoppedLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	dir := t.TempDir()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	err = setup.Demo(ctx, dir, ref, demoNow, func(int, int) { cancel() })
	if err == nil {
		t.Fatal("it went on")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

func TestDemoKeepsWhatElseIsInTheFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "keys"), 0o700); err != nil { // the rest of a system whose data file is lost
		t.Fatal(err)
	}
	if err := demo(t, dir, demoNow); marketplace.CodeOf(err) != marketplace.Damaged {
		t.Errorf("got %v", err)
	}
}
