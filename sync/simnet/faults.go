package simnet

import (
	"math"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Faults are what goes wrong in a storm: how long it is on average between two of
// a kind, over the whole world; 0 means never.
type Faults struct {
	Cuts       time.Duration // a link is cut, at any byte
	Crashes    time.Duration // a node loses power
	Down       time.Duration // and for how long
	Partitions time.Duration // the world falls into two parts
	Parted     time.Duration // and for how long
}

// DefaultFaults is a bad week in ten minutes.
func DefaultFaults() Faults {
	return Faults{
		Cuts: 4 * time.Second, Crashes: 20 * time.Second, Down: 15 * time.Second,
		Partitions: 60 * time.Second, Parted: 40 * time.Second,
	}
}

// Storm lets faults happen for d from now. At its end all is mended: nodes run,
// and everybody reaches everybody.
func (w *World) Storm(f Faults, d time.Duration) {
	end := w.now.Add(d)
	w.strike(f.Cuts, end, func() {
		if n := w.nodes[w.rnd.IntN(len(w.nodes))]; len(n.ends) > 0 {
			w.cut(n.ends[w.rnd.IntN(len(n.ends))])
		}
	})
	w.strike(f.Crashes, end, func() {
		n := w.nodes[w.rnd.IntN(len(w.nodes))]
		n.Crash()
		w.After(w.about(f.Down), n.Restart)
	})
	w.strike(f.Partitions, end, func() {
		if w.parted {
			return
		}
		w.Partition(func(*Node) int { return w.rnd.IntN(2) })
		w.After(w.about(f.Parted), w.Heal)
	})
	w.After(d, func() {
		w.Heal()
		for _, n := range w.nodes {
			n.Restart()
		}
	})
}

// strike runs f again and again, every d on average, until end.
func (w *World) strike(d time.Duration, end time.Time, f func()) {
	if d <= 0 {
		return
	}
	if wait := w.about(d); w.now.Add(wait).Before(end) {
		w.After(wait, func() {
			f()
			w.strike(d, end, f)
		})
	}
}

// about draws from the exponential distribution, as things that happen of
// themselves do, cut off at five times its mean.
func (w *World) about(mean time.Duration) time.Duration {
	return time.Duration(min(-math.Log(1-w.rnd.Float64()), 5) * float64(mean))
}

// Partition lets only nodes of one group reach each other; group names each
// node's. Links between groups are cut.
func (w *World) Partition(group func(*Node) int) {
	w.parted = true
	for _, n := range w.nodes {
		n.group = group(n)
	}
	for _, n := range w.nodes {
		for _, e := range append([]*end(nil), n.ends...) {
			if e.open && e.peer.node.group != n.group {
				w.cut(e)
			}
		}
	}
}

// Heal lets everybody reach everybody.
func (w *World) Heal() {
	w.parted = false
	for _, n := range w.nodes {
		n.group = 0
	}
}

// smallHint is the size up to which a hint carries the entries themselves.
const smallHint = 1000

// hint is what gossip says of a log, with the entries where they are few.
func (w *World) hint(n *Node, held replica.Held) *replica.Hinted {
	h := &replica.Hinted{Device: held.Device, Seq: held.Seq}
	runs, err := n.Host.Log().Read(w.ctx, []oplog.Range{{Device: held.Device, From: held.Seq, To: held.Seq}}, 1)
	if err == nil && len(runs) == 1 {
		if b, err := runs[0].MarshalBinary(); err == nil && len(b) <= smallHint {
			h.Run = runs[0]
		}
	}
	return h
}
