package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Flow puts objects side by side at their wanted width and begins a new line
// where the next would not fit. All stand gap apart in both directions.
func Flow(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objs...)
}

type flow struct {
	gap, width float32
}

// each calls at with the place of every object and returns the height of all.
func (f *flow) each(shown []fyne.CanvasObject, width float32, at func(i int, x, y, w, h float32)) float32 {
	var x, y, line float32
	for i, o := range shown {
		w := min(wantedWidth(o), width)
		h := HeightFor(o, w)
		if x > 0 && x+w > width {
			x, y, line = 0, y+line+f.gap, 0
		}
		if at != nil {
			at(i, x, y, w, h)
		}
		x += w + f.gap
		line = max(line, h)
	}
	return y + line
}

func (f *flow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := f.width
	if width <= 0 {
		width = f.wantedWidth(objs)
	}
	return fyne.NewSize(minWidth(objs), f.heightFor(objs, width))
}

func (f *flow) wantedWidth(objs []fyne.CanvasObject) float32 {
	return (&row{gap: f.gap}).wantedWidth(objs)
}

func (f *flow) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return f.each(visible(objs), width, nil)
}

func (f *flow) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	shown := visible(objs)
	f.each(shown, size.Width, func(i int, x, y, w, h float32) {
		place(shown[i], x, y, w, h)
	})
}
