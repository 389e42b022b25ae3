package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// upsert is the statement that writes one row of a projection over the one with the same key, its arguments being in
// the order of the columns.
func upsert(table, key string, columns ...string) string {
	sets := make([]string, 0, len(columns))
	for _, c := range columns {
		if c != key {
			sets = append(sets, c+" = excluded."+c)
		}
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s", table, strings.Join(columns, ", "),
		strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", "), key, strings.Join(sets, ", "))
}

// projection is the statements that write one row of a projection, its arguments being in the order of the columns.
type projection struct {
	insert *insert // where nothing stands under its key
	upsert string  // over what stands
}

func newProjection(table, key string, columns ...string) projection {
	return projection{newInsert(table, columns...), upsert(table, key, columns...)}
}

// write writes a row; bare tells that nothing stands under its key.
func (p projection) write(ctx context.Context, t *tx, bare bool, r row) error {
	if err := r.locate(ctx, t); err != nil {
		return err
	}
	if bare {
		return t.gather(p.insert, r...)
	}
	return t.exec(ctx, p.upsert, r...)
}

// row is what a projection row says, in the order of its statement's columns. A reference to an entry stands for the
// entry's row id, which locate puts in its place, and a list of them for one in JSON.
type row []any

// settle puts values as the driver takes them in their places, but for references.
func (r row) settle() error {
	for i, a := range r {
		switch a.(type) {
		case marketplace.Ref, []marketplace.Ref:
			continue
		}
		v, err := value(a)
		if err != nil {
			return err
		}
		r[i] = v
	}
	return nil
}

// locate puts row ids in the places of references.
func (r row) locate(ctx context.Context, t *tx) error {
	for i, a := range r {
		switch a := a.(type) {
		case marketplace.Ref:
			entry, err := entryRow(ctx, t, a)
			if err != nil {
				return err
			}
			r[i] = entry
		case []marketplace.Ref:
			entries := make([]int64, len(a))
			for k, ref := range a {
				var err error
				if entries[k], err = entryRow(ctx, t, ref); err != nil {
					return err
				}
			}
			r[i] = list(entries)
		}
	}
	return nil
}

// sum is a hash of the row. It is stored with it, so that what has not changed is not written again. It is SHA-256, cut
// to 16 bytes: what a peer writes must not be able to pass for what stands.
func (r row) sum() ([]byte, error) {
	b := make([]byte, 0, 256)
	for _, a := range r {
		switch a := a.(type) {
		case marketplace.Ref:
			b = appendRef(b, a)
		case []marketplace.Ref:
			b = binary.BigEndian.AppendUint32(append(b, 8), uint32(len(a)))
			for _, ref := range a {
				b = appendRef(b, ref)
			}
		default:
			v, err := value(a)
			if err != nil {
				return nil, err
			}
			b = appendValue(b, v)
		}
	}
	h := sha256.Sum256(b)
	return h[:16], nil
}

func appendRef(b []byte, ref marketplace.Ref) []byte {
	b = append(append(b, 7), ref.Device[:]...)
	return binary.BigEndian.AppendUint64(b, ref.Seq)
}

func appendValue(b []byte, v driver.Value) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, 0)
	case int64:
		return binary.BigEndian.AppendUint64(append(b, 1), uint64(v))
	case bool:
		if v {
			return append(b, 2)
		}
		return append(b, 3)
	case string:
		b = binary.BigEndian.AppendUint32(append(b, 4), uint32(len(v)))
		return append(b, v...)
	case []byte:
		b = binary.BigEndian.AppendUint32(append(b, 5), uint32(len(v)))
		return append(b, v...)
	default:
		return fmt.Append(append(b, 6), v)
	}
}

// ranges appends ranges of dates, for a sum.
func (r row) ranges(of []marketplace.Range) row {
	r = append(r, len(of))
	for _, x := range of {
		r = append(r, x.From, x.To)
	}
	return r
}

// table is a small projection that is replaced as a whole, row by row: list answers keys (as BLOB) and sums, write
// takes key, sum and the rest, remove takes a key.
type table struct{ list, write, remove string }

// keyed is a row and the key that it stands under.
type keyed struct {
	key []byte
	row row // without key and sum
}

// replace makes the table's rows those that are wanted, writing only what differs.
func (t *tx) replace(ctx context.Context, in table, want []keyed) error {
	stands := map[string][]byte{}
	if err := t.each(ctx, in.list, nil, func(scan scanner) error {
		var key, sum []byte
		err := scan(&key, &sum)
		stands[string(key)] = sum
		return err
	}); err != nil {
		return err
	}
	for _, w := range want {
		sum, err := w.row.sum()
		if err != nil {
			return err
		}
		if !slices.Equal(stands[string(w.key)], sum) {
			if err := t.exec(ctx, in.write, append(row{w.key, sum}, w.row...)...); err != nil {
				return err
			}
		}
		delete(stands, string(w.key))
	}
	for key := range stands {
		if err := t.exec(ctx, in.remove, []byte(key)); err != nil {
			return err
		}
	}
	return nil
}

// execEach runs statements that each take one row number.
func (t *tx) execEach(ctx context.Context, row int64, statements ...string) error {
	for _, s := range statements {
		if err := t.exec(ctx, s, row); err != nil {
			return err
		}
	}
	return nil
}

// orNull is the id or key, or NULL for none.
func orNull[T comparable](v T) any {
	if v == *new(T) {
		return nil
	}
	return v
}
