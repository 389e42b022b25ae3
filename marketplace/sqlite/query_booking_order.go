package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

// Orders of a list of bookings; each ? is the time.
const (
	// byState is the order of a booking's life, a conflict after a stay and before what has ended.
	byState = "CASE " + bookingStateAt + " WHEN 13 THEN 4.5 ELSE " + bookingStateAt + " END"
	// byNext is when something has to happen next: a conflict at once, then deadlines, else the day of arriving or
	// leaving; what has ended comes last. 86,400 seconds are a day.
	byNext = "CASE " + bookingStateAt + ` WHEN 13 THEN 0 ELSE ifnull(
		(SELECT min(d) FROM (SELECT b.deadline AS d WHERE b.deadline >= ? UNION ALL SELECT c.deadline FROM change c WHERE c.booking = b.booking AND c.state = 0 AND c.deadline >= ?)),
		CASE ` + bookingStateAt + ` WHEN 4 THEN b.ends * 86400 WHEN 0 THEN b.starts * 86400 WHEN 1 THEN b.starts * 86400 WHEN 2 THEN b.starts * 86400
			WHEN 3 THEN b.starts * 86400 ELSE 1e15 END) END`
	byRoom = `(SELECT lower(ifnull(nullif(t.value, ''), 'Room in ' || r.outcode)) FROM room r LEFT JOIN text t ON t.entry = r.text_entry AND t.field = 1
		WHERE r.room = b.room)`
)

// bookingPage is the row numbers of a page, in the order that the filter asks for.
func (a *asking) bookingPage(ctx context.Context, w where, f marketplace.BookingFilter) ([]int64, error) {
	limit, offset := page(f.Limit, f.Offset)
	column, desc := "b.starts", f.Desc
	switch f.Sort {
	case "guest":
		return a.bookingsByGuest(ctx, w, f.Desc, limit, offset)
	case "room":
		column = byRoom
	case "rent":
		column = "b.week"
	case "state":
		column = byState
	case "next":
		column = byNext
	case "":
		desc = true
	}
	way := ""
	if desc {
		way = " DESC"
	}
	args := slices.Clone(w.args)
	for range strings.Count(column, "?") {
		args = append(args, a.now)
	}
	query := "SELECT b.booking FROM booking b" + w.String() + " ORDER BY " + column + way + ", b.starts" + way + ", b.id" + way + " LIMIT ? OFFSET ?"
	var found []int64
	err := a.each(ctx, query, append(args, limit, offset), func(scan scanner) error {
		var booking int64
		err := scan(&booking)
		found = append(found, booking)
		return err
	})
	return found, err
}

// bookingsByGuest is a page in the order of the guests' names. They are sealed, so it is put in order in memory.
func (a *asking) bookingsByGuest(ctx context.Context, w where, desc bool, limit, offset int) ([]int64, error) {
	type led struct {
		booking, began int64
		arrival        marketplace.ID
		starts         marketplace.Date
		guest          string
	}
	var all []led
	if err := a.each(ctx, "SELECT b.booking, b.began_entry, b.arrival, b.starts FROM booking b"+w.String(), w.args, func(scan scanner) error {
		var l led
		err := scan(&l.booking, &l.began, &l.arrival, &l.starts)
		all = append(all, l)
		return err
	}); err != nil {
		return nil, err
	}
	for i := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		name, err := a.guest(ctx, all[i].began, all[i].arrival)
		if err != nil {
			return nil, err
		}
		all[i].guest = strings.ToLower(name)
	}
	slices.SortFunc(all, func(x, y led) int {
		if desc {
			x, y = y, x
		}
		return cmp.Or(strings.Compare(x.guest, y.guest), cmp.Compare(x.starts, y.starts), cmp.Compare(x.booking, y.booking))
	})
	var found []int64
	for _, l := range part(all, limit, offset) {
		found = append(found, l.booking)
	}
	return found, nil
}
