package sqlite

import (
	"bytes"
	"context"

	"settle.example/settle/marketplace"
)

var bookingWrite = upsert("booking", "id", "id", "sum", "room", "began_entry", "host", "host_org", "guest_org", "staff_group", "lead", "arrival",
	"people", "starts", "ends", "week", "state", "deadline", "held_from", "held_to", "arrived_on", "left_on", "rtr_seen")

// keptBooking is what stands of a booking.
type keptBooking struct {
	row int64
	sum []byte
}

// projectBookings makes the room's bookings those of its fold, writing only what differs; stands tells whether it has
// any yet.
func projectBookings(ctx context.Context, t *tx, room int64, stands bool, r *marketplace.Room) error {
	kept, err := keptBookings(ctx, t, room, stands)
	if err != nil {
		return err
	}
	for _, b := range r.Bookings {
		if err := projectBooking(ctx, t, room, kept[b.ID], r, b); err != nil {
			return err
		}
		delete(kept, b.ID)
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

func projectBooking(ctx context.Context, t *tx, room int64, was keptBooking, r *marketplace.Room, b *marketplace.Booking) error {
	parts, err := bookingParts(ctx, t, room, r, b)
	if err != nil {
		return err
	}
	sum, err := parts.sum()
	if err != nil || bytes.Equal(sum, was.sum) {
		return err
	}
	values := append(row{b.ID, sum}, parts.booking...)
	if was.row == 0 {
		if was.row, err = t.insert(ctx, bookingWrite, values...); err != nil {
			return err
		}
		return parts.write(ctx, t, was.row)
	}
	if err := t.exec(ctx, bookingWrite, values...); err != nil {
		return err
	}
	if err := dropBookingParts(ctx, t, was.row); err != nil {
		return err
	}
	return parts.write(ctx, t, was.row)
}

// bookingRows is the row of a booking and those that hang on it, the latter without the booking's number.
type bookingRows struct {
	booking row
	people  []marketplace.ID
	changes []row
}

func bookingParts(ctx context.Context, t *tx, room int64, r *marketplace.Room, b *marketplace.Booking) (bookingRows, error) {
	began, err := entryRow(ctx, t, b.Began)
	if err != nil {
		return bookingRows{}, err
	}
	parts := bookingRows{people: b.Facts.People}
	var first marketplace.ID
	if len(b.Facts.People) > 0 {
		first = b.Facts.People[0]
	}
	group := ""
	if len(b.Facts.Groups) > 0 {
		group = b.Facts.Groups[0]
	}
	parts.booking = row{
		room, began, orNull(r.Facts.Host), r.Facts.HostOrg, b.Facts.GuestOrg, group, b.Facts.Lead, first,
		max(len(b.Facts.People), 1), b.Dates.From, b.Dates.To, b.Week, b.State, b.Lapses(), b.Held.From, b.Held.To, b.ArrivedOn, b.LeftOn,
		len(b.RightToRent) > 0,
	}
	for _, c := range b.Changes {
		parts.changes = append(parts.changes, row{c.ID, c.Facts.Side, c.Facts.Dates.From, c.Facts.Dates.To, c.Facts.Week, c.State, c.Facts.Deadline})
	}
	return parts, nil
}

func (p bookingRows) sum() ([]byte, error) {
	all := append(make(row, 0, 64), p.booking...)
	for _, id := range p.people {
		all = append(all, id)
	}
	for _, c := range p.changes {
		all = append(all, c...)
	}
	return all.sum()
}

// write inserts the rows that hang on the booking.
func (p bookingRows) write(ctx context.Context, t *tx, booking int64) error {
	for i, id := range p.people {
		if err := t.exec(ctx, "INSERT OR IGNORE INTO booking_person (booking, arrival, place) VALUES (?, ?, ?)", booking, id, i); err != nil {
			return err
		}
	}
	for _, c := range p.changes {
		if err := t.exec(ctx, "INSERT INTO change (booking, id, side, starts, ends, week, state, deadline) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			append(row{booking}, c...)...); err != nil {
			return err
		}
	}
	return nil
}
