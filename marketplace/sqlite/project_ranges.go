package sqlite

import (
	"cmp"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

var busyInsert = newInsert("busy", "room", "starts", "ends")

// projectRanges replaces a room's blocked nights and the nights on which no new stay may be; stands tells whether it has
// any yet.
func projectRanges(ctx context.Context, t *tx, room int64, stands bool, r *marketplace.Room, busy []marketplace.Range) error {
	if stands {
		if err := t.execEach(ctx, room, "DELETE FROM block WHERE room = ?", "DELETE FROM busy WHERE room = ?"); err != nil {
			return err
		}
	}
	for _, b := range r.Blocks {
		if err := t.exec(ctx, "INSERT OR REPLACE INTO block (room, starts, ends) VALUES (?, ?, ?)", room, b.From, b.To); err != nil {
			return err
		}
	}
	for _, b := range busy {
		if err := t.gather(busyInsert, room, int64(b.From), int64(b.To)); err != nil {
			return err
		}
	}
	return nil
}

// rangesOf is all that projectRanges writes, for a sum.
func rangesOf(r *marketplace.Room, busy []marketplace.Range) row {
	all := make(row, 0, 8+2*len(r.Blocks)+2*len(r.Bookings))
	all = append(all, len(r.Blocks))
	for _, b := range r.Blocks {
		all = append(all, b.From, b.To)
	}
	return all.ranges(busy)
}

// busyRanges is the nights of the room on which no new stay may be, in order, neither overlapping nor touching: those
// that are blocked, and those held for a booking with the days that the host wants between two guests before and after.
func busyRanges(r *marketplace.Room) []marketplace.Range {
	var all []marketplace.Range
	for _, b := range r.Blocks {
		all = append(all, b.Range)
	}
	gap := marketplace.Date(max(r.Facts.GapDays, 0))
	for _, b := range r.Bookings {
		if b.Held.Nights() > 0 {
			all = append(all, marketplace.Range{From: b.Held.From - gap, To: b.Held.To + gap})
		}
	}
	slices.SortFunc(all, func(a, b marketplace.Range) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	joined := all[:0]
	for _, x := range all {
		if n := len(joined); n > 0 && x.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, x.To)
			continue
		}
		joined = append(joined, x)
	}
	return joined
}
