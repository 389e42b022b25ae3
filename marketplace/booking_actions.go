package marketplace

// Sides tells on which sides of the booking the person acts: the host's, the guest's, both or neither.
func (r *Room) Sides(sys *System, b *Booking, a Actor, on Date) (host, guest bool) { return false, false }

// SideOf is the side of the booking that is this person's: the host's for the host themselves, else the guest's for a
// lead of the guest's organisation, else the host's for a lead of the host's.
func (r *Room) SideOf(sys *System, b *Booking, a Actor, on Date) Side { return SideNone }

// Actions is what one side may do with the booking now.
func (b *Booking) Actions(now Instant, side Side) []BookingAction { return nil }

// ActionsFor is what the person may do with the booking now, on whichever side they are.
func (r *Room) ActionsFor(sys *System, b *Booking, a Actor, now Instant) []BookingAction { return nil }
