package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*Card)(nil)

// Card is a padded white ground with a thin border, for what belongs together.
type Card struct {
	composite
	surface *Surface
	padding *inset
	// Content is what stands on the card.
	Content fyne.CanvasObject
}

// NewCard returns a card around content.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{Content: content}
	c.surface = NewSurface(look.ColorCard)
	c.surface.Stroke, c.surface.Radius = look.ColorBorder, look.CardRadius
	inner := Pad(look.PageGap, content)
	c.padding = inner.Layout.(*inset)
	c.compose(c, Stack(c.surface, inner))
	return c
}

// NewTitledCard returns a card with a heading, and actions at its right.
func NewTitledCard(heading string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *Card {
	var head fyne.CanvasObject = NewText(Heading, heading)
	for _, a := range actions {
		if b, ok := a.(*Button); ok {
			b.Compact = true
		}
	}
	if len(actions) > 0 {
		head = Row(look.Space8, append([]fyne.CanvasObject{Grow(head)}, actions...)...)
	}
	return NewCard(Frame(Edges{Top: Inset(0, 0, look.Space16, 0, head)}, content))
}

// NewPlainCard returns a card whose content goes up to its border, as a grid
// does.
func NewPlainCard(content fyne.CanvasObject) *Card {
	c := NewCard(content)
	*c.padding = inset{1, 1, 1, 1}
	return c
}
