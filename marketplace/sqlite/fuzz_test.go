package sqlite_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// FuzzAppend gives a store what a peer or a stick may bring in place of a run.
func FuzzAppend(f *testing.F) {
	l := newLogs(f, f.TempDir(), false)
	history(l.world, rand.New(rand.NewPCG(1, 1)), 10)
	for _, r := range l.runs(rand.New(rand.NewPCG(1, 1)), false) {
		b, err := r.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	s := l.follow(f, f.TempDir(), true)
	if err := sqlite.Volatile(s); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := new(oplog.Run)
		if r.UnmarshalBinary(b) != nil {
			return
		}
		before := length(t, s)
		done, err := s.Append(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range done.Faults {
			if chain := (*oplog.ChainError)(nil); !errors.As(fault, &chain) {
				t.Errorf("%v is no chain error", fault)
			}
		}
		if length(t, s) != before+uint64(done.Entries) {
			t.Errorf("%d entries were counted, %d came", done.Entries, length(t, s)-before)
		}
	})
}

// FuzzFold reads and folds bodies as they may lie in a file.
func FuzzFold(f *testing.F) {
	l := newLogs(f, f.TempDir(), false)
	history(l.world, rand.New(rand.NewPCG(1, 1)), 20)
	l.take()
	for _, links := range l.links {
		for _, link := range links {
			f.Add(link.Body, link.Body, uint8(link.Seq))
		}
	}
	f.Fuzz(func(t *testing.T, one, other []byte, kind uint8) {
		sqlite.Fold(l.world.System(), marketplace.AggregateKind(kind%8), [][]byte{one, other})
	})
}

// FuzzDamagedFile overwrites a stretch of a store's file and uses it: whatever comes of it comes as an error.
func FuzzDamagedFile(f *testing.F) {
	template := f.TempDir()
	if err := lived(f, template).Close(); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(template, "settle.db"))
	if err != nil {
		f.Fatal(err)
	}
	for at := uint32(0); int(at) < len(whole); at += 4096 {
		f.Add(at, []byte{0xff}, false)
		f.Add(at+40, []byte("abcdefgh"), true)
	}
	c := &clock{markettest.Start}
	f.Fuzz(func(t *testing.T, at uint32, with []byte, cut bool) {
		b := append([]byte(nil), whole...)
		at %= uint32(len(b))
		copy(b[at:], with)
		if cut {
			b = b[:int(at)+len(b)/8%max(1, len(b)-int(at))]
		}
		dir := t.TempDir()
		if err := copyTo(filepath.Join(dir, "keys"), filepath.Join(template, "keys")); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "settle.db"), b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
		if err != nil {
			return
		}
		defer s.Close()
		use(s)
	})
}

// use asks a store for everything; errors are its right.
func use(s *sqlite.Store) {
	ctx := context.Background()
	tried(s.Verify(ctx, nil))
	tried(s.Digest(ctx))
	tried(s.Today(ctx))
	tried(s.Audit(ctx))
	tried(s.Members(ctx))
	tried(s.CapPolicies(ctx))
	for _, r := range tried(s.Rooms(ctx, marketplace.RoomFilter{})) {
		tried(s.RoomDetail(ctx, r.Room))
	}
	for _, b := range tried(s.Bookings(ctx, marketplace.BookingFilter{})) {
		tried(s.BookingDetail(ctx, b.Booking))
		tried(s.Thread(ctx, b.Booking))
	}
	for _, a := range tried(s.Arrivals(ctx, marketplace.ArrivalFilter{})) {
		tried(s.ArrivalDetail(ctx, a.Arrival))
	}
	tried(s.Do(ctx, pair()))
	tried(0, s.Rebuild(ctx))
}

func tried[T any](v T, _ error) T { return v }
