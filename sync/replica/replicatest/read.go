package replicatest

import (
	"container/heap"
	"context"
	"slices"

	"settle.example/settle/sync/oplog"
)

// Read implements replica.Log.
func (l *Log) Read(ctx context.Context, ranges []oplog.Range, maxBytes int) ([]*oplog.Run, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var next byClock
	for _, r := range ranges {
		if c := l.chains[r.Device]; c != nil && r.From >= 1 && r.From <= min(r.To, c.tip.Seq) {
			next = append(next, waiting{r, c.entries[r.From-1].clock})
		}
	}
	heap.Init(&next)
	var runs []*oplog.Run
	for size := 0; len(next) > 0; {
		w := &next[0]
		run := l.run(w.Device, w.From)
		if run == nil {
			heap.Pop(&next)
			continue
		}
		if size += sizeOf(run); size > maxBytes && len(runs) > 0 {
			break
		}
		runs = append(runs, run)
		c := l.chains[w.Device]
		if w.From = run.Last() + 1; w.From > min(w.To, c.tip.Seq) {
			heap.Pop(&next)
			continue
		}
		w.clock = c.entries[w.From-1].clock
		heap.Fix(&next, 0)
	}
	return runs, nil
}

// run returns the longest run from a seq that is within bounds and ends at a
// signed head.
func (l *Log) run(d oplog.DeviceID, from uint64) *oplog.Run {
	c := l.chains[d]
	run := &oplog.Run{Device: d, First: from, Prev: System}
	if from > 1 {
		run.Prev = c.entries[from-2].hash
	}
	at, _ := slices.BinarySearchFunc(c.heads, from, func(h oplog.SignedHead, seq uint64) int {
		if h.Seq < seq {
			return -1
		}
		return 1
	})
	size, last := 0, from-1
	for ; at < len(c.heads); at++ {
		h := &c.heads[at]
		for seq := last + 1; seq <= h.Seq; seq++ {
			size += len(c.entries[seq-1].Body) + len(c.entries[seq-1].Private)
		}
		if last >= from && (size > oplog.MaxRun || h.Seq-from >= oplog.MaxRunEntries) {
			break
		}
		last, run.Hash, run.Signature = h.Seq, h.Hash, h.Signature
	}
	if last < from { // the end of a cut log: its proof has the signature
		p, forked := l.cuts[d]
		if !forked {
			return nil
		}
		last, run.Hash, run.Signature = c.tip.Seq, p.a.Hash, p.a.Signature
		defer func() { run.Records = append(run.Records, p.a.Records...) }()
	}
	size = 0
	for i := range c.entries[from-1 : last] {
		r := c.entries[from-1+uint64(i)].Record
		if size += len(r.Body) + len(r.Private); size > oplog.MaxRun { // it came after its entry
			size -= len(r.Private)
			r.Private, r.State = nil, oplog.Owed
		}
		run.Records = append(run.Records, r)
	}
	return run
}

func sizeOf(run *oplog.Run) int {
	n := 0
	for i := range run.Records {
		n += len(run.Records[i].Body) + len(run.Records[i].Private)
	}
	return n
}

// waiting is a range whose From is the next to be read, with the clock there.
type waiting struct {
	oplog.Range
	clock oplog.Clock
}

type byClock []waiting

func (b byClock) Len() int      { return len(b) }
func (b byClock) Swap(i, j int) { b[i], b[j] = b[j], b[i] }
func (b byClock) Less(i, j int) bool {
	return b[i].clock < b[j].clock || b[i].clock == b[j].clock && b[i].Device.Compare(b[j].Device) < 0
}

// Push implements heap.Interface.
func (b *byClock) Push(x any) { *b = append(*b, x.(waiting)) }

// Pop implements heap.Interface.
func (b *byClock) Pop() any {
	last := len(*b) - 1
	x := (*b)[last]
	*b = (*b)[:last]
	return x
}
