package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Cut says where a forked log ends for everybody.
type Cut struct {
	Device oplog.DeviceID
	At     uint64     // the last entry that both histories share; 0 where they share none
	Hash   oplog.Hash // of that entry
}

// Fork checks that a and b prove that their device signed two histories, keeps them, and takes all after the last entry
// that the two share out of that log, its folds and the digest: every replica does so, whichever history it held. An
// earlier cut stands. A log that does not lead to the histories of the proof is a third one and goes whole, to be sent
// again by others. What this machine wrote of it is kept: for Reissue, until which the device writes nothing, where the log
// is its own; where it is of a key that it had before, to be written again at once. Fork answers with what is left of the
// log. It fails with oplog's errors where the runs prove nothing.
func (s *Store) Fork(ctx context.Context, a, b *oplog.Run) (cut Cut, left Held, err error) {
	err = s.write(ctx, func(t *tx) error {
		at, hash, err := oplog.VerifyFork(t.meta.system, a, b)
		if err != nil {
			return err
		}
		cut = Cut{Device: a.Device, At: at, Hash: hash}
		log, err := t.log(ctx, marketplace.DeviceID(a.Device))
		if err != nil {
			return err
		}
		left = Held{Device: a.Device, Seq: log.tip.Seq, Hash: log.tip.Hash}
		switch old, ok, err := t.cutOf(ctx, log.number); {
		case err != nil:
			return err
		case ok && old.At <= cut.At:
			cut.At, cut.Hash = old.At, old.Hash
			return nil
		}
		var here oplog.Hash
		if _, err := one(ctx, t, `SELECT hash FROM entry WHERE id = ?`, []any{rowID(log.number, cut.At)}, &here); err != nil {
			return err
		}
		if err := t.keepProof(ctx, log.number, cut, a, b); err != nil {
			return err
		}
		end := cut
		if log.tip.Seq >= cut.At && here != cut.Hash {
			end = Cut{Device: a.Device}
		}
		if log.tip.Seq > end.At {
			if err := t.cutLog(ctx, log, end); err != nil {
				return err
			}
			left.Seq, left.Hash = end.At, end.Hash
		}
		if err := t.fold(ctx); err != nil {
			return err
		}
		if err := t.dropEmpty(ctx); err != nil {
			return err
		}
		return t.closeWithDuties(ctx)
	})
	return cut, left, err
}

func (t *tx) keepProof(ctx context.Context, device int64, cut Cut, a, b *oplog.Run) error {
	t.logsMoved()
	var bytes [2][]byte
	for i, run := range [2]*oplog.Run{a, b} {
		bare := *run
		bare.Records = make([]oplog.Record, len(run.Records))
		for j, r := range run.Records {
			bare.Records[j] = oplog.Record{Body: r.Body, State: oplog.Owed}
		}
		var err error
		if bytes[i], err = bare.MarshalBinary(); err != nil {
			return err
		}
	}
	if err := t.exec(ctx, `INSERT INTO fork (device, at, hash, a, b) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (device) DO UPDATE
		SET at = ?2, hash = ?3, a = ?4, b = ?5`, device, cut.At, cut.Hash, bytes[0], bytes[1]); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE device SET revision = ? WHERE id = ?`, t.nextRevision(), device)
}

// cutLog removes the entries after the cut, and marks what they were part of.
func (t *tx) cutLog(ctx context.Context, log deviceLog, cut Cut) error {
	from, to := rowID(log.number, cut.At+1), rowID(log.number, maxSeq)
	if err := t.keepTail(ctx, log.number, cut); err != nil {
		return err
	}
	var touched []int64
	if err := t.each(ctx, `SELECT DISTINCT aggregate FROM entry WHERE id BETWEEN ? AND ?`, []any{from, to}, func(scan scanner) error {
		var id int64
		err := scan(&id)
		touched = append(touched, id)
		return err
	}); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM text WHERE entry BETWEEN ? AND ?`, `DELETE FROM private WHERE entry BETWEEN ? AND ?`, `DELETE FROM entry WHERE id BETWEEN ? AND ?`,
	} {
		if err := t.exec(ctx, statement, from, to); err != nil {
			return err
		}
	}
	if err := t.exec(ctx, `DELETE FROM head WHERE device = ? AND seq > ?`, log.number, cut.At); err != nil {
		return err
	}
	if err := t.endAtCut(ctx, log.number, cut); err != nil {
		return err
	}
	t.truncate = true // what the write-ahead log holds of private parts goes too
	for _, id := range touched {
		a, err := t.aggregateRow(ctx, id)
		if err != nil {
			return err
		}
		if err := t.reclassify(ctx, a); err != nil {
			return err
		}
		t.touch(a)
	}
	return nil
}

// keepTail keeps what this machine itself wrote after the cut, under its present key or one that it had before.
func (t *tx) keepTail(ctx context.Context, device int64, cut Cut) error {
	last := uint64(maxSeq)
	if marketplace.DeviceID(cut.Device) != t.meta.self {
		if was, err := one(ctx, t, `SELECT last FROM former WHERE device = ?`, []any{device}, &last); err != nil || !was {
			return err
		}
	}
	if last <= cut.At {
		return nil
	}
	return t.exec(ctx, `INSERT OR REPLACE INTO tail (device, seq, body, private) SELECT ?1, entry.id - ?2, entry.body, private.bytes
		FROM entry LEFT JOIN private ON private.entry = entry.id WHERE entry.id BETWEEN ?3 AND ?4`,
		device, rowID(device, 0), rowID(device, cut.At+1), rowID(device, last))
}

// endAtCut makes the entry at the cut the log's last.
func (t *tx) endAtCut(ctx context.Context, device int64, cut Cut) error {
	delete(t.logs, marketplace.DeviceID(cut.Device))
	t.logsMoved()
	var clock oplog.Clock
	if _, err := one(ctx, t, `SELECT clock FROM entry WHERE id = ?`, []any{rowID(device, cut.At)}, &clock); err != nil {
		return err
	}
	if t.grown != nil {
		t.grown[cut.Device] = Held{Device: cut.Device, Seq: cut.At, Hash: cut.Hash}
	}
	return t.exec(ctx, `UPDATE device SET seq = ?, hash = ?, clock = ?, revision = ? WHERE id = ?`,
		cut.At, cut.Hash, clock, t.nextRevision(), device)
}

// reclassify finds an aggregate's kind again where entries were taken away.
func (t *tx) reclassify(ctx context.Context, a *aggregate) error {
	system := a.kind == marketplace.AggregateSystem
	a.kind, a.born, a.loaded = marketplace.AggregateUnknown, false, false
	if err := t.load(ctx, a); err != nil {
		return err
	}
	for i := range a.entries {
		if err := t.classify(ctx, a, &a.entries[i]); err != nil {
			return err
		}
	}
	if system {
		t.pending.system = true
	}
	return t.exec(ctx, `UPDATE aggregate SET kind = ?, born = ? WHERE id = ?`, a.kind, a.born, a.id)
}

// dropEmpty removes the subjects of which nothing is left, once their projections are gone. What the transaction has met
// it finds again: one that went may begin anew, when this device says its own entries again.
func (t *tx) dropEmpty(ctx context.Context) error {
	clear(t.pending.met)
	return t.exec(ctx, `DELETE FROM aggregate WHERE id NOT IN (SELECT aggregate FROM entry)`)
}

// Cuts is the forks that are proven here, ordered by device.
func (s *Store) Cuts(ctx context.Context) ([]Cut, error) {
	var all []Cut
	err := s.readers.look(ctx, func(q querier) error {
		return q.each(ctx, `SELECT device.key, fork.at, fork.hash FROM fork JOIN device ON device.id = fork.device ORDER BY device.key`, nil, func(scan scanner) error {
			var c Cut
			err := scan(&c.Device, &c.At, &c.Hash)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

// ForkProof is the two runs that Fork kept of the device's cut; nil where there is none.
func (s *Store) ForkProof(ctx context.Context, device oplog.DeviceID) (a, b *oplog.Run, err error) {
	err = s.readers.look(ctx, func(q querier) error {
		number, err := deviceNumber(ctx, q, marketplace.DeviceID(device))
		if err != nil || number == 0 {
			return err
		}
		a, b, err = proofOf(ctx, q, number)
		return err
	})
	return a, b, err
}

func proofOf(ctx context.Context, q querier, device int64) (a, b *oplog.Run, err error) {
	var bytes [2][]byte
	found, err := one(ctx, q, `SELECT a, b FROM fork WHERE device = ?`, []any{device}, &bytes[0], &bytes[1])
	if err != nil || !found {
		return nil, nil, err
	}
	var runs [2]oplog.Run
	for i := range runs {
		if runs[i].UnmarshalBinary(bytes[i]) != nil {
			return nil, nil, errDamagedEntry
		}
	}
	return &runs[0], &runs[1], nil
}

// cutOf is where a log was cut; ok is false where it was not.
func (t *tx) cutOf(ctx context.Context, device int64) (cut Cut, ok bool, err error) {
	ok, err = one(ctx, t, `SELECT at, hash FROM fork WHERE device = ?`, []any{device}, &cut.At, &cut.Hash)
	return cut, ok, err
}

// upToCut leaves out of a verified run what lies past the cut.
func upToCut(v oplog.Verified, cut Cut) (oplog.Verified, error) {
	if v.Tip.Seq <= cut.At {
		return v, nil
	}
	first := v.Links[0].Seq
	if first > cut.At {
		return oplog.Verified{}, &oplog.ChainError{Device: cut.Device, Seq: first, Err: oplog.ErrDuplicate}
	}
	v.Links = v.Links[:cut.At+1-first]
	last := &v.Links[len(v.Links)-1]
	if last.Hash != cut.Hash {
		return oplog.Verified{}, &oplog.ChainError{Device: cut.Device, Seq: cut.At, Err: oplog.ErrFork}
	}
	v.Tip = oplog.Tip{Seq: cut.At, Hash: cut.Hash, Clock: last.Clock}
	return v, nil
}

// errCopied is told while this device's own log is cut.
var errCopied = marketplace.Errorf(marketplace.Unavailable,
	"Another computer has been working with a copy of this computer's key, so neither can go on with it. Open Settle's page about this computer and let it take a new key: what you wrote here is kept.")

// refuseCut keeps this device from writing after the cut of its own log.
func (t *tx) refuseCut(ctx context.Context) error {
	cut, err := one(ctx, t, `SELECT 1 FROM fork JOIN device ON device.id = fork.device WHERE device.key = ?`, []any{t.meta.self}, nil)
	if cut {
		return errCopied
	}
	return err
}
