package xwidget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestLimitBarStaysWithinItsWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	for _, tc := range []struct {
		name              string
		now, later, limit int64
	}{
		{"nothing", 0, 0, 750_000}, {"below", 100_000, 400_000, 750_000}, {"above", 100_000, 900_000, 750_000}, {"far above", 2_000_000, 9_000_000, 750_000}, {"no limit", 5, 5, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := xwidget.NewLimitBar(tc.now, tc.later, tc.limit)
			b.Resize(fyne.NewSize(400, 50))
			for _, o := range test.WidgetRenderer(b).Objects() {
				if left, right := o.Position().X, o.Position().X+o.Size().Width; left < -2 || right > 402 {
					t.Errorf("%T lies from %v to %v", o, left, right)
				}
			}
		})
	}
}

func TestLimitBarSaysItsFigures(t *testing.T) {
	test.NewTempApp(t)
	b := xwidget.NewLimitBar(123_456, 500_000, 750_000)
	b.Resize(fyne.NewSize(800, 50))
	if got, want := b.AccessibilityLabel(), "£1,234.56 so far and £5,000 expected, of £7,500"; got != want {
		t.Errorf("reads %q, want %q", got, want)
	}
	words := ""
	for _, o := range test.WidgetRenderer(b).Objects() {
		if text, ok := o.(*canvas.Text); ok {
			words += text.Text + "|"
		}
	}
	if want := "£1,234.56 so far, £5,000 expected|limit £7,500|"; words != want {
		t.Errorf("shows %q, want %q", words, want)
	}
}
