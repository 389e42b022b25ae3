package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Chip)(nil)
	_ fyne.Focusable  = (*Chip)(nil)
	_ fyne.Accessible = (*Chip)(nil)
)

// Chip is a condition that is on or off: a pill with its words, ticked and
// tinted when on. It is as high as a field, to stand beside one.
type Chip struct {
	control
	Text string
	// Icon stands before the words while the chip is off.
	Icon look.Icon
	On   bool
	// OnChanged is called after a change by hand.
	OnChanged func(on bool)
}

// NewChip returns a chip that is off.
func NewChip(icon look.Icon, text string, changed func(on bool)) *Chip {
	c := &Chip{Text: text, Icon: icon, OnChanged: changed}
	c.extend(c)
	return c
}

// SetOn turns the chip on or off, without calling OnChanged.
func (c *Chip) SetOn(v bool) {
	if c.On == v {
		return
	}
	c.On = v
	c.Refresh()
}

// Tapped turns the chip over.
func (c *Chip) Tapped(*fyne.PointEvent) {
	if c.disabled {
		return
	}
	c.On = !c.On
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.On)
	}
}

// TypedKey turns the chip over on Space and Enter.
func (c *Chip) TypedKey(ev *fyne.KeyEvent) {
	if activates(ev) {
		c.Tapped(nil)
		return
	}
	passKey(c, ev)
}

// Cursor is a hand.
func (c *Chip) Cursor() desktop.Cursor {
	if c.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel returns the words and whether the chip is on.
func (c *Chip) AccessibilityLabel() string {
	if c.On {
		return c.Text + ", on"
	}
	return c.Text + ", off"
}

// AccessibilityRole says that this is a button.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{c: c, ring: canvas.NewRectangle(noColour), face: canvas.NewRectangle(noColour), icon: newIconImage(), text: newText(look.TextBody, false)}
	r.ring.CornerRadius = chipHeight/2 + ringWidth
	r.objects = objects{r.ring, r.face, r.icon, r.text}
	r.Refresh()
	return r
}

const (
	chipHeight = look.InputHeight
	chipIcon   = float32(16)
	chipGap    = float32(7)
	chipSide   = float32(14)
)

type chipRenderer struct {
	objects
	c          *Chip
	ring, face *canvas.Rectangle
	icon       *canvas.Image
	text       *canvas.Text
}

// MinSize keeps room for the tick, so that turning the chip on moves nothing.
func (r *chipRenderer) MinSize() fyne.Size {
	w := ceil(pen{look.TextBody, false}.advance(r.c.Text))
	return fyne.NewSize(w+2*chipSide+chipIcon+chipGap, chipHeight)
}

func (r *chipRenderer) Layout(size fyne.Size) {
	y := (size.Height - chipHeight) / 2
	place(r.ring, -ringWidth, y-ringWidth, size.Width+2*ringWidth, chipHeight+2*ringWidth)
	placeStroked(r.face, 0, y, size.Width, chipHeight)
	words := ceil(r.text.MinSize().Width)
	x := chipSide
	if r.icon.Hidden {
		x = (size.Width - words) / 2
	} else {
		place(r.icon, x, y+(chipHeight-chipIcon)/2, chipIcon, chipIcon)
		x += chipIcon + chipGap
	}
	placeText(r.text, x, y, words, chipHeight)
}

func (r *chipRenderer) Refresh() {
	c := r.c
	ring, face, border, width := noColour, c.col(look.ColorInput), c.col(look.ColorInputBorder), float32(1)
	words, icon, glyph := c.col(look.ColorText), c.Icon, c.col(look.ColorSecondary)
	if c.On {
		face, border, width = c.col(look.ColorSelected), c.col(look.ColorMark), look.InputBorder
		icon, glyph = look.IconCheck, c.col(look.ColorMark)
	}
	switch {
	case c.disabled:
		face, border, words = c.col(look.ColorDisabledFace), c.col(look.ColorBorder), c.col(look.ColorDisabledText)
		glyph = words
	case c.focused:
		ring, border, width = c.col(look.ColorFocus), c.col(look.ColorInputFocus), look.ButtonEdge
	case c.hovered:
		border, width = c.col(look.ColorMark), look.InputBorder
	}
	paint(r.ring, ring, nil, 0)
	r.face.CornerRadius = chipHeight/2 - look.InputBorder // a little less than half, which Fyne draws cleanly
	paint(r.face, face, border, width)
	drawIcon(r.icon, icon, glyph)
	write(r.text, c.Text, words)
	r.Layout(c.Size())
	canvas.Refresh(c)
}
