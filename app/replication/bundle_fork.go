package replication

import (
	"errors"

	"settle.example/settle/sync/oplog"
)

// prove looks whether a fault is that a device signed another history than the one here, and if so makes the proof of
// it known.
func (i *importer) prove(fault error, runs []*oplog.Run) (bool, error) {
	chain, ok := errors.AsType[*oplog.ChainError](fault)
	if !ok || !errors.Is(fault, oplog.ErrFork) {
		return false, nil
	}
	for _, theirs := range runs {
		if theirs.Device != chain.Device || chain.Seq < theirs.First || chain.Seq > theirs.Last() {
			continue
		}
		return i.compare(theirs)
	}
	return false, nil
}

// compare looks where a run parts from the history here, and makes the proof known; false where there is none.
func (i *importer) compare(theirs *oplog.Run) (bool, error) {
	ours, err := i.store.ReadRuns(i.ctx, []oplog.Range{{Device: theirs.Device, From: theirs.First, To: theirs.Last()}}, appendSize)
	if err != nil {
		return false, err
	}
	for _, mine := range ours {
		if a, b, parted := part(mine, theirs); parted {
			return i.cut(a, b)
		}
	}
	return false, nil
}

// cut makes a proof known here; false where it proves nothing.
func (i *importer) cut(a, b *oplog.Run) (bool, error) {
	cut, left, err := i.store.Fork(i.ctx, a, b)
	if chain := (*oplog.ChainError)(nil); errors.As(err, &chain) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	i.held[a.Device] = left
	if at, ok := i.cuts[cut.Device]; !ok || at != cut.At {
		i.cuts[cut.Device] = cut.At
		i.done.Forks++
	}
	return true, nil
}

// part cuts the beginning off both runs up to where they part; false where they do not part.
func part(a, b *oplog.Run) (x, y *oplog.Run, parted bool) {
	if a.First < b.First {
		y, x, parted = part(b, a)
		return x, y, parted
	}
	// a begins at or after b: lead b up to there.
	at := oplog.Position{Device: b.Device, Seq: b.First, Prev: b.Prev}
	n := 0
	for ; at.Seq < a.First; n++ {
		if n == len(b.Records) {
			return nil, nil, false
		}
		at.Prev = at.Hash(b.Records[n].Body)
		at.Seq++
	}
	if at.Prev != a.Prev {
		return nil, nil, false // they parted before: an earlier run shows it
	}
	for m := 0; m < len(a.Records) && n < len(b.Records); m, n = m+1, n+1 {
		mine, theirs := at.Hash(a.Records[m].Body), at.Hash(b.Records[n].Body)
		if mine != theirs {
			return from(a, m, at), from(b, n, at), true
		}
		at.Prev = mine
		at.Seq++
	}
	return nil, nil, false
}

// from is the run from its n-th record on, which stands at that position.
func from(r *oplog.Run, n int, at oplog.Position) *oplog.Run {
	rest := *r
	rest.First, rest.Prev, rest.Records = at.Seq, at.Prev, r.Records[n:]
	return &rest
}
