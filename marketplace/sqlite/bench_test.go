package sqlite_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// BenchmarkAct is one small act from command to commit, with the disk's flush.
func BenchmarkAct(b *testing.B) {
	s, _ := found(b)
	home := do(b, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	ctx := context.Background()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if _, err := s.Do(ctx, marketplace.ChangeHome{Home: home, LodgerLimit: 1 + n%2, Address: "1 Mill Lane, Guildford"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is opening and closing a store that was closed in good order.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s := foundIn(b, dir, &clock{time.Now()})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := sqlite.Open(context.Background(), dir, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRebuild folds 100,000 entries from the log alone.
func BenchmarkRebuild(b *testing.B) {
	l := busyMarket(b, 100_000/24)
	s, err := sqlite.Open(context.Background(), l.filled(b), sqlite.Options{Now: l.world.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ResetTimer()
	for b.Loop() {
		if err := s.Rebuild(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(l.entries()), "entries")
}

// BenchmarkCatchUp takes 20,000 signed entries in: verified, stored, folded and committed, in transactions of about a
// megabyte.
func BenchmarkCatchUp(b *testing.B) {
	l := busyMarket(b, 20_000/24)
	runs := l.runs(rand.New(rand.NewPCG(1, 1)), true)
	for b.Loop() {
		b.StopTimer()
		s := l.follow(b, b.TempDir(), true)
		b.StartTimer()
		for rest := runs; len(rest) > 0; {
			n := min(len(rest), 16)
			if _, err := s.Append(context.Background(), rest[:n]...); err != nil {
				b.Fatal(err)
			}
			rest = rest[n:]
		}
	}
	b.ReportMetric(float64(l.entries()), "entries")
}
