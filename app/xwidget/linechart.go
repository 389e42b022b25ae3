package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*LineChart)(nil)
	_ fyne.Focusable  = (*LineChart)(nil)
	_ fyne.Accessible = (*LineChart)(nil)
)

// LineChart shows how figures change from place to place. The pointer and the
// arrow keys tell the figures of a place.
type LineChart struct {
	plot
}

// NewLineChart returns a chart; unit follows the figures of the tooltip.
func NewLineChart(labels []string, unit string, series ...Series) *LineChart {
	c := &LineChart{}
	c.Labels, c.Unit, c.Series, c.at = labels, unit, series, -1
	c.extend(c)
	return c
}

// SetData replaces labels and figures.
func (c *LineChart) SetData(labels []string, series ...Series) {
	c.Labels, c.Series, c.at = labels, series, -1
	c.Refresh()
}

// CreateRenderer is called by Fyne.
func (c *LineChart) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{c: c, tip: newTooltip(), guide: canvas.NewRectangle(noColour)}
	r.Refresh()
	return r
}

type lineRenderer struct {
	objects
	c     *LineChart
	axes  axes
	lines []*canvas.Line
	dots  []*canvas.Rectangle
	guide *canvas.Rectangle
	tip   tooltip
}

const dotSide float32 = 8

func (r *lineRenderer) MinSize() fyne.Size { return fyne.NewSize(220, 200) }

// point is where the i-th figure of a series stands.
func (r *lineRenderer) point(a area, s Series, i int) fyne.Position {
	step := a.w / float32(max(1, len(r.c.Labels)))
	return fyne.NewPos(a.x+step*(float32(i)+0.5), a.y+a.h-a.h*float32(s.value(i)/r.c.scale().top))
}

func (r *lineRenderer) Layout(size fyne.Size) {
	c := r.c
	r.axes.layout(&c.plot, size)
	a := c.area(size)
	line, dot := 0, 0
	top := a.y + a.h
	for _, s := range c.Series {
		for i := range c.Labels {
			p := r.point(a, s, i)
			if i == c.at {
				top = min(top, p.Y)
			}
			place(r.dots[dot], p.X-dotSide/2, p.Y-dotSide/2, dotSide, dotSide)
			dot++
			if i == 0 {
				continue
			}
			r.lines[line].Position1, r.lines[line].Position2 = r.point(a, s, i-1), p
			r.lines[line].Refresh()
			line++
		}
	}
	r.tip.hide()
	r.guide.Hidden = c.at < 0 || c.at >= len(c.Labels)
	if !r.guide.Hidden {
		x := r.point(a, Series{}, c.at).X
		place(r.guide, x, a.y, 1, a.h)
		r.tip.show(&c.control, c.plot.tip(c.at), x, top-dotSide/2, size.Width)
	}
}

func (r *lineRenderer) Refresh() {
	c := r.c
	r.objects = append(r.objects[:0], r.axes.refresh(&c.plot)...)
	segments := max(0, len(c.Labels)-1)
	for len(r.lines) < segments*len(c.Series) {
		r.lines = append(r.lines, canvas.NewLine(noColour))
	}
	r.lines = r.lines[:segments*len(c.Series)]
	r.dots = growRects(r.dots, len(c.Labels)*len(c.Series), dotSide/2)
	paint(r.guide, c.col(look.ColorInputBorder), nil, 0)
	r.objects = append(r.objects, r.guide)
	for i, l := range r.lines {
		l.StrokeColor, l.StrokeWidth = c.col(look.SeriesColor(i/max(1, segments))), 2.5
		r.objects = append(r.objects, l)
	}
	for i, d := range r.dots {
		name := look.SeriesColor(i / max(1, len(c.Labels)))
		if i%max(1, len(c.Labels)) == c.at {
			name = look.SeriesHover(i / max(1, len(c.Labels)))
		}
		paint(d, c.col(name), c.col(look.ColorCard), 1.5)
		r.objects = append(r.objects, d)
	}
	r.objects = append(r.objects, r.tip.ground, r.tip.text)
	r.Layout(c.Size())
	canvas.Refresh(c)
}
