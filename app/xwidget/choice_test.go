package xwidget_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestSelectByKeyboard(t *testing.T) {
	tests := []struct {
		name string
		keys func(w fyne.Window)
		want string
	}{
		{"down and Enter", func(w fyne.Window) { press(w, fyne.KeyDown); press(w, fyne.KeyDown, fyne.KeyReturn) }, "sash"},
		{"Escape chooses nothing", func(w fyne.Window) { press(w, fyne.KeySpace); press(w, fyne.KeyDown, fyne.KeyEscape) }, "sabp"},
		{"typing searches", func(w fyne.Window) { typed(w, "a"); typed(w, "shf"); press(w, fyne.KeyReturn) }, "ash"},
		{"typing searches the notes too", func(w fyne.Window) { typed(w, "e"); typed(w, "psom"); press(w, fyne.KeyReturn) }, "est"},
		{"nothing matches", func(w fyne.Window) {
			typed(w, "z")
			typed(w, "zz")
			press(w, fyne.KeyReturn)
			press(w, fyne.KeyEscape)
		}, "sabp"},
		{"the end of the list", func(w fyne.Window) {
			press(w, fyne.KeySpace)
			press(w, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyReturn)
		}, "fcs"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			s := trusts()
			s.SetValue("sabp")
			w := show(t, xwidget.VBox(0, s), 400, 600)
			w.Canvas().FocusNext()
			tc.keys(w)
			if s.Value() != tc.want {
				t.Errorf("chose %q, want %q", s.Value(), tc.want)
			}
			if w.Canvas().Overlays().Top() != nil || focused(w) != fyne.Focusable(s) {
				t.Error("the list is still open, or the keyboard is not back")
			}
		})
	}
}

func TestShortSelectJumpsToWhatIsTyped(t *testing.T) {
	changed := ""
	s := xwidget.NewSelect("Any", xwidget.Options("Any", "Double", "Single", "Studio", "Twin"), func(o xwidget.Option) { changed = o.Label })
	w := show(t, xwidget.VBox(0, s), 400, 600)
	w.Canvas().FocusNext()
	press(w, fyne.KeySpace)
	typed(w, "s")
	typed(w, "s")
	press(w, fyne.KeyReturn)
	if s.Value() != "Studio" || changed != "Studio" {
		t.Errorf("chose %q and told %q, want the second with S", s.Value(), changed)
	}
}

func TestSelectByMouse(t *testing.T) {
	s := xwidget.NewSelect("Any", xwidget.Options("Any", "Double", "Single"), nil)
	w := show(t, xwidget.VBox(0, s), 400, 600)
	test.Tap(s)
	test.TapCanvas(w.Canvas(), fyne.NewPos(60, 40+4+4+60)) // the second of rows 40 high
	if s.Value() != "Double" {
		t.Errorf("chose %q, want Double", s.Value())
	}
	test.Tap(s)
	test.TapCanvas(w.Canvas(), fyne.NewPos(390, 590))
	if w.Canvas().Overlays().Top() != nil || s.Value() != "Double" {
		t.Error("a click outside does not close the list, or chooses")
	}
	s.Disable()
	test.Tap(s)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a disabled select opens")
	}
}

func TestSelectKeepsItsChoiceAmongNewOptions(t *testing.T) {
	newApp(t, look.Light)
	s := xwidget.NewSelect("Any", xwidget.Options("A", "B"), nil)
	s.SetValue("B")
	s.SetOptions(xwidget.Options("B", "C"))
	if s.Value() != "B" || s.Selected != 0 {
		t.Errorf("value %q at %d", s.Value(), s.Selected)
	}
	s.SetOptions(xwidget.Options("C"))
	if s.Value() != "" || s.AccessibilityLabel() != "Any" {
		t.Errorf("a choice that is gone leaves %q, shown as %q", s.Value(), s.AccessibilityLabel())
	}
}

func TestCheckBox(t *testing.T) {
	var told []bool
	c := xwidget.NewCheckBox("Wi-Fi", func(v bool) { told = append(told, v) })
	w := show(t, c, 200, 40)
	test.Tap(c)
	if focused(w) != fyne.Focusable(c) {
		t.Error("a click does not give the box the keyboard")
	}
	c.TypedKey(key(fyne.KeySpace))
	c.SetChecked(true)
	c.Disable()
	test.Tap(c)
	c.TypedKey(key(fyne.KeySpace))
	if !slices.Equal(told, []bool{true, false}) || !c.Checked {
		t.Errorf("told %v, ticked %v", told, c.Checked)
	}
	if got := c.AccessibilityLabel(); got != "Wi-Fi, ticked" {
		t.Errorf("label %q", got)
	}
}

func TestCheckGroup(t *testing.T) {
	var told []string
	g := xwidget.NewCheckGroup(xwidget.Options("Wi-Fi", "Desk", "Lock"), true, func(v []string) { told = v })
	w := show(t, xwidget.VBox(0, g), 600, 200)
	g.SetValues("Lock")
	w.Canvas().Focus(g.FocusTarget())
	press(w, fyne.KeySpace)
	if !slices.Equal(told, []string{"Wi-Fi", "Lock"}) {
		t.Errorf("told %v", told)
	}
	if xwidget.NewCheckGroup(nil, false, nil).FocusTarget() != nil {
		t.Error("an empty group has something to focus")
	}
}

func TestRadioGroup(t *testing.T) {
	var told []string
	g := xwidget.NewRadioGroup([]xwidget.Option{{Value: "a", Label: "Yes", Note: "With a hint"}, {Value: "b", Label: "No"}, {Value: "c", Label: "Both"}},
		func(o xwidget.Option) { told = append(told, o.Value) })
	w := show(t, xwidget.VBox(0, g), 300, 200)
	if g.AccessibilityLabel() != "Nothing chosen" {
		t.Errorf("label %q", g.AccessibilityLabel())
	}
	w.Canvas().FocusNext()
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	if got := strings.Join(told, ""); got != "abacb" {
		t.Errorf("arrows chose %q", got)
	}
	test.TapAt(g, fyne.NewPos(10, 10))
	if g.Value() != "a" {
		t.Errorf("a click chose %q, want the first", g.Value())
	}
	test.TapAt(g, fyne.NewPos(10, 56+4+10))
	if g.Value() != "b" {
		t.Errorf("a click chose %q, want the second", g.Value())
	}
	g.SetValue("none of these")
	if g.Value() != "" {
		t.Errorf("an unknown value chose %q", g.Value())
	}
	g.Disable()
	test.TapAt(g, fyne.NewPos(10, 10))
	if g.Value() != "" {
		t.Error("a disabled group chooses")
	}
}
