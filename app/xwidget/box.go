package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// VBox puts objects under one another, gap apart, each as wide as the box.
// [layout.NewSpacer] takes what height is left.
func VBox(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&vbox{gap: gap}, objs...)
}

// Row puts objects side by side, gap apart, centred on one line. Those wrapped
// in [Grow], and spacers, share what width is left; text is squeezed when
// there is too little.
func Row(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap}, objs...)
}

// TopRow is a Row whose objects keep to the top instead of the middle.
func TopRow(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, top: true}, objs...)
}

// Grow marks an object of a Row that takes the width which is left.
func Grow(o fyne.CanvasObject) *fyne.Container {
	return container.New(&grow{}, o)
}

// vbox remembers the width it was last laid out at, so that its least height
// is right for the width that it has.
type vbox struct {
	gap, width float32
}

func (b *vbox) MinSize(objs []fyne.CanvasObject) fyne.Size {
	if b.width > 0 {
		return fyne.NewSize(minWidth(objs), b.heightFor(objs, b.width))
	}
	h := b.gaps(objs)
	for _, o := range visible(objs) {
		h += o.MinSize().Height
	}
	return fyne.NewSize(minWidth(objs), h)
}

func (b *vbox) gaps(objs []fyne.CanvasObject) float32 {
	n := 0
	for _, o := range visible(objs) {
		if !isSpacer(o) {
			n++
		}
	}
	return float32(max(0, n-1)) * b.gap
}

func (b *vbox) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	h := b.gaps(objs)
	for _, o := range visible(objs) {
		if !isSpacer(o) {
			h += HeightFor(o, width)
		}
	}
	return h
}

func (b *vbox) wantedWidth(objs []fyne.CanvasObject) float32 {
	var w float32
	for _, o := range visible(objs) {
		w = max(w, wantedWidth(o))
	}
	return w
}

func (b *vbox) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	shown := visible(objs)
	spare, spacers := size.Height-b.heightFor(objs, size.Width), 0
	for _, o := range shown {
		if isSpacer(o) {
			spacers++
		}
	}
	y, first := float32(0), true
	for _, o := range shown {
		if isSpacer(o) {
			y += max(0, spare) / float32(spacers)
			continue
		}
		if !first {
			y += b.gap
		}
		first = false
		h := HeightFor(o, size.Width)
		place(o, 0, y, size.Width, h)
		y += h
	}
}

func isSpacer(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}

type row struct {
	gap, width float32
	top        bool
}

func (r *row) MinSize(objs []fyne.CanvasObject) fyne.Size {
	shown := visible(objs)
	var w, h float32
	for i, o := range shown {
		m := o.MinSize()
		w, h = w+m.Width, max(h, m.Height)
		if i > 0 {
			w += r.gap
		}
	}
	if r.width > 0 {
		h = r.heightFor(objs, r.width)
	}
	return fyne.NewSize(w, h)
}

func (r *row) wantedWidth(objs []fyne.CanvasObject) float32 {
	var w float32
	for i, o := range visible(objs) {
		w += wantedWidth(o)
		if i > 0 {
			w += r.gap
		}
	}
	return w
}

func (r *row) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	shown := visible(objs)
	var h float32
	for i, w := range r.widths(shown, width) {
		h = max(h, HeightFor(shown[i], w))
	}
	return h
}

// widths gives each object its wanted width, then shares what is left among
// those that grow, or takes what is missing from those that can shrink.
func (r *row) widths(shown []fyne.CanvasObject, width float32) []float32 {
	w := make([]float32, len(shown))
	left := width - float32(max(0, len(shown)-1))*r.gap
	growing, slack := 0, float32(0)
	for i, o := range shown {
		if grows(o) {
			growing++
			w[i] = o.MinSize().Width
		} else {
			w[i] = wantedWidth(o)
			slack += w[i] - o.MinSize().Width
		}
		left -= w[i]
	}
	for i, o := range shown {
		switch {
		case left > 0 && grows(o):
			w[i] += left / float32(growing)
		case left < 0 && slack > 0 && !grows(o):
			w[i] -= min(1, -left/slack) * (w[i] - o.MinSize().Width)
		}
	}
	return w
}

func (r *row) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	shown := visible(objs)
	x := float32(0)
	for i, w := range r.widths(shown, size.Width) {
		h := HeightFor(shown[i], w)
		y := (size.Height - h) / 2
		if r.top {
			y = 0
		}
		place(shown[i], x, max(0, y), w, h)
		x += w + r.gap
	}
}

func grows(o fyne.CanvasObject) bool {
	if c, ok := o.(*fyne.Container); ok {
		_, ok := c.Layout.(*grow)
		return ok
	}
	return isSpacer(o)
}

// grow fills its place with one object.
type grow struct{}

func (*grow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range visible(objs) {
		size = size.Max(o.MinSize())
	}
	return size
}

func (*grow) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range visible(objs) {
		h = max(h, HeightFor(o, width))
	}
	return h
}

func (*grow) wantedWidth(objs []fyne.CanvasObject) float32 {
	var w float32
	for _, o := range visible(objs) {
		w = max(w, wantedWidth(o))
	}
	return w
}

func (*grow) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		place(o, 0, 0, size.Width, size.Height)
	}
}
