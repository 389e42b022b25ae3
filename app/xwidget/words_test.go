package xwidget_test

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// textOf returns the words that an object shows, in painting order.
func textOf(o fyne.CanvasObject) string {
	var words []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch v := o.(type) {
		case *canvas.Text:
			if v.Text != "" {
				words = append(words, v.Text)
			}
		case *fyne.Container:
			for _, child := range v.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(v).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return strings.Join(words, " ")
}

// find returns the first shown widget of a type inside o.
func find[T fyne.CanvasObject](o fyne.CanvasObject) (found T, ok bool) {
	all := findAll[T](o)
	if len(all) == 0 {
		return found, false
	}
	return all[0], true
}

// findAll returns the shown widgets of a type inside o, in painting order.
func findAll[T fyne.CanvasObject](o fyne.CanvasObject) (all []T) {
	if !o.Visible() {
		return nil
	}
	if v, ok := o.(T); ok {
		all = append(all, v)
	}
	switch v := o.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			all = append(all, findAll[T](child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(v).Objects() {
			all = append(all, findAll[T](child)...)
		}
	}
	return all
}
