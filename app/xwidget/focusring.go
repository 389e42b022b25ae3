package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// focusRing marks what has the keyboard and is too large to turn yellow: a
// yellow frame around it with a dark bar along its lower edge.
type focusRing struct {
	frame, bar *canvas.Rectangle
}

const focusRingGap float32 = 6

func newFocusRing() focusRing {
	f := focusRing{canvas.NewRectangle(noColour), canvas.NewRectangle(noColour)}
	f.frame.CornerRadius = look.ControlRadius
	return f
}

func (f focusRing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.frame, f.bar} }

func (f focusRing) paint(c *control) {
	frame, bar := noColour, noColour
	if c.focused {
		frame, bar = c.col(look.ColorFocus), c.col(look.ColorInputFocus)
	}
	paint(f.frame, noColour, frame, ringWidth)
	paint(f.bar, bar, nil, 0)
}

// layout puts the ring around something at the origin with a size.
func (f focusRing) layout(size fyne.Size) {
	g := focusRingGap
	placeStroked(f.frame, -g, -g, size.Width+2*g, size.Height+2*g)
	place(f.bar, -g, size.Height+g-look.ButtonEdge, size.Width+2*g, look.ButtonEdge)
}
