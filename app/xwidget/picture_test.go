package xwidget_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
)

func TestMain(m *testing.M) {
	test.NewApp().Settings().SetTheme(look.New(look.Light))
	os.Exit(m.Run())
}

// show puts an object on a page-coloured window in Settle's light theme.
func show(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	return showIn(t, look.Light, o, width, height)
}

func showIn(t *testing.T, mode look.Mode, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	newApp(t, mode)
	w := test.NewWindow(o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	t.Cleanup(w.Close)
	return w
}

// newApp gives the test app Settle's theme, for widgets built before or
// without a window.
func newApp(t testing.TB, mode look.Mode) {
	t.Helper()
	fyne.CurrentApp().Settings().SetTheme(look.New(mode))
}

// scene is one picture: widgets in the states worth looking at.
type scene struct {
	name          string
	width, height float32
	build         func() fyne.CanvasObject
	// then acts on the window before the picture is taken.
	then func(w fyne.Window)
}

// draw renders a scene in both variants, checks that something was drawn and
// that the theme made a difference, and keeps the pictures where
// SETTLE_PICTURES names a folder.
func draw(t *testing.T, scenes ...scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			var shots [2]image.Image
			for i, mode := range []look.Mode{look.Light, look.Dark} {
				newApp(t, mode)
				w := showIn(t, mode, xwidget.Pad(look.Space24, s.build()), s.width, s.height)
				if s.then != nil {
					s.then(w)
				}
				shots[i] = w.Canvas().Capture()
				keep(t, s.name+[]string{"-light", "-dark"}[i], shots[i])
			}
			if !drawn(shots[0]) {
				t.Error("the picture is empty")
			}
			if differing(shots[0], shots[1]) < 0.5 {
				t.Error("light and dark look alike")
			}
		})
	}
}

func keep(t *testing.T, name string, img image.Image) {
	t.Helper()
	dir := os.Getenv("SETTLE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// drawn reports whether a picture has more than its ground.
func drawn(img image.Image) bool {
	seen := map[color.Color]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			seen[img.At(x, y)] = true
			if len(seen) > 2 {
				return true
			}
		}
	}
	return false
}

func differing(a, b image.Image) float64 {
	n, all := 0, 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y += 7 {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x += 7 {
			all++
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return float64(n) / float64(max(1, all))
}
