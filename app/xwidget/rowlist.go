package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

// Item is what one row of a [RowList] shows.
type Item struct {
	Title string
	// Subtitle stands under the title; Detail under that.
	Subtitle, Detail string
	// Tags stand after the title, at most three.
	Tags [3]ItemTag
	// Figure stands at the right, such as "£95 a week", and FigureNote under
	// it, in the colour of FigureTone.
	Figure, FigureNote string
	FigureTone         look.Tone
	// Photo is the key of the row's photo, or "".
	Photo string
	// Ticked is whether the row's box is ticked, in a list that has OnTick.
	Ticked bool
}

// ItemTag is a tag of a row; without words it is not shown.
type ItemTag struct {
	Text string
	Tone look.Tone
}

// ItemSource gives a row list its rows by their index. It is asked for those
// that are seen, whenever they are drawn, so it must answer from memory.
type ItemSource interface {
	// Len returns how many rows there are.
	Len() int
	// Item fills the row, and returns false while it is not loaded yet; the
	// source then fetches it and has the list call Reload.
	Item(i int, item *Item) (loaded bool)
}

var _ fyne.Widget = (*RowList)(nil)

// RowList shows things that are worth a second look, one under the other: a
// photo, a title with tags, two lines under it and a figure at the right. It
// scrolls like a [Grid].
type RowList struct {
	composite
	// Source gives the rows.
	Source ItemSource
	// OnActivated is called when a row is clicked, or Enter pressed on it.
	OnActivated func(row int)
	// OnMoved is called when another row becomes the current one.
	OnMoved func(row int)
	// OnTick, when set before the list is shown, gives every row a box, and is
	// called when a row's box is clicked, or Space pressed on the row. The owner
	// keeps what is ticked and calls Reload.
	OnTick func(row int)
	// Empty is shown instead of rows when there are none.
	Empty fyne.CanvasObject

	photos *Photos
	list   *listView
	body   *fyne.Container
	item   Item
}

// NewRowList returns a list of rows. Without photos the rows have no place for
// one.
func NewRowList(source ItemSource, photos *Photos) *RowList {
	l := &RowList{Source: source, photos: photos}
	l.list = newListView(l.Len, func(v *listView) listRow { return newItemRow(l, v) })
	l.list.activate = func(i int) {
		if l.OnActivated != nil {
			l.OnActivated(i)
		}
	}
	l.list.moved = func(i int) {
		if l.OnMoved != nil {
			l.OnMoved(i)
		}
	}
	l.list.space = func(i int) bool {
		if l.OnTick != nil {
			l.OnTick(i)
		}
		return l.OnTick != nil
	}
	photos.reload(l.list)
	l.body = Stack(l.list.flush())
	l.sync = func() { showRowsOr(l.body, l.Len() > 0, l.Empty) }
	l.compose(l, l.body)
	return l
}

// Len returns how many rows there are.
func (l *RowList) Len() int {
	if l.Source == nil {
		return 0
	}
	return l.Source.Len()
}

// Reload draws the rows anew, after the source has changed.
func (l *RowList) Reload() {
	if l.list.current >= l.Len() {
		l.list.current = l.Len() - 1
	}
	l.Refresh()
}

// Current returns the index of the current row, -1 for none.
func (l *RowList) Current() int { return l.list.current }

// Select makes a row the current one and scrolls to it; -1 takes the mark away.
func (l *RowList) Select(row int) {
	if row < 0 {
		l.list.current = -1
		l.list.Refresh()
		return
	}
	l.list.setCurrent(row)
}

// Keep makes a row the current one, -1 for none, without scrolling to it, and
// scrolls on by as many rows as have come above the first one in sight: what the
// person looks at stays where it is.
func (l *RowList) Keep(current, above int) {
	l.list.current = current
	if at := l.list.GetScrollOffset(); above != 0 && at > 0 {
		l.list.ScrollToOffset(max(0, at+float32(above)*l.list.MinSize().Height))
	}
	l.list.Refresh()
}

// First returns the index of the first row in sight.
func (l *RowList) First() int { return int(l.list.GetScrollOffset() / max(1, l.list.MinSize().Height)) }

// ScrollToTop shows the first row.
func (l *RowList) ScrollToTop() { l.list.ScrollToOffset(0) }

// ScrollToOffset shows what is so far below the top of the first row.
func (l *RowList) ScrollToOffset(offset float32) { l.list.ScrollToOffset(offset) }

// FocusTarget is the part that takes the keyboard.
func (l *RowList) FocusTarget() fyne.Focusable { return l.list }

// showRowsOr shows the first object of body, or empty in its place.
func showRowsOr(body *fyne.Container, rows bool, empty fyne.CanvasObject) {
	list := body.Objects[0]
	body.Objects = body.Objects[:1]
	if !rows && empty != nil {
		list.Hide()
		body.Objects = append(body.Objects, Middle(empty))
		return
	}
	list.Show()
}
