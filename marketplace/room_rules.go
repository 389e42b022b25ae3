package marketplace

// SetInstantRules sets the host's rules for instant acceptance: from now on the keeper of the calendar accepts by itself
// what they cover, also what waits already. It is the host's, and while a room has none its organisation's.
type SetInstantRules struct {
	Room ID
	RoomRules
}

// Decide implements [Command].
func (c SetInstantRules) Decide(v View) ([]Draft, error) {
	r, err := roomToChange(v, c.Room)
	if err != nil {
		return nil, err
	}
	rules := c.RoomRules
	if !rules.On {
		rules = RoomRules{}
	}
	if err := rules.check(r); err != nil {
		return nil, err
	}
	if rules == r.Instant.RoomRules {
		return nil, nil
	}
	return []Draft{{Subject: r.ID, Fact: &rules}}, nil
}

// check says what is wrong with the rules of a room.
func (f *RoomRules) check(r *Room) error {
	switch {
	case !f.On:
		return nil
	case f.MinNights < 0 || f.MinNights > maxNights || f.MaxNights < 0 || f.MaxNights > maxNights:
		return Errorf(Invalid, "A stay has from 1 to %s nights. Choose numbers within that, or none.", thousands(maxNights)).On("nights")
	case f.MaxNights > 0 && f.MinNights > f.MaxNights:
		return Errorf(Invalid, "The least number of nights, %d, is more than the most, %d. Correct one of them.", f.MinNights, f.MaxNights).On("nights")
	case f.NoticeDays < 0 || f.NoticeDays > maxNoticeDays:
		return Errorf(Invalid, "Notice is from 0 to %d days. Choose a number within that.", maxNoticeDays).On("notice")
	case f.GapDays < 0 || f.GapDays > maxNoticeDays:
		return Errorf(Invalid, "The days between two guests are from 0 to %d. Choose a number within that.", maxNoticeDays).On("gap")
	case f.For > InstantAny:
		return Errorf(Invalid, "Choose whose guests are accepted at once.").On("for")
	case f.MaxNights > 0 && f.MaxNights < r.Facts.MinNights:
		return Errorf(Invalid, "This room is let for at least %s, so nothing would be accepted. Choose a longer stay.", count(r.Facts.MinNights, "night")).On("nights")
	case r.Facts.MaxNights > 0 && f.MinNights > r.Facts.MaxNights:
		return Errorf(Invalid, "This room is let for at most %s, so nothing would be accepted. Choose a shorter stay.", count(r.Facts.MaxNights, "night")).On("nights")
	}
	return nil
}

// Undo implements [Undoable]: no rules are what is safe.
func (c SetInstantRules) Undo(Receipt) (Command, bool) {
	if !c.On {
		return nil, false
	}
	return SetInstantRules{Room: c.Room}, true
}

// Label says what the rules come to: "At once for guests of the host’s organisation, 7 to 28 nights, 14 days of notice".
func (f RoomRules) Label() string {
	if !f.On {
		return "The host answers every request"
	}
	said := "At once for guests of the host’s organisation"
	if f.For == InstantAny {
		said = "At once for guests of any organisation"
	}
	switch {
	case f.MinNights > 0 && f.MaxNights > 0:
		said += ", " + thousands(f.MinNights) + " to " + count(f.MaxNights, "night")
	case f.MinNights > 0:
		said += ", " + count(f.MinNights, "night") + " or more"
	case f.MaxNights > 0:
		said += ", up to " + count(f.MaxNights, "night")
	}
	if f.NoticeDays > 0 {
		said += ", " + count(f.NoticeDays, "day") + " of notice"
	}
	if f.GapDays > 0 {
		said += ", " + count(f.GapDays, "day") + " between guests"
	}
	return said
}
