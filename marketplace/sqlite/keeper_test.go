package sqlite_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// arrival records somebody of an organisation who arrives in five weeks.
func arrival(t testing.TB, s *sqlite.Store, c *clock, org string) marketplace.ID {
	t.Helper()
	return do(t, s, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: org, Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}).Began[0]
}

// live lists a room that may be asked for.
func live(t testing.TB, s *sqlite.Store, c *clock, cell int32) marketplace.ID {
	t.Helper()
	today := marketplace.DateOf(c.now)
	return do(t, s, marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0], Outcode: "GU2",
			Cell: marketplace.Cell{Lat: 5124 + cell, Lon: -60}, Area: "Guildford", Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared,
			Shared: marketplace.SharedYes, Guests: 1, Guards: marketplace.Furnished,
		},
		Words: marketplace.RoomWords{Title: "Quiet double room"}, Week: 11000, Live: true,
		Safety: marketplace.RoomSafety{VouchedBy: "Ann", NoGas: true, SmokeAlarm: today, COAlarm: today, Electrical: today},
	}).Began[0]
}

// TestLostKeeperTurnsUpAgain takes a calendar over, gives its nights to another, and hears then what the lost computer
// had promised: both sides see the conflict, and what else is free.
func TestLostKeeperTurnsUpAgain(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	room, near := live(t, host, c, 0), live(t, host, c, 1)
	live(t, host, c, 40)
	even(t, founder, host)
	today := marketplace.DateOf(c.now)
	dates := marketplace.Range{From: today + 40, To: today + 50}
	first := do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: dates}).Began[0]
	second := do(t, founder, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, founder, c, "RA2")}, Dates: dates}).Began[0]
	even(t, founder, host)
	do(t, host, marketplace.AcceptBooking{Booking: first})
	do(t, founder, marketplace.TakeKeeper{Room: room})
	do(t, founder, marketplace.AcceptBooking{Booking: second})
	even(t, founder, host)
	for name, s := range map[string]*sqlite.Store{"founder": founder, "host": host} {
		lost, err := s.BookingDetail(ctx, first)
		if err != nil || lost.State != marketplace.StateConflict {
			t.Errorf("at the %s the lost promise is %v (%v)", name, lost.State, err)
		}
		if kept, err := s.BookingDetail(ctx, second); err != nil || kept.State != marketplace.StateAccepted {
			t.Errorf("at the %s the other is %v (%v)", name, kept.State, err)
		}
		others, err := s.Alternatives(ctx, first)
		if err != nil || len(others) != 2 || others[0].Room != near {
			t.Errorf("at the %s the alternatives are %+v (%v)", name, others, err)
		}
	}
	if _, err := host.Do(ctx, marketplace.AcceptBooking{Booking: first}); err == nil {
		t.Error("a booking in conflict was accepted again")
	}
}

// carryLog takes what to lacks of one device's log from from, and tells whether to wrote something itself because of it.
func carryLog(t *testing.T, from, to *sqlite.Store, device marketplace.DeviceID) (wrote bool) {
	t.Helper()
	ctx := context.Background()
	held, err := to.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var runs []*oplog.Run
	err = from.Runs(ctx, oplog.Range{Device: oplog.DeviceID(device), From: held[oplog.DeviceID(device)] + 1, To: math.MaxInt64}, func(r *oplog.Run) error {
		runs = append(runs, r)
		return nil
	})
	if err != nil || len(runs) == 0 {
		t.Fatalf("there is nothing to carry (%v)", err)
	}
	done, err := to.Append(ctx, runs...)
	if err != nil || len(done.Faults) > 0 {
		t.Fatalf("append: %v %v", err, done.Faults)
	}
	return slices.ContainsFunc(done.Held, func(h sqlite.Held) bool { return h.Device == oplog.DeviceID(to.Device()) })
}

// TestAwaitedLogComesWithoutTheRoom hands a calendar on to a node that waits for the log of the keeper before. What
// completes it is not about the room.
func TestAwaitedLogComesWithoutTheRoom(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	dir := t.TempDir()
	node := invite(t, founder, c, dir, "The node", "RA2", marketplace.RoleLead)
	even(t, founder, node)
	even(t, founder, host)
	room := live(t, host, c, 0)
	carry(t, host, node)
	do(t, host, marketplace.AddHome{LodgerLimit: 2, Address: "2 Mill Lane, Guildford"})
	old := host.Device()
	if _, err := host.Reissue(ctx); err != nil {
		t.Fatal(err)
	}
	do(t, host, marketplace.HandKeeper{Room: room, To: node.Device()})
	if carryLog(t, host, node, host.Device()) {
		t.Fatal("the node begins without the log of the first keeper")
	}
	if err := node.Close(); err != nil {
		t.Fatal(err)
	}
	node, err := sqlite.Open(ctx, dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, node))
	if !carryLog(t, host, node, old) {
		t.Error("with the log of the first keeper here the node does not begin")
	}
	even(t, host, node)
}

// TestAwaitedLogEndsAtAFork takes a calendar over from a copied computer, for a node that has nothing of what is cut.
func TestAwaitedLogEndsAtAFork(t *testing.T) {
	ctx := context.Background()
	founder, one, _, c, proof := copied(t)
	node := invite(t, founder, c, t.TempDir(), "The node", "RA2", marketplace.RoleLead)
	even(t, founder, node)
	room := live(t, founder, c, 0)
	do(t, founder, marketplace.HandKeeper{Room: room, To: one.Device()})
	carry(t, founder, one)
	carry(t, one, founder)
	do(t, founder, marketplace.TakeKeeper{Room: room, To: node.Device()})
	if carryLog(t, founder, node, founder.Device()) {
		t.Fatal("the node begins without the log of the copied computer")
	}
	before, err := node.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := node.Fork(ctx, proof[0], proof[1]); err != nil {
		t.Fatal(err)
	}
	after, err := node.Vector(ctx)
	if self := oplog.DeviceID(node.Device()); err != nil || after[self] == before[self] {
		t.Errorf("once that log has ended the node does not begin (%v)", err)
	}
}
