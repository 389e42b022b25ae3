package replicatest

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"sync"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Write commits drafts to the log of the key's device, as that device does, and
// returns how far it is held then.
func (l *Log) Write(key ed25519.PrivateKey, now time.Time, drafts ...oplog.Draft) (replica.Held, error) {
	return l.WriteAfter(key, 0, now, drafts...)
}

// WriteAfter is Write on a machine that has folded entries up to a clock.
func (l *Log) WriteAfter(key ed25519.PrivateKey, seen oplog.Clock, now time.Time, drafts ...oplog.Draft) (replica.Held, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := IDOf(key)
	c := l.chains[d]
	if c == nil {
		c = &chain{}
	}
	w, err := oplog.NewWriter(key, System, c.tip, seen)
	if err != nil {
		return replica.Held{}, err
	}
	from := c.tip.Seq + 1
	var added []entry
	for _, draft := range drafts {
		link, err := w.Append(now, draft)
		if err != nil {
			return replica.Held{}, err
		}
		added = append(added, entry{Record: link.Record, hash: link.Hash, clock: link.Clock, part: link.PrivateHash})
	}
	heads, err := w.Heads()
	if err != nil {
		return replica.Held{}, err
	}
	l.chains[d] = c
	c.entries = append(c.entries, added...)
	c.heads = append(c.heads, heads...)
	c.tip = w.Tip()
	if l.journal != nil {
		for from <= c.tip.Seq {
			run := l.run(d, from)
			l.journal.add(opRuns, run)
			from = run.Last() + 1
		}
	}
	return l.held(d), nil
}

// Link returns the entry at a place, with what is held of its private part; false
// where it is not here. Its bytes are the log's own: do not change them.
func (l *Log) Link(at replica.Place) (body []byte, hash oplog.Hash, state oplog.PrivateState, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.at(at)
	if e == nil {
		return nil, oplog.Hash{}, 0, false
	}
	return e.Body, e.hash, e.State, true
}

// Erase removes the private part of the entry at a place for good, whether it is
// here or owed.
func (l *Log) Erase(at replica.Place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.erase(at) {
		l.journal.addErased(at)
	}
}

func (l *Log) erase(at replica.Place) bool {
	e := l.at(at)
	if e == nil || e.State != oplog.Present && e.State != oplog.Owed {
		return false
	}
	e.State, e.Private = oplog.Erased, nil
	return true
}

// Copy returns a log that holds the same, as a copied disk does.
func (l *Log) Copy() *Log {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := New(l.verify)
	for d, from := range l.chains {
		c.chains[d] = &chain{tip: from.tip, entries: slices.Clone(from.entries), heads: slices.Clone(from.heads)}
	}
	c.cuts, c.blobs = maps.Clone(l.cuts), maps.Clone(l.blobs)
	c.missing = slices.Clone(l.missing)
	if l.journal != nil {
		c.journal = &journal{bytes: slices.Clone(l.journal.bytes)}
	}
	return c
}

// VerifyBy makes the log verify by another verifier, as when a copy belongs to
// another simulation.
func (l *Log) VerifyBy(verify Verifier) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.verify = verify
}

// Bytes returns how much the entries come to: bodies and private parts.
func (l *Log) Bytes() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.chains {
		for i := range c.entries {
			n += len(c.entries[i].Body) + len(c.entries[i].Private)
		}
	}
	return n
}

// Entries returns how many entries there are.
func (l *Log) Entries() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.chains {
		n += len(c.entries)
	}
	return n
}

// Digest returns a hash of all that is held: logs, cuts, private parts, photos.
func (l *Log) Digest() [32]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	h := sha256.New()
	for _, d := range slices.SortedFunc(maps.Keys(l.chains), oplog.DeviceID.Compare) {
		if len(l.chains[d].entries) == 0 {
			continue
		}
		h.Write(d[:])
		for i := range l.chains[d].entries {
			e := &l.chains[d].entries[i]
			h.Write(append(e.hash[:], byte(e.State)))
		}
	}
	for _, d := range slices.SortedFunc(maps.Keys(l.cuts), oplog.DeviceID.Compare) {
		h.Write(binary.BigEndian.AppendUint64(d[:], l.cuts[d].cut.At))
	}
	for _, id := range slices.SortedFunc(maps.Keys(l.blobs), func(a, b replica.BlobID) int { return slices.Compare(a[:], b[:]) }) {
		h.Write(id[:])
	}
	return [32]byte(h.Sum(nil))
}

// Memo returns a Verifier that remembers, for simulations in which many replicas
// verify the same runs. It is safe for several goroutines.
func Memo() Verifier {
	type answer struct {
		v   oplog.Verified
		err error
	}
	var mu sync.Mutex
	known := map[[32]byte]answer{}
	return func(system oplog.Hash, tip oplog.Tip, run *oplog.Run) (oplog.Verified, error) {
		key := memoKey(tip, run)
		mu.Lock()
		a, found := known[key]
		mu.Unlock()
		if !found {
			a.v, a.err = oplog.VerifyRun(system, tip, run)
			mu.Lock()
			known[key] = a
			mu.Unlock()
		}
		a.v.Links = slices.Clone(a.v.Links)
		return a.v, a.err
	}
}

func memoKey(tip oplog.Tip, run *oplog.Run) [32]byte {
	b := make([]byte, 0, 1024)
	b = binary.BigEndian.AppendUint64(b, tip.Seq)
	b = append(b, tip.Hash[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(tip.Clock))
	b = binary.BigEndian.AppendUint64(append(b, run.Device[:]...), run.First)
	b = append(append(b, run.Prev[:]...), run.Hash[:]...)
	b = append(b, run.Signature[:]...)
	for i := range run.Records {
		r := &run.Records[i]
		b = binary.BigEndian.AppendUint32(append(b, byte(r.State)), uint32(len(r.Body)))
		b = append(b, r.Body...)
		b = binary.BigEndian.AppendUint32(b, uint32(len(r.Private)))
		b = append(b, r.Private...)
	}
	return sha256.Sum256(b)
}
