package marketplace

import "cmp"

// ImportRoom lists a room under an import key, live with its guards pending and without a host until one claims it, or
// brings the one that it listed before up to date. What the host has added since stays; a room that says the same
// already comes to nothing, as does one that its host has claimed: they keep it themselves. The cap holds as for any
// listing.
type ImportRoom struct {
	Facts       RoomFacts // Import must be set; Host, Home, Guards and Pending are not read
	Known       Features  // the features that the import tells of; others stay as they stand
	Words       RoomWords // an empty title makes one at first, and keeps the one that stands later
	Reference   string    // sealed for the organisation's leads
	Safety      string    // what is said of alarms, without dates: sealed likewise
	Week        Pence
	Unavailable []Range // nights to block, beside what is blocked; nights of a guest are left alone
}

// Decide implements [Command].
func (c ImportRoom) Decide(v View) ([]Draft, error) {
	if c.Facts.Import == [16]byte{} {
		return nil, Errorf(Invalid, "An imported room needs a reference of its own. Add a column ref.").On("ref")
	}
	if c.Week <= 0 {
		return nil, Errorf(Invalid, "The room has no rent. Give the rent for a week, for example £110.00.").On("rent")
	}
	id, err := v.Imported(c.Facts.Import)
	if err != nil {
		return nil, err
	}
	if id.IsZero() {
		return c.list(v)
	}
	return c.update(v, id)
}

func (c ImportRoom) list(v View) ([]Draft, error) {
	c.Facts.Pending, c.Facts.Host, c.Facts.Home, c.Facts.Guards = true, ID{}, ID{}, 0
	c.Words.Title = cmp.Or(c.Words.Title, c.Facts.title())
	drafts, err := ListRoom{
		Facts: c.Facts, Words: c.Words, Contact: RoomContact{Reference: c.Reference}, Week: c.Week, Live: true,
	}.Decide(v)
	if err != nil {
		return nil, err
	}
	note, err := tidy("note on safety", c.Safety, MaxProse)
	if err != nil {
		return nil, err
	}
	if note != "" {
		private, facts := &drafts[0].Private, &drafts[0].Fact.(*RoomListed).Facts
		if len(private.Seal) == 0 {
			private.Seal = facts.sealed(map[Field]string{FieldNote: note}, nil)
		}
		// In one seal with the reference: sealing is most of what an import of many rooms takes.
		private.Seal[0].Fields[FieldNote] = note
	}
	room := &Room{ID: SubjectOf(v.Next(0)), Keeper: v.Actor().Device}
	return append(drafts, c.blocks(v, room)...), nil
}

func (c ImportRoom) update(v View, id ID) ([]Draft, error) {
	r, err := v.Room(id)
	if err != nil {
		return nil, err
	}
	if !r.Facts.Host.IsZero() {
		return nil, nil
	}
	change := ChangeRoom{Room: id, Facts: c.over(&r.Facts)}
	if c.Words.Title != "" {
		change.Words = &c.Words
	}
	var drafts []Draft
	// Rent and facts in this order, so that a room that moves to another area has the rent that passes there.
	if c.Week != r.Week {
		drafts, err = PriceRoom{Room: id, Week: c.Week}.Decide(v)
	} else {
		_, err = v.System().checkRent(c.Week, r.Facts.Area, DateOf(v.Now()))
	}
	if err != nil {
		return nil, err
	}
	changed, err := change.Decide(v)
	if err != nil {
		return nil, err
	}
	return append(append(drafts, changed...), c.blocks(v, r)...), nil
}

// over is the facts that stand with those of the import over them.
func (c ImportRoom) over(old *RoomFacts) RoomFacts {
	f := old.clone()
	f.Outcode, f.Cell, f.Area = c.Facts.Outcode, c.Facts.Cell, c.Facts.Area
	f.Bed, f.Bathroom = cmp.Or(c.Facts.Bed, f.Bed), cmp.Or(c.Facts.Bathroom, f.Bathroom)
	f.Guests, f.MinNights, f.MaxNights = c.Facts.Guests, c.Facts.MinNights, c.Facts.MaxNights
	f.Features = f.Features&^c.Known | c.Facts.Features&c.Known
	return f
}

// blocks is the nights to block, in ranges that an entry takes.
func (c ImportRoom) blocks(v View, r *Room) []Draft {
	wanted := subtractRanges(joinRanges(c.Unavailable), r.blocked())
	var held []Range
	for _, b := range r.Bookings {
		held = append(held, b.Held)
	}
	wanted = subtractRanges(wanted, joinRanges(held))
	var ranges []Range
	for _, w := range wanted {
		for w.Nights() > maxNights {
			ranges = append(ranges, Range{w.From, w.From + maxNights})
			w.From += maxNights
		}
		if w.Valid() {
			ranges = append(ranges, w)
		}
	}
	var drafts []Draft
	for len(ranges) > 0 {
		n := min(len(ranges), maxRanges)
		drafts = append(drafts, r.calendarDrafts(v, ranges[:n], false)...)
		ranges = ranges[n:]
	}
	return drafts
}

// title is what a room is called that nobody has given a title.
func (f *RoomFacts) title() string {
	what := "Room"
	switch {
	case f.Supply == SupplyUniversity:
		what = "Room in a university residence"
	case f.Supply == SupplyTrust:
		what = "Trust-owned room"
	case f.Bathroom == BathroomPrivate:
		what = "Room with its own bathroom"
	}
	if f.Outcode == "" {
		return what
	}
	return what + ", " + f.Outcode
}
