package replication_test

import (
	"context"
	"errors"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
	"testing"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
)

// setting is a number from the environment, for a longer or a shorter run.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// history is a market of so many entries. Where SETTLE_HISTORY names a folder, it is kept there and found again: making
// a million entries takes a quarter of an hour.
func history(b *testing.B, entries int) *sqlite.Store {
	dir := os.Getenv("SETTLE_HISTORY")
	if dir == "" {
		return market(b, found(b), entries)
	}
	s, err := sqlite.Open(b.Context(), dir, options)
	switch {
	case errors.Is(err, marketplace.ErrNotAMember):
		return market(b, foundIn(b, dir), entries)
	case err != nil:
		b.Fatal(err)
	}
	b.Cleanup(closing(b, s))
	if n := held(b, s); n < uint64(entries) {
		b.Fatalf("the history in %s has %d entries: name an empty folder", dir, n)
	}
	return s
}

// BenchmarkCatchUpLong is the way of a machine that has just joined up to 100,000 entries over loopback, or as many as
// SETTLE_ENTRIES says. It reports what an entry takes in the first and in the last tenth of the way, and the most that
// both sides, which are one process here, hold of Go's memory beyond what they held before: SQLite's caches are C's.
func BenchmarkCatchUpLong(b *testing.B) {
	from := history(b, setting("SETTLE_ENTRIES", 100_000))
	b.Run("both", func(b *testing.B) {
		a := start(b, from)
		defer stop(b, a)
		for b.Loop() {
			b.StopTimer()
			c := catchUp{b: b, from: from, by: a}
			c.prepare()
			peak := watchHeap()
			b.StartTimer()
			began := time.Now()
			var first, ninth time.Duration
			c.run(func(held uint64) {
				if first == 0 && held >= c.entries/10 {
					first = time.Since(began)
				}
				if ninth == 0 && held >= c.entries*9/10 {
					ninth = time.Since(began)
				}
			})
			took := time.Since(began)
			b.StopTimer()
			tenth := float64(c.entries) / 10
			b.ReportMetric(float64(c.entries), "entries")
			b.ReportMetric(float64(c.entries)/took.Seconds(), "entries/s")
			b.ReportMetric(float64(first.Microseconds())/tenth, "µs/first")
			b.ReportMetric(float64((took-ninth).Microseconds())/tenth, "µs/last")
			b.ReportMetric(float64(peak())/(1<<20), "MiB/peak")
			b.ReportMetric(float64(c.wire.Load())/float64(c.bytes), "wire/entry-bytes")
			c.end()
			b.StartTimer()
		}
	})
}

// watchHeap looks at Go's heap, garbage and all, a hundred times a second until it is asked for the most there was
// beyond what lived at the beginning.
func watchHeap() (peak func() uint64) {
	heap := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	runtime.GC()
	base := heap()
	most := base
	end, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			most = max(most, heap())
			select {
			case <-end:
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 {
		close(end)
		<-done
		return most - base
	}
}

// BenchmarkFiftyStores is fifty machines in one process, each with a store on disk. They join cold: 49 hold nothing but an
// invitation each and the address of the first. Then all act by turns for a minute, or SETTLE_SECONDS, as often as a
// thousand times a second together, or SETTLE_RATE, if they come to it. It reports the time until all are members,
// know each other and hold the same; and how many acts a second reached everybody, the time until the last arrived
// counted in.
func BenchmarkFiftyStores(b *testing.B) {
	const machines = 50
	for b.Loop() {
		f := &fifty{b: b}
		f.join(machines)
		f.act(time.Duration(setting("SETTLE_SECONDS", 60))*time.Second, setting("SETTLE_RATE", 1000))
		f.end()
	}
}

type fifty struct {
	b        *testing.B
	stores   []*sqlite.Store
	services []*replication.Service
}

func (f *fifty) join(n int) {
	b := f.b
	f.stores = []*sqlite.Store{found(b)}
	f.start(0)
	there := at(f.stores[0], f.services[0])
	for range n - 1 {
		f.stores = append(f.stores, join(b, invited(b, f.stores[0], lead, there)))
	}
	began := time.Now()
	for i := 1; i < n; i++ {
		f.start(i)
	}
	f.until(func(i int) bool {
		now := f.services[i].Look(b.Context())
		_, waits, err := replication.Waits(b.Context(), f.stores[i])
		return err == nil && !waits && now.Pool == n && now.Linked() > 0
	})
	f.settled()
	b.ReportMetric(time.Since(began).Seconds(), "join-s")
	f.rest()
	for _, s := range f.stores { // the first time a lead also founds, or is given, what its organisation seals with
		do(b, s, anArrival())
	}
	f.rest()
	dials := uint64(0)
	for _, s := range f.services {
		dials += s.Metrics().Dials
	}
	b.ReportMetric(float64(dials)/float64(n), "dials/machine")
}

func (f *fifty) start(i int) {
	o := loopback()
	tune := o.Tune
	o.Tune = func(c *gossip.Config) {
		tune(c)
		c.Pace = gossip.LANPace()
	}
	s, err := replication.Start(f.b.Context(), f.stores[i], o)
	if err != nil {
		f.b.Fatal(err)
	}
	f.services = append(f.services, s)
}

// until waits until something holds for every machine.
func (f *fifty) until(holds func(i int) bool) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	limit := time.NewTimer(15 * time.Minute)
	defer limit.Stop()
	for i := 0; i < len(f.stores); {
		if holds(i) {
			i++
			continue
		}
		select {
		case <-tick.C:
		case <-limit.C:
			f.b.Fatalf("machine %d did not come to it", i)
		}
	}
}

// settled waits until all hold what any holds.
func (f *fifty) settled() {
	most := func() uint64 {
		n := uint64(0)
		for _, s := range f.stores {
			n = max(n, held(f.b, s))
		}
		return n
	}
	for want := uint64(0); want != most(); {
		want = most()
		f.until(func(i int) bool { return held(f.b, f.stores[i]) >= want })
	}
}

// rest waits until nobody has written for a while: who was admitted is given the keys to what is sealed.
func (f *fifty) rest() {
	const quiet = 3 * time.Second
	tick := time.NewTicker(quiet)
	defer tick.Stop()
	for before := uint64(0); ; <-tick.C {
		f.settled()
		now := held(f.b, f.stores[0])
		if now == before {
			return
		}
		before = now
	}
}

func (f *fifty) act(lasts time.Duration, rate int) {
	b := f.b
	began := time.Now()
	ctx, end := context.WithTimeout(b.Context(), lasts)
	defer end()
	written := make([][]marketplace.Ref, len(f.stores))
	var all sync.WaitGroup
	for i, s := range f.stores {
		all.Go(func() {
			tick := time.NewTicker(time.Second * time.Duration(len(f.stores)) / time.Duration(rate))
			defer tick.Stop()
			for ctx.Err() == nil {
				r, err := s.Do(b.Context(), anArrival())
				if err != nil {
					b.Error(err)
					return
				}
				written[i] = append(written[i], r.Refs[0])
				select {
				case <-ctx.Done():
				case <-tick.C:
				}
			}
		})
	}
	all.Wait()
	wrote := time.Since(began)
	f.settled()
	took := time.Since(began)
	acts, delivered := 0, 0
	for _, s := range f.stores {
		has := vector(b, s)
		acts = 0
		for _, refs := range written {
			acts += len(refs)
			for _, ref := range refs {
				if has[oplog.DeviceID(ref.Device)] >= ref.Seq {
					delivered++
				}
			}
		}
	}
	b.ReportMetric(float64(acts), "acts")
	b.ReportMetric(float64(acts)/took.Seconds(), "acts/s")
	b.ReportMetric((took - wrote).Seconds(), "last-s")
	b.ReportMetric(100*float64(delivered)/float64(acts*len(f.stores)), "%delivered")
	one := digest(b, f.stores[0])
	for i, s := range f.stores {
		if digest(b, s) != one {
			b.Errorf("machine %d holds something else", i)
		}
	}
}

func (f *fifty) end() {
	for _, s := range f.services {
		stop(f.b, s)
	}
	for _, s := range f.stores {
		_ = s.Close()
	}
}
