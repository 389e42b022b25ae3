package replica

import (
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// asked is what a peer was asked for. One want is out at a time; the next follows
// when the peer says that it has sent all it has of the last.
type asked struct {
	todo    []oplog.DeviceID        // logs of which the peer has more, in the order of being heard of
	queued  map[oplog.DeviceID]bool // the same as a set
	want    []byte                  // the frame, until it is sent
	spans   map[oplog.DeviceID]*span
	granted int       // of the window, not used up yet
	more    int       // window to be granted besides
	window  int       // what is granted at a time
	since   time.Time // when the last of it came
	stalled bool      // its logs may be asked of others
}

// span is a range that was asked for and how far it has come.
type span struct {
	next, to uint64
	claim    uint64 // how far the peer had said that it holds the log
}

// have is how far a log is held or received here.
func (e *Engine) have(d oplog.DeviceID) uint64 {
	if b := e.got[d]; b != nil {
		return b.seq
	}
	return e.logs.held[d].Seq
}

// target is how far the peer can bring a log: 0 if no further than it is.
func (e *Engine) target(l *link, d oplog.DeviceID) uint64 {
	m, known := l.view.differ[d]
	if seq := e.logs.limit(d, m.seq); known && seq > e.have(d) && d != e.c.Self && !l.suspects[d] {
		return seq
	}
	return 0
}

// queue notes that the peer may have more of a log.
func (e *Engine) queue(l *link, d oplog.DeviceID) {
	if !l.asked.queued[d] {
		l.asked.queued[d] = true
		l.asked.todo = append(l.asked.todo, d)
	}
}

// requeue lets every link that can bring more of a log do so.
func (e *Engine) requeue(d oplog.DeviceID) {
	for _, l := range e.links {
		if e.target(l, d) > 0 {
			e.queue(l, d)
		}
	}
}

// free is how much may still be asked for.
func (e *Engine) free() int {
	return e.c.Limits.Memory - e.granted - e.pendCost - e.storeCost
}

// ask asks every link that is not busy answering for what it alone is to bring.
func (e *Engine) ask() {
	if e.now.Before(e.diskAfter) {
		return
	}
	for _, l := range e.links {
		switch {
		case !l.member():
		case len(l.asked.spans) > 0:
			e.grant(l)
		case len(l.asked.todo) > 0 && e.free() >= maxCost:
			e.askOf(l)
		}
	}
}

func (e *Engine) askOf(l *link) {
	a := &l.asked
	var w want
	for len(a.todo) > 0 && len(w.ranges) < maxRanges {
		d := a.todo[0]
		a.todo = a.todo[1:]
		delete(a.queued, d)
		to := e.target(l, d)
		if _, elsewhere := e.asks[d]; elsewhere || to == 0 {
			continue
		}
		if b := e.got[d]; b != nil && (b.full || b.link != l.id) { // queued again once that is stored
			b.full = true
			continue
		}
		r := oplog.Range{Device: d, From: e.have(d) + 1, To: to}
		e.asks[d] = l.id
		a.spans[d] = &span{next: r.From, to: to, claim: l.view.differ[d].seq}
		w.ranges = append(w.ranges, r)
	}
	if len(w.ranges) == 0 {
		return
	}
	slices.SortFunc(w.ranges, func(a, b oplog.Range) int { return a.Device.Compare(b.Device) })
	w.window = min(a.window, e.free())
	l.asked.granted = w.window
	e.granted += w.window
	a.since, a.stalled = e.now, false
	a.want = w.frame()
}

func (e *Engine) nextWant(l *link) []byte {
	frame := l.asked.want
	l.asked.want = nil
	return frame
}

// grant widens the window as the peer uses it up.
func (e *Engine) grant(l *link) {
	a := &l.asked
	if l.asked.granted >= max(a.window/2, maxCost) {
		return
	}
	a.window = min(2*a.window, e.c.Limits.Window)
	add := min(a.window-l.asked.granted, e.free())
	if add <= 0 || l.asked.granted+add < maxCost {
		return
	}
	l.asked.granted += add
	e.granted += add
	a.more += add
}

func (e *Engine) nextMore(l *link) []byte {
	if l.asked.more == 0 || l.asked.want != nil {
		return nil
	}
	frame := moreFrame(l.asked.more)
	l.asked.more = 0
	return frame
}

// tookRuns takes entries in: those that were asked for, and new ones that the
// peer sends of itself. What does not fit now is asked for later.
func (e *Engine) tookRuns(l *link, b []byte) Reason {
	r, err := parseRuns(b)
	if err != nil {
		return Malformed
	}
	e.stirred(l)
	if !r.asked {
		e.tookPushed(l, r)
		return NoReason
	}
	if len(l.asked.spans) == 0 {
		return OutOfPlace
	}
	if r.cost > l.asked.granted {
		return Overrun
	}
	l.asked.granted -= r.cost
	e.granted -= r.cost
	l.asked.since = e.now
	kept := false
	for _, run := range r.runs {
		s := l.asked.spans[run.Device]
		if s == nil || run.First > s.next || run.Last() < s.next {
			return OutOfPlace
		}
		s.next = run.Last() + 1
		kept = !l.suspects[run.Device] && e.keep(l.id, run) || kept
	}
	if kept {
		e.pendCost += r.cost
	}
	if r.end {
		e.finish(l)
	}
	return NoReason
}

func (e *Engine) tookPushed(l *link, r runs) {
	kept := false
	room := r.cost <= e.free()
	for _, run := range r.runs {
		d := run.Device
		if _, elsewhere := e.asks[d]; room && !elsewhere && !l.suspects[d] {
			kept = e.keep(l.id, run) || kept
		}
		if m, known := l.view.differ[d]; run.Last() > max(m.seq, e.logs.held[d].Seq) || known && run.Last() > m.seq {
			e.put(l, d, run.Last(), short(run.Hash))
		}
	}
	if kept {
		e.pendCost += r.cost
	}
}

// keep holds a run to be stored if it goes on from what is here. It reports false
// for one that is let go.
func (e *Engine) keep(from LinkID, run *oplog.Run) bool {
	d := run.Device
	have := e.have(d)
	b := e.got[d]
	if run.Last() <= have || run.First > have+1 || d == e.c.Self {
		return false
	}
	if _, asked := e.asks[d]; b != nil && (b.link != from || b.full && !asked) || e.logs.limit(d, run.Last()) <= e.logs.held[d].Seq {
		return false
	}
	e.got[d] = &batch{link: from, seq: run.Last()}
	e.pending = append(e.pending, run)
	return true
}

// finish closes a want that the peer has answered in full. What it did not bring
// it does not have, unless it has said something else of that log since.
func (e *Engine) finish(l *link) {
	a := &l.asked
	for _, d := range inOrder(a.spans) {
		s := a.spans[d]
		if m, known := l.view.differ[d]; known && s.next <= s.to && m.seq == s.claim {
			e.put(l, d, s.next-1, 0)
		}
	}
	e.release(l)
	e.granted -= l.asked.granted
	l.asked.granted, a.more, a.stalled = 0, 0, false
}

// release takes back what a link was asked for, for others to bring.
func (e *Engine) release(l *link) {
	for _, d := range inOrder(l.asked.spans) {
		if e.asks[d] == l.id {
			delete(e.asks, d)
			e.requeue(d)
		}
	}
	clear(l.asked.spans)
}

// stalls looks after a link that was asked and brings nothing.
func (e *Engine) stalls(l *link) {
	a := &l.asked
	if len(a.spans) == 0 {
		return
	}
	switch waited := e.now.Sub(a.since); {
	case waited >= e.c.Limits.GiveUp:
		e.close(l, Stalled)
	case waited >= e.c.Limits.Stall && !a.stalled:
		a.stalled = true
		for _, d := range inOrder(a.spans) {
			if e.asks[d] == l.id {
				delete(e.asks, d)
				e.requeue(d)
			}
		}
	}
}
