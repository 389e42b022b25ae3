package xwidget

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*DayPicker)(nil)
	_ fyne.Focusable  = (*DayPicker)(nil)
	_ fyne.Accessible = (*DayPicker)(nil)
)

// DayPicker shows a month, Monday first, and takes one day of it. The arrow
// keys move by days and weeks, Page Up and Down by months, Home and End within
// the week; Enter and Space choose.
type DayPicker struct {
	control
	// Chosen is the chosen day; zero is none.
	Chosen time.Time
	// Today is marked.
	Today time.Time
	// Min and Max bound what can be chosen, both included; zero is no bound.
	Min, Max time.Time
	// OnChosen is called with the day that was chosen.
	OnChosen func(time.Time)

	cursor time.Time
	over   int
}

// NewDayPicker returns a picker that shows the month of chosen, or of today.
func NewDayPicker(chosen, today time.Time, onChosen func(time.Time)) *DayPicker {
	p := &DayPicker{Chosen: chosen, Today: today, OnChosen: onChosen, cursor: chosen, over: -1}
	if chosen.IsZero() {
		p.cursor = DayOf(today)
	}
	p.extend(p)
	return p
}

const (
	pickCell float32 = 38
	pickHead float32 = 40
	pickDays float32 = 26
)

func (p *DayPicker) allowed(d time.Time) bool {
	return (p.Min.IsZero() || !d.Before(p.Min)) && (p.Max.IsZero() || !d.After(p.Max))
}

func (p *DayPicker) moveTo(d time.Time) {
	if d.Year() < minYear || d.Year() > maxYear {
		return
	}
	p.cursor, p.over = d, -1
	p.Refresh()
}

func (p *DayPicker) choose(d time.Time) {
	if !p.allowed(d) {
		return
	}
	p.Chosen, p.cursor = d, d
	p.Refresh()
	if p.OnChosen != nil {
		p.OnChosen(d)
	}
}

// TypedKey moves and chooses.
func (p *DayPicker) TypedKey(ev *fyne.KeyEvent) {
	d := p.cursor
	switch ev.Name {
	case fyne.KeyLeft:
		p.moveTo(d.AddDate(0, 0, -1))
	case fyne.KeyRight:
		p.moveTo(d.AddDate(0, 0, 1))
	case fyne.KeyUp:
		p.moveTo(d.AddDate(0, 0, -7))
	case fyne.KeyDown:
		p.moveTo(d.AddDate(0, 0, 7))
	case fyne.KeyHome:
		p.moveTo(d.AddDate(0, 0, -weekdayColumn(d)))
	case fyne.KeyEnd:
		p.moveTo(d.AddDate(0, 0, 6-weekdayColumn(d)))
	case fyne.KeyPageUp:
		p.moveTo(addMonths(d, -1))
	case fyne.KeyPageDown:
		p.moveTo(addMonths(d, 1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.choose(d)
	default:
		passKey(p, ev)
	}
}

// day returns the day in a cell, counted from the first Monday shown.
func (p *DayPicker) day(cell int) time.Time {
	first := firstOfMonth(p.cursor)
	return first.AddDate(0, 0, cell-weekdayColumn(first))
}

func (p *DayPicker) cellAt(pos fyne.Position) int {
	y := pos.Y - pickHead - pickDays
	if y < 0 || pos.X < 0 || pos.X >= 7*pickCell {
		return -1
	}
	cell := int(y/pickCell)*7 + int(pos.X/pickCell)
	if cell >= 42 || p.day(cell).Month() != p.cursor.Month() {
		return -1
	}
	return cell
}

// Tapped chooses a day, or turns the page at the arrows.
func (p *DayPicker) Tapped(ev *fyne.PointEvent) {
	if p.disabled {
		return
	}
	focusOn(p)
	switch cell := p.cellAt(ev.Position); {
	case cell >= 0:
		p.choose(p.day(cell))
	case ev.Position.Y < pickHead && ev.Position.X < pickCell:
		p.moveTo(addMonths(p.cursor, -1))
	case ev.Position.Y < pickHead && ev.Position.X >= 6*pickCell:
		p.moveTo(addMonths(p.cursor, 1))
	}
}

// MouseMoved shows the day under the pointer.
func (p *DayPicker) MouseMoved(ev *desktop.MouseEvent) {
	if over := p.cellAt(ev.Position); over != p.over {
		p.over = over
		p.Refresh()
	}
}

// MouseOut ends MouseMoved.
func (p *DayPicker) MouseOut() {
	p.over = -1
	p.control.MouseOut()
}

// Cursor is a hand.
func (p *DayPicker) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel returns the day that the keyboard is on.
func (p *DayPicker) AccessibilityLabel() string {
	s := FormatDayLong(p.cursor)
	if p.cursor.Equal(p.Chosen) {
		s += ", chosen"
	}
	if !p.allowed(p.cursor) {
		s += ", cannot be chosen"
	}
	return s
}

// AccessibilityRole says that this is a button.
func (p *DayPicker) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (p *DayPicker) CreateRenderer() fyne.WidgetRenderer {
	r := &dayPickerRenderer{p: p, title: newText(look.TextBody, true), back: newIconImage(), on: newIconImage()}
	r.title.Alignment = fyne.TextAlignCenter
	r.objects = objects{r.title, r.back, r.on}
	for i := range r.heads {
		r.heads[i] = newText(12, false)
		r.heads[i].Alignment = fyne.TextAlignCenter
		r.objects = append(r.objects, r.heads[i])
	}
	for i := range r.cells {
		r.cells[i], r.days[i] = canvas.NewRectangle(noColour), newText(14, false)
		r.cells[i].CornerRadius = look.ControlRadius
		r.days[i].Alignment = fyne.TextAlignCenter
		r.objects = append(r.objects, r.cells[i], r.days[i])
	}
	r.Refresh()
	return r
}

type dayPickerRenderer struct {
	objects
	p        *DayPicker
	title    *canvas.Text
	back, on *canvas.Image
	heads    [7]*canvas.Text
	cells    [42]*canvas.Rectangle
	days     [42]*canvas.Text
}

func (r *dayPickerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(7*pickCell, pickHead+pickDays+6*pickCell)
}

func (r *dayPickerRenderer) Layout(fyne.Size) {
	placeText(r.title, 0, 0, 7*pickCell, pickHead)
	place(r.back, 10, 11, 18, 18)
	place(r.on, 7*pickCell-28, 11, 18, 18)
	for i, h := range r.heads {
		placeText(h, float32(i)*pickCell, pickHead, pickCell, pickDays)
	}
	for i := range r.cells {
		x, y := float32(i%7)*pickCell, pickHead+pickDays+float32(i/7)*pickCell
		placeStroked(r.cells[i], x+1, y+1, pickCell-2, pickCell-2)
		placeText(r.days[i], x, y, pickCell, pickCell)
	}
}

func (r *dayPickerRenderer) Refresh() {
	p := r.p
	write(r.title, monthTitle(p.cursor), p.col(look.ColorText))
	drawIcon(r.back, look.IconChevronLeft, p.col(look.ColorLink))
	drawIcon(r.on, look.IconChevronRight, p.col(look.ColorLink))
	for i, h := range r.heads {
		write(h, weekdayHeads[i], p.col(look.ColorSecondary))
	}
	for i := range r.cells {
		r.drawDay(i)
	}
	r.Layout(p.Size())
	canvas.Refresh(p)
}

func (r *dayPickerRenderer) drawDay(i int) {
	p, cell, text := r.p, r.cells[i], r.days[i]
	d := p.day(i)
	cell.Hidden, text.Hidden = d.Month() != p.cursor.Month(), d.Month() != p.cursor.Month()
	if cell.Hidden {
		return
	}
	ground, border, width, words := noColour, noColour, float32(0), p.col(look.ColorText)
	text.TextStyle = fyne.TextStyle{}
	switch {
	case !p.allowed(d):
		words = p.col(look.ColorDisabledText)
		text.TextStyle.Strikethrough = true
	case d.Equal(p.Chosen):
		ground, words = p.col(look.ColorBooked), p.col(look.ColorBookedText)
		text.TextStyle.Bold = true
	case i == p.over:
		ground = p.col(look.ColorSelected)
	}
	if d.Equal(p.Today) {
		border, width = p.col(look.ColorInputBorder), 1
		text.TextStyle.Bold = true
	}
	if p.focused && d.Equal(p.cursor) {
		ground, words = p.col(look.ColorFocus), p.col(look.ColorFocusText)
		border, width = words, 2
	}
	paint(cell, ground, border, width)
	text.Text, text.Color = strconv.Itoa(d.Day()), words
	text.Refresh()
}
