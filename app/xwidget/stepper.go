package xwidget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Stepper)(nil)
	_ fyne.Accessible = (*Stepper)(nil)
)

// Stepper shows how far one is in a form of several pages: "Step 2 of 5", the
// name of the step, and a bar with a part for each.
type Stepper struct {
	widget.BaseWidget
	// Steps are the names of the steps.
	Steps []string
	// Current is the index of the step that is open.
	Current int
}

// NewStepper returns a stepper at its first step.
func NewStepper(steps ...string) *Stepper {
	s := &Stepper{Steps: steps}
	s.ExtendBaseWidget(s)
	return s
}

// SetCurrent moves to a step.
func (s *Stepper) SetCurrent(i int) {
	s.Current = max(0, min(len(s.Steps)-1, i))
	s.Refresh()
}

// AccessibilityLabel says how far one is.
func (s *Stepper) AccessibilityLabel() string {
	if len(s.Steps) == 0 {
		return ""
	}
	return "Step " + strconv.Itoa(s.Current+1) + " of " + strconv.Itoa(len(s.Steps)) + ": " + s.Steps[s.Current]
}

// AccessibilityRole says that this is text.
func (s *Stepper) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is called by Fyne.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer {
	r := &stepperRenderer{s: s, words: newText(look.TextBody, true)}
	r.Refresh()
	return r
}

type stepperRenderer struct {
	objects
	s     *Stepper
	words *canvas.Text
	parts []*canvas.Rectangle
}

func (r *stepperRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 36) }

func (r *stepperRenderer) Layout(size fyne.Size) {
	r.words.Text = pen{look.TextBody, true}.cut(r.s.AccessibilityLabel(), size.Width)
	placeText(r.words, 0, 0, size.Width, 24)
	w := (size.Width - float32(len(r.parts)-1)*4) / float32(max(1, len(r.parts)))
	for i, p := range r.parts {
		place(p, float32(i)*(w+4), 30, w, 6)
	}
}

func (r *stepperRenderer) Refresh() {
	th := r.s.Theme()
	for len(r.parts) < len(r.s.Steps) {
		p := canvas.NewRectangle(noColour)
		p.CornerRadius = 3
		r.parts = append(r.parts, p)
	}
	r.parts = r.parts[:len(r.s.Steps)]
	r.objects = append(r.objects[:0], r.words)
	for i, p := range r.parts {
		name := look.ColorBorder
		if i <= r.s.Current {
			name = look.Success.Line()
		}
		paint(p, look.Colour(th, name), nil, 0)
		r.objects = append(r.objects, p)
	}
	r.words.Color = look.Colour(th, look.ColorText)
	r.Layout(r.s.Size())
	r.words.Refresh()
	canvas.Refresh(r.s)
}
