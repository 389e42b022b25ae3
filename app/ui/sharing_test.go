package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
)

func TestTheLineAtTheFoot(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	at := func(ago time.Duration) time.Time { return now.Add(-ago) }
	for name, c := range map[string]struct {
		state ui.Sharing
		want  string
		mark  look.Icon
	}{
		"alone":              {ui.Sharing{Alone: true, Waits: 9}, "Saved here.", look.IconCheck},
		"shared":             {ui.Sharing{Linked: 3, With: 3, At: at(2 * time.Minute)}, "Saved here. Shared with 3 machines 2 minutes ago.", look.IconSynced},
		"shared with one":    {ui.Sharing{Linked: 1, With: 1, At: at(10 * time.Second)}, "Saved here. Shared with 1 machine just now.", look.IconSynced},
		"offline":            {ui.Sharing{Waits: 4, With: 3, At: at(time.Hour)}, "Working offline: 4 changes wait to be shared", look.IconOffline},
		"offline, one":       {ui.Sharing{Waits: 1}, "Working offline: 1 change waits to be shared", look.IconOffline},
		"offline, all there": {ui.Sharing{With: 3, At: at(3 * time.Hour)}, "Working offline. Saved here, and shared 3 hours ago.", look.IconOffline},
		"offline from ever":  {ui.Sharing{}, "Working offline. Saved here.", look.IconOffline},
		"catching up":        {ui.Sharing{Linked: 1, Coming: 1204, With: 2, At: at(time.Hour)}, "Saved here. Fetching 1,204 changes of others.", look.IconRefresh},
		"sending":            {ui.Sharing{Linked: 1, Waits: 2, With: 2, At: at(time.Hour)}, "Saved here. Sharing: 2 changes wait.", look.IconRefresh},
		"comparing":          {ui.Sharing{Linked: 2}, "Saved here. Comparing with 2 machines.", look.IconRefresh},
		"trouble":            {ui.Sharing{Trouble: true, Linked: 2}, "Saved here, but not shared: look why.", look.IconWarning},
		"removed":            {ui.Sharing{Trouble: true, Removed: true, Waits: 2}, "This computer was removed: look why.", look.IconWarning},
		"long ago":           {ui.Sharing{With: 2, At: at(30 * 24 * time.Hour)}, "Working offline. Saved here, and shared on 22 October 2026.", look.IconOffline},
	} {
		t.Run(name, func(t *testing.T) {
			mark, sentence, _ := c.state.Line(now)
			if sentence != c.want || mark != c.mark {
				t.Errorf("it says %q", sentence)
			}
		})
	}
}

func TestWhoWasRemovedIsToldOnce(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	const told = "A registrar removed this computer"
	b.page.unsaved = "Your message has not been sent yet."
	on := b.page
	b.Share(ui.Sharing{Linked: 1, With: 1}, time.Now())
	lacks(t, b.all(), told)
	removed := ui.Sharing{Trouble: true, Removed: true}
	b.Share(removed, time.Now())
	contains(t, b.all(), told)
	if b.page != on || b.top() != nil {
		t.Error("the person was taken from what they were writing")
	}
	b.press(fyne.KeyEscape)
	lacks(t, b.all(), told)
	b.Share(removed, time.Now())
	lacks(t, b.all(), told)
	b.Share(ui.Sharing{Linked: 1}, time.Now())
	b.Share(removed, time.Now())
	contains(t, b.all(), told)
	b.click("What to do")
	contains(t, b.all(), "Your message has not been sent yet.")
	b.click("Leave")
	b.at(ui.To(ui.PageSharing))
}

func TestTheLineIsAlwaysThereAndOpensItsPage(t *testing.T) {
	b := newBench(t, everything, ui.InlineWork())
	lines := findAll[*xwidget.StatusLine](b.w.Content())
	if len(lines) != 1 {
		t.Fatalf("there are %d lines", len(lines))
	}
	line := lines[0]
	b.Share(ui.Sharing{Waits: 4}, time.Now())
	if line.Content != "Working offline: 4 changes wait to be shared" {
		t.Errorf("it says %q", line.Content)
	}
	line.Tapped(nil)
	if b.page.route.Page != ui.PageSharing {
		t.Errorf("it opened %q", b.page.route.Page)
	}
}
