package sqlite

import (
	"context"
	"database/sql"
	"time"

	"settle.example/settle/marketplace"
)

// Options says how a store is opened. The zero value is what a person's own Settle uses.
type Options struct {
	// Now is the time that acts are written at; nil is the system's clock. Only a rehearsal system is given another.
	Now func() time.Time
}

// Store keeps one system in one folder. Its methods may be called from any goroutine.
type Store struct {
	dir  string
	now  func() time.Time
	read *sql.DB // read-only; take a snapshot where an answer needs more than one statement
}

// snapshot begins a consistent read. The caller ends it with Rollback.
func (s *Store) snapshot(ctx context.Context) (snapshot, error) {
	t, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	return snapshot{t}, err
}

// system is the fold of the system's entries as of the last commit, from memory where nothing has changed. It is
// shared: nobody changes it.
func (s *Store) system(ctx context.Context) (*marketplace.System, error) {
	return &marketplace.System{}, nil
}

// text is the class A text of the entry at ref; empty where there is none or it was erased.
func (s *Store) text(ctx context.Context, q querier, ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return nil, nil
}

// opened is the sealed fields of the entry at ref that this device may open, merged; empty where there are none. They
// are opened in memory and kept there alone.
func (s *Store) opened(ctx context.Context, q querier, ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return nil, nil
}
