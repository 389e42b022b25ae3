package xwidget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/xwidget"
)

func TestSqueezeCutsInsteadOfWidening(t *testing.T) {
	test.NewTempApp(t)
	l := xwidget.NewLink(strings.Repeat("a long sentence ", 20), nil)
	o := xwidget.Squeeze(l)
	if w := o.MinSize().Width; w > 0 {
		t.Errorf("it asks for %v", w)
	}
	o.Resize(fyne.NewSize(200, 24))
	for _, part := range test.WidgetRenderer(l).Objects() {
		if text, ok := part.(*canvas.Text); ok && !strings.HasSuffix(text.Text, "…") {
			t.Errorf("it shows %q", text.Text)
		}
	}
}

func TestAnErrorSummaryIsNotWiderThanItsForm(t *testing.T) {
	test.NewTempApp(t)
	f := xwidget.NewField("Rent", "", xwidget.NewMoneyField(""))
	s := xwidget.NewErrorSummary(f)
	f.SetError(strings.Repeat("This rent is over the cap. ", 10))
	s.Update()
	if w := s.MinSize().Width; w > 400 {
		t.Errorf("the summary asks for a width of %v", w)
	}
}
