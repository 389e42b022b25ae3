package sqlite

import (
	"cmp"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// Nights implements marketplace.Queries. The rules of the ledger are NightsReport's.
func (s *Store) Nights(ctx context.Context, f marketplace.NightsFilter) ([]marketplace.NightsRow, error) {
	var rows []marketplace.NightsRow
	err := s.ask(ctx, func(a *asking) error {
		report := marketplace.NewNightsReport(f, a.sys)
		err := a.eachStay(ctx, "", nil, report.Add)
		rows = part(report.Rows(), f.Limit, f.Offset)
		return err
	})
	return rows, err
}

// Stays implements marketplace.Queries, in the order of their first nights.
func (s *Store) Stays(ctx context.Context, f marketplace.NightsFilter) ([]marketplace.Stay, error) {
	var stays []marketplace.Stay
	err := s.ask(ctx, func(a *asking) error {
		all, err := a.ledger(ctx, "")
		if err != nil {
			return err
		}
		stays = marketplace.SelectStays(all, f, a.sys)
		slices.SortFunc(stays, func(x, y marketplace.Stay) int {
			return cmp.Or(cmp.Compare(firstNight(x), firstNight(y)), slices.Compare(x.Booking[:], y.Booking[:]))
		})
		stays = part(stays, f.Limit, f.Offset)
		return a.describe(ctx, stays)
	})
	return stays, err
}

// HostYears implements marketplace.Queries. What a host earns is for their own eyes: it refuses anybody else.
func (s *Store) HostYears(ctx context.Context, person marketplace.ID) ([]marketplace.HostYear, error) {
	var years []marketplace.HostYear
	err := s.ask(ctx, func(a *asking) error {
		if person.IsZero() {
			person = a.me.Person
		}
		if person != a.me.Person {
			return marketplace.Errorf(marketplace.NotAllowed, "A host's income is for their own eyes. Ask them.")
		}
		stays, err := a.ledger(ctx, " WHERE y.room IN (SELECT room FROM room WHERE host = ?)", person)
		if err != nil {
			return err
		}
		if err := a.describe(ctx, stays); err != nil {
			return err
		}
		var homes []marketplace.HomeAdded
		if err := a.each(ctx, "SELECT allowance FROM home WHERE host = ?", []any{person}, func(scan scanner) error {
			var h marketplace.HomeAdded
			err := scan(&h.Allowance)
			homes = append(homes, h)
			return err
		}); err != nil {
			return err
		}
		years = marketplace.HostYearsOf(stays, marketplace.AllowanceOf(homes), a.today)
		return nil
	})
	return years, err
}

// describe fills in the titles, and the guests as far as they may be named.
func (a *asking) describe(ctx context.Context, stays []marketplace.Stay) error {
	for i := range stays {
		s := &stays[i]
		var title, outcode string
		var began int64
		var arrival marketplace.ID
		if _, err := one(ctx, a, "SELECT t.value, r.outcode, b.began_entry, b.arrival FROM booking b"+bookingJoin+" WHERE b.id = ?", []any{s.Booking},
			&title, &outcode, &began, &arrival); err != nil {
			return err
		}
		var err error
		s.Title = titleOf(title, outcode)
		if s.Guest, err = a.guest(ctx, began, arrival); err != nil {
			return err
		}
	}
	return nil
}

func firstNight(s marketplace.Stay) marketplace.Date {
	if s.Slept.Nights() > 0 {
		return s.Slept.From
	}
	return s.Planned.From
}

// part is a page of a list; no limit is all of it.
func part[T any](all []T, limit, offset int) []T {
	all = all[min(max(offset, 0), len(all)):]
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return all
}
