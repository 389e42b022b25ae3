package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// text is the class A text of the entry at ref; empty where there is none or it was erased.
func (s *Store) text(ctx context.Context, q querier, ref marketplace.Ref) (map[marketplace.Field]string, error) {
	fields := map[marketplace.Field]string{}
	row, err := entryRow(ctx, q, ref)
	if err != nil || row == 0 {
		return fields, err
	}
	err = q.each(ctx, `SELECT field, value FROM text WHERE entry = ?`, []any{row}, func(scan scanner) error {
		var field int64
		var value string
		err := scan(&field, &value)
		fields[marketplace.Field(field)] = value
		return err
	})
	return fields, err
}

// private reads an entry's private part. ok is false where it is not here, or cannot be read by this version.
func (s *Store) private(ctx context.Context, q querier, row int64) (p oplog.Private, ok bool, err error) {
	var bytes []byte
	found, err := one(ctx, q, `SELECT bytes FROM private WHERE entry = ? AND bytes IS NOT NULL`, []any{row}, &bytes)
	if err != nil || !found {
		return oplog.Private{}, false, err
	}
	if p.UnmarshalBinary(bytes) != nil {
		return oplog.Private{}, false, nil
	}
	return p, true, nil
}

// erasePast removes the private parts whose last day is over, and their text with them.
func (t *tx) erasePast(ctx context.Context) (erased bool, err error) {
	today := int64(oplog.DayOf(t.now))
	const due = `delete_after < ? AND delete_after IS NOT NULL AND bytes IS NOT NULL`
	if erased, err = one(ctx, t, `SELECT 1 FROM private WHERE `+due+` LIMIT 1`, []any{today}, nil); err != nil || !erased {
		return false, err
	}
	err = t.each(ctx, `SELECT entry.aggregate FROM private JOIN entry ON entry.id = private.entry WHERE `+due, []any{today}, func(scan scanner) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		a, err := t.aggregateRow(ctx, id)
		if err == nil {
			t.touch(a)
		}
		return err
	})
	if err != nil {
		return false, err
	}
	if err := t.exec(ctx, `DELETE FROM text WHERE entry IN (SELECT entry FROM private WHERE `+due+`)`, today); err != nil {
		return false, err
	}
	return true, t.exec(ctx, `UPDATE private SET state = ?, bytes = NULL WHERE `+due, oplog.PastDate, today)
}
