package xwidget

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
)

// Column is one column of a [Grid].
type Column struct {
	Title string
	// Width is fixed when above 0; otherwise the column takes a share of what
	// is left, by its Flex (1 when 0).
	Width, Flex float32
	// Align places the title and the text; figures go to the trailing edge.
	Align fyne.TextAlign
	// Sortable lets the column's title be clicked to sort by it.
	Sortable bool
	// HideBelow drops the column where the grid is narrower than this.
	HideBelow float32
}

// Cell is what one column of a row shows: a text with perhaps a second line,
// or a tag.
type Cell struct {
	Text string
	// Secondary stands below the text, smaller and standing back.
	Secondary string
	Bold      bool
	// Tag, when set, is shown instead of Text in the tone's colours.
	Tag  string
	Tone look.Tone
}

// GridSource gives a grid its rows by their index. It is asked for the rows
// that are seen, whenever they are drawn, so it must answer from memory.
type GridSource interface {
	// Len returns how many rows there are.
	Len() int
	// Row fills cells, one for each column, and returns the key of the row's
	// photo or "". It returns false while the row is not loaded yet; the
	// source then fetches it and has the grid call Reload.
	Row(i int, cells []Cell) (photo string, loaded bool)
}

// columnSpan is where a column is drawn.
type columnSpan struct {
	x, width float32
	shown    bool
}

const (
	gridSide     float32 = 16
	gridGap      float32 = 16
	gridHead     float32 = 40
	gridThumb    float32 = 40
	rowPlain     float32 = 44
	rowTwoLines  float32 = 60
	flexMinWidth float32 = 80
)

// spans shares a width among the columns.
func spans(columns []Column, width, lead float32, into []columnSpan) []columnSpan {
	into = into[:0]
	left, flex := width-2*gridSide-lead, float32(0)
	for _, c := range columns {
		s := columnSpan{shown: c.HideBelow <= 0 || width >= c.HideBelow}
		into = append(into, s)
		if !s.shown {
			continue
		}
		if c.Width > 0 {
			left -= c.Width
		} else {
			flex += share(c)
		}
		left -= gridGap
	}
	left += gridGap
	x := gridSide + lead
	for i, c := range columns {
		if !into[i].shown {
			continue
		}
		w := c.Width
		if w <= 0 {
			w = max(flexMinWidth, left*share(c)/flex)
		}
		into[i].x, into[i].width = x, w
		x += w + gridGap
	}
	return into
}

func share(c Column) float32 {
	if c.Flex > 0 {
		return c.Flex
	}
	return 1
}
