package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/mattn/go-sqlite3"
)

// scanner copies the columns of the present row into dest: pointers to integers, bool, string, []byte or byte arrays,
// or nil to leave a column out.
type scanner func(dest ...any) error

// querier reads within one consistent state: a write transaction ([tx]) or a [snapshot] of the read pool. An error of
// f ends the walk and is returned; errStop ends it without one.
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
	c     *sqlite3.SQLiteConn
	stmts map[string]*sqlite3.SQLiteStmt
	args  []driver.Value
}

func newConn(dsn string) (*conn, error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open(dsn)
	if err != nil {
		return nil, err
	}
	return &conn{c: c.(*sqlite3.SQLiteConn), stmts: map[string]*sqlite3.SQLiteStmt{}}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.c.Close())...)
}

func (c *conn) prepare(query string) (*sqlite3.SQLiteStmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	s, err := c.c.Prepare(query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	stmt := s.(*sqlite3.SQLiteStmt)
	c.stmts[query] = stmt
	return stmt, nil
}

// run executes statements that have no arguments, without keeping them.
func (c *conn) run(script string) error {
	_, err := c.c.Exec(script, nil)
	return err
}

func (c *conn) exec(query string, args []any) (driver.Result, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	if err := c.bind(args); err != nil {
		return nil, err
	}
	return s.Exec(c.args)
}

func (c *conn) each(query string, args []any, f func(scan scanner) error) (err error) {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	if err := c.bind(args); err != nil {
		return err
	}
	rows, err := s.Query(c.args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
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

// value turns an argument into what the driver takes. Named integers, strings and byte arrays of the domain pass as
// what they are underneath; a nil slice is NULL.
func value(a any) (driver.Value, error) {
	switch a := a.(type) {
	case nil, int64, string, bool, float64:
		return a, nil
	case []byte:
		if a == nil {
			return nil, nil
		}
		return a, nil
	case int:
		return int64(a), nil
	}
	v := reflect.ValueOf(a)
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return int64(v.Uint()), nil
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(b), v)
			return b, nil
		}
	}
	return nil, fmt.Errorf("a %T cannot be stored", a)
}

func scanInto(values []driver.Value, dest []any) error {
	if len(dest) != len(values) {
		return fmt.Errorf("%d columns for %d variables", len(values), len(dest))
	}
	for i, v := range values {
		if err := assign(dest[i], v); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	return nil
}

// assign sets what dest points at. NULL sets the zero value. Numbers and byte strings that do not fit are an error:
// they may come from a damaged file.
func assign(dest any, v driver.Value) error {
	switch d := dest.(type) {
	case nil:
		return nil
	case *int64:
		n, ok := v.(int64)
		if !ok && v != nil {
			return fmt.Errorf("a %T instead of a number", v)
		}
		*d = n
		return nil
	case *[]byte:
		b, ok := v.([]byte)
		if !ok && v != nil {
			return fmt.Errorf("a %T instead of bytes", v)
		}
		*d = b
		return nil
	case *string:
		s, ok := v.(string)
		if !ok && v != nil {
			return fmt.Errorf("a %T instead of text", v)
		}
		*d = s
		return nil
	}
	return assignReflect(reflect.ValueOf(dest), v)
}

func assignReflect(p reflect.Value, v driver.Value) error {
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return fmt.Errorf("a %s is no place to scan into", p.Type())
	}
	d := p.Elem()
	if v == nil {
		d.SetZero()
		return nil
	}
	n, isInt := v.(int64)
	switch k := d.Kind(); {
	case isInt && d.CanInt() && !d.OverflowInt(n):
		d.SetInt(n)
	case isInt && d.CanUint() && k == reflect.Uint64: // seq and bit sets: kept as the same 64 bits
		d.SetUint(uint64(n))
	case isInt && d.CanUint() && n >= 0 && !d.OverflowUint(uint64(n)):
		d.SetUint(uint64(n))
	case isInt && k == reflect.Bool:
		d.SetBool(n != 0)
	case isInt && d.CanFloat():
		d.SetFloat(float64(n))
	default:
		return assignOther(d, v)
	}
	return nil
}

func assignOther(d reflect.Value, v driver.Value) error {
	switch v := v.(type) {
	case bool:
		if d.Kind() == reflect.Bool {
			d.SetBool(v)
			return nil
		}
	case float64:
		if d.CanFloat() {
			d.SetFloat(v)
			return nil
		}
	case string:
		if d.Kind() == reflect.String {
			d.SetString(v)
			return nil
		}
	case []byte:
		isBytes := d.Kind() == reflect.Array && d.Type().Elem().Kind() == reflect.Uint8
		if isBytes && d.Len() == len(v) {
			reflect.Copy(d, reflect.ValueOf(v))
			return nil
		}
	}
	return fmt.Errorf("a %T does not fit a %s", v, d.Type())
}

// snapshot is one consistent state of the read pool.
type snapshot struct{ *sql.Tx }

func (r snapshot) each(ctx context.Context, query string, args []any, f func(scan scanner) error) (err error) {
	values := make([]any, len(args))
	for i, a := range args {
		if values[i], err = value(a); err != nil {
			return err
		}
	}
	rows, err := r.QueryContext(ctx, query, values...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	found := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range into {
		into[i] = &found[i]
	}
	plain := make([]driver.Value, len(columns))
	scan := func(dest ...any) error { return scanInto(plain, dest) }
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range found {
			plain[i] = v
		}
		switch err := f(scan); {
		case errors.Is(err, errStop):
			return nil
		case err != nil:
			return err
		}
	}
	return rows.Err()
}
