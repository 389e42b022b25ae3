package sqlite

import (
	"bytes"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

var bookings = newProjection("booking", "booking", "booking", "id", "sum", "room", "began_entry", "host", "host_org", "guest_org", "staff_group", "lead", "arrival",
	"people", "starts", "ends", "week", "state", "deadline", "held_from", "held_to", "arrived_on", "left_on", "rtr_seen", "via")

// keptBooking is what stands of a booking.
type keptBooking struct {
	row int64
	sum []byte
}

// projectBookings makes the room's bookings those of its fold, writing only what differs; stands tells whether it has
// any yet.
func projectBookings(ctx context.Context, t *tx, room int64, stands bool, all []bookingRows) error {
	kept, err := keptBookings(ctx, t, room, stands)
	if err != nil {
		return err
	}
	for i := range all {
		if err := projectBooking(ctx, t, room, kept[all[i].id], &all[i]); err != nil {
			return err
		}
		delete(kept, all[i].id)
	}
	for _, was := range kept {
		if err := dropBookingParts(ctx, t, was.row); err != nil {
			return err
		}
		if err := t.exec(ctx, "DELETE FROM booking WHERE booking = ?", was.row); err != nil {
			return err
		}
	}
	return nil
}

func keptBookings(ctx context.Context, t *tx, room int64, stands bool) (map[marketplace.ID]keptBooking, error) {
	if !stands {
		return nil, nil
	}
	kept := map[marketplace.ID]keptBooking{}
	err := t.each(ctx, "SELECT id, booking, sum FROM booking WHERE room = ?", []any{room}, func(scan scanner) error {
		var id marketplace.ID
		var was keptBooking
		err := scan(&id, &was.row, &was.sum)
		kept[id] = was
		return err
	})
	return kept, err
}

// dropBookingParts removes what hangs on a booking.
func dropBookingParts(ctx context.Context, t *tx, booking int64) error {
	return t.execEach(ctx, booking, "DELETE FROM booking_person WHERE booking = ?", "DELETE FROM change WHERE booking = ?")
}

func projectBooking(ctx context.Context, t *tx, room int64, was keptBooking, rows *bookingRows) (err error) {
	if bytes.Equal(rows.sum, was.sum) {
		return nil
	}
	stands := was.row != 0
	if !stands {
		if was.row, err = t.number(ctx, "SELECT max(booking) FROM booking"); err != nil {
			return err
		}
	}
	if err := bookings.write(ctx, t, !stands, append(row{was.row, rows.id[:], rows.sum, room}, rows.row...)); err != nil {
		return err
	}
	if stands {
		if err := dropBookingParts(ctx, t, was.row); err != nil {
			return err
		}
	}
	return rows.writeParts(t, was.row)
}

// bookingRows is what the row of a booking says and those that hang on it, without the numbers of the rows.
type bookingRows struct {
	id      marketplace.ID
	sum     []byte
	row     row
	people  []marketplace.ID
	changes []row
}

// rowsOfBooking makes the rows of one of the room's bookings. It fails for a value that cannot be stored.
func rowsOfBooking(r *marketplace.Room, b *marketplace.Booking) (rows bookingRows, err error) {
	var first marketplace.ID
	if len(b.Facts.People) > 0 {
		first = b.Facts.People[0]
	}
	group := ""
	if len(b.Facts.Groups) > 0 {
		group = b.Facts.Groups[0]
	}
	rows = bookingRows{id: b.ID, people: b.Facts.People, row: row{
		b.Began, orNull(r.Facts.Host), r.Facts.HostOrg, b.Facts.GuestOrg, group, b.Facts.Lead, first,
		max(len(b.Facts.People), 1), b.Dates.From, b.Dates.To, b.Week, b.State, b.Lapses(), b.Held.From, b.Held.To, b.ArrivedOn, b.LeftOn,
		len(b.RightToRent) > 0, b.Via,
	}}
	for _, c := range b.Changes {
		rows.changes = append(rows.changes, row{c.ID, c.Facts.Side, c.Facts.Dates.From, c.Facts.Dates.To, c.Facts.Week, c.State, c.Facts.Deadline})
	}
	all := append(make(row, 0, 32), rows.row...)
	for _, id := range rows.people {
		all = append(all, id)
	}
	for _, c := range rows.changes {
		all = append(all, c...)
	}
	if rows.sum, err = all.sum(); err != nil {
		return rows, err
	}
	return rows, rows.row.settle()
}

var (
	personInsert = newInsert("booking_person", "booking", "arrival", "place")
	changeInsert = newInsert("change", "booking", "id", "side", "starts", "ends", "week", "state", "deadline")
)

// writeParts inserts the rows that hang on the booking.
func (b *bookingRows) writeParts(t *tx, booking int64) error {
	for i, id := range b.people {
		if slices.Contains(b.people[:i], id) {
			continue
		}
		if err := t.gather(personInsert, booking, id[:], i); err != nil {
			return err
		}
	}
	for _, c := range b.changes {
		if err := t.gather(changeInsert, append(row{booking}, c...)...); err != nil {
			return err
		}
	}
	return nil
}
