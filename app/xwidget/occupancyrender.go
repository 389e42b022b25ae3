package xwidget

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// The measures of an occupancy calendar.
const (
	nightHeight   float32 = 46
	nightLeast    float32 = 40 // where months stand side by side
	nightSqueezed float32 = 32 // in a window as wide as a phone
	nightMost     float32 = 64
	monthGap      float32 = 28
	monthHead     float32 = 40
	weekdayHead   float32 = 26
	calendarFoot  float32 = 58
	nightsInMonth         = 42
)

// across is how many months stand side by side at a width.
func (c *OccupancyCalendar) across(width float32) int {
	fit := int((width + monthGap) / (7*nightLeast + monthGap))
	return max(1, min(c.Months, fit))
}

func (c *OccupancyCalendar) cellWidth(width float32) float32 {
	n := float32(c.across(width))
	return min(nightMost, float32(int((width-(n-1)*monthGap)/n/7)))
}

const monthHeight = monthHead + weekdayHead + 6*nightHeight

// HeightFor returns the height of the months at a width.
func (c *OccupancyCalendar) HeightFor(width float32) float32 {
	n := c.across(width)
	lines := (c.Months + n - 1) / n
	return float32(lines)*monthHeight + float32(lines-1)*look.Space8 + calendarFoot
}

func (c *OccupancyCalendar) wantedWidth() float32 {
	return float32(c.Months)*(7*52+monthGap) - monthGap
}

// monthOrigin is the top left corner of the i-th month.
func (c *OccupancyCalendar) monthOrigin(i int) fyne.Position {
	width := c.Size().Width
	n, cell := c.across(width), c.cellWidth(width)
	return fyne.NewPos(float32(i%n)*(7*cell+monthGap), float32(i/n)*(monthHeight+look.Space8))
}

// nightAt returns the night under a point of the widget.
func (c *OccupancyCalendar) nightAt(pos fyne.Position) (time.Time, bool) {
	cell := c.cellWidth(c.Size().Width)
	for i := range c.Months {
		at := pos.Subtract(c.monthOrigin(i))
		y := at.Y - monthHead - weekdayHead
		if at.X < 0 || at.X >= 7*cell || y < 0 || y >= 6*nightHeight {
			continue
		}
		month := firstOfMonth(c.Month).AddDate(0, i, 0)
		night := month.AddDate(0, 0, int(y/nightHeight)*7+int(at.X/cell)-weekdayColumn(month))
		return night, night.Month() == month.Month()
	}
	return time.Time{}, false
}

// arrowAt returns -1 over the arrow back, 1 over the arrow on, and 0 elsewhere.
func (c *OccupancyCalendar) arrowAt(pos fyne.Position) int {
	if pos.Y >= monthHead {
		return 0
	}
	last := c.monthOrigin(c.across(c.Size().Width) - 1)
	switch {
	case pos.X < monthHead:
		return -1
	case pos.X >= last.X+7*c.cellWidth(c.Size().Width)-monthHead:
		return 1
	}
	return 0
}

// CreateRenderer is called by Fyne.
func (c *OccupancyCalendar) CreateRenderer() fyne.WidgetRenderer {
	r := &occupancyRenderer{c: c, back: newIconImage(), on: newIconImage(), summary: newText(look.TextBody, true)}
	for i := range r.legend {
		r.legend[i] = newLegendKey()
	}
	r.Refresh()
	return r
}

type occupancyRenderer struct {
	objects
	c        *OccupancyCalendar
	months   []*monthCells
	back, on *canvas.Image
	summary  *canvas.Text
	legend   [5]legendKey
}

// monthCells are the canvas objects of one month.
type monthCells struct {
	title  *canvas.Text
	heads  [7]*canvas.Text
	nights [nightsInMonth]nightCell
}

type nightCell struct {
	rect      *canvas.Rectangle
	day, word *canvas.Text
}

func newMonthCells() *monthCells {
	m := &monthCells{title: newText(16, true)}
	for i := range m.heads {
		m.heads[i] = newText(12, false)
		m.heads[i].Alignment = fyne.TextAlignCenter
	}
	m.title.Alignment = fyne.TextAlignCenter
	for i := range m.nights {
		n := nightCell{canvas.NewRectangle(noColour), newText(look.TextBody, false), newText(10, false)}
		n.day.Alignment, n.word.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
		m.nights[i] = n
	}
	return m
}

func (m *monthCells) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{m.title}
	for _, h := range m.heads {
		all = append(all, h)
	}
	for _, n := range m.nights {
		all = append(all, n.rect, n.day, n.word)
	}
	return all
}

// legendKey is one entry of the legend.
type legendKey struct {
	swatch *canvas.Rectangle
	words  *canvas.Text
}

func newLegendKey() legendKey {
	k := legendKey{canvas.NewRectangle(noColour), newText(look.TextCaption, false)}
	k.swatch.CornerRadius = 3
	return k
}

var legendEntries = [5]struct {
	ground fyne.ThemeColorName
	words  string
}{
	{look.ColorFree, "Free"}, {look.ColorHeld, "Held"}, {look.ColorBooked, "Booked"}, {look.ColorBlocked, "Blocked"}, {look.ColorChosen, "Chosen"},
}

func (r *occupancyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(7*nightSqueezed, r.c.HeightFor(max(7*nightSqueezed, r.c.Size().Width)))
}

func (r *occupancyRenderer) Layout(size fyne.Size) {
	c := r.c
	cell := c.cellWidth(size.Width)
	for i, m := range r.months {
		at := c.monthOrigin(i)
		placeText(m.title, at.X, at.Y, 7*cell, monthHead)
		for d, h := range m.heads {
			placeText(h, at.X+float32(d)*cell, at.Y+monthHead, cell, weekdayHead)
		}
		for j, n := range m.nights {
			x := at.X + float32(j%7)*cell
			y := at.Y + monthHead + weekdayHead + float32(j/7)*nightHeight
			placeStroked(n.rect, x+1, y+1, cell-2, nightHeight-2)
			placeText(n.day, x, y+4, cell, 24)
			placeText(n.word, x, y+25, cell, 16)
		}
	}
	width := 7 * cell
	if n := len(r.months); n > 0 {
		width += c.monthOrigin(c.across(size.Width) - 1).X
	}
	place(r.back, 11, 11, 18, 18)
	place(r.on, width-29, 11, 18, 18)
	foot := c.HeightFor(size.Width) - calendarFoot
	r.layoutFoot(foot, size.Width)
}

func (r *occupancyRenderer) layoutFoot(y, width float32) {
	x := float32(1)
	for _, k := range r.legend {
		if k.words.Hidden {
			continue
		}
		placeStroked(k.swatch, x, y+11, 14, 14)
		w := ceil(k.words.MinSize().Width)
		placeText(k.words, x+20, y+8, w, 20)
		x += 20 + w + look.Space16
	}
	r.summary.Text = pen{look.TextBody, true}.cut(r.c.Summary(), width)
	placeText(r.summary, 0, y+32, width, 24)
}

func (r *occupancyRenderer) Refresh() {
	c := r.c
	c.Months = max(1, min(24, c.Months))
	for len(r.months) < c.Months {
		r.months = append(r.months, newMonthCells())
	}
	r.months = r.months[:c.Months]
	r.objects = r.objects[:0]
	for i, m := range r.months {
		r.drawMonth(m, firstOfMonth(c.Month).AddDate(0, i, 0))
		r.objects = append(r.objects, m.objects()...)
	}
	drawIcon(r.back, look.IconChevronLeft, c.col(look.ColorLink))
	drawIcon(r.on, look.IconChevronRight, c.col(look.ColorLink))
	r.objects = append(r.objects, r.back, r.on, r.summary)
	for i, k := range r.legend {
		hidden := c.ReadOnly && i == len(r.legend)-1
		k.swatch.Hidden, k.words.Hidden = hidden, hidden
		paint(k.swatch, c.col(legendEntries[i].ground), c.col(look.ColorInputBorder), 1)
		write(k.words, legendEntries[i].words, c.col(look.ColorSecondary))
		r.objects = append(r.objects, k.swatch, k.words)
	}
	r.summary.Color = c.col(look.ColorText)
	r.Layout(c.Size())
	r.summary.Refresh()
	canvas.Refresh(c)
}

func (r *occupancyRenderer) drawMonth(m *monthCells, month time.Time) {
	c := r.c
	write(m.title, monthTitle(month), c.col(look.ColorText))
	for i, h := range m.heads {
		write(h, weekdayHeads[i], c.col(look.ColorSecondary))
	}
	for i, n := range m.nights {
		night := month.AddDate(0, 0, i-weekdayColumn(month))
		hidden := night.Month() != month.Month()
		n.rect.Hidden, n.day.Hidden, n.word.Hidden = hidden, hidden, hidden
		if !hidden {
			r.drawNight(n, night)
		}
	}
}

func (r *occupancyRenderer) drawNight(n nightCell, night time.Time) {
	c := r.c
	l := c.look(night)
	ground, words := c.col(l.ground), c.col(l.text)
	border, width := c.col(look.ColorBorder), float32(1)
	bold := l.ground == look.ColorBooked || l.ground == look.ColorChosen
	switch {
	case c.focused && night.Equal(c.cursor):
		border, width = c.col(look.ColorFocusText), 3
		ground, words, bold = c.col(look.ColorFocus), c.col(look.ColorFocusText), true
	case night.Equal(c.Today):
		border, width, bold = c.col(look.ColorText), 2, true
	case night.Equal(c.over) && !c.ReadOnly:
		border, width = c.col(look.ColorMark), 2
	}
	n.rect.CornerRadius = look.ControlRadius
	paint(n.rect, ground, border, width)
	n.day.TextStyle.Bold = bold
	n.day.Text, n.day.Color = strconv.Itoa(night.Day()), words
	n.day.Refresh()
	word := l.word
	if word == "" && night.Equal(c.Today) {
		word = "today"
	}
	write(n.word, word, words)
}
