package sqlite

import (
	"context"
	"strings"
)

// rowsAtOnce is how many rows one statement inserts where there are many: a statement costs about as much as a row. More
// of them gain little, and small transactions would not come to so many.
const rowsAtOnce = 8

// bulk gathers rows for one table. They are in the file once it was flushed, and not before.
type bulk struct {
	one, many string // the statements for one row and for rowsAtOnce
	width     int
	args      []any
}

func newBulk(table string, columns ...string) *bulk {
	head := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES "
	row := "(" + strings.Repeat("?, ", len(columns)-1) + "?)"
	return &bulk{one: head + row, many: head + strings.Repeat(row+", ", rowsAtOnce-1) + row, width: len(columns)}
}

func (b *bulk) add(ctx context.Context, t *tx, row ...any) error {
	if b.args = append(b.args, row...); len(b.args) < rowsAtOnce*b.width {
		return nil
	}
	err := t.exec(ctx, b.many, b.args...)
	b.reset()
	return err
}

// flush inserts the rest, row by row, so that there are two statements to prepare and not rowsAtOnce.
func (b *bulk) flush(ctx context.Context, t *tx) error {
	for i := 0; i < len(b.args); i += b.width {
		if err := t.exec(ctx, b.one, b.args[i:i+b.width]...); err != nil {
			return err
		}
	}
	b.reset()
	return nil
}

// reset forgets the rows and lets go of what they point at.
func (b *bulk) reset() {
	clear(b.args)
	b.args = b.args[:0]
}
