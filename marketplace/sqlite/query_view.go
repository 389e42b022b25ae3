package sqlite

import (
	"cmp"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// What a command asks of the projections while it decides (marketplace.View).

// lodgersIn is the largest number of guests that the home has at one time within dates, leaving one booking out.
func lodgersIn(ctx context.Context, q querier, home marketplace.ID, dates marketplace.Range, except marketplace.ID) (int, error) {
	type step struct {
		on   marketplace.Date
		more int
	}
	var steps []step
	err := q.each(ctx, `SELECT b.held_from, b.held_to, b.people FROM room r CROSS JOIN booking b ON b.room = r.room
		WHERE r.home = ? AND b.held_to > ? AND b.held_from < ? AND b.id <> ?`,
		[]any{home, dates.From, dates.To, except}, func(scan scanner) error {
			var held marketplace.Range
			var people int
			err := scan(&held.From, &held.To, &people)
			held = held.Clip(dates)
			steps = append(steps, step{held.From, people}, step{held.To, -people})
			return err
		})
	slices.SortFunc(steps, func(a, b step) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.more, b.more)) })
	now, most := 0, 0
	for _, s := range steps {
		now += s.more
		most = max(most, now)
	}
	return most, err
}

// bookedElsewhere is a booking of the arrival that overlaps dates and is accepted and not lapsed, confirmed or staying,
// leaving one out; zero when there is none. Of several it is the one with the lowest id.
func bookedElsewhere(ctx context.Context, q querier, now marketplace.Instant, arrival marketplace.ID, dates marketplace.Range, except marketplace.ID) (marketplace.ID, error) {
	var id marketplace.ID
	_, err := one(ctx, q, `SELECT b.id FROM booking_person p CROSS JOIN booking b ON b.booking = p.booking
		WHERE p.arrival = ? AND b.starts < ? AND b.ends > ? AND b.id <> ? AND `+bookingStateAt+` IN (?, ?, ?) ORDER BY b.id LIMIT 1`,
		[]any{arrival, dates.To, dates.From, except, now, marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived}, &id)
	return id, err
}

// roomOfBooking is the room that a booking belongs to; zero when it is not here.
func roomOfBooking(ctx context.Context, q querier, booking marketplace.ID) (marketplace.ID, error) {
	var id marketplace.ID
	_, err := one(ctx, q, "SELECT r.id FROM booking b JOIN room r ON r.room = b.room WHERE b.id = ?", []any{booking}, &id)
	return id, err
}

// offerOfPairing is the offer that a pairing belongs to; zero when it is not here.
func offerOfPairing(ctx context.Context, q querier, pairing marketplace.ID) (marketplace.ID, error) {
	var id marketplace.ID
	_, err := one(ctx, q, "SELECT o.id FROM pairing p JOIN offer o ON o.offer = p.offer WHERE p.id = ?", []any{pairing}, &id)
	return id, err
}

// imported is the room or arrival that an import key made before; zero when there is none. Of several, made on machines
// that did not know of one another, it is the one with the lowest id.
func imported(ctx context.Context, q querier, key [16]byte) (marketplace.ID, error) {
	var id marketplace.ID
	_, err := one(ctx, q, `SELECT id FROM room WHERE import_key = ?1 UNION ALL SELECT id FROM arrival WHERE import_key = ?1
		UNION ALL SELECT id FROM offer WHERE import_key = ?1 ORDER BY id LIMIT 1`,
		[]any{key}, &id)
	return id, err
}

// bookingStateAt is a booking's state as Booking.StateAt has it, with the time as its argument.
const bookingStateAt = "iif(b.deadline > 0 AND b.deadline < ?, 8, b.state)"
