package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Widget     = (*RadioGroup)(nil)
	_ fyne.Focusable  = (*RadioGroup)(nil)
	_ fyne.Accessible = (*RadioGroup)(nil)
	_ Input           = (*RadioGroup)(nil)
)

// RadioGroup is one of a few, all in view. Tab reaches the group, the arrow
// keys choose in it.
type RadioGroup struct {
	control
	Options []Option
	// Selected is the index of the chosen option, -1 for none.
	Selected int
	// OnChanged is called after a choice by hand.
	OnChanged func(Option)

	invalid bool
	over    int
}

// NewRadioGroup returns a group with nothing chosen.
func NewRadioGroup(options []Option, changed func(Option)) *RadioGroup {
	g := &RadioGroup{Options: options, Selected: -1, OnChanged: changed, over: -1}
	g.extend(g)
	return g
}

// Value returns the chosen option's value, or "" for none.
func (g *RadioGroup) Value() string {
	if g.Selected < 0 || g.Selected >= len(g.Options) {
		return ""
	}
	return g.Options[g.Selected].Value
}

// SetValue chooses the option with a value, or none, without calling OnChanged.
func (g *RadioGroup) SetValue(value string) {
	g.Selected = -1
	for i, o := range g.Options {
		if o.Value == value {
			g.Selected = i
			break
		}
	}
	g.Refresh()
}

// FocusTarget is the group itself.
func (g *RadioGroup) FocusTarget() fyne.Focusable { return g }

// SetInvalid gives the circles a red border, or takes it away.
func (g *RadioGroup) SetInvalid(v bool) {
	g.invalid = v
	g.Refresh()
}

// Tapped chooses what is under the pointer.
func (g *RadioGroup) Tapped(ev *fyne.PointEvent) {
	if g.disabled {
		return
	}
	focusOn(g)
	g.choose(g.at(ev.Position.Y))
}

// MouseMoved shows which option is under the pointer.
func (g *RadioGroup) MouseMoved(ev *desktop.MouseEvent) {
	if over := g.at(ev.Position.Y); over != g.over {
		g.over = over
		g.Refresh()
	}
}

// MouseOut ends MouseMoved.
func (g *RadioGroup) MouseOut() {
	g.over = -1
	g.control.MouseOut()
}

// Cursor is a hand.
func (g *RadioGroup) Cursor() desktop.Cursor {
	if g.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// TypedKey moves the choice with the arrow keys; Space chooses the first.
func (g *RadioGroup) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case g.disabled || len(g.Options) == 0:
		passKey(g, ev)
	case ev.Name == fyne.KeyDown || ev.Name == fyne.KeyRight:
		g.choose((g.Selected + 1) % len(g.Options))
	case ev.Name == fyne.KeyUp || ev.Name == fyne.KeyLeft:
		g.choose((max(0, g.Selected) + len(g.Options) - 1) % len(g.Options))
	case ev.Name == fyne.KeySpace:
		g.choose(max(0, g.Selected))
	default:
		passKey(g, ev)
	}
}

func (g *RadioGroup) choose(i int) {
	if i == g.Selected || i < 0 || i >= len(g.Options) {
		return
	}
	g.Selected = i
	g.Refresh()
	if g.OnChanged != nil {
		g.OnChanged(g.Options[i])
	}
}

// at returns the option at a height, or -1.
func (g *RadioGroup) at(y float32) int {
	for i := range g.Options {
		if y >= g.top(i) && y < g.top(i+1) {
			return i
		}
	}
	return -1
}

const choiceGap float32 = 4

// top is where an option begins.
func (g *RadioGroup) top(i int) float32 {
	var y float32
	for _, o := range g.Options[:i] {
		y += choiceSize(o.Label, o.Note).Height + choiceGap
	}
	return y
}

// AccessibilityLabel returns what is chosen.
func (g *RadioGroup) AccessibilityLabel() string {
	if g.Selected < 0 || g.Selected >= len(g.Options) {
		return "Nothing chosen"
	}
	return g.Options[g.Selected].Label + ", chosen"
}

// AccessibilityRole says that this is a button.
func (g *RadioGroup) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (g *RadioGroup) CreateRenderer() fyne.WidgetRenderer {
	r := &radioRenderer{g: g}
	r.Refresh()
	return r
}

type radioRenderer struct {
	objects
	g     *RadioGroup
	marks []*choiceMarks
}

func (r *radioRenderer) MinSize() fyne.Size {
	g := r.g
	var w float32
	for _, o := range g.Options {
		w = max(w, choiceSize(o.Label, o.Note).Width)
	}
	return fyne.NewSize(w, max(0, g.top(len(g.Options))-choiceGap))
}

func (r *radioRenderer) Layout(size fyne.Size) {
	for i, m := range r.marks {
		m.layout(r.g.top(i), size.Width)
	}
}

func (r *radioRenderer) Refresh() {
	g := r.g
	for len(r.marks) < len(g.Options) {
		r.marks = append(r.marks, newChoiceMarks(true))
	}
	r.marks = r.marks[:len(g.Options)]
	r.objects = r.objects[:0]
	for i, o := range g.Options {
		focused := g.focused && (i == g.Selected || g.Selected < 0 && i == 0)
		r.marks[i].paint(g.Theme(), o.Label, o.Note, choiceState{
			focused: focused, hovered: i == g.over, on: i == g.Selected,
			invalid: g.invalid, disabled: g.disabled, round: true,
		})
		r.objects = append(r.objects, r.marks[i].objects()...)
	}
	r.Layout(g.Size())
	canvas.Refresh(g)
}
