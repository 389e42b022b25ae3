package xwidget

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// Series is one row of figures of a chart.
type Series struct {
	Name   string
	Values []float64
}

// value returns the i-th figure, 0 where there is none.
func (s Series) value(i int) float64 {
	if i < 0 || i >= len(s.Values) || math.IsNaN(s.Values[i]) || math.IsInf(s.Values[i], 0) {
		return 0
	}
	return s.Values[i]
}

// Table is the figures of a chart as words, for a screen reader, a copy or a
// page without pictures. Every row is as long as Head.
type Table struct {
	Head []string
	Rows [][]string
}

// scale is an axis from 0 to Top in equal steps.
type scale struct {
	top, step float64
}

// niceScale returns an axis that holds most in four to six steps of 1, 2, 2.5
// or 5 times a power of ten; steps of counts are whole.
func niceScale(most float64) scale {
	if most <= 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		most = 4
	}
	rough := most / 4
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, k := range []float64{1, 2, 2.5, 5} {
		if k*power >= rough*0.95 && (k != 2.5 || power >= 10) {
			step = k * power
			break
		}
	}
	if step < 1 && most >= 3 {
		step = 1
	}
	return scale{top: step * math.Ceil(most/step-1e-9), step: step}
}

// ticks returns the figures at which the axis is labelled.
func (s scale) ticks() []float64 {
	var t []float64
	for i := 0; float64(i)*s.step <= s.top+s.step/1e6; i++ {
		t = append(t, float64(i)*s.step)
	}
	return t
}

// figure writes a number with as many decimals as it has, two at most.
func figure(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return FormatCount(int(v))
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// tooltip is a dark label over a chart.
type tooltip struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

func newTooltip() tooltip {
	t := tooltip{canvas.NewRectangle(noColour), newText(look.TextCaption, true)}
	t.ground.CornerRadius = look.ControlRadius
	return t
}

func (t tooltip) hide() { t.ground.Hidden, t.text.Hidden = true, true }

// show puts words above a point, inside a chart of a width.
func (t tooltip) show(c *control, words string, x, y, width float32) {
	t.ground.Hidden, t.text.Hidden = false, false
	write(t.text, words, c.col(look.ColorTooltipText))
	paint(t.ground, c.col(look.ColorTooltip), nil, 0)
	w, h := ceil(t.text.MinSize().Width)+20, float32(28)
	x = max(0, min(width-w, x-w/2))
	y = max(0, y-h-6)
	place(t.ground, x, y, w, h)
	placeText(t.text, x+10, y, w-20, h)
}
