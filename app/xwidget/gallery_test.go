package xwidget_test

import (
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/xwidget"
)

// painted loads photos of one colour each, and fails for the key "broken".
func painted(key string, _ int) (image.Image, error) {
	if key == "broken" {
		return nil, errors.New("not a picture")
	}
	w, h := 90, 60
	if key == "tall" {
		w, h = 40, 120
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(60 + 40*len(key)%120), uint8(90 + x), uint8(120 + y), 255})
		}
	}
	return img, nil
}

func inline(f func()) { f() }

func photosOf(keys ...string) []xwidget.GalleryPhoto {
	captions := map[string]string{"room": "The room", "bath": "The bathroom, shared with one other"}
	var all []xwidget.GalleryPhoto
	for _, k := range keys {
		all = append(all, xwidget.GalleryPhoto{Key: k, Caption: captions[k]})
	}
	return all
}

func shownPhotos(o fyne.CanvasObject) int {
	n := 0
	for _, img := range findAll[*canvas.Image](o) {
		if img.Image != nil && img.Resource == nil { // an icon has a resource
			n++
		}
	}
	return n
}

func TestGalleryShowsItsFirstFive(t *testing.T) {
	tests := []struct {
		name  string
		keys  []string
		shown int
		says  string
	}{
		{"none", nil, 0, "No photos yet"},
		{"one", []string{"room"}, 1, ""},
		{"three", []string{"room", "bath", "a"}, 3, ""},
		{"eight", []string{"room", "bath", "a", "b", "c", "d", "e", "f"}, 5, "+3"},
		{"one that is broken", []string{"broken", "bath"}, 1, ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			g := xwidget.NewGallery(xwidget.NewPhotos(10, painted, inline), photosOf(tc.keys...)...)
			for _, width := range []float32{900, 380} {
				show(t, xwidget.VBox(0, g), width, 700)
				if got := shownPhotos(g); got != tc.shown {
					t.Errorf("%v wide: shows %d photos, want %d", width, got, tc.shown)
				}
				if got := textOf(g); got != tc.says {
					t.Errorf("%v wide: says %q, want %q", width, got, tc.says)
				}
			}
		})
	}
}

func TestGalleryWaitsForItsPhotos(t *testing.T) {
	var later []func()
	photos := xwidget.NewPhotos(10, painted, func(f func()) { later = append(later, f) })
	g := xwidget.NewGallery(photos, photosOf("room", "bath")...)
	show(t, g, 900, 500)
	if got := shownPhotos(g); got != 0 {
		t.Fatalf("shows %d photos that are not loaded", got)
	}
	for _, f := range later {
		f()
	}
	if got := shownPhotos(g); got != 2 {
		t.Errorf("shows %d photos, want 2", got)
	}
}

func TestGalleryOpensAPhoto(t *testing.T) {
	g := xwidget.NewGallery(xwidget.NewPhotos(10, painted, inline), photosOf("room", "bath", "broken")...)
	w := show(t, g, 900, 600)
	w.Canvas().FocusNext()
	typeKey(w, fyne.KeyReturn)
	says := func(want string) {
		t.Helper()
		if top(w) == nil {
			t.Fatalf("nothing is open, want %q", want)
		}
		if got := textOf(top(w)); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
	says("Photo 1 of 3: The room")
	typeKey(w, fyne.KeyRight)
	says("Photo 2 of 3: The bathroom, shared with one other")
	if got := shownPhotos(top(w)); got != 1 {
		t.Errorf("shows %d photos", got)
	}
	typeKey(w, fyne.KeyEnd)
	says("This photo cannot be shown.")
	typeKey(w, fyne.KeyRight)
	typeKey(w, fyne.KeyHome)
	typeKey(w, fyne.KeyLeft)
	says("Photo 1 of 3: The room")
	for _, b := range findAll[*xwidget.Button](top(w)) {
		if strings.HasPrefix(b.AccessibilityLabel(), "The photo before") && !b.Disabled() {
			t.Error("there is a photo before the first")
		}
		if b.AccessibilityLabel() == "The next photo" {
			test.Tap(b)
		}
	}
	says("Photo 2 of 3: The bathroom, shared with one other")
	test.TapCanvas(w.Canvas(), fyne.NewPos(450, 300))
	if top(w) == nil {
		t.Fatal("a click on the photo closed it")
	}
	typeKey(w, fyne.KeyEscape)
	if top(w) != nil {
		t.Error("Escape did not close it")
	}
	g.Open(7)
	if top(w) != nil {
		t.Error("a photo that is not there was opened")
	}
}

func TestGalleryTakesOtherPhotos(t *testing.T) {
	g := xwidget.NewGallery(xwidget.NewPhotos(10, painted, inline))
	show(t, g, 900, 600)
	g.SetItems(photosOf("room", "bath")...)
	if got := shownPhotos(g); got != 2 {
		t.Errorf("shows %d photos, want 2", got)
	}
}
