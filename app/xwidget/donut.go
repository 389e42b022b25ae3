package xwidget

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"settle.example/settle/app/look"
)

// Slice is one part of a whole.
type Slice struct {
	Name  string
	Value float64
}

var (
	_ fyne.Widget     = (*Donut)(nil)
	_ fyne.Focusable  = (*Donut)(nil)
	_ fyne.Accessible = (*Donut)(nil)
)

// Donut shows the parts of a whole, with a legend that gives each part's name,
// figure and share. The pointer and the arrow keys put one part in the middle.
type Donut struct {
	control
	Slices []Slice
	// Total stands in the middle with Unit under it while no part does; ""
	// writes the sum.
	Total, Unit string
	// Format writes a figure; nil writes it with commas.
	Format func(float64) string

	at int
}

// NewDonut returns a donut; unit stands under the sum.
func NewDonut(unit string, slices ...Slice) *Donut {
	d := &Donut{Slices: slices, Unit: unit, at: -1}
	d.extend(d)
	return d
}

// SetSlices replaces the parts.
func (d *Donut) SetSlices(slices ...Slice) {
	d.Slices, d.at = slices, -1
	d.Refresh()
}

func (d *Donut) value(i int) float64 {
	v := d.Slices[i].Value
	if v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

func (d *Donut) sum() float64 {
	total := 0.0
	for i := range d.Slices {
		total += d.value(i)
	}
	return total
}

func (d *Donut) format(v float64) string {
	if d.Format != nil {
		return d.Format(v)
	}
	return figure(v)
}

// shares returns whole per cents that add up to 100, the largest remainders
// rounded up.
func (d *Donut) shares() []int {
	total := d.sum()
	n := make([]int, len(d.Slices))
	if total == 0 {
		return n
	}
	rest := make([]float64, len(n))
	left := 100
	for i := range n {
		exact := d.value(i) / total * 100
		n[i] = int(exact)
		rest[i] = exact - float64(n[i])
		left -= n[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		n[best]++
		rest[best] = -1
	}
	return n
}

// Table returns the same figures in words.
func (d *Donut) Table() Table {
	t := Table{Head: []string{"", d.Unit, "Share"}}
	for i, share := range d.shares() {
		t.Rows = append(t.Rows, []string{d.Slices[i].Name, d.format(d.value(i)), strconv.Itoa(share) + "%"})
	}
	return t
}

// Disabled reports whether there is nothing to go through.
func (d *Donut) Disabled() bool { return d.disabled || len(d.Slices) == 0 }

func (d *Donut) highlight(i int) {
	if i != d.at {
		d.at = min(i, len(d.Slices)-1)
		d.Refresh()
	}
}

// FocusGained puts the first part in the middle.
func (d *Donut) FocusGained() {
	d.at = max(0, d.at)
	d.control.FocusGained()
}

// FocusLost puts the whole in the middle again.
func (d *Donut) FocusLost() {
	d.at = -1
	d.control.FocusLost()
}

// TypedKey goes through the parts.
func (d *Donut) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown, fyne.KeyRight:
		d.highlight(d.at + 1)
	case fyne.KeyUp, fyne.KeyLeft:
		d.highlight(max(0, d.at-1))
	default:
		passKey(d, ev)
	}
}

// MouseIn puts what is under the pointer in the middle.
func (d *Donut) MouseIn(ev *desktop.MouseEvent) { d.MouseMoved(ev) }

// MouseMoved puts what is under the pointer in the middle.
func (d *Donut) MouseMoved(ev *desktop.MouseEvent) { d.highlight(d.sliceAt(ev.Position)) }

// MouseOut puts the whole in the middle again.
func (d *Donut) MouseOut() {
	if !d.focused {
		d.highlight(-1)
	}
}

const (
	donutHole   float32 = 0.64
	donutLegend float32 = 180
	donutMost   float32 = 190
	donutLine   float32 = 28
	donutShare  float32 = 48
)

// ring is where the donut is drawn.
func (d *Donut) ring(size fyne.Size) area {
	side := min(donutMost, size.Height, max(100, size.Width-donutLegend-look.Space24))
	return area{x: 0, y: (size.Height - side) / 2, w: side, h: side}
}

// sliceAt returns the part under a point, of the ring or of the legend.
func (d *Donut) sliceAt(pos fyne.Position) int {
	r := d.ring(d.Size())
	if pos.X > r.w+look.Space16 {
		i := int(math.Floor(float64((pos.Y - d.legendTop()) / donutLine)))
		if i < 0 || i >= len(d.Slices) {
			return -1
		}
		return i
	}
	dx, dy := float64(pos.X-r.x-r.w/2), float64(pos.Y-r.y-r.h/2)
	dist := math.Hypot(dx, dy)
	if dist > float64(r.w/2) || dist < float64(r.w/2*donutHole) {
		return -1
	}
	turn := math.Atan2(dx, -dy) / (2 * math.Pi)
	if turn < 0 {
		turn++
	}
	at, total := 0.0, d.sum()
	for i := range d.Slices {
		at += d.value(i) / total
		if turn < at {
			return i
		}
	}
	return -1
}

func (d *Donut) legendTop() float32 {
	return (d.Size().Height - float32(len(d.Slices))*donutLine) / 2
}

// AccessibilityLabel says what stands in the middle.
func (d *Donut) AccessibilityLabel() string {
	big, small := d.middle()
	return big + " " + small
}

// AccessibilityRole says that a chart is text.
func (d *Donut) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (d *Donut) middle() (big, small string) {
	switch {
	case d.at >= 0 && d.at < len(d.Slices):
		return strconv.Itoa(d.shares()[d.at]) + "%", d.Slices[d.at].Name
	case d.Total != "":
		return d.Total, d.Unit
	}
	return d.format(d.sum()), d.Unit
}

// CreateRenderer is called by Fyne.
func (d *Donut) CreateRenderer() fyne.WidgetRenderer {
	r := &donutRenderer{d: d, big: newText(24, true), small: newText(look.TextCaption, false), ring: newFocusRing()}
	r.big.Alignment, r.small.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	r.Refresh()
	return r
}

type donutRenderer struct {
	objects
	d          *Donut
	ring       focusRing
	arcs       []*canvas.Arc
	keys       []*canvas.Rectangle
	names      []*canvas.Text
	figures    []*canvas.Text
	shares     []*canvas.Text
	big, small *canvas.Text
}

func (r *donutRenderer) MinSize() fyne.Size {
	return fyne.NewSize(100+donutLegend+look.Space24, max(150, float32(len(r.d.Slices))*donutLine))
}

func (r *donutRenderer) Layout(size fyne.Size) {
	d := r.d
	ring := d.ring(size)
	r.ring.layout(size)
	for _, a := range r.arcs {
		place(a, ring.x, ring.y, ring.w, ring.h)
	}
	mid := ring.y + ring.h/2
	placeText(r.big, ring.x, mid-26, ring.w, 32)
	_, small := d.middle()
	r.small.Text = cellQuietPen.cut(small, ring.w*donutHole-12)
	placeText(r.small, ring.x, mid+4, ring.w, 20)
	x := ring.w + look.Space24
	room := max(0, min(300, size.Width-x))
	for i := range d.Slices {
		y := d.legendTop() + float32(i)*donutLine
		place(r.keys[i], x, y+7, 14, 14)
		w := ceil(r.figures[i].MinSize().Width) + donutShare
		r.names[i].Text = pen{look.TextBody, i == d.at}.cut(d.Slices[i].Name, room-22-w-8)
		placeText(r.names[i], x+22, y, room-22-w-8, donutLine)
		placeText(r.figures[i], x+room-w, y, w-donutShare, donutLine)
		placeText(r.shares[i], x+room-donutShare, y, donutShare, donutLine)
	}
}

func (r *donutRenderer) Refresh() {
	d := r.d
	for len(r.arcs) < len(d.Slices) {
		r.arcs = append(r.arcs, canvas.NewArc(0, 0, donutHole, noColour))
	}
	r.arcs = r.arcs[:len(d.Slices)]
	r.keys = growRects(r.keys, len(d.Slices), 3)
	r.names = growTexts(r.names, len(d.Slices), cellPen, fyne.TextAlignLeading)
	r.figures = growTexts(r.figures, len(d.Slices), cellPen, fyne.TextAlignTrailing)
	r.shares = growTexts(r.shares, len(d.Slices), cellPen, fyne.TextAlignTrailing)
	r.objects = append(r.objects[:0], r.ring.objects()...)
	r.ring.paint(&d.control)

	total, shares, from := d.sum(), d.shares(), float32(0)
	for i := range d.Slices {
		name := look.SeriesColor(i)
		if i == d.at {
			name = look.SeriesHover(i)
		}
		sweep := float32(0)
		if total > 0 {
			sweep = float32(d.value(i)/total) * 360
		}
		a := r.arcs[i]
		a.StartAngle, a.EndAngle, a.FillColor, a.CutoutRatio = from, from+sweep, d.col(name), donutHole
		a.StrokeColor, a.StrokeWidth = d.col(look.ColorCard), 2
		a.Hidden = sweep == 0
		a.Refresh()
		from += sweep
		paint(r.keys[i], d.col(name), nil, 0)
		r.names[i].TextStyle.Bold, r.names[i].Color = i == d.at, d.col(look.ColorText)
		r.figures[i].TextStyle.Bold, r.shares[i].TextStyle.Bold = i == d.at, i == d.at
		write(r.figures[i], d.format(d.value(i)), d.col(look.ColorText))
		write(r.shares[i], strconv.Itoa(shares[i])+"%", d.col(look.ColorText))
		r.objects = append(r.objects, a, r.keys[i], r.names[i], r.figures[i], r.shares[i])
	}
	big, small := d.middle()
	r.big.Text, r.big.Color = big, d.col(look.ColorText)
	r.small.Text, r.small.Color = small, d.col(look.ColorSecondary)
	r.objects = append(r.objects, r.big, r.small)
	r.Layout(d.Size())
	r.big.Refresh()
	r.small.Refresh()
	canvas.Refresh(d)
}
