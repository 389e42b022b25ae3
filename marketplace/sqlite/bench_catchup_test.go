//go:build unix

package sqlite_test

import (
	"context"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// BenchmarkCatchUpLong brings a fresh replica up to a long log, 100,000 entries or as many as SETTLE_ENTRIES says: read
// from one store in the order of their clocks and taken in by another, a megabyte at a time. It reports what an
// entry takes in the first and in the last tenth of the way, and the memory that both sides need at most, beside
// SQLite's cache. Times of an entry are of the processors, which do not hang on what else the machine does.
func BenchmarkCatchUpLong(b *testing.B) {
	entries := 100_000
	if n, err := strconv.Atoi(os.Getenv("SETTLE_ENTRIES")); err == nil {
		entries = n
	}
	ctx := context.Background()
	dir, system, now := longLog(b, entries)
	from, err := sqlite.Open(ctx, dir, sqlite.Options{Now: func() time.Time { return now }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(closing(b, from))
	for b.Loop() {
		b.StopTimer()
		to, err := sqlite.Follow(ctx, b.TempDir(), system, true, sqlite.Options{Now: func() time.Time { return now }})
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		base, peak := m.HeapAlloc, uint64(0)
		b.StartTimer()
		var marks []time.Duration // of the processors, by entries taken in
		var counts []int
		start, busy, done := time.Now(), processors(), 0
		for ranges := everything(b, from); ; {
			runs, err := from.ReadRuns(ctx, ranges, 1<<20)
			if err != nil {
				b.Fatal(err)
			}
			if len(runs) == 0 {
				break
			}
			got, err := to.Append(ctx, runs...)
			if err != nil || len(got.Faults) > 0 {
				b.Fatalf("append: %v %v", err, got.Faults)
			}
			done += got.Entries
			advance(ranges, runs)
			counts, marks = append(counts, done), append(marks, processors()-busy)
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
		first, last := tenth(counts, marks, 0), tenth(counts, marks, 9)
		b.ReportMetric(float64(done), "entries")
		b.ReportMetric(float64(done)/time.Since(start).Seconds(), "entries/s")
		b.ReportMetric(first, "cpu-µs/first")
		b.ReportMetric(last, "cpu-µs/last")
		b.ReportMetric(float64(marks[len(marks)-1].Microseconds())/float64(done), "cpu-µs/entry")
		b.ReportMetric(float64(peak-min(peak, base))/(1<<20), "MiB/peak")
		if err := to.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// longLog is a folder that holds a system of so many entries. Nothing of what made it stays in memory.
func longLog(b *testing.B, entries int) (dir string, system oplog.Hash, now time.Time) {
	b.Helper()
	dir = b.TempDir()
	l := busyMarket(b, entries/24)
	runs := l.runs(rand.New(rand.NewPCG(1, 1)), true)
	system, now = l.system, l.world.Now()
	s, err := sqlite.Follow(context.Background(), dir, system, true, sqlite.Options{Now: func() time.Time { return now }})
	if err != nil {
		b.Fatal(err)
	}
	fill(b, s, rand.New(rand.NewPCG(1, 2)), runs)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir, system, now
}

// processors is the time that this process has used.
func processors() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func advance(ranges []oplog.Range, runs []*oplog.Run) {
	for _, r := range runs {
		for i := range ranges {
			if ranges[i].Device == r.Device {
				ranges[i].From = r.Last() + 1
			}
		}
	}
}

// tenth is the microseconds that an entry takes in the n-th tenth of the way.
func tenth(counts []int, marks []time.Duration, n int) float64 {
	total := counts[len(counts)-1]
	at := func(part int) (int, time.Duration) {
		for i, c := range counts {
			if part > 0 && c >= total*part/10 {
				return c, marks[i]
			}
		}
		return 0, 0
	}
	c0, t0 := at(n)
	c1, t1 := at(n + 1)
	if c1 == c0 {
		return 0
	}
	return float64((t1 - t0).Microseconds()) / float64(c1-c0)
}

// BenchmarkCatchUpShuffled is the same with each device's log in turns of their own: much comes before what it rests on.
func BenchmarkCatchUpShuffled(b *testing.B) {
	l := busyMarket(b, 100_000/24)
	runs := l.runs(rand.New(rand.NewPCG(1, 1)), true)
	for b.Loop() {
		b.StopTimer()
		s := l.follow(b, b.TempDir(), true)
		b.StartTimer()
		for rest := runs; len(rest) > 0; {
			n := min(len(rest), 64)
			if _, err := s.Append(context.Background(), rest[:n]...); err != nil {
				b.Fatal(err)
			}
			rest = rest[n:]
		}
	}
	b.ReportMetric(float64(l.entries()), "entries")
}
