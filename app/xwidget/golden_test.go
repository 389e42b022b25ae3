package xwidget_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// TestGoldenPictures compares the widgets that everything else is measured by
// with pictures in testdata, pixel by pixel. A change on purpose: look at
// testdata/failed, and copy what is right.
func TestGoldenPictures(t *testing.T) {
	tests := []struct {
		name          string
		mode          look.Mode
		width, height float32
		build         func() fyne.CanvasObject
		then          func(fyne.Window)
	}{
		{"buttons-light", look.Light, 680, 200, buttonsScene, focusNth(6)},
		{"buttons-dark", look.Dark, 680, 200, buttonsScene, focusNth(6)},
		{"daypicker", look.Light, 300, 330, func() fyne.CanvasObject {
			return xwidget.NewDayPicker(xwidget.Day(2026, time.December, 7), today, nil)
		}, focusNth(1)},
		{"choices", look.Light, 600, 520, choicesScene, focusNth(2)},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			newApp(t, tc.mode)
			w := showIn(t, tc.mode, xwidget.Pad(16, tc.build()), tc.width, tc.height)
			tc.then(w)
			test.AssertImageMatches(t, tc.name+".png", w.Canvas().Capture())
		})
	}
}
