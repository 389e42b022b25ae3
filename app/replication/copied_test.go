package replication_test

import (
	"context"
	"os"
	"testing"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// twins are two copies of a member's folder that each went on by themselves, beside the founder.
func twins(t *testing.T) (founder *sqlite.Store, copies [2]*sqlite.Store) {
	t.Helper()
	founder = found(t)
	member := join(t, invited(t, founder, lead))
	take(t, founder, must(bundle(t, member, replication.Exporting{})))
	take(t, member, must(bundle(t, founder, replication.Exporting{})))
	copies[0], copies[1] = copyOf(t, member)
	for i, s := range copies {
		for range i + 1 {
			do(t, s, anArrival())
		}
	}
	return founder, copies
}

func TestACopiedDiskIsNoticedAndBothGoOn(t *testing.T) {
	founder, copies := twins(t)
	a := start(t, founder)
	defer stop(t, a)
	var sessions [2]*replication.Session
	for i, s := range copies {
		sessions[i] = replication.Connect(t.Context(), s, loopback(), nil)
		defer sessions[i].Close()
		sessions[i].AddPeers(at(founder, a))
	}
	for i, s := range copies {
		eventually(t, "the copy knows that it must go on as another device", func() bool {
			due, err := s.RenewalDue(t.Context())
			return err == nil && due == sqlite.RenewalForked
		})
		eventually(t, "and says so", func() bool { return sessions[i].Status().Trouble == replication.TroubleCopied })
	}
	for _, s := range copies {
		if _, err := s.Reissue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "what both did is everywhere", func() bool {
		return arrivals(t, founder) == 3 && arrivals(t, copies[0]) == 3 && arrivals(t, copies[1]) == 3
	})
	equal(t, founder, copies[0])
	equal(t, founder, copies[1])
	for i := range sessions {
		eventually(t, "the trouble is over", func() bool { return sessions[i].Status().Trouble == replication.TroubleNone })
	}
}

// copyOf is a second folder of a store that is closed for it, both open again.
func copyOf(t *testing.T, s *sqlite.Store) (same, second *sqlite.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(s.Dir())); err != nil {
		t.Fatal(err)
	}
	return reopen(t, s.Dir()), reopen(t, dir)
}

func reopen(t *testing.T, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, s))
	return s
}

// TestAnOldCopyIsNoticedBeforeItWrites: others show it what its own key signed since.
func TestAnOldCopyIsNoticedBeforeItWrites(t *testing.T) {
	founder, second, a, b := pair(t)
	stop(t, b)
	fresh, old := copyOf(t, second)
	do(t, fresh, anArrival())
	take(t, founder, must(bundle(t, fresh, replication.Exporting{})))
	c := start(t, old, at(founder, a))
	eventually(t, "it knows", func() bool { return c.Status().Trouble == replication.TroubleCopied })
	stop(t, c)
	if now, err := replication.Now(t.Context(), old); err != nil || now.Trouble != replication.TroubleCopied {
		t.Errorf("once nobody is connected it says %q (%v)", now.Trouble, err)
	}
	renew(t, old, 1)
	if now, err := replication.Now(t.Context(), old); err != nil || now.Trouble != replication.TroubleNone {
		t.Errorf("under a new key it says %q (%v)", now.Trouble, err)
	}
	c = start(t, old, at(founder, a))
	defer stop(t, c)
	equal(t, founder, old)
	if now := c.Look(t.Context()); now.Trouble != replication.TroubleNone {
		t.Errorf("in step it says %q", now.Trouble)
	}
}

// liar claims to hold more of a device's log than it does.
type liar struct {
	replica.Log
	of oplog.DeviceID
}

func (l liar) Held(ctx context.Context) ([]replica.Held, error) {
	all, err := l.Log.Held(ctx)
	for i := range all {
		if all[i].Device == l.of {
			all[i].Seq += 5
			all[i].Hash[0] ^= 1
		}
	}
	return all, err
}

// everybody is an admission that trusts all.
type everybody struct{}

func (everybody) Standing(oplog.DeviceID) replica.Standing { return replica.Member }
func (everybody) Admit(context.Context, string, []*oplog.Run) (replica.Stored, error) {
	return replica.Stored{}, nil
}

// TestAMemberWhoLiesOfOurLogTroublesNobody: it says that it holds more of it than was ever written.
func TestAMemberWhoLiesOfOurLogTroublesNobody(t *testing.T) {
	first, second, a, b := pair(t)
	stop(t, b)
	system, key, err := second.Identity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := gossip.Loopback()
	c.System, c.Key, c.Admission, c.Listen = system, key, everybody{}, ""
	c.Log, c.Peers = liar{replication.LogOf(second), oplog.DeviceID(first.Device())}, []gossip.Address{at(first, a)}
	n, err := gossip.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := n.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	eventually(t, "the lie is told", func() bool {
		peers := a.Look(t.Context()).Peers
		return len(peers) == 1 && peers[0].Linked && peers[0].Lacks == 5
	})
	do(t, first, anArrival())
	eventually(t, "what is written goes out after it", func() bool { return a.Metrics().FramesOut > 0 && a.Look(t.Context()).Peers[0].Lacks < 5 })
	if now := a.Look(t.Context()); now.Trouble != replication.TroubleNone {
		t.Errorf("it is believed: %q", now.Trouble)
	}
}

func TestHowLongAKeyCountsAsCopied(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		s     replication.Status
		due   sqlite.Renewal
		twin  time.Time
		after bool
	}{
		{"nothing was seen", replication.Status{Own: 4}, sqlite.RenewalNotDue, time.Time{}, false},
		{"a fork is proven", replication.Status{Own: 4}, sqlite.RenewalForked, time.Time{}, true},
		{"a folder that moved", replication.Status{Own: 4}, sqlite.RenewalMoved, time.Time{}, false},
		{"more is elsewhere", replication.Status{Own: 4, Ahead: 5}, sqlite.RenewalNotDue, time.Time{}, true},
		{"as much is here", replication.Status{Own: 5, Ahead: 5}, sqlite.RenewalNotDue, time.Time{}, false},
		{"another with the key is there", replication.Status{Own: 4}, sqlite.RenewalNotDue, noon.Add(-time.Minute), true},
		{"it has gone", replication.Status{Own: 4}, sqlite.RenewalNotDue, noon.Add(-time.Hour), false},
	} {
		if got := replication.Copied(c.s, c.due, c.twin, noon); got != c.after {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
