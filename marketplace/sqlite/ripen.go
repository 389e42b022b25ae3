package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// ripen lets in what time has brought: entries that were ahead of this machine's clock, and private parts whose last
// day is over.
func (t *tx) ripen(ctx context.Context) error {
	if err := t.admit(ctx, oplog.ClockAt(t.now.Add(oplog.FutureLimit))); err != nil {
		return err
	}
	erased, err := t.erasePast(ctx)
	t.truncate = t.truncate || erased
	if err != nil {
		return err
	}
	return t.fold(ctx)
}

// admit marks entries that were kept out of the folds for their clock, up to a limit, to be folded now.
func (t *tx) admit(ctx context.Context, limit oplog.Clock) error {
	const due = `outcome = 1 AND outcome <> 0 AND clock <= ? AND why = 'ahead'`
	var highest oplog.Clock
	err := t.each(ctx, `SELECT aggregate, clock FROM entry WHERE `+due, []any{limit}, func(scan scanner) error {
		var id int64
		var clock oplog.Clock
		if err := scan(&id, &clock); err != nil {
			return err
		}
		highest = max(highest, clock)
		a, err := t.aggregateRow(ctx, id)
		if err == nil && a != nil {
			a.loaded, a.entries = false, nil
			t.touch(a)
		}
		return err
	})
	if err != nil || highest == 0 {
		return err
	}
	t.meta.clock = max(t.meta.clock, highest)
	return t.exec(ctx, `UPDATE entry SET outcome = ?, why = NULL WHERE `+due, marketplace.Applied, limit)
}
