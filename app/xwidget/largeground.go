package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// largeGround is the area, in square dp, from which on a ground is drawn in
// parts.
const largeGround = 20_000

// groundParts draws a large ground, rounded and with a border or not: small
// rounded squares lie in the corners, fields of plain colour over all of them
// but the corner itself, and lines along the sides. See [plain] for why.
type groundParts struct {
	corners [4]*rounded          // top left, top right, bottom left, bottom right
	fields  [3]*plain            // from side to side between the corners, above that, below it
	lines   [4]*canvas.Rectangle // top, bottom, left, right
}

func newGroundParts() *groundParts {
	p := &groundParts{}
	for i := range p.corners {
		p.corners[i], p.lines[i] = newRounded(0), canvas.NewRectangle(noColour)
	}
	for i := range p.fields {
		p.fields[i] = newPlain()
	}
	return p
}

func (p *groundParts) objects() objects {
	var all objects
	for _, c := range p.corners {
		all = append(all, c.Raster)
	}
	for _, f := range p.fields {
		all = append(all, f.Raster)
	}
	for _, l := range p.lines {
		all = append(all, l)
	}
	return all
}

// show draws the parts of whole, which has a fill, or takes them away.
func (p *groundParts) show(shown bool, whole *canvas.Rectangle) {
	for i, c := range p.corners {
		c.radius = whole.CornerRadius
		c.paint(whole.FillColor, whole.StrokeColor, whole.StrokeWidth)
		c.Hidden = !shown || c.radius == 0
		paint(p.lines[i], whole.StrokeColor, nil, 0)
		p.lines[i].Hidden = !shown || whole.StrokeWidth == 0
	}
	for i, f := range p.fields {
		f.paint(whole.FillColor)
		f.Hidden = !shown || i > 0 && whole.CornerRadius == 0
	}
}

// layout puts the parts where a whole of the size lies.
func (p *groundParts) layout(size fyne.Size, whole *canvas.Rectangle) {
	w, h, r, s := size.Width, size.Height, whole.CornerRadius, whole.StrokeWidth
	side := 2*r + 2
	for i, c := range p.corners {
		place(c, float32(i%2)*(w-side), float32(i/2)*(h-side), side, side)
	}
	place(p.fields[0], 0, r, w, h-2*r)
	place(p.fields[1], r, 0, w-2*r, r)
	place(p.fields[2], r, h-r, w-2*r, r)
	place(p.lines[0], r, 0, w-2*r, s)
	place(p.lines[1], r, h-s, w-2*r, s)
	place(p.lines[2], 0, r, s, h-2*r)
	place(p.lines[3], w-s, r, s, h-2*r)
}
