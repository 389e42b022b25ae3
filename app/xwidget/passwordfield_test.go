package xwidget_test

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestPasswordFieldMasksUntilItIsAskedToShow(t *testing.T) {
	f := xwidget.NewPasswordField()
	w := show(t, xwidget.VBox(0, f), 300, 80)
	w.Canvas().FocusNext()
	typed(w, "four words that last")
	if f.Text() != "four words that last" || !f.Masked() {
		t.Fatalf("it holds %q, masked %v", f.Text(), f.Masked())
	}
	masked := w.Canvas().Capture()
	w.Canvas().FocusNext() // its own button, reached with the keyboard
	b, ok := focused(w).(*xwidget.Button)
	if !ok || b.Text != "Show" {
		t.Fatalf("the next stop is %T", focused(w))
	}
	test.Tap(b)
	if f.Masked() || b.Text != "Hide" || f.Text() != "four words that last" {
		t.Fatalf("after Show: masked %v, the button says %q", f.Masked(), b.Text)
	}
	if reflect.DeepEqual(masked, w.Canvas().Capture()) {
		t.Error("shown and masked look alike")
	}
	test.Tap(b)
	if !f.Masked() || b.Text != "Show" {
		t.Error("Hide does not mask it again")
	}
	if h := f.Size().Height; h != look.InputHeight {
		t.Errorf("the field is %v high, want %v", h, look.InputHeight)
	}
}
