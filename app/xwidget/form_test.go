package xwidget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

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

func TestTheWheelMovesThePageAlsoOverAField(t *testing.T) {
	field, area := xwidget.NewTextField(""), xwidget.NewTextArea(3, 400)
	for name, f := range map[string]*xwidget.TextField{"one line": field, "several lines": area} {
		t.Run(name, func(t *testing.T) {
			page := xwidget.NewScroll(xwidget.VBox(400, f, xwidget.NewText(xwidget.Body, "The end")))
			w := show(t, page, 300, 200)
			over := fyne.NewPos(40, 12)
			test.Scroll(w.Canvas(), over, 0, -8)
			if page.Offset() != 8 {
				t.Errorf("the page moved by %v, want 8", page.Offset())
			}
			w.Canvas().Focus(f.FocusTarget())
			before := page.Offset()
			test.Scroll(w.Canvas(), over, 0, -8)
			if moved := page.Offset() != before; moved != (f == field) {
				t.Errorf("with the keyboard in the field, the page went from %v to %v", before, page.Offset())
			}
		})
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
