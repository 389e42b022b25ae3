package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*Grid)(nil)

// Grid shows rows in columns and scrolls smoothly through any number of them,
// because it draws only those that are seen and asks its source for no others.
// The arrow keys, Page Up and Down, Home and End move; Enter and a click open.
type Grid struct {
	composite
	// Source gives the rows.
	Source GridSource
	// OnActivated is called when a row is clicked, or Enter pressed on it.
	OnActivated func(row int)
	// OnMoved is called when another row becomes the current one.
	OnMoved func(row int)
	// OnSort is called when a column's title is clicked. The owner sorts and
	// calls Reload; the grid shows the arrow.
	OnSort func(column int, descending bool)
	// SortColumn is the column that the rows are sorted by, -1 for none.
	SortColumn     int
	SortDescending bool
	// Empty is shown instead of rows when there are none.
	Empty fyne.CanvasObject

	columns  []Column
	photos   *Photos
	twoLines bool
	header   *gridHeader
	list     *listView
	place    []columnSpan
	placedAt float32
	body     *fyne.Container
	cells    []Cell
}

// NewGrid returns a grid of one-line rows.
func NewGrid(columns []Column, source GridSource) *Grid {
	return newGrid(columns, source, nil, false)
}

// NewTwoLineGrid returns a grid whose cells have room for a second line, and
// whose rows begin with a photo unless photos is nil.
func NewTwoLineGrid(columns []Column, source GridSource, photos *Photos) *Grid {
	return newGrid(columns, source, photos, true)
}

func newGrid(columns []Column, source GridSource, photos *Photos, twoLines bool) *Grid {
	g := &Grid{Source: source, SortColumn: -1, columns: columns, photos: photos, twoLines: twoLines, cells: make([]Cell, len(columns))}
	g.header = newGridHeader(g)
	g.list = newListView(g.Len, func(l *listView) listRow { return newGridRow(g, l) })
	g.list.activate = func(i int) {
		if g.OnActivated != nil {
			g.OnActivated(i)
		}
	}
	g.list.moved = func(i int) {
		if g.OnMoved != nil {
			g.OnMoved(i)
		}
	}
	photos.reload(g.list)
	g.body = Stack(g.list.flush())
	g.sync = func() { showRowsOr(g.body, g.Len() > 0, g.Empty) }
	g.compose(g, Frame(Edges{Top: g.header}, g.body))
	return g
}

// Len returns how many rows there are.
func (g *Grid) Len() int {
	if g.Source == nil {
		return 0
	}
	return g.Source.Len()
}

// Columns returns the columns.
func (g *Grid) Columns() []Column { return g.columns }

// Reload draws the rows anew, after the source has changed.
func (g *Grid) Reload() {
	if g.list.current >= g.Len() {
		g.list.current = g.Len() - 1
	}
	g.Refresh()
}

// Current returns the index of the current row, -1 for none.
func (g *Grid) Current() int { return g.list.current }

// Select makes a row the current one and scrolls to it; -1 takes the mark away.
func (g *Grid) Select(row int) {
	if row < 0 {
		g.list.current = -1
		g.list.Refresh()
		return
	}
	g.list.setCurrent(row)
}

// ScrollToTop shows the first row.
func (g *Grid) ScrollToTop() { g.list.ScrollToOffset(0) }

// ScrollToOffset shows what is so far below the top of the first row.
func (g *Grid) ScrollToOffset(offset float32) { g.list.ScrollToOffset(offset) }

// FocusTarget is the part that takes the keyboard.
func (g *Grid) FocusTarget() fyne.Focusable { return g.list }

func (g *Grid) rowHeight() float32 {
	if g.twoLines {
		return rowTwoLines
	}
	return rowPlain
}

// lead is the room that thumbnails take before the first column.
func (g *Grid) lead() float32 {
	if g.photos == nil {
		return 0
	}
	return gridThumb + gridGap
}

// spans returns where the columns are at a width; rows and header share it.
func (g *Grid) spans(width float32) []columnSpan {
	if g.placedAt != width || len(g.place) != len(g.columns) {
		g.place = spans(g.columns, width, g.lead(), g.place)
		g.placedAt = width
	}
	return g.place
}

func (g *Grid) sortBy(column int) {
	if column < 0 || column >= len(g.columns) || !g.columns[column].Sortable {
		return
	}
	if g.SortColumn == column {
		g.SortDescending = !g.SortDescending
	} else {
		g.SortColumn, g.SortDescending = column, false
	}
	g.header.Refresh()
	if g.OnSort != nil {
		g.OnSort(g.SortColumn, g.SortDescending)
	}
}

// pens of a grid's cells.
var (
	cellPen      = pen{look.TextBody, false}
	cellBoldPen  = pen{look.TextBody, true}
	cellQuietPen = pen{look.TextCaption, false}
	cellTagPen   = pen{look.TextCaption, true}
)
