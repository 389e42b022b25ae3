package sqlite

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"settle.example/settle/marketplace"
)

// CapPolicies implements marketplace.Queries: the latest to come into force first.
func (s *Store) CapPolicies(ctx context.Context) ([]marketplace.CapPolicy, error) {
	rows := []marketplace.CapPolicy{}
	err := s.ask(ctx, func(a *asking) error {
		current, _ := a.sys.CapOn(a.today)
		for i := range a.sys.Caps {
			c := &a.sys.Caps[i]
			p, err := a.capPolicy(ctx, c)
			if err != nil {
				return err
			}
			p.Now = c == current
			rows = append(rows, p)
		}
		return nil
	})
	slices.Reverse(rows) // of two from one day the later entry counts
	slices.SortStableFunc(rows, func(a, b marketplace.CapPolicy) int { return -cmp.Compare(a.From, b.From) })
	return rows, err
}

// CapPreview implements marketplace.Queries.
func (s *Store) CapPreview(ctx context.Context, percent int, areas []marketplace.CapArea) (marketplace.CapPreview, error) {
	policy := marketplace.Cap{Percent: percent, Areas: map[string]marketplace.CapArea{}}
	for _, a := range areas {
		policy.Areas[a.Area] = a
	}
	p := marketplace.CapPreview{In: []marketplace.AreaCount{}}
	err := s.ask(ctx, func(a *asking) error {
		// A cap is the same for every room of an area, so each rent of an area is looked at once.
		over := map[string]int{}
		err := a.each(ctx, "SELECT r.area, r.week, count(*) FROM room r WHERE "+roomStateAt+" = 1 GROUP BY r.area, r.week", []any{a.today}, func(scan scanner) error {
			var area string
			var week marketplace.Pence
			var n int
			err := scan(&area, &week, &n)
			p.Live += n
			if limit, _, ok := policy.Limit(area); ok && week > limit {
				over[area] += n
				p.Over += n
			}
			return err
		})
		for area, n := range over {
			p.In = append(p.In, marketplace.AreaCount{Area: area, Rooms: n})
		}
		return err
	})
	slices.SortFunc(p.In, func(x, y marketplace.AreaCount) int {
		return cmp.Or(cmp.Compare(y.Rooms, x.Rooms), cmp.Compare(x.Area, y.Area))
	})
	return p, err
}

func (a *asking) capPolicy(ctx context.Context, c *marketplace.Cap) (marketplace.CapPolicy, error) {
	p := marketplace.CapPolicy{Cap: *c}
	p.Areas = maps.Clone(c.Areas)
	entry, err := entryRow(ctx, a.querier, c.Ref)
	if err != nil {
		return p, err
	}
	e, _, err := entryAt(ctx, a.querier, entry)
	if err != nil {
		return p, err
	}
	if e.entry != nil {
		p.At = e.entry.Clock.Instant()
	}
	text, err := a.s.text(ctx, a.querier, c.Ref)
	if err != nil {
		return p, err
	}
	p.Source = text[marketplace.FieldSource]
	_, author := a.sys.StandingOf(c.Ref)
	if p.By, err = a.person(ctx, author.Person); err != nil {
		return p, err
	}
	_, err = one(ctx, a, "SELECT count(*) FROM cap_area c CROSS JOIN room r ON r.area = c.area AND r.week > c.most WHERE c.cap = ? AND r.state = 1", []any{entry}, &p.Over)
	return p, err
}
