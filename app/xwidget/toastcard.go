package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget       = (*toastCard)(nil)
	_ desktop.Hoverable = (*toastCard)(nil)
	_ fyne.Accessible   = (*toastCard)(nil)
)

// toastCard is one toast. It catches clicks, so that none reaches what is
// underneath.
type toastCard struct {
	composite
	toast   Toast
	close   func()
	stop    func()
	hovered bool

	ground, bar   *Surface
	glyph         *Glyph
	words         *Text
	action, cross *Button
}

func newToastCard(toast Toast) *toastCard {
	c := &toastCard{toast: toast, ground: NewSurface(""), bar: NewSurface(""), glyph: NewGlyph(look.Icon{}, "", 20), words: NewText(Body, toast.Message)}
	c.ground.Radius, c.ground.Raised, c.ground.Stroke = look.CardRadius, true, look.ColorBorder
	c.bar.Radius, c.bar.Least = 2, fyne.NewSize(4, 1)
	c.words.MaxLines = 6
	c.action = NewIconButton(Quiet, toast.Icon, toast.Action, c.act)
	c.action.Compact, c.action.Hidden = true, toast.Action == ""
	c.cross = NewGlyphButton(look.IconClose, "Close this message", func() { c.close() })
	line := Row(12, c.glyph, Grow(c.words), c.action, c.cross)
	c.sync = c.fill
	c.compose(c, Stack(c.ground, Inset(6, 8, 6, 6, Frame(Edges{Left: c.bar}, Inset(8, 0, 8, 12, line)))))
	return c
}

// fill takes the colours of the kind: an error has a ground of its own.
func (c *toastCard) fill() {
	tone, icon, _ := bannerLook(c.toast.Kind)
	c.ground.Fill, c.bar.Fill = look.ColorPopup, tone.Line()
	c.glyph.Icon, c.glyph.Color = icon, tone.Figure()
	c.words.Color = look.ColorText
	if tone == look.Danger {
		c.ground.Fill, c.glyph.Color, c.words.Color = tone.Ground(), tone.Text(), tone.Text()
	}
}

func (c *toastCard) act() {
	c.close()
	if c.toast.OnAction != nil {
		c.toast.OnAction()
	}
}

// held reports whether the pointer or the keyboard is on the toast.
func (c *toastCard) held() bool {
	return c.hovered || c.action.hovered || c.cross.hovered || c.focused()
}

func (c *toastCard) focused() bool { return c.action.focused || c.cross.focused }

// MouseIn keeps the toast while the pointer is on it.
func (c *toastCard) MouseIn(*desktop.MouseEvent) { c.hovered = true }

// MouseMoved does nothing.
func (c *toastCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (c *toastCard) MouseOut() { c.hovered = false }

// Tapped does nothing.
func (c *toastCard) Tapped(*fyne.PointEvent) {}

// AccessibilityLabel reads the toast out.
func (c *toastCard) AccessibilityLabel() string {
	_, _, said := bannerLook(c.toast.Kind)
	return said + ": " + c.toast.Message
}

// AccessibilityRole says that this is text.
func (c *toastCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
