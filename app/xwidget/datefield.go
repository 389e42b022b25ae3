package xwidget

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget = (*DateField)(nil)
	_ Input       = (*DateField)(nil)
)

// DateField takes a date, typed in the British order or chosen from a calendar
// that opens with the button or with the key Down. What was typed is written
// out in full when the keyboard leaves.
type DateField struct {
	TextField
	// Min and Max bound the date, both included; zero is no bound.
	Min, Max time.Time
	// Now tells the time; nil is the clock.
	Now func() time.Time
	// OnDate is called when the field holds another whole date, or none (the
	// zero time): while typing once the year is there, at the latest when the
	// keyboard leaves.
	OnDate func(time.Time)

	open *popover
	last time.Time
}

// NewDateField returns an empty date field.
func NewDateField(changed func(time.Time)) *DateField {
	f := &DateField{OnDate: changed}
	f.Placeholder, f.Chars, f.MaxLength = "Day month year", 18, 40
	f.trailing = NewGlyphButton(look.IconCalendar, "Open the calendar", f.show)
	f.extend(f, 1)
	f.entry.onKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			f.show()
			return true
		}
		return false
	}
	f.OnBlur = f.tidy
	f.TextField.OnChanged = func(s string) {
		if s == "" || hasWholeYear(s) {
			f.report()
		}
	}
	return f
}

func (f *DateField) today() time.Time {
	if f.Now == nil {
		return DayOf(time.Now())
	}
	return DayOf(f.Now())
}

// Value returns the date, the zero time for an empty field, or an error whose
// sentence can stand in a form.
func (f *DateField) Value() (time.Time, error) {
	t, err := ParseDay(f.Text(), f.today())
	switch {
	case errors.Is(err, ErrNoDay):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, err
	case !f.Min.IsZero() && t.Before(f.Min):
		return time.Time{}, errors.New("Enter a date from " + FormatDay(f.Min) + " on.") //nolint:staticcheck // shown as it is
	case !f.Max.IsZero() && t.After(f.Max):
		return time.Time{}, errors.New("Enter a date up to " + FormatDay(f.Max) + ".") //nolint:staticcheck // shown as it is
	}
	return t, nil
}

// SetValue puts a date into the field; the zero time empties it.
func (f *DateField) SetValue(t time.Time) {
	f.last = t
	f.SetText(FormatDay(t))
}

// hasWholeYear reports whether a date is typed to its end: halfway through a
// year, or without one, it reads as another day.
func hasWholeYear(s string) bool {
	words := splitDay(s)
	return len(words) >= 3 && len(words[len(words)-1]) == 4
}

func (f *DateField) tidy() {
	if t, err := f.Value(); err == nil {
		f.SetText(FormatDay(t))
	}
	f.report()
}

func (f *DateField) report() {
	t, err := f.Value()
	if err != nil || t.Equal(f.last) {
		return
	}
	f.last = t
	if f.OnDate != nil {
		f.OnDate(t)
	}
}

// show opens the calendar under the field.
func (f *DateField) show() {
	if f.Disabled() || f.open != nil {
		return
	}
	value, _ := f.Value()
	picker := NewDayPicker(value, f.today(), func(t time.Time) {
		f.open.close()
		f.SetText(FormatDay(t))
		f.report()
	})
	picker.Min, picker.Max = f.Min, f.Max
	if value.IsZero() && !f.Min.IsZero() && picker.cursor.Before(f.Min) {
		picker.cursor = f.Min
	}
	f.open = newPopover(f, Pad(12, picker), 0, func() {
		f.open = nil
		focusOn(f.entry)
	})
	focusOn(picker)
}
