package sqlite

import (
	"context"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// aggregate is a subject's row, and its entries where a transaction has read them.
type aggregate struct {
	id      int64
	subject marketplace.ID
	kind    marketplace.AggregateKind
	was     marketplace.AggregateKind // the kind under which its projection stands
	born    bool                      // its first entry is here
	loaded  bool
	entries []stored
	// fresh is true until the row is in the file: it is written once, with the state that its fold came to.
	fresh bool
	state []byte // as last folded, while fresh
}

// pending is what a transaction still has to fold, and the aggregates that it has met.
type pending struct {
	system bool
	rows   map[int64]*aggregate
	met    map[marketplace.ID]*aggregate // nil for one that is known not to be in the file
	fresh  []*aggregate
}

func newPending() pending {
	return pending{rows: map[int64]*aggregate{}, met: map[marketplace.ID]*aggregate{}}
}

// aggregate finds a subject's row. It is nil where nothing of the subject is here.
func (t *tx) aggregate(ctx context.Context, subject marketplace.ID) (*aggregate, error) {
	if a, met := t.pending.met[subject]; met {
		return a, nil
	}
	a := &aggregate{subject: subject}
	found, err := one(ctx, t, `SELECT id, kind, born FROM aggregate WHERE subject = ?`, []any{subject}, &a.id, &a.kind, &a.born)
	if err != nil || !found {
		return nil, err
	}
	a.was = a.kind
	t.pending.met[subject] = a
	return a, nil
}

var meetQuery = `SELECT id, subject, kind, born FROM aggregate WHERE subject IN (?` + strings.Repeat(", ?", rowsAtOnce-1) + `)`

// meet finds the rows of many entries' subjects, rowsAtOnce by one statement, before aggregate is asked for each of them.
func (t *tx) meet(ctx context.Context, entries []decoded) error {
	asked := make([]any, 0, rowsAtOnce)
	for lot := range slices.Chunk(entries, rowsAtOnce) {
		asked = asked[:0]
		for i := range lot {
			subject := lot[i].entry.Subject
			if _, met := t.pending.met[subject]; !met {
				asked = append(asked, subject)
				t.pending.met[subject] = nil
			}
		}
		if len(asked) == 0 {
			continue
		}
		for len(asked) < rowsAtOnce {
			asked = append(asked, nil)
		}
		err := t.each(ctx, meetQuery, asked, func(scan scanner) error {
			a := new(aggregate)
			err := scan(&a.id, &a.subject, &a.kind, &a.born)
			a.was = a.kind
			t.pending.met[a.subject] = a
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// aggregateRow is aggregate by row id. A row that entries point to and that is not there is damage.
func (t *tx) aggregateRow(ctx context.Context, id int64) (*aggregate, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	var subject marketplace.ID
	if _, err := one(ctx, t, `SELECT subject FROM aggregate WHERE id = ?`, []any{id}, &subject); err != nil {
		return nil, err
	}
	a, err := t.aggregate(ctx, subject)
	if err == nil && a == nil {
		err = errDamagedEntry
	}
	return a, err
}

// beginAggregate finds the row of a new entry's subject, or makes it.
func (t *tx) beginAggregate(ctx context.Context, e *stored) (*aggregate, error) {
	a, err := t.aggregate(ctx, e.entry.Subject)
	switch {
	case err != nil:
		return nil, err
	case a != nil:
		return a, t.classify(ctx, a, e)
	}
	a = &aggregate{subject: e.entry.Subject, loaded: true, fresh: true}
	a.kind, a.born = a.classified(e)
	if a.id, err = t.number(ctx, `SELECT max(id) FROM aggregate`); err != nil {
		return nil, err
	}
	t.pending.met[a.subject] = a
	t.pending.fresh = append(t.pending.fresh, a)
	return a, nil
}

var aggregateInsert = newInsert("aggregate", "id", "subject", "kind", "born", "state", "revision")

// writeFresh gathers the rows of aggregates that began in this transaction.
func (t *tx) writeFresh() error {
	for _, a := range t.pending.fresh {
		if err := t.gather(aggregateInsert, a.id, a.subject[:], int64(a.kind), a.born, a.state, t.nextRevision()); err != nil {
			return err
		}
		a.fresh, a.state = false, nil
	}
	t.pending.fresh = nil
	return nil
}

// load reads the aggregate's entries, once a transaction.
func (t *tx) load(ctx context.Context, a *aggregate) error {
	if a.loaded {
		return nil
	}
	entries, err := t.entriesOf(ctx, a.id)
	if err != nil {
		return err
	}
	a.entries, a.loaded = entries, true
	return nil
}

// touch marks the aggregate to be folded.
func (t *tx) touch(a *aggregate) {
	if a.kind == marketplace.AggregateSystem {
		t.pending.system = true
		return
	}
	t.pending.rows[a.id] = a
}

// classified is the kind that the aggregate has with one entry more: the first entry of its subject decides; before it
// is here the lowest kind among the others stands in, so that the order of arrival does not matter.
func (a *aggregate) classified(e *stored) (kind marketplace.AggregateKind, born bool) {
	switch {
	case e.birth:
		return e.aggregate, true
	case !a.born && e.aggregate != 0 && (a.kind == 0 || e.aggregate < a.kind):
		return e.aggregate, false
	}
	return a.kind, a.born
}

// classify lets a new entry say what kind the aggregate is.
func (t *tx) classify(ctx context.Context, a *aggregate, e *stored) error {
	kind, born := a.classified(e)
	if kind == a.kind && born == a.born {
		return nil
	}
	if a.kind == marketplace.AggregateSystem {
		t.pending.system = true
	}
	a.kind, a.born = kind, born
	if a.fresh {
		return nil
	}
	return t.exec(ctx, `UPDATE aggregate SET kind = ?, born = ? WHERE id = ?`, a.kind, a.born, a.id)
}
