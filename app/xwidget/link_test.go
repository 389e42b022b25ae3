package xwidget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/xwidget"
)

func TestALinkWrapsInsteadOfWidening(t *testing.T) {
	test.NewTempApp(t)
	const words = "Say when the smoke alarm was tested last, so that the room can go live"
	l := xwidget.NewLink(words, nil)
	if w := l.MinSize().Width; w > 200 {
		t.Errorf("it asks for %v", w)
	}
	for _, c := range []struct {
		name  string
		width float32
		lines int
	}{{"wide", 900, 1}, {"narrow", 300, 2}, {"very narrow", 160, 4}, {"wide again", 900, 1}} {
		l.Resize(fyne.NewSize(c.width, l.HeightFor(c.width)))
		var shown []string
		for _, part := range test.WidgetRenderer(l).Objects() {
			text, ok := part.(*canvas.Text)
			if !ok {
				continue
			}
			shown = append(shown, text.Text)
			if right := text.Position().X + text.MinSize().Width; right > c.width+1 {
				t.Errorf("%s: %q ends at %v of %v", c.name, text.Text, right, c.width)
			}
			if bottom := text.Position().Y + text.Size().Height; bottom > l.HeightFor(c.width) {
				t.Errorf("%s: %q ends %v down, in a height of %v", c.name, text.Text, bottom, l.HeightFor(c.width))
			}
		}
		if len(shown) != c.lines || strings.Join(shown, " ") != words {
			t.Errorf("%s: it shows %q", c.name, shown)
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
