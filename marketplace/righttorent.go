package marketplace

// The right to rent check in England (gov.uk, Check your tenant's right to rent): every adult whose main home it will
// be, everyone alike, within the 28 days before the letting starts where permission is limited in time. A booking may
// be agreed before; the check comes before moving in.
const rightToRentDays = 28

// RightToRent is what a host must know of the check for a booking.
type RightToRent struct {
	Needed bool
	From   Date // the window opens
	By     Date // the first night: before moving in
	Seen   bool
	SeenOn Date // the latest
	SeenBy ID
	Due    bool // the window is open, and nobody has recorded a check
}

// RightToRent is where the check stands for a booking of this room now.
func (r *Room) RightToRent(b *Booking, now Instant) RightToRent {
	c := RightToRent{Needed: r.needsRightToRent(b), From: b.Dates.From - rightToRentDays, By: b.Dates.From}
	for _, seen := range b.RightToRent {
		if !c.Seen || seen.On > c.SeenOn {
			c.Seen, c.SeenOn, c.SeenBy = true, seen.On, seen.By
		}
	}
	switch b.StateAt(now) {
	case StateAccepted, StateConfirmed, StateArrived:
		c.Due = c.Needed && !c.Seen && now.Date() >= c.From
	}
	return c
}

// needsRightToRent is false for accommodation that the law exempts: student accommodation, and a room that an employer
// provides to its own staff as part of the job.
func (r *Room) needsRightToRent(b *Booking) bool {
	switch r.Facts.Supply {
	case SupplyUniversity:
		return false
	case SupplyTrust:
		return r.Facts.HostOrg != b.Facts.GuestOrg
	}
	return true
}

// RightToRentNote is what a person is told about the check for a booking.
func (r *Room) RightToRentNote(b *Booking, now Instant) string {
	c := r.RightToRent(b, now)
	switch {
	case !c.Needed && r.Facts.Supply == SupplyUniversity:
		return "No right to rent check is needed: student accommodation is exempt (gov.uk, Check your tenant's right to rent)."
	case !c.Needed:
		return "No right to rent check is needed: accommodation that an employer provides with the job is exempt (gov.uk, Check your tenant's right to rent)."
	case c.Seen:
		return "The right to rent check was seen on " + c.SeenOn.Long() + ". Settle keeps the date and who saw it, never a document."
	case c.Due && now.Date() >= c.By:
		return "The right to rent check was to be made before the first night, " + c.By.Long() + ". Make it now and record the date."
	case c.Due:
		return "Make the right to rent check now, before the first night on " + c.By.Long() + ". Check everyone alike, and record only that you saw it, and when."
	}
	return "The right to rent check can be made from " + c.From.Long() + ", 28 days before the first night (gov.uk, Check your tenant's right to rent)."
}
