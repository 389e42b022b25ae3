package xwidget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// KeyDown notes that Shift is held.
func (c *OccupancyCalendar) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		c.shift = true
	}
}

// KeyUp notes that Shift is held no longer.
func (c *OccupancyCalendar) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		c.shift = false
	}
}

// FocusLost lets go of Shift.
func (c *OccupancyCalendar) FocusLost() {
	c.shift = false
	c.control.FocusLost()
}

// TypedKey moves, extends, sets and clears.
func (c *OccupancyCalendar) TypedKey(ev *fyne.KeyEvent) {
	d := c.cursor
	switch ev.Name {
	case fyne.KeyLeft:
		c.move(d.AddDate(0, 0, -1))
	case fyne.KeyRight:
		c.move(d.AddDate(0, 0, 1))
	case fyne.KeyUp:
		c.move(d.AddDate(0, 0, -7))
	case fyne.KeyDown:
		c.move(d.AddDate(0, 0, 7))
	case fyne.KeyHome:
		c.move(d.AddDate(0, 0, -weekdayColumn(d)))
	case fyne.KeyEnd:
		c.move(d.AddDate(0, 0, 6-weekdayColumn(d)))
	case fyne.KeyPageUp:
		c.move(addMonths(d, -1))
	case fyne.KeyPageDown:
		c.move(addMonths(d, 1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.enter()
	case fyne.KeyEscape:
		if c.From.IsZero() {
			passKey(c, ev)
			return
		}
		c.clearRange()
	default:
		passKey(c, ev)
	}
}

func (c *OccupancyCalendar) move(to time.Time) {
	if to.Year() < minYear || to.Year() > maxYear {
		return
	}
	from := c.cursor
	c.cursor, c.over = to, time.Time{}
	c.showMonthOf(to)
	if c.shift && !c.ReadOnly {
		if c.anchor.IsZero() {
			c.anchor = from
		}
		c.span(c.anchor, to)
		return
	}
	c.Refresh()
}

// enter sets what Shift has extended, or begins and then ends a range.
func (c *OccupancyCalendar) enter() {
	switch {
	case c.ReadOnly:
	case !c.anchor.IsZero() && !c.From.IsZero():
		if !c.chosen(c.cursor) {
			c.span(c.anchor, c.cursor)
		}
		c.anchor = time.Time{}
		c.report()
	default:
		c.begin(c.cursor)
	}
}

// begin makes a night the first of a new range.
func (c *OccupancyCalendar) begin(night time.Time) {
	if !c.open(night) {
		return
	}
	c.anchor = night
	c.span(night, night)
	c.report()
}

// MouseDown begins a drag.
func (c *OccupancyCalendar) MouseDown(ev *desktop.MouseEvent) {
	if night, ok := c.nightAt(ev.Position); ok {
		c.cursor = night
	}
	c.dragging = false
}

// MouseUp does nothing: a drag ends with DragEnd, a click with Tapped.
func (c *OccupancyCalendar) MouseUp(*desktop.MouseEvent) {}

// Dragged extends the range from where the drag began.
func (c *OccupancyCalendar) Dragged(ev *fyne.DragEvent) {
	if c.ReadOnly || c.disabled {
		return
	}
	if !c.dragging {
		start, ok := c.nightAt(ev.Position.Subtract(ev.Dragged))
		if !ok {
			return
		}
		c.dragging, c.anchor = true, start
		focusOn(c)
	}
	if night, ok := c.nightAt(ev.Position); ok {
		c.cursor = night
		c.span(c.anchor, night)
	}
}

// DragEnd sets the range.
func (c *OccupancyCalendar) DragEnd() {
	if !c.dragging {
		return
	}
	c.dragging, c.anchor = false, time.Time{}
	if !c.From.IsZero() {
		c.report()
	}
}

// Tapped turns the months at the arrows; on a night it begins a range, or ends
// the one that a click began.
func (c *OccupancyCalendar) Tapped(ev *fyne.PointEvent) {
	if c.disabled {
		return
	}
	focusOn(c)
	if turn := c.arrowAt(ev.Position); turn != 0 {
		c.ShowMonth(addMonths(firstOfMonth(c.Month), turn))
		return
	}
	night, ok := c.nightAt(ev.Position)
	if !ok || c.ReadOnly {
		return
	}
	c.cursor = night
	if !c.anchor.IsZero() && night.After(c.anchor) {
		c.span(c.anchor, night)
		c.anchor = time.Time{}
		c.report()
		return
	}
	c.begin(night)
}

// MouseMoved says how the night under the pointer stands.
func (c *OccupancyCalendar) MouseMoved(ev *desktop.MouseEvent) {
	night, _ := c.nightAt(ev.Position)
	if !night.Equal(c.over) {
		c.over = night
		c.Refresh()
	}
}

// MouseOut ends MouseMoved.
func (c *OccupancyCalendar) MouseOut() {
	c.over = time.Time{}
	c.control.MouseOut()
}

// Cursor is a hand where a range can be chosen.
func (c *OccupancyCalendar) Cursor() desktop.Cursor {
	if c.ReadOnly || c.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}
