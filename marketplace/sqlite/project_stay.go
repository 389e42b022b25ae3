package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

const stayWrite = `INSERT INTO stay (booking, starts, ends, held_from, held_to, arrived_on, left_on, state, deadline, week, people, supply,
	cap_entry, area, host_org, guest_org, staff_group, arrival) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// hasNights tells whether a booking has nights in the ledger, slept or planned, or may have on another day.
func hasNights(b *marketplace.Booking) bool {
	switch b.State {
	case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
		return true
	}
	return !b.ArrivedOn.IsZero() && b.Held.Nights() > 0
}

// stayRow is what the ledger needs of a booking; nil where it has no nights.
func stayRow(ctx context.Context, t *tx, r *marketplace.Room, b *marketplace.Booking, first marketplace.ID, group string) (row, error) {
	if !hasNights(b) {
		return nil, nil
	}
	policy, err := entryRow(ctx, t, b.Cap)
	if err != nil {
		return nil, err
	}
	return row{
		b.Dates.From, b.Dates.To, b.Held.From, b.Held.To, b.ArrivedOn, b.LeftOn, b.State, b.Lapses(), b.Week, max(len(b.Facts.People), 1),
		r.Facts.Supply, policy, b.Area, r.Facts.HostOrg, b.Facts.GuestOrg, group, first,
	}, nil
}
