package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*Glyph)(nil)

// Glyph is an icon in a named colour, as a picture without an act.
type Glyph struct {
	widget.BaseWidget
	Icon  look.Icon
	Color fyne.ThemeColorName
	// Side is the width and the height.
	Side float32
}

// NewGlyph returns an icon drawn side by side large.
func NewGlyph(icon look.Icon, color fyne.ThemeColorName, side float32) *Glyph {
	g := &Glyph{Icon: icon, Color: color, Side: side}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer is called by Fyne.
func (g *Glyph) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	img := newIconImage()
	r := &glyphRenderer{objects{img}, g, img}
	r.Refresh()
	return r
}

type glyphRenderer struct {
	objects
	g   *Glyph
	img *canvas.Image
}

func (r *glyphRenderer) Layout(size fyne.Size) {
	side := r.g.Side
	place(r.img, (size.Width-side)/2, (size.Height-side)/2, side, side)
}

func (r *glyphRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.g.Side) }

func (r *glyphRenderer) Refresh() {
	drawIcon(r.img, r.g.Icon, look.Colour(r.g.Theme(), r.g.Color))
	r.Layout(r.g.Size())
}
