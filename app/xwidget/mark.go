package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// A choice is a row of a check or radio group: 40 px high, with a mark of 28
// that is a square or a circle, a label, and perhaps a hint under the label.
const (
	choiceHeight float32 = 40
	choiceMark   float32 = 28
	choiceHint   float32 = 20
)

// choiceMarks draws the mark and the words of one choice.
type choiceMarks struct {
	ring, box   *canvas.Rectangle
	dot         *canvas.Rectangle
	tick        *canvas.Image
	label, hint *canvas.Text
}

func newChoiceMarks(round bool) *choiceMarks {
	m := &choiceMarks{
		canvas.NewRectangle(noColour), canvas.NewRectangle(noColour), canvas.NewRectangle(noColour),
		newIconImage(), newText(look.TextBody, false), newText(look.TextCaption, false),
	}
	m.box.CornerRadius, m.ring.CornerRadius = look.ControlRadius, look.ControlRadius+ringWidth
	if round {
		m.box.CornerRadius, m.ring.CornerRadius = choiceMark/2, choiceMark/2+ringWidth
		m.dot.CornerRadius = 7
	}
	return m
}

func (m *choiceMarks) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.ring, m.box, m.dot, m.tick, m.label, m.hint}
}

// layout puts the choice at y, in a row of a width.
func (m *choiceMarks) layout(y, width float32) {
	top := y + (choiceHeight-choiceMark)/2
	place(m.ring, 3-ringWidth, top-ringWidth, choiceMark+2*ringWidth, choiceMark+2*ringWidth)
	placeStroked(m.box, 3, top, choiceMark, choiceMark)
	place(m.dot, 3+7, top+7, 14, 14)
	place(m.tick, 3+4, top+4, 20, 20)
	x := choiceMark + 3 + 12
	placeText(m.label, x, y, width-x, choiceHeight)
	placeText(m.hint, x, y+choiceHeight-8, width-x, choiceHint)
}

type choiceState struct {
	focused, hovered, on, invalid, disabled bool
	round                                   bool
}

func (m *choiceMarks) paint(th fyne.Theme, label, hint string, s choiceState) {
	ring, ground, border, width := noColour, look.Colour(th, look.ColorInput), look.Colour(th, look.ColorInputBorder), look.InputBorder
	words, mark := look.Colour(th, look.ColorText), look.Colour(th, look.ColorText)
	switch {
	case s.disabled:
		ground, border = look.Colour(th, look.ColorDisabledFace), look.Colour(th, look.ColorBorder)
		words = look.Colour(th, look.ColorDisabledText)
		mark = words
	case s.focused:
		ring, border, width = look.Colour(th, look.ColorFocus), look.Colour(th, look.ColorInputFocus), look.ButtonEdge
	case s.invalid:
		border = look.Colour(th, look.Danger.Line())
	case s.hovered:
		border = look.Colour(th, look.ColorMark)
	}
	paint(m.ring, ring, nil, 0)
	paint(m.box, ground, border, width)
	m.dot.Hidden = !s.on || !s.round
	paint(m.dot, mark, nil, 0)
	tick := look.Icon{}
	if s.on && !s.round {
		tick = look.IconCheck
	}
	drawIcon(m.tick, tick, mark)
	write(m.label, label, words)
	write(m.hint, hint, look.Colour(th, look.ColorSecondary))
	m.hint.Hidden = hint == ""
}

// choiceSize is the least size of a choice.
func choiceSize(label, hint string) fyne.Size {
	x := choiceMark + 3 + 12
	w := pen{look.TextBody, false}.advance(label)
	h := choiceHeight
	if hint != "" {
		w = max(w, pen{look.TextCaption, false}.advance(hint))
		h += choiceHint - 4
	}
	return fyne.NewSize(x+ceil(w), h)
}
