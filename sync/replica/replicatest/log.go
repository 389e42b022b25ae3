package replicatest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"slices"
	"sync"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

var _ replica.Log = (*Log)(nil)

// Log is a replica.Log in memory. It is safe for several goroutines.
type Log struct {
	mu      sync.Mutex
	verify  Verifier
	chains  map[oplog.DeviceID]*chain
	cuts    map[oplog.DeviceID]proof
	blobs   map[replica.BlobID][]byte
	missing []replica.BlobID // that were asked for with Need, in order
	owed    replica.Place    // where Owed goes on
	lacking int              // where MissingBlobs goes on
	fail    error
	journal *journal
}

// chain is a device's log.
type chain struct {
	tip     oplog.Tip
	entries []entry
	heads   []oplog.SignedHead // in order
}

type entry struct {
	oplog.Record
	hash  oplog.Hash
	clock oplog.Clock
	part  oplog.Hash // the hash of the private part; zero for none
}

type proof struct {
	cut  replica.Cut
	a, b *oplog.Run
}

// Verifier is oplog.VerifyRun or what stands in for it.
type Verifier func(oplog.Hash, oplog.Tip, *oplog.Run) (oplog.Verified, error)

// New returns an empty log of System. With verify nil it verifies by
// oplog.VerifyRun.
func New(verify Verifier) *Log {
	if verify == nil {
		verify = oplog.VerifyRun
	}
	l := &Log{verify: verify}
	l.reset()
	return l
}

func (l *Log) reset() {
	l.chains = map[oplog.DeviceID]*chain{}
	l.cuts = map[oplog.DeviceID]proof{}
	l.blobs = map[replica.BlobID][]byte{}
	l.missing, l.owed, l.lacking = nil, replica.Place{}, 0
}

// Fail makes every call fail with err until it is called with nil.
func (l *Log) Fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail = err
}

// begin locks the log for one call.
func (l *Log) begin(ctx context.Context) error {
	l.mu.Lock()
	return errors.Join(ctx.Err(), l.fail)
}

// Held implements replica.Log.
func (l *Log) Held(ctx context.Context) ([]replica.Held, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var held []replica.Held
	for _, d := range slices.SortedFunc(maps.Keys(l.chains), oplog.DeviceID.Compare) {
		if h := l.held(d); h.Seq > 0 {
			held = append(held, h)
		}
	}
	return held, nil
}

func (l *Log) held(d oplog.DeviceID) replica.Held {
	h := replica.Held{Device: d}
	if c := l.chains[d]; c != nil {
		h.Seq, h.Hash = c.tip.Seq, c.tip.Hash
	}
	return h
}

// Cuts implements replica.Log.
func (l *Log) Cuts(ctx context.Context) ([]replica.Cut, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var cuts []replica.Cut
	for _, p := range l.cuts {
		cuts = append(cuts, p.cut)
	}
	slices.SortFunc(cuts, func(a, b replica.Cut) int { return a.Device.Compare(b.Device) })
	return cuts, nil
}

// Store implements replica.Log.
func (l *Log) Store(ctx context.Context, runs []*oplog.Run) (replica.Stored, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return replica.Stored{}, err
	}
	l.journal.add(opRuns, runs...)
	return l.store(runs), nil
}

func (l *Log) store(runs []*oplog.Run) replica.Stored {
	var done replica.Stored
	grew := map[oplog.DeviceID]bool{}
	for _, run := range runs {
		owed, err := l.append(run)
		switch {
		case errors.Is(err, oplog.ErrDuplicate):
		case err != nil:
			done.Faults = append(done.Faults, err)
		default:
			grew[run.Device] = true
		}
		done.Owed += owed
	}
	for _, d := range slices.SortedFunc(maps.Keys(grew), oplog.DeviceID.Compare) {
		done.Held = append(done.Held, l.held(d))
	}
	return done
}

func (l *Log) append(run *oplog.Run) (owed int, err error) {
	c := l.chains[run.Device]
	if c == nil {
		c = &chain{}
	}
	p, forked := l.cuts[run.Device]
	if forked && c.tip.Seq >= p.cut.At {
		return 0, oplog.ErrDuplicate
	}
	v, err := l.verify(System, c.tip, run)
	if err != nil {
		return 0, err
	}
	l.chains[run.Device] = c
	for i := range v.Links {
		link := &v.Links[i]
		if forked && link.Seq > p.cut.At {
			return owed, nil
		}
		if link.State == oplog.Owed {
			owed++
		}
		c.entries = append(c.entries, entry{Record: link.Record, hash: link.Hash, clock: link.Clock, part: link.PrivateHash})
		c.tip = oplog.Tip{Seq: link.Seq, Hash: link.Hash, Clock: link.Clock}
	}
	c.heads = append(c.heads, run.Head())
	return owed, nil
}

// Fork implements replica.Log.
func (l *Log) Fork(ctx context.Context, a, b *oplog.Run) (replica.Cut, replica.Held, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return replica.Cut{}, replica.Held{}, err
	}
	cut, held, err := l.fork(a, b)
	if err == nil {
		l.journal.add(opFork, a, b)
	}
	return cut, held, err
}

func (l *Log) fork(a, b *oplog.Run) (replica.Cut, replica.Held, error) {
	at, hash, err := oplog.VerifyFork(System, a, b)
	if err != nil {
		return replica.Cut{}, replica.Held{}, err
	}
	d := a.Device
	if p, known := l.cuts[d]; known && p.cut.At <= at {
		return p.cut, l.held(d), nil
	}
	cut := replica.Cut{Device: d, At: at, Hash: hash}
	l.cuts[d] = proof{cut: cut, a: a, b: b}
	if c := l.chains[d]; c != nil && c.tip.Seq >= at {
		if at > 0 && c.entries[at-1].hash != hash { // a third history
			at = 0
		}
		c.cut(at)
	}
	return cut, l.held(d), nil
}

func (c *chain) cut(at uint64) {
	c.entries = c.entries[:at:at]
	c.heads = slices.DeleteFunc(c.heads, func(h oplog.SignedHead) bool { return h.Seq > at })
	c.tip = oplog.Tip{}
	if at > 0 {
		last := &c.entries[at-1]
		c.tip = oplog.Tip{Seq: at, Hash: last.hash, Clock: last.clock}
	}
}

// Proof implements replica.Log.
func (l *Log) Proof(ctx context.Context, device oplog.DeviceID) (a, b *oplog.Run, err error) {
	err = l.begin(ctx)
	defer l.mu.Unlock()
	p := l.cuts[device]
	return p.a, p.b, err
}

// Owed implements replica.Log.
func (l *Log) Owed(ctx context.Context, limit int) ([]replica.Place, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var before, after []replica.Place
	for _, d := range slices.SortedFunc(maps.Keys(l.chains), oplog.DeviceID.Compare) {
		for i := range l.chains[d].entries {
			at := replica.Place{Device: d, Seq: uint64(i + 1)}
			switch {
			case l.chains[d].entries[i].State != oplog.Owed:
			case cmp.Or(d.Compare(l.owed.Device), cmp.Compare(at.Seq, l.owed.Seq)) > 0:
				after = append(after, at)
			default:
				before = append(before, at)
			}
		}
	}
	places := append(after, before...)
	places = places[:min(limit, len(places))]
	if len(places) > 0 {
		l.owed = places[len(places)-1]
	}
	return places, nil
}

func (l *Log) at(p replica.Place) *entry {
	if c := l.chains[p.Device]; c != nil && p.Seq >= 1 && p.Seq <= uint64(len(c.entries)) {
		return &c.entries[p.Seq-1]
	}
	return nil
}

// Part implements replica.Log.
func (l *Log) Part(ctx context.Context, at replica.Place) ([]byte, bool, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	e := l.at(at)
	if err != nil || e == nil || e.State != oplog.Present {
		return nil, false, err
	}
	return e.Private, true, nil
}

// StorePart implements replica.Log.
func (l *Log) StorePart(ctx context.Context, at replica.Place, part []byte) error {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return err
	}
	if err := l.storePart(at, part); err != nil {
		return err
	}
	l.journal.addPart(at, part)
	return nil
}

func (l *Log) storePart(at replica.Place, part []byte) error {
	e := l.at(at)
	if e == nil || e.State != oplog.Owed {
		return nil
	}
	if len(e.Body)+len(part) > oplog.MaxEntry || oplog.HashPrivate(part) != e.part {
		return oplog.ErrPrivate
	}
	e.State, e.Private = oplog.Present, part
	return nil
}

// Lose makes a private part owed, as if it had never come. Use it before the log
// has a journal.
func (l *Log) Lose(at replica.Place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.at(at); e != nil && e.State == oplog.Present {
		e.State, e.Private = oplog.Owed, nil
	}
}

// Need makes the log want a photo, as an entry that names it would.
func (l *Log) Need(ids ...replica.BlobID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.missing = append(l.missing, ids...)
}

// MissingBlobs implements replica.Log.
func (l *Log) MissingBlobs(ctx context.Context, limit int) ([]replica.BlobID, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err != nil {
		return nil, err
	}
	l.missing = slices.DeleteFunc(l.missing, func(id replica.BlobID) bool { return l.blobs[id] != nil })
	var ids []replica.BlobID
	for range min(limit, len(l.missing)) {
		ids = append(ids, l.missing[l.lacking%len(l.missing)])
		l.lacking++
	}
	return ids, nil
}

// Blob implements replica.Log.
func (l *Log) Blob(ctx context.Context, id replica.BlobID) ([]byte, bool, error) {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	blob := l.blobs[id]
	return blob, blob != nil && err == nil, err
}

// StoreBlob implements replica.Log.
func (l *Log) StoreBlob(ctx context.Context, blob []byte) error {
	err := l.begin(ctx)
	defer l.mu.Unlock()
	if err == nil {
		id := replica.BlobID(sha256.Sum256(blob))
		l.blobs[id] = blob
		l.journal.addBlob(id, blob)
	}
	return err
}
