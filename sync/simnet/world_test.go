package simnet_test

import (
	"fmt"
	"os"
	"strings"
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
	computers []*simnet.Computer
	verify    replicatest.Verifier
	drafts    int
}

func newOffices(o simnet.Options, n int, verify replicatest.Verifier) *offices {
	w := &offices{World: simnet.New(o), verify: verify}
	for range n {
		w.join()
	}
	return w
}

func (w *offices) join() *simnet.Computer {
	name := fmt.Sprintf("office %d", len(w.computers))
	disk := replicatest.New(w.verify)
	disk.Keep()
	c := simnet.NewComputer(name, disk)
	w.computers = append(w.computers, c)
	w.Add(name, replicatest.IDOf(c.Key), c)
	return c
}

// act lets a node write an entry or two.
func (w *offices) act(i int) bool {
	drafts := make([]oplog.Draft, 1+w.Rand().IntN(2))
	for j := range drafts {
		w.drafts++
		drafts[j] = replicatest.Draft(w.drafts, 40+w.Rand().IntN(400))
		if w.Rand().IntN(3) == 0 {
			drafts[j] = replicatest.WithText(drafts[j], fmt.Sprint("near the park ", w.drafts))
		}
	}
	return w.Nodes()[i].Act(w.computers[i].Write(drafts...))
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

func (w *offices) entries() int {
	n := 0
	for _, c := range w.computers {
		n = max(n, c.Disk.Entries())
	}
	return n
}

// stormy runs offices through a storm in which they write and are joined by
// others, then waits until all are equal.
func stormy(seed uint64, nodes int, verify replicatest.Verifier, log *strings.Builder) (w *offices, written int, calm bool) {
	o := simnet.DefaultOptions(seed)
	o.HintLoss, o.HintCopies, o.Skew = 0.2, 0.1, 24*time.Hour
	if log != nil {
		o.Log = log
	}
	w = newOffices(o, nodes-2, verify)
	const storm = 40 * time.Second
	w.Storm(simnet.Faults{
		Cuts: time.Second, Crashes: 6 * time.Second, Down: 5 * time.Second, Partitions: 15 * time.Second, Parted: 10 * time.Second,
	}, storm)
	end := w.Now().Add(storm)
	w.Every(time.Second, func() bool {
		if i := w.Rand().IntN(len(w.computers)); w.Nodes()[i].Up() {
			before := w.drafts
			w.act(i)
			written += w.drafts - before
		}
		if w.Rand().IntN(12) == 0 && len(w.computers) < nodes {
			w.join()
		}
		return w.Now().Before(end)
	})
	w.Run(storm + time.Second)
	for deadline := w.Now().Add(10 * time.Minute); !calm && w.Now().Before(deadline); calm = w.equal() {
		w.Run(time.Second)
	}
	return w, written, calm
}

func TestStormsEndEqual(t *testing.T) {
	seeds := uint64(20)
	verify := replicatest.Memo()
	for seed := range seeds {
		w, written, calm := stormy(seed, 20, verify, nil)
		if !calm {
			t.Errorf("seed %d: after the storm the replicas do not become equal", seed)
		}
		if got := w.entries(); got != written {
			t.Errorf("seed %d: %d entries were written and %d are there", seed, written, got)
		}
		if t.Failed() {
			if path := os.Getenv("SIMNET_LOG"); path != "" {
				var log strings.Builder
				stormy(seed, 20, verify, &log)
				_ = os.WriteFile(path, []byte(log.String()), 0o600)
			}
			return
		}
	}
}

var _ = replica.Member
