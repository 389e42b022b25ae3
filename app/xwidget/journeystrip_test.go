package xwidget_test

import (
	"testing"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func journey() []xwidget.JourneyStep {
	return []xwidget.JourneyStep{
		{Title: "Recorded", Note: "by Siân Rees, 2 November", State: xwidget.StepDone},
		{Title: "Bed asked for", Note: "of Joan Field, 14 November", State: xwidget.StepDone},
		{Title: "Bed confirmed", Note: "Joan answers by 24 November", State: xwidget.StepNow},
		{Title: "Pickup", Note: "nobody has offered yet", State: xwidget.StepProblem},
		{Title: "Buddy"},
		{Title: "Arrived", Note: "7 December 2026"},
	}
}

func TestJourneyStripSaysItsSteps(t *testing.T) {
	newApp(t, look.Light)
	j := xwidget.NewJourneyStrip(journey()...)
	want := "Recorded, done; Bed asked for, done; Bed confirmed, next; Pickup, needs attention; Buddy, to do; Arrived, to do"
	if got := j.AccessibilityLabel(); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	j.SetSteps(journey()[:1]...)
	if got := textOf(j); got != "Recorded by Siân Rees, 2 November" {
		t.Errorf("shows %q", got)
	}
	j.SetSteps()
	if h := j.HeightFor(400); h != 0 {
		t.Errorf("without steps it is %v high", h)
	}
}

func TestJourneyStripTurnsUprightWhereItIsNarrow(t *testing.T) {
	j := xwidget.NewJourneyStrip(journey()...)
	show(t, xwidget.VBox(0, j), 900, 400)
	words := findAll[*xwidget.Text](j)
	first, last := words[0], words[len(words)-2]
	if position(first).Y != position(last).Y {
		t.Error("in a wide window the titles are not on one line")
	}
	if wide, narrow := j.HeightFor(900), j.HeightFor(360); narrow <= 2*wide {
		t.Errorf("%v high where wide, %v where narrow", wide, narrow)
	}
	show(t, xwidget.VBox(0, j), 360, 800)
	if position(first).X != position(last).X {
		t.Error("in a narrow window the titles are not under one another")
	}
}
