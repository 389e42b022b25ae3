package marketplace

import (
	"cmp"
	"slices"
)

// horizon is how far ahead a free date is looked for.
const horizon = 730

// Busy is every range of nights of the room that is blocked, held for a booking or asked for, in order.
func (r *Room) Busy(now Instant) []Busy {
	var busy []Busy
	for _, b := range r.Blocks {
		busy = append(busy, Busy{Range: b.Range})
	}
	for _, b := range r.Bookings {
		switch state := b.StateAt(now); {
		case b.Held.Nights() > 0:
			busy = append(busy, Busy{Range: b.Held, Booking: b.ID, State: state})
		case state == StateRequested || state == StateConflict:
			busy = append(busy, Busy{Range: b.Dates, Booking: b.ID, State: state})
		}
	}
	slices.SortStableFunc(busy, func(a, b Busy) int {
		return cmp.Or(compareRanges(a.Range, b.Range), slices.Compare(a.Booking[:], b.Booking[:]))
	})
	return busy
}

// taken is every range of nights that is blocked or held, joined.
func (r *Room) taken() []Range {
	var taken []Range
	for _, b := range r.Blocks {
		taken = append(taken, b.Range)
	}
	for _, b := range r.Bookings {
		taken = append(taken, b.Held)
	}
	return joinRanges(taken)
}

// FreeRanges is the ranges of nights within dates that nothing blocks or holds, in order.
func (r *Room) FreeRanges(within Range) []Range {
	if within.Nights() <= 0 {
		return nil
	}
	return subtractRanges([]Range{within}, r.taken())
}

// FreeFrom is the first date from today on from which the room is free for so many nights, and for as many as it asks for
// at least; ok is false where there is none within two years.
func (r *Room) FreeFrom(today Date, nights int) (from Date, ok bool) {
	for _, free := range r.FreeRanges(Range{today, today + horizon}) {
		if free.Nights() >= max(1, nights, r.Facts.MinNights) {
			return free.From, true
		}
	}
	return 0, false
}
