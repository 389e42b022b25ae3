package xwidget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

// control is the part that everything focusable shares: it keeps whether the
// widget is focused, hovered, pressed and disabled, and refreshes on a change.
type control struct {
	widget.BaseWidget
	self                                fyne.Widget
	focused, hovered, pressed, disabled bool
}

func (c *control) extend(self fyne.Widget) {
	c.self = self
	c.ExtendBaseWidget(self)
}

// FocusGained shows the focus and scrolls the widget into view.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c.self)
}

// FocusLost takes the focus mark away.
func (c *control) FocusLost() {
	c.focused, c.pressed = false, false
	c.Refresh()
}

// TypedRune ignores typed text.
func (c *control) TypedRune(rune) {}

// TypedKey hands every key on; widgets that use keys override it.
func (c *control) TypedKey(ev *fyne.KeyEvent) { passKey(c.self, ev) }

// MouseIn shows that the pointer is over the widget.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.Refresh()
}

// MouseMoved does nothing.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (c *control) MouseOut() {
	c.hovered, c.pressed = false, false
	c.Refresh()
}

// Disable makes the widget ignore mouse and keyboard.
func (c *control) Disable() { c.setDisabled(true) }

// Enable ends Disable.
func (c *control) Enable() { c.setDisabled(false) }

// Disabled reports whether the widget ignores mouse and keyboard.
func (c *control) Disabled() bool { return c.disabled }

func (c *control) setDisabled(v bool) {
	if c.disabled == v {
		return
	}
	c.disabled = v
	c.Refresh()
}

func (c *control) col(name fyne.ThemeColorName) color.Color {
	return look.Colour(c.Theme(), name)
}

// pressable is a control with one act, done by click, Space or Enter.
type pressable struct {
	control
	// OnTapped is the act.
	OnTapped func()
}

// Tapped does the act.
func (p *pressable) Tapped(*fyne.PointEvent) {
	if p.self.(fyne.Disableable).Disabled() || p.OnTapped == nil {
		return
	}
	p.OnTapped()
}

// TypedKey does the act on Space and Enter.
func (p *pressable) TypedKey(ev *fyne.KeyEvent) {
	if activates(ev) {
		p.Tapped(nil)
		return
	}
	passKey(p.self, ev)
}

// MouseDown shows the press.
func (p *pressable) MouseDown(*desktop.MouseEvent) {
	p.pressed = true
	p.Refresh()
}

// MouseUp ends the press.
func (p *pressable) MouseUp(*desktop.MouseEvent) {
	p.pressed = false
	p.Refresh()
}

// Cursor is a hand over what can be clicked.
func (p *pressable) Cursor() desktop.Cursor {
	if p.self.(fyne.Disableable).Disabled() || p.OnTapped == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func activates(ev *fyne.KeyEvent) bool {
	return ev.Name == fyne.KeySpace || isEnter(ev)
}

func isEnter(ev *fyne.KeyEvent) bool {
	return ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
}

// keyTaker is an overlay that has a use for keys its parts leave: Escape, and
// Enter for the default verb.
type keyTaker interface {
	takeKey(*fyne.KeyEvent)
}

// passKey hands a key that a focused widget has no use for to the overlay it
// stands in, or else to the canvas, where the shell listens.
func passKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(o)
	if c == nil || KeyToOverlay(c, ev) {
		return
	}
	if f := c.OnTypedKey(); f != nil {
		f(ev)
	}
}

// canvasOf returns the canvas that o is shown on. Fyne knows that of an object
// once it has been painted; what was put up a moment ago is in the one window.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(o); c != nil {
		return c
	}
	if windows := d.AllWindows(); len(windows) == 1 {
		return windows[0].Canvas()
	}
	return nil
}

// focusOn gives the keyboard to f where it is shown.
func focusOn(f fyne.Focusable) {
	if f == nil {
		return
	}
	if o, ok := f.(fyne.CanvasObject); ok {
		if c := canvasOf(o); c != nil {
			c.Focus(f)
		}
	}
}
