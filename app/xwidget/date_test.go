package xwidget_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/xwidget"
)

func TestParseDay(t *testing.T) {
	want := xwidget.Day(2026, time.December, 7)
	tests := []struct {
		in   string
		want time.Time
		err  error
	}{
		{"7 12 2026", want, nil},
		{"7/12/2026", want, nil},
		{"07.12.2026", want, nil},
		{"7-12-26", want, nil},
		{"7 Dec 2026", want, nil},
		{"7 DECEMBER 2026", want, nil},
		{"7th of December 2026", want, nil},
		{"Monday 7 December 2026", want, nil},
		{"7Dec2026", want, nil},
		{"2026-12-07", want, nil},
		{"7 12", want, nil},
		{"7 dec", want, nil},
		{"today", today, nil},
		{"Tomorrow", today.AddDate(0, 0, 1), nil},
		{"23 11", xwidget.Day(2027, time.November, 23), nil},
		{"24 11", today, nil},
		{"29 2", xwidget.Day(2028, time.February, 29), nil},
		{"3 sept 2026", xwidget.Day(2026, time.September, 3), nil},
		{"", time.Time{}, xwidget.ErrNoDay},
		{"  / ", time.Time{}, xwidget.ErrNoDay},
		{"12/7/2026 x", time.Time{}, xwidget.ErrBadDay},
		{"7", time.Time{}, xwidget.ErrBadDay},
		{"7 13 2026", time.Time{}, xwidget.ErrBadDay},
		{"32 1 2026", time.Time{}, xwidget.ErrBadDay},
		{"7 de 2026", time.Time{}, xwidget.ErrBadDay},
		{"7 12 026", time.Time{}, xwidget.ErrBadDay},
		{"٧ ١٢ ٢٠٢٦", time.Time{}, xwidget.ErrBadDay},
		{strings.Repeat("7 ", 100), time.Time{}, xwidget.ErrBadDay},
		{"31 4 2026", time.Time{}, xwidget.ErrUnreal},
		{"29 2 2026", time.Time{}, xwidget.ErrUnreal},
		{"31 4", time.Time{}, xwidget.ErrUnreal},
		{"7 12 1066", time.Time{}, xwidget.ErrFarYear},
		{"7 12 9999", time.Time{}, xwidget.ErrFarYear},
	}
	for _, tc := range tests {
		t.Run(tc.in, func(t *testing.T) {
			got, err := xwidget.ParseDay(tc.in, clock())
			if !got.Equal(tc.want) || !errors.Is(err, tc.err) {
				t.Errorf("got %v, %v; want %v, %v", got, err, tc.want, tc.err)
			}
		})
	}
}

func TestDaysRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := xwidget.Day(2000, time.January, 1).AddDate(0, 0, rapid.IntRange(0, 70000).Draw(t, "days"))
		for _, s := range []string{xwidget.FormatDay(d), xwidget.FormatDayLong(d), d.Format("2006-01-02"), d.Format("2/1/2006")} {
			if got, err := xwidget.ParseDay(s, today); err != nil || !got.Equal(d) {
				t.Fatalf("%q is read as %v, %v", s, got, err)
			}
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"7 12 2026", "7th of December", "today", "2026-12-07", "29 2", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := xwidget.ParseDay(s, today)
		if err == nil && (d.Year() < 1900 || d.Year() > 2199 || !d.Equal(xwidget.DayOf(d))) {
			t.Errorf("%q is read as %v", s, d)
		}
	})
}

func TestDayWords(t *testing.T) {
	d := xwidget.Day(2026, time.December, 7)
	for got, want := range map[string]string{
		xwidget.FormatDay(d): "7 December 2026", xwidget.FormatDayShort(d): "Mon 7 Dec", xwidget.FormatDayLong(d): "Monday 7 December 2026",
		xwidget.FormatDay(time.Time{}) + xwidget.FormatDayShort(time.Time{}) + xwidget.FormatDayLong(time.Time{}): "",
		xwidget.CountOf(1, "night", "nights"): "1 night", xwidget.CountOf(1200, "night", "nights"): "1,200 nights",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if n := xwidget.Nights(d, d.AddDate(0, 0, 21)); n != 21 {
		t.Errorf("%d nights, want 21", n)
	}
}

func TestDateField(t *testing.T) {
	var told []string
	f := xwidget.NewDateField(func(d time.Time) { told = append(told, xwidget.FormatDay(d)) })
	f.Now = clock
	w := show(t, xwidget.VBox(0, f, xwidget.NewButton(xwidget.Quiet, "Go", nil)), 500, 500)
	w.Canvas().FocusNext()
	typed(w, "7 12 2026")
	w.Canvas().FocusNext()
	w.Canvas().FocusNext()
	if f.Text() != "7 December 2026" {
		t.Errorf("the field was tidied to %q", f.Text())
	}
	if strings.Join(told, ", ") != "7 December 2026" {
		t.Errorf("the field told %q, want the whole date and nothing on the way to it", told)
	}
	f.Min = xwidget.Day(2027, time.January, 1)
	if _, err := f.Value(); err == nil || err.Error() != "Enter a date from 1 January 2027 on." {
		t.Errorf("a date too early gives %v", err)
	}
	f.Min, f.Max = time.Time{}, today
	if _, err := f.Value(); err == nil || err.Error() != "Enter a date up to 24 November 2026." {
		t.Errorf("a date too late gives %v", err)
	}
	f.SetText("")
	if d, err := f.Value(); !d.IsZero() || err != nil {
		t.Errorf("an empty field gives %v, %v", d, err)
	}
}

func TestDateFieldCalendarByKeyboard(t *testing.T) {
	var told time.Time
	f := xwidget.NewDateField(func(d time.Time) { told = d })
	f.Now = clock
	w := show(t, xwidget.VBox(0, f), 500, 500)
	w.Canvas().FocusNext()
	field := focused(w)
	press(w, fyne.KeyDown)
	picker, ok := focused(w).(*xwidget.DayPicker)
	if !ok {
		t.Fatalf("the keyboard is on %T, not on the calendar", focused(w))
	}
	press(w, fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown)
	if got := picker.AccessibilityLabel(); got != "Saturday 2 January 2027" {
		t.Errorf("the calendar is on %q", got)
	}
	press(w, fyne.KeyReturn)
	if want := xwidget.Day(2027, time.January, 2); !told.Equal(want) || f.Text() != "2 January 2027" {
		t.Errorf("chose %v, the field has %q", told, f.Text())
	}
	if focused(w) != field || w.Canvas().Overlays().Top() != nil {
		t.Error("the calendar is still open, or the keyboard is not back in the field")
	}
	press(w, fyne.KeyDown, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the calendar")
	}
}

func TestDayPickerKeepsToItsBounds(t *testing.T) {
	chosen := 0
	p := xwidget.NewDayPicker(time.Time{}, today, func(time.Time) { chosen++ })
	p.Min = today
	w := show(t, p, 300, 320)
	w.Canvas().Focus(p)
	press(w, fyne.KeyLeft, fyne.KeyReturn)
	if chosen != 0 {
		t.Error("a day before the first was chosen")
	}
	if got := p.AccessibilityLabel(); got != "Monday 23 November 2026, cannot be chosen" {
		t.Errorf("label %q", got)
	}
	press(w, fyne.KeyEnd, fyne.KeySpace)
	if want := xwidget.Day(2026, time.November, 29); !p.Chosen.Equal(want) {
		t.Errorf("End and Space chose %v, want the Sunday", p.Chosen)
	}
}

func TestDayPickerByMouse(t *testing.T) {
	p := xwidget.NewDayPicker(time.Time{}, today, nil)
	show(t, p, 266, 294)
	test.TapAt(p, fyne.NewPos(250, 10)) // the arrow to December
	test.TapAt(p, fyne.NewPos(20, 40+26+38+10))
	if want := xwidget.Day(2026, time.December, 7); !p.Chosen.Equal(want) {
		t.Errorf("the first cell of the second week chose %v, want %v", p.Chosen, want)
	}
	test.TapAt(p, fyne.NewPos(10, 10))
	if s := textOf(p); !strings.HasPrefix(s, "November 2026 Mon Tue Wed Thu Fri Sat Sun") {
		t.Errorf("the calendar shows %q", s)
	}
}

func TestDateRangeField(t *testing.T) {
	var from, to time.Time
	f := xwidget.NewDateRangeField(func(a, b time.Time) { from, to = a, b })
	f.SetNow(clock)
	show(t, xwidget.VBox(0, f), 600, 200)
	test.Type(f.FocusTarget(), "7 12 2026")
	if _, _, err := f.Value(); err == nil || err.Error() != "Enter the date of leaving." {
		t.Errorf("half a range gives %v", err)
	}
	test.Type(f.Leave.FocusTarget(), "28 12 2026")
	if xwidget.Nights(from, to) != 21 {
		t.Errorf("told %v to %v, want 21 nights", from, to)
	}
	if s := textOf(f); !strings.Contains(s, "21 nights") {
		t.Errorf("the field shows %q", s)
	}
	f.Leave.SetText("7 December 2026")
	if _, _, err := f.Value(); err == nil || !strings.Contains(err.Error(), "after the date of arriving") {
		t.Errorf("no night gives %v", err)
	}
	f.SetValue(time.Time{}, time.Time{})
	if a, b, err := f.Value(); !a.IsZero() || !b.IsZero() || err != nil {
		t.Errorf("an empty field gives %v, %v, %v", a, b, err)
	}
}
