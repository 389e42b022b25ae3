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
	args    []driver.NamedValue
	numbers *numbers
	// unwritten is empty between transactions.
	unwritten unwritten
	patient   bool  // see expect
	lookedAt  int64 // the last revision at which nothing was left for lookAgain; 0 where that is not known
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
	return &conn{c: c.(*sqlite3.SQLiteConn), stmts: map[string]*statement{}, numbers: newNumbers(), unwritten: unwritten{}}, nil
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
	clear(c.unwritten)
	if !c.c.AutoCommit() {
		_ = c.script("ROLLBACK") // the error that led here is the one to tell
	}
}

// script executes statements that have no arguments, without keeping them.
func (c *conn) script(statements string) error {
	_, err := c.c.Exec(statements, nil)
	return err
}

// exec runs a statement that has no rows.
func (c *conn) exec(query string, args []any) error {
	if err := c.bind(args); err != nil {
		return err
	}
	return c.step(query, c.args)
}

// step is exec with arguments as the driver takes them. It goes as a query does: the driver then binds all of them and
// takes the step in one call of C. As an Exec each argument would be a call, and a catch-up binds half a million.
func (c *conn) step(query string, args []driver.NamedValue) error {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), args)
	if err == nil {
		err = rows.Close()
	}
	return errors.Join(err, c.release(query, s))
}

// insert runs a statement that inserts a row, and answers with the row's id.
func (c *conn) insert(query string, args []any) (int64, error) {
	s, err := c.prepare(query)
	if err != nil {
		return 0, err
	}
	if err := c.bind(args); err != nil {
		return 0, errors.Join(err, c.release(query, s))
	}
	r, err := s.ExecContext(context.Background(), c.args)
	if err := errors.Join(err, c.release(query, s)); err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func (c *conn) each(query string, args []any, f func(scan scanner) error) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	if err := c.bind(args); err != nil {
		return errors.Join(err, c.release(query, s))
	}
	rows, err := s.QueryContext(context.Background(), c.args)
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

func (c *conn) bind(args []any) (err error) {
	c.args, err = appendArgs(c.args[:0], args)
	return err
}

// appendArgs appends arguments as the driver takes them, numbered on.
func appendArgs(to []driver.NamedValue, args []any) ([]driver.NamedValue, error) {
	for _, a := range args {
		v, err := value(a)
		if err != nil {
			return to, err
		}
		to = append(to, driver.NamedValue{Ordinal: len(to) + 1, Value: v})
	}
	return to, nil
}
