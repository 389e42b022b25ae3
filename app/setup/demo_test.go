package setup_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

var demoNow = time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)

func demo(t *testing.T, ctx context.Context, dir string) error {
	t.Helper()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return setup.Demo(ctx, dir, ref, demoNow, nil)
}

func TestDemoIsALivedInSystem(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	if err := demo(t, ctx, dir); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(ctx, dir, sqlite.Options{Now: func() time.Time { return demoNow }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if me, err := s.Me(ctx); err != nil || !me.Rehearsal || !me.Roles.Has(marketplace.RoleCoordinator) {
		t.Fatalf("the demo is opened as %+v, %v", me, err)
	}
	nights, err := s.Nights(ctx, marketplace.NightsFilter{})
	if err != nil || len(nights) != 1 || nights[0].Nights < 112 || nights[0].Planned == 0 || nights[0].Saving <= 0 {
		t.Errorf("nights: %+v, %v", nights, err)
	}
	bookings, err := s.Bookings(ctx, marketplace.BookingFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	states := map[marketplace.BookingState]int{}
	for _, b := range bookings {
		states[b.State]++
	}
	for state := marketplace.StateDraft; state <= marketplace.StateConflict; state++ {
		if states[state] == 0 && state != marketplace.StateMoved {
			t.Errorf("no booking stands at: %s", state.Label())
		}
	}
	if n, err := s.CountRooms(ctx, marketplace.RoomFilter{}); err != nil || n < 40 {
		t.Errorf("%d rooms, %v", n, err)
	}
	if n, err := s.CountArrivals(ctx, marketplace.ArrivalFilter{Closed: true}); err != nil || n < 60 {
		t.Errorf("%d arrivals, %v", n, err)
	}
	report, err := s.Verify(ctx, nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("verify: %v, %v", report.Problems, err)
	}
}

func TestDemoLeavesAFolderInUseAlone(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	if err := demo(t, ctx, dir); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, "settle.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := demo(t, ctx, dir); marketplace.CodeOf(err) != marketplace.Refused {
		t.Fatalf("got %v", err)
	}
	after, err := os.ReadFile(filepath.Join(dir, "settle.db"))
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("the data changed, %v", err)
	}
}

func TestDemoThatIsStoppedLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	dir := t.TempDir()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	err = setup.Demo(ctx, dir, ref, demoNow, func(done, _ int) {
		if done == 5 {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("it went on")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
