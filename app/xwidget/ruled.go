package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

// Ruled puts rows under one another with a thin line between.
func Ruled(rows ...fyne.CanvasObject) *fyne.Container {
	parts := []fyne.CanvasObject{}
	for i, row := range rows {
		if i > 0 {
			parts = append(parts, NewRule())
		}
		parts = append(parts, row)
	}
	return VBox(look.Space16, parts...)
}
