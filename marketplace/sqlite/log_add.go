package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// additions are rows of new entries on their way to the file.
type additions struct{ entries, privates, texts *bulk }

func newAdditions() additions {
	return additions{
		entries:  newBulk("entry", "id", "aggregate", "clock", "hash", "body", "outcome", "why"),
		privates: newBulk("private", "entry", "state", "delete_after", "bytes"),
		texts:    newBulk("text", "entry", "field", "value"),
	}
}

// reset forgets what a transaction that failed left.
func (a *additions) reset() {
	for _, b := range [...]*bulk{a.entries, a.privates, a.texts} {
		b.reset()
	}
}

// flushAdded puts what was added in the file; before that no query finds it.
func (t *tx) flushAdded(ctx context.Context) error {
	for _, b := range [...]*bulk{t.added.entries, t.added.privates, t.added.texts} {
		if err := b.flush(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// add stores one entry of a log whose chain holds, decoded as e, with what came of its private part, and marks what it
// changes. It is in the file after flushAdded.
func (t *tx) add(ctx context.Context, device int64, l *oplog.Link, e stored) error {
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
	if err := t.added.entries.add(ctx, t, e.row, a.id, l.Clock, l.Hash, l.Body, e.outcome, orNull(e.why)); err != nil {
		return err
	}
	if a.loaded {
		a.entries = append(a.entries, e)
	}
	t.touch(a)
	return t.addPrivate(ctx, e.row, l)
}

// addPrivate stores what came of an entry's private part, and its text where it has any.
func (t *tx) addPrivate(ctx context.Context, row int64, l *oplog.Link) error {
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
		deleteAfter = l.DeleteAfter
	}
	if err := t.added.privates.add(ctx, t, row, state, deleteAfter, bytes); err != nil {
		return err
	}
	if state != oplog.Present {
		return nil
	}
	return t.addText(ctx, row, bytes)
}

// addText takes the class A text out of a private part.
func (t *tx) addText(ctx context.Context, row int64, part []byte) error {
	var p oplog.Private
	if p.UnmarshalBinary(part) != nil {
		return nil // hostile or newer: its hash holds, so it is kept and relayed, and says nothing here
	}
	for field, value := range p.Text {
		if err := t.added.texts.add(ctx, t, row, int64(field), value); err != nil {
			return err
		}
	}
	return nil
}
