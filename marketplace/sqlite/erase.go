package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// erase removes the private parts that an erasure names, from the database, its write-ahead log and its free pages, and
// keeps those that are still to come from coming in.
func (t *tx) erase(ctx context.Context, e *marketplace.Erasure) error {
	if e == nil {
		return nil // void since: what has gone has gone
	}
	if err := t.flush(); err != nil {
		return err
	}
	for _, ref := range e.Refs {
		if ref.Seq > maxSeq {
			continue
		}
		log, err := t.log(ctx, ref.Device)
		if err != nil {
			return err
		}
		row := rowID(log.number, ref.Seq)
		if known, err := one(ctx, t, `SELECT 1 FROM erased WHERE entry = ?`, []any{row}, nil); err != nil || known {
			if err != nil {
				return err
			}
			continue
		}
		if err := t.exec(ctx, `INSERT INTO erased (entry) VALUES (?)`, row); err != nil {
			return err
		}
		t.anyErased = nil
		if err := t.erasePart(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) erasePart(ctx context.Context, row int64) error {
	var aggregate int64
	e, here, err := entryAt(ctx, t, row)
	if err != nil || !here || !erasable(e.entry.Kind) {
		return err
	}
	kept, err := one(ctx, t, `SELECT entry.aggregate FROM private JOIN entry ON entry.id = private.entry
		WHERE private.entry = ? AND private.state IN (?, ?)`, []any{row, oplog.Owed, oplog.Present}, &aggregate)
	if err != nil || !kept {
		return err
	}
	if err := t.exec(ctx, `DELETE FROM text WHERE entry = ?`, row); err != nil {
		return err
	}
	if err := t.exec(ctx, `UPDATE private SET state = ?, bytes = NULL WHERE entry = ?`, oplog.Erased, row); err != nil {
		return err
	}
	t.truncate = true
	a, err := t.aggregateRow(ctx, aggregate)
	if err == nil {
		t.touch(a)
	}
	return err
}

// erasable tells whether an entry's private part may be erased by request: not the keys of rings, without which others
// could not read what is theirs, nor the names of the system itself.
func erasable(kind string) bool {
	switch kind {
	case marketplace.SystemFounded{}.Kind(), marketplace.RingMade{}.Kind(), marketplace.RingGranted{}.Kind():
		return false
	}
	return true
}

// wasErased tells whether the private part of an entry that arrives was erased before.
func (t *tx) wasErased(ctx context.Context, row int64, kind string) (bool, error) {
	if t.anyErased == nil {
		any, err := one(ctx, t, `SELECT 1 FROM erased LIMIT 1`, nil, nil)
		if err != nil {
			return false, err
		}
		t.anyErased = &any
	}
	if !*t.anyErased || !erasable(kind) {
		return false, nil
	}
	return one(ctx, t, `SELECT 1 FROM erased WHERE entry = ?`, []any{row}, nil)
}

// Parts implements marketplace.View.
func (v *view) Parts(about marketplace.ID) ([]*marketplace.Entry, error) {
	var rows []int64
	collect := func(query string, args ...any) error {
		return v.t.each(v.ctx, query, args, func(scan scanner) error {
			var row int64
			err := scan(&row)
			rows = append(rows, row)
			return err
		})
	}
	const kept = `SELECT private.entry FROM entry JOIN private ON private.entry = entry.id AND private.state IN (1, 4) WHERE entry.aggregate IN `
	if err := collect(kept+`(SELECT id FROM aggregate WHERE subject = ?1
			OR subject IN (SELECT id FROM home WHERE host = ?1 UNION SELECT id FROM room WHERE host = ?1 UNION SELECT id FROM offer WHERE volunteer = ?1
				UNION SELECT room.id FROM booking_person JOIN booking USING (booking) JOIN room ON room.room = booking.room WHERE booking_person.arrival = ?1
				UNION SELECT offer.id FROM pairing JOIN offer USING (offer) WHERE pairing.arrival = ?1)) ORDER BY entry.id`, about); err != nil {
		return nil, err
	}
	if p := v.t.sys.Persons[about]; p != nil {
		row, err := entryRow(v.ctx, v.t, p.Name)
		if err != nil {
			return nil, err
		}
		if err := collect(`SELECT entry FROM private WHERE entry = ? AND state IN (1, 4)`, row); err != nil {
			return nil, err
		}
	}
	for id, d := range v.t.sys.Devices {
		if d.Person != about {
			continue
		}
		number, err := deviceNumber(v.ctx, v.t, id)
		if err != nil {
			return nil, err
		}
		if err := collect(`SELECT private.entry FROM letter JOIN private ON private.entry = letter.entry AND private.state IN (1, 4)
			WHERE letter.entry BETWEEN ? AND ?`, rowID(number, 0), rowID(number, maxSeq)); err != nil {
			return nil, err
		}
	}
	var all []*marketplace.Entry
	for _, row := range rows {
		e, _, err := entryAt(v.ctx, v.t, row)
		if err != nil {
			return nil, err
		}
		all = append(all, e.entry)
	}
	return all, nil
}
