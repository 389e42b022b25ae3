package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// ArrivalDetail implements marketplace.Queries.
func (s *Store) ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error) {
	var d marketplace.ArrivalDetail
	err := s.ask(ctx, func(a *asking) error {
		var row int64
		found, err := one(ctx, a, "SELECT arrival FROM arrival WHERE id = ?", []any{id}, &row)
		if err != nil {
			return err
		}
		if !found {
			return notHere("arrival")
		}
		rows, err := a.arrivals(ctx, []int64{row})
		if err != nil {
			return err
		}
		d.ArrivalRow = rows[0]
		d.Mine = a.speaks(d.Org)
		return a.fillArrivalDetail(ctx, &d)
	})
	return d, err
}

func (a *asking) fillArrivalDetail(ctx context.Context, d *marketplace.ArrivalDetail) error {
	f, err := a.fold(ctx, d.Arrival, marketplace.AggregateArrival)
	if err != nil {
		return err
	}
	if f.arrival == nil {
		return notHere("arrival")
	}
	d.Languages = f.arrival.Facts.Languages
	fields, err := a.s.opened(ctx, a.querier, f.arrival.Last)
	if err != nil {
		return err
	}
	p := marketplace.PersonalOf(fields)
	d.Given, d.Family, d.Email, d.Phone, d.Flight, d.Note = p.Given, p.Family, p.Email, p.Phone, p.Flight, p.Note
	var with where
	with.and("b.booking IN (SELECT booking FROM booking_person WHERE arrival = ?)", d.Arrival)
	if d.Bookings, err = a.bookingsWhere(ctx, with); err != nil {
		return err
	}
	d.Pairings, err = a.pairings(ctx, marketplace.PairingFilter{Arrival: d.Arrival})
	return err
}
