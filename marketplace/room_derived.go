package marketplace

import "time"

// reconfirmMonths is how long a listing is taken to be true after somebody last said so.
const reconfirmMonths = 6

// ConfirmedUntil is the last day on which a live listing is taken to be true: six months after it was listed, changed
// or reconfirmed.
func (r *Room) ConfirmedUntil() Date {
	if r.ConfirmedOn.IsZero() {
		return 0
	}
	y, m, d := r.ConfirmedOn.Time().Date()
	last := time.Date(y, m+reconfirmMonths+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return NewDate(y, m+reconfirmMonths, min(d, last))
}

// StateAt is where the listing stands now: a live one that nobody has reconfirmed for six months has lapsed.
func (r *Room) StateAt(now Instant) RoomState {
	if r.State == RoomLive && now.Date() > r.ConfirmedUntil() {
		return RoomLapsed
	}
	return r.State
}

// Free tells whether no night in dates is blocked or held for a booking.
func (r *Room) Free(dates Range) bool { return r.freeBut(dates, ID{}) }

// freeBut is Free, leaving the nights held for one booking out.
func (r *Room) freeBut(dates Range, except ID) bool {
	for _, b := range r.Blocks {
		if b.Overlaps(dates) {
			return false
		}
	}
	for _, b := range r.Bookings {
		if b.ID != except && b.Held.Nights() > 0 && b.Held.Overlaps(dates) {
			return false
		}
	}
	return true
}

// BookingByID is the room's booking of that id.
func (r *Room) BookingByID(id ID) (*Booking, bool) {
	for _, b := range r.Bookings {
		if b.ID == id {
			return b, true
		}
	}
	return nil, false
}
