package sqlite_test

import (
	"context"
	"math"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// TestManyWaitForNothing: what waits for what never comes costs an act nothing, whoever made it so.
func TestManyWaitForNothing(t *testing.T) {
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	act := func() { do(t, founder, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane"}) }
	before := testing.AllocsPerRun(5, act)
	if err := sqlite.Await(founder, 5000, marketplace.Ref{Device: host.Device(), Seq: 1 << 30}); err != nil {
		t.Fatal(err)
	}
	if after := testing.AllocsPerRun(5, act); after > before+1000 {
		t.Errorf("an act allocates %.0f times where 5,000 rooms wait, and %.0f where none does", after, before)
	}
}

// awaiting is a node that a calendar was handed to, and waits for the log of the keeper before.
type awaiting struct {
	node, host *sqlite.Store
	old        marketplace.DeviceID // of that log, which the host has
	now        func() time.Time
}

func newAwaiting(t *testing.T, o sqlite.Options) awaiting {
	t.Helper()
	ctx := context.Background()
	founder, c := found(t)
	o.Now = c.Now
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	i, err := founder.Invite(ctx, marketplace.InvitePerson{Name: "The node", Org: "RA2", Roles: marketplace.RoleHost})
	if err != nil {
		t.Fatal(err)
	}
	node, err := sqlite.Join(ctx, t.TempDir(), i, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, node))
	even(t, founder, node)
	even(t, founder, host)
	room := live(t, host, c, 0)
	carry(t, host, node)
	w := awaiting{node: node, host: host, old: host.Device(), now: c.Now}
	do(t, host, marketplace.AddHome{LodgerLimit: 2, Address: "2 Mill Lane, Guildford"})
	if _, err := host.Reissue(ctx); err != nil {
		t.Fatal(err)
	}
	do(t, host, marketplace.HandKeeper{Room: room, To: node.Device()})
	if carryLog(t, host, node, host.Device()) {
		t.Fatal("the node begins without the log of the first keeper")
	}
	return w
}

// TestAwaitedRoomIsGone lets rooms that are gone wait beside one that is there.
func TestAwaitedRoomIsGone(t *testing.T) {
	w := newAwaiting(t, sqlite.Options{})
	if err := sqlite.Await(w.node, 3, marketplace.Ref{Device: w.old, Seq: 1}); err != nil {
		t.Fatal(err)
	}
	if !carryLog(t, w.host, w.node, w.old) {
		t.Error("beside rooms that are gone the node does not begin")
	}
}

// TestReaderGrowsALog lets another process that may not write take in what completes a log: the one that may begins with
// its next act.
func TestReaderGrowsALog(t *testing.T) {
	ctx := context.Background()
	w := newAwaiting(t, sqlite.Options{MachineID: "this one"})
	do(t, w.node, marketplace.AddHome{LodgerLimit: 1, Address: "5 Mill Lane"})
	reader, err := sqlite.Open(ctx, w.node.Dir(), sqlite.Options{Now: w.now, MachineID: "another"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, reader))
	if carryLog(t, w.host, reader, w.old) {
		t.Fatal("it writes on a machine that is not its own")
	}
	self := oplog.DeviceID(w.node.Device())
	before, err := w.node.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	do(t, w.node, marketplace.AddHome{LodgerLimit: 1, Address: "6 Mill Lane"})
	if after, err := w.node.Vector(ctx); err != nil || after[self] < before[self]+2 {
		t.Errorf("the node writes %d entries and does not begin (%v)", after[self]-before[self], err)
	}
}

// TestCompleteUpTo asks how far the log of a device is here.
func TestCompleteUpTo(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	even(t, founder, host)
	vector, err := founder.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	last := vector[oplog.DeviceID(host.Device())]
	for _, c := range []struct {
		name string
		last marketplace.Ref
		want bool
	}{
		{"its last entry", marketplace.Ref{Device: host.Device(), Seq: last}, true},
		{"the one after", marketplace.Ref{Device: host.Device(), Seq: last + 1}, false},
		{"past all that a file holds", marketplace.Ref{Device: host.Device(), Seq: 1 << 40}, false},
		{"past what a column holds", marketplace.Ref{Device: host.Device(), Seq: 1 << 63}, false},
		{"past all", marketplace.Ref{Device: host.Device(), Seq: math.MaxUint64}, false},
		{"a stranger's", marketplace.Ref{Device: marketplace.DeviceID{1}, Seq: 1}, false},
		{"its own", marketplace.Ref{Device: founder.Device(), Seq: 1 << 30}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var here bool
			if err := sqlite.InView(founder, func(v marketplace.View) { here = v.Complete(c.last) }); err != nil || here != c.want {
				t.Errorf("complete: %v (%v)", here, err)
			}
		})
	}
}
