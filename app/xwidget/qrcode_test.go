package xwidget_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// TestAQRCodeIsWholePixelsAtEveryScale draws a small chequer at sizes that its squares do not divide.
func TestAQRCodeIsWholePixelsAtEveryScale(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	squares := [][]bool{{false, false, false}, {false, true, false}, {false, false, true}}
	q := xwidget.NewQRCode(squares, 100, "The code of an invitation")
	if q.MinSize() != fyne.NewSquareSize(100) || q.AccessibilityLabel() != "The code of an invitation" {
		t.Fatalf("it is %v large and says %q", q.MinSize(), q.AccessibilityLabel())
	}
	raster := test.WidgetRenderer(q).Objects()[0].(*canvas.Raster)
	for _, side := range []int{100, 125, 150, 200} {
		img := raster.Generator(side, side)
		each := side / len(squares)
		margin := (side - each*len(squares)) / 2
		for y := range side {
			for x := range side {
				col, row := (x-margin)/each, (y-margin)/each
				want := color.Gray16Model.Convert(color.White)
				if x >= margin && y >= margin && col < len(squares) && row < len(squares) && squares[row][col] {
					want = color.Gray16Model.Convert(color.Black)
				}
				if got := color.Gray16Model.Convert(img.At(x, y)); got != want {
					t.Fatalf("at %d pixels, %d, %d is %v", side, x, y, got)
				}
			}
		}
	}
	if img := raster.Generator(2, 2); color.Gray16Model.Convert(img.At(1, 1)) != color.Gray16Model.Convert(color.White) {
		t.Error("a place too small for it is not left empty")
	}
}
