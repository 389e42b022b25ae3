package sqlite

import (
	"context"
	"errors"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// stored is an entry as it lies in the file, decoded for a fold.
type stored struct {
	row         int64
	hash        oplog.Hash
	entry       *marketplace.Entry
	aggregate   marketplace.AggregateKind // that its kind belongs to; unknown for a kind of a newer Settle
	birth       bool                      // the kind begins an aggregate, and this is the place where this one began
	malformed   bool                      // a known kind whose facts are not its facts
	outcome     marketplace.Outcome
	why         string
	deleteAfter marketplace.Date // of the private part; filled in for reissue alone
}

// whyAhead marks an entry whose clock is more than oplog.FutureLimit ahead of this machine's: it stays out of every
// fold until its time comes.
const whyAhead = "ahead"

func (e *stored) ahead() bool { return e.outcome == marketplace.Waiting && e.why == whyAhead }

// read decodes an entry's facts. An entry of an unknown kind, version or key has no Fact; neither has one whose facts
// are not those of its kind, which is malformed and void for ever.
func read(e *oplog.Entry) stored {
	s := stored{entry: &marketplace.Entry{
		Ref:     marketplace.Ref{Device: marketplace.DeviceID(e.Device), Seq: e.Seq},
		Clock:   marketplace.Clock(e.Clock),
		Subject: marketplace.ID(e.Subject),
		Kind:    e.Kind,
		Version: uint(e.Version),
	}}
	fact, aggregate, begins, ok := marketplace.NewFact(e.Kind, uint(e.Version))
	if !ok {
		return s
	}
	s.aggregate = aggregate
	s.birth = begins && e.Birth()
	if e.Newer {
		return s
	}
	switch err := oplog.Unmarshal(e.Facts, fact); {
	case err == nil:
		s.entry.Fact = fact
	case !errors.Is(err, oplog.ErrUnknownField):
		s.malformed = true
	}
	return s
}

// decode is read for an entry in the file.
func decode(row int64, device marketplace.DeviceID, hash, body []byte, outcome marketplace.Outcome, why string) (stored, error) {
	e, err := oplog.DecodeBody(oplog.Position{Device: oplog.DeviceID(device), Seq: seqOfRow(row)}, body)
	if err != nil || len(hash) != len(oplog.Hash{}) {
		return stored{}, errors.Join(errDamagedEntry, err)
	}
	s := read(&e)
	s.row, s.hash, s.outcome, s.why = row, oplog.Hash(hash), outcome, why
	return s, nil
}

var errDamagedEntry = marketplace.Errorf(marketplace.Damaged, saidDamaged)

// entriesOf reads all entries of an aggregate, in the order of a fold.
func (t *tx) entriesOf(ctx context.Context, aggregate int64) ([]stored, error) {
	return entriesWhere(ctx, t, `aggregate = ?`, aggregate)
}

// entriesWhere reads entries in the order of a fold.
func entriesWhere(ctx context.Context, q querier, where string, args ...any) ([]stored, error) {
	var all []stored
	err := q.each(ctx, `SELECT id, hash, body, outcome, why FROM entry WHERE `+where, args, func(scan scanner) error {
		e, err := scanEntry(ctx, q, scan)
		all = append(all, e)
		return err
	})
	if err != nil {
		return nil, err // the last of them is no entry
	}
	sortEntries(all)
	return all, nil
}

func scanEntry(ctx context.Context, q querier, scan scanner) (stored, error) {
	var row, outcome int64
	var hash, body []byte
	var why string
	if err := scan(&row, &hash, &body, &outcome, &why); err != nil {
		return stored{}, err
	}
	device, err := deviceKey(ctx, q, deviceOfRow(row))
	if err != nil {
		return stored{}, err
	}
	return decode(row, device, hash, body, marketplace.Outcome(outcome), why)
}

func sortEntries(all []stored) {
	slices.SortFunc(all, func(a, b stored) int {
		switch {
		case a.entry.Before(b.entry):
			return -1
		case b.entry.Before(a.entry):
			return 1
		}
		return 0
	})
}

// entryAt reads the entry in that row. found is false where there is none.
func entryAt(ctx context.Context, q querier, row int64) (e stored, found bool, err error) {
	err = q.each(ctx, `SELECT id, hash, body, outcome, why FROM entry WHERE id = ?`, []any{row}, func(scan scanner) error {
		found = true
		e, err = scanEntry(ctx, q, scan)
		return err
	})
	return e, found, err
}
