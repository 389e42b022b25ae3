package xwidget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// rowThumb is a small photo at the left of a row, or a grey field while there
// is none, which says so where the photo is on another computer only.
type rowThumb struct {
	ground        *rounded
	glyph, image  *canvas.Image
	words         *canvas.Text
	width, height float32
	shown         image.Image
	away          bool
}

// photoAway is what stands in the place of a photo that is on another computer
// only.
const photoAway = "Not here yet"

// awayLeast is the width of a field from which on the words fit in it.
const awayLeast float32 = 96

func newRowThumb(width, height float32) *rowThumb {
	t := &rowThumb{ground: newRounded(look.ControlRadius), glyph: newIconImage(), image: &canvas.Image{FillMode: canvas.ImageFillCover}, words: newText(look.TextCaption, false), width: width, height: height}
	t.words.Alignment = fyne.TextAlignCenter
	t.image.CornerRadius = look.ControlRadius
	t.image.Hide()
	return t
}

func (t *rowThumb) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.ground.Raster, t.glyph, t.words, t.image}
}

func (t *rowThumb) layout(x, y float32) {
	const side = 22
	place(t.ground, x, y, t.width, t.height)
	up := float32(0)
	if t.words.Hidden = !t.says(); !t.words.Hidden {
		up = awayHeight / 2
	}
	place(t.glyph, x+(t.width-side)/2, y+(t.height-side)/2-up, side, side)
	placeText(t.words, x, y+(t.height+side)/2-up, t.width, awayHeight)
	place(t.image, x, y, t.width, t.height)
}

func (t *rowThumb) paint(th fyne.Theme) {
	t.ground.paint(look.Colour(th, look.ColorInset), noColour, 0)
	icon, words := look.IconPhoto, ""
	if t.away {
		icon, words = look.IconOffline, photoAway
	}
	drawIcon(t.glyph, icon, look.Colour(th, look.ColorSecondary))
	write(t.words, words, look.Colour(th, look.ColorSecondary))
	t.ground.Hidden, t.glyph.Hidden, t.words.Hidden = t.shown != nil, t.shown != nil, !t.says()
}

// awayHeight is the height of the words.
const awayHeight float32 = 20

// says tells whether the words stand in the field.
func (t *rowThumb) says() bool { return t.away && t.width >= awayLeast }

// show puts a photo into the frame when it is there.
func (t *rowThumb) show(th fyne.Theme, photos *Photos, key string, largest int) {
	img, away := photos.Get(key, largest), photos.Away(key, largest)
	if img == t.shown && away == t.away && t.glyph.Resource != nil {
		return
	}
	t.shown = img
	if away != t.away {
		t.away = away
		write(t.words, photoAway, look.Colour(th, look.ColorSecondary)) // its height is laid out
		at := t.ground.Position()
		t.layout(at.X, at.Y)
	}
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
