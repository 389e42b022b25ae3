package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// Input is a control that a [Field] can hold.
type Input interface {
	fyne.CanvasObject
	// FocusTarget is what takes the keyboard.
	FocusTarget() fyne.Focusable
	// SetInvalid gives the control a red border, or takes it away.
	SetInvalid(bool)
}

// narrow is an input that is no wider than what goes into it.
type narrow interface {
	ownWidth() float32
}

// inputFrame is the border of a control into which something is put: grey at
// rest, red when what it holds is wrong, and when focused dark and 4 px wide
// with a yellow ring around it.
//
// Fyne's two renderers disagree by a pixel on where a border lies. So the
// border is a plate under the ground, and the stroke over the content only
// hides what Fyne's entry draws there itself.
type inputFrame struct {
	ring, plate, ground, border *canvas.Rectangle
	width                       float32
}

func newInputFrame() *inputFrame {
	f := &inputFrame{
		ring: canvas.NewRectangle(noColour), plate: canvas.NewRectangle(noColour), ground: canvas.NewRectangle(noColour),
		border: canvas.NewRectangle(noColour), width: look.InputBorder,
	}
	f.ring.CornerRadius = look.ControlRadius + ringWidth
	f.plate.CornerRadius, f.border.CornerRadius = look.ControlRadius, look.ControlRadius
	f.ground.CornerRadius = look.ControlRadius - 1
	return f
}

// below is what is drawn under the content of the control.
func (f *inputFrame) below() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ring, f.plate, f.ground}
}

const ringWidth float32 = 3

type inputState struct {
	focused, hovered, invalid, disabled bool
}

func (f *inputFrame) paint(th fyne.Theme, s inputState) {
	ring, ground, border, width := noColour, look.Colour(th, look.ColorInput), look.Colour(th, look.ColorInputBorder), look.InputBorder
	switch {
	case s.disabled:
		ground, border = look.Colour(th, look.ColorDisabledFace), look.Colour(th, look.ColorBorder)
	case s.focused:
		ring, border, width = look.Colour(th, look.ColorFocus), look.Colour(th, look.ColorInputFocus), look.ButtonEdge
	case s.invalid:
		border = look.Colour(th, look.Danger.Line())
	case s.hovered:
		border = look.Colour(th, look.ColorMark)
	}
	paint(f.ring, ring, nil, 0)
	f.width = width
	paint(f.plate, border, nil, 0)
	paint(f.ground, ground, nil, 0)
	paint(f.border, noColour, border, width)
}

func (f *inputFrame) layout(x, y, w, h float32) {
	place(f.ring, x-ringWidth, y-ringWidth, w+2*ringWidth, h+2*ringWidth)
	place(f.plate, x, y, w, h)
	place(f.ground, x+f.width, y+f.width, w-2*f.width, h-2*f.width)
	placeStroked(f.border, x, y, w, h)
}
