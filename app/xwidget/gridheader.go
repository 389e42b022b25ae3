package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*gridHeader)(nil)
	_ fyne.Focusable  = (*gridHeader)(nil)
	_ fyne.Accessible = (*gridHeader)(nil)
)

// gridHeader is the line of titles above a grid. Left and Right go to the next
// column that can be sorted by, Enter and Space sort by it.
type gridHeader struct {
	control
	g      *Grid
	cursor int
	over   int
}

func newGridHeader(g *Grid) *gridHeader {
	h := &gridHeader{g: g, cursor: -1, over: -1}
	h.extend(h)
	h.step(1)
	return h
}

// Disabled reports whether no column can be sorted by, so that Tab passes by.
func (h *gridHeader) Disabled() bool {
	for _, c := range h.g.columns {
		if c.Sortable {
			return false
		}
	}
	return true
}

// step moves to the next column that can be sorted by.
func (h *gridHeader) step(by int) {
	columns := h.g.columns
	for i := h.cursor + by; i >= 0 && i < len(columns); i += by {
		if columns[i].Sortable {
			h.cursor = i
			h.Refresh()
			return
		}
	}
}

// TypedKey moves and sorts.
func (h *gridHeader) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyLeft:
		h.step(-1)
	case ev.Name == fyne.KeyRight:
		h.step(1)
	case ev.Name == fyne.KeyDown:
		focusOn(h.g.list)
	case activates(ev):
		h.g.sortBy(h.cursor)
	default:
		passKey(h, ev)
	}
}

func (h *gridHeader) at(x float32) int {
	for i, s := range h.g.spans(h.Size().Width) {
		if s.shown && x >= s.x-gridGap/2 && x < s.x+s.width+gridGap/2 {
			return i
		}
	}
	return -1
}

// Tapped sorts by the column under the pointer.
func (h *gridHeader) Tapped(ev *fyne.PointEvent) {
	if i := h.at(ev.Position.X); i >= 0 && h.g.columns[i].Sortable {
		h.cursor = i
		h.g.sortBy(i)
	}
}

// MouseMoved shows which column is under the pointer.
func (h *gridHeader) MouseMoved(ev *desktop.MouseEvent) {
	if over := h.at(ev.Position.X); over != h.over {
		h.over = over
		h.Refresh()
	}
}

// MouseOut ends MouseMoved.
func (h *gridHeader) MouseOut() {
	h.over = -1
	h.control.MouseOut()
}

// Cursor is a hand over a title that sorts.
func (h *gridHeader) Cursor() desktop.Cursor {
	if h.over >= 0 && h.over < len(h.g.columns) && h.g.columns[h.over].Sortable {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// AccessibilityLabel says what the rows are sorted by.
func (h *gridHeader) AccessibilityLabel() string {
	g := h.g
	if g.SortColumn < 0 || g.SortColumn >= len(g.columns) {
		return "Not sorted"
	}
	if g.SortDescending {
		return "Sorted by " + g.columns[g.SortColumn].Title + ", descending"
	}
	return "Sorted by " + g.columns[g.SortColumn].Title + ", ascending"
}

// AccessibilityRole says that this is a button.
func (h *gridHeader) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (h *gridHeader) CreateRenderer() fyne.WidgetRenderer {
	r := &gridHeaderRenderer{h: h, line: canvas.NewRectangle(noColour), mark: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour), arrow: newIconImage()}
	r.objects = objects{r.mark, r.bar, r.line, r.arrow}
	for range h.g.columns {
		t := newText(look.TextCaption, true)
		r.titles = append(r.titles, t)
		r.objects = append(r.objects, t)
	}
	r.Refresh()
	return r
}

type gridHeaderRenderer struct {
	objects
	h               *gridHeader
	line, mark, bar *canvas.Rectangle
	arrow           *canvas.Image
	titles          []*canvas.Text
}

func (r *gridHeaderRenderer) MinSize() fyne.Size { return fyne.NewSize(160, gridHead) }

const arrowSide float32 = 14

func (r *gridHeaderRenderer) Layout(size fyne.Size) {
	h, g := r.h, r.h.g
	place(r.line, 0, size.Height-1, size.Width, 1)
	r.mark.Hidden, r.bar.Hidden = true, true
	for i, s := range g.spans(size.Width) {
		t, c := r.titles[i], g.columns[i]
		t.Hidden = !s.shown
		if !s.shown {
			continue
		}
		if h.focused && i == h.cursor {
			r.mark.Hidden, r.bar.Hidden = false, false
			place(r.mark, s.x-gridGap/2, 0, s.width+gridGap, size.Height)
			place(r.bar, s.x-gridGap/2, size.Height-look.ButtonEdge, s.width+gridGap, look.ButtonEdge)
		}
		room, x := s.width, s.x
		if i == g.SortColumn {
			room -= arrowSide + 4
			words := min(room, ceil(cellTagPen.advance(c.Title)))
			if c.Align == fyne.TextAlignTrailing {
				place(r.arrow, s.x+s.width-words-arrowSide-4, (size.Height-arrowSide)/2, arrowSide, arrowSide)
				x += arrowSide + 4
			} else {
				place(r.arrow, s.x+words+4, (size.Height-arrowSide)/2, arrowSide, arrowSide)
			}
		}
		t.Alignment = c.Align
		t.Text = cellTagPen.cut(c.Title, room)
		placeText(t, x, 0, room, size.Height)
	}
}

func (r *gridHeaderRenderer) Refresh() {
	h, g := r.h, r.h.g
	paint(r.line, h.col(look.ColorBorder), nil, 0)
	paint(r.mark, h.col(look.ColorFocus), nil, 0)
	paint(r.bar, h.col(look.ColorFocusText), nil, 0)
	for i, t := range r.titles {
		t.Color = h.col(look.ColorSecondary)
		switch {
		case h.focused && i == h.cursor:
			t.Color = h.col(look.ColorFocusText)
		case i == h.over && g.columns[i].Sortable:
			t.Color = h.col(look.ColorLink)
		case i == g.SortColumn:
			t.Color = h.col(look.ColorText)
		}
	}
	arrow, c := look.Icon{}, h.col(look.ColorText)
	if g.SortColumn >= 0 {
		arrow = look.IconChevronUp
		if g.SortDescending {
			arrow = look.IconChevronDown
		}
		if h.focused && g.SortColumn == h.cursor {
			c = h.col(look.ColorFocusText)
		}
	}
	drawIcon(r.arrow, arrow, c)
	r.Layout(h.Size())
	for _, t := range r.titles {
		t.Refresh()
	}
	canvas.Refresh(h)
}
