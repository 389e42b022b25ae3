package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"
)

// scanner copies the columns of the present row into dest: pointers to integers, bool, string, []byte or byte arrays,
// or nil to leave a column out.
type scanner func(dest ...any) error

// querier reads within one consistent state: a write transaction ([tx]) or a [reader]. An error of f
// ends the walk and is returned; errStop ends it without one.
type querier interface {
	each(ctx context.Context, query string, args []any, f func(scan scanner) error) error
}

// errStop ends a walk early.
var errStop = errors.New("enough rows")

// one reads the first row. found is false where there is none.
func one(ctx context.Context, q querier, query string, args []any, dest ...any) (found bool, err error) {
	err = q.each(ctx, query, args, func(scan scanner) error {
		found = true
		if err := scan(dest...); err != nil {
			return err
		}
		return errStop
	})
	return found, err
}

// conn is the writer's connection, used below database/sql: it keeps its statements and binds without a goroutine for
// each call, which is a third of what an act costs otherwise.
type conn struct {
	c       *sqlite3.SQLiteConn
	stmts   map[string]*statement
	args    []driver.Value
	numbers *numbers
	added   additions
}

// statement is a prepared statement. It is busy while its rows are walked: the same text asked again meanwhile is
// prepared afresh.
type statement struct {
	*sqlite3.SQLiteStmt
	busy bool
}

func newConn(dsn string) (*conn, error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open(dsn)
	if err != nil {
		return nil, err
	}
	return &conn{c: c.(*sqlite3.SQLiteConn), stmts: map[string]*statement{}, numbers: newNumbers(), added: newAdditions()}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.c.Close())...)
}

func (c *conn) prepare(query string) (*statement, error) {
	kept, ok := c.stmts[query]
	if ok && !kept.busy {
		return kept, nil
	}
	s, err := c.c.Prepare(query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	stmt := &statement{SQLiteStmt: s.(*sqlite3.SQLiteStmt)}
	if !ok {
		c.stmts[query] = stmt
	}
	return stmt, nil
}

// release gives a statement back after its rows were walked.
func (c *conn) release(query string, s *statement) error {
	s.busy = false
	if c.stmts[query] == s {
		return nil
	}
	return s.Close()
}

// rollback ends a transaction that failed. The disk may have ended it already.
func (c *conn) rollback() {
	c.numbers = newNumbers()
	c.added.reset()
	if !c.c.AutoCommit() {
		_ = c.script("ROLLBACK") // the error that led here is the one to tell
	}
}

// script executes statements that have no arguments, without keeping them.
func (c *conn) script(statements string) error {
	_, err := c.c.Exec(statements, nil)
	return err
}

func (c *conn) exec(query string, args []any) (driver.Result, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	if err := c.bind(args); err != nil {
		return nil, errors.Join(err, c.release(query, s))
	}
	r, err := s.Exec(c.args)
	return r, errors.Join(err, c.release(query, s))
}

func (c *conn) each(query string, args []any, f func(scan scanner) error) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	if err := c.bind(args); err != nil {
		return errors.Join(err, c.release(query, s))
	}
	rows, err := s.Query(c.args)
	if err != nil {
		return errors.Join(err, c.release(query, s))
	}
	s.busy = true
	defer func() { err = errors.Join(err, rows.Close(), c.release(query, s)) }()
	values := make([]driver.Value, len(rows.Columns()))
	scan := func(dest ...any) error { return scanInto(values, dest) }
	for {
		switch err := rows.Next(values); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		switch err := f(scan); {
		case errors.Is(err, errStop):
			return nil
		case err != nil:
			return err
		}
	}
}

func (c *conn) bind(args []any) error {
	c.args = c.args[:0]
	for _, a := range args {
		v, err := value(a)
		if err != nil {
			return err
		}
		c.args = append(c.args, v)
	}
	return nil
}
