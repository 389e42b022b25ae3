package sqlite

import (
	"context"
	"maps"
	"slices"
	"sync"

	"settle.example/settle/marketplace"
)

// folded is what the entries of an aggregate come to.
type folded struct {
	kind     marketplace.AggregateKind
	home     *marketplace.Home
	room     *marketplace.Room
	arrival  *marketplace.Arrival
	offer    *marketplace.Offer
	letter   *marketplace.Entry
	erasure  *marketplace.Erasure
	outcomes []verdict // one for each entry
	state    []byte    // see stateOf
	rows     *roomRows // what a room's projection says, once lay has made it
}

type verdict struct {
	outcome marketplace.Outcome
	why     string
}

// foldEntries folds an aggregate other than the system. It is pure; entries are in the order of a fold.
func foldEntries(sys *marketplace.System, kind marketplace.AggregateKind, all []stored) folded {
	f := folded{kind: kind, outcomes: make([]verdict, len(all))}
	entries, verdicts := foldable(all), []marketplace.Verdict(nil)
	switch kind {
	case marketplace.AggregateHome:
		f.home, verdicts = marketplace.FoldHome(sys, entries)
	case marketplace.AggregateRoom:
		f.room, verdicts = marketplace.FoldRoom(sys, entries)
	case marketplace.AggregateArrival:
		f.arrival, verdicts = marketplace.FoldArrival(sys, entries)
	case marketplace.AggregateOffer:
		f.offer, verdicts = marketplace.FoldOffer(sys, entries)
	case marketplace.AggregateLetter:
		f.letter, verdicts = foldLetter(sys, entries)
	case marketplace.AggregateErasure:
		f.erasure, verdicts = marketplace.FoldErasure(sys, entries)
	default:
		for _, e := range entries {
			verdicts = append(verdicts, marketplace.Verdict{Ref: e.Ref, Outcome: marketplace.Unreadable, Why: "newer"})
		}
	}
	judge(all, verdicts, f.outcomes)
	f.state = stateOf(kind, f.value(), all, f.outcomes)
	return f
}

// value is the folded aggregate, for the digest.
func (f *folded) value() any {
	switch f.kind {
	case marketplace.AggregateHome:
		return f.home
	case marketplace.AggregateRoom:
		return f.room
	case marketplace.AggregateArrival:
		return f.arrival
	case marketplace.AggregateOffer:
		return f.offer
	case marketplace.AggregateLetter:
		return f.letter
	case marketplace.AggregateErasure:
		return f.erasure
	}
	return nil
}

// foldLetter answers with the letter's one entry, where its author may write.
func foldLetter(sys *marketplace.System, entries []*marketplace.Entry) (letter *marketplace.Entry, verdicts []marketplace.Verdict) {
	for _, e := range entries {
		_, outcome, why := sys.Author(e)
		switch {
		case e.Fact == nil:
			outcome, why = marketplace.Unreadable, "newer"
		case outcome == marketplace.Applied && e.Subject != marketplace.SubjectOf(e.Ref):
			outcome, why = marketplace.Void, "misplaced"
		}
		if outcome != marketplace.Applied {
			verdicts = append(verdicts, marketplace.Verdict{Ref: e.Ref, Outcome: outcome, Why: why})
			continue
		}
		letter = e
	}
	return letter, verdicts
}

// foldable leaves out what no fold may see: entries whose time has not come, and those whose facts are not their
// kind's.
func foldable(all []stored) []*marketplace.Entry {
	entries := make([]*marketplace.Entry, 0, len(all))
	for i := range all {
		if e := &all[i]; !e.ahead() && !e.malformed {
			entries = append(entries, e.entry)
		}
	}
	return entries
}

// judge writes the outcome of every entry.
func judge(all []stored, verdicts []marketplace.Verdict, outcomes []verdict) {
	byRef := make(map[marketplace.Ref]verdict, len(verdicts))
	for _, v := range verdicts {
		byRef[v.Ref] = verdict{v.Outcome, v.Why}
	}
	for i := range all {
		switch e := &all[i]; {
		case e.ahead():
			outcomes[i] = verdict{e.outcome, e.why}
		case e.malformed:
			outcomes[i] = verdict{marketplace.Void, "malformed"}
		case len(byRef) > 0:
			outcomes[i] = byRef[e.entry.Ref]
		}
	}
}

// fold folds what is pending: the system first, since every other fold asks it who may do what.
func (t *tx) fold(ctx context.Context) error {
	for t.pending.system || len(t.pending.rows) > 0 { // an erasure marks what it takes something from
		if err := t.flushRows(); err != nil {
			return err
		}
		if t.pending.system {
			if err := t.refoldSystem(ctx); err != nil {
				return err
			}
		}
		if err := t.foldRows(ctx, slices.Sorted(maps.Keys(t.pending.rows))); err != nil {
			return err
		}
	}
	return t.flush()
}

// foldedAtOnce is how many aggregates are folded while as many are written.
const foldedAtOnce = 64

// foldedAhead is how many lots are folded, or wait to be written, at most.
const foldedAhead = 4

// foldRows folds the aggregates in these rows, some ahead of those that are being written.
func (t *tx) foldRows(ctx context.Context, ids []int64) error {
	many := len(ids) > 4*foldedAtOnce // then none keeps its entries
	var ahead []foldBatch
	defer func() {
		for _, b := range ahead {
			b.wait()
		}
	}()
	put := func() error {
		b := ahead[0]
		ahead = ahead[1:]
		b.wait()
		return b.put(ctx, t, many)
	}
	for chunk := range slices.Chunk(ids, foldedAtOnce) {
		next, err := t.loadBatch(ctx, chunk)
		if err != nil {
			return err
		}
		next.fold(t.sys)
		if ahead = append(ahead, next); len(ahead) > foldedAhead {
			if err := put(); err != nil {
				return err
			}
		}
	}
	for len(ahead) > 0 {
		if err := put(); err != nil {
			return err
		}
	}
	return nil
}

// foldBatch is aggregates that are folded together, and what they come to.
type foldBatch struct {
	aggregates []*aggregate
	results    []folded
	wait       func() // until it is folded
}

func (t *tx) loadBatch(ctx context.Context, ids []int64) (foldBatch, error) {
	b := foldBatch{aggregates: make([]*aggregate, 0, len(ids))}
	for _, id := range ids {
		a := t.pending.rows[id]
		delete(t.pending.rows, id)
		if a.kind == marketplace.AggregateSystem { // its first entry came after it was marked
			continue
		}
		if err := t.load(ctx, a); err != nil {
			return b, err
		}
		b.aggregates = append(b.aggregates, a)
	}
	b.results = make([]folded, len(b.aggregates))
	return b, nil
}

// fold folds the batch beside the caller, which waits for it before it looks at the results. A few are folded at once.
func (b *foldBatch) fold(sys *marketplace.System) {
	b.wait = func() {}
	fold := func() {
		for i, a := range b.aggregates {
			sortEntries(a.entries)
			b.results[i] = foldEntries(sys, a.kind, a.entries)
			b.results[i].lay()
		}
	}
	if len(b.aggregates) < fewAtOnce {
		fold()
		return
	}
	group := new(sync.WaitGroup)
	group.Go(fold)
	b.wait = group.Wait
}

// put writes the batch; forget lets go of the entries.
func (b *foldBatch) put(ctx context.Context, t *tx, forget bool) error {
	for i, a := range b.aggregates {
		if err := t.put(ctx, a, b.results[i]); err != nil {
			return err
		}
		if forget {
			a.entries, a.loaded = nil, false
		}
	}
	return nil
}

// put writes what a fold came to: outcomes, the state's hash, and the projection.
func (t *tx) put(ctx context.Context, a *aggregate, f folded) error {
	if err := t.putOutcomes(ctx, a.entries, f.outcomes); err != nil {
		return err
	}
	if a.was != f.kind && a.was != marketplace.AggregateUnknown {
		if err := t.project(ctx, a.subject, folded{kind: a.was}, false); err != nil {
			return err
		}
	}
	bare := a.was == marketplace.AggregateUnknown
	a.was = f.kind
	if f.room != nil {
		t.kept[a.subject] = f.room
	}
	if f.offer != nil {
		t.kept[a.subject] = f.offer
	}
	if err := t.project(ctx, a.subject, f, bare); err != nil {
		return err
	}
	return t.mark(ctx, a, f.state)
}

// mark writes the state's hash and notes that the aggregate changed.
func (t *tx) mark(ctx context.Context, a *aggregate, state []byte) error {
	t.note(a)
	if a.fresh {
		a.state = state
		return nil
	}
	return t.exec(ctx, `UPDATE aggregate SET state = ?, revision = ? WHERE id = ?`, state, t.meta.revision, a.id)
}

// tell notes that what is shown of the aggregate changed, though its fold did not.
func (t *tx) tell(ctx context.Context, a *aggregate) error {
	t.note(a)
	if a.fresh {
		return nil
	}
	return t.exec(ctx, `UPDATE aggregate SET revision = ? WHERE id = ?`, t.meta.revision, a.id)
}

// nextRevision is that of this transaction, which changes something.
func (t *tx) nextRevision() int64 {
	if t.meta.revision == t.found.revision {
		t.meta.revision++
	}
	return t.meta.revision
}

func (t *tx) note(a *aggregate) {
	t.nextRevision()
	t.changed = append(t.changed, changedAggregate{a.kind, a.subject})
}

// putOutcomes writes those outcomes that differ from the ones that stand.
func (t *tx) putOutcomes(ctx context.Context, entries []stored, outcomes []verdict) error {
	for i, v := range outcomes {
		e := &entries[i]
		if e.outcome == v.outcome && e.why == v.why {
			continue
		}
		e.outcome, e.why = v.outcome, v.why
		if err := t.exec(ctx, `UPDATE entry SET outcome = ?, why = nullif(?, '') WHERE id = ?`, v.outcome, v.why, e.row); err != nil {
			return err
		}
	}
	return nil
}

// lay makes the rows of a room, which need no connection: many rooms are folded side by side, and one goroutine writes.
func (f *folded) lay() {
	if f.room != nil {
		f.rows = rowsOf(f.room)
	}
}

// project makes an aggregate's projection what its fold came to; bare tells that there is none yet.
func (t *tx) project(ctx context.Context, id marketplace.ID, f folded, bare bool) error {
	if err := t.awaits(ctx, id, &f); err != nil {
		return err
	}
	switch f.kind {
	case marketplace.AggregateHome:
		return projectHome(ctx, t, id, f.home, bare)
	case marketplace.AggregateRoom:
		return projectRoom(ctx, t, id, f.rows, bare)
	case marketplace.AggregateArrival:
		return projectArrival(ctx, t, id, f.arrival, bare)
	case marketplace.AggregateOffer:
		return projectOffer(ctx, t, id, f.offer)
	case marketplace.AggregateLetter:
		return projectLetter(ctx, t, id, f.letter)
	case marketplace.AggregateErasure:
		return t.erase(ctx, f.erasure)
	}
	return nil
}
