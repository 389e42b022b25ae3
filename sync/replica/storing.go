package replica

import (
	"errors"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// store gives the disk all that has come. While it is at work the next, larger
// lot gathers: so a catch-up is stored in few transactions and a single entry at
// once.
func (e *Engine) store() {
	if e.storing || len(e.pending) == 0 || e.now.Before(e.diskAfter) || e.gathers() {
		return
	}
	runs, began := e.pending, e.now
	e.storing, e.storeCost = true, e.pendCost
	e.pending, e.pendCost = nil, 0
	task(e, func(id TaskID) Task { return Store{ID: id, Runs: runs} }, func(done StoreDone) {
		e.storing, e.storeCost = false, 0
		e.gather = e.now.Add(min(e.now.Sub(began), maxGather))
		e.stored(runs, done)
	})
}

// While links bring more of what they were asked for, the next lot gathers for as
// long as the last took to be stored, for maxGather at most, or until it is large:
// the smaller a lot is, the more each of its entries costs, and a machine that is
// busy would be busier.
const (
	maxGather = 2 * time.Second
	largeLot  = 1 << 20 // as costs are counted
)

func (e *Engine) gathers() bool {
	return len(e.asks) > 0 && e.pendCost < largeLot && e.free() >= maxCost && e.now.Before(e.gather)
}

func (e *Engine) stored(runs []*oplog.Run, done StoreDone) {
	if done.Err != nil {
		e.diskFailed(done.Err)
		return
	}
	for _, h := range done.Stored.Held {
		from := LinkID(0)
		b := e.got[h.Device]
		if b != nil {
			from = b.link
		}
		e.grow(h, from)
		if b != nil && h.Seq >= b.seq {
			delete(e.got, h.Device)
		}
	}
	e.faults(done.Stored.Faults)
	// What was stored up to a cut, or was here already, is not on its way any more.
	coming := make(map[oplog.DeviceID]bool, len(e.pending))
	for _, run := range e.pending {
		coming[run.Device] = true
	}
	for _, run := range runs {
		if !coming[run.Device] {
			coming[run.Device] = true // once is enough
			delete(e.got, run.Device)
			if _, asked := e.asks[run.Device]; !asked {
				e.requeue(run.Device)
			}
		}
	}
	if done.Stored.Owed > 0 {
		e.parts.due, e.parts.after = true, e.now.Add(e.c.Limits.Quiet)
	}
	if len(done.Stored.Held) > 0 && e.c.AlwaysOn && !e.blobs.due {
		e.blobs.due, e.blobs.after = true, e.now.Add(e.c.Limits.Quiet)
	}
}

// diskFailed lets go of all that was received and asks for it again later.
func (e *Engine) diskFailed(err error) {
	e.emit(Notice{Kind: DiskFailed, Err: err})
	e.diskAfter = e.now.Add(e.c.Limits.Retry)
	e.pending, e.pendCost = nil, 0
	for _, d := range inOrder(e.got) {
		delete(e.got, d)
		e.requeue(d)
	}
}

// faults deals with runs that the log did not take. What came of their logs is
// let go.
func (e *Engine) faults(errs []error) {
	senders := make(map[oplog.DeviceID]*link, len(errs))
	for _, err := range errs {
		if chain := (*oplog.ChainError)(nil); errors.As(err, &chain) {
			if b := e.got[chain.Device]; b != nil {
				senders[chain.Device] = e.link(b.link)
				delete(e.got, chain.Device)
			}
		}
	}
	if len(senders) > 0 {
		e.pending = slices.DeleteFunc(e.pending, func(run *oplog.Run) bool {
			_, faulty := senders[run.Device]
			return faulty
		})
		if len(e.pending) == 0 {
			e.pendCost = 0
		}
	}
	told := make(map[oplog.DeviceID]bool, len(errs))
	for _, err := range errs { // of each log the first: what follows it cannot fit
		if chain := (*oplog.ChainError)(nil); errors.As(err, &chain) && !told[chain.Device] {
			told[chain.Device] = true
			e.fault(senders[chain.Device], chain)
		}
	}
}

// fault blames whoever sent a run, unless the run shows that its device signed
// two histories.
func (e *Engine) fault(l *link, err *oplog.ChainError) {
	n := Notice{Kind: RunRefused, Device: err.Device, Seq: err.Seq, Err: err}
	if l != nil {
		n.Link, n.Peer = l.id, l.peer
	}
	switch {
	case errors.Is(err, oplog.ErrDuplicate):
	case errors.Is(err, oplog.ErrFork):
		if l != nil && !l.gone {
			e.suspect(l, err.Device, max(err.Seq, 1))
		}
	case errors.Is(err, oplog.ErrGap): // the log is shorter than was known here
		e.emit(n)
		e.diskAfter = e.now.Add(e.c.Limits.Retry)
	default:
		e.emit(n)
		if l != nil {
			e.close(l, Faulty)
		}
	}
}
