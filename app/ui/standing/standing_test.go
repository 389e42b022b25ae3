package standing_test

import (
	"testing"
	"time"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/marketplace"
)

// now is Saturday 21 November 2026 at nine in the morning.
var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func at(day, hour int) marketplace.Instant {
	return marketplace.InstantOf(time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC))
}

func TestDeadlinesAreToldAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		name     string
		at       marketplace.Instant
		by, left string
	}{
		{"passed", at(21, 8), "today, 08:00", ""},
		{"in half an hour", at(21, 9) + 1800, "today, 09:30", "less than an hour left"},
		{"this evening", at(21, 18), "today, 18:00", "9 hours left"},
		{"in an hour", at(21, 10), "today, 10:00", "1 hour left"},
		{"tomorrow", at(22, 18), "tomorrow, 18:00", "1 day left"},
		{"within the week", at(24, 18), "Tuesday, 18:00", "3 days left"},
		{"a week on", at(28, 18), "28 November 2026, 18:00", "7 days left"},
		{"long ago", at(2, 18), "2 November 2026, 18:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := standing.By(now, c.at); got != c.by {
				t.Errorf("by %q, want %q", got, c.by)
			}
			if got := standing.Left(now, c.at); got != c.left {
				t.Errorf("left %q, want %q", got, c.left)
			}
		})
	}
}

func TestNextSaysWhoHasToDoWhat(t *testing.T) {
	today := marketplace.DateOf(now)
	row := func(s marketplace.BookingState, side marketplace.Side, from, to marketplace.Date, by marketplace.Instant) marketplace.BookingRow {
		return marketplace.BookingRow{State: s, Side: side, Dates: marketplace.Range{From: today + from, To: today + to}, Deadline: by}
	}
	change := row(marketplace.StateConfirmed, marketplace.SideHost, 5, 9, at(24, 9))
	change.HasChange = true
	for _, c := range []struct {
		name string
		row  marketplace.BookingRow
		want string
		tone look.Tone
	}{
		{"a draft", row(marketplace.StateDraft, marketplace.SideGuest, 5, 9, 0), "Not sent yet", look.Neutral},
		{"the host answers", row(marketplace.StateRequested, marketplace.SideHost, 5, 9, at(24, 9)), "Answer: 3 days", look.Warning},
		{"the lead waits", row(marketplace.StateRequested, marketplace.SideGuest, 5, 9, at(24, 9)), "Host: 3 days", look.Neutral},
		{"the calendar has yet to answer", row(marketplace.StateRequested, marketplace.SideGuest, 5, 9, 0), "Calendar to answer", look.Neutral},
		{"little time", row(marketplace.StateAccepted, marketplace.SideGuest, 5, 9, at(21, 18)), "Confirm: 9 hours", look.Danger},
		{"the host waits", row(marketplace.StateAccepted, marketplace.SideHost, 5, 9, at(24, 9)), "Lead: 3 days", look.Neutral},
		{"tomorrow", row(marketplace.StateConfirmed, marketplace.SideHost, 1, 9, 0), "Arrives tomorrow", look.Warning},
		{"next week", row(marketplace.StateConfirmed, marketplace.SideHost, 8, 9, 0), "Arrives in 8 days", look.Neutral},
		{"nobody said", row(marketplace.StateConfirmed, marketplace.SideHost, -2, 9, 0), "Did they come?", look.Danger},
		{"staying", row(marketplace.StateArrived, marketplace.SideHost, -2, 9, 0), "Leaves in 9 days", look.Neutral},
		{"overdue to leave", row(marketplace.StateArrived, marketplace.SideHost, -9, -1, 0), "Did they leave?", look.Danger},
		{"a change", change, "Change: 3 days", look.Warning},
		{"a conflict", row(marketplace.StateConflict, marketplace.SideHost, 1, 9, 0), "Find another room", look.Danger},
		{"over", row(marketplace.StateCompleted, marketplace.SideHost, -9, -1, 0), "", look.Neutral},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, tone := standing.Next(c.row, now)
			if got != c.want || tone != c.tone {
				t.Errorf("got %q, %v; want %q, %v", got, tone, c.want, c.tone)
			}
		})
	}
}

func TestEveryStateHasATone(t *testing.T) {
	want := map[marketplace.BookingState]look.Tone{
		marketplace.StateDraft: look.Purple, marketplace.StateRequested: look.Warning, marketplace.StateConfirmed: look.Success,
		marketplace.StateArrived: look.Info, marketplace.StateConflict: look.Danger, marketplace.StateMoved: look.Neutral,
	}
	for s, tone := range want {
		if got := standing.Tone(s); got != tone {
			t.Errorf("%s: got %v, want %v", s.Label(), got, tone)
		}
	}
}
