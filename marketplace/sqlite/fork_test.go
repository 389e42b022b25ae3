package sqlite_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// copied founds a system with a member, copies the member's folder, and lets both copies go on by themselves.
func copied(t *testing.T) (founder, one, two *sqlite.Store, c *clock, proof [2]*oplog.Run) {
	t.Helper()
	return copiedAs(t, marketplace.RoleHost)
}

func copiedAs(t *testing.T, roles marketplace.Roles) (founder, one, two *sqlite.Store, c *clock, proof [2]*oplog.Run) {
	t.Helper()
	ctx := context.Background()
	founder, c = found(t)
	dir, twin := t.TempDir(), t.TempDir()
	one = invite(t, founder, c, dir, "Tom Price", "RA2", roles)
	even(t, founder, one)
	do(t, one, marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"})
	carry(t, one, founder)
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(twin, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for i, d := range []string{dir, twin} {
		s, err := sqlite.Open(ctx, d, sqlite.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(closing(t, s))
		shared, err := s.Length(ctx)
		if err != nil {
			t.Fatal(err)
		}
		do(t, s, marketplace.AddHome{LodgerLimit: i + 1, Address: []string{"2 Mill Lane", "3 Mill Lane"}[i]})
		do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "4 Mill Lane"})
		if proof[i], err = runFrom(ctx, s, oplog.DeviceID(s.Device()), shared+1); err != nil || proof[i] == nil {
			t.Fatalf("no run (%v)", err)
		}
		if i == 0 {
			one = s
		} else {
			two = s
		}
	}
	return founder, one, two, c, proof
}

func runFrom(ctx context.Context, s *sqlite.Store, device oplog.DeviceID, from uint64) (run *oplog.Run, err error) {
	err = s.Runs(ctx, oplog.Range{Device: device, From: from, To: from}, func(r *oplog.Run) error {
		run = r
		return nil
	})
	return run, err
}

// Replicas that held one history, the other, neither or both copies' own come to the same.
func TestForkCutsTheLogEverywhere(t *testing.T) {
	ctx := context.Background()
	founder, one, two, c, proof := copied(t)
	before, err := founder.Digest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	witness := func(of *sqlite.Store) *sqlite.Store {
		t.Helper()
		s, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, founder), true, sqlite.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(closing(t, s))
		carry(t, of, s)
		return s
	}
	sawOne, sawTwo, sawNone := witness(one), witness(two), witness(founder)
	all := []*sqlite.Store{founder, one, two, sawOne, sawTwo, sawNone}
	for i, s := range all {
		cut, left, err := s.Fork(ctx, proof[i%2], proof[(i+1)%2])
		if err != nil || cut.Device != proof[0].Device || cut.At != proof[0].First-1 || cut.Hash != proof[0].Prev {
			t.Fatalf("store %d: cut at %+v (%v)", i, cut, err)
		}
		if want := (sqlite.Held{Device: cut.Device, Seq: cut.At, Hash: cut.Hash}); left != want {
			t.Errorf("store %d: %+v is left, not %+v", i, left, want)
		}
		if again, _, err := s.Fork(ctx, proof[0], proof[1]); err != nil || again != cut {
			t.Fatalf("store %d, told again: %+v (%v)", i, again, err)
		}
		if digest, err := s.Digest(ctx); err != nil || digest != before {
			t.Errorf("store %d is not as before the histories parted (%v)", i, err)
		}
		if r, err := s.Verify(ctx, nil); err != nil || len(r.Problems) > 0 {
			t.Errorf("store %d: %v (%v)", i, r.Problems, err)
		}
		if done, err := s.Append(ctx, proof[0], proof[1]); err != nil || done.Entries != 0 || len(done.Faults) != 0 {
			t.Errorf("store %d takes more of the log: %+v (%v)", i, done, err)
		}
	}
	// A replica that never heard of the device takes its log from one that cut it, and needs no proof to do so.
	late := witness(sawTwo)
	if _, _, err := late.Fork(ctx, proof[1], proof[0]); err != nil {
		t.Fatal(err)
	}
	if digest, err := late.Digest(ctx); err != nil || digest != before {
		t.Errorf("a late replica differs (%v)", err)
	}
	if cuts, err := late.Cuts(ctx); err != nil || len(cuts) != 1 {
		t.Errorf("its cuts are %v (%v)", cuts, err)
	}
	if a, b, err := late.ForkProof(ctx, proof[0].Device); err != nil || a == nil || b == nil {
		t.Errorf("its proof is gone (%v)", err)
	}
}

// A cut log is read to its end in runs that others can verify.
func TestCutLogIsPassedOn(t *testing.T) {
	ctx := context.Background()
	founder, one, _, c, proof := copied(t)
	if _, _, err := founder.Fork(ctx, proof[0], proof[1]); err != nil {
		t.Fatal(err)
	}
	carry(t, one, founder)
	fresh, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, founder), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, fresh))
	if _, _, err := fresh.Fork(ctx, proof[0], proof[1]); err != nil {
		t.Fatal(err)
	}
	carry(t, founder, fresh)
	even(t, founder, fresh)
}

func TestForkRefusesWhatProvesNothing(t *testing.T) {
	ctx := context.Background()
	founder, _, _, _, proof := copied(t)
	if _, _, err := founder.Fork(ctx, proof[0], proof[0]); !errors.Is(err, oplog.ErrDamaged) {
		t.Errorf("one history twice: %v", err)
	}
	if cuts, err := founder.Cuts(ctx); err != nil || len(cuts) != 0 {
		t.Errorf("%v (%v)", cuts, err)
	}
}

// The device itself writes no more under its old key, and what it wrote last is kept.
func TestCutDeviceWritesNoMore(t *testing.T) {
	ctx := context.Background()
	_, one, _, _, proof := copied(t)
	if _, _, err := one.Fork(ctx, proof[0], proof[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := one.Do(ctx, marketplace.AddHome{LodgerLimit: 1, Address: "5 Mill Lane"}); marketplace.CodeOf(err) != marketplace.Unavailable {
		t.Errorf("it goes on: %v", err)
	}
}
