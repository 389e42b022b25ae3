package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// complete tells whether the log of ref's device is here up to ref, or up to the proven fork at which it ends. What
// names ref was written with a later clock: where that is folded, ref's time has come as well. No log comes to an entry
// past maxSeq.
func (t *tx) complete(ctx context.Context, ref marketplace.Ref) (bool, error) {
	switch {
	case ref.Seq > maxSeq:
		return false, nil
	case ref.Device == t.meta.self:
		return true, nil
	}
	return one(ctx, t, `SELECT 1 FROM device LEFT JOIN fork ON fork.device = device.id WHERE device.key = ? AND (device.seq >= ? OR device.seq >= fork.at)`,
		[]any{ref.Device, ref.Seq}, nil)
}

// awaits notes which logs an aggregate waits for, that this device is to keep: as one of them grows, nothing else may
// remind of it. There are nearly never any, so that none are is read once a transaction.
func (t *tx) awaits(ctx context.Context, id marketplace.ID, f *folded) error {
	if t.awaiting == nil {
		waits, err := one(ctx, t, `SELECT 1 FROM awaited`, nil, nil)
		if err != nil {
			return err
		}
		t.awaiting = &waits
	}
	if *t.awaiting {
		if err := t.exec(ctx, `DELETE FROM awaited WHERE subject = ?`, id); err != nil {
			return err
		}
	}
	for _, last := range f.awaited(t.meta.self) {
		*t.awaiting = true
		if err := t.exec(ctx, `INSERT INTO awaited (subject, device, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET seq = max(seq, ?3)`,
			id, last.Device, min(last.Seq, maxSeq+1)); err != nil {
			return err
		}
	}
	return nil
}

// awaited is the ends of the logs without which this device does not begin to keep what it is to keep.
func (f *folded) awaited(self marketplace.DeviceID) []marketplace.Ref {
	switch {
	case f.room != nil && f.room.Keeper == self && !f.room.Kept.Begun:
		return f.room.Kept.After
	case f.offer != nil && f.offer.Keeper == self && !f.offer.Kept.Begun:
		return f.offer.Kept.After
	}
	return nil
}

// logsMoved notes that another device's log grew, or was found to end: what waited for it may not any more.
func (t *tx) logsMoved() { t.lookedAt, t.looked = 0, false }

// lookAgain adds what no longer waits for any log to what is asked for its duties. As long as no log moves and nobody
// else writes to the file there is nothing to find, however much waits for what never comes.
func (t *tx) lookAgain(ctx context.Context) error {
	if t.lookedAt != t.found.revision {
		ids, err := t.heard(ctx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if t.kept[id] != nil {
				continue
			}
			if err := t.remind(ctx, id); err != nil {
				return err
			}
		}
	}
	t.looked = true
	return nil
}

// heard is what waits for no log any more: see complete, and Epoch.After of which none may be named.
func (t *tx) heard(ctx context.Context) (ids []marketplace.ID, err error) {
	err = t.each(ctx, `SELECT subject FROM awaited LEFT JOIN device ON device.key = awaited.device LEFT JOIN fork ON fork.device = device.id
		GROUP BY subject HAVING min(awaited.seq = 0 OR awaited.seq <= ?1 AND
			(awaited.device = ?2 OR coalesce(device.seq >= min(awaited.seq, coalesce(fork.at, awaited.seq)), 0)))`,
		[]any{maxSeq, t.meta.self}, func(scan scanner) error {
			var id marketplace.ID
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
	return ids, err
}

// remind folds what waits once more, for its duties.
func (t *tx) remind(ctx context.Context, id marketplace.ID) error {
	a, err := t.aggregate(ctx, id)
	if err != nil || a == nil {
		return err
	}
	if err := t.load(ctx, a); err != nil {
		return err
	}
	sortEntries(a.entries)
	f := foldEntries(t.sys, a.kind, a.entries)
	if err := t.awaits(ctx, id, &f); err != nil { // it may be another device's by now
		return err
	}
	switch {
	case f.room != nil:
		t.kept[id] = f.room
	case f.offer != nil:
		t.kept[id] = f.offer
	}
	return nil
}
