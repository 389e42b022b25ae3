package sqlite

import (
	"context"

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
	err = c.run("PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF") // texts without entries
	s.giveWriter(c)
	if err != nil {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		for _, r := range p.Rooms {
			if err := projectRoom(ctx, t, r.ID, r); err != nil {
				return err
			}
		}
		for _, a := range p.Arrivals {
			if err := projectArrival(ctx, t, a.ID, a); err != nil {
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
