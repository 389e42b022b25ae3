package xwidget_test

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

// A large ground is drawn in parts, and looks like a small one.
func TestGroundsOfAnySizeLookAlike(t *testing.T) {
	th := look.New(look.Light)
	page, card, border := look.Colour(th, look.ColorPage), look.Colour(th, look.ColorCard), look.Colour(th, look.ColorBorder)
	for _, tc := range []struct {
		name          string
		width, height float32
		radius        float32
		corner, edge  color.Color
	}{
		{"small", 100, 60, 12, page, border},
		{"large", 400, 300, 12, page, border},
		{"large and square", 400, 300, 0, border, border},
	} {
		t.Run(tc.name, func(t *testing.T) {
			newApp(t, look.Light)
			s := xwidget.NewSurface(look.ColorCard)
			s.Stroke, s.StrokeWidth, s.Radius = look.ColorBorder, 2, tc.radius
			s.Resize(fyne.NewSize(tc.width, tc.height))
			s.Move(fyne.NewPos(10, 10))
			w := showIn(t, look.Light, container.NewWithoutLayout(s), tc.width+20, tc.height+20)
			picture := w.Canvas().Capture()
			right, bottom := 10+int(tc.width), 10+int(tc.height)
			for _, at := range []struct {
				part string
				x, y int
				want color.Color
			}{
				{"outside", 5, 5, page},
				{"top left corner", 11, 11, tc.corner},
				{"bottom right corner", right - 2, bottom - 2, tc.corner},
				{"top", right / 2, 11, tc.edge},
				{"bottom", right / 2, bottom - 1, tc.edge},
				{"left", 11, bottom / 2, tc.edge},
				{"right", right - 1, bottom / 2, tc.edge},
				{"middle", right / 2, bottom / 2, card},
				{"near the top", right / 2, 15, card},
				{"near the left", 15, bottom / 2, card},
			} {
				if got := picture.At(at.x, at.y); !same(got, at.want) {
					t.Errorf("%s is %v, not %v", at.part, got, at.want)
				}
			}
		})
	}
}

func same(a, b color.Color) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	return r1>>8 == r2>>8 && g1>>8 == g2>>8 && b1>>8 == b2>>8
}

// Photos that were scrolled away before their turn are not loaded, and are
// asked for again when they come back.
func TestPhotosScrolledAway(t *testing.T) {
	newApp(t, look.Light)
	var loaded []string
	var work func()
	p := xwidget.NewPhotos(200, func(key string, _ int) (image.Image, error) {
		loaded = append(loaded, key)
		return image.NewRGBA(image.Rect(0, 0, 1, 1)), nil
	}, func(f func()) { work = f })
	for i := range 100 {
		p.Get(fmt.Sprint(i), 10)
	}
	work()
	if len(loaded) == 0 || len(loaded) > 50 || loaded[0] != "99" || slices.Contains(loaded, "0") {
		t.Errorf("loaded %v", loaded)
	}
	p.Get("0", 10)
	work()
	if p.Get("0", 10) == nil || p.Get("99", 10) == nil {
		t.Error("the photos that are seen are not there")
	}
}
