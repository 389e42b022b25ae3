package replica

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// Engine is the state machine. It is for one goroutine.
type Engine struct {
	c     Config
	logs  *shelf
	links []*link // in the order of their ids
	now   time.Time
	out   []Effect  // of the step that is being taken
	due   time.Time // the next Wake

	tasks    map[TaskID]func(Event) // what to do with the answer to a task
	lastTask TaskID

	// What is asked for and on its way into the log.
	asks      map[oplog.DeviceID]LinkID // whom a log is asked of
	got       map[oplog.DeviceID]*batch // what has come of a log and is not stored
	pending   []*oplog.Run              // to be stored next, in order
	pendCost  int
	storing   bool
	storeCost int       // of the runs being stored
	gather    time.Time // until when the next lot may gather
	granted   int       // of all links
	diskAfter time.Time // after a failed Store nothing is asked for until then

	reading int // links that are read for, or hold what was read
	pushing bool
	forks   int // Fork tasks on their way
	hints   map[oplog.DeviceID]*hint
	shown   shown
	parts   partsWalk
	blobs   blobWalk
}

// batch is what of a log was received and is not stored.
type batch struct {
	link LinkID // who sent it; 0 for gossip
	seq  uint64 // the last entry of it
	// full: another link is to bring what follows, once this is stored.
	full bool
}

// New returns an engine that starts from what its log holds (Log.Held and
// Log.Cuts).
func New(c Config, held []Held, cuts []Cut) *Engine {
	if c.Limits == (Limits{}) {
		c.Limits = DefaultLimits()
	}
	e := &Engine{
		c: c, logs: newShelf(held, cuts),
		tasks: map[TaskID]func(Event){},
		asks:  map[oplog.DeviceID]LinkID{}, got: map[oplog.DeviceID]*batch{},
		hints: map[oplog.DeviceID]*hint{},
	}
	e.parts.due = true
	e.blobs.due = c.AlwaysOn
	return e
}

// Step takes an event and answers with what is to be done, in this order. It is
// deterministic: the same events at the same times have the same effects. Time
// that goes back counts as standing still.
func (e *Engine) Step(ev Event, now time.Time) []Effect {
	if now.After(e.now) {
		e.now = now
	}
	e.take(ev)
	e.settle()
	out := e.out
	e.out = nil
	return out
}

func (e *Engine) take(ev Event) {
	switch ev := ev.(type) {
	case Opened:
		e.opened(ev)
	case Judged:
		e.judged(ev)
	case Closed:
		if l := e.link(ev.Link); l != nil {
			e.drop(l)
		}
	case Received:
		if l := e.link(ev.Link); l != nil {
			e.received(l, ev.Frame)
		}
	case Written:
		if l := e.link(ev.Link); l != nil {
			l.busy = false
		}
	case Grown:
		for _, h := range ev.Held {
			e.grow(h, 0)
		}
	case Hinted:
		e.hinted(ev)
	case Wanted:
		e.wanted(ev.Blob)
	case Forked:
		e.cut(ev.Cut, ev.Held)
	case Tick:
	default:
		e.answered(ev)
	}
}

// answered passes the answer to a task on to whoever gave the task.
func (e *Engine) answered(ev Event) {
	var id TaskID
	switch ev := ev.(type) {
	case ReadDone:
		id = ev.ID
	case StoreDone:
		id = ev.ID
	case ForkDone:
		id = ev.ID
	case ProofRead:
		id = ev.ID
	case OwedRead:
		id = ev.ID
	case PartsRead:
		id = ev.ID
	case PartsStored:
		id = ev.ID
	case MissingRead:
		id = ev.ID
	case BlobRead:
		id = ev.ID
	case BlobStored:
		id = ev.ID
	}
	if then := e.tasks[id]; then != nil {
		delete(e.tasks, id)
		then(ev)
	}
}

// settle does what can be done now: the work that events only leave notes of.
func (e *Engine) settle() {
	e.expire()
	e.ask()
	e.store()
	e.read()
	e.push()
	e.fetchParts()
	e.fetchBlobs()
	for _, l := range e.links {
		e.answer(l)
		e.write(l)
	}
	e.wake()
}

func (e *Engine) emit(f Effect) { e.out = append(e.out, f) }

// task gives the disk a task and remembers what follows.
func task[A Event](e *Engine, give func(TaskID) Task, then func(A)) {
	e.lastTask++
	e.tasks[e.lastTask] = func(ev Event) {
		if a, ok := ev.(A); ok {
			then(a)
		}
	}
	e.emit(give(e.lastTask))
}

func (e *Engine) link(id LinkID) *link {
	at, here := slices.BinarySearchFunc(e.links, id, func(l *link, id LinkID) int { return cmp.Compare(l.id, id) })
	if !here {
		return nil
	}
	return e.links[at]
}

// drop forgets a link. What it was asked for is asked elsewhere; whole frames
// that came are kept and stored.
func (e *Engine) drop(l *link) {
	at := slices.Index(e.links, l)
	if at < 0 {
		return
	}
	e.links = slices.Delete(e.links, at, at+1)
	l.gone = true
	e.granted -= l.asked.granted
	e.stopReading(l)
	e.release(l)
	l.chases = nil
	e.dropParts(l)
	e.dropBlob(l)
}

// close drops a link and tells the driver.
func (e *Engine) close(l *link, r Reason) {
	if !l.gone {
		e.drop(l)
		e.emit(Close{Link: l.id, Peer: l.peer, Reason: r})
	}
}

// refuse tells the peer why, then closes. It does not wait for what is being sent:
// who is refused would not learn why.
func (e *Engine) refuse(l *link, r Reason) {
	e.emit(Send{Link: l.id, Frame: refusedFrame(r)})
	e.close(l, r)
}

// foreign refuses a peer of another system, and tells.
func (e *Engine) foreign(l *link) {
	e.emit(Notice{Kind: PeerForeign, Link: l.id, Peer: l.peer})
	e.refuse(l, OtherSystem)
}

// earlier returns the earlier of two times, of which zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// inOrder returns the devices of a map in order.
func inOrder[V any](m map[oplog.DeviceID]V) []oplog.DeviceID {
	return slices.SortedFunc(maps.Keys(m), oplog.DeviceID.Compare)
}
