package xwidget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*photoView)(nil)
	_ fyne.Tappable   = (*photoView)(nil)
	_ fyne.Accessible = (*photoView)(nil)
	_ keyTaker        = (*photoView)(nil)
)

// photoView shows one photo across the window. The arrow keys, Home and End go
// to others; Escape and a click on nothing close it.
type photoView struct {
	modal
	photos *Photos
	items  []GalleryPhoto
	at     int

	ground          *Surface
	caption         *Text
	cross           *Button
	previous, after *Button
}

func newPhotoView(photos *Photos, items []GalleryPhoto, at int) *photoView {
	v := &photoView{photos: photos, items: items, at: at, ground: newPanel(look.CardRadius), caption: NewLine(Body, "")}
	v.caption.Align = fyne.TextAlignCenter
	v.cross = NewGlyphButton(look.IconClose, "Close the photo", v.Close)
	v.previous = NewGlyphButton(look.IconChevronLeft, "The photo before", func() { v.show(v.at - 1) })
	v.after = NewGlyphButton(look.IconChevronRight, "The next photo", func() { v.show(v.at + 1) })
	v.extend(v)
	return v
}

// showIn shows the view and gives the keyboard to the button that goes on.
func (v *photoView) showIn(c fyne.Canvas) {
	v.put(c)
	switch {
	case v.at < len(v.items)-1:
		c.Focus(v.after)
	case v.at > 0:
		c.Focus(v.previous)
	default:
		c.Focus(v.cross)
	}
}

func (v *photoView) show(i int) {
	v.at = max(0, min(len(v.items)-1, i))
	v.Refresh()
}

func (v *photoView) takeKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		v.Close()
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyPageUp:
		v.show(v.at - 1)
	case fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown, fyne.KeySpace:
		v.show(v.at + 1)
	case fyne.KeyHome:
		v.show(0)
	case fyne.KeyEnd:
		v.show(len(v.items) - 1)
	}
}

// Tapped closes the view when the click was beside the photo.
func (v *photoView) Tapped(ev *fyne.PointEvent) {
	if at, size := v.ground.Position(), v.ground.Size(); ev.Position.X < at.X || ev.Position.Y < at.Y || ev.Position.X > at.X+size.Width || ev.Position.Y > at.Y+size.Height {
		v.Close()
	}
}

// AccessibilityLabel says which photo it is.
func (v *photoView) AccessibilityLabel() string { return photoSaid(v.items, v.at) }

// AccessibilityRole says that this holds other things.
func (v *photoView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is called by Fyne.
func (v *photoView) CreateRenderer() fyne.WidgetRenderer {
	r := &photoViewRenderer{v: v, scrim: newScrim(), glyph: newIconImage(), photo: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.photo.Hide()
	r.objects = objects{r.scrim, v.ground, r.glyph, r.photo, v.caption, v.previous, v.after, v.cross}
	r.Refresh()
	return r
}

type photoViewRenderer struct {
	objects
	v            *photoView
	scrim        *canvas.Rectangle
	glyph, photo *canvas.Image
}

func (r *photoViewRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *photoViewRenderer) Layout(size fyne.Size) {
	v := r.v
	const margin, bar, icon = look.Space24, look.Space48, float32(48)
	r.scrim.Resize(size)
	w, h := max(0, size.Width-2*margin), max(0, size.Height-2*margin)
	place(v.ground, margin, margin, w, h)
	place(r.photo, margin+look.Space8, margin+bar, max(0, w-look.Space16), max(0, h-2*bar))
	place(r.glyph, (size.Width-icon)/2, (size.Height-icon)/2, icon, icon)
	b := v.cross.MinSize()
	place(v.cross, margin+w-b.Width-look.Space8, margin+look.Space8, b.Width, b.Height)
	foot := margin + h - bar + (bar-b.Height)/2
	words := min(480, w-2*b.Width-look.Space64)
	place(v.caption, (size.Width-words)/2, foot+5, words, 22)
	place(v.previous, (size.Width-words)/2-b.Width-look.Space8, foot, b.Width, b.Height)
	place(v.after, (size.Width+words)/2+look.Space8, foot, b.Width, b.Height)
}

func (r *photoViewRenderer) Refresh() {
	v := r.v
	paint(r.scrim, look.Colour(v.Theme(), look.ColorScrim), nil, 0)
	var img image.Image
	if v.at < len(v.items) {
		img = v.photos.Get(v.items[v.at].Key, largest(v.Size().Width))
	}
	showPhoto(r.photo, img)
	v.caption.Content = photoSaid(v.items, v.at)
	icon := look.IconPhoto
	switch key, side := v.items[v.at].Key, largest(v.Size().Width); {
	case v.photos.Away(key, side):
		icon = look.IconOffline
		v.caption.Content = "Not here yet: it comes when a computer that has it is connected."
	case v.photos.Failed(key, side):
		v.caption.Content = "This photo cannot be shown."
	}
	drawIcon(r.glyph, icon, look.Colour(v.Theme(), look.ColorSecondary))
	v.previous.disabled, v.after.disabled = v.at == 0, v.at == len(v.items)-1
	r.Layout(v.Size())
	for _, o := range []fyne.CanvasObject{v.ground, v.caption, v.previous, v.after, v.cross} {
		o.Refresh()
	}
}
