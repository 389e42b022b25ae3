package sqlite

import (
	"context"
	"database/sql/driver"
	"strings"
)

// rowsAtOnce is how many rows one statement inserts where there are many: a statement costs about as much as a row.
const rowsAtOnce = 32

// insert is the statements that insert rows with these columns into one table.
type insert struct {
	one, many string // for one row and for rowsAtOnce
	width     int
}

func newInsert(table string, columns ...string) *insert {
	// A statement that fails is followed by ROLLBACK, so SQLite need not remember how to undo the rows before. Where it
	// does so all the same, for it may fail in other ways, PRAGMA temp_store keeps that from the disk.
	head := "INSERT OR FAIL INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES "
	row := "(" + strings.Repeat("?, ", len(columns)-1) + "?)"
	return &insert{one: head + row, many: head + strings.Repeat(row+", ", rowsAtOnce-1) + row, width: len(columns)}
}

// unwritten is rows on their way to the file, table by table. They are there once they were flushed, and not before.
type unwritten map[*insert][]driver.NamedValue

// gather inserts a row soon, with others of its table.
func (t *tx) gather(in *insert, row ...any) error {
	rows, err := appendArgs(t.unwritten[in], row)
	if err != nil {
		return err
	}
	if len(rows) == rowsAtOnce*in.width {
		err = t.step(in.many, rows)
		clear(rows) // lets go of what they point at
		rows = rows[:0]
	}
	t.unwritten[in] = rows
	return err
}

// flushRows inserts the rest, row by row, so that there are two statements to prepare for a table and not rowsAtOnce.
func (t *tx) flushRows() error {
	for in, rows := range t.unwritten {
		for ; len(rows) > 0; rows = rows[in.width:] {
			one := rows[:in.width]
			for i := range one {
				one[i].Ordinal = i + 1
			}
			if err := t.step(in.one, one); err != nil {
				return err
			}
		}
		clear(t.unwritten[in])
		t.unwritten[in] = t.unwritten[in][:0]
	}
	return nil
}

// flush puts all in the file that is on its way there: before that no query finds it.
func (t *tx) flush() error {
	if err := t.writeFresh(); err != nil {
		return err
	}
	return t.flushRows()
}

// number is the number of a table's next row, where last selects the greatest that is in the file. Rows that are
// gathered are counted.
func (t *tx) number(ctx context.Context, last string) (int64, error) {
	n, known := t.last[last]
	if !known {
		if _, err := one(ctx, t, last, nil, &n); err != nil {
			return 0, err
		}
	}
	t.last[last] = n + 1
	return n + 1, nil
}
