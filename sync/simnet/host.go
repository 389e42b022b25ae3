package simnet

import (
	"math/rand/v2"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Machine is the state machine that runs on a host: a *replica.Engine, or
// something that pretends to be one.
type Machine interface {
	Step(ev replica.Event, now time.Time) []replica.Effect
}

// Host is a computer: a disk that outlives crashes and what is started from it.
type Host interface {
	// Start starts the machine from what the disk holds, at the first start and
	// after every crash. Now is this computer's clock.
	Start(now time.Time) Machine
	// Log is the disk that the machine's tasks work on.
	Log() replica.Log
	// Crash is called when power is lost: what was not stored is gone. During is
	// the write that was under way, nil for none: it may be done, not begun, or
	// torn.
	Crash(rnd *rand.Rand, during replica.Task)
	// Standing is what this replica's membership says of a device.
	Standing(device oplog.DeviceID) replica.Standing
	// Admit decides on a stranger's proof and stores it if it holds.
	Admit(proof []*oplog.Run) replica.Standing
}

// Watcher is a Host that is told what its machine has to tell.
type Watcher interface {
	Notice(n replica.Notice)
}

// Node is a host in a world.
type Node struct {
	Name   string
	Device oplog.DeviceID // may change while the node is down
	Host   Host

	world   *World
	index   int
	skew    time.Duration
	up      bool
	lives   int // how often it was started: what was meant for an earlier life is dropped
	machine Machine
	ends    []*end         // of its links, in the order of their ids
	writes  []replica.Task // waiting for the disk, which does one at a time
	writing bool
	wake    time.Time
	group   int // of the partition
}

// Up reports whether the node is running.
func (n *Node) Up() bool { return n.up }

// Machine returns what runs on the node; nil while it is down.
func (n *Node) Machine() Machine { return n.machine }

// Now returns the node's own clock.
func (n *Node) Now() time.Time { return n.world.now.Add(n.skew) }

// Act runs f on the node, as a person at the machine would, and tells the machine
// of the logs that f says have grown. It reports false, with nothing done, while
// the node is down.
func (n *Node) Act(f func(now time.Time) []replica.Held) bool {
	if !n.up {
		return false
	}
	if held := f(n.Now()); len(held) > 0 {
		n.Step(replica.Grown{Held: held})
	}
	return true
}

// Step gives the machine an event now, if the node is up.
func (n *Node) Step(ev replica.Event) {
	if !n.up {
		return
	}
	n.world.note(n, ev)
	for _, f := range n.machine.Step(ev, n.Now()) {
		n.world.do(n, f)
		if !n.up {
			return
		}
	}
}

// Judge asks the host anew what it thinks of every peer and tells the machine, as
// a driver does when the membership has changed.
func (n *Node) Judge() {
	for _, e := range append([]*end(nil), n.ends...) {
		if e.open {
			n.Step(replica.Judged{Link: e.id, Standing: n.Host.Standing(e.peer.node.Device)})
		}
	}
}

// Restart starts the node if it is down.
func (n *Node) Restart() {
	if n.up {
		return
	}
	n.up = true
	n.lives++
	n.machine = n.Host.Start(n.Now())
	n.world.mark(n, 'S')
	n.world.redial(n)
}

// Crash takes the power away: links end within a byte, writes within a write.
func (n *Node) Crash() {
	if !n.up {
		return
	}
	w := n.world
	w.mark(n, 'X')
	n.up = false
	n.wake = time.Time{}
	for _, e := range append([]*end(nil), n.ends...) {
		w.cut(e)
	}
	var during replica.Task
	if n.writing {
		during = n.writes[0]
	}
	n.writes, n.writing, n.machine = nil, false, nil
	n.Host.Crash(w.rnd, during)
}
