package marketplace

import (
	"cmp"
	"slices"
)

// occupancy is what the keepers' logs alone, epoch after epoch and each in seq order, say of a room's nights. It looks
// at no other device's entries but those that hand the calendar on, and at no clock: what arrives late or is revoked
// later frees no nights and takes none.
type occupancy struct {
	*succession
	blocks   []Range             // nights blocked for everyone, joined
	held     map[ID]Range        // nights that are held now, by booking
	nights   []heldNights        // the same, in order; no two overlap
	accepted map[ID][]*Entry     // the acceptances of each booking that was ever held
	promises map[heldNights]bool // the nights of each of them
	moved    map[ID]bool         // changes that moved nights
	after    map[Ref]Range       // the nights that a booking holds after each entry about it
	void     map[Ref]string      // entries without an effect, and why
	answered map[Ref]bool        // block requests that were answered
	claimed  map[Ref]*Entry      // acceptances of earlier keepers past the end of their epochs
	refused  map[Ref]bool        // of these, those whose nights are taken
	last     CalendarAct
}

// occupancyOf reads the keepers' entries among a room's.
func occupancyOf(sys *System, entries []*Entry, birth *Entry) *occupancy {
	o := &occupancy{
		succession: successionOf(sys, entries, birth),
		held:       map[ID]Range{}, accepted: map[ID][]*Entry{}, promises: map[heldNights]bool{}, moved: map[ID]bool{},
		after: map[Ref]Range{}, void: map[Ref]string{}, answered: map[Ref]bool{}, claimed: map[Ref]*Entry{}, refused: map[Ref]bool{},
	}
	logs := map[DeviceID][]*Entry{}
	for _, e := range entries {
		if e == nil {
			continue
		}
		if _, keeps := o.claimants[e.Ref.Device]; !keeps {
			continue
		}
		logs[e.Ref.Device] = append(logs[e.Ref.Device], e)
		if _, ok := e.Fact.(*KeeperAccepted); ok && o.claims(e.Ref) {
			o.claimed[e.Ref] = e
		}
	}
	for _, log := range logs {
		slices.SortStableFunc(log, func(a, b *Entry) int { return cmp.Compare(a.Ref.Seq, b.Ref.Seq) })
	}
	for i := range o.epochs {
		p := &o.epochs[i]
		log := logs[p.Keeper]
		first, _ := slices.BinarySearchFunc(log, p.from, func(e *Entry, from uint64) int {
			if e.Ref.Seq <= from {
				return -1
			}
			return 1
		})
		for _, e := range log[first:] {
			if e.Ref.Seq > p.to {
				break
			}
			if why := o.apply(e); why != "" {
				o.void[e.Ref] = why
			}
		}
	}
	return o
}

// apply answers why the entry has no effect on the calendar; nothing where it has, or is none of its business.
func (o *occupancy) apply(e *Entry) (why string) {
	switch fact := e.Fact.(type) {
	case *KeeperBlocked:
		return o.block(e.Ref, fact.Ranges, fact.Asked, false)
	case *KeeperOpened:
		return o.block(e.Ref, fact.Ranges, fact.Asked, true)
	case *KeeperAccepted:
		return o.accept(e, fact)
	case *KeeperReleased:
		return o.release(e.Ref, fact)
	case *KeeperChanged:
		return o.change(e.Ref, fact)
	case *KeeperAdopted:
		return o.adopt(e.Ref, fact)
	case *BookingConflicted:
		return o.refuse(fact)
	}
	return ""
}

// block blocks nights or opens them again. Nights held for a booking may be blocked too: they stay blocked once the
// booking lets go of them.
func (o *occupancy) block(ref Ref, ranges []Range, asked Ref, open bool) (why string) {
	if !asked.IsZero() {
		o.answered[asked] = true
	}
	if !validRanges(ranges) {
		return "invalid"
	}
	joined := joinRanges(ranges)
	// Only the blocked nights about these change: a calendar may have very many.
	first, past := o.blocked(joined[0].From), o.blocked(joined[len(joined)-1].To+1)
	near := slices.Clone(o.blocks[first:min(past+1, len(o.blocks))])
	last := first + len(near)
	if open {
		near = subtractRanges(near, joined)
	} else {
		near = joinRanges(append(near, joined...))
	}
	o.blocks = slices.Replace(o.blocks, first, last, near...)
	o.last = CalendarAct{Ref: ref, Asked: asked, Ranges: joined, Open: open}
	return ""
}

func (o *occupancy) accept(e *Entry, fact *KeeperAccepted) (why string) {
	_, held := o.held[fact.Booking]
	switch {
	case fact.Booking.IsZero() || !fact.Dates.Valid() || !fact.Deadline.Valid() || fact.Via > ViaRules:
		return "invalid"
	case held:
		return "answered"
	case !o.free(fact.Dates, fact.Booking):
		return "not_free"
	}
	o.accepted[fact.Booking] = append(o.accepted[fact.Booking], e)
	o.promises[heldNights{fact.Dates, fact.Booking}] = true
	o.hold(fact.Booking, fact.Dates)
	o.after[e.Ref] = fact.Dates
	return ""
}

// adopt holds the nights that an earlier keeper accepted.
func (o *occupancy) adopt(ref Ref, fact *KeeperAdopted) (why string) {
	e, ok := o.claimed[fact.Accepted]
	_, held := o.held[fact.Booking]
	switch {
	case !ok:
		return "not_claimed"
	case e.Fact.(*KeeperAccepted).Booking != fact.Booking || e.Fact.(*KeeperAccepted).Dates != fact.Dates:
		return "other_dates"
	case held || o.refused[fact.Accepted]:
		return "answered"
	}
	if why := o.accept(e, e.Fact.(*KeeperAccepted)); why != "" {
		return why
	}
	o.after[ref] = fact.Dates
	return ""
}

// refuse answers an earlier keeper's acceptance whose nights are taken.
func (o *occupancy) refuse(fact *BookingConflicted) (why string) {
	e, ok := o.claimed[fact.Accepted]
	_, adopted := o.after[fact.Accepted]
	switch {
	case !ok || e.Fact.(*KeeperAccepted).Booking != fact.Booking:
		return "not_claimed"
	case adopted || o.refused[fact.Accepted]:
		return "answered"
	}
	o.refused[fact.Accepted] = true
	return ""
}

func (o *occupancy) release(ref Ref, fact *KeeperReleased) (why string) {
	held, ok := o.held[fact.Booking]
	switch {
	case !ok:
		return "not_held"
	case fact.From <= held.From:
		o.hold(fact.Booking, Range{})
		return ""
	case fact.From >= held.To:
		return "not_held"
	}
	held.To = fact.From
	o.hold(fact.Booking, held)
	o.after[ref] = held
	return ""
}

func (o *occupancy) change(ref Ref, fact *KeeperChanged) (why string) {
	_, ok := o.held[fact.Booking]
	switch {
	case !fact.Dates.Valid() || fact.Change.IsZero():
		return "invalid"
	case !ok:
		return "not_held"
	case o.moved[fact.Change]:
		return "answered"
	case !o.free(fact.Dates, fact.Booking):
		return "not_free"
	}
	o.moved[fact.Change] = true
	o.hold(fact.Booking, fact.Dates)
	o.after[ref] = fact.Dates
	return ""
}

// heldNights is the nights of one booking.
type heldNights struct {
	Range
	booking ID
}

// hold sets the nights that a booking holds; an empty range is none.
func (o *occupancy) hold(booking ID, nights Range) {
	if was, ok := o.held[booking]; ok {
		delete(o.held, booking)
		o.nights = slices.Delete(o.nights, o.place(was.From), o.place(was.From)+1)
	}
	if nights.Nights() > 0 {
		o.held[booking] = nights
		o.nights = slices.Insert(o.nights, o.place(nights.From), heldNights{nights, booking})
	}
}

// place is where in order nights from a date on begin.
func (o *occupancy) place(from Date) int {
	i, _ := slices.BinarySearchFunc(o.nights, from, func(h heldNights, d Date) int { return cmp.Compare(h.From, d) })
	return i
}

// blocked is where in order the blocked nights begin that last until a date or longer.
func (o *occupancy) blocked(until Date) int {
	i, _ := slices.BinarySearchFunc(o.blocks, until, func(b Range, d Date) int { return cmp.Compare(b.To, d) })
	return i
}

// free tells whether no night in dates is blocked or held for another booking.
func (o *occupancy) free(dates Range, but ID) bool {
	if i := o.blocked(dates.From + 1); i < len(o.blocks) && o.blocks[i].From < dates.To {
		return false
	}
	for i := max(0, o.place(dates.From)-1); i < len(o.nights) && o.nights[i].From < dates.To; i++ {
		if o.nights[i].booking != but && o.nights[i].Overlaps(dates) {
			return false
		}
	}
	return true
}

// promised tells whether the keeper ever accepted the booking for these nights.
func (o *occupancy) promised(booking ID, dates Range) bool {
	return o.promises[heldNights{dates, booking}]
}
