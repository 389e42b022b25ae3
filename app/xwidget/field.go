package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Field)(nil)
	_ fyne.Accessible = (*Field)(nil)
)

// Field is a control of a form with its label above it, a hint, and the error
// when what it holds will not do.
type Field struct {
	composite
	Label string
	// Hint says what to enter, under the label.
	Hint string
	// Error, when set, shows under the hint with a red bar at the left.
	Error string
	// Control is what is filled in.
	Control Input

	label, hint, err *Text
	bar              *Surface
	body             *inset
}

// NewField returns a form group. Hint may be "".
func NewField(label, hint string, control Input) *Field {
	f := &Field{
		Label: label, Hint: hint, Control: control,
		label: NewText(Strong, label), hint: NewText(Muted, hint), err: NewText(Strong, ""), bar: NewSurface(look.Danger.Line()),
	}
	f.err.Color = look.ColorError
	f.bar.Least = fyne.NewSize(look.ButtonEdge, 1)
	body := Inset(0, 0, 0, 0, VBox(0, f.label, f.hint, f.err, Inset(6, 0, 0, 0, container.New(&ownWidth{}, control))))
	f.body = body.Layout.(*inset)
	f.sync = f.fill
	f.compose(f, container.New(&barred{}, f.bar, body))
	return f
}

// SetError shows what is wrong and what to do; "" takes it away.
func (f *Field) SetError(sentence string) {
	if f.Error == sentence {
		return
	}
	f.Error = sentence
	f.Control.SetInvalid(sentence != "")
	f.Refresh()
}

// Check shows err's sentence, or none, and reports whether all is well.
func (f *Field) Check(err error) bool {
	if err != nil {
		f.SetError(err.Error())
		return false
	}
	f.SetError("")
	return true
}

// Focus gives the keyboard to the control.
func (f *Field) Focus() { focusOn(f.Control.FocusTarget()) }

func (f *Field) fill() {
	f.label.Content = f.Label
	f.hint.Content, f.hint.Hidden = f.Hint, f.Hint == ""
	f.err.Content, f.err.Hidden = "Error: "+f.Error, f.Error == ""
	f.bar.Hidden = f.Error == ""
	f.body.left = 0
	if f.Error != "" {
		f.body.left = look.Space16
	}
}

// AccessibilityLabel reads out the label, the hint and the error.
func (f *Field) AccessibilityLabel() string {
	s := f.Label
	if f.Hint != "" {
		s += ". " + f.Hint
	}
	if f.Error != "" {
		s += ". Error: " + f.Error
	}
	return s
}

// AccessibilityRole says that this is a container.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// ownWidth gives an input the width it asks for, or all there is.
type ownWidth struct{ grow }

func (l *ownWidth) of(o fyne.CanvasObject, width float32) float32 {
	if n, ok := o.(narrow); ok && n.ownWidth() > 0 {
		return min(width, n.ownWidth())
	}
	return width
}

func (l *ownWidth) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objs[0], l.of(objs[0], width))
}

func (l *ownWidth) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, l.of(objs[0], size.Width), size.Height)
}

// barred draws its first object as a bar along the left of its second.
type barred struct{}

func (barred) MinSize(objs []fyne.CanvasObject) fyne.Size { return objs[1].MinSize() }

func (barred) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objs[1], width)
}

func (barred) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, look.ButtonEdge, size.Height)
	place(objs[1], 0, 0, size.Width, size.Height)
}
