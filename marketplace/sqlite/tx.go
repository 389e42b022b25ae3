package sqlite

import (
	"context"
	"time"

	"settle.example/settle/marketplace"
)

// tx is one write transaction with one time. It is for one goroutine.
type tx struct {
	*conn
	s   *Store
	now time.Time
	sys *marketplace.System // as folded within the transaction; never nil
}

// exec runs a statement. Statements are prepared once by their text.
func (t *tx) exec(_ context.Context, query string, args ...any) error {
	_, err := t.conn.exec(query, args)
	return err
}

// insert is exec that answers with the new row's id.
func (t *tx) insert(_ context.Context, query string, args ...any) (int64, error) {
	r, err := t.conn.exec(query, args)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// each implements querier.
func (t *tx) each(_ context.Context, query string, args []any, f func(scan scanner) error) error {
	return t.conn.each(query, args, f)
}
