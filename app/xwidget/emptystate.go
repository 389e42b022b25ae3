package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*EmptyState)(nil)

// EmptyState stands where there is nothing yet: what this is and what to do
// first. Its action may be nil.
type EmptyState struct {
	composite
}

// NewEmptyState returns an icon, a title, a sentence and an action, centred.
func NewEmptyState(icon look.Icon, title, sentence string, action fyne.CanvasObject) *EmptyState {
	disc := NewSurface(look.Info.Ground())
	disc.Radius, disc.Least = 36, fyne.NewSquareSize(72)
	heading, words := NewText(Heading, title), NewText(Muted, sentence)
	heading.Align, words.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	column := VBox(look.Space8,
		Inset(0, 0, look.Space8, 0, Middle(Stack(disc, NewGlyph(icon, look.Info.Text(), 32)))),
		heading, words)
	if action != nil {
		column.Add(Inset(look.Space8, 0, 0, 0, Middle(action)))
	}
	e := &EmptyState{}
	e.compose(e, Middle(Pad(look.Space24, FormColumn(440, column))))
	return e
}
