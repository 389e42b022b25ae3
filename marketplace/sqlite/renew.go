package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Renew lets this device go on in a new log, under a new identity of the same person that the old one names. It is for
// a clock that was far ahead and is right again: what the old log says of the future waits, here as everywhere, until
// its time comes. The old log stays valid. It does what Reissue does.
func (s *Store) Renew(ctx context.Context) error {
	_, err := s.Reissue(ctx)
	return err
}

// holdBack takes entries that are too far ahead of the time out of the folds again, and this device's clock back to
// those that are not.
func (t *tx) holdBack(ctx context.Context) error {
	limit := oplog.ClockAt(t.now.Add(oplog.FutureLimit))
	if t.meta.rehearsal || t.meta.clock <= limit {
		return nil
	}
	if _, err := one(ctx, t, `SELECT coalesce(max(clock), 0) FROM entry WHERE clock <= ?`, []any{limit}, &t.meta.clock); err != nil {
		return err
	}
	if err := t.each(ctx, `SELECT DISTINCT aggregate FROM entry WHERE clock > ?`, []any{limit}, func(scan scanner) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		a, err := t.aggregateRow(ctx, id)
		if err == nil {
			a.loaded, a.entries = false, nil
			t.touch(a)
		}
		return err
	}); err != nil {
		return err
	}
	if err := t.exec(ctx, `UPDATE entry SET outcome = ?, why = ? WHERE clock > ?`, marketplace.Waiting, whyAhead, limit); err != nil {
		return err
	}
	return t.fold(ctx)
}
