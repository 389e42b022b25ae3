package sqlite

import (
	"context"
	"sync"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// checked is a run verified against a tip, with its entries decoded.
type checked struct {
	known   oplog.Tip
	run     oplog.Verified
	err     error
	decoded []decoded
}

// decoded is a new entry as add takes it: what does not need the connection is done.
type decoded struct {
	stored
	text map[uint]string // the class A text of its private part
}

func decodeLink(l *oplog.Link) decoded {
	d := decoded{stored: read(&l.Entry)}
	if l.State == oplog.Present {
		d.text = oplog.TextOf(l.Private) // none of a hostile or newer one: its hash holds, so it is kept and relayed
	}
	return d
}

// check verifies a run.
func check(system oplog.Hash, known oplog.Tip, run *oplog.Run) checked {
	c := checked{known: known}
	if c.run, c.err = oplog.VerifyRun(system, known, run); c.err != nil {
		return c
	}
	c.decoded = make([]decoded, len(c.run.Links))
	for i := range c.decoded {
		c.decoded[i] = decodeLink(&c.run.Links[i])
	}
	return c
}

// aheadBy is how many runs are verified before they are stored, at most.
const aheadBy = 32

// lookahead verifies runs on another processor while those before them are stored. Each is verified against the tip
// that those before it should lead to; whoever stores it looks whether they did.
type lookahead struct {
	results chan checked
	stop    context.CancelFunc
	done    sync.WaitGroup
}

// lookAhead begins with the tips that the transaction sees now. It ends with close.
func (t *tx) lookAhead(ctx context.Context, runs []*oplog.Run) (*lookahead, error) {
	tips := map[oplog.DeviceID]oplog.Tip{}
	for _, run := range runs {
		if _, ok := tips[run.Device]; ok {
			continue
		}
		log, err := t.findLog(ctx, marketplace.DeviceID(run.Device))
		if err != nil {
			return nil, err
		}
		tips[run.Device] = log.tip
	}
	l := &lookahead{results: make(chan checked, aheadBy)}
	ctx, l.stop = context.WithCancel(ctx)
	system := t.meta.system
	work := func() {
		for _, run := range runs {
			c := check(system, tips[run.Device], run)
			if c.err == nil {
				tips[run.Device] = c.run.Tip
			}
			select {
			case l.results <- c:
			case <-ctx.Done():
				return
			}
		}
	}
	if len(runs) == 1 { // nothing is stored meanwhile
		work()
	} else {
		l.done.Go(work)
	}
	return l, nil
}

// next is the result for the next run; a zero one where looking ahead has ended.
func (l *lookahead) next(ctx context.Context) checked {
	select {
	case c := <-l.results:
		return c
	case <-ctx.Done():
		return checked{}
	}
}

func (l *lookahead) close() {
	l.stop()
	l.done.Wait()
}
