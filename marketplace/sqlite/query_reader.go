package sqlite

import (
	"context"
	"errors"
	"sync"
)

// readers are the connections of the queries. Like the writer's they stand below database/sql and keep their
// statements: preparing the search anew would cost as much as a search.
type readers struct {
	dsn string

	mu     sync.Mutex
	idle   []*conn
	closed bool
}

// keptReaders is how many idle connections stay open.
const keptReaders = 4

func (r *readers) take() (*conn, error) {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil, errClosed()
	}
	if n := len(r.idle); n > 0 {
		c := r.idle[n-1]
		r.idle = r.idle[:n-1]
		r.mu.Unlock()
		return c, nil
	}
	r.mu.Unlock()
	return newConn(r.dsn)
}

func (r *readers) give(c *conn) error {
	r.mu.Lock()
	if !r.closed && len(r.idle) < keptReaders {
		r.idle = append(r.idle, c)
		r.mu.Unlock()
		return nil
	}
	r.mu.Unlock()
	return c.close()
}

func (r *readers) close() error {
	r.mu.Lock()
	idle := r.idle
	r.idle, r.closed = nil, true
	r.mu.Unlock()
	var errs []error
	for _, c := range idle {
		errs = append(errs, c.close())
	}
	return errors.Join(errs...)
}

// look runs f on one consistent state of the file.
func (r *readers) look(ctx context.Context, f func(q querier) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	c, err := r.take()
	if err != nil {
		return said(err)
	}
	if err := c.script("BEGIN"); err != nil {
		return said(errors.Join(err, c.close()))
	}
	err = f(reader{c})
	if end := c.script("ROLLBACK"); end != nil {
		return said(errors.Join(err, end, c.close()))
	}
	return said(errors.Join(err, r.give(c)))
}

// reader is a querier on one of the readers' connections.
type reader struct{ *conn }

// rowsBetween is how many rows pass between two looks at whether the answer is still wanted.
const rowsBetween = 256

// each implements querier.
func (r reader) each(ctx context.Context, query string, args []any, f func(scan scanner) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	rows := 0
	return r.conn.each(query, args, func(scan scanner) error {
		if rows++; rows%rowsBetween == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return f(scan)
	})
}
