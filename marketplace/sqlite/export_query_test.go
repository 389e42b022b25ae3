package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// Projected is rooms, arrivals and titles to be written as projections alone, without entries: for benchmarks at a size
// that would take minutes to act out.
type Projected struct {
	Rooms    []*marketplace.Room
	Arrivals []*marketplace.Arrival
	Titles   map[marketplace.Ref]string
	Aliases  map[marketplace.Ref]string
}

// Project writes projections as a fold would.
func (s *Store) Project(ctx context.Context, p Projected) error {
	c, err := s.takeWriter(ctx)
	if err != nil {
		return err
	}
	err = c.script("PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF") // texts without entries
	s.giveWriter(c)
	if err != nil {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		for _, r := range p.Rooms {
			if err := projectRoom(ctx, t, r.ID, rowsOf(r), true); err != nil {
				return err
			}
		}
		for _, a := range p.Arrivals {
			if err := projectArrival(ctx, t, a.ID, a, true); err != nil {
				return err
			}
		}
		for field, texts := range map[marketplace.Field]map[marketplace.Ref]string{marketplace.FieldTitle: p.Titles, marketplace.FieldAlias: p.Aliases} {
			for ref, text := range texts {
				entry, err := entryRow(ctx, t, ref)
				if err != nil {
					return err
				}
				if err := t.exec(ctx, "INSERT INTO text (entry, field, value) VALUES (?, ?, ?)", entry, field, text); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Dump is every row of every projection, in order, with row numbers replaced by the ids that they stand for: equal for
// equal projections, however they came about.
func (s *Store) Dump(ctx context.Context) ([]string, error) {
	var all []string
	err := s.readers.look(ctx, func(q querier) error {
		for _, table := range projections {
			rows, err := dump(ctx, q, table)
			if err != nil {
				return err
			}
			all = append(all, rows...)
		}
		return nil
	})
	return all, err
}

func dump(ctx context.Context, q querier, table string) ([]string, error) {
	var columns []string
	if err := q.each(ctx, "SELECT name, type FROM pragma_table_info(?)", []any{table}, func(scan scanner) error {
		var name, kind string
		if err := scan(&name, &kind); err != nil {
			return err
		}
		if strings.HasSuffix(name, "sum") { // of row numbers too
			return nil
		}
		column := "x." + name
		if kind == "INTEGER" && slices.Contains(projections, name) && name != "cap" && name != "cell" {
			column = fmt.Sprintf("(SELECT y.id FROM %[1]s y WHERE y.%[1]s = x.%[1]s)", name)
		}
		columns = append(columns, "quote("+column+")")
		return nil
	}); err != nil {
		return nil, err
	}
	var rows []string
	err := q.each(ctx, "SELECT "+strings.Join(columns, " || ',' || ")+" FROM "+table+" x", nil, func(scan scanner) error {
		var row string
		err := scan(&row)
		rows = append(rows, table+" "+row)
		return err
	})
	slices.Sort(rows)
	return rows, err
}

// Pack packs a room and all of its bookings, their rents set under the cap policy in row 7.
func Pack(r *marketplace.Room) []byte {
	p := packRoom(r)
	for _, b := range r.Bookings {
		p = packBooking(p, b, 7)
	}
	return p
}

// Unpack reads what Pack wrote; policy is that of row 7.
func Unpack(packed []byte, policy marketplace.Ref) (*marketplace.Room, error) {
	u, r := unpacker{words: map[string]string{}}, marketplace.Room{}
	err := u.room(packed, map[int64]marketplace.Ref{7: policy}, &r)
	return &r, err
}

// BusyRanges is the nights of a room on which no new stay may be.
var BusyRanges = busyRanges

// Distance and box of the search.
var (
	DistanceKM = distanceKM
	BoxAround  = boxAround
)
