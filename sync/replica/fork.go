package replica

import (
	"slices"

	"settle.example/settle/sync/oplog"
)

// chase looks for the first entry in which a peer's history of a log differs
// from ours: in steps that grow, back from where they are known to differ, then by
// halves. Each step compares the two runs that begin at one seq.
type chase struct {
	device   oplog.DeviceID
	low      uint64 // the last entry that is known to be the same
	high     uint64 // the first that is known to differ
	at       uint64 // where the runs begin that are being fetched
	step     uint64
	ours     *oplog.Run
	theirs   *oplog.Run
	waits    int  // answers that are still to come
	nothing  bool // the peer has nothing there
	dead     bool // a cut has answered the question meanwhile
	searched bool // low is known, and the search goes by halves
	beyond   bool // of our own log: at is past all that is held here (see ahead.go)
}

// maxForks is how many proofs may be on their way into the log.
const maxForks = 16

// suspect notes that the peer holds another history of a log, one that differs
// at the entry high or before it.
func (e *Engine) suspect(l *link, d oplog.DeviceID, high uint64) {
	if high = min(high, e.logs.held[d].Seq); l.gone || l.suspects[d] || high == 0 {
		return
	}
	e.chase(l, &chase{device: d, high: high, at: high, step: 1})
}

func (e *Engine) chase(l *link, c *chase) {
	l.suspects[c.device] = true
	l.chases = append(l.chases, c)
	if len(l.chases) == 1 {
		e.trace(l)
	}
}

// trace fetches the runs of the chase's next step, from here and from the peer.
func (e *Engine) trace(l *link) {
	if len(l.chases) == 0 {
		return
	}
	c := l.chases[0]
	c.ours, c.theirs, c.waits, c.nothing = nil, nil, 2, false
	at := Place{Device: c.device, Seq: c.at}
	l.first = append(l.first, traceFrame(at))
	e.strand(at, func(run *oplog.Run) {
		if !l.gone && len(l.chases) > 0 && l.chases[0] == c {
			c.ours = run
			if r := e.compare(l, c); r != NoReason {
				e.close(l, r)
			}
		}
	})
}

// strand reads the run that begins at a place; nil for none.
func (e *Engine) strand(at Place, then func(*oplog.Run)) {
	ranges := []oplog.Range{{Device: at.Device, From: at.Seq, To: at.Seq}}
	e.readRuns(ranges, 1, func(done ReadDone) {
		if done.Err != nil || len(done.Runs) == 0 {
			then(nil)
			return
		}
		then(done.Runs[0])
	})
}

func (e *Engine) tookTrace(l *link, b []byte) Reason {
	at, err := parseTrace(b)
	if err != nil {
		return Malformed
	}
	if l.answers.trace != nil {
		return OutOfPlace
	}
	l.answers.trace = &at
	return NoReason
}

func (e *Engine) tookStrand(l *link, b []byte) Reason {
	at, run, err := parseStrand(b)
	if err != nil {
		return Malformed
	}
	if len(l.chases) == 0 {
		return OutOfPlace
	}
	c := l.chases[0]
	if at.Device != c.device || at.Seq != c.at || c.theirs != nil || c.nothing {
		return OutOfPlace
	}
	c.theirs, c.nothing = run, run == nil
	return e.compare(l, c)
}

// compare goes on once both runs are there.
func (e *Engine) compare(l *link, c *chase) Reason {
	if c.waits--; c.waits > 0 {
		return NoReason
	}
	if c.beyond && !c.dead {
		return e.claimed(l, c)
	}
	if c.dead || c.ours == nil || c.theirs == nil {
		e.endChase(l) // or one of the two has let go of that log meanwhile
		return NoReason
	}
	ours, err := e.hashes(c, c.ours)
	if err != nil {
		e.endChase(l)
		return NoReason
	}
	theirs, err := e.hashes(c, c.theirs)
	if err != nil {
		return Faulty
	}
	if c.ours.Prev != c.theirs.Prev {
		c.high = c.at - 1
		e.further(l, c)
		return NoReason
	}
	c.low, c.searched = c.at-1, true
	for i := range min(len(ours), len(theirs)) {
		if ours[i] != theirs[i] {
			a, b := suffix(c.ours, ours, i), suffix(c.theirs, theirs, i)
			e.endChase(l)
			e.fork(l, a, b)
			return NoReason
		}
		c.low = c.at + uint64(i)
	}
	e.further(l, c)
	return NoReason
}

// further takes the chase's next step.
func (e *Engine) further(l *link, c *chase) {
	switch {
	case c.high <= c.low && c.device == e.c.Self && l.view.differ[c.device].seq > e.logs.held[c.device].Seq:
		c.beyond, c.at = true, e.logs.held[c.device].Seq+1
	case c.high <= c.low: // no difference after all
		if c.device == e.c.Self {
			delete(l.suspects, c.device) // what is written here from now on may be one
		}
		e.endChase(l)
		return
	case c.searched:
		c.at = c.low + 1 + (c.high-c.low-1)/2
	default:
		c.at = c.high - min(c.step, c.high-1)
		c.step *= 4
	}
	e.trace(l)
}

func (e *Engine) endChase(l *link) {
	l.chases = l.chases[1:]
	e.trace(l)
}

// hashes verifies a run by itself and returns the hashes of its entries.
func (e *Engine) hashes(c *chase, run *oplog.Run) ([]oplog.Hash, error) {
	if run.Device != c.device || run.First != c.at {
		return nil, malformed("a run of another place")
	}
	known := oplog.Tip{Seq: c.at - 1, Hash: run.Prev}
	if c.at == 1 {
		known = oplog.Tip{}
	}
	v, err := oplog.VerifyRun(e.c.System, known, run)
	if err != nil {
		return nil, err
	}
	all := make([]oplog.Hash, len(v.Links))
	for i := range v.Links {
		all[i] = v.Links[i].Hash
	}
	return all, nil
}

// suffix returns a run from its record i on, without private parts.
func suffix(run *oplog.Run, hashes []oplog.Hash, i int) *oplog.Run {
	r := bare(run)
	r.First += uint64(i)
	r.Records = r.Records[i:]
	if i > 0 {
		r.Prev = hashes[i-1]
	}
	return r
}

// fork has a proof verified and kept. What a peer sent that proves nothing closes
// its link.
func (e *Engine) fork(l *link, a, b *oplog.Run) {
	if e.forks >= maxForks {
		return
	}
	e.forks++
	task(e, func(id TaskID) Task { return Fork{ID: id, A: a, B: b} }, func(done ForkDone) {
		e.forks--
		switch {
		case done.Err == nil:
			e.cut(done.Cut, done.Held)
		case isFault(done.Err):
			e.emit(Notice{Kind: RunRefused, Link: l.id, Peer: l.peer, Device: a.Device, Seq: a.First, Err: done.Err})
			e.close(l, Faulty)
		default:
			e.emit(Notice{Kind: DiskFailed, Err: done.Err})
		}
	})
}

// cut ends a log here, of which held is what is left, and lets every peer know.
func (e *Engine) cut(c Cut, held Held) {
	old := e.logs.held[c.Device]
	if !e.logs.cut(c, held) {
		return
	}
	e.emit(Notice{Kind: LogForked, Device: c.Device, Seq: c.At})
	delete(e.got, c.Device)
	e.pending = slices.DeleteFunc(e.pending, func(run *oplog.Run) bool { return run.Device == c.Device })
	if len(e.pending) == 0 {
		e.pendCost = 0
	}
	for _, l := range e.links {
		if !l.greeted {
			continue
		}
		delete(l.suspects, c.Device)
		e.dropChase(l, c.Device)
		switch m, known := l.view.differ[c.Device]; {
		case known && m.seq >= c.At && held.Seq == c.At:
			e.same(l, c.Device)
		case !known && held.Seq < min(c.At, old.Seq) && l.covers(c.Device):
			// The peer held as much as was held here, which went whole.
			l.view.differ[c.Device] = mark{seq: old.Seq}
		}
		if at, known := l.view.cuts[c.Device]; l.agreed && (!known || at > c.At) {
			l.prove(c.Device)
		}
		e.stirred(l)
	}
	e.requeue(c.Device)
}

// prove notes that the peer is to be shown a fork.
func (l *link) prove(d oplog.DeviceID) {
	if !slices.Contains(l.answers.proofs, d) {
		l.answers.proofs = append(l.answers.proofs, d)
	}
}

// dropChase ends the search for a fork that is proven.
func (e *Engine) dropChase(l *link, d oplog.DeviceID) {
	for i, c := range l.chases {
		if c.device != d {
			continue
		}
		if i == 0 && c.waits > 0 && c.theirs == nil && !c.nothing {
			c.dead = true // it ends with the peer's answer, which is still to come
			return
		}
		l.chases = slices.Delete(l.chases, i, i+1)
		if i == 0 {
			e.trace(l)
		}
		return
	}
}

// tookFork takes in a proof, one side after the other.
func (e *Engine) tookFork(l *link, b []byte) Reason {
	side, run, err := parseFork(b)
	if err != nil {
		return Malformed
	}
	if (side == 0) != (l.half == nil) {
		return OutOfPlace
	}
	if side == 0 {
		l.half = run
		return NoReason
	}
	a := l.half
	l.half = nil
	if a.Device != run.Device || a.First != run.First || a.Prev != run.Prev {
		return Faulty
	}
	l.view.cuts[run.Device] = run.First - 1
	e.stirred(l)
	if c, known := e.logs.cuts[run.Device]; !known || c.At > run.First-1 {
		e.fork(l, a, run)
	}
	return NoReason
}
