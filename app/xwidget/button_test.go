package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestButtonActs(t *testing.T) {
	tests := []struct {
		name string
		act  func(*xwidget.Button)
		want int
	}{
		{"a click", func(b *xwidget.Button) { test.Tap(b) }, 1},
		{"Space", func(b *xwidget.Button) { b.TypedKey(key(fyne.KeySpace)) }, 1},
		{"Enter", func(b *xwidget.Button) { b.TypedKey(key(fyne.KeyReturn)) }, 1},
		{"Enter of the number pad", func(b *xwidget.Button) { b.TypedKey(key(fyne.KeyEnter)) }, 1},
		{"another key", func(b *xwidget.Button) { b.TypedKey(key(fyne.KeyA)) }, 0},
		{"a click while disabled", func(b *xwidget.Button) { b.Disable(); test.Tap(b) }, 0},
		{"Space while disabled", func(b *xwidget.Button) { b.Disable(); b.TypedKey(key(fyne.KeySpace)) }, 0},
		{"a click after Enable", func(b *xwidget.Button) { b.Disable(); b.Enable(); test.Tap(b) }, 1},
		{"no act to do", func(b *xwidget.Button) { b.OnTapped = nil; test.Tap(b) }, 0},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			n := 0
			b := xwidget.NewButton(xwidget.Primary, "Request", func() { n++ })
			show(t, b, 300, 100)
			tc.act(b)
			if n != tc.want {
				t.Errorf("acted %d times, want %d", n, tc.want)
			}
		})
	}
}

func TestButtonIsReachedByTab(t *testing.T) {
	a := xwidget.NewButton(xwidget.Primary, "One", nil)
	off := xwidget.NewButton(xwidget.Primary, "Two", nil)
	off.Disable()
	b := xwidget.NewButton(xwidget.Quiet, "Three", nil)
	w := show(t, xwidget.Row(8, a, off, b), 400, 60)
	w.Canvas().FocusNext()
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(b) {
		t.Errorf("Tab went to %v, want the button after the disabled one", w.Canvas().Focused())
	}
}

func TestButtonSaysWhatItDoes(t *testing.T) {
	newApp(t, look.Light)
	words := xwidget.NewButton(xwidget.Primary, "Request", nil)
	glyph := xwidget.NewGlyphButton(look.IconHelp, "Help", nil)
	if words.AccessibilityLabel() != "Request" || glyph.AccessibilityLabel() != "Help" {
		t.Errorf("labels are %q and %q", words.AccessibilityLabel(), glyph.AccessibilityLabel())
	}
	if words.Cursor() != desktop.DefaultCursor {
		t.Error("a button without an act shows a hand")
	}
	words.OnTapped = func() {}
	if words.Cursor() != desktop.PointerCursor {
		t.Error("a button with an act shows no hand")
	}
}

func TestButtonHasRoomForItsWords(t *testing.T) {
	newApp(t, look.Light)
	short, long := xwidget.NewButton(xwidget.Primary, "Go", nil), xwidget.NewButton(xwidget.Primary, "Request this room", nil)
	if long.MinSize().Width <= short.MinSize().Width {
		t.Error("more words do not make the button wider")
	}
	before := short.MinSize().Width
	short.SetText("Go there now")
	if short.MinSize().Width <= before {
		t.Error("new words do not make the button wider")
	}
	if h := long.MinSize().Height; h != look.InputHeight+look.ButtonEdge {
		t.Errorf("the button is %v high", h)
	}
}
