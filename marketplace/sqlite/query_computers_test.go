package sqlite_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

func TestComputersSayWhenTheyJoinedAndWereSeen(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	c.now = c.now.Add(time.Hour)
	host := invite(t, s, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, s, host)
	if err := s.SaveAddresses(ctx, []sqlite.Address{{Device: oplog.DeviceID(host.Device()), AlwaysOn: true, At: c.now.Add(-2 * time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	me, err := host.Me(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Computers(ctx)
	if err != nil || len(rows) != 2 || !rows[0].Here || rows[0].Device != s.Device() {
		t.Fatalf("the computers are %+v (%v)", rows, err)
	}
	now := marketplace.InstantOf(c.now)
	if r := rows[1]; r.Device != host.Device() || r.Person != me.Person || !r.AlwaysOn || r.Here || r.Revoked || r.Joined != now || r.Seen != now-7200 {
		t.Errorf("the host's is %+v", r)
	}
	for want, row := range map[string]marketplace.ComputerRow{"This computer": rows[0], "Last seen 2 hours ago": rows[1], "Not heard of here yet": {}} {
		if got := row.SeenAt(now); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	all, err := s.WrittenBefore(ctx, host.Device(), now+1)
	if err != nil || all == 0 {
		t.Fatalf("it wrote %d entries (%v)", all, err)
	}
	c.now = c.now.Add(time.Hour)
	do(t, host, marketplace.AddHome{LodgerLimit: 1, Address: "2 Mill Lane, Guildford"})
	even(t, s, host)
	if n, err := s.WrittenBefore(ctx, host.Device(), now+1800); err != nil || n != all {
		t.Errorf("before the last hour it wrote %d entries, want %d (%v)", n, all, err)
	}
	if n, err := s.WrittenBefore(ctx, host.Device(), now-1800); err != nil || n != 0 {
		t.Errorf("before it joined it wrote %d entries (%v)", n, err)
	}
	do(t, s, marketplace.RevokeDevice{Device: host.Device()})
	if rows, err = s.Computers(ctx); err != nil || !rows[1].Revoked {
		t.Errorf("revoked it is %+v (%v)", rows, err)
	}
}

func TestKeptRoomsAndTurns(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	host := invite(t, s, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, s, host)
	room, other := live(t, host, c, 0), live(t, host, c, 1)
	live(t, s, c, 2)
	even(t, s, host)
	kept := func() int {
		t.Helper()
		rows, err := s.KeptRooms(ctx, host.Device())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Room != room && r.Room != other || r.Title != "Quiet double room" {
				t.Errorf("it keeps %+v", r)
			}
		}
		return len(rows)
	}
	if got := kept(); got != 2 {
		t.Errorf("it keeps %d rooms", got)
	}
	today := marketplace.DateOf(c.now)
	booking := do(t, s, marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival(t, s, c, "RA2")}, Dates: marketplace.Range{From: today + 40, To: today + 50}}).Began[0]
	turns, err := s.Turns(ctx, []marketplace.ID{booking, {9}})
	if err != nil || len(turns) != 1 || turns[booking].For != marketplace.WaitsForHost {
		t.Errorf("it stands at %+v (%v)", turns, err)
	}
	do(t, s, marketplace.AcceptBooking{Booking: booking, Via: marketplace.ViaPhone})
	if turns, err = s.Turns(ctx, []marketplace.ID{booking}); err != nil || turns[booking].Sentence(marketplace.InstantOf(c.now)) != "Waiting for the host’s computer, not heard of here yet." {
		t.Errorf("then it stands at %+v (%v)", turns, err)
	}
	do(t, s, marketplace.TakeKeeper{Room: room})
	if got := kept(); got != 1 {
		t.Errorf("after one was taken over it keeps %d rooms", got)
	}
	if turns, err = s.Turns(ctx, []marketplace.ID{booking}); err != nil || turns[booking].For != marketplace.WaitsForGuest {
		t.Errorf("at last it stands at %+v (%v)", turns, err)
	}
	node := invite(t, s, c, t.TempDir(), "The node", "RA2", marketplace.RoleHost)
	carry(t, node, s)
	do(t, s, marketplace.HandKeeper{Room: room, To: node.Device()})
	if rows, err := s.KeptRooms(ctx, node.Device()); err != nil || len(rows) != 1 || rows[0].Room != room {
		t.Errorf("a computer that was given a calendar and has not heard of it keeps %+v (%v)", rows, err)
	}
	if rows, err := s.KeptRooms(ctx, s.Device()); err != nil || slices.ContainsFunc(rows, func(r marketplace.RoomRow) bool { return r.Room == room }) {
		t.Errorf("whoever gave it away still keeps it (%v)", err)
	}
}
