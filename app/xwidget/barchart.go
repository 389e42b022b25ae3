package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*BarChart)(nil)
	_ fyne.Focusable  = (*BarChart)(nil)
	_ fyne.Accessible = (*BarChart)(nil)
)

// BarChart compares figures side by side, with one bar for each series at each
// place. The pointer and the arrow keys tell the figure of a place.
type BarChart struct {
	plot
}

// NewBarChart returns a chart; unit follows the figures of the tooltip.
func NewBarChart(labels []string, unit string, series ...Series) *BarChart {
	c := &BarChart{}
	c.Labels, c.Unit, c.Series, c.at = labels, unit, series, -1
	c.extend(c)
	return c
}

// SetGhost puts a paler bar behind each place: what there was to fill.
func (c *BarChart) SetGhost(s Series) {
	c.ghost = s
	c.Refresh()
}

// SetData replaces labels and figures.
func (c *BarChart) SetData(labels []string, series ...Series) {
	c.Labels, c.Series, c.at = labels, series, -1
	c.Refresh()
}

// CreateRenderer is called by Fyne.
func (c *BarChart) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{c: c, tip: newTooltip()}
	r.Refresh()
	return r
}

type barRenderer struct {
	objects
	c      *BarChart
	axes   axes
	ghosts []*canvas.Rectangle
	bars   []*canvas.Rectangle
	tip    tooltip
}

func (r *barRenderer) MinSize() fyne.Size { return fyne.NewSize(220, 200) }

func (r *barRenderer) Layout(size fyne.Size) {
	c := r.c
	r.axes.layout(&c.plot, size)
	a, top := c.area(size), c.scale().top
	step := a.w / float32(max(1, len(c.Labels)))
	bars := max(1, len(c.Series))
	w := min(56, step*0.64/float32(bars))
	base := snap(a.y + a.h)
	for i := range c.Labels {
		x := a.x + step*(float32(i)+0.5) - w*float32(bars)/2
		if i < len(r.ghosts) {
			h := snap(a.h * float32(c.ghost.value(i)/top))
			place(r.ghosts[i], x, base-h, w*float32(bars), h)
		}
		for n := range c.Series {
			h := snap(a.h * float32(c.Series[n].value(i)/top))
			place(r.bars[i*bars+n], x+float32(n)*w, base-h, w-min(2, float32(bars-1)*2), h)
		}
	}
	r.tip.hide()
	if c.at >= 0 && c.at < len(c.Labels) {
		most := c.ghost.value(c.at)
		for _, s := range c.Series {
			most = max(most, s.value(c.at))
		}
		r.tip.show(&c.control, c.plot.tip(c.at), a.x+step*(float32(c.at)+0.5), base-a.h*float32(most/top), size.Width)
	}
}

func (r *barRenderer) Refresh() {
	c := r.c
	r.objects = append(r.objects[:0], r.axes.refresh(&c.plot)...)
	ghosts := 0
	if c.ghost.Values != nil {
		ghosts = len(c.Labels)
	}
	r.ghosts = growRects(r.ghosts, ghosts, 0)
	r.bars = growRects(r.bars, len(c.Labels)*max(1, len(c.Series)), 0)
	for _, g := range r.ghosts {
		g.TopLeftCornerRadius, g.TopRightCornerRadius = look.ControlRadius, look.ControlRadius
		paint(g, c.col(look.ColorGhost), nil, 0)
		r.objects = append(r.objects, g)
	}
	for i, b := range r.bars {
		n := i % max(1, len(c.Series))
		name := look.SeriesColor(n)
		if i/max(1, len(c.Series)) == c.at {
			name = look.SeriesHover(n)
		}
		b.TopLeftCornerRadius, b.TopRightCornerRadius = look.ControlRadius, look.ControlRadius
		paint(b, c.col(name), nil, 0)
		r.objects = append(r.objects, b)
	}
	r.objects = append(r.objects, r.tip.ground, r.tip.text)
	r.Layout(c.Size())
	canvas.Refresh(c)
}
