package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Scrollable = (*wheel)(nil)

// wheel lies over a text field and hands the mouse wheel to the page around it:
// Fyne's entry takes every turn to itself, and the page would stop wherever a
// field comes under the pointer. All else goes through to the field.
type wheel struct {
	widget.BaseWidget
}

func newWheel() *wheel {
	w := &wheel{}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled is called by Fyne.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) {
	for s := range scrolls {
		if s.Visible() && s.holds(w) {
			s.scroll.Scrolled(ev)
		}
	}
}

// CreateRenderer is called by Fyne.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(NewSurface(""))
}
