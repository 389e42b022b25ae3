package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

// plot is what bar and line charts share: labels below, an axis at the left, a
// legend above, and one highlighted place that the pointer or the arrow keys
// move.
type plot struct {
	control
	// Labels stand under the places, one for each figure of a series.
	Labels []string
	// Series are drawn beside one another.
	Series []Series
	// Format writes a figure; nil writes it with commas.
	Format func(float64) string
	// Unit follows the figures of the tooltip, such as "nights".
	Unit string
	// OnTapped is called with the place that was clicked, or entered.
	OnTapped func(i int)
	// ghost stands behind the series: what there was to fill.
	ghost Series

	at int
}

func (p *plot) format(v float64) string {
	if p.Format != nil {
		return p.Format(v)
	}
	return figure(v)
}

func (p *plot) scale() scale {
	most := 0.0
	for i := range p.Labels {
		most = max(most, p.ghost.value(i))
		for _, s := range p.Series {
			most = max(most, s.value(i))
		}
	}
	return niceScale(most)
}

// Disabled reports whether there is nothing to go through.
func (p *plot) Disabled() bool { return p.disabled || len(p.Labels) == 0 }

// Table returns the same figures in words.
func (p *plot) Table() Table {
	t := Table{Head: []string{""}}
	for _, s := range p.Series {
		t.Head = append(t.Head, s.Name)
	}
	if p.ghost.Values != nil {
		t.Head = append(t.Head, p.ghost.Name)
	}
	for i, l := range p.Labels {
		row := []string{l}
		for _, s := range p.Series {
			row = append(row, p.format(s.value(i)))
		}
		if p.ghost.Values != nil {
			row = append(row, p.format(p.ghost.value(i)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// tip is what the tooltip says of a place.
func (p *plot) tip(i int) string {
	words := p.Labels[i] + ": "
	for n, s := range p.Series {
		if n > 0 {
			words += ", "
		}
		words += p.format(s.value(i))
		if p.ghost.Values != nil {
			words += " of " + p.format(p.ghost.value(i))
		}
		if len(p.Series) > 1 {
			words += " " + s.Name
		}
	}
	if p.Unit != "" {
		words += " " + p.Unit
	}
	return words
}

// AccessibilityLabel says what the highlighted place holds.
func (p *plot) AccessibilityLabel() string {
	if p.at < 0 || p.at >= len(p.Labels) {
		return "Chart of " + CountOf(len(p.Labels), "value", "values")
	}
	return p.tip(p.at)
}

// AccessibilityRole says that a chart is text.
func (p *plot) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (p *plot) highlight(i int) {
	if i >= len(p.Labels) {
		i = len(p.Labels) - 1
	}
	if i != p.at {
		p.at = i
		p.Refresh()
	}
}

// FocusGained highlights the first place.
func (p *plot) FocusGained() {
	p.at = max(0, p.at)
	p.control.FocusGained()
}

// FocusLost takes the highlight away.
func (p *plot) FocusLost() {
	p.at = -1
	p.control.FocusLost()
}

// TypedKey moves the highlight.
func (p *plot) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyLeft:
		p.highlight(max(0, p.at-1))
	case ev.Name == fyne.KeyRight:
		p.highlight(p.at + 1)
	case ev.Name == fyne.KeyHome:
		p.highlight(0)
	case ev.Name == fyne.KeyEnd:
		p.highlight(len(p.Labels) - 1)
	case activates(ev) && p.OnTapped != nil && p.at >= 0:
		p.OnTapped(p.at)
	default:
		passKey(p.self, ev)
	}
}

// MouseIn highlights what is under the pointer.
func (p *plot) MouseIn(ev *desktop.MouseEvent) { p.MouseMoved(ev) }

// MouseMoved highlights what is under the pointer.
func (p *plot) MouseMoved(ev *desktop.MouseEvent) { p.highlight(p.placeAt(ev.Position)) }

// MouseOut takes the highlight away.
func (p *plot) MouseOut() {
	if !p.focused {
		p.highlight(-1)
	}
}

// Tapped calls OnTapped with the place under the pointer.
func (p *plot) Tapped(ev *fyne.PointEvent) {
	if i := p.placeAt(ev.Position); i >= 0 && p.OnTapped != nil {
		p.OnTapped(i)
	}
}

// Cursor is a hand where a click does something.
func (p *plot) Cursor() desktop.Cursor {
	if p.OnTapped == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// area is where the figures are drawn: right of the axis, above the labels.
type area struct{ x, y, w, h float32 }

var axisPen = pen{12, false}

const (
	plotFoot   float32 = 26
	plotLegend float32 = 30
)

func (p *plot) legend() bool { return len(p.Series) > 1 || p.ghost.Name != "" }

func (p *plot) area(size fyne.Size) area {
	left := float32(0)
	for _, v := range p.scale().ticks() {
		left = max(left, axisPen.advance(p.format(v)))
	}
	a := area{x: ceil(left) + 10, y: 12, h: size.Height - 12 - plotFoot}
	if p.legend() {
		a.y, a.h = a.y+plotLegend, a.h-plotLegend
	}
	a.w = max(1, size.Width-a.x)
	a.h = max(1, a.h)
	return a
}

// placeAt returns which place is under a point, or -1.
func (p *plot) placeAt(pos fyne.Position) int {
	a := p.area(p.Size())
	if len(p.Labels) == 0 || pos.X < a.x || pos.X >= a.x+a.w || pos.Y < a.y {
		return -1
	}
	return min(len(p.Labels)-1, int((pos.X-a.x)/(a.w/float32(len(p.Labels)))))
}

// axes draws the grid lines, the figures at the left, the labels below and the
// legend above.
type axes struct {
	lines   []*canvas.Rectangle
	figures []*canvas.Text
	labels  []*canvas.Text
	keys    []*canvas.Rectangle
	names   []*canvas.Text
	ring    focusRing
}

// growTexts returns s with n texts, adding new ones in a pen.
func growTexts(s []*canvas.Text, n int, p pen, align fyne.TextAlign) []*canvas.Text {
	for len(s) < n {
		t := newText(p.size, p.bold)
		t.Alignment = align
		s = append(s, t)
	}
	return s[:n]
}

// growRects returns s with n rectangles, adding new ones with a radius.
func growRects(s []*canvas.Rectangle, n int, radius float32) []*canvas.Rectangle {
	for len(s) < n {
		r := canvas.NewRectangle(noColour)
		r.CornerRadius = radius
		s = append(s, r)
	}
	return s[:n]
}

func (x *axes) refresh(p *plot) []fyne.CanvasObject {
	ticks := p.scale().ticks()
	x.lines = growRects(x.lines, len(ticks), 0)
	x.figures = growTexts(x.figures, len(ticks), axisPen, fyne.TextAlignTrailing)
	x.labels = growTexts(x.labels, len(p.Labels), axisPen, fyne.TextAlignCenter)
	entries := p.legendEntries()
	x.keys = growRects(x.keys, len(entries), 3)
	x.names = growTexts(x.names, len(entries), cellQuietPen, fyne.TextAlignLeading)
	if x.ring.frame == nil {
		x.ring = newFocusRing()
	}
	all := x.ring.objects()
	for i, v := range ticks {
		paint(x.lines[i], p.col(look.ColorGridLine), nil, 0)
		write(x.figures[i], p.format(v), p.col(look.ColorSecondary))
		all = append(all, x.lines[i], x.figures[i])
	}
	for i := range p.Labels {
		x.labels[i].Color = p.col(look.ColorSecondary)
		all = append(all, x.labels[i])
	}
	for i, e := range entries {
		paint(x.keys[i], p.col(e.color), nil, 0)
		write(x.names[i], e.name, p.col(look.ColorSecondary))
		all = append(all, x.keys[i], x.names[i])
	}
	x.ring.paint(&p.control)
	return all
}

type legendEntry struct {
	name  string
	color fyne.ThemeColorName
}

func (p *plot) legendEntries() []legendEntry {
	if !p.legend() {
		return nil
	}
	var all []legendEntry
	for i, s := range p.Series {
		all = append(all, legendEntry{s.Name, look.SeriesColor(i)})
	}
	if p.ghost.Name != "" {
		all = append(all, legendEntry{p.ghost.Name, look.ColorGhost})
	}
	return all
}

func (x *axes) layout(p *plot, size fyne.Size) {
	a := p.area(size)
	x.ring.layout(size)
	top := p.scale().top
	for i, v := range p.scale().ticks() {
		y := a.y + a.h - a.h*float32(v/top)
		place(x.lines[i], a.x, y, a.w, 1)
		placeText(x.figures[i], 0, y-8, a.x-10, 18)
	}
	step := a.w / float32(max(1, len(p.Labels)))
	every := 1
	for every < len(p.Labels) && float32(every)*step < p.widestLabel()+8 {
		every++
	}
	for i, t := range x.labels {
		t.Hidden = i%every != 0
		t.Text = axisPen.cut(p.Labels[i], step*float32(every))
		mid := a.x + step*(float32(i)+0.5)
		placeText(t, mid-step*float32(every)/2, size.Height-plotFoot+4, step*float32(every), 20)
		t.Refresh()
	}
	at := float32(0)
	for i := range x.keys {
		place(x.keys[i], at, 5, 12, 12)
		w := ceil(x.names[i].MinSize().Width)
		placeText(x.names[i], at+18, 0, w, 22)
		at += 18 + w + look.Space16
	}
}

func (p *plot) widestLabel() float32 {
	var w float32
	for _, l := range p.Labels {
		w = max(w, axisPen.advance(l))
	}
	return min(w, 90)
}
