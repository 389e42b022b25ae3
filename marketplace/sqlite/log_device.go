package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// numbers remembers, for one connection, which small number stands for which device in the file. A number is given
// once and for ever.
type numbers struct {
	keys map[int64]marketplace.DeviceID
	ids  map[marketplace.DeviceID]int64
}

func newNumbers() *numbers {
	return &numbers{keys: map[int64]marketplace.DeviceID{}, ids: map[marketplace.DeviceID]int64{}}
}

func (n *numbers) of(id marketplace.DeviceID) (int64, bool) {
	number, ok := n.ids[id]
	return number, ok
}

func (n *numbers) key(number int64) (marketplace.DeviceID, bool) {
	id, ok := n.keys[number]
	return id, ok
}

func (n *numbers) put(number int64, id marketplace.DeviceID) { n.ids[id], n.keys[number] = number, id }

// deviceNumber is the number of a device; zero where it is not known here.
func deviceNumber(ctx context.Context, q querier, id marketplace.DeviceID) (number int64, err error) {
	known := knownTo(q)
	if n, ok := known.of(id); ok {
		return n, nil
	}
	found, err := one(ctx, q, `SELECT id FROM device WHERE key = ?`, []any{id}, &number)
	if found && err == nil {
		known.put(number, id)
	}
	return number, err
}

// deviceKey is the device behind a number; zero where there is none.
func deviceKey(ctx context.Context, q querier, number int64) (id marketplace.DeviceID, err error) {
	known := knownTo(q)
	if id, ok := known.key(number); ok {
		return id, nil
	}
	found, err := one(ctx, q, `SELECT key FROM device WHERE id = ?`, []any{number}, &id)
	if found && err == nil {
		known.put(number, id)
	}
	return id, err
}

// knownTo is what a connection remembers. A writer's forgets at a rollback, since the row may have gone with it.
func knownTo(q querier) *numbers {
	switch q := q.(type) {
	case *tx:
		return q.numbers
	case reader:
		return q.numbers
	}
	return newNumbers()
}

// deviceLog is how far a device's log is held.
type deviceLog struct {
	number int64
	tip    oplog.Tip
	anchor uint64 // seq of the last head that stays
	since  int64  // bytes of the entries after the anchor
}

// findLog is how far a device's log is held; zero where it is not. A transaction reads it once.
func (t *tx) findLog(ctx context.Context, id marketplace.DeviceID) (l deviceLog, err error) {
	l, known := t.logs[id]
	if known {
		return l, nil
	}
	found, err := one(ctx, t, `SELECT id, seq, hash, clock, anchor, since FROM device WHERE key = ?`, []any{id},
		&l.number, &l.tip.Seq, &l.tip.Hash, &l.tip.Clock, &l.anchor, &l.since)
	if found && err == nil {
		t.logs[id] = l
	}
	return l, err
}

// log is findLog that gives a new device its number.
func (t *tx) log(ctx context.Context, id marketplace.DeviceID) (deviceLog, error) {
	l, err := t.findLog(ctx, id)
	if err != nil || l.number != 0 {
		return l, err
	}
	l.number, err = t.insert(ctx, `INSERT INTO device (key, seq, hash, clock) VALUES (?, 0, zeroblob(32), 0)`, id)
	if err == nil {
		t.numbers.put(l.number, id)
		t.logs[id] = l
	}
	return l, err
}

// putHead makes a signed head the device's newest, size bytes of entries after the one before. Heads in between go, as
// long as what lies between those that stay fits one run (oplog.MaxRun).
func (t *tx) putHead(ctx context.Context, l *deviceLog, head oplog.SignedHead, clock oplog.Clock, size int) error {
	last := l.tip.Seq
	fits := l.since+int64(size) <= oplog.MaxRun && head.Seq-l.anchor <= oplog.MaxRunEntries
	switch {
	case last == 0:
	case fits && last != l.anchor:
		if err := t.exec(ctx, `DELETE FROM head WHERE device = ? AND seq = ?`, l.number, last); err != nil {
			return err
		}
	case !fits:
		l.anchor, l.since = last, 0
	}
	l.since += int64(size)
	l.tip = oplog.Tip{Seq: head.Seq, Hash: head.Hash, Clock: clock}
	t.logs[marketplace.DeviceID(head.Device)] = *l
	if marketplace.DeviceID(head.Device) != t.meta.self {
		t.logsMoved()
	}
	if t.grown != nil {
		t.grown[head.Device] = Held{Device: head.Device, Seq: head.Seq, Hash: head.Hash}
	}
	if err := t.exec(ctx, `INSERT INTO head (device, seq, signature) VALUES (?, ?, ?)`, l.number, head.Seq, head.Signature); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE device SET seq = ?, hash = ?, clock = ?, anchor = ?, since = ?, revision = ? WHERE id = ?`,
		head.Seq, head.Hash, clock, l.anchor, l.since, t.nextRevision(), l.number)
}
