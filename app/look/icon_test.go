package look_test

import (
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
)

func TestEveryIconDraws(t *testing.T) {
	test.NewTempApp(t)
	seen := map[string]bool{}
	for _, icon := range look.Icons() {
		t.Run(icon.Name(), func(t *testing.T) {
			if icon.IsZero() || seen[icon.Name()] {
				t.Fatalf("icon %q is empty or named twice", icon.Name())
			}
			seen[icon.Name()] = true
			red := color.NRGBA{R: 0xff, A: 0xff}
			img := canvas.NewImageFromResource(icon.In(red))
			w := test.NewWindow(img)
			defer w.Close()
			w.SetPadded(false)
			w.Resize(fyne.NewSquareSize(48))
			if n := count(w, red); n < 20 {
				t.Errorf("only %d pixels of the icon are drawn", n)
			}
		})
	}
}

func count(w fyne.Window, want color.NRGBA) int {
	img := w.Canvas().Capture()
	n := 0
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if color.NRGBAModel.Convert(img.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

func TestIconIsNamedByItsColour(t *testing.T) {
	a, b := look.IconHome.In(color.White), look.IconHome.In(color.Black)
	if a.Name() == b.Name() {
		t.Error("two colours share a resource name, so Fyne would draw the first for both")
	}
	if !strings.Contains(string(a.Content()), "#ffffff") {
		t.Errorf("the colour is not in the drawing: %s", a.Content())
	}
	if !(look.Icon{}).IsZero() {
		t.Error("the zero icon is not zero")
	}
}

// TestIconSheet draws all icons on one sheet, and keeps it where
// SETTLE_PICTURES names a folder, to be looked at.
func TestIconSheet(t *testing.T) {
	test.NewTempApp(t)
	grid := container.NewGridWithColumns(12)
	for _, icon := range look.Icons() {
		img := canvas.NewImageFromResource(icon.In(look.New(look.Light).Color(look.ColorText, 0)))
		img.FillMode = canvas.ImageFillContain
		img.SetMinSize(fyne.NewSquareSize(48))
		grid.Add(img)
	}
	w := test.NewWindow(container.NewStack(canvas.NewRectangle(color.White), grid))
	defer w.Close()
	sheet := w.Canvas().Capture()
	if sheet.Bounds().Empty() {
		t.Fatal("nothing was drawn")
	}
	dir := os.Getenv("SETTLE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, "icons.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, sheet); err != nil {
		t.Fatal(err)
	}
}
