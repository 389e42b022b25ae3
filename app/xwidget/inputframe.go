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
type inputFrame struct {
	ring, ground, border *canvas.Rectangle
}

func newInputFrame() *inputFrame {
	f := &inputFrame{canvas.NewRectangle(noColour), canvas.NewRectangle(noColour), canvas.NewRectangle(noColour)}
	f.ring.CornerRadius = look.ControlRadius + ringWidth
	f.ground.CornerRadius, f.border.CornerRadius = look.ControlRadius, look.ControlRadius
	return f
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
	paint(f.ground, ground, nil, 0)
	paint(f.border, noColour, border, width)
}

func (f *inputFrame) layout(x, y, w, h float32) {
	place(f.ring, x-ringWidth, y-ringWidth, w+2*ringWidth, h+2*ringWidth)
	place(f.ground, x, y, w, h)
	placeStroked(f.border, x, y, w, h)
}
