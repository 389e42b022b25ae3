package sqlite

import (
	"context"
	"errors"
	"maps"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Appended says what an Append brought.
type Appended struct {
	Entries int // new here
	Refused int // private parts that were not those that their entries promise, and count as owed
	Owed    int // new entries whose private part is not here and may be elsewhere
	// Held is every log that grew, ordered by device: this device's own too, where a duty added to it.
	Held []Held
	// Faults are runs that were not taken, as *oplog.ChainError, in the order of the runs. The others were.
	Faults []error
}

// Append takes runs of other devices' entries in: each run is verified against what is held of its log, and the whole
// is stored, folded and committed in one transaction. A run that brings nothing new is passed over. A run that fails
// (see oplog.VerifyRun) is named in Faults and does not keep the others out. Runs of one device come in the order of
// their entries; each may begin before the tip that is held.
func (s *Store) Append(ctx context.Context, runs ...*oplog.Run) (Appended, error) {
	entries := 0
	for _, run := range runs {
		entries += len(run.Records)
	}
	var done Appended
	err := s.write(ctx, func(t *tx) (err error) {
		t.many = entries >= manyEntries
		done, err = t.appendRuns(ctx, runs)
		return err
	})
	if err != nil {
		return Appended{}, err
	}
	return done, nil
}

// manyEntries make a transaction a large one.
const manyEntries = 512

func (t *tx) appendRuns(ctx context.Context, runs []*oplog.Run) (Appended, error) {
	var done Appended
	t.grown = map[oplog.DeviceID]Held{}
	ahead, err := t.lookAhead(ctx, runs)
	if err != nil {
		return done, err
	}
	defer ahead.close()
	for _, run := range runs {
		c := ahead.next(ctx)
		if err := ctx.Err(); err != nil {
			return done, err
		}
		v, err := t.appendRun(ctx, run, c)
		chain := (*oplog.ChainError)(nil)
		switch {
		case errors.Is(err, oplog.ErrDuplicate):
		case errors.As(err, &chain):
			done.Faults = append(done.Faults, err)
		case err != nil:
			return done, err
		}
		done.Entries += len(v.Links)
		done.Refused += v.Refused
		for i := range v.Links {
			if v.Links[i].State == oplog.Owed {
				done.Owed++
			}
		}
	}
	if err := t.flushRows(); err != nil {
		return done, err
	}
	if err := t.ripen(ctx); err != nil {
		return done, err
	}
	if err := t.fold(ctx); err != nil {
		return done, err
	}
	if err := t.closeWithDuties(ctx); err != nil {
		return done, err
	}
	for _, id := range slices.SortedFunc(maps.Keys(t.grown), oplog.DeviceID.Compare) {
		done.Held = append(done.Held, t.grown[id])
	}
	return done, nil
}

// appendRun verifies a run before anything of it is written, so that a bad one leaves the transaction clean. ahead is
// what was found of it before, if the log has grown as was then expected.
func (t *tx) appendRun(ctx context.Context, run *oplog.Run, ahead checked) (oplog.Verified, error) {
	id := marketplace.DeviceID(run.Device)
	log, err := t.findLog(ctx, id)
	if err != nil {
		return oplog.Verified{}, err
	}
	cut, isCut, err := t.cutOf(ctx, log.number)
	cut.Device = run.Device
	if err != nil {
		return oplog.Verified{}, err
	}
	if isCut && run.First > cut.At {
		return oplog.Verified{}, &oplog.ChainError{Device: run.Device, Seq: run.First, Err: oplog.ErrDuplicate}
	}
	if id == t.meta.self && !isCut {
		// This device alone writes its own log. Another tongue with its key is a copied disk.
		return oplog.Verified{}, t.ownRun(ctx, run)
	}
	if ahead.known != log.tip {
		ahead = check(t.meta.system, log.tip, run)
	}
	v, err := ahead.run, ahead.err
	if err == nil && isCut {
		v, err = upToCut(v, cut)
	}
	if err != nil {
		return oplog.Verified{}, err
	}
	if v.Tip.Seq > maxSeq {
		return oplog.Verified{}, &oplog.ChainError{Device: run.Device, Seq: v.Tip.Seq, Err: oplog.ErrTooLarge}
	}
	if log, err = t.log(ctx, id); err != nil { // a new device has its number from now on
		return oplog.Verified{}, err
	}
	if len(v.Links) >= rowsAtOnce {
		if err := t.meet(ctx, ahead.decoded[:len(v.Links)]); err != nil {
			return oplog.Verified{}, err
		}
	}
	size := 0
	for i := range v.Links {
		l := &v.Links[i]
		if err := t.add(ctx, log.number, l, ahead.decoded[i]); err != nil {
			return oplog.Verified{}, err
		}
		size += len(l.Body) + len(l.Private)
	}
	if v.Tip.Seq < run.Last() { // no head: the proof of the fork stands for it
		if err := t.flushRows(); err != nil {
			return oplog.Verified{}, err
		}
		return v, t.endAtCut(ctx, log.number, cut)
	}
	return v, t.putHead(ctx, &log, run.Head(), v.Tip.Clock, size)
}

// ownRun says whether a run of this device's own log tells of entries that it never wrote.
func (t *tx) ownRun(ctx context.Context, run *oplog.Run) error {
	log, err := t.log(ctx, t.meta.self)
	if err != nil {
		return err
	}
	if _, err := oplog.VerifyRun(t.meta.system, log.tip, run); err != nil {
		return err
	}
	return &oplog.ChainError{Device: run.Device, Seq: log.tip.Seq + 1, Err: oplog.ErrFork}
}

// closeWithDuties lets this device do what others' entries made due, where it may write.
func (t *tx) closeWithDuties(ctx context.Context) error {
	self, err := t.writer(ctx)
	if err != nil {
		return nil // it reads only, or its clock is wrong: its duties stay due
	}
	w, err := t.openLog(ctx, self)
	if err != nil {
		return err
	}
	if err := w.sayAgain(ctx); err != nil {
		return err
	}
	return w.close(ctx)
}

// Vector says how far each device's log is held, up to a signed head.
func (s *Store) Vector(ctx context.Context) (oplog.VersionVector, error) {
	vector := oplog.VersionVector{}
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT key, seq FROM device WHERE seq > 0`, nil, func(scan scanner) error {
			var id oplog.DeviceID
			var seq uint64
			err := scan(&id, &seq)
			vector[id] = seq
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return vector, nil
}

// Runs walks the entries of a range in runs that a replica can verify: each ends at a signed head and holds at most
// oplog.MaxRun bytes, private parts beyond that being marked as owed. A range that ends between two heads is walked to
// the later one; one that reaches past what is held, to its end.
func (s *Store) Runs(ctx context.Context, of oplog.Range, f func(*oplog.Run) error) error {
	for from := of.From; from <= of.To; {
		var run *oplog.Run
		err := s.readers.look(ctx, func(q querier) (err error) {
			run, err = readRun(ctx, q, of.Device, from)
			return err
		})
		if err != nil || run == nil {
			return err
		}
		if err := f(run); err != nil {
			return err
		}
		from = run.Last() + 1
	}
	return nil
}

// readRun reads from a seq to the next head; nil where nothing is held from there on.
func readRun(ctx context.Context, q querier, device oplog.DeviceID, from uint64) (*oplog.Run, error) {
	number, err := deviceNumber(ctx, q, marketplace.DeviceID(device))
	if err != nil || number == 0 || from < 1 || from > maxSeq {
		return nil, err
	}
	run := &oplog.Run{Device: device, First: from}
	var last uint64
	found, err := one(ctx, q, `SELECT seq, signature FROM head WHERE device = ? AND seq >= ? ORDER BY seq LIMIT 1`,
		[]any{number, from}, &last, &run.Signature)
	if err != nil {
		return nil, err
	}
	var past *oplog.Run // a cut log goes on along one of its histories, or nobody could verify its end
	if !found {
		if past, _, err = proofOf(ctx, q, number); err != nil || past == nil || from >= past.First {
			return nil, err
		}
		last, run.Signature = past.First-1, past.Signature
	}
	if err := prevOf(ctx, q, number, from, &run.Prev); err != nil {
		return nil, err
	}
	if _, err := one(ctx, q, `SELECT hash FROM entry WHERE id = ?`, []any{rowID(number, last)}, &run.Hash); err != nil {
		return nil, err
	}
	size := 0
	var state int64
	run.Records = make([]oplog.Record, 0, min(last+1-from, oplog.MaxRunEntries))
	err = q.each(ctx, `SELECT entry.body, private.state, private.bytes FROM entry LEFT JOIN private ON private.entry = entry.id
		WHERE entry.id BETWEEN ? AND ? ORDER BY entry.id`, []any{rowID(number, from), rowID(number, last)}, func(scan scanner) error {
		run.Records = append(run.Records, oplog.Record{})
		r := &run.Records[len(run.Records)-1]
		if err := scan(&r.Body, &state, &r.Private); err != nil {
			return err
		}
		r.State = oplog.PrivateState(state)
		size += len(r.Body)
		return nil
	})
	if past != nil {
		run.Records, run.Hash = append(run.Records, past.Records...), past.Hash
	}
	fitPrivate(run.Records, size)
	return run, err
}

// prevOf is the hash of the entry before from: of the system for the first of a log.
func prevOf(ctx context.Context, q querier, number int64, from uint64, hash *oplog.Hash) error {
	if from > 1 {
		_, err := one(ctx, q, `SELECT hash FROM entry WHERE id = ?`, []any{rowID(number, from-1)}, hash)
		return err
	}
	m, err := readMeta(ctx, q)
	if err != nil {
		return err
	}
	founding, err := one(ctx, q, `SELECT 1 FROM entry WHERE id = ? AND hash = ?`, []any{rowID(number, 1), m.system}, nil)
	if !founding {
		*hash = m.system
	}
	return err
}

// fitPrivate keeps a run within its bound: private parts that came after their entries may not fit any more.
func fitPrivate(records []oplog.Record, size int) {
	for i := range slices.All(records) {
		r := &records[i]
		if size += len(r.Private); size > oplog.MaxRun {
			size -= len(r.Private)
			r.Private, r.State = nil, oplog.Owed
		}
	}
}
