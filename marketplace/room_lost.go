package marketplace

import "slices"

// Unasked is nights that the calendar holds for a request that is not here: it is late, or it went with the end of a
// copied computer's log (see View.Lost). For everybody but that guest they are blocked.
type Unasked struct {
	Booking ID
	Nights  Range
}

// cutReach is how many entries past a proven fork are looked at. A person writes that many in decades.
const cutReach = 1 << 16

// BornPast is those of the ids to which an entry past a cut of the device's log gave birth. An id is a hash of that
// entry's place, so this is final, and needs nothing of what was cut off.
func BornPast(ids []ID, device DeviceID, cut uint64) (born []ID) {
	wanted := setOf(ids)
	for seq := cut + 1; len(wanted) > len(born) && seq <= cut+cutReach; seq++ {
		if id := SubjectOf(Ref{Device: device, Seq: seq}); wanted[id] {
			born = append(born, id)
		}
	}
	return born
}

func setOf(ids []ID) map[ID]bool {
	set := make(map[ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// sure is a view that finds out about all of a room's unasked nights at once, when it is asked about any.
type sure struct {
	View
	room *Room
	lost map[ID]bool // nil while unknown
}

// Lost implements [View].
func (s *sure) Lost(bookings []ID) []ID {
	if s.lost == nil {
		all := make([]ID, len(s.room.Unasked))
		for i, u := range s.room.Unasked {
			all[i] = u.Booking
		}
		s.lost = setOf(s.View.Lost(all))
	}
	return slices.DeleteFunc(slices.Clone(bookings), func(id ID) bool { return !s.lost[id] })
}

// lostIn is what the calendar holds for nobody any more on some of the nights; late is the nights of the first request
// there that may still come.
func (r *Room) lostIn(v View, nights []Range) (lost []Unasked, late Range) {
	var there []Unasked
	var ids []ID
	for _, u := range r.Unasked {
		if overlapsAny(nights, u.Nights) {
			there, ids = append(there, u), append(ids, u.Booking)
		}
	}
	if len(there) == 0 {
		return nil, late
	}
	gone := setOf(v.Lost(ids))
	for _, u := range there {
		switch {
		case gone[u.Booking]:
			lost = append(lost, u)
		case late.Nights() == 0:
			late = u.Nights
		}
	}
	return lost, late
}

// letGo is the keeper's entries that let go of lost requests. Their other nights stay blocked, as everybody saw them.
func (r *Room) letGo(lost []Unasked, nights []Range) []Draft {
	var drafts []Draft
	var held []Range
	for _, u := range lost {
		drafts = append(drafts, Draft{Subject: r.ID, Fact: &KeeperReleased{Booking: u.Booking}})
		held = append(held, u.Nights)
	}
	rest := subtractRanges(joinRanges(held), joinRanges(nights))
	for part := range slices.Chunk(splitRanges(rest), maxRanges) {
		drafts = append(drafts, Draft{Subject: r.ID, Fact: &KeeperBlocked{Ranges: part}})
	}
	return drafts
}

// lostDue lets the keeper let go of lost requests where somebody who may wants their nights: to open them, or, with the
// host's yes, for another guest.
func (r *Room) lostDue(v View) []Draft {
	if len(r.Unasked) == 0 || r.NeedsNewer {
		return nil
	}
	v = &sure{View: v, room: r}
	var nights []Range
	for _, a := range r.Asks {
		if a.Open {
			nights = append(nights, a.Ranges...)
		}
	}
	for _, b := range r.Bookings {
		if b.State == StateRequested && (!b.Claim.IsZero() || !b.Consent.IsZero() && b.AcceptedAt.IsZero()) && !b.waits {
			if _, err := r.checkFreed(v, b.Facts.Dates, b.ID); err != nil {
				continue
			}
			nights = append(nights, b.Facts.Dates)
		}
	}
	lost, _ := r.lostIn(v, nights)
	return r.letGo(lost, nights)
}

// checkFreed is checkFree for the host's yes: nights that are held for a lost request alone are free. lost is those
// requests.
func (r *Room) checkFreed(v View, dates Range, except ID) (lost []Unasked, err error) {
	if r.freeBut(dates, except) || len(r.Unasked) == 0 {
		return nil, r.checkFree(dates, except, 0)
	}
	lost, late := r.lostIn(v, []Range{dates})
	if late.Nights() > 0 {
		return nil, errLate(late)
	}
	var held []Range
	for _, u := range lost {
		held = append(held, u.Nights)
	}
	without := *r
	without.Blocks = nil
	for _, b := range subtractRanges(r.blocked(), joinRanges(held)) {
		without.Blocks = append(without.Blocks, Block{b})
	}
	return lost, without.checkFree(dates, except, 0)
}

func errLate(nights Range) error {
	return Errorf(NotFree, "A guest was promised the nights from %s, and their request has not reached this computer yet. Connect it to the others, then look again.",
		nights).On("dates")
}
