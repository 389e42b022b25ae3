package simulation_test

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"settle.example/settle/sync/simnet"
)

var (
	seedCount = flag.Uint64("seeds", usual, "how many seeds to simulate")
	oneSeed   = flag.Int64("seed", -1, "simulate this seed alone, event for event with -v")
)

// simulate runs a seed through a storm and waits until all is calm.
func simulate(seed uint64, out io.Writer, spoil *broken) *world {
	w := begin(seed, out)
	if spoil != nil && spoil.before != nil {
		spoil.before(w)
	}
	const storm = 12 * time.Second
	w.Storm(simnet.Faults{
		Cuts: 300 * time.Millisecond, Crashes: 2 * time.Second, Down: 2 * time.Second, Partitions: 5 * time.Second, Parted: 3 * time.Second,
	}, storm)
	end := w.Now().Add(storm)
	during := func(every time.Duration, f func()) {
		w.Every(every, func() bool {
			f()
			return w.Now().Before(end)
		})
	}
	during(120*time.Millisecond, func() {
		m := w.any()
		w.acting(m, func() { w.act(m) })
	})
	during(400*time.Millisecond, w.misuse)
	during(2*time.Second, func() { w.pass(time.Duration(1+w.Rand().IntN(30)) * time.Hour) })
	for range 3 {
		w.After(time.Duration(w.Rand().Int64N(int64(storm))), w.join)
	}
	for range w.Rand().IntN(3) {
		w.After(time.Duration(w.Rand().Int64N(int64(storm))), w.revoke)
	}
	if seed%2 == 1 {
		w.After(time.Duration(w.Rand().Int64N(int64(storm))), w.duplicate)
	}
	w.Run(storm + time.Second)
	w.pass(4 * 24 * time.Hour)
	if spoil != nil && spoil.after != nil {
		spoil.after(w)
	}
	quiet := false
	for deadline := w.Now().Add(5 * time.Minute); !quiet && w.Now().Before(deadline); {
		w.Run(2 * time.Second)
		w.pass(12 * time.Hour)
		w.prove()
		w.judgeOut()
		quiet = w.calm()
	}
	if !quiet {
		w.fail("after the storm the machines do not become equal: %s", w.differs())
		return w
	}
	w.checkEnd()
	return w
}

// differs says in what.
func (w *world) differs() string {
	all := w.members()
	for _, m := range all {
		switch {
		case !m.node.Up():
			return m.name + " machine is down"
		case len(m.book.ahead) > 0:
			return fmt.Sprintf("%d entries are still ahead of %s machine's clock", len(m.book.ahead), m.name)
		case !same(all[0].Disk, m.Disk):
			for _, d := range slices.Concat(all[0].book.devices(), m.book.devices()) {
				if x, y := all[0].held(d), m.held(d); x != y {
					return fmt.Sprintf("%s machine holds %d of %x, the first %d", m.name, y.Seq, d[:4], x.Seq)
				}
			}
			return m.name + " machine knows other cuts than the first"
		}
	}
	return "nothing"
}

func TestSimulation(t *testing.T) {
	if *oneSeed >= 0 {
		var out io.Writer
		if testing.Verbose() {
			out = os.Stdout
		}
		if w := simulate(uint64(*oneSeed), out, nil); w.wrong != "" {
			hash, events := w.Trace()
			t.Fatalf("seed %d (%d events, trace %x): %s", *oneSeed, events, hash[:8], w.wrong)
		}
		return
	}
	count := *seedCount
	if testing.Short() {
		count = min(count, 40)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // seeds are short-lived and small
	began := time.Now()
	total := totals{faults: map[string]int{}}
	queue := make(chan uint64)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for seed := range queue {
				w := simulate(seed, nil, nil)
				total.add(w)
				if w.wrong != "" {
					hash, events := w.Trace()
					t.Errorf("seed %d (%d events, trace %x): %s\n\tgo test ./app/simulation -run TestSimulation -seed %d -v", seed, events, hash[:8], w.wrong, seed)
				}
			}
		})
	}
	for i := range count {
		if i > 0 && i%1000 == 0 {
			t.Logf("%d seeds in %v", i, time.Since(began).Round(time.Second))
		}
		queue <- i
	}
	close(queue)
	workers.Wait()
	t.Logf("%d seeds in %v: %v", count, time.Since(began).Round(time.Millisecond), total.String())
}

// TestSeedsThatFailed holds what the simulation has found and no smaller test shows as well: an acceptance by somebody to
// whom a calendar was handed, without a word of the host (37, 249), and nights that a keeper moved away from under an
// accepted guest (468, 756).
func TestSeedsThatFailed(t *testing.T) {
	for _, seed := range []uint64{37, 249, 468, 756} {
		if w := simulate(seed, nil, nil); w.wrong != "" {
			t.Errorf("seed %d: %s", seed, w.wrong)
		}
	}
}

// totals is what all seeds together came to.
type totals struct {
	mu                                sync.Mutex
	machines, acts, refusals, entries int
	events                            int
	faults                            map[string]int
}

func (n *totals) add(w *world) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.machines += len(w.machines)
	n.acts, n.refusals = n.acts+w.acts, n.refusals+w.refusals
	for _, m := range w.machines {
		n.entries += len(m.wrote)
	}
	_, events := w.Trace()
	n.events += events
	for what, count := range w.faults {
		n.faults[what] += count
	}
}

func (n *totals) String() string {
	s := fmt.Sprintf("%d machines, %d acts (%d refused), %d entries, %d events", n.machines, n.acts, n.refusals, n.entries, n.events)
	for _, what := range slices.Sorted(maps.Keys(n.faults)) {
		s += fmt.Sprintf(", %d %s", n.faults[what], what)
	}
	return s
}

// TestASeedReplays: the same seed gives the same run, event for event.
func TestASeedReplays(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		a, events := simulate(seed, nil, nil).Trace()
		b, again := simulate(seed, nil, nil).Trace()
		if a != b || events != again || events < 1000 {
			t.Errorf("seed %d: two runs differ: %d events and %d", seed, events, again)
		}
	}
}
