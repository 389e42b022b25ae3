package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Sheet)(nil)
	_ fyne.Tappable   = (*Sheet)(nil)
	_ fyne.Accessible = (*Sheet)(nil)
	_ keyTaker        = (*Sheet)(nil)
)

// Sheet shows something beside the page, over its right edge, to read or look
// up without leaving. Escape, its cross and a click beside it close it.
type Sheet struct {
	modal
	Title   string
	Content fyne.CanvasObject
	// MaxWidth is how wide the sheet may be.
	MaxWidth float32

	ground *Surface
	title  *Text
	cross  *Button
	rule   *Surface
	scroll *Scroll
}

// NewSheet returns a sheet that is not shown yet.
func NewSheet(title string, content fyne.CanvasObject) *Sheet {
	s := &Sheet{Title: title, Content: content, MaxWidth: 440}
	s.ground = newPanel(0)
	s.title = NewText(Heading, title)
	s.cross = NewGlyphButton(look.IconClose, "Close", s.Close)
	s.rule = NewRule()
	s.scroll = NewScroll(Inset(look.Space24, look.Space24, look.Space24, look.Space24, content))
	s.extend(s)
	return s
}

// ShowIn shows the sheet and gives the keyboard to the first part of its
// content, or else to its cross.
func (s *Sheet) ShowIn(c fyne.Canvas) {
	s.put(c)
	c.FocusNext()
}

// Tapped closes the sheet when the click was beside it.
func (s *Sheet) Tapped(ev *fyne.PointEvent) {
	if ev.Position.X < s.ground.Position().X {
		s.Close()
	}
}

func (s *Sheet) takeKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		s.Close()
		return
	}
	scrollByKey(s.scroll, ev)
}

// AccessibilityLabel returns the title.
func (s *Sheet) AccessibilityLabel() string { return s.Title }

// AccessibilityRole says that this holds other things.
func (s *Sheet) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is called by Fyne.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	r := &sheetRenderer{s: s, scrim: newScrim()}
	r.objects = objects{r.scrim, s.ground, s.title, s.rule, s.scroll, s.cross}
	r.Refresh()
	return r
}

type sheetRenderer struct {
	objects
	s     *Sheet
	scrim *canvas.Rectangle
}

func (r *sheetRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *sheetRenderer) Layout(size fyne.Size) {
	s := r.s
	const side = look.Space24
	r.scrim.Resize(size)
	w := min(s.MaxWidth, size.Width)
	x := size.Width - w
	place(s.ground, x, 0, w, size.Height)
	cross := s.cross.MinSize()
	words := w - 2*side - cross.Width - look.Space8
	head := max(cross.Height, HeightFor(s.title, words))
	place(s.title, x+side, side, words, head)
	place(s.cross, x+w-side-cross.Width+look.Space8, side-2, cross.Width, cross.Height)
	y := side + head + look.Space16
	place(s.rule, x+1, y, w-1, 1)
	place(s.scroll, x+1, y+1, w-1, max(0, size.Height-y-1))
}

func (r *sheetRenderer) Refresh() {
	s := r.s
	s.title.SetContent(s.Title)
	paint(r.scrim, look.Colour(s.Theme(), look.ColorScrim), nil, 0)
	r.Layout(s.Size())
	for _, o := range r.objects[1:] {
		o.Refresh()
	}
}
