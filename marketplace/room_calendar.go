package marketplace

// BlockDates blocks nights of a room's calendar. On the device that keeps the calendar it takes effect at once;
// elsewhere it asks that device. Nights that are blocked already are left as they are.
type BlockDates struct {
	Room   ID
	Ranges []Range
}

// Decide implements [Command].
func (c BlockDates) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	if err := checkRanges(c.Ranges); err != nil {
		return nil, err
	}
	ranges := subtractRanges(joinRanges(c.Ranges), r.blocked())
	for _, b := range r.Bookings {
		if b.Held.Nights() > 0 && overlapsAny(ranges, b.Held) {
			return nil, Errorf(NotFree, "A guest is booked from %s. Choose other dates, or end that booking first.", b.Held).On("dates")
		}
	}
	return r.calendarDrafts(v, ranges, false), nil
}

// OpenDates opens blocked nights again. It never frees nights of a booking, but those of a request that is lost.
type OpenDates struct {
	Room   ID
	Ranges []Range
}

// Decide implements [Command].
func (c OpenDates) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	if err := checkRanges(c.Ranges); err != nil {
		return nil, err
	}
	asked := joinRanges(c.Ranges)
	ranges := subtractRanges(asked, subtractRanges(asked, r.blocked()))
	lost, late := r.lostIn(v, ranges)
	if late.Nights() > 0 {
		return nil, errLate(late)
	}
	drafts := r.calendarDrafts(v, ranges, true)
	if r.keptBy(v.Actor().Device) {
		drafts = append(r.letGo(lost, ranges), drafts...)
	}
	return drafts, nil
}

// undoDates undoes what BlockDates or OpenDates did to the calendar, as long as it was the last thing done to it.
type undoDates struct {
	room ID
	act  Ref
}

// Decide implements [Command].
func (c undoDates) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.room)
	if err != nil {
		return nil, err
	}
	if last := r.LastAct; last.Ref == c.act || last.Asked == c.act {
		return r.calendarDrafts(v, last.Ranges, !last.Open), nil
	}
	for _, a := range r.Asks {
		if a.Ref == c.act {
			return r.calendarDrafts(v, a.Ranges, !a.Open), nil
		}
	}
	return nil, Errorf(Changed, "The calendar has changed since. Put the dates right by hand.")
}

// calendarDrafts is nothing where there is nothing to change.
func (r *Room) calendarDrafts(v View, ranges []Range, open bool) []Draft {
	if len(ranges) == 0 {
		return nil
	}
	ranges = splitRanges(ranges)
	d := Draft{Subject: r.ID}
	switch {
	case !r.keptBy(v.Actor().Device):
		d.Fact = &RoomBlockAsked{Ranges: ranges, Open: open}
	case open:
		d.Fact = &KeeperOpened{Ranges: ranges}
	default:
		d.Fact = &KeeperBlocked{Ranges: ranges}
	}
	return []Draft{d}
}

// keptBy tells whether the device decides on the room's nights now.
func (r *Room) keptBy(device DeviceID) bool { return device == r.Keeper && r.Kept.Begun }

// blocked is the nights blocked by the keeper.
func (r *Room) blocked() []Range {
	blocked := make([]Range, len(r.Blocks))
	for i, b := range r.Blocks {
		blocked[i] = b.Range
	}
	return blocked
}

// maxRanges bounds the ranges of one entry, which holds at most 64 KiB.
const maxRanges = 2000

func checkRanges(ranges []Range) error {
	if len(ranges) == 0 {
		return Errorf(Invalid, "Choose the nights first.").On("dates")
	}
	if len(ranges) > maxRanges {
		return Errorf(Invalid, "These are %s ranges of dates; a calendar takes 2,000 at a time. Give them in parts.", thousands(len(ranges))).On("dates")
	}
	for _, r := range ranges {
		if err := checkDates(r); err != nil {
			return err
		}
	}
	return nil
}

// checkDates says what is wrong with a first and last date.
func checkDates(r Range) error {
	switch {
	case !r.From.Valid() || !r.To.Valid():
		return Errorf(Invalid, "Give a first night and the day of leaving.").On("dates")
	case r.To <= r.From:
		return Errorf(Invalid, "The day of leaving, %s, is not after the first night, %s. Correct one of them.", r.To.Long(), r.From.Long()).On("dates")
	case !r.Valid():
		return Errorf(Invalid, "From %s is %s nights; Settle takes up to 1,200 at a time. Shorten it.", r, thousands(r.Nights())).On("dates")
	}
	return nil
}
