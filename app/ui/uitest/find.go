package uitest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/xwidget"
)

// Walk calls f for o and everything shown inside it, from the outside in.
func Walk(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch v := o.(type) {
	case *fyne.Container:
		for _, c := range v.Objects {
			Walk(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(v).Objects() {
			Walk(c, f)
		}
	}
}

// Find is the first shown widget of a type for which ok holds, or the zero value.
func Find[W fyne.CanvasObject](o fyne.CanvasObject, ok func(W) bool) (found W) {
	done := false
	Walk(o, func(o fyne.CanvasObject) {
		if w, is := o.(W); is && !done && ok(w) {
			found, done = w, true
		}
	})
	return found
}

// Press presses the first shown button with a text.
func Press(t *testing.T, d *Desk, text string) {
	t.Helper()
	b := Find(d.window.Content(), func(b *xwidget.Button) bool { return b.Text == text })
	if b == nil {
		t.Fatalf("there is no button %q", text)
	}
	b.Tapped(nil)
}
