package sqlite

import (
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

// bookingsByGuest is a page in the order of the guests' names.
func (a *asking) bookingsByGuest(ctx context.Context, w where, desc bool, limit, offset int) ([]int64, error) {
	type party struct {
		began   int64
		arrival marketplace.ID
	}
	var all []named
	var parties []party
	if err := a.each(ctx, "SELECT b.booking, b.id, b.began_entry, b.arrival FROM booking b"+w.String(), w.args, func(scan scanner) error {
		var n named
		var p party
		err := scan(&n.row, &n.id, &p.began, &p.arrival)
		all, parties = append(all, n), append(parties, p)
		return err
	}); err != nil {
		return nil, err
	}
	return inOrderOfNames(ctx, all, desc, limit, offset, func(i int) (string, error) {
		return a.guest(ctx, parties[i].began, parties[i].arrival)
	})
}
