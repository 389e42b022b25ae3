package sqlite

import (
	"context"
	"errors"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// tx is one write transaction with one time. It is for one goroutine.
type tx struct {
	*conn
	s   *Store
	now time.Time
	sys *marketplace.System // as folded within the transaction; never nil

	meta      meta
	found     meta    // as the transaction found it
	pending   pending // aggregates to fold
	changed   []changedAggregate
	grown     map[oplog.DeviceID]Held // logs that grew; nil where nobody asks
	kept      map[marketplace.ID]kept // rooms and offers that were folded, and not yet asked for their keeper's duties
	awaiting  *bool                   // whether anything waits for a log; nil while unknown
	looked    bool                    // see lookAgain
	cells     map[marketplace.Cell]*countedCell
	last      map[string]int64 // see number
	logs      map[marketplace.DeviceID]deviceLog
	many      bool  // much comes in
	anyErased *bool // whether anything was ever erased by request; nil while unknown
	truncate  bool  // something was erased: what the write-ahead log remembers of it must go
	regroup   bool  // the system was folded: grants may be due
}

// meta is the one row of the table of that name.
type meta struct {
	system    oplog.Hash
	rehearsal bool
	self      marketplace.DeviceID // zero while no device may write here
	clock     oplog.Clock          // greatest clock folded
	revision  int64                // of the last transaction that changed something
	members   int64                // revision of the system's own fold
	rules     int
}

type changedAggregate struct {
	kind    marketplace.AggregateKind
	subject marketplace.ID
}

// write runs f in a transaction that holds the file's write lock, commits what it changed, and then tells those who
// subscribed. An error of f, or of the disk, leaves nothing behind.
func (s *Store) write(ctx context.Context, f func(*tx) error) (err error) {
	return s.transact(ctx, func(t *tx) error {
		if err := t.begin(ctx); err != nil {
			return err
		}
		return f(t)
	})
}

// transact is write for a file that may not hold a system yet: f begins the transaction itself.
func (s *Store) transact(ctx context.Context, f func(*tx) error) error {
	c, err := s.takeWriter(ctx)
	if err != nil {
		return err
	}
	t := &tx{conn: c, s: s, now: s.now(), pending: newPending(), kept: map[marketplace.ID]kept{}, cells: map[marketplace.Cell]*countedCell{}, last: map[string]int64{}, logs: map[marketplace.DeviceID]deviceLog{}}
	err = t.run(ctx, f)
	s.giveWriter(c)
	if err != nil {
		return said(err)
	}
	s.committed(t)
	return nil
}

func (t *tx) run(ctx context.Context, f func(*tx) error) error {
	err := t.script("BEGIN IMMEDIATE")
	if err != nil {
		return err
	}
	if err = f(t); err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = t.commit(ctx)
	}
	if err != nil {
		t.rollback()
	}
	return err
}

func (s *Store) takeWriter(ctx context.Context) (*conn, error) {
	if s.isClosed() {
		return nil, errClosed()
	}
	select {
	case c := <-s.writer:
		return c, nil
	case <-s.closed:
		return nil, errClosed()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *Store) giveWriter(c *conn) { s.writer <- c }

func errClosed() error {
	return marketplace.Errorf(marketplace.Unavailable, "Settle is closing. Open it again.")
}

// begin reads what every transaction needs.
func (t *tx) begin(ctx context.Context) error {
	var err error
	if t.meta, err = readMeta(ctx, t); err != nil {
		return err
	}
	t.found = t.meta
	t.sys, err = t.s.systemAt(ctx, t)
	return err
}

func (t *tx) commit(ctx context.Context) error {
	if err := t.writeCells(ctx); err != nil {
		return err
	}
	if err := t.flush(); err != nil {
		return err
	}
	if t.meta != t.found {
		err := t.exec(ctx, `UPDATE meta SET self = ?, clock = ?, revision = ?, members = ?, rules = ? WHERE id = 1`,
			t.meta.selfColumn(), t.meta.clock, t.meta.revision, t.meta.members, t.meta.rules)
		if err != nil {
			return err
		}
	}
	if err := t.expect(t.many); err != nil {
		return err
	}
	if err := t.script("COMMIT"); err != nil {
		return err
	}
	if t.looked {
		t.lookedAt = t.meta.revision
	}
	if t.truncate {
		// The act stands whatever becomes of this; the next erasure or close truncates again.
		_ = t.script("PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return nil
}

// expect says whether much comes in. If so the write-ahead log may hold 32 MiB after a commit before pages go from there to
// their places, since each large transaction would otherwise write its pages twice and flush three times; and 128 MiB of
// pages are kept in memory, since entries go to places all over the trees of a large file. Usually the log holds 4 MiB,
// which are then used again, so that an act's flush seldom has to make the file longer.
func (c *conn) expect(much bool) error {
	if much == c.patient {
		return nil
	}
	c.patient = much
	if much {
		return c.script("PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -131072")
	}
	return c.script("PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -" + writerCache)
}

// selfColumn is NULL while no device may write.
func (m *meta) selfColumn() any {
	if m.self.IsZero() {
		return nil
	}
	return m.self
}

func readMeta(ctx context.Context, q querier) (meta, error) {
	var m meta
	var self []byte
	found, err := one(ctx, q, `SELECT system, rehearsal, self, clock, revision, members, rules FROM meta WHERE id = 1`, nil,
		&m.system, &m.rehearsal, &self, &m.clock, &m.revision, &m.members, &m.rules)
	if err != nil {
		return meta{}, err
	}
	if !found {
		return meta{}, errNotFounded
	}
	copy(m.self[:], self)
	return m, nil
}

var errNotFounded = errors.New("the file holds no system yet")

// exec runs a statement. Statements are prepared once by their text.
func (t *tx) exec(_ context.Context, query string, args ...any) error {
	return t.conn.exec(query, args)
}

// insert is exec that answers with the new row's id.
func (t *tx) insert(_ context.Context, query string, args ...any) (int64, error) {
	return t.conn.insert(query, args)
}

// each implements querier.
func (t *tx) each(_ context.Context, query string, args []any, f func(scan scanner) error) error {
	return t.conn.each(query, args, f)
}
