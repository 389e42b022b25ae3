package xwidget_test

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/xwidget"
)

// photoIn tells whether a picture shows a photo.
func photoIn(p *xwidget.Picture) bool {
	return slices.ContainsFunc(findAll[*canvas.Image](p), func(img *canvas.Image) bool { return img.Resource == nil && img.Image != nil })
}

func TestEveryPictureOfALongPageGetsItsPhoto(t *testing.T) {
	var come func()
	photos := xwidget.NewPhotos(4, func(string, int) (image.Image, error) {
		return image.NewRGBA(image.Rect(0, 0, 1, 1)), nil
	}, func(f func()) { come = f })
	page := xwidget.VBox(0)
	for i := range 60 {
		page.Add(xwidget.NewPicture(photos, fmt.Sprint(i), ""))
	}
	show(t, page, 64, 60*48)
	come()
	for i, o := range page.Objects {
		if !photoIn(o.(*xwidget.Picture)) {
			t.Errorf("picture %d waits for ever", i)
		}
	}
}

func TestPictureShowsItsPhotoWhenItComes(t *testing.T) {
	var come func()
	photos := xwidget.NewPhotos(4, func(_ string, largest int) (image.Image, error) {
		return image.NewRGBA(image.Rect(0, 0, largest, largest)), nil
	}, func(f func()) { come = f })
	p := xwidget.NewPicture(photos, "window", "The window")
	show(t, xwidget.VBox(0, p), 400, 600)
	if p.Size() != fyne.NewSize(400, 300) {
		t.Errorf("the picture is %v, want 400 × 300", p.Size())
	}
	if photoIn(p) {
		t.Error("a photo shows before it has come")
	}
	come()
	if !photoIn(p) {
		t.Error("the photo has come and does not show")
	}
	if none := xwidget.NewPicture(photos, "", "No photo"); none.HeightFor(200) != 150 || none.AccessibilityLabel() != "No photo" {
		t.Error("a picture without a photo has no place, or no words")
	}
}
