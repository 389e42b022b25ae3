package marketplace

// Busy is every range of nights of the room that is blocked, held for a booking or asked for, in order.
func (r *Room) Busy(now Instant) []Busy { return nil }

// FreeRanges is the ranges of nights within dates that nothing blocks or holds, in order.
func (r *Room) FreeRanges(within Range) []Range { return nil }

// FreeFrom is the first date from today on from which the room is free for as many nights as it asks for at least;
// ok is false where there is none within two years.
func (r *Room) FreeFrom(today Date) (from Date, ok bool) { return 0, false }
