package uitest

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
)

// Shot writes pictures of a screen, light and dark at 1280 × 800 and light at 1024 × 768, to the folder that the
// environment's SETTLE_SHOTS names. Without it, it only lays the screen out in the three ways, which must not fail.
func Shot(t *testing.T, d *Desk, name string, s ui.Screen) {
	t.Helper()
	d.Put(s)
	Picture(t, d, name)
}

// Picture is Shot of what the desk's window shows already.
func Picture(t *testing.T, d *Desk, name string) {
	t.Helper()
	folder := os.Getenv("SETTLE_SHOTS")
	for _, as := range []struct {
		suffix string
		mode   look.Mode
		size   fyne.Size
	}{
		{"light", look.Light, fyne.NewSize(1280, 800)},
		{"dark", look.Dark, fyne.NewSize(1280, 800)},
		{"small", look.Light, fyne.NewSize(1024, 768)},
	} {
		fyne.CurrentApp().Settings().SetTheme(look.New(as.mode))
		d.window.Resize(as.size)
		if folder == "" {
			continue
		}
		picture := d.window.Canvas().Capture()
		f, err := os.Create(filepath.Join(folder, name+"-"+as.suffix+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, picture); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
