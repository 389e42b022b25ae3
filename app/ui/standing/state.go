package standing

import (
	"strings"
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

// How is by which way the host's yes came, of a booking that has it: "Accepted by phone".
func How(b marketplace.BookingRow) string {
	switch {
	case !b.Agreed():
		return ""
	case b.Via == marketplace.ViaPhone:
		return "Accepted by phone"
	case b.Via == marketplace.ViaRules:
		return "Accepted by rules"
	}
	return "Accepted in person"
}

// Next is what happens next with a booking in as few words as a tag holds, such as "Answer: 2 days" or "Arrives in
// 16 days", and its tone: red where it is late or less than a day is left, yellow where this person has to act or it
// is close, grey otherwise. It says nothing of a booking that has ended.
func Next(b marketplace.BookingRow, now time.Time) (string, look.Tone) {
	today := marketplace.DateOf(now)
	if b.HasChange {
		return "Change: " + remains(now, b.Deadline), press(b, now, true)
	}
	mine := b.Side == marketplace.SideHost
	switch b.State {
	case marketplace.StateDraft:
		return "Not sent yet", look.Neutral
	case marketplace.StateRequested:
		switch {
		case b.Deadline.IsZero(): // the host said yes, at another computer than the one that keeps the calendar
			return "Calendar to answer", look.Neutral
		case mine:
			return "Answer: " + remains(now, b.Deadline), press(b, now, true)
		}
		return "Host: " + remains(now, b.Deadline), press(b, now, false)
	case marketplace.StateAccepted:
		if b.Side == marketplace.SideGuest {
			return "Confirm: " + remains(now, b.Deadline), press(b, now, true)
		}
		return "Lead: " + remains(now, b.Deadline), press(b, now, false)
	case marketplace.StateConfirmed:
		if b.Dates.From < today {
			return "Did they come?", look.Danger
		}
		return "Arrives " + Day(today, b.Dates.From), soon(b.Dates.From - today)
	case marketplace.StateArrived:
		if b.Dates.To < today {
			return "Did they leave?", look.Danger
		}
		return "Leaves " + Day(today, b.Dates.To), soon(b.Dates.To - today)
	case marketplace.StateConflict:
		return "Find another room", look.Danger
	}
	return "", look.Neutral
}

// remains is [Left] without its last word.
func remains(now time.Time, at marketplace.Instant) string {
	left, _ := strings.CutSuffix(Left(now, at), " left")
	return strings.Replace(left, "less than", "under", 1)
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
