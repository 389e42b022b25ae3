package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

// HelpSection is a short headed paragraph of help.
type HelpSection struct {
	Heading, Body string
}

var _ fyne.Widget = (*HelpPanel)(nil)

// HelpPanel is a page's help: headed paragraphs one under the other, usually
// in a [Sheet].
type HelpPanel struct {
	composite
}

// NewHelpPanel returns the paragraphs, and below them what else may help, such
// as the keys that work here.
func NewHelpPanel(sections []HelpSection, more ...fyne.CanvasObject) *HelpPanel {
	box := VBox(look.Space24)
	for _, s := range sections {
		box.Add(VBox(look.Space4, NewText(Strong, s.Heading), NewText(Body, s.Body)))
	}
	for _, o := range more {
		box.Add(o)
	}
	h := &HelpPanel{}
	h.compose(h, box)
	return h
}

// NewHelpButton returns the "?" that opens a page's help.
func NewHelpButton(open func()) *Button {
	b := NewGlyphButton(look.IconHelp, "Help with this page", open)
	return b
}

// NewKeyList returns keys and what they do, as two columns.
func NewKeyList(keys ...KeyHint) fyne.CanvasObject {
	box := VBox(look.Space8)
	var w float32
	for _, k := range keys {
		w = max(w, ceil(pen{look.TextCaption, true}.advance(k.Keys))+2*tagSide)
	}
	for _, k := range keys {
		column := NewSurface("")
		column.Least = fyne.NewSize(w, 1)
		box.Add(Row(look.Space16, Pad(0, Stack(column, Row(0, NewTag(look.Neutral, k.Keys)))), Grow(NewText(Body, k.Does))))
	}
	return box
}

// KeyHint is a key or keys and what they do.
type KeyHint struct {
	Keys, Does string
}
