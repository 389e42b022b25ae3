package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*InsetText)(nil)

// InsetText sets a paragraph apart with a blue bar at its left: a rule, a
// reason, something to know before going on.
type InsetText struct {
	composite
	text *Text
}

// NewInsetText returns a set-apart paragraph.
func NewInsetText(content string) *InsetText {
	t := &InsetText{text: NewText(Body, content)}
	bar := NewSurface(look.Info.Line())
	bar.Least = fyne.NewSize(4, 1)
	t.compose(t, Frame(Edges{Left: bar}, Inset(look.Space8, 0, look.Space8, look.Space16, t.text)))
	return t
}

// SetContent replaces the words.
func (t *InsetText) SetContent(s string) {
	t.text.Content = s
	t.Refresh()
}
