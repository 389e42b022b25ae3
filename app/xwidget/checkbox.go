package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*CheckBox)(nil)
	_ fyne.Focusable  = (*CheckBox)(nil)
	_ fyne.Accessible = (*CheckBox)(nil)
	_ Input           = (*CheckBox)(nil)
	_ Input           = (*CheckGroup)(nil)
)

// CheckBox is a yes or no.
type CheckBox struct {
	control
	Label   string
	Hint    string
	Checked bool
	// OnChanged is called after a change by hand.
	OnChanged func(bool)

	invalid bool
}

// NewCheckBox returns an empty box.
func NewCheckBox(label string, changed func(bool)) *CheckBox {
	c := &CheckBox{Label: label, OnChanged: changed}
	c.extend(c)
	return c
}

// SetChecked ticks the box or empties it, without calling OnChanged.
func (c *CheckBox) SetChecked(v bool) {
	c.Checked = v
	c.Refresh()
}

// FocusTarget is the box itself.
func (c *CheckBox) FocusTarget() fyne.Focusable { return c }

// SetInvalid gives the box a red border, or takes it away.
func (c *CheckBox) SetInvalid(v bool) {
	c.invalid = v
	c.Refresh()
}

// Tapped turns the box over.
func (c *CheckBox) Tapped(*fyne.PointEvent) {
	if c.disabled {
		return
	}
	focusOn(c)
	c.toggle()
}

func (c *CheckBox) toggle() {
	c.Checked = !c.Checked
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.Checked)
	}
}

// TypedKey turns the box over on Space.
func (c *CheckBox) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace && !c.disabled {
		c.toggle()
		return
	}
	passKey(c, ev)
}

// Cursor is a hand.
func (c *CheckBox) Cursor() desktop.Cursor {
	if c.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel returns the label and whether the box is ticked.
func (c *CheckBox) AccessibilityLabel() string {
	if c.Checked {
		return c.Label + ", ticked"
	}
	return c.Label + ", not ticked"
}

// AccessibilityRole says that this is a button.
func (c *CheckBox) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (c *CheckBox) CreateRenderer() fyne.WidgetRenderer {
	m := newChoiceMarks(false)
	r := &checkRenderer{m.objects(), c, m}
	r.Refresh()
	return r
}

type checkRenderer struct {
	objects
	c     *CheckBox
	marks *choiceMarks
}

func (r *checkRenderer) MinSize() fyne.Size { return choiceSize(r.c.Label, r.c.Hint) }

func (r *checkRenderer) Layout(size fyne.Size) { r.marks.layout(0, size.Width) }

func (r *checkRenderer) Refresh() {
	c := r.c
	r.marks.paint(c.Theme(), c.Label, c.Hint, choiceState{focused: c.focused, hovered: c.hovered, on: c.Checked, invalid: c.invalid, disabled: c.disabled})
	r.Layout(c.Size())
	canvas.Refresh(c)
}

// CheckGroup is several boxes, of which any may be ticked.
type CheckGroup struct {
	composite
	// OnChanged is called with the ticked values after a change by hand.
	OnChanged func([]string)

	options []Option
	boxes   []*CheckBox
}

// NewCheckGroup returns a group of empty boxes under one another; across lays
// them side by side, as many as fit.
func NewCheckGroup(options []Option, across bool, changed func([]string)) *CheckGroup {
	g := &CheckGroup{OnChanged: changed, options: options}
	box := VBox(look.Space4)
	if across {
		box = Flow(look.Space16)
	}
	for _, o := range options {
		c := NewCheckBox(o.Label, func(bool) {
			if g.OnChanged != nil {
				g.OnChanged(g.Values())
			}
		})
		c.Hint = o.Note
		g.boxes = append(g.boxes, c)
		box.Add(c)
	}
	g.compose(g, box)
	return g
}

// Values returns the values of the ticked options, in their order.
func (g *CheckGroup) Values() []string {
	var v []string
	for i, c := range g.boxes {
		if c.Checked {
			v = append(v, g.options[i].Value)
		}
	}
	return v
}

// SetValues ticks the options with these values and empties the others.
func (g *CheckGroup) SetValues(values ...string) {
	on := map[string]bool{}
	for _, v := range values {
		on[v] = true
	}
	for i, c := range g.boxes {
		c.SetChecked(on[g.options[i].Value])
	}
}

// FocusTarget is the first box.
func (g *CheckGroup) FocusTarget() fyne.Focusable {
	if len(g.boxes) == 0 {
		return nil
	}
	return g.boxes[0]
}

// SetInvalid gives the boxes a red border, or takes it away.
func (g *CheckGroup) SetInvalid(v bool) {
	for _, c := range g.boxes {
		c.SetInvalid(v)
	}
}
