package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// Arrivals implements marketplace.Queries.
func (s *Store) Arrivals(ctx context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error) {
	var rows []marketplace.ArrivalRow
	err := s.ask(ctx, func(a *asking) error {
		w, err := a.whereArrivals(ctx, f)
		if err != nil {
			return err
		}
		limit, offset := page(f.Limit, f.Offset)
		if f.Sort == "name" {
			rows, err = a.arrivalsByName(ctx, w, f.Desc, limit, offset)
			return err
		}
		found, err := a.arrivalPage(ctx, w, arrivalOrder(f), a.orderArgs(f), limit, offset)
		if err != nil {
			return err
		}
		rows, err = a.arrivals(ctx, found)
		return err
	})
	return rows, err
}

// CountArrivals implements marketplace.Queries.
func (s *Store) CountArrivals(ctx context.Context, f marketplace.ArrivalFilter) (int, error) {
	n := 0
	err := s.ask(ctx, func(a *asking) error {
		w, err := a.whereArrivals(ctx, f)
		if err != nil {
			return err
		}
		_, err = one(ctx, a, "SELECT count(*) FROM arrival a"+w.String(), w.args, &n)
		return err
	})
	return n, err
}

// withoutBed tells that no booking gives the arrival a bed: none that is accepted and not lapsed, confirmed or under
// way, and none that it has slept in. The argument is the time.
const withoutBed = `NOT EXISTS (SELECT 1 FROM booking_person p CROSS JOIN booking b ON b.booking = p.booking
	WHERE p.arrival = a.id AND ` + bookingStateAt + ` IN (2, 3, 4, 5, 11, 12))`

func (a *asking) whereArrivals(ctx context.Context, f marketplace.ArrivalFilter) (where, error) {
	var w where
	if f.Org != "" {
		w.and("a.org = ?", f.Org)
	}
	if !f.From.IsZero() {
		w.and("a.at >= ?", startOf(f.From))
	}
	if !f.To.IsZero() {
		w.and("a.at < ?", startOf(f.To))
	}
	if !f.Closed {
		w.and("a.closed = 0")
	}
	if f.WithoutBed {
		w.and(withoutBed, a.now)
	}
	if strings.TrimSpace(f.Text) != "" {
		named, err := a.arrivalsNamed(ctx, f.Text)
		if err != nil {
			return w, err
		}
		pattern := like(f.Text)
		w.and(`(a.id IN (SELECT unhex(value) FROM json_each(?)) OR a.site LIKE ? ESCAPE '\' OR a.airport LIKE ? ESCAPE '\' OR a.staff_group LIKE ? ESCAPE '\'
			OR EXISTS (SELECT 1 FROM text t WHERE t.entry = a.last_entry AND t.field = 5 AND t.value LIKE ? ESCAPE '\'))`,
			list(named), pattern, pattern, pattern, pattern)
	}
	return w, nil
}

// bedRank orders a booking's states, at the time that is its argument, by how much they count as a bed; 0 for none.
const bedRank = `CASE ` + bookingStateAt + ` WHEN 4 THEN 9 WHEN 3 THEN 8 WHEN 2 THEN 7 WHEN 13 THEN 6 WHEN 1 THEN 5 WHEN 0 THEN 4
	WHEN 5 THEN 3 WHEN 11 THEN 2 WHEN 12 THEN 1 ELSE 0 END`

// bestRank is the rank of the booking that counts most for an arrival.
const bestRank = `ifnull((SELECT max(` + bedRank + `) FROM booking_person p CROSS JOIN booking b ON b.booking = p.booking WHERE p.arrival = a.id), 0)`

func arrivalOrder(f marketplace.ArrivalFilter) string {
	way := ""
	if f.Desc {
		way = " DESC"
	}
	switch f.Sort {
	case "bed":
		return bestRank + way + ", a.at" + way + ", a.id" + way
	case "group":
		return "a.staff_group" + way + ", a.at" + way + ", a.id" + way
	}
	return "a.at" + way + ", a.id" + way
}

func (a *asking) orderArgs(f marketplace.ArrivalFilter) []any {
	if f.Sort == "bed" {
		return []any{a.now}
	}
	return nil
}

// arrivalPage is the row numbers of a page, in order.
func (a *asking) arrivalPage(ctx context.Context, w where, order string, orderArgs []any, limit, offset int) ([]int64, error) {
	var found []int64
	args := append(append(slices.Clone(w.args), orderArgs...), limit, offset)
	err := a.each(ctx, "SELECT a.arrival FROM arrival a"+w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", args, func(scan scanner) error {
		var arrival int64
		err := scan(&arrival)
		found = append(found, arrival)
		return err
	})
	return found, err
}

// arrivalsByName is a page in the order of the names that this device may open, or the aliases in their place.
func (a *asking) arrivalsByName(ctx context.Context, w where, desc bool, limit, offset int) ([]marketplace.ArrivalRow, error) {
	type last struct {
		entry int64
		alias string
	}
	var all []named
	var lasts []last
	if err := a.each(ctx, "SELECT a.arrival, a.id, a.last_entry, t.value FROM arrival a LEFT JOIN text t ON t.entry = a.last_entry AND t.field = 5"+w.String(),
		w.args, func(scan scanner) error {
			var n named
			var l last
			err := scan(&n.row, &n.id, &l.entry, &l.alias)
			all, lasts = append(all, n), append(lasts, l)
			return err
		}); err != nil {
		return nil, err
	}
	found, err := inOrderOfNames(ctx, all, desc, limit, offset, func(i int) (string, error) {
		fields, err := a.opened(ctx, lasts[i].entry)
		return cmp.Or(nameIn(fields), lasts[i].alias), err
	})
	if err != nil {
		return nil, err
	}
	return a.arrivals(ctx, found)
}

// arrivalRows reads one row for each number in its first argument, in that order; the other arguments are the time.
const arrivalRows = `SELECT a.id, a.org, a.site, a.staff_group, a.route, a.at, a.airport, a.nights, a.needs, a.budget, a.closed, a.last_entry, t.value,
	(SELECT b.booking FROM booking_person p CROSS JOIN booking b ON b.booking = p.booking
		WHERE p.arrival = a.id AND ` + bedRank + ` > 0 ORDER BY ` + bedRank + ` DESC, b.starts, b.id LIMIT 1)
	FROM json_each(?) j CROSS JOIN arrival a ON a.arrival = j.value LEFT JOIN text t ON t.entry = a.last_entry AND t.field = 5 ORDER BY j.key`

func (a *asking) arrivals(ctx context.Context, found []int64) ([]marketplace.ArrivalRow, error) {
	rows := make([]marketplace.ArrivalRow, 0, len(found))
	lasts, beds := make([]int64, 0, len(found)), make([]int64, 0, len(found))
	err := a.each(ctx, arrivalRows, []any{a.now, a.now, list(found)}, func(scan scanner) error {
		var r marketplace.ArrivalRow
		var last, bed int64
		err := scan(&r.Arrival, &r.Org, &r.Site, &r.Group, &r.Route, &r.At, &r.Airport, &r.Nights, &r.Needs, &r.Budget, &r.Closed, &last, &r.Alias, &bed)
		rows, lasts, beds = append(rows, r), append(lasts, last), append(beds, bed)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if err := a.fillArrival(ctx, &rows[i], lasts[i], beds[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// fillArrival adds to a row what is elsewhere: the name, the bed, pickup and buddy.
func (a *asking) fillArrival(ctx context.Context, r *marketplace.ArrivalRow, last, bed int64) error {
	fields, err := a.opened(ctx, last)
	if err != nil {
		return err
	}
	r.Ref = fields[marketplace.FieldReference]
	if r.Alias == "" { // erased, or not here yet
		r.Alias = (&marketplace.ArrivalFacts{Group: r.Group, At: r.At, Airport: r.Airport}).Alias()
	}
	if r.Name = nameIn(fields); r.Name == "" {
		r.Name = r.Alias
	}
	if bed != 0 {
		var outcode string
		if _, err := one(ctx, a, "SELECT b.id, "+bookingStateAt+", r.id, t.value, r.outcode FROM booking b"+bookingJoin+" WHERE b.booking = ?",
			[]any{a.now, bed}, &r.Booking, &r.BedState, &r.BedRoom, &r.BedTitle, &outcode); err != nil {
			return err
		}
		r.BedTitle = titleOf(r.BedTitle, outcode)
	}
	if r.Pickup, r.HasPickup, err = a.pairedAs(ctx, r.Arrival, marketplace.OfferPickup); err != nil {
		return err
	}
	r.Buddy, r.HasBuddy, err = a.pairedAs(ctx, r.Arrival, marketplace.OfferBuddy)
	return err
}

// pairedAs is the state of the pairing of some kind that counts most for the arrival: accepted, then done or ended,
// then asked. ok is false where there is none of these.
func (a *asking) pairedAs(ctx context.Context, arrival marketplace.ID, kind marketplace.OfferKind) (state marketplace.PairingState, ok bool, err error) {
	ok, err = one(ctx, a, `SELECT p.state FROM pairing p CROSS JOIN offer o ON o.offer = p.offer
		WHERE p.arrival = ?1 AND o.kind = ?2 AND (p.state IN (1, 5, 7) OR p.state = 0 AND p.deadline >= ?3)
		ORDER BY CASE p.state WHEN 1 THEN 0 WHEN 5 THEN 1 WHEN 7 THEN 2 ELSE 3 END, p.asked_at DESC, p.id LIMIT 1`,
		[]any{arrival, kind, a.now}, &state)
	return state, ok, err
}
