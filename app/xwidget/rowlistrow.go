package xwidget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ listRow         = (*itemRow)(nil)
	_ fyne.Accessible = (*itemRow)(nil)
)

// itemRow draws one row of a row list. Like a grid's row, it touches only what
// differs.
type itemRow struct {
	rowBase
	of                      *RowList
	ground                  *plain
	bar, line               *canvas.Rectangle
	thumb                   *rowThumb
	title, subtitle, detail *canvas.Text
	figure, note            *canvas.Text
	tags                    [3]itemTagMarks
	skeleton                [2]*canvas.Rectangle
	box                     *canvas.Rectangle
	tick                    *canvas.Image
	shows                   Item
	loaded, drawn           bool
}

type itemTagMarks struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

const (
	itemHeight   float32 = 104
	itemThumb    float32 = 112
	itemThumbTop float32 = 10
	itemFigure   float32 = 190
)

var (
	itemTitlePen  = pen{16, true}
	itemFigurePen = pen{16, true}
)

func newItemRow(of *RowList, l *listView) *itemRow {
	r := &itemRow{
		of: of, ground: newPlain(), bar: canvas.NewRectangle(noColour), line: canvas.NewRectangle(noColour),
		title: newText(itemTitlePen.size, true), subtitle: newText(look.TextBody, false), detail: newText(look.TextCaption, false),
		figure: newText(itemFigurePen.size, true), note: newText(look.TextCaption, false), box: canvas.NewRectangle(noColour), tick: newIconImage(),
	}
	r.box.CornerRadius = look.ControlRadius
	r.figure.Alignment, r.note.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	if of.photos != nil {
		r.thumb = newRowThumb(itemThumb, itemHeight-2*itemThumbTop)
	}
	for i := range r.tags {
		r.tags[i] = itemTagMarks{canvas.NewRectangle(noColour), newText(look.TextCaption, true)}
		r.tags[i].ground.CornerRadius = look.ControlRadius
		r.tags[i].text.Alignment = fyne.TextAlignCenter
	}
	for i := range r.skeleton {
		r.skeleton[i] = canvas.NewRectangle(noColour)
		r.skeleton[i].CornerRadius = look.ControlRadius
	}
	r.list = l
	r.extend(r)
	return r
}

// fill shows the row with an index.
func (r *itemRow) fill(i int, state rowState) {
	item := &r.of.item
	*item = Item{}
	loaded := r.of.Source.Item(i, item)
	same := r.drawn && r.state == state && r.loaded == loaded && r.shows == *item
	r.index, r.state, r.loaded, r.shows = i, state, loaded, *item
	if r.thumb != nil {
		r.thumb.show(r.Theme(), r.of.photos, item.Photo, int(itemThumb)*2)
	}
	if !same {
		r.draw()
	}
}

// draw colours and lays out the row from what it shows.
func (r *itemRow) draw() {
	r.drawn = true
	ground, bar, words, quiet := noColour, noColour, r.col(look.ColorText), r.col(look.ColorSecondary)
	note, line := r.col(r.shows.FigureTone.Figure()), r.col(look.ColorBorder)
	switch {
	case r.state.current && r.state.focused:
		words = r.col(look.ColorFocusText)
		ground, bar, quiet, note = r.col(look.ColorFocus), words, words, words
	case r.state.current:
		ground = r.col(look.ColorSelected)
	case r.hovered && r.list.activate != nil:
		ground = r.col(look.ColorCardHover)
	}
	if r.state.last {
		line = noColour
	}
	r.ground.paint(ground)
	paint(r.bar, bar, nil, 0)
	paint(r.line, line, nil, 0)
	r.title.Color, r.subtitle.Color, r.detail.Color = words, words, quiet
	r.drawBox(words)
	r.figure.Color, r.note.Color = words, note
	for _, s := range r.skeleton {
		s.Hidden = r.loaded
		paint(s, r.col(look.ColorSkeleton), nil, 0)
	}
	for _, t := range []*canvas.Text{r.title, r.subtitle, r.detail, r.figure, r.note} {
		t.Hidden = !r.loaded
	}
	r.arrange(r.Size())
	for _, t := range []*canvas.Text{r.title, r.subtitle, r.detail, r.figure, r.note} {
		t.Refresh()
	}
}

// drawBox shows the box of a list whose rows can be ticked.
func (r *itemRow) drawBox(words color.Color) {
	r.box.Hidden = r.of.OnTick == nil || !r.loaded
	ground, border := r.col(look.ColorInput), r.col(look.ColorInputBorder)
	if r.shows.Ticked {
		border = r.col(look.ColorMark)
	}
	if r.state.current && r.state.focused {
		border = words
	}
	paint(r.box, ground, border, look.InputBorder)
	icon := look.Icon{}
	if !r.box.Hidden && r.shows.Ticked {
		icon = look.IconCheck
	}
	drawIcon(r.tick, icon, r.col(look.ColorText))
}

// Tapped ticks the row's box where the click was there, else opens the row.
func (r *itemRow) Tapped(ev *fyne.PointEvent) {
	if r.of.OnTick != nil && ev != nil && ev.Position.X < 1.5*gridSide+choiceMark {
		focusOn(r.list)
		r.list.setCurrent(r.index)
		r.of.OnTick(r.index)
		return
	}
	r.rowBase.Tapped(ev)
}

// arrange puts everything in its place at a size.
func (r *itemRow) arrange(size fyne.Size) {
	v := &r.shows
	r.ground.Resize(size)
	place(r.bar, 0, 0, look.ButtonEdge, size.Height)
	place(r.line, gridSide, size.Height-1, size.Width-2*gridSide, 1)
	x := gridSide
	if r.of.OnTick != nil {
		placeStroked(r.box, x, (size.Height-choiceMark)/2, choiceMark, choiceMark)
		place(r.tick, x+4, (size.Height-choiceMark)/2+4, 20, 20)
		x += choiceMark + gridSide
	}
	if r.thumb != nil {
		r.thumb.layout(x, itemThumbTop)
		x += itemThumb + gridSide
	}
	figure := float32(0)
	if v.Figure != "" || v.FigureNote != "" {
		figure = min(itemFigure, size.Width/3)
	}
	room := size.Width - x - gridSide
	if figure > 0 {
		room -= figure + gridSide
	}
	at := size.Width - gridSide - figure
	r.figure.Text = itemFigurePen.cut(v.Figure, figure)
	r.note.Text = cellQuietPen.cut(v.FigureNote, figure)
	placeText(r.figure, at, 15, figure, 24)
	placeText(r.note, at, 41, figure, 20)

	tags := r.arrangeTags(x, room)
	r.title.Text = itemTitlePen.cut(v.Title, room-tags)
	r.moveTags(x + ceil(itemTitlePen.advance(r.title.Text)) + 12)
	r.subtitle.Text = cellPen.cut(v.Subtitle, room)
	r.detail.Text = cellQuietPen.cut(v.Detail, room)
	placeText(r.title, x, 15, room-tags, 24)
	placeText(r.subtitle, x, 41, room, 22)
	placeText(r.detail, x, 65, room, 20)
	place(r.skeleton[0], x, 22, room*0.5, 14)
	place(r.skeleton[1], x, 50, room*0.8, 12)
}

// arrangeTags sizes the tags and returns the room they take after the title.
func (r *itemRow) arrangeTags(x, room float32) float32 {
	var all float32
	for i := range r.tags {
		m, v := r.tags[i], r.shows.Tags[i]
		w := ceil(cellTagPen.advance(v.Text)) + 2*tagSide
		hidden := v.Text == "" || !r.loaded || all+w+12 > room*0.6
		m.ground.Hidden, m.text.Hidden = hidden, hidden
		if hidden {
			continue
		}
		place(m.ground, x, 15, w, tagHeight)
		paint(m.ground, r.col(v.Tone.Ground()), nil, 0)
		write(m.text, v.Text, r.col(v.Tone.Text()))
		all += w + 8
	}
	if all > 0 {
		all += 4
	}
	return all
}

// moveTags puts the shown tags side by side from x on.
func (r *itemRow) moveTags(x float32) {
	for i := range r.tags {
		m := r.tags[i]
		if m.ground.Hidden {
			continue
		}
		w := m.ground.Size().Width
		place(m.ground, x, 15, w, tagHeight)
		placeText(m.text, x, 15, w, tagHeight)
		x += w + 8
	}
}

// AccessibilityLabel reads the row out.
func (r *itemRow) AccessibilityLabel() string {
	if !r.loaded {
		return "Loading"
	}
	v := r.shows
	s := v.Title
	if v.Ticked {
		s += ", ticked"
	}
	for _, t := range v.Tags {
		if t.Text != "" {
			s += ", " + t.Text
		}
	}
	for _, more := range []string{v.Subtitle, v.Detail, v.Figure, v.FigureNote} {
		if more != "" {
			s += ", " + more
		}
	}
	return s
}

// AccessibilityRole says that a row is a button.
func (r *itemRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (r *itemRow) CreateRenderer() fyne.WidgetRenderer {
	all := objects{r.ground.Raster, r.bar, r.line, r.box, r.tick}
	if r.thumb != nil {
		all = append(all, r.thumb.objects()...)
	}
	all = append(all, r.skeleton[0], r.skeleton[1], r.title, r.subtitle, r.detail, r.figure, r.note)
	for _, t := range r.tags {
		all = append(all, t.ground, t.text)
	}
	return &itemRowRenderer{all, r}
}

type itemRowRenderer struct {
	objects
	r *itemRow
}

func (rr *itemRowRenderer) MinSize() fyne.Size { return fyne.NewSize(200, itemHeight) }

func (rr *itemRowRenderer) Layout(size fyne.Size) { rr.r.arrange(size) }

func (rr *itemRowRenderer) Refresh() {
	if rr.r.thumb != nil {
		rr.r.thumb.paint(rr.r.Theme())
	}
	rr.r.draw()
	canvas.Refresh(rr.r)
}
