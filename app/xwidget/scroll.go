package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*Scroll)(nil)

// Scroll shows content of any height, at the width that it has itself, and
// keeps the focused part in view. That part also stays where it is when what
// stands above it grows or shrinks: somebody may be typing there.
type Scroll struct {
	widget.BaseWidget
	content fyne.CanvasObject
	scroll  *container.Scroll

	focused fyne.CanvasObject // the part that had the focus last
	at      float32           // how far below the top of the content it was
}

// NewScroll returns a vertical scroll around content.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{content: content, scroll: container.NewVScroll(content)}
	s.ExtendBaseWidget(s)
	return s
}

// NewPage returns the usual page: header and body in the page margins, the
// body scrolling under the header.
func NewPage(header, body fyne.CanvasObject) *fyne.Container {
	m := look.PageMargin
	return Frame(Edges{Top: Inset(look.Space24, m, look.Space16, m, CentreColumn(look.PageWidest, header))},
		NewScroll(Inset(0, m, m, m, CentreColumn(look.PageWidest, body))))
}

// ScrollToTop shows the beginning of the content.
func (s *Scroll) ScrollToTop() { s.scroll.ScrollToTop() }

// ScrollToBottom shows the end of the content.
func (s *Scroll) ScrollToBottom() { s.scroll.ScrollToBottom() }

// Offset returns how far down the content is scrolled.
func (s *Scroll) Offset() float32 { return s.scroll.Offset.Y }

// SetContent replaces what is scrolled and shows its beginning.
func (s *Scroll) SetContent(o fyne.CanvasObject) {
	s.content, s.scroll.Content = o, o
	s.scroll.Offset = fyne.Position{}
	s.Refresh()
}

// CreateRenderer is called by Fyne.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	scrolls[s] = struct{}{}
	return &scrollRenderer{objects{s.scroll}, s}
}

type scrollRenderer struct {
	objects
	s *Scroll
}

// Layout tells the content its width first, so that the height by which Fyne
// scrolls is the one at that width.
func (r *scrollRenderer) Layout(size fyne.Size) {
	content := r.s.content
	wide := content.Size().Width
	content.Resize(fyne.NewSize(size.Width, max(size.Height, HeightFor(content, size.Width))))
	r.s.scroll.Resize(size)
	if by := r.s.moved(); by != 0 && wide == size.Width {
		r.s.scroll.Offset.Y = max(0, min(content.Size().Height-size.Height, r.s.Offset()+by))
	}
	r.s.scroll.Refresh()
}

// moved is how far down the part in focus has moved in the content, if it is in
// sight.
func (s *Scroll) moved() float32 {
	if s.focused == nil {
		return 0
	}
	if c := canvasOf(s); c == nil || any(c.Focused()) != any(s.focused) {
		s.focused = nil
		return 0
	}
	before := s.at
	s.note(s.focused)
	if seen := before - s.Offset(); seen < 0 || seen > s.Size().Height {
		return 0
	}
	return s.at - before
}

// note keeps where the part in focus is.
func (s *Scroll) note(o fyne.CanvasObject) {
	s.focused, s.at = o, absolute(o).Y-absolute(s.content).Y
}

func (r *scrollRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.s.content.MinSize().Width, 64)
}

func (r *scrollRenderer) Refresh() {
	r.s.content.Refresh()
	r.Layout(r.s.Size())
}

func (r *scrollRenderer) Destroy() { delete(scrolls, r.s) }

// scrolls are the scrolls that are shown, on Fyne's goroutine alone: Fyne
// tells nobody that a focused widget is out of sight.
var scrolls = map[*Scroll]struct{}{}

// reveal scrolls o into view in every scroll that holds it.
func reveal(o fyne.CanvasObject) {
	for s := range scrolls {
		if s.Visible() && s.holds(o) {
			s.reveal(o)
			s.note(o)
		}
	}
}

// holds reports whether o is inside the scroll's content: whether it moves
// when the content does.
func (s *Scroll) holds(o fyne.CanvasObject) bool {
	at := s.content.Position()
	before := absolute(o)
	s.content.Move(at.AddXY(0, 1))
	after := absolute(o)
	s.content.Move(at)
	return before != after
}

func (s *Scroll) reveal(o fyne.CanvasObject) {
	const around = look.Space24
	top := absolute(o).Y - absolute(s).Y
	bottom := top + o.Size().Height
	offset := s.scroll.Offset.Y
	switch {
	case top < 0 || o.Size().Height+2*around > s.Size().Height:
		offset += top - around
	case bottom > s.Size().Height:
		offset += bottom - s.Size().Height + around
	default:
		return
	}
	most := s.content.Size().Height - s.Size().Height
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(most, offset))))
}

func absolute(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}
