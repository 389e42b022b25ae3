package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Edges are the parts of a [Frame] around its middle; any may be nil.
type Edges struct {
	Top, Right, Bottom, Left fyne.CanvasObject
}

// Frame gives the edges what they need, at the height that their width asks
// for, and the middle what is left. It is Fyne's border layout for parts that
// hold wrapped text.
func Frame(e Edges, middle fyne.CanvasObject) *fyne.Container {
	l := &frame{edges: e, middle: middle}
	c := container.New(l)
	// Tab goes through the parts in this order.
	for _, o := range []fyne.CanvasObject{e.Top, e.Left, middle, e.Right, e.Bottom} {
		if o != nil {
			c.Add(o)
		}
	}
	return c
}

type frame struct {
	edges  Edges
	middle fyne.CanvasObject
	width  float32
}

func widthOf(o fyne.CanvasObject) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	return wantedWidth(o)
}

func heightOf(o fyne.CanvasObject, width float32) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	return HeightFor(o, width)
}

func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	side := widthOf(f.edges.Left) + widthOf(f.edges.Right)
	w := side
	if f.middle != nil {
		w += f.middle.MinSize().Width
	}
	for _, o := range []fyne.CanvasObject{f.edges.Top, f.edges.Bottom} {
		if o != nil && o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, f.heightFor(nil, max(w, f.width)))
}

func (f *frame) heightFor(_ []fyne.CanvasObject, width float32) float32 {
	left, right := widthOf(f.edges.Left), widthOf(f.edges.Right)
	inner := max(heightOf(f.edges.Left, left), heightOf(f.edges.Right, right), heightOf(f.middle, width-left-right))
	return heightOf(f.edges.Top, width) + inner + heightOf(f.edges.Bottom, width)
}

func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	e := f.edges
	top, bottom := heightOf(e.Top, size.Width), heightOf(e.Bottom, size.Width)
	left, right := widthOf(e.Left), widthOf(e.Right)
	h := max(0, size.Height-top-bottom)
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if o != nil {
			place(o, x, y, max(0, w), h)
		}
	}
	put(e.Top, 0, 0, size.Width, top)
	put(e.Bottom, 0, size.Height-bottom, size.Width, bottom)
	put(e.Left, 0, top, left, h)
	put(e.Right, size.Width-right, top, right, h)
	put(f.middle, left, top, size.Width-left-right, h)
}
