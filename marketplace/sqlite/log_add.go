package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

var (
	entryInsert   = newInsert("entry", "id", "aggregate", "clock", "hash", "body", "outcome", "why")
	privateInsert = newInsert("private", "entry", "state", "delete_after", "bytes")
	textInsert    = newInsert("text", "entry", "field", "value")
)

// add stores one entry of a log whose chain holds, decoded as e, with what came of its private part, and marks what it
// changes. It is in the file after flushRows.
func (t *tx) add(ctx context.Context, device int64, l *oplog.Link, d decoded) error {
	e := d.stored
	e.row, e.hash = rowID(device, l.Seq), l.Hash
	if !t.meta.rehearsal && oplog.Ahead(l.Clock, t.now) {
		e.outcome, e.why = marketplace.Waiting, whyAhead
	} else {
		t.meta.clock = max(t.meta.clock, l.Clock)
	}
	a, err := t.beginAggregate(ctx, &e)
	if err != nil {
		return err
	}
	if err := t.gather(entryInsert, e.row, a.id, int64(l.Clock), l.Hash[:], l.Body, int64(e.outcome), orNull(e.why)); err != nil {
		return err
	}
	if a.loaded {
		a.entries = append(a.entries, e)
	}
	t.touch(a)
	return t.addPrivate(ctx, e.row, l, d.text)
}

// addPrivate stores what came of an entry's private part, and its text where it has any.
func (t *tx) addPrivate(ctx context.Context, row int64, l *oplog.Link, text map[uint]string) error {
	if l.State == oplog.NoPrivate {
		return nil
	}
	state, bytes := l.State, l.Private
	if state == oplog.Present && l.DeleteAfter.Past(t.now) {
		state = oplog.PastDate
	}
	if state == oplog.Present || state == oplog.Owed {
		erased, err := t.wasErased(ctx, row, l.Kind)
		if err != nil {
			return err
		}
		if erased {
			state = oplog.Erased
		}
	}
	if state != oplog.Present {
		bytes = nil
	}
	var deleteAfter any
	if l.DeleteAfter != 0 {
		deleteAfter = int64(l.DeleteAfter)
	}
	if err := t.gather(privateInsert, row, int64(state), deleteAfter, bytes); err != nil {
		return err
	}
	if state != oplog.Present {
		return nil
	}
	return t.addText(row, text)
}

// addText stores the class A text of a private part.
func (t *tx) addText(row int64, text map[uint]string) error {
	for field, value := range text {
		if err := t.gather(textInsert, row, int64(field), value); err != nil {
			return err
		}
	}
	return nil
}
