package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Place is an entry's place in the log of its device.
type Place struct {
	Device oplog.DeviceID
	Seq    uint64
}

// Owed is up to limit entries whose private part is not here and may be elsewhere. Each call goes on where the last one
// ended, so that what nobody has keeps nobody from the rest.
func (s *Store) Owed(ctx context.Context, limit int) ([]Place, error) {
	var places []Place
	after := s.owedAfter.Load()
	err := s.readers.look(ctx, func(q querier) error {
		today := oplog.DayOf(s.now())
		from := func(after int64) error {
			return q.each(ctx, `SELECT entry FROM private WHERE state = 1 AND entry > ? AND (delete_after IS NULL OR delete_after >= ?) ORDER BY entry LIMIT ?`,
				[]any{after, today, limit - len(places)}, func(scan scanner) error {
					var row int64
					if err := scan(&row); err != nil {
						return err
					}
					id, err := deviceKey(ctx, q, deviceOfRow(row))
					places = append(places, Place{oplog.DeviceID(id), seqOfRow(row)})
					s.owedAfter.Store(row)
					return err
				})
		}
		if err := from(after); err != nil {
			return err
		}
		if len(places) < limit && after > 0 { // round once; what comes twice then is few
			s.owedAfter.Store(0)
			return from(0)
		}
		return nil
	})
	return places, err
}

// Part is the private part of the entry at that place; false where it is not here, or has gone.
func (s *Store) Part(ctx context.Context, at Place) (part []byte, ok bool, err error) {
	err = s.readers.look(ctx, func(q querier) error {
		row, err := entryRow(ctx, q, marketplace.Ref{Device: marketplace.DeviceID(at.Device), Seq: at.Seq})
		if err != nil || row == 0 {
			return err
		}
		ok, err = one(ctx, q, `SELECT bytes FROM private WHERE entry = ? AND bytes IS NOT NULL`, []any{row}, &part)
		return err
	})
	return part, ok, err
}

// PutPart stores a private part that was owed. One that is here already, that was erased or whose day is over is passed
// over; one that is not what its entry promises is refused as Invalid.
func (s *Store) PutPart(ctx context.Context, at Place, part []byte) error {
	return s.write(ctx, func(t *tx) error {
		row, err := entryRow(ctx, t, marketplace.Ref{Device: marketplace.DeviceID(at.Device), Seq: at.Seq})
		if err != nil || row == 0 {
			return err
		}
		var body []byte
		var aggregate int64
		owed, err := one(ctx, t, `SELECT entry.body, entry.aggregate FROM private JOIN entry ON entry.id = private.entry
			WHERE private.entry = ? AND private.state = ?`, []any{row, oplog.Owed}, &body, &aggregate)
		if err != nil || !owed {
			return err
		}
		e, err := oplog.DecodeBody(oplog.Position{Device: at.Device, Seq: at.Seq}, body)
		if err != nil {
			return errDamagedEntry
		}
		if len(body)+len(part) > oplog.MaxEntry || e.CheckPrivate(part) != nil {
			return marketplace.Errorf(marketplace.Invalid, "An address, message or other private part that came is not the one that the log promises. It was left out.")
		}
		if e.DeleteAfter.Past(t.now) {
			return t.exec(ctx, `UPDATE private SET state = ? WHERE entry = ?`, oplog.PastDate, row)
		}
		if err := t.exec(ctx, `UPDATE private SET state = ?, bytes = ? WHERE entry = ?`, oplog.Present, part, row); err != nil {
			return err
		}
		if err := t.addText(row, oplog.TextOf(part)); err != nil {
			return err
		}
		if err := t.flushRows(); err != nil {
			return err
		}
		a, err := t.aggregateRow(ctx, aggregate)
		if err != nil {
			return err
		}
		t.touch(a) // so that screens hear of it, and a ring's key that came opens what it opens
		if err := t.fold(ctx); err != nil {
			return err
		}
		return t.closeWithDuties(ctx)
	})
}
