package xwidget

import (
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// listRow is a row of a listView. It is filled again and again as the list
// scrolls, so it should change only what differs.
type listRow interface {
	fyne.Widget
	fill(i int, state rowState)
}

// rowState is how a row stands among the others.
type rowState struct {
	// current is the row that the keyboard acts on.
	current bool
	// focused means that the list has the keyboard.
	focused bool
	// last is the last row of all.
	last bool
}

// listView is Fyne's list, which draws only the rows that are seen, with our
// own keyboard, our own highlight, and no gap between rows.
type listView struct {
	widget.List
	length func() int
	// activate is called on Enter, Space and a click.
	activate func(i int)
	// space, when set, is asked first on Space, and reports whether it had a
	// use for it.
	space func(i int) bool
	// moved is called when the current row changes.
	moved   func(i int)
	current int
	focused bool
	// typed is called with text that is typed while the list has the keyboard.
	typed func(rune)
	// ring is refreshed when the keyboard comes and goes.
	ring func()
	// filled is the rows in sight by their index.
	filled map[int]listRow
	// pinned means that the current row was set before the list had a size, and
	// is kept in view until the list is used.
	pinned bool
}

func newListView(length func() int, newRow func(*listView) listRow) *listView {
	l := &listView{length: length, current: -1, filled: map[int]listRow{}}
	l.HideSeparators = true
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject { return newRow(l) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { l.fill(i, o.(listRow)) }
	l.ExtendBaseWidget(l)
	return l
}

func (l *listView) fill(i int, row listRow) {
	l.forget()
	l.filled[i] = row
	row.fill(i, l.state(i))
}

// forget lets go of the rows that are out of sight.
func (l *listView) forget() {
	height := l.MinSize().Height
	first := int(l.GetScrollOffset() / height)
	last := first + int(l.Size().Height/height) + 1
	maps.DeleteFunc(l.filled, func(i int, _ listRow) bool { return i < first || i > last })
}

// refill fills the rows in sight again. Refresh does so too, but has Fyne make a
// row to measure it, each time, and keep it for a minute.
func (l *listView) refill() {
	l.forget()
	for i, row := range l.filled {
		if i < l.length() {
			row.fill(i, l.state(i))
		}
	}
}

// flush returns the list without Fyne's gap between rows.
func (l *listView) flush() fyne.CanvasObject {
	return container.NewThemeOverride(l, flushTheme{})
}

func (l *listView) state(i int) rowState {
	return rowState{current: i == l.current, focused: l.focused, last: i == l.length()-1}
}

// setCurrent moves the highlight and scrolls to it.
func (l *listView) setCurrent(i int) {
	n := l.length()
	if n == 0 {
		l.current = -1
		l.Refresh()
		return
	}
	i = max(0, min(n-1, i))
	changed := i != l.current
	l.current = i
	l.pinned = l.Size().Height <= 0
	if !l.pinned {
		l.ScrollTo(i)
	}
	l.Refresh()
	if changed && l.moved != nil {
		l.moved(i)
	}
}

// Resize keeps a pinned row in view: while a window is put together its list
// has several sizes, the first ones too small for the row.
func (l *listView) Resize(size fyne.Size) {
	l.List.Resize(size)
	if l.pinned && size.Height > 0 {
		l.ScrollToOffset(0)
		l.ScrollTo(l.current)
	}
}

func (l *listView) tapped(i int) {
	if c := canvasOf(l); c != nil && c.Focused() != fyne.Focusable(l) {
		c.Focus(l)
	}
	l.setCurrent(i)
	if l.activate != nil {
		l.activate(i)
	}
}

// page is how many rows are seen at once.
func (l *listView) page() int {
	row := l.MinSize().Height
	if row <= 0 {
		return 1
	}
	return max(1, int(l.Size().Height/row)-1)
}

// FocusGained shows which row the keyboard acts on.
func (l *listView) FocusGained() {
	l.focused = true
	if l.current < 0 && l.length() > 0 {
		l.current = 0
	}
	l.Refresh()
	if l.ring != nil {
		l.ring()
	}
	reveal(l)
}

// FocusLost takes the mark away.
func (l *listView) FocusLost() {
	l.focused = false
	l.Refresh()
	if l.ring != nil {
		l.ring()
	}
}

// TypedRune hands typed text to the owner.
func (l *listView) TypedRune(r rune) {
	if l.typed != nil && r != ' ' {
		l.typed(r)
	}
}

// TypedKey moves with the arrows, Page Up and Down, Home and End, and
// activates with Enter and Space.
func (l *listView) TypedKey(ev *fyne.KeyEvent) {
	if !l.move(ev) {
		passKey(l, ev)
	}
}

// move deals with a key and reports whether it had a use for it.
func (l *listView) move(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		l.setCurrent(l.current + 1)
	case fyne.KeyUp:
		l.setCurrent(l.current - 1)
	case fyne.KeyPageDown:
		l.setCurrent(l.current + l.page())
	case fyne.KeyPageUp:
		l.setCurrent(l.current - l.page())
	case fyne.KeyHome:
		l.setCurrent(0)
	case fyne.KeyEnd:
		l.setCurrent(l.length() - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if ev.Name == fyne.KeySpace && l.space != nil && l.current >= 0 && l.current < l.length() && l.space(l.current) {
			break
		}
		if l.current >= 0 && l.current < l.length() && l.activate != nil {
			l.activate(l.current)
		}
	default:
		return false
	}
	return true
}

// rowBase is what the rows of a listView share: hover and click.
type rowBase struct {
	control
	list  *listView
	index int
	state rowState
}

// Tapped makes the row current and activates it.
func (r *rowBase) Tapped(*fyne.PointEvent) { r.list.tapped(r.index) }

// Disabled keeps Tab on the list as a whole.
func (r *rowBase) Disabled() bool { return true }

// Cursor is a hand where a click does something.
func (r *rowBase) Cursor() desktop.Cursor {
	if r.list.activate == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// flushTheme is the app's theme without padding, which Fyne's list puts
// between rows.
type flushTheme struct{ appTheme }

func (t flushTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNamePadding {
		return 0
	}
	return t.appTheme.Size(n)
}
