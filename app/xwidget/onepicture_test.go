package xwidget_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/xwidget"
)

func TestPictureShowsItsPhotoWhenItComes(t *testing.T) {
	var come func()
	photos := xwidget.NewPhotosWith(4, func(_ string, largest int) (image.Image, error) {
		return image.NewRGBA(image.Rect(0, 0, largest, largest)), nil
	}, func(f func()) { come = f })
	p := xwidget.NewPicture(photos, "window", "The window")
	show(t, xwidget.VBox(0, p), 400, 600)
	if p.Size() != fyne.NewSize(400, 300) {
		t.Errorf("the picture is %v, want 400 × 300", p.Size())
	}
	shown := func() bool {
		for _, img := range findAll[*canvas.Image](p) {
			if img.Resource == nil && img.Image != nil {
				return true
			}
		}
		return false
	}
	if shown() {
		t.Error("a photo shows before it has come")
	}
	come()
	if !shown() {
		t.Error("the photo has come and does not show")
	}
	if none := xwidget.NewPicture(photos, "", "No photo"); none.HeightFor(200) != 150 || none.AccessibilityLabel() != "No photo" {
		t.Error("a picture without a photo has no place, or no words")
	}
}
