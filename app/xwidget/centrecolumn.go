package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// CentreColumn keeps an object from being wider than most, in the middle of
// the width.
func CentreColumn(most float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&centreColumn{formColumn{most: most}}, o)
}

type centreColumn struct{ formColumn }

// Layout centres what FormColumn keeps at the left.
func (c *centreColumn) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	c.formColumn.Layout(objs, size)
	for _, o := range objs {
		o.Move(fyne.NewPos(snap((size.Width-o.Size().Width)/2), o.Position().Y))
	}
}
