package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Columns lays objects out in up to most equal columns, gap apart; where a
// column would be narrower than least, in fewer, with as many in each line as
// can be. Objects of one line are equally high.
func Columns(most int, least, gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{most: max(1, most), least: least, gap: gap}, objs...)
}

// MainAside puts aside, asideWidth wide, at the right of main; where main
// would be narrower than mainLeast, aside goes underneath.
func MainAside(mainLeast, asideWidth, gap float32, main, aside fyne.CanvasObject) *fyne.Container {
	return container.New(&mainAside{least: mainLeast, aside: asideWidth, gap: gap}, main, aside)
}

// FormColumn keeps an object from being wider than most, at the left.
func FormColumn(most float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&formColumn{most: most}, o)
}

type columns struct {
	most       int
	least, gap float32
	width      float32
}

// count is how many columns n objects stand in. Where not as many fit as there
// could be, the lines are equally long: four objects stand two by two rather
// than three and one.
func (c *columns) count(width float32, n int) int {
	fit := int((width + c.gap) / (c.least + c.gap))
	wide := max(1, min(c.most, fit, n))
	if fit >= c.most {
		return wide
	}
	lines := (n + wide - 1) / wide
	return (n + lines - 1) / lines
}

func (c *columns) cell(width float32, n int) float32 {
	return (width - float32(n-1)*c.gap) / float32(n)
}

func (c *columns) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := c.width
	if width <= 0 {
		width = float32(c.most)*(c.least+c.gap) - c.gap
	}
	return fyne.NewSize(minWidth(objs), c.heightFor(objs, width))
}

func (c *columns) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	var total float32
	for i, h := range c.heights(visible(objs), width) {
		total += h
		if i > 0 {
			total += c.gap
		}
	}
	return total
}

// heights returns the height of each line.
func (c *columns) heights(shown []fyne.CanvasObject, width float32) []float32 {
	n := c.count(width, max(1, len(shown)))
	w := c.cell(width, n)
	var hs []float32
	for i, o := range shown {
		if i%n == 0 {
			hs = append(hs, 0)
		}
		hs[len(hs)-1] = max(hs[len(hs)-1], HeightFor(o, w))
	}
	return hs
}

func (c *columns) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	shown := visible(objs)
	n := c.count(size.Width, max(1, len(shown)))
	w, hs := c.cell(size.Width, n), c.heights(shown, size.Width)
	if len(hs) == 1 {
		hs[0] = max(hs[0], size.Height)
	}
	y := float32(0)
	for i, o := range shown {
		if i > 0 && i%n == 0 {
			y += hs[i/n-1] + c.gap
		}
		place(o, float32(i%n)*(w+c.gap), y, w, hs[i/n])
	}
}

type mainAside struct {
	least, aside, gap float32
	width             float32
}

// split returns the width of main, and whether aside stands beside it.
func (m *mainAside) split(width float32) (float32, bool) {
	if main := width - m.aside - m.gap; main >= m.least {
		return main, true
	}
	return width, false
}

func (m *mainAside) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := m.width
	if width <= 0 {
		width = m.least + m.gap + m.aside
	}
	return fyne.NewSize(minWidth(objs), m.heightFor(objs, width))
}

func (m *mainAside) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	w, beside := m.split(width)
	if beside {
		return max(HeightFor(objs[0], w), HeightFor(objs[1], m.aside))
	}
	return HeightFor(objs[0], w) + m.gap + HeightFor(objs[1], w)
}

func (m *mainAside) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	m.width = size.Width
	w, beside := m.split(size.Width)
	h := HeightFor(objs[0], w)
	if beside {
		place(objs[0], 0, 0, w, max(h, size.Height))
		place(objs[1], w+m.gap, 0, m.aside, HeightFor(objs[1], m.aside))
		return
	}
	place(objs[0], 0, 0, w, h)
	place(objs[1], 0, h+m.gap, w, HeightFor(objs[1], w))
}

type formColumn struct {
	most float32
}

func (f *formColumn) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return (&grow{}).MinSize(objs)
}

func (f *formColumn) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return (&grow{}).heightFor(objs, min(f.most, width))
}

func (f *formColumn) wantedWidth(objs []fyne.CanvasObject) float32 {
	return min(f.most, (&grow{}).wantedWidth(objs))
}

func (f *formColumn) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		place(o, 0, 0, min(f.most, size.Width), size.Height)
	}
}
