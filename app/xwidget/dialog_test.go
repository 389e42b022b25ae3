package xwidget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// typeKey presses a key as the window would: the focused part gets it, else
// the overlay.
func typeKey(w fyne.Window, name fyne.KeyName) {
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(key(name))
		return
	}
	xwidget.KeyToOverlay(w.Canvas(), key(name))
}

func top(w fyne.Window) fyne.CanvasObject { return w.Canvas().Overlays().Top() }

func TestDialogKeys(t *testing.T) {
	tests := []struct {
		name   string
		verbs  []xwidget.ButtonKind
		key    fyne.KeyName
		asked  bool // whether the dialog lets itself be closed
		done   string
		closes bool
	}{
		{"Escape does nothing and closes", []xwidget.ButtonKind{xwidget.Secondary, xwidget.Primary}, fyne.KeyEscape, true, "", true},
		{"Enter does the primary verb", []xwidget.ButtonKind{xwidget.Secondary, xwidget.Primary}, fyne.KeyReturn, true, "1", true},
		{"Enter does the primary verb wherever it stands", []xwidget.ButtonKind{xwidget.Primary, xwidget.Secondary}, fyne.KeyReturn, true, "0", true},
		{"Enter leaves things as they are where the other verb is destructive", []xwidget.ButtonKind{xwidget.Destructive, xwidget.Secondary}, fyne.KeyReturn, true, "1", true},
		{"Enter does not do the only verb where it is destructive", []xwidget.ButtonKind{xwidget.Destructive}, fyne.KeyReturn, true, "", true},
		{"a verb that says no keeps the dialog", []xwidget.ButtonKind{xwidget.Primary}, fyne.KeyReturn, false, "0", false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			w := show(t, xwidget.NewText(xwidget.Body, "The page"), 800, 600)
			done := ""
			var verbs []xwidget.Verb
			for i, k := range tc.verbs {
				verbs = append(verbs, xwidget.Verb{Text: "Verb", Kind: k, Do: func() bool {
					done += string(rune('0' + i))
					return tc.asked
				}})
			}
			closed := 0
			d := xwidget.NewDialog("Title", xwidget.NewText(xwidget.Body, "Words"), verbs...)
			d.OnClosed = func() { closed++ }
			d.ShowIn(w.Canvas())
			typeKey(w, tc.key)
			if done != tc.done {
				t.Errorf("did %q, want %q", done, tc.done)
			}
			if d.IsOpen() == tc.closes || (closed == 1) != tc.closes || (top(w) == nil) != tc.closes {
				t.Errorf("open %v, closed %d times", d.IsOpen(), closed)
			}
		})
	}
}

func TestDialogGivesTheKeyboardToItsContent(t *testing.T) {
	behind := xwidget.NewButton(xwidget.Primary, "Behind", nil)
	w := show(t, container.NewStack(behind), 800, 600)
	w.Canvas().Focus(behind)
	field := xwidget.NewTextField("")
	n := 0
	d := xwidget.NewDialog("Who?", field, xwidget.Verb{Text: "Save", Kind: xwidget.Primary, Do: func() bool { n++; return true }})
	d.ShowIn(w.Canvas())
	if w.Canvas().Focused() != field.FocusTarget() {
		t.Fatalf("the keyboard is with %T", w.Canvas().Focused())
	}
	for range 6 {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() == fyne.Focusable(behind) {
			t.Fatal("Tab leaves the dialog")
		}
	}
	w.Canvas().Focus(field.FocusTarget())
	typeKey(w, fyne.KeyReturn)
	if n != 1 {
		t.Errorf("Enter in the field saved %d times, want 1", n)
	}
	if w.Canvas().Focused() != fyne.Focusable(behind) {
		t.Error("the keyboard is not where it was before")
	}
}

func TestDialogWithNothingFocusedStillHearsEscape(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 800, 600)
	d := xwidget.NewDialog("Title", xwidget.NewText(xwidget.Body, "Words"))
	d.ShowIn(w.Canvas())
	w.Canvas().Unfocus()
	if !xwidget.KeyToOverlay(w.Canvas(), key(fyne.KeyEscape)) || d.IsOpen() {
		t.Error("Escape did not close it")
	}
	if xwidget.KeyToOverlay(w.Canvas(), key(fyne.KeyEscape)) {
		t.Error("without an overlay a key was taken")
	}
}

func TestClosingADialogClosesWhatWasOpenedFromIt(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 800, 600)
	var order []string
	a := xwidget.NewDialog("A", xwidget.NewText(xwidget.Body, "a"))
	a.OnClosed = func() { order = append(order, "a") }
	b := xwidget.NewSheet("B", xwidget.NewText(xwidget.Body, "b"))
	b.OnClosed = func() { order = append(order, "b") }
	a.ShowIn(w.Canvas())
	b.ShowIn(w.Canvas())
	a.Close()
	if got := strings.Join(order, ""); got != "ba" || top(w) != nil {
		t.Errorf("closed %q, overlays left: %v", got, top(w) != nil)
	}
	a.ShowIn(w.Canvas())
	b.ShowIn(w.Canvas())
	xwidget.CloseOverlays(w.Canvas())
	if got := strings.Join(order, ""); got != "baba" || top(w) != nil {
		t.Errorf("closed %q, overlays left: %v", got, top(w) != nil)
	}
}

func TestAVerbMayAskSomethingFurther(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 800, 600)
	field := xwidget.NewTextField("")
	next := xwidget.NewDialog("And then?", field)
	first := xwidget.NewDialog("First", xwidget.NewText(xwidget.Body, "Words"), xwidget.Verb{Text: "Go on", Kind: xwidget.Primary, Do: func() bool {
		next.ShowIn(w.Canvas())
		return true
	}})
	first.ShowIn(w.Canvas())
	typeKey(w, fyne.KeyReturn)
	if first.IsOpen() || !next.IsOpen() || top(w) != fyne.CanvasObject(next) || w.Canvas().Focused() != field.FocusTarget() {
		t.Errorf("first open %v, next open %v, the keyboard is with %T", first.IsOpen(), next.IsOpen(), w.Canvas().Focused())
	}
}

func TestDialogFitsAndScrolls(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 480, 400)
	long := xwidget.NewText(xwidget.Body, strings.Repeat("A paragraph that goes on and on. ", 80))
	d := xwidget.NewDialog("Terms", long, xwidget.Verb{Text: "Agree to all of this and go on", Kind: xwidget.Primary}, xwidget.Verb{Text: "Go back to the page before", Kind: xwidget.Secondary})
	d.ShowIn(w.Canvas())
	buttons := findAll[*xwidget.Button](d)
	for _, b := range buttons {
		at := position(b)
		if at.Y < 0 || at.Y+b.Size().Height > 400 || at.X < 0 || at.X+b.Size().Width > 480 {
			t.Errorf("%q is outside the window, at %v", b.AccessibilityLabel(), at)
		}
	}
	before := position(long).Y
	typeKey(w, fyne.KeyPageDown)
	if position(long).Y >= before {
		t.Error("Page Down does not scroll the text")
	}
}

// TestADialogGrowsWithItsContent shows an error at a field of an open dialog.
func TestADialogGrowsWithItsContent(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 800, 600)
	field := xwidget.NewField("Name of the file", "", xwidget.NewTextField(""))
	content := xwidget.VBox(16, field, xwidget.NewText(xwidget.Body, "The last line"))
	d := xwidget.NewDialog("Save", content, xwidget.Verb{Text: "Save", Kind: xwidget.Primary})
	d.ShowIn(w.Canvas())
	height := func() float32 {
		for _, c := range findAll[*fyne.Container](d) { // as a window does with what asks for more room
			c.Layout.Layout(c.Objects, c.Size())
		}
		return findAll[*xwidget.Surface](d)[0].Size().Height
	}
	was := height()
	field.SetError("Give the file a name.")
	if grown := height(); grown < was+20 {
		t.Errorf("the dialog is %v high, was %v", grown, was)
	}
	field.SetError("")
	if again := height(); again != was {
		t.Errorf("without the error it is %v high, was %v", again, was)
	}
}

func TestQuestion(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 800, 600)
	n := 0
	d := xwidget.NewQuestion("Cancel the booking?", "Amara will be told.", xwidget.Destructive, "Cancel the booking", "Keep it", func() { n++ })
	d.ShowIn(w.Canvas())
	if got := w.Canvas().Focused().(*xwidget.Button).Text; got != "Keep it" {
		t.Errorf("the keyboard is with %q", got)
	}
	for _, b := range findAll[*xwidget.Button](d) {
		if b.Kind == xwidget.Destructive {
			test.Tap(b)
		}
	}
	if n != 1 || d.IsOpen() {
		t.Errorf("cancelled %d times, open %v", n, d.IsOpen())
	}
}

func TestSheet(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 1000, 600)
	closed := 0
	s := xwidget.NewSheet("Help", xwidget.NewHelpPanel([]xwidget.HelpSection{{"What this is", "Rooms that are free."}, {"What to do", "Choose one."}},
		xwidget.NewKeyList(xwidget.KeyHint{Keys: "F1", Does: "This help"})))
	s.OnClosed = func() { closed++ }
	s.ShowIn(w.Canvas())
	if got := textOf(s); !strings.Contains(got, "What to do Choose one.") || !strings.Contains(got, "F1 This help") {
		t.Errorf("the sheet says %q", got)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(900, 500))
	if !s.IsOpen() {
		t.Fatal("a click on the sheet closed it")
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 300))
	if s.IsOpen() || closed != 1 {
		t.Error("a click beside the sheet did not close it")
	}
	s.ShowIn(w.Canvas())
	typeKey(w, fyne.KeyEscape)
	if s.IsOpen() {
		t.Error("Escape did not close the sheet")
	}
}

func TestSheetInANarrowWindowLeavesNoPage(t *testing.T) {
	w := show(t, xwidget.NewText(xwidget.Body, "The page"), 360, 600)
	s := xwidget.NewSheet("Help", xwidget.NewText(xwidget.Body, "Words"))
	s.ShowIn(w.Canvas())
	cross, _ := find[*xwidget.Button](s)
	if at := position(cross); at.X+cross.Size().Width > 360 {
		t.Errorf("its cross is outside the window, at %v", at)
	}
	test.Tap(cross)
	if s.IsOpen() {
		t.Error("the cross did not close it")
	}
}

func TestHelpButton(t *testing.T) {
	newApp(t, look.Light)
	n := 0
	b := xwidget.NewHelpButton(func() { n++ })
	test.Tap(b)
	if n != 1 || b.AccessibilityLabel() != "Help with this page" {
		t.Errorf("opened %d times, says %q", n, b.AccessibilityLabel())
	}
}
