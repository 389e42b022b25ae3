package xwidget_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func focused(w fyne.Window) fyne.Focusable { return w.Canvas().Focused() }

func typed(w fyne.Window, s string) {
	for _, r := range s {
		focused(w).TypedRune(r)
	}
}

func press(w fyne.Window, names ...fyne.KeyName) {
	for _, n := range names {
		focused(w).TypedKey(key(n))
	}
}

func TestTextFieldTakesText(t *testing.T) {
	var got string
	f := xwidget.NewTextField("Name")
	f.MaxLength = 5
	f.OnChanged = func(s string) { got = s }
	w := show(t, xwidget.VBox(0, f), 300, 80)
	w.Canvas().FocusNext()
	typed(w, "Amara Obi")
	if f.Text() != "Amara" || got != "Amara" {
		t.Errorf("the field has %q and told %q, want no more than 5 characters", f.Text(), got)
	}
	got = "untouched"
	f.SetText("Siân Rees")
	if f.Text() != "Siân " || got != "untouched" {
		t.Errorf("after SetText the field has %q and told %q", f.Text(), got)
	}
	if h := f.Size().Height; h != look.InputHeight {
		t.Errorf("the field is %v high, want %v", h, look.InputHeight)
	}
}

func TestTextFieldSubmitsAndBlurs(t *testing.T) {
	var submitted string
	blurred := 0
	f := xwidget.NewTextField("")
	f.OnSubmitted = func(s string) { submitted = s }
	f.OnBlur = func() { blurred++ }
	f.Refresh()
	w := show(t, xwidget.VBox(0, f, xwidget.NewButton(xwidget.Primary, "Go", nil)), 300, 120)
	w.Canvas().FocusNext()
	typed(w, "GU2")
	press(w, fyne.KeyReturn)
	w.Canvas().FocusNext()
	if submitted != "GU2" || blurred != 1 {
		t.Errorf("submitted %q and blurred %d times", submitted, blurred)
	}
}

func TestTextAreaCountsAndLetsTabPass(t *testing.T) {
	f := xwidget.NewTextArea(3, 20)
	w := show(t, xwidget.VBox(0, f), 400, 200)
	w.Canvas().FocusNext()
	typed(w, "Twelve chars")
	if s := textOf(f); !strings.Contains(s, "You have 8 characters left") {
		t.Errorf("the area shows %q", s)
	}
	typed(w, "1234567")
	if s := textOf(f); !strings.Contains(s, "You have 1 character left") {
		t.Errorf("the area shows %q", s)
	}
	if tab, ok := focused(w).(fyne.Tabbable); !ok || tab.AcceptsTab() {
		t.Error("the area keeps Tab to itself")
	}
}

func TestEditingShortcutsReachTheField(t *testing.T) {
	f := xwidget.NewTextField("")
	f.MaxLength = 12
	w := show(t, xwidget.VBox(0, f), 300, 80)
	w.Canvas().FocusNext()
	clip := test.NewClipboard()
	clip.SetContent("A room of your own")
	into := focused(w).(fyne.Shortcutable)
	into.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl})
	into.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if f.Text() != "A room of yo" {
		t.Errorf("after pasting the field has %q, want the 12 characters that fit", f.Text())
	}
	into.TypedShortcut(&fyne.ShortcutSelectAll{})
	press(w, fyne.KeyBackspace)
	if f.Text() != "" {
		t.Errorf("after deleting all the field has %q", f.Text())
	}
}

func TestParsePounds(t *testing.T) {
	tests := []struct {
		in   string
		want int64
		err  error
	}{
		{"118.52", 11852, nil},
		{"£118.52", 11852, nil},
		{" £ 118.5 ", 11850, nil},
		{"1,200", 120000, nil},
		{"1,200.05", 120005, nil},
		{"0", 0, nil},
		{"0.99", 99, nil},
		{"9,999,999.99", xwidget.MaxPence, nil},
		{"0000000000095", 9500, nil},
		{"", 0, xwidget.ErrNoAmount},
		{"£", 0, xwidget.ErrNoAmount},
		{"12,00", 0, xwidget.ErrBadAmount},
		{"1200,000", 0, xwidget.ErrBadAmount},
		{"1.234", 0, xwidget.ErrBadAmount},
		{"1.", 0, xwidget.ErrBadAmount},
		{".5", 0, xwidget.ErrBadAmount},
		{"-5", 0, xwidget.ErrBadAmount},
		{"1e5", 0, xwidget.ErrBadAmount},
		{"ten", 0, xwidget.ErrBadAmount},
		{"١٢", 0, xwidget.ErrBadAmount},
		{"£££5", 0, xwidget.ErrBadAmount},
		{"1.2.3", 0, xwidget.ErrBadAmount},
		{"10000000", 0, xwidget.ErrTooMuch},
		{strings.Repeat("9", 400), 0, xwidget.ErrBadAmount},
	}
	for _, tc := range tests {
		t.Run(tc.in, func(t *testing.T) {
			got, err := xwidget.ParsePounds(tc.in)
			if got != tc.want || !errors.Is(err, tc.err) {
				t.Errorf("got %d, %v; want %d, %v", got, err, tc.want, tc.err)
			}
		})
	}
}

func TestPoundsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Int64Range(0, xwidget.MaxPence).Draw(t, "pence")
		got, err := xwidget.ParsePounds(xwidget.FormatPounds(p))
		if err != nil || got != p {
			t.Fatalf("%d is written %q and read %d, %v", p, xwidget.FormatPounds(p), got, err)
		}
	})
	if s := xwidget.FormatPounds(-123456); s != "-£1,234.56" {
		t.Errorf("a debt is written %q", s)
	}
	if s := xwidget.FormatCount(-1234567); s != "-1,234,567" {
		t.Errorf("a count is written %q", s)
	}
}

func FuzzParsePounds(f *testing.F) {
	for _, s := range []string{"118.52", "£1,200", "", "9,999,999.99", "1,2", "."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := xwidget.ParsePounds(s)
		if err == nil && (p < 0 || p > xwidget.MaxPence) {
			t.Errorf("%q is read as %d pence", s, p)
		}
	})
}

func TestMoneyField(t *testing.T) {
	m := xwidget.NewMoneyField("a week")
	w := show(t, xwidget.VBox(0, m, xwidget.NewButton(xwidget.Quiet, "Go", nil)), 400, 120)
	w.Canvas().FocusNext()
	typed(w, "1200.5")
	w.Canvas().FocusNext()
	if p, err := m.Pence(); p != 120050 || err != nil {
		t.Errorf("the field holds %d, %v", p, err)
	}
	if m.Text() != "1,200.50" {
		t.Errorf("the field was tidied to %q", m.Text())
	}
	if s := textOf(m); !strings.Contains(s, "£") || !strings.Contains(s, "a week") {
		t.Errorf("the field shows %q", s)
	}
}

func TestNumberField(t *testing.T) {
	n := xwidget.NewNumberField(1, 12)
	w := show(t, xwidget.VBox(0, n), 300, 80)
	tests := []struct {
		text string
		want int
		ok   bool
	}{
		{"3", 3, true}, {" 12 ", 12, true}, {"0", 0, false}, {"13", 0, false}, {"", 0, false}, {"three", 0, false}, {"1.5", 0, false}, {"99999999999", 0, false},
	}
	for _, tc := range tests {
		t.Run(tc.text, func(t *testing.T) {
			n.SetText(tc.text)
			got, err := n.Value()
			if got != tc.want || (err == nil) != tc.ok {
				t.Errorf("value %d, %v", got, err)
			}
		})
	}
	n.SetValue(11)
	w.Canvas().FocusNext()
	press(w, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	if v, _ := n.Value(); v != 12 {
		t.Errorf("three times Up from 11 is %d, want the most, 12", v)
	}
	press(w, fyne.KeyDown)
	if v, _ := n.Value(); v != 11 {
		t.Errorf("Down from 12 is %d", v)
	}
}

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

func TestStepper(t *testing.T) {
	newApp(t, look.Light)
	s := xwidget.NewStepper("Where it is", "The room", "Price")
	s.SetCurrent(1)
	if got := s.AccessibilityLabel(); got != "Step 2 of 3: The room" {
		t.Errorf("label %q", got)
	}
	s.SetCurrent(9)
	if s.Current != 2 {
		t.Errorf("beyond the end the step is %d", s.Current)
	}
}

func TestFieldShowsItsError(t *testing.T) {
	rent := xwidget.NewMoneyField("a week")
	f := xwidget.NewField("Rent", "What you ask for", rent)
	show(t, xwidget.VBox(0, f), 500, 200)
	without := f.HeightFor(500)
	_, err := rent.Pence()
	if f.Check(err) {
		t.Error("an empty amount passes")
	}
	if s := textOf(f); !strings.Contains(s, "Error: Enter an amount in pounds") {
		t.Errorf("the field shows %q", s)
	}
	if f.HeightFor(500) <= without {
		t.Error("the error takes no room")
	}
	if got := f.AccessibilityLabel(); got != "Rent. What you ask for. Error: Enter an amount in pounds, such as 118.52." {
		t.Errorf("label %q", got)
	}
	if !f.Check(nil) || f.HeightFor(500) != without {
		t.Error("the error stays")
	}
}

func TestErrorSummaryGoesToTheField(t *testing.T) {
	a := xwidget.NewField("Title", "", xwidget.NewTextField(""))
	b := xwidget.NewField("Rent", "", xwidget.NewMoneyField(""))
	s := xwidget.NewErrorSummary(a, b)
	box := xwidget.VBox(8, s, a, b)
	w := show(t, box, 500, 500)
	if !s.Update() || s.Visible() {
		t.Error("a summary of no errors is shown")
	}
	b.SetError("Enter a rent.")
	if s.Update("The room is retired.") || !s.Visible() {
		t.Fatal("the summary is not shown")
	}
	box.Refresh()
	if focused(w) != b.Control.FocusTarget() {
		t.Error("the keyboard is not on the first field with an error")
	}
	if got := s.AccessibilityLabel(); got != "There is a problem. Enter a rent. The room is retired." {
		t.Errorf("label %q", got)
	}
	w.Canvas().Unfocus()
	link, ok := find[*xwidget.Link](s)
	if !ok || link.Text != "Enter a rent." {
		t.Fatal("the summary has no link to the error")
	}
	test.Tap(link)
	if focused(w) != b.Control.FocusTarget() {
		t.Error("the link does not go to its field")
	}
}
