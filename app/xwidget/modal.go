package xwidget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

// modal is what dialogs, sheets and the command palette share: it lies over
// the whole window, so that neither the pointer nor Tab get past it. When it
// closes, the keyboard is where it was before.
type modal struct {
	widget.BaseWidget
	// OnClosed is called when it was closed, in whatever way.
	OnClosed func()

	self   fyne.Widget
	canvas fyne.Canvas
}

func (m *modal) extend(self fyne.Widget) {
	m.self = self
	m.ExtendBaseWidget(self)
}

// put lays it over everything that is shown on a canvas.
func (m *modal) put(c fyne.Canvas) {
	if m.canvas != nil {
		return
	}
	m.canvas = c
	c.Overlays().Add(m.self)
	m.self.Resize(c.Size())
}

// IsOpen reports whether it is shown.
func (m *modal) IsOpen() bool { return m.canvas != nil }

// Close takes it away, and all that was opened from it.
func (m *modal) Close() {
	c := m.canvas
	if c == nil {
		return
	}
	m.canvas = nil
	closeAbove(c, m.self)
	c.Overlays().Remove(m.self)
	if m.OnClosed != nil {
		m.OnClosed()
	}
}

// closeAlone takes it away and leaves what was opened over it.
func (m *modal) closeAlone() {
	c := m.canvas
	if c == nil {
		return
	}
	all := c.Overlays().List()
	above := slices.Clone(all[slices.Index(all, fyne.CanvasObject(m.self))+1:])
	focused := c.Focused()
	m.canvas = nil
	c.Overlays().Remove(m.self)
	for _, o := range above {
		c.Overlays().Add(o)
	}
	if len(above) > 0 && focused != nil {
		c.Focus(focused)
	}
	if m.OnClosed != nil {
		m.OnClosed()
	}
}

// closer is an overlay that can be closed.
type closer interface{ Close() }

// closeAbove closes what lies over an overlay, the topmost first, so that each
// hears of it.
func closeAbove(c fyne.Canvas, o fyne.CanvasObject) {
	for top := c.Overlays().Top(); top != nil && top != o; top = c.Overlays().Top() {
		if k, ok := top.(closer); ok {
			k.Close()
		}
		if c.Overlays().Top() == top {
			c.Overlays().Remove(top)
		}
	}
}

// CloseOverlays closes every dialog, sheet and list that lies over a canvas.
func CloseOverlays(c fyne.Canvas) { closeAbove(c, nil) }

// KeyToOverlay hands a key that nothing focused has a use for to the topmost
// overlay, and reports whether there is one. A window calls it for the keys
// that its canvas gets, so that Escape works wherever the focus is.
func KeyToOverlay(c fyne.Canvas, ev *fyne.KeyEvent) bool {
	top := c.Overlays().Top()
	if k, ok := top.(keyTaker); ok {
		k.takeKey(ev)
	}
	return top != nil
}

// newScrim returns the veil that a modal draws over the page.
func newScrim() *canvas.Rectangle { return canvas.NewRectangle(noColour) }

// newPanel returns the ground that a modal's content stands on.
func newPanel(radius float32) *Surface {
	s := NewSurface(look.ColorPopup)
	s.Stroke, s.Radius, s.Raised = look.ColorBorder, radius, true
	return s
}

// scrollByKey scrolls what has no part to focus, such as a long text.
func scrollByKey(s *Scroll, ev *fyne.KeyEvent) {
	const line = 44
	page := s.Size().Height - line
	switch ev.Name {
	case fyne.KeyDown:
		s.scrollBy(line)
	case fyne.KeyUp:
		s.scrollBy(-line)
	case fyne.KeyPageDown:
		s.scrollBy(page)
	case fyne.KeyPageUp:
		s.scrollBy(-page)
	case fyne.KeyHome:
		s.ScrollToTop()
	case fyne.KeyEnd:
		s.ScrollToBottom()
	}
}

func (s *Scroll) scrollBy(dy float32) {
	most := max(0, s.content.Size().Height-s.Size().Height)
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(most, s.scroll.Offset.Y+dy))))
}
