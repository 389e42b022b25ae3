package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// complete tells whether the log of ref's device is here up to ref, or up to the proven fork at which it ends. What
// names ref was written with a later clock: where that is folded, ref's time has come as well.
func (t *tx) complete(ctx context.Context, ref marketplace.Ref) (bool, error) {
	if ref.Device == t.meta.self {
		return true, nil
	}
	return one(ctx, t, `SELECT 1 FROM device LEFT JOIN fork ON fork.device = device.id WHERE device.key = ? AND (device.seq >= ? OR device.seq >= fork.at)`,
		[]any{ref.Device, ref.Seq}, nil)
}

// awaits notes which logs an aggregate waits for, that this device is to keep: as one of them grows, nothing else may
// remind of it. There are nearly never any, so that none are is read once a transaction.
func (t *tx) awaits(ctx context.Context, id marketplace.ID, f *folded) error {
	if t.awaiting == nil {
		t.awaiting = map[marketplace.ID]bool{}
		if err := t.each(ctx, `SELECT DISTINCT subject FROM awaited`, nil, func(scan scanner) error {
			var id marketplace.ID
			err := scan(&id)
			t.awaiting[id] = true
			return err
		}); err != nil {
			return err
		}
	}
	logs := f.awaited(t.meta.self)
	if t.awaiting[id] {
		delete(t.awaiting, id)
		if err := t.exec(ctx, `DELETE FROM awaited WHERE subject = ?`, id); err != nil {
			return err
		}
	}
	for _, last := range logs {
		t.awaiting[id] = true
		if err := t.exec(ctx, `INSERT INTO awaited (subject, device, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET seq = max(seq, ?3)`,
			id, last.Device, last.Seq); err != nil {
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

// lookAgain adds what no longer waits for any log to what is asked for its duties.
func (t *tx) lookAgain(ctx context.Context) error {
	logs := map[marketplace.ID][]marketplace.Ref{}
	if err := t.each(ctx, `SELECT subject, device, seq FROM awaited`, nil, func(scan scanner) error {
		var id marketplace.ID
		var last marketplace.Ref
		err := scan(&id, &last.Device, &last.Seq)
		logs[id] = append(logs[id], last)
		return err
	}); err != nil {
		return err
	}
	for id, all := range logs {
		if t.kept[id] != nil {
			continue
		}
		waits := false
		for _, last := range all {
			here, err := t.complete(ctx, last)
			if err != nil {
				return err
			}
			waits = waits || !here && last.Seq > 0
		}
		if waits {
			continue
		}
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
	}
	return nil
}
