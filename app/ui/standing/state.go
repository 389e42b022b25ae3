package standing

import (
	"time"

	"settle.example/settle/app/look"
	"settle.example/settle/marketplace"
)

// Tone is the colour of a state: yellow where somebody has to answer, green where all is agreed, red where something
// is wrong, grey where it is over.
func Tone(s marketplace.BookingState) look.Tone {
	switch s {
	case marketplace.StateRequested, marketplace.StateAccepted:
		return look.Warning
	case marketplace.StateConfirmed:
		return look.Success
	case marketplace.StateArrived:
		return look.Info
	case marketplace.StateConflict, marketplace.StateNoShow:
		return look.Danger
	case marketplace.StateDraft:
		return look.Purple
	}
	return look.Neutral
}

// Next is what happens next with a booking in a few words, for a card or a row, and its tone: red where it is late or
// less than a day is left, yellow where this person has to act, grey otherwise.
func Next(b marketplace.BookingRow, now time.Time) (string, look.Tone) {
	today := marketplace.DateOf(now)
	if b.HasChange {
		return "A change waits for an answer by " + By(now, b.Deadline), press(b, now, true)
	}
	switch b.State {
	case marketplace.StateDraft:
		return "Not sent yet", look.Neutral
	case marketplace.StateRequested:
		return answer(b, now)
	case marketplace.StateAccepted:
		return confirm(b, now)
	case marketplace.StateConfirmed:
		if b.Dates.From < today {
			return "Was due " + Day(today, b.Dates.From) + ": did they come?", look.Danger
		}
		return "Arrives " + Day(today, b.Dates.From), soon(b.Dates.From - today)
	case marketplace.StateArrived:
		if b.Dates.To < today {
			return "Was to leave " + Day(today, b.Dates.To) + ": did they?", look.Danger
		}
		return "Leaves " + Day(today, b.Dates.To), soon(b.Dates.To - today)
	case marketplace.StateConflict:
		return "The nights were given away: find another room", look.Danger
	}
	return "", look.Neutral
}

func answer(b marketplace.BookingRow, now time.Time) (string, look.Tone) {
	switch {
	case b.Deadline.IsZero():
		return "The host said yes: the room’s calendar has yet to answer", look.Neutral
	case b.Side == marketplace.SideHost:
		return "Answer by " + By(now, b.Deadline), press(b, now, true)
	}
	return "The host answers by " + By(now, b.Deadline), press(b, now, false)
}

func confirm(b marketplace.BookingRow, now time.Time) (string, look.Tone) {
	if b.Side == marketplace.SideGuest {
		return "Confirm by " + By(now, b.Deadline), press(b, now, true)
	}
	return "The lead confirms by " + By(now, b.Deadline), press(b, now, false)
}

// press is how much a deadline presses.
func press(b marketplace.BookingRow, now time.Time, mine bool) look.Tone {
	switch left := b.Deadline.Time().Sub(now); {
	case left < 24*time.Hour:
		return look.Danger
	case mine:
		return look.Warning
	}
	return look.Neutral
}

func soon(days marketplace.Date) look.Tone {
	if days <= 1 {
		return look.Warning
	}
	return look.Neutral
}
