package xwidget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*photoTile)(nil)
	_ fyne.Focusable  = (*photoTile)(nil)
	_ fyne.Accessible = (*photoTile)(nil)
)

// photoTile is one photo of a gallery, as a button.
type photoTile struct {
	pressable
	photos *Photos
	key    string
	says   string
	// more stands over the photo: how many there are besides.
	more string
}

func newPhotoTile(photos *Photos, open func()) *photoTile {
	t := &photoTile{photos: photos}
	t.OnTapped = open
	t.extend(t)
	return t
}

// AccessibilityLabel says which photo it is.
func (t *photoTile) AccessibilityLabel() string { return t.says }

// AccessibilityRole says that this is a button.
func (t *photoTile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (t *photoTile) CreateRenderer() fyne.WidgetRenderer {
	r := &photoTileRenderer{
		t: t, ground: canvas.NewRectangle(noColour), veil: canvas.NewRectangle(noColour), ring: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour),
		glyph: newIconImage(), photo: &canvas.Image{FillMode: canvas.ImageFillCover}, more: newText(look.TextHeading, true), away: newText(look.TextCaption, false),
	}
	r.away.Alignment = fyne.TextAlignCenter
	r.ground.CornerRadius, r.photo.CornerRadius, r.veil.CornerRadius, r.ring.CornerRadius = photoRadius, photoRadius, photoRadius, photoRadius
	r.more.Alignment = fyne.TextAlignCenter
	r.photo.Hide()
	r.objects = objects{r.ground, r.glyph, r.away, r.photo, r.veil, r.more, r.ring, r.bar}
	r.Refresh()
	return r
}

const photoRadius float32 = 6

type photoTileRenderer struct {
	objects
	t                       *photoTile
	ground, veil, ring, bar *canvas.Rectangle
	glyph, photo            *canvas.Image
	more, away              *canvas.Text
}

func (r *photoTileRenderer) MinSize() fyne.Size { return fyne.NewSize(64, 48) }

func (r *photoTileRenderer) Layout(size fyne.Size) {
	const side = 28
	for _, o := range []fyne.CanvasObject{r.ground, r.photo, r.veil} {
		place(o, 0, 0, size.Width, size.Height)
	}
	place(r.glyph, (size.Width-side)/2, (size.Height-side)/2, side, side)
	placeText(r.away, 0, (size.Height+side)/2, size.Width, awayHeight)
	placeText(r.more, 0, 0, size.Width, size.Height)
	placeStroked(r.ring, 0, 0, size.Width, size.Height)
	place(r.bar, 0, size.Height-look.ButtonEdge, size.Width, look.ButtonEdge)
	r.load()
}

// load asks for the photo once the tile's size is known.
func (r *photoTileRenderer) load() {
	t := r.t
	var img image.Image
	if t.Visible() && t.Size().Width > 0 {
		img = t.photos.Get(t.key, largest(t.Size().Width))
	}
	showPhoto(r.photo, img)
	words, icon := "", look.IconPhoto
	if img == nil && t.photos.Away(t.key, largest(t.Size().Width)) {
		words, icon = photoAway, look.IconOffline
	}
	drawIcon(r.glyph, icon, t.col(look.ColorSecondary))
	r.glyph.Hidden = img != nil
	write(r.away, words, t.col(look.ColorSecondary))
	r.away.Hidden = words == "" || t.Size().Width < awayLeast || t.more != ""
}

// largest is the side that a photo is loaded at for a width on the screen, in
// steps, so that a window may be resized without loading anew each time.
func largest(width float32) int {
	switch {
	case width <= 240:
		return 480
	case width <= 640:
		return 1280
	}
	return 1600
}

func (r *photoTileRenderer) Refresh() {
	t := r.t
	paint(r.ground, t.col(look.ColorInset), nil, 0)
	veil := noColour
	if t.more != "" {
		veil = t.col(look.ColorScrim)
	}
	paint(r.veil, veil, nil, 0)
	r.more.Hidden = t.more == ""
	write(r.more, t.more, t.col(look.ColorPrimaryText))
	ring, bar, width := noColour, noColour, float32(0)
	switch {
	case t.focused:
		ring, bar, width = t.col(look.ColorFocus), t.col(look.ColorFocusText), 4
	case t.hovered:
		ring, width = t.col(look.ColorMark), 3
	}
	paint(r.ring, noColour, ring, width)
	paint(r.bar, bar, nil, 0)
	r.Layout(t.Size())
	canvas.Refresh(t)
}

// showPhoto puts a photo into its frame, or hides the frame while there is
// none.
func showPhoto(frame *canvas.Image, img image.Image) {
	frame.Hidden = img == nil
	if frame.Image == img {
		return
	}
	frame.Image = img
	frame.Refresh()
}
