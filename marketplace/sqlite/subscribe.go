package sqlite

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"settle.example/settle/marketplace"
)

// watch tells subscribers of changes, their own process's at once and those of other processes as soon as it sees that
// the file changed. It runs one goroutine while somebody is subscribed.
type watch struct {
	s       *Store
	turn    sync.Mutex // held while subscribers are called
	mu      sync.Mutex // guards what follows
	next    int
	calls   map[int]func(marketplace.Change)
	seen    int64 // revision that subscribers know of
	running bool
	done    sync.WaitGroup
}

// Intervals of the watch.
const (
	lookEvery  = 40 * time.Millisecond // at the file's version, which costs a few microseconds
	ripenEvery = time.Minute           // what time brings
)

func (w *watch) init(s *Store) { w.s, w.calls, w.seen = s, map[int]func(marketplace.Change){}, unseen }

// unseen is the revision before it is known: the first look then tells that everything may have changed.
const unseen = -1

// Subscribe implements marketplace.Store. Calls come one after another.
func (s *Store) Subscribe(f func(marketplace.Change)) (cancel func()) {
	w := &s.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	id := w.next
	w.next++
	w.calls[id] = f
	if !w.running && !s.isClosed() {
		w.running = true
		w.seen = s.revision()
		w.done.Go(w.run)
	}
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.calls, id)
	}
}

func (s *Store) isClosed() bool {
	select {
	case <-s.closed:
		return true
	default:
		return false
	}
}

// revision is that of the last change in the file.
func (s *Store) revision() int64 {
	revision := int64(unseen)
	if err := s.readers.look(context.Background(), func(q querier) error {
		m, err := readMeta(context.Background(), q)
		revision = m.revision
		return err
	}); err != nil {
		return unseen
	}
	return revision
}

// stop waits until the goroutine has ended; the store's closed channel tells it to.
func (w *watch) stop() { w.done.Wait() }

// tell passes on a change of this process that became the given revision.
func (w *watch) tell(revision int64, c marketplace.Change) {
	w.turn.Lock()
	defer w.turn.Unlock()
	w.mu.Lock()
	if w.seen == revision-1 {
		w.seen = revision
	} // otherwise another process wrote in between, and the next look finds both
	w.mu.Unlock()
	w.call(c)
}

// say passes on a change of what this machine knows by itself, which is no revision.
func (w *watch) say(c marketplace.Change) {
	w.turn.Lock()
	defer w.turn.Unlock()
	w.call(c)
}

// call is for the holder of the turn.
func (w *watch) call(c marketplace.Change) {
	w.mu.Lock()
	calls := make([]func(marketplace.Change), 0, len(w.calls))
	for _, id := range slices.Sorted(maps.Keys(w.calls)) {
		calls = append(calls, w.calls[id])
	}
	w.mu.Unlock()
	for _, f := range calls {
		f(c)
	}
}

func (w *watch) run() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	look, ripe := time.NewTicker(lookEvery), time.NewTicker(ripenEvery)
	defer look.Stop()
	defer ripe.Stop()
	c, err := w.s.readers.take()
	if err != nil {
		return // closing
	}
	defer func() { _ = c.close() }() // it only read
	version := int64(-1)
	for {
		select {
		case <-w.s.closed:
			return
		case <-ripe.C:
			// What fails here fails again, with its sentence, at the next act.
			_ = w.s.Ripen(ctx)
		case <-look.C:
			if now, err := dataVersion(c); err == nil && now != version {
				version = now
				w.look(ctx, c)
			}
		}
	}
}

// dataVersion changes when another connection has committed.
func dataVersion(c *conn) (version int64, err error) {
	err = c.each("PRAGMA data_version", nil, func(scan scanner) error { return scan(&version) })
	return version, err
}

// look passes on what changed since the last revision that subscribers know of.
func (w *watch) look(ctx context.Context, c *conn) {
	w.turn.Lock()
	defer w.turn.Unlock()
	w.mu.Lock()
	seen := w.seen
	w.mu.Unlock()
	m, err := readMeta(ctx, reader{c})
	if err != nil || m.revision == seen {
		return
	}
	var change marketplace.Change
	if seen != unseen {
		if change, err = changedSince(ctx, reader{c}, seen); err != nil {
			return
		}
	}
	w.mu.Lock()
	w.seen = m.revision
	w.mu.Unlock()
	w.call(change)
}

// manyChanges is how many subjects a change names at most. Beyond, everything may have changed.
const manyChanges = 500

func changedSince(ctx context.Context, q querier, revision int64) (marketplace.Change, error) {
	var changed []changedAggregate
	err := q.each(ctx, `SELECT kind, subject FROM aggregate WHERE revision > ? LIMIT ?`, []any{revision, manyChanges + 1}, func(scan scanner) error {
		var c changedAggregate
		err := scan(&c.kind, &c.subject)
		changed = append(changed, c)
		return err
	})
	return changeOf(changed), err
}

// changeOf names what changed. Where nothing can be named, everything may have: after a rebuild, say.
func changeOf(changed []changedAggregate) marketplace.Change {
	if len(changed) > manyChanges {
		return marketplace.Change{}
	}
	var c marketplace.Change
	for _, a := range changed {
		if !slices.Contains(c.Kinds, a.kind) {
			c.Kinds = append(c.Kinds, a.kind)
		}
		c.Subjects = append(c.Subjects, a.subject)
	}
	slices.Sort(c.Kinds)
	return c
}

// Ripen lets in what time has brought: entries whose clock was ahead of this machine's, private parts whose last day is
// over, duties of a keeper. It runs by itself while somebody is subscribed, and with each act.
func (s *Store) Ripen(ctx context.Context) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.ripen(ctx); err != nil {
			return err
		}
		return t.closeWithDuties(ctx)
	})
}
