package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Squeeze lets an object be narrower than it asks to be, down to nothing, so
// that a long line is cut instead of making its page wider than the window.
// It is for objects that end in an ellipsis where there is too little room.
func Squeeze(o fyne.CanvasObject) *fyne.Container { return container.New(squeeze{}, o) }

type squeeze struct{}

func (squeeze) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var h float32
	for _, o := range visible(objs) {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(0, h)
}

func (squeeze) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range visible(objs) {
		place(o, 0, 0, size.Width, size.Height)
	}
}
