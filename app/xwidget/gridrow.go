package xwidget

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ listRow         = (*gridRow)(nil)
	_ fyne.Accessible = (*gridRow)(nil)
)

// gridRow draws one row of a grid. It owns its canvas objects, and touches
// only those whose content or colour differs from what they show: a list
// fills its rows again at every step of scrolling.
type gridRow struct {
	rowBase
	g         *Grid
	ground    *plain
	bar, line *canvas.Rectangle
	thumb     *rowThumb
	cells     []gridCell
	loaded    bool
	width     float32
}

// gridCell is the canvas objects of one cell, and what they were last given.
type gridCell struct {
	text, second, tag   *canvas.Text
	tagGround, skeleton *canvas.Rectangle
	shows               Cell
	width               float32
}

func newGridRow(g *Grid, l *listView) *gridRow {
	r := &gridRow{g: g, ground: newPlain(), bar: canvas.NewRectangle(noColour), line: canvas.NewRectangle(noColour)}
	if g.photos != nil {
		r.thumb = newRowThumb(gridThumb, gridThumb)
	}
	for range g.columns {
		c := gridCell{
			text: newText(look.TextBody, false), second: newText(look.TextCaption, false), tag: newText(look.TextCaption, true),
			tagGround: canvas.NewRectangle(noColour), skeleton: canvas.NewRectangle(noColour), width: -1,
		}
		c.tagGround.CornerRadius, c.skeleton.CornerRadius = look.ControlRadius, look.ControlRadius
		c.tag.Alignment = fyne.TextAlignCenter
		r.cells = append(r.cells, c)
	}
	r.list = l
	r.extend(r)
	return r
}

// fill shows the row with an index.
func (r *gridRow) fill(i int, state rowState) {
	g := r.g
	clearCells(g.cells)
	photo, loaded := g.Source.Row(i, g.cells)
	if !g.twoLines {
		clearSecond(g.cells)
	}
	repaint := r.state != state || r.loaded != loaded
	r.index, r.state, r.loaded = i, state, loaded
	if r.thumb != nil {
		r.thumb.show(r.Theme(), g.photos, photo, int(gridThumb)*3)
	}
	if repaint {
		r.paintGround()
	}
	r.fillCells()
}

func clearCells(cells []Cell) {
	for i := range cells {
		cells[i] = Cell{}
	}
}

// clearSecond drops second lines, for which a one-line row has no room.
func clearSecond(cells []Cell) {
	for i := range cells {
		cells[i].Secondary = ""
	}
}

// fillCells writes g.cells into those cells of the row that differ.
func (r *gridRow) fillCells() {
	width := r.Size().Width
	spans := r.g.spans(width)
	for i := range r.cells {
		c := &r.cells[i]
		if c.shows == r.g.cells[i] && c.width == spans[i].width && r.width == width {
			continue
		}
		c.shows, c.width = r.g.cells[i], spans[i].width
		r.drawCell(i, spans[i])
	}
	r.width = width
}

// drawCell lays out and colours one cell from what it shows.
func (r *gridRow) drawCell(i int, s columnSpan) {
	c, h := &r.cells[i], r.Size().Height
	v := c.shows
	c.skeleton.Hidden = r.loaded || !s.shown
	c.text.Hidden = !s.shown || !r.loaded || v.Tag != ""
	c.second.Hidden = !s.shown || !r.loaded || v.Secondary == ""
	c.tag.Hidden = !s.shown || !r.loaded || v.Tag == ""
	c.tagGround.Hidden = c.tag.Hidden
	if !s.shown {
		return
	}
	words, quiet := r.colours()
	if !c.skeleton.Hidden {
		place(c.skeleton, s.x, (h-12)/2, s.width*0.7, 12)
		paint(c.skeleton, r.col(look.ColorSkeleton), nil, 0)
		return
	}
	align := r.g.columns[i].Align
	if v.Tag != "" {
		r.drawTag(c, s, h, align)
	} else {
		p := cellPen
		if v.Bold {
			p = cellBoldPen
		}
		c.text.TextStyle.Bold, c.text.Alignment = v.Bold, align
		c.text.Text, c.text.Color = p.cut(v.Text, s.width), words
		y, room := float32(0), h
		if v.Secondary != "" {
			y, room = h/2-21, 22
		}
		placeText(c.text, s.x, y, s.width, room)
		c.text.Refresh()
	}
	if v.Secondary != "" {
		c.second.Alignment = align
		c.second.Text, c.second.Color = cellQuietPen.cut(v.Secondary, s.width), quiet
		placeText(c.second, s.x, h/2+1, s.width, 20)
		c.second.Refresh()
	}
}

func (r *gridRow) drawTag(c *gridCell, s columnSpan, h float32, align fyne.TextAlign) {
	c.tag.Text = cellTagPen.cut(c.shows.Tag, s.width-2*tagSide)
	w := ceil(cellTagPen.advance(c.tag.Text)) + 2*tagSide
	x := s.x
	if align == fyne.TextAlignTrailing {
		x += s.width - w
	}
	y := (h - tagHeight) / 2
	if c.shows.Secondary != "" {
		y = h/2 - tagHeight
	}
	place(c.tagGround, x, y, w, tagHeight)
	placeText(c.tag, x, y, w, tagHeight)
	c.tag.Color = r.col(c.shows.Tone.Text())
	paint(c.tagGround, r.col(c.shows.Tone.Ground()), nil, 0)
	c.tag.Refresh()
}

// colours returns those of the text and of what stands back.
func (r *gridRow) colours() (words, quiet color.Color) {
	if r.state.current && r.state.focused {
		return r.col(look.ColorFocusText), r.col(look.ColorFocusText)
	}
	return r.col(look.ColorText), r.col(look.ColorSecondary)
}

// paintGround colours what lies under the cells, and the cells to match.
func (r *gridRow) paintGround() {
	ground, bar := noColour, noColour
	switch {
	case r.state.current && r.state.focused:
		ground, bar = r.col(look.ColorFocus), r.col(look.ColorFocusText)
	case r.state.current:
		ground = r.col(look.ColorSelected)
	case r.hovered && r.list.activate != nil:
		ground = r.col(look.ColorCardHover)
	}
	r.ground.paint(ground)
	paint(r.bar, bar, nil, 0)
	line := r.col(look.ColorBorder)
	if r.state.last {
		line = noColour
	}
	paint(r.line, line, nil, 0)
	for i := range r.cells {
		r.cells[i].width = -1 // have it drawn again
	}
}

// AccessibilityLabel reads the row out, column by column.
func (r *gridRow) AccessibilityLabel() string {
	if !r.loaded {
		return "Loading"
	}
	var said []string
	for i, c := range r.cells {
		for _, s := range []string{c.shows.Text, c.shows.Tag, c.shows.Secondary} {
			if s != "" {
				said = append(said, r.g.columns[i].Title+" "+s)
			}
		}
	}
	return strings.Join(said, ", ")
}

// AccessibilityRole says that a row is a button.
func (r *gridRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (r *gridRow) CreateRenderer() fyne.WidgetRenderer {
	all := objects{r.ground.Raster, r.bar, r.line}
	if r.thumb != nil {
		all = append(all, r.thumb.objects()...)
	}
	for _, c := range r.cells {
		all = append(all, c.skeleton, c.tagGround, c.text, c.second, c.tag)
	}
	r.paintGround()
	return &gridRowRenderer{all, r}
}

type gridRowRenderer struct {
	objects
	r *gridRow
}

func (rr *gridRowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, rr.r.g.rowHeight()) }

func (rr *gridRowRenderer) Layout(size fyne.Size) {
	r := rr.r
	r.ground.Resize(size)
	place(r.bar, 0, 0, look.ButtonEdge, size.Height)
	place(r.line, gridSide, size.Height-1, size.Width-2*gridSide, 1)
	if r.thumb != nil {
		r.thumb.layout(gridSide, (size.Height-gridThumb)/2)
	}
	rr.redraw()
}

func (rr *gridRowRenderer) Refresh() {
	rr.r.paintGround()
	if rr.r.thumb != nil {
		rr.r.thumb.paint(rr.r.Theme())
	}
	rr.redraw()
	canvas.Refresh(rr.r)
}

// redraw draws what the row already shows at its present size.
func (rr *gridRowRenderer) redraw() {
	r := rr.r
	for i, s := range r.g.spans(r.Size().Width) {
		r.cells[i].width = s.width
		r.drawCell(i, s)
	}
	r.width = r.Size().Width
}
