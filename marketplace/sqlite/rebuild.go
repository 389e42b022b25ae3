package sqlite

import (
	"bytes"
	"context"
	"runtime"
	"sync"

	"settle.example/settle/marketplace"
)

// Rebuild drops every projection and makes it again from the log alone, in one transaction. Entries are decoded and
// folded on all processors while one connection writes what they come to.
func (s *Store) Rebuild(ctx context.Context) error {
	return s.write(ctx, func(t *tx) error {
		if err := clearProjections(ctx, t); err != nil {
			return err
		}
		if err := t.foldSystem(ctx); err != nil {
			return err
		}
		if err := t.foldAll(ctx); err != nil {
			return err
		}
		if err := t.fold(ctx); err != nil {
			return err
		}
		t.meta.rules = rules
		t.nextRevision()
		return nil
	})
}

// gathered is an aggregate with its entries as they lie in the file.
type gathered struct {
	aggregate
	state []byte
	rows  []storedRow
}

type storedRow struct {
	id         int64
	hash, body []byte
	outcome    marketplace.Outcome
	why        string
}

// gatheredAtOnce is how many aggregates go from hand to hand together.
const gatheredAtOnce = 64

// foldAll folds every aggregate but the system.
func (t *tx) foldAll(ctx context.Context) error {
	keys, err := deviceKeys(ctx, t)
	if err != nil {
		return err
	}
	return foldEach(ctx, t.sys, keys, func(ctx context.Context, to chan<- []gathered) error {
		return t.s.readers.look(ctx, func(q querier) error { return gather(ctx, q, to) })
	}, func(r *refolded) error { return t.putRefolded(ctx, r) })
}

// foldEach folds what from gathers, on all processors, and hands it to put in this goroutine, in no order.
func foldEach(ctx context.Context, sys *marketplace.System, keys map[int64]marketplace.DeviceID,
	from func(context.Context, chan<- []gathered) error, put func(*refolded) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	raw := make(chan []gathered, 4)
	done := make(chan []refolded, 4)
	var fault error // of gathering; read after raw, and so done, is closed
	go func() {
		defer close(raw)
		fault = from(ctx, raw)
	}()
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for batch := range raw {
				done <- refold(sys, keys, batch)
			}
		})
	}
	go func() {
		workers.Wait()
		close(done)
	}()
	var err error
	for batch := range done {
		for i := range batch {
			if err == nil {
				err = put(&batch[i])
			}
		}
		if err != nil {
			cancel() // and drain, so that nobody waits for ever
		}
	}
	if err != nil {
		return err
	}
	return fault
}

func deviceKeys(ctx context.Context, q querier) (map[int64]marketplace.DeviceID, error) {
	keys := map[int64]marketplace.DeviceID{}
	err := q.each(ctx, `SELECT id, key FROM device`, nil, func(scan scanner) error {
		var number int64
		var id marketplace.DeviceID
		err := scan(&number, &id)
		keys[number] = id
		return err
	})
	return keys, err
}

// gather reads the log, aggregate by aggregate. Entries do not change within the transaction that waits for it.
func gather(ctx context.Context, q querier, to chan<- []gathered) error {
	var batch []gathered
	send := func() error {
		select {
		case to <- batch:
			batch = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	last := int64(-1)
	err := q.each(ctx, `SELECT a.id, a.subject, a.kind, a.born, a.state, e.id, e.hash, e.body, e.outcome, e.why
		FROM aggregate a CROSS JOIN entry e ON e.aggregate = a.id WHERE a.kind <> 1 ORDER BY a.id`, nil, func(scan scanner) error {
		var g gathered
		var r storedRow
		var id, kind, born, outcome int64
		var subject []byte
		if err := scan(&id, &subject, &kind, &born, &g.state, &r.id, &r.hash, &r.body, &outcome, &r.why); err != nil {
			return err
		}
		r.outcome = marketplace.Outcome(outcome)
		if id != last {
			if len(batch) == gatheredAtOnce {
				if err := send(); err != nil {
					return err
				}
			}
			last = id
			copy(g.subject[:], subject)
			g.id, g.kind, g.was, g.born = id, marketplace.AggregateKind(kind), marketplace.AggregateKind(kind), born != 0
			batch = append(batch, g)
		}
		g2 := &batch[len(batch)-1]
		g2.rows = append(g2.rows, r)
		return nil
	})
	if err == nil && len(batch) > 0 {
		err = send()
	}
	return err
}

// refolded is what a gathered aggregate came to.
type refolded struct {
	gathered
	folded folded
	err    error
}

func refold(sys *marketplace.System, keys map[int64]marketplace.DeviceID, batch []gathered) []refolded {
	out := make([]refolded, len(batch))
	for i, g := range batch {
		r := &out[i]
		r.gathered = g
		r.entries = make([]stored, 0, len(g.rows))
		for _, row := range g.rows {
			e, err := decode(row.id, keys[deviceOfRow(row.id)], row.hash, row.body, row.outcome, row.why)
			if err != nil {
				r.err = err
				break
			}
			r.entries = append(r.entries, e)
		}
		if r.err == nil {
			sortEntries(r.entries)
			r.folded = foldEntries(sys, r.kind, r.entries)
			r.folded.lay()
		}
	}
	return out
}

func (t *tx) putRefolded(ctx context.Context, r *refolded) error {
	if r.err != nil {
		return r.err
	}
	if err := t.putOutcomes(ctx, r.entries, r.folded.outcomes); err != nil {
		return err
	}
	if err := t.project(ctx, r.subject, r.folded, true); err != nil {
		return err
	}
	if bytes.Equal(r.state, r.folded.state) {
		return nil
	}
	return t.mark(ctx, &r.aggregate, r.folded.state)
}
