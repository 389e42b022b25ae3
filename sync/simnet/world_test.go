package simnet_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

// offices is a world of computers that all know one another.
type offices struct {
	*simnet.World
	computers []*computer
	verify    replicatest.Verifier
	written   int
	renewed   int
}

// computer goes on as a new device when its own log has a second author.
type computer struct {
	*simnet.Computer
	office *offices
	node   *simnet.Node
}

// Notice implements simnet.Watcher.
func (c *computer) Notice(n replica.Notice) {
	if (n.Kind == replica.OwnLogAhead || n.Kind == replica.LogForked) && n.Device == c.Config.Self {
		c.office.After(0, func() { c.office.renew(c) })
	}
}

func newOffices(o simnet.Options, verify replicatest.Verifier) *offices {
	return &offices{World: simnet.New(o), verify: verify}
}

func (w *offices) join() {
	name := fmt.Sprintf("office %d", len(w.computers))
	disk := replicatest.New(w.verify)
	disk.Keep()
	w.add(name, simnet.NewComputer(name, disk))
}

func (w *offices) add(name string, sc *simnet.Computer) {
	c := &computer{Computer: sc, office: w}
	w.computers = append(w.computers, c)
	c.node = w.Add(name, c.Config.Self, c)
}

// renew starts a computer again under a new key.
func (w *offices) renew(c *computer) {
	if c.Config.Self != c.node.Device || !c.node.Up() {
		return
	}
	w.renewed++
	c.node.Crash()
	c.Key = replicatest.Key(fmt.Sprint("renewed ", w.renewed))
	c.Config.Self = replicatest.IDOf(c.Key)
	c.node.Device = c.Config.Self
	c.node.Restart()
}

// copy starts another computer from a copy of one's disk.
func (w *offices) copy(i int) {
	c := *w.computers[i].Computer
	c.Disk = c.Disk.Copy()
	w.add(fmt.Sprintf("copy of office %d", i), &c)
}

// act lets a computer write an entry or two.
func (w *offices) act(i int) {
	c, n := w.computers[i], 1+w.Rand().IntN(2)
	if c.Forked() {
		return // it crashed before it was renewed
	}
	drafts := make([]oplog.Draft, n)
	for j := range drafts {
		drafts[j] = replicatest.Draft(w.written+100_000*j, 40+w.Rand().IntN(400))
		if w.Rand().IntN(3) == 0 {
			drafts[j] = replicatest.WithText(drafts[j], fmt.Sprint("near the park ", w.written))
		}
	}
	if w.Nodes()[i].Act(c.Write(drafts...)) {
		w.written += n
	}
}

func (w *offices) equal() bool {
	first := w.computers[0].Disk.Digest()
	for _, c := range w.computers[1:] {
		if c.Disk.Digest() != first {
			return false
		}
	}
	return true
}

// inStep reports whether every link's two ends know that they hold the same.
func (w *offices) inStep() bool {
	for _, c := range w.computers {
		for _, p := range c.Engine.Peers() {
			if !p.InStep {
				return false
			}
		}
	}
	return true
}

// stormy runs offices through a storm in which they write and are joined by
// others, then waits until all are equal.
func stormy(seed uint64, nodes int, copies bool, verify replicatest.Verifier, log io.Writer) (w *offices, calm bool) {
	o := simnet.DefaultOptions(seed)
	o.HintLoss, o.HintCopies, o.Skew, o.Log = 0.2, 0.1, 24*time.Hour, log
	w = newOffices(o, verify)
	for range nodes - 3 {
		w.join()
	}
	const storm = 12 * time.Second
	w.Storm(simnet.Faults{
		Cuts: 300 * time.Millisecond, Crashes: 2 * time.Second, Down: 2 * time.Second, Partitions: 5 * time.Second, Parted: 3 * time.Second,
	}, storm)
	end := w.Now().Add(storm)
	w.Every(500*time.Millisecond, func() bool {
		w.act(w.Rand().IntN(len(w.computers)))
		if w.Rand().IntN(7) == 0 && len(w.computers) < nodes {
			if copies {
				w.copy(w.Rand().IntN(len(w.computers)))
			} else {
				w.join()
			}
		}
		return w.Now().Before(end)
	})
	w.Run(storm + time.Second)
	for deadline := w.Now().Add(5 * time.Minute); !calm && w.Now().Before(deadline); calm = w.equal() {
		w.Run(time.Second)
	}
	return w, calm
}

// seeds is how many storms a test run rides out; SIMNET_SEEDS asks for more.
func seeds(t *testing.T, usual uint64) uint64 {
	if n := os.Getenv("SIMNET_SEEDS"); n != "" {
		if _, err := fmt.Sscan(n, &usual); err != nil {
			t.Fatalf("SIMNET_SEEDS is %q: say a number", n)
		}
	}
	return usual
}

// ride tells how to see what happened in a storm that failed.
func ride(t *testing.T, copies bool, usual uint64, check func(w *offices, calm bool) string) {
	t.Parallel()
	verify := replicatest.Memo()
	for seed := range seeds(t, usual) {
		w, calm := stormy(seed, 20, copies, verify, nil)
		wrong := check(w, calm)
		if !calm {
			wrong = "after the storm the replicas do not become equal"
		}
		if wrong == "" {
			continue
		}
		if path := os.Getenv("SIMNET_LOG"); path != "" {
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			stormy(seed, 20, copies, verify, f)
		}
		t.Fatalf("seed %d: %s (SIMNET_LOG=FILE writes every event there)", seed, wrong)
	}
}

func TestStormsLoseNothing(t *testing.T) {
	ride(t, false, 100, func(w *offices, _ bool) string {
		if got := w.computers[0].Disk.Entries(); got != w.written {
			return fmt.Sprintf("%d entries were written and %d are there", w.written, got)
		}
		if !w.Until(time.Minute, w.inStep) {
			return "a minute later somebody does not know that all are equal"
		}
		return ""
	})
}

// TestStormsWithCopiedDisks: every fork is proven, and cut at one place everywhere.
func TestStormsWithCopiedDisks(t *testing.T) {
	forks := 0
	ride(t, true, 100, func(w *offices, _ bool) string {
		want, _ := w.computers[0].Disk.Cuts(context.Background())
		forks += len(want)
		for i, c := range w.computers {
			if got, _ := c.Disk.Cuts(context.Background()); fmt.Sprint(got) != fmt.Sprint(want) {
				return fmt.Sprintf("computer %d knows other forks than computer 0", i)
			}
		}
		return ""
	})
	if forks == 0 && !t.Failed() {
		t.Error("no storm had a fork")
	}
}

func TestASeedReplays(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) ([32]byte, int) {
		w, _ := stormy(seed, 20, seed%2 == 0, replicatest.Memo(), nil)
		return w.Trace()
	}
	seen := map[[32]byte]uint64{}
	for seed := range uint64(6) {
		first, events := run(seed)
		again, same := run(seed)
		if first != again || events != same {
			t.Errorf("seed %d: two runs differ: %d events and %d", seed, events, same)
		}
		if other, twice := seen[first]; twice || events < 1000 {
			t.Errorf("seed %d: %d events, as in seed %d", seed, events, other)
		}
		seen[first] = seed
	}
}

func TestPartitionsHeal(t *testing.T) {
	t.Parallel()
	w := newOffices(simnet.DefaultOptions(3), replicatest.Memo())
	for range 6 {
		w.join()
	}
	w.Run(time.Minute)
	w.Partition(func(n *simnet.Node) int {
		if n == w.Nodes()[0] || n == w.Nodes()[1] || n == w.Nodes()[2] {
			return 1
		}
		return 2
	})
	for i := range 6 {
		w.act(i)
	}
	w.Run(time.Minute)
	if w.equal() {
		t.Fatal("the partition lets something through")
	}
	w.Heal()
	if !w.Until(time.Minute, w.equal) {
		t.Error("a minute after healing the two halves are not one")
	}
}

func TestWhatWasStoredOutlivesACrash(t *testing.T) {
	t.Parallel()
	o := simnet.DefaultOptions(5)
	o.HintLoss = 1
	w := newOffices(o, replicatest.Memo())
	w.join()
	w.join()
	acted := w.Nodes()[0].Act(w.computers[0].Write(replicatest.Draft(1, 50)))
	w.Nodes()[0].Crash()
	if w.Nodes()[0].Act(w.computers[0].Write(replicatest.Draft(2, 50))) || !acted {
		t.Error("a computer without power acts, or one with it does not")
	}
	w.Run(time.Minute)
	if w.computers[1].Disk.Entries() != 0 {
		t.Fatal("an entry left a computer that has no power")
	}
	w.Nodes()[0].Restart()
	if !w.Until(time.Minute, w.equal) || w.computers[1].Disk.Entries() != 1 {
		t.Error("the entry did not outlive the crash")
	}
}

var _ simnet.Machine = (*replica.Engine)(nil)
