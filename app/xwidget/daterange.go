package xwidget

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget = (*DateRangeField)(nil)
	_ Input       = (*DateRangeField)(nil)
)

// DateRangeField takes the day of arriving and the day of leaving, and says how
// many nights lie between.
type DateRangeField struct {
	composite
	// Arrive and Leave are the two fields.
	Arrive, Leave *DateField
	// OnRange is called when the field holds another whole range, or none
	// (two zero times).
	OnRange func(from, to time.Time)

	nights   *Text
	from, to time.Time
}

// NewDateRangeField returns an empty field for a stay.
func NewDateRangeField(changed func(from, to time.Time)) *DateRangeField {
	f := &DateRangeField{OnRange: changed, nights: NewText(Muted, "")}
	f.Arrive, f.Leave = NewDateField(nil), NewDateField(nil)
	f.Arrive.OnDate = func(t time.Time) {
		f.Leave.Min = time.Time{}
		if !t.IsZero() {
			f.Leave.Min = t.AddDate(0, 0, 1)
		}
		f.changed()
	}
	f.Leave.OnDate = func(time.Time) { f.changed() }
	part := func(label string, d *DateField) fyne.CanvasObject {
		return VBox(2, NewText(Caption, label), d)
	}
	f.nights.Hidden = true
	f.compose(f, VBox(look.Space8,
		FormColumn(456, Columns(2, 200, look.Space16, part("Arrive", f.Arrive), part("Leave", f.Leave))), f.nights))
	return f
}

// Value returns the range [from, to), two zero times when both are empty, or an
// error whose sentence can stand in a form.
func (f *DateRangeField) Value() (from, to time.Time, err error) {
	if from, err = f.Arrive.Value(); err != nil {
		return time.Time{}, time.Time{}, err
	}
	if to, err = ParseDay(f.Leave.Text(), f.Leave.today()); err != nil && !errors.Is(err, ErrNoDay) {
		return time.Time{}, time.Time{}, err
	}
	switch {
	case from.IsZero() && to.IsZero():
		return from, to, nil
	case from.IsZero():
		return time.Time{}, time.Time{}, errors.New("Enter the date of arriving.") //nolint:staticcheck // shown as it is
	case to.IsZero():
		return time.Time{}, time.Time{}, errors.New("Enter the date of leaving.") //nolint:staticcheck // shown as it is
	case !to.After(from):
		return time.Time{}, time.Time{}, errors.New("Enter a date of leaving that is after the date of arriving.") //nolint:staticcheck // shown as it is
	}
	return from, to, nil
}

// SetValue puts a range into the field, without calling OnRange.
func (f *DateRangeField) SetValue(from, to time.Time) {
	f.from, f.to = from, to
	f.Arrive.SetValue(from)
	f.Leave.SetValue(to)
	f.tell()
}

// SetNow gives both fields a clock.
func (f *DateRangeField) SetNow(now func() time.Time) { f.Arrive.Now, f.Leave.Now = now, now }

// FocusTarget is the day of arriving.
func (f *DateRangeField) FocusTarget() fyne.Focusable { return f.Arrive.FocusTarget() }

// SetInvalid gives both fields a red border, or takes it away.
func (f *DateRangeField) SetInvalid(v bool) {
	f.Arrive.SetInvalid(v)
	f.Leave.SetInvalid(v)
}

func (f *DateRangeField) changed() {
	f.tell()
	from, to, err := f.Value()
	if err != nil || from.Equal(f.from) && to.Equal(f.to) {
		return
	}
	f.from, f.to = from, to
	if f.OnRange != nil {
		f.OnRange(from, to)
	}
}

// tell writes how many nights the range has.
func (f *DateRangeField) tell() {
	from, to, err := f.Value()
	f.nights.Hidden = err != nil || from.IsZero()
	f.nights.Content = CountOf(Nights(from, to), "night", "nights")
	f.Refresh()
}

// CountOf writes a count with its noun: 1 night, 21 nights.
func CountOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return FormatCount(n) + " " + many
}
