package marketplace

// Undoable is a command whose act another act takes back.
type Undoable interface {
	Command
	// Undo is the act that takes this one back, given what it wrote; ok is false where there is none.
	Undo(r Receipt) (c Command, ok bool)
}

// Undo is the act that takes a command back, given what it wrote; ok is false where there is none. It is an act like
// any other: a new entry, refused where things have moved on.
func Undo(c Command, r Receipt) (Command, bool) {
	u, ok := c.(Undoable)
	if !ok || len(r.Refs) == 0 || len(r.Began) != len(r.Refs) {
		return nil, false
	}
	return u.Undo(r)
}

// Undo implements [Undoable].
func (c MoveRoom) Undo(Receipt) (Command, bool) {
	switch c.To {
	case RoomLive, RoomRetired:
		return MoveRoom{Room: c.Room, To: RoomPaused}, true
	case RoomPaused, RoomSuspended:
		return MoveRoom{Room: c.Room, To: RoomLive}, true
	}
	return nil, false
}

// Undo implements [Undoable].
func (c BlockDates) Undo(r Receipt) (Command, bool) { return undoDates{c.Room, r.Refs[0]}, true }

// Undo implements [Undoable].
func (c OpenDates) Undo(r Receipt) (Command, bool) {
	return undoDates{c.Room, r.Refs[len(r.Refs)-1]}, true
}

// Undo implements [Undoable].
func (c AddPhoto) Undo(Receipt) (Command, bool) {
	return RemovePhoto{Room: c.Room, Photo: c.Photo}, true
}

// Undo implements [Undoable].
func (c RemovePhoto) Undo(Receipt) (Command, bool) {
	return AddPhoto{Room: c.Room, Photo: c.Photo}, true
}

// Undo implements [Undoable].
func (c DraftBooking) Undo(r Receipt) (Command, bool) {
	return WithdrawBooking{Booking: r.Began[0]}, true
}

// Undo implements [Undoable].
func (c RequestBooking) Undo(r Receipt) (Command, bool) {
	if !c.Booking.IsZero() {
		return WithdrawBooking{Booking: c.Booking}, true
	}
	return WithdrawBooking{Booking: r.Began[0]}, true
}

// Undo implements [Undoable].
func (c ProposeChange) Undo(r Receipt) (Command, bool) {
	return AnswerChange{Booking: c.Booking, Change: r.Began[0]}, true
}
