package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*ErrorSummary)(nil)
	_ fyne.Accessible = (*ErrorSummary)(nil)
)

// ErrorSummary stands at the top of a form and lists what is wrong in it. Each
// line goes to its field. With nothing wrong it takes no room.
type ErrorSummary struct {
	composite
	list *fyne.Container
	all  []*Field
	// problems are sentences that belong to no field.
	problems []string
}

// NewErrorSummary watches the fields of a form, in their order.
func NewErrorSummary(fields ...*Field) *ErrorSummary {
	s := &ErrorSummary{all: fields, list: VBox(look.Space4)}
	ground := NewSurface(look.ColorCard)
	ground.Stroke, ground.StrokeWidth, ground.Radius = look.Danger.Line(), look.ButtonEdge, look.ControlRadius
	s.compose(s, Stack(ground, Pad(look.Space24, VBox(12, NewText(Heading, "There is a problem"), s.list))))
	s.Hidden = true
	return s
}

// Update shows the errors that the fields have now, and others that belong to
// no field. It reports whether there are none, and gives the keyboard to the
// first field with an error.
func (s *ErrorSummary) Update(others ...string) bool {
	s.problems = others
	s.list.Objects = nil
	var first *Field
	for _, f := range s.all {
		if f.Error == "" {
			continue
		}
		if first == nil {
			first = f
		}
		l := NewLink(f.Error, f.Focus)
		l.Color = look.ColorError
		s.list.Add(l)
	}
	for _, p := range others {
		t := NewText(Strong, p)
		t.Color = look.ColorError
		s.list.Add(t)
	}
	s.Hidden = len(s.list.Objects) == 0
	s.Refresh()
	if first != nil {
		first.Focus()
	}
	return s.Hidden
}

// AccessibilityLabel reads out the errors.
func (s *ErrorSummary) AccessibilityLabel() string {
	said := "There is a problem."
	for _, f := range s.all {
		if f.Error != "" {
			said += " " + f.Error
		}
	}
	for _, p := range s.problems {
		said += " " + p
	}
	return said
}

// AccessibilityRole says that this is a container.
func (s *ErrorSummary) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}
