package simnet

import (
	"container/heap"
	"context"
	"io"
	"math/rand/v2"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Options say what a world is like when nothing goes wrong.
type Options struct {
	Seed  uint64
	Start time.Time // of virtual time
	// Latency is the least and the most that a frame, a hint or a new link takes.
	Latency [2]time.Duration
	// Bandwidth of a link in bytes a second; 0 is without end.
	Bandwidth int
	// Disk is the least and the most that a task takes.
	Disk [2]time.Duration
	// Degree is how many links a node opens of itself; 0 leaves that to Dial.
	Degree int
	// Redial is the least and the most until a node looks for another peer.
	Redial [2]time.Duration
	// HintLoss and HintCopies are how likely a hint is to be lost, and to come
	// twice. Hints overtake one another.
	HintLoss, HintCopies float64
	// Skew is the most by which the clock of a node that is added is wrong.
	Skew time.Duration
	// Log, if not nil, is written a line for each event, to read a failure by.
	Log io.Writer
}

// DefaultOptions is a network of offices with good and bad lines.
func DefaultOptions(seed uint64) Options {
	return Options{
		Seed: seed, Start: time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC),
		Latency: [2]time.Duration{time.Millisecond, 80 * time.Millisecond},
		Disk:    [2]time.Duration{time.Millisecond, 20 * time.Millisecond},
		Degree:  3, Redial: [2]time.Duration{time.Second, 10 * time.Second},
	}
}

// World is a network of nodes and its virtual time. It is for one goroutine.
type World struct {
	o        Options
	ctx      context.Context
	rnd      *rand.Rand
	now      time.Time
	queue    queue
	order    uint64
	nodes    []*Node
	lastLink replica.LinkID
	trace    trace
	parted   bool
}

// New returns an empty world.
func New(o Options) *World {
	return &World{
		o: o, ctx: context.Background(), now: o.Start,
		rnd:   rand.New(rand.NewPCG(o.Seed, 0x5e771e)),
		trace: newTrace(o.Log),
	}
}

// Add adds a node and starts it.
func (w *World) Add(name string, device oplog.DeviceID, host Host) *Node {
	n := &Node{Name: name, Device: device, Host: host, world: w, index: len(w.nodes)}
	if w.o.Skew > 0 {
		n.skew = time.Duration(w.rnd.Int64N(int64(2*w.o.Skew))) - w.o.Skew
	}
	w.nodes = append(w.nodes, n)
	n.Restart()
	return n
}

// Nodes returns all nodes in the order in which they were added.
func (w *World) Nodes() []*Node { return w.nodes }

// Now returns the true time.
func (w *World) Now() time.Time { return w.now }

// Rand returns the world's source of chance: use no other.
func (w *World) Rand() *rand.Rand { return w.rnd }

// After runs f once d has passed.
func (w *World) After(d time.Duration, f func()) {
	w.order++
	heap.Push(&w.queue, &item{at: w.now.Add(max(d, 0)), order: w.order, f: f})
}

// Every runs f after each d, until it answers false.
func (w *World) Every(d time.Duration, f func() bool) {
	w.After(d, func() {
		if f() {
			w.Every(d, f)
		}
	})
}

// Run lets d pass.
func (w *World) Run(d time.Duration) { w.Until(d, func() bool { return false }) }

// Until lets time pass until done answers true, which it reports, or d is over.
// Done is asked after each event.
func (w *World) Until(d time.Duration, done func() bool) bool {
	end := w.now.Add(d)
	for !done() {
		if len(w.queue) == 0 || w.queue[0].at.After(end) {
			w.now = end
			return done()
		}
		next := heap.Pop(&w.queue).(*item)
		w.now = next.at
		next.f()
	}
	return true
}

// between draws a duration.
func (w *World) between(r [2]time.Duration) time.Duration {
	if r[1] <= r[0] {
		return r[0]
	}
	return r[0] + time.Duration(w.rnd.Int64N(int64(r[1]-r[0])))
}

// do carries an effect out, now or later.
func (w *World) do(n *Node, f replica.Effect) {
	switch f := f.(type) {
	case replica.Send:
		if e := n.end(f.Link); e != nil {
			w.send(e, f.Frame)
		}
	case replica.Close:
		if e := n.end(f.Link); e != nil {
			w.close(e)
		}
	case replica.Admit:
		w.onNode(n, w.between(w.o.Disk), func() {
			standing := n.Host.Admit(f.Proof)
			n.Step(replica.Judged{Link: f.Link, Standing: standing})
		})
	case replica.Hint:
		w.gossip(n, f.Held)
	case replica.Wake:
		n.wake = f.At
		w.onNode(n, f.At.Sub(n.Now()), func() {
			if n.wake.Equal(f.At) {
				n.Step(replica.Tick{})
			}
		})
	case replica.Notice:
		w.trace.notice(w.now, n, f)
		if h, ok := n.Host.(Watcher); ok {
			h.Notice(f)
		}
	case replica.Task:
		if f.Writes() {
			n.writes = append(n.writes, f)
			w.write(n)
			return
		}
		w.onNode(n, w.between(w.o.Disk), func() { n.Step(f.Do(w.ctx, n.Host.Log())) })
	}
}

// write does the next of a node's writes once the disk is free.
func (w *World) write(n *Node) {
	if n.writing || len(n.writes) == 0 {
		return
	}
	n.writing = true
	w.onNode(n, w.between(w.o.Disk), func() {
		task := n.writes[0]
		done := task.Do(w.ctx, n.Host.Log())
		n.writes, n.writing = n.writes[1:], false
		w.write(n)
		n.Step(done)
	})
}

// onNode runs f after d unless the node has crashed by then.
func (w *World) onNode(n *Node, d time.Duration, f func()) {
	life := n.lives
	w.After(d, func() {
		if n.up && n.lives == life {
			f()
		}
	})
}

// item is an event in the queue.
type item struct {
	at    time.Time
	order uint64
	f     func()
}

type queue []*item

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].order < q[j].order
}

// Push implements heap.Interface.
func (q *queue) Push(x any) { *q = append(*q, x.(*item)) }

// Pop implements heap.Interface.
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return x
}
