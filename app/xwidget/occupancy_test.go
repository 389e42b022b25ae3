package xwidget_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/xwidget"
)

func december(day int) time.Time { return xwidget.Day(2026, time.December, day) }

// nights is the calendar of an invented room: 7 to 9 December held, 14 to 20
// booked, 24 to 26 blocked.
func nights(night time.Time) xwidget.NightState {
	d := night.Day()
	switch {
	case night.Month() == time.November && d < 20:
		return xwidget.NightBooked
	case night.Month() != time.December:
		return xwidget.NightFree
	case d >= 7 && d <= 9:
		return xwidget.NightHeld
	case d >= 14 && d <= 20:
		return xwidget.NightBooked
	case d >= 24 && d <= 26:
		return xwidget.NightBlocked
	}
	return xwidget.NightFree
}

// chosen records the ranges that a calendar reports.
type chosen struct{ said []string }

func (c *chosen) add(from, to time.Time) {
	c.said = append(c.said, xwidget.FormatDayShort(from)+" to "+xwidget.FormatDayShort(to))
}

func (c *chosen) last() string {
	if len(c.said) == 0 {
		return "nothing"
	}
	return c.said[len(c.said)-1]
}

func occupancy(t *testing.T, months int) (*xwidget.OccupancyCalendar, *chosen, fyne.Window) {
	c := xwidget.NewOccupancyCalendar(months, today, nights)
	c.ShowMonth(december(1))
	got := &chosen{}
	c.OnRange = got.add
	w := show(t, xwidget.VBox(0, c), 7*50, 500)
	w.Canvas().Focus(c)
	return c, got, w
}

func shift(c *xwidget.OccupancyCalendar, keys ...fyne.KeyName) {
	c.KeyDown(key(desktop.KeyShiftLeft))
	for _, k := range keys {
		c.TypedKey(key(k))
	}
	c.KeyUp(key(desktop.KeyShiftLeft))
}

func TestOccupancyByKeyboard(t *testing.T) {
	tests := []struct {
		name string
		keys func(c *xwidget.OccupancyCalendar)
		want string
	}{
		{"Shift and arrows, then Enter", func(c *xwidget.OccupancyCalendar) {
			shift(c, fyne.KeyRight, fyne.KeyRight)
			c.TypedKey(key(fyne.KeyReturn))
		}, "Tue 1 Dec to Fri 4 Dec"},
		{"Enter at the first and at the last night", func(c *xwidget.OccupancyCalendar) {
			c.TypedKey(key(fyne.KeyReturn))
			c.TypedKey(key(fyne.KeyRight))
			c.TypedKey(key(fyne.KeyRight))
			c.TypedKey(key(fyne.KeyReturn))
		}, "Tue 1 Dec to Fri 4 Dec"},
		{"a held night ends the range", func(c *xwidget.OccupancyCalendar) {
			shift(c, fyne.KeyDown, fyne.KeyDown)
			c.TypedKey(key(fyne.KeyReturn))
		}, "Tue 1 Dec to Mon 7 Dec"},
		{"backwards", func(c *xwidget.OccupancyCalendar) {
			c.TypedKey(key(fyne.KeyRight))
			c.TypedKey(key(fyne.KeyRight))
			shift(c, fyne.KeyLeft)
			c.TypedKey(key(fyne.KeyReturn))
		}, "Wed 2 Dec to Fri 4 Dec"},
		{"a booked night cannot begin one", func(c *xwidget.OccupancyCalendar) {
			c.TypedKey(key(fyne.KeyDown))
			c.TypedKey(key(fyne.KeyDown))
			c.TypedKey(key(fyne.KeyReturn))
		}, "nothing"},
		{"a past night cannot begin one", func(c *xwidget.OccupancyCalendar) {
			c.TypedKey(key(fyne.KeyUp))
			c.TypedKey(key(fyne.KeyUp))
			c.TypedKey(key(fyne.KeyReturn))
		}, "nothing"},
		{"Escape clears", func(c *xwidget.OccupancyCalendar) {
			c.TypedKey(key(fyne.KeyReturn))
			c.TypedKey(key(fyne.KeyEscape))
		}, " to "},
		{"read only", func(c *xwidget.OccupancyCalendar) { c.ReadOnly = true; c.TypedKey(key(fyne.KeyReturn)) }, "nothing"},
		{"any night, for a host", func(c *xwidget.OccupancyCalendar) {
			c.AnyNight = true
			shift(c, fyne.KeyDown, fyne.KeyDown)
			c.TypedKey(key(fyne.KeyReturn))
		}, "Tue 1 Dec to Wed 16 Dec"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			c, got, _ := occupancy(t, 1)
			tc.keys(c)
			if got.last() != tc.want {
				t.Errorf("chose %q, want %q", got.last(), tc.want)
			}
		})
	}
}

func TestOccupancyByMouse(t *testing.T) {
	at := func(day int) fyne.Position { // December 2026 begins on a Tuesday
		return fyne.NewPos(float32(day%7)*50+25, 40+26+float32(day/7)*46+23)
	}
	drag := func(c *xwidget.OccupancyCalendar, from, to int) {
		c.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(from)}})
		d := at(to).Subtract(at(from))
		c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(to)}, Dragged: fyne.NewDelta(d.X, d.Y)})
		c.DragEnd()
	}
	tests := []struct {
		name string
		act  func(c *xwidget.OccupancyCalendar)
		want string
	}{
		{"a drag", func(c *xwidget.OccupancyCalendar) { drag(c, 1, 4) }, "Tue 1 Dec to Sat 5 Dec"},
		{"a drag backwards", func(c *xwidget.OccupancyCalendar) { drag(c, 4, 2) }, "Wed 2 Dec to Sat 5 Dec"},
		{"a drag into a booking", func(c *xwidget.OccupancyCalendar) { drag(c, 11, 22) }, "Fri 11 Dec to Mon 14 Dec"},
		{"a drag from a booking", func(c *xwidget.OccupancyCalendar) { drag(c, 15, 22) }, "nothing"},
		{"a click", func(c *xwidget.OccupancyCalendar) { test.TapAt(c, at(10)) }, "Thu 10 Dec to Fri 11 Dec"},
		{"two clicks", func(c *xwidget.OccupancyCalendar) { test.TapAt(c, at(10)); test.TapAt(c, at(13)) }, "Thu 10 Dec to Mon 14 Dec"},
		{"a third click begins again", func(c *xwidget.OccupancyCalendar) {
			test.TapAt(c, at(10))
			test.TapAt(c, at(13))
			test.TapAt(c, at(11))
		}, "Fri 11 Dec to Sat 12 Dec"},
		{"a click before the first day of the month", func(c *xwidget.OccupancyCalendar) { test.TapAt(c, at(0)) }, "nothing"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			c, got, _ := occupancy(t, 1)
			tc.act(c)
			if got.last() != tc.want {
				t.Errorf("chose %q, want %q", got.last(), tc.want)
			}
		})
	}
}

func TestOccupancyTurnsItsMonths(t *testing.T) {
	c, _, _ := occupancy(t, 1)
	var shown []string
	c.OnMonth = func(first time.Time) { shown = append(shown, first.Month().String()) }
	test.TapAt(c, fyne.NewPos(340, 10))
	test.TapAt(c, fyne.NewPos(10, 10))
	c.TypedKey(key(fyne.KeyPageUp))
	c.TypedKey(key(fyne.KeyHome))
	if got := strings.Join(shown, " "); got != "January December November October" && got != "January December November" {
		t.Errorf("turned to %s", got)
	}
	if !strings.HasPrefix(textOf(c), xwidget.FormatDay(c.Month)[2:]) {
		t.Errorf("the calendar shows %q", textOf(c)[:30])
	}
}

func TestOccupancySaysHowANightStands(t *testing.T) {
	c, _, _ := occupancy(t, 1)
	c.Note = func(n time.Time) string {
		if n.Equal(december(15)) {
			return "Amara O."
		}
		return ""
	}
	tests := []struct {
		day  time.Time
		want string
	}{
		{december(1), "Tuesday 1 December 2026: free"},
		{december(8), "Tuesday 8 December 2026: held"},
		{december(15), "Tuesday 15 December 2026: booked. Amara O."},
		{december(25), "Friday 25 December 2026: blocked"},
		{today, "Tuesday 24 November 2026: free, today"},
		{xwidget.Day(2026, time.November, 22), "Sunday 22 November 2026: past"},
		{xwidget.Day(2026, time.November, 3), "Tuesday 3 November 2026: past, booked"},
	}
	for _, tc := range tests {
		t.Run(tc.want, func(t *testing.T) {
			c.SetRange(tc.day, tc.day.AddDate(0, 0, 1))
			if got := c.AccessibilityLabel(); !strings.Contains(got, "chosen") {
				t.Errorf("a chosen night reads %q", got)
			}
			c.From, c.To = time.Time{}, time.Time{}
			if got := c.AccessibilityLabel(); got != tc.want {
				t.Errorf("reads %q", got)
			}
		})
	}
	c.SetRange(december(1), december(5))
	if got := c.Summary(); got != "Chosen: 1 December 2026 to 5 December 2026, 4 nights" {
		t.Errorf("summary %q", got)
	}
	if s := textOf(c); !strings.Contains(s, "held") || !strings.Contains(s, "booked") || !strings.Contains(s, "blocked") {
		t.Errorf("states are not written in the cells: %q", s)
	}
}

func TestOccupancyRangeNeverHoldsATakenNight(t *testing.T) {
	c, _, _ := occupancy(t, 2)
	keys := []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEscape}
	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			k := rapid.SampledFrom(keys).Draw(t, "key")
			if rapid.Bool().Draw(t, "shift") {
				shift(c, k)
			} else {
				c.TypedKey(key(k))
			}
			for n := c.From; n.Before(c.To); n = n.AddDate(0, 0, 1) {
				if nights(n) != xwidget.NightFree || n.Before(today) {
					t.Fatalf("the range %v to %v holds %v", c.From, c.To, n)
				}
			}
		}
	})
}

func TestOccupancyFitsItsWidth(t *testing.T) {
	newApp(t, 1)
	c := xwidget.NewOccupancyCalendar(3, today, nil)
	wide, narrow := c.HeightFor(1200), c.HeightFor(400)
	if narrow < 2*wide {
		t.Errorf("three months are %v high side by side and %v one under the other", wide, narrow)
	}
}

func TestPictureOfOccupancy(t *testing.T) {
	draw(t,
		scene{name: "occupancy", width: 900, height: 500, build: func() fyne.CanvasObject {
			c := xwidget.NewOccupancyCalendar(2, today, nights)
			c.SetRange(xwidget.Day(2026, time.November, 28), december(5))
			return xwidget.NewCard(c)
		}},
		scene{name: "occupancy-focus", width: 500, height: 500, build: func() fyne.CanvasObject {
			c := xwidget.NewOccupancyCalendar(1, today, nights)
			c.ShowMonth(december(1))
			return xwidget.NewCard(c)
		}, then: func(w fyne.Window) { w.Canvas().FocusNext(); press(w, fyne.KeyDown) }},
	)
}
