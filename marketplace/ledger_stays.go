package marketplace

// StaysOf is the nights of the room's bookings: slept up to today, and planned.
func StaysOf(sys *System, r *Room, today Date) []Stay { return nil }
