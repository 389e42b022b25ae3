package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

// popover floats a panel beside the object that it belongs to. A click outside
// or Escape closes it.
type popover struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	anchor  fyne.CanvasObject
	panel   fyne.CanvasObject
	shield  *shield
	width   float32
	onClose func()
	// over, when above 0, lays the panel over its anchor with so much room
	// around it, instead of under it.
	over float32
}

var _ keyTaker = (*popover)(nil)

// newPopover shows content under anchor, or above it where there is more room
// there. A width of 0 is as wide as the content asks.
func newPopover(anchor, content fyne.CanvasObject, width float32, onClose func()) *popover {
	ground := NewSurface(look.ColorPopup)
	ground.Stroke, ground.Radius, ground.Raised = look.ColorBorder, look.CardRadius, true
	p := &popover{canvas: canvasOf(anchor), anchor: anchor, panel: content, width: width, onClose: onClose}
	p.shield = newShield(Stack(ground, content))
	p.ExtendBaseWidget(p)
	if p.canvas != nil {
		p.canvas.Overlays().Add(p)
		p.Resize(p.canvas.Size())
	}
	return p
}

func (p *popover) close() {
	if p.canvas == nil {
		return
	}
	c := p.canvas
	p.canvas = nil
	c.Overlays().Remove(p)
	if p.onClose != nil {
		p.onClose()
	}
}

// Tapped closes: the click was outside the panel.
func (p *popover) Tapped(*fyne.PointEvent) { p.close() }

// TappedSecondary closes likewise.
func (p *popover) TappedSecondary(*fyne.PointEvent) { p.close() }

func (p *popover) takeKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		p.close()
	}
}

// CreateRenderer is called by Fyne.
func (p *popover) CreateRenderer() fyne.WidgetRenderer {
	return &popoverRenderer{objects{p.shield}, p}
}

type popoverRenderer struct {
	objects
	p *popover
}

const popoverGap float32 = 4

func (r *popoverRenderer) Layout(size fyne.Size) {
	p := r.p
	at, anchor := absolute(p.anchor), p.anchor.Size()
	if p.over > 0 {
		at, anchor = at.SubtractXY(p.over, p.over+popoverGap), fyne.NewSize(anchor.Width, 0)
	}
	w := p.width
	if w <= 0 {
		w = wantedWidth(p.panel)
	}
	w = min(w, size.Width-2*look.Space8)
	h := HeightFor(p.panel, w)
	below := size.Height - at.Y - anchor.Height - popoverGap - look.Space8
	above := at.Y - popoverGap - look.Space8
	y := at.Y + anchor.Height + popoverGap
	if h > below && above > below {
		h = min(h, above)
		y = at.Y - popoverGap - h
	} else {
		h = min(h, max(0, below))
	}
	x := max(look.Space8, min(at.X, size.Width-w-look.Space8))
	place(p.shield, x, y, w, h)
}

func (r *popoverRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *popoverRenderer) Refresh() {
	r.Layout(r.p.Size())
	r.p.shield.Refresh()
}

// shield keeps a click on its content from reaching what is underneath.
type shield struct {
	composite
}

func newShield(content fyne.CanvasObject) *shield {
	s := &shield{}
	s.compose(s, content)
	return s
}

// Tapped does nothing.
func (s *shield) Tapped(*fyne.PointEvent) {}

// TappedSecondary does nothing.
func (s *shield) TappedSecondary(*fyne.PointEvent) {}
