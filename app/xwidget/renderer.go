package xwidget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

// objects is what every renderer here answers alike: it holds the canvas
// objects in painting order and has nothing to destroy.
type objects []fyne.CanvasObject

// Objects returns the canvas objects, the lowest first.
func (o objects) Objects() []fyne.CanvasObject { return o }

// Destroy frees nothing.
func (o objects) Destroy() {}

// composite is a widget put together from other objects in one root.
type composite struct {
	widget.BaseWidget
	root fyne.CanvasObject
	// sync copies the widget's fields to its parts before it is drawn again.
	sync func()
}

func (c *composite) compose(self fyne.Widget, root fyne.CanvasObject) {
	c.root = root
	if c.sync != nil {
		c.sync()
	}
	c.ExtendBaseWidget(self)
}

// HeightFor returns the height that the widget needs at a width.
func (c *composite) HeightFor(width float32) float32 { return HeightFor(c.root, width) }

func (c *composite) wantedWidth() float32 { return wantedWidth(c.root) }

// CreateRenderer is called by Fyne.
func (c *composite) CreateRenderer() fyne.WidgetRenderer {
	r := &compositeRenderer{objects{c.root}, c}
	r.Refresh()
	return r
}

type compositeRenderer struct {
	objects
	c *composite
}

func (r *compositeRenderer) Layout(size fyne.Size) { r.c.root.Resize(size) }
func (r *compositeRenderer) MinSize() fyne.Size    { return r.c.root.MinSize() }

func (r *compositeRenderer) Refresh() {
	if r.c.sync != nil {
		r.c.sync()
	}
	r.c.root.Refresh()
}

// noColour paints nothing.
var noColour color.Color = color.Transparent

// paint sets a rectangle's fill, and its border when a width is given.
func paint(r *canvas.Rectangle, fill, stroke color.Color, width float32) {
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, stroke, width
	r.Refresh()
}

// write sets a text's words and colour, and redraws it only when one changed.
func write(t *canvas.Text, s string, c color.Color) {
	if t.Text == s && t.Color == c {
		return
	}
	t.Text, t.Color = s, c
	t.Refresh()
}

// drawIcon shows an icon in a colour, decoding it only when one changed.
func drawIcon(img *canvas.Image, icon look.Icon, c color.Color) {
	if icon.IsZero() {
		img.Hide()
		return
	}
	img.Show()
	res := icon.In(c)
	if img.Resource != nil && img.Resource.Name() == res.Name() {
		return
	}
	img.Resource = res
	img.Image = nil
	img.Refresh()
}

func newIconImage() *canvas.Image {
	img := &canvas.Image{FillMode: canvas.ImageFillContain}
	img.Hide()
	return img
}

func newText(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", color.Black)
	t.TextSize = size
	t.TextStyle.Bold = bold
	return t
}

// place moves and sizes in one go, on whole pixels.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(snap(x), snap(y)))
	o.Resize(fyne.NewSize(w, h))
}

// placeStroked is place for a rectangle with a border: Fyne draws half of a
// border outside its rectangle, this keeps all of it inside.
func placeStroked(r *canvas.Rectangle, x, y, w, h float32) {
	s := r.StrokeWidth
	r.Move(fyne.NewPos(snap(x)+s/2, snap(y)+s/2))
	r.Resize(fyne.NewSize(max(0, w-s), max(0, h-s)))
}

// placeText puts a text at x, its letters centred in a band of height h at y.
// Noto Sans sits a pixel low in its line, beside an icon it would look sunk.
func placeText(t *canvas.Text, x, y, w, h float32) {
	m := t.MinSize()
	place(t, x, y+(h-m.Height)/2-1, w, m.Height)
}
