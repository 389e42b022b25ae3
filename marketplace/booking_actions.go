package marketplace

import "slices"

// Actions is what one side may do with the booking now, the most likely first.
func (b *Booking) Actions(now Instant, side Side) []BookingAction {
	var can []BookingAction
	offer := func(ok bool, a ...BookingAction) {
		if ok {
			can = append(can, a...)
		}
	}
	state, today := b.StateAt(now), now.Date()
	host, guest := side == SideHost, side == SideGuest
	switch state {
	case StateDraft:
		offer(guest, ActSend, ActWithdraw)
	case StateRequested:
		offer(host && b.Consent.IsZero() && !b.waits, ActAccept, ActDecline)
		offer(guest, ActWithdraw)
	case StateAccepted:
		offer(guest, ActConfirm, ActCancel)
		offer(host, ActCancel)
	case StateExpired:
		offer(host && b.State == StateAccepted && b.Held.Nights() > 0, ActRelease)
	case StateConfirmed:
		offer(today >= b.Dates.From, ActArrived, ActNoShow)
		offer(host || guest, ActCancel)
		offer(guest, ActMove)
	case StateArrived:
		offer(true, ActLeft)
		offer(guest, ActMove)
	case StateConflict:
		offer(host || guest, ActCancel)
		offer(guest, ActMove)
	}
	if state == StateAccepted || state == StateConfirmed || state == StateArrived {
		can = append(can, b.changeActions(now, side)...)
		offer(state != StateAccepted, ActRTR)
	}
	if !host && !guest {
		return nil
	}
	return can
}

// changeActions is what one side may do about a change of dates or rent.
func (b *Booking) changeActions(now Instant, side Side) []BookingAction {
	c, open := b.OpenChange(now)
	switch {
	case !open:
		return []BookingAction{ActPropose}
	case c.Facts.Side == side:
		return []BookingAction{ActRefuse} // takes it back
	}
	return []BookingAction{ActAgree, ActRefuse}
}

// ActionsFor is what the person may do with the booking now, on whichever side they are.
func (r *Room) ActionsFor(sys *System, b *Booking, a Actor, now Instant) []BookingAction {
	host, guest := r.Sides(sys, b, a, now.Date())
	var can []BookingAction
	if host {
		can = b.Actions(now, SideHost)
	}
	if guest {
		for _, act := range b.Actions(now, SideGuest) {
			if !slices.Contains(can, act) {
				can = append(can, act)
			}
		}
	}
	return can
}
