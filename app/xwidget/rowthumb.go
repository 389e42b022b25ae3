package xwidget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// rowThumb is a small photo at the left of a row, or a grey field while there
// is none.
type rowThumb struct {
	ground        *rounded
	glyph, image  *canvas.Image
	width, height float32
	shown         image.Image
}

func newRowThumb(width, height float32) *rowThumb {
	t := &rowThumb{ground: newRounded(look.ControlRadius), glyph: newIconImage(), image: &canvas.Image{FillMode: canvas.ImageFillCover}, width: width, height: height}
	t.image.CornerRadius = look.ControlRadius
	t.image.Hide()
	return t
}

func (t *rowThumb) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.ground.Raster, t.glyph, t.image}
}

func (t *rowThumb) layout(x, y float32) {
	const side = 22
	place(t.ground, x, y, t.width, t.height)
	place(t.glyph, x+(t.width-side)/2, y+(t.height-side)/2, side, side)
	place(t.image, x, y, t.width, t.height)
}

func (t *rowThumb) paint(th fyne.Theme) {
	t.ground.paint(look.Colour(th, look.ColorInset), noColour, 0)
	drawIcon(t.glyph, look.IconPhoto, look.Colour(th, look.ColorSecondary))
	t.ground.Hidden, t.glyph.Hidden = t.shown != nil, t.shown != nil
}

// show puts a photo into the frame when it is there.
func (t *rowThumb) show(th fyne.Theme, photos *Photos, key string, largest int) {
	img := photos.Get(key, largest)
	if img == t.shown && t.glyph.Resource != nil {
		return
	}
	t.shown = img
	// Fyne knows no window of what it has not painted yet, as the photo, and so paints nothing anew for it: the field that
	// was there before has it do so.
	canvas.Refresh(t.ground.Raster)
	t.paint(th)
	if img == nil {
		t.image.Hide()
		return
	}
	t.image.Image = img
	t.image.Show()
	t.image.Refresh()
}
