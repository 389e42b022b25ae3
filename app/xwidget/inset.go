package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Pad surrounds an object with the same space on every side.
func Pad(space float32, o fyne.CanvasObject) *fyne.Container {
	return Inset(space, space, space, space, o)
}

// Inset surrounds an object with space: top, right, bottom, left.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{top, right, bottom, left}, o)
}

// Stack puts objects on top of one another, each as large as the stack.
func Stack(objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&grow{}, objs...)
}

// Middle centres an object in both directions, at its wanted width.
func Middle(o fyne.CanvasObject) *fyne.Container {
	return container.New(&middle{}, o)
}

type inset struct {
	top, right, bottom, left float32
}

func (p *inset) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range visible(objs) {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p *inset) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return (&grow{}).heightFor(objs, width-p.left-p.right) + p.top + p.bottom
}

func (p *inset) wantedWidth(objs []fyne.CanvasObject) float32 {
	return (&grow{}).wantedWidth(objs) + p.left + p.right
}

func (p *inset) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		place(o, p.left, p.top, max(0, size.Width-p.left-p.right), max(0, size.Height-p.top-p.bottom))
	}
}

type middle struct{ grow }

func (m *middle) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range visible(objs) {
		h = max(h, HeightFor(o, min(width, wantedWidth(o))))
	}
	return h
}

func (m *middle) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		w := min(size.Width, wantedWidth(o))
		h := HeightFor(o, w)
		place(o, (size.Width-w)/2, max(0, (size.Height-h)/2), w, h)
	}
}
