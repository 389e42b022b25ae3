package xwidget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

// NightState says how a night stands.
type NightState int

// The states of a night.
const (
	NightFree    NightState = iota
	NightHeld               // asked for, not yet answered
	NightBooked             // taken
	NightBlocked            // kept back by the host
)

var nightWords = [...]string{"", "held", "booked", "blocked"}

// String returns the state as it is read out.
func (s NightState) String() string {
	if s <= NightFree || int(s) >= len(nightWords) {
		return "free"
	}
	return nightWords[s]
}

var (
	_ fyne.Widget       = (*OccupancyCalendar)(nil)
	_ fyne.Focusable    = (*OccupancyCalendar)(nil)
	_ fyne.Draggable    = (*OccupancyCalendar)(nil)
	_ fyne.Accessible   = (*OccupancyCalendar)(nil)
	_ desktop.Keyable   = (*OccupancyCalendar)(nil)
	_ desktop.Mouseable = (*OccupancyCalendar)(nil)
	_ WidthAware        = (*OccupancyCalendar)(nil)
)

// OccupancyCalendar shows the nights of one or more months, Monday first, and
// takes a range of them. A cell is the night that begins on its date, so the
// range [from, to) colours the cell of from and not that of to.
//
// With the mouse, drag over nights, or click the first and then the last. With
// the keyboard, the arrows move, Shift with the arrows extends, Enter sets the
// range, Escape clears it, Page Up and Down turn the months. How a night
// stands is written in its cell, so that it never hangs on colour alone.
type OccupancyCalendar struct {
	control
	// Month is any day of the first month shown.
	Month time.Time
	// Months is how many are shown, side by side where there is room.
	Months int
	// Today is marked, and nights before it are past.
	Today time.Time
	// State says how a night stands; nil is free.
	State func(night time.Time) NightState
	// Note says more about a night, such as whose it is; nil is nothing.
	Note func(night time.Time) string
	// AnyNight lets the range hold nights that are not free, for a host who
	// blocks and opens nights. Otherwise it stops before the first such night.
	AnyNight bool
	// ReadOnly shows nights without taking a range.
	ReadOnly bool
	// From and To are the chosen range [From, To); zero is none.
	From, To time.Time
	// OnRange is called when a range was set, and with two zero times when it
	// was cleared.
	OnRange func(from, to time.Time)
	// OnMonth is called when another first month is shown.
	OnMonth func(first time.Time)

	cursor, anchor, over time.Time
	dragging, shift      bool
}

// NewOccupancyCalendar returns a calendar of so many months from today's on.
func NewOccupancyCalendar(months int, today time.Time, state func(time.Time) NightState) *OccupancyCalendar {
	c := &OccupancyCalendar{Month: firstOfMonth(today), Months: max(1, months), Today: DayOf(today), State: state, cursor: DayOf(today)}
	c.extend(c)
	return c
}

// SetRange chooses [from, to) without calling OnRange, and shows its month.
func (c *OccupancyCalendar) SetRange(from, to time.Time) {
	c.From, c.To, c.anchor = from, to, time.Time{}
	if !from.IsZero() {
		c.cursor = from
		c.showMonthOf(from)
	}
	c.Refresh()
}

// ShowMonth shows the month of a day first.
func (c *OccupancyCalendar) ShowMonth(day time.Time) {
	first := firstOfMonth(day)
	if first.Equal(firstOfMonth(c.Month)) || day.Year() < minYear || day.Year() > maxYear {
		return
	}
	c.Month = first
	if c.cursor.Before(first) || !c.cursor.Before(c.end()) {
		c.cursor = first
	}
	c.Refresh()
	if c.OnMonth != nil {
		c.OnMonth(first)
	}
}

// showMonthOf turns the months only as far as it must.
func (c *OccupancyCalendar) showMonthOf(day time.Time) {
	switch first := firstOfMonth(c.Month); {
	case day.Before(first):
		c.ShowMonth(day)
	case !day.Before(c.end()):
		c.ShowMonth(firstOfMonth(day).AddDate(0, 1-c.Months, 0))
	}
}

// end is the day after the last one shown.
func (c *OccupancyCalendar) end() time.Time {
	return firstOfMonth(c.Month).AddDate(0, c.Months, 0)
}

func (c *OccupancyCalendar) state(night time.Time) NightState {
	if c.State == nil {
		return NightFree
	}
	return c.State(night)
}

func (c *OccupancyCalendar) past(night time.Time) bool { return night.Before(c.Today) }

// open reports whether a night may be in the range.
func (c *OccupancyCalendar) open(night time.Time) bool {
	return c.AnyNight || !c.past(night) && c.state(night) == NightFree
}

func (c *OccupancyCalendar) chosen(night time.Time) bool {
	return !c.From.IsZero() && !night.Before(c.From) && night.Before(c.To)
}

// span chooses the nights between two, both included, as far as they are open
// from the first one on.
func (c *OccupancyCalendar) span(a, b time.Time) {
	step := 1
	if b.Before(a) {
		step = -1
	}
	if !c.open(a) {
		return
	}
	last := a
	for last != b && c.open(last.AddDate(0, 0, step)) {
		last = last.AddDate(0, 0, step)
	}
	if step < 0 {
		a, last = last, a
	}
	c.From, c.To = a, last.AddDate(0, 0, 1)
	c.Refresh()
}

func (c *OccupancyCalendar) report() {
	if c.OnRange != nil {
		c.OnRange(c.From, c.To)
	}
}

func (c *OccupancyCalendar) clearRange() {
	c.From, c.To, c.anchor = time.Time{}, time.Time{}, time.Time{}
	c.Refresh()
	c.report()
}

// describe says in words how a night stands.
func (c *OccupancyCalendar) describe(night time.Time) string {
	s := FormatDayLong(night) + ": "
	switch {
	case c.chosen(night):
		s += "chosen"
	case c.past(night) && c.state(night) == NightFree:
		s += "past"
	case c.past(night):
		s += "past, " + c.state(night).String()
	default:
		s += c.state(night).String()
	}
	if night.Equal(c.Today) {
		s += ", today"
	}
	if c.Note != nil {
		if note := c.Note(night); note != "" {
			s += ". " + note
		}
	}
	return s
}

// Summary says in words what is under the pointer or the keyboard, or else
// what is chosen.
func (c *OccupancyCalendar) Summary() string {
	switch {
	case !c.From.IsZero():
		return "Chosen: " + FormatDay(c.From) + " to " + FormatDay(c.To) + ", " + CountOf(Nights(c.From, c.To), "night", "nights")
	case !c.over.IsZero():
		return c.describe(c.over)
	case c.focused:
		return c.describe(c.cursor)
	case c.ReadOnly:
		return ""
	}
	return "Drag over the nights, or click the first and then the last."
}

// AccessibilityLabel says how the night under the keyboard stands.
func (c *OccupancyCalendar) AccessibilityLabel() string { return c.describe(c.cursor) }

// AccessibilityRole says that this is a button.
func (c *OccupancyCalendar) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleButton
}

// nightLook is how a cell is drawn.
type nightLook struct {
	ground, text fyne.ThemeColorName
	word         string
}

func (c *OccupancyCalendar) look(night time.Time) nightLook {
	state := c.state(night)
	word := ""
	if state != NightFree {
		word = state.String()
	}
	switch {
	case c.chosen(night):
		word = ""
		if night.Equal(c.From) && !c.AnyNight {
			word = "arrive"
		}
		return nightLook{look.ColorChosen, look.ColorChosenText, word}
	case c.past(night):
		return nightLook{look.ColorPast, look.ColorPastText, word}
	case state == NightHeld:
		return nightLook{look.ColorHeld, look.ColorHeldText, word}
	case state == NightBooked:
		return nightLook{look.ColorBooked, look.ColorBookedText, word}
	case state == NightBlocked:
		return nightLook{look.ColorBlocked, look.ColorBlockedText, word}
	}
	if !c.To.IsZero() && night.Equal(c.To) && !c.AnyNight {
		word = "leave"
	}
	return nightLook{look.ColorFree, look.ColorFreeText, word}
}
