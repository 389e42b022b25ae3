package replica

import (
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// hint is what gossip said of a log and no link has brought yet.
type hint struct {
	seq  uint64
	grew time.Time // when the log last grew, or the hint came
	told bool      // that it is lacking
	at   time.Time // when to tell, or to forget what was told: the next hint counts anew
}

// maxHints bounds the hints that are remembered.
const maxHints = 1024

// hinted takes gossip's word that a log has grown, and the entries if they came
// along and fit.
func (e *Engine) hinted(ev Hinted) {
	if ev.Run != nil && e.hintedRun(ev.Run) {
		return
	}
	if ev.Device == e.c.Self || e.logs.limit(ev.Device, ev.Seq) <= e.have(ev.Device) {
		return
	}
	if h := e.hints[ev.Device]; h != nil {
		h.seq = max(h.seq, ev.Seq)
	} else if len(e.hints) < maxHints {
		e.hints[ev.Device] = &hint{seq: ev.Seq, grew: e.now, at: e.now.Add(e.c.Limits.Quiet)}
	}
}

func (e *Engine) hintedRun(run *oplog.Run) bool {
	b, err := run.MarshalBinary()
	cost := len(b) + len(run.Records)*recordCost
	if _, asked := e.asks[run.Device]; asked || err != nil || cost > e.free() || !e.keep(0, run) {
		return false
	}
	e.pendCost += cost
	return true
}

// expire does what is due because time has passed.
func (e *Engine) expire() {
	if e.due.IsZero() || e.now.Before(e.due) {
		return
	}
	for _, l := range slices.Clone(e.links) {
		old := e.now.Sub(l.since) >= e.c.Limits.GiveUp
		switch {
		case old && l.standing == Unknown:
			e.refuse(l, NotAMember)
		case old && !l.agreed:
			e.close(l, Stalled)
		default:
			e.stalls(l)
			if o := &l.outlook; !o.again.IsZero() && !e.now.Before(o.again) && !o.listing && l.member() {
				e.list(l, 0)
			}
		}
	}
	if w := &e.parts; w.link != nil && e.now.Sub(w.since) >= e.c.Limits.GiveUp {
		e.close(w.link, Stalled)
	}
	e.blobStalls()
	for _, d := range inOrder(e.hints) {
		h := e.hints[d]
		switch {
		case e.now.Before(h.at):
		case h.told:
			delete(e.hints, d)
		case e.now.Sub(h.grew) < e.patience(d): // a log that grows, if late, is not lacking
			h.at = e.now.Add(e.c.Limits.Quiet)
		default:
			h.told, h.at = true, e.now.Add(e.c.Limits.Retry)
			e.emit(Notice{Kind: LogLacking, Device: d, Seq: h.seq})
		}
	}
}

// patience is how long a log may be at rest before what it lacks counts.
func (e *Engine) patience(d oplog.DeviceID) time.Duration {
	if e.coming(d) {
		return e.c.Limits.Stall
	}
	return e.c.Limits.Quiet
}

// coming reports whether entries of a log may well be on their way: they have
// come, or some link says that it can bring them, or there is so much to bring,
// of whatever logs, that links are at it. What is late then is not lacking yet.
func (e *Engine) coming(d oplog.DeviceID) bool {
	return len(e.asks) > 0 || e.got[d] != nil || slices.ContainsFunc(e.links, func(l *link) bool { return l.member() && e.target(l, d) > 0 })
}

// wake asks for a Tick when something will be due next.
func (e *Engine) wake() {
	var at time.Time
	due := func(t time.Time) {
		if t.After(e.now) {
			at = earlier(at, t)
		}
	}
	limits := &e.c.Limits
	for _, l := range e.links {
		if !l.agreed {
			due(l.since.Add(limits.GiveUp))
		}
		if len(l.asked.spans) > 0 {
			if !l.asked.stalled {
				due(l.asked.since.Add(limits.Stall))
			}
			due(l.asked.since.Add(limits.GiveUp))
		}
		if len(l.outlook.news) > 0 {
			due(l.outlook.lazy)
		}
		if e.resting(l) {
			due(l.outlook.check)
		}
		due(l.outlook.again)
		if l.serving.active {
			due(l.serving.retry)
		}
	}
	if e.parts.link != nil {
		due(e.parts.since.Add(limits.GiveUp))
	}
	if e.parts.due {
		due(e.parts.after)
	}
	for _, f := range e.blobs.fetches {
		if f.link != nil {
			due(f.since.Add(limits.Stall))
		}
	}
	if e.shown.bytes != nil {
		due(e.shown.at.Add(limits.Stall))
	}
	if len(e.blobs.waiting) > 0 {
		due(e.blobs.retry)
	}
	if e.blobs.due {
		due(e.blobs.after)
	}
	for _, h := range e.hints {
		due(h.at)
	}
	due(e.diskAfter)
	if !e.storing && len(e.pending) > 0 && e.gathers() {
		due(e.gather)
	}
	if at != e.due && !at.IsZero() {
		e.emit(Wake{At: at})
	}
	e.due = at
}
