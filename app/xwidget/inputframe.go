package xwidget

import (
	"fyne.io/fyne/v2"

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
// The border is a plate under the ground; the stroke over the content only
// hides what Fyne's entry draws there itself.
type inputFrame struct {
	ring, plate, ground, border *rounded
	width                       float32
}

func newInputFrame() *inputFrame {
	f := &inputFrame{
		ring: newRounded(look.ControlRadius + ringWidth), plate: newRounded(look.ControlRadius), ground: newRounded(look.ControlRadius - 1),
		border: newRounded(look.ControlRadius), width: look.InputBorder,
	}
	return f
}

// below is what is drawn under the content of the control.
func (f *inputFrame) below() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ring.Raster, f.plate.Raster, f.ground.Raster}
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
	f.ring.paint(ring, noColour, 0)
	f.width = width
	f.plate.paint(border, noColour, 0)
	f.ground.paint(ground, noColour, 0)
	f.border.paint(noColour, border, width)
}

func (f *inputFrame) layout(x, y, w, h float32) {
	place(f.ring, x-ringWidth, y-ringWidth, w+2*ringWidth, h+2*ringWidth)
	place(f.plate, x, y, w, h)
	place(f.ground, x+f.width, y+f.width, w-2*f.width, h-2*f.width)
	place(f.border, x, y, w, h)
}
