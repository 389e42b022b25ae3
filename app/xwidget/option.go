package xwidget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

// Option is one of several things to choose from.
type Option struct {
	// Value is what the program knows the option by; it is never shown.
	Value string
	// Label is what the person reads.
	Label string
	// Note says more, standing back: a count, a town, a hint.
	Note string
}

// Options makes options whose values are their labels.
func Options(labels ...string) []Option {
	all := make([]Option, len(labels))
	for i, l := range labels {
		all[i] = Option{Value: l, Label: l}
	}
	return all
}

// matching returns the indices of the options that contain every word of the
// query, those that begin with it first.
func matching(options []Option, query string) []int {
	words := strings.Fields(strings.ToLower(query))
	var begins, contains []int
	for i, o := range options {
		text := strings.ToLower(o.Label + " " + o.Note)
		switch {
		case !containsAll(text, words):
		case len(words) == 0 || strings.HasPrefix(text, words[0]):
			begins = append(begins, i)
		default:
			contains = append(contains, i)
		}
	}
	return append(begins, contains...)
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// optionList shows options in a list that is as high as its options, up to
// eight.
type optionList struct {
	options []Option
	shown   []int
	chosen  int
	list    *listView
	root    *fyne.Container
}

func newOptionList(options []Option, chosen int, choose func(i int)) *optionList {
	o := &optionList{options: options, chosen: chosen, shown: matching(options, "")}
	o.list = newListView(func() int { return len(o.shown) }, func(l *listView) listRow { return newOptionRow(l, o) })
	o.list.activate = func(i int) { choose(o.shown[i]) }
	o.root = Stack(o.list.flush())
	o.root.Layout = &rowsHigh{o}
	return o
}

// filter shows the options that match and makes the first one current.
func (o *optionList) filter(query string) {
	o.shown = matching(o.options, query)
	o.list.current = min(0, len(o.shown)-1)
	o.list.ScrollToTop()
	o.list.Refresh()
}

// showChosen makes the chosen option current and scrolls to it.
func (o *optionList) showChosen() {
	for at, i := range o.shown {
		if i == o.chosen {
			o.list.setCurrent(at)
			return
		}
	}
	o.list.setCurrent(0)
}

const (
	optionHeight float32 = 40
	optionsSeen  int     = 8
)

// rowsHigh makes a list as high as its rows.
type rowsHigh struct{ o *optionList }

func (l *rowsHigh) height() float32 {
	return float32(min(optionsSeen, max(1, len(l.o.options)))) * optionHeight
}

func (l *rowsHigh) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, l.height()) }

func (l *rowsHigh) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, size.Width, size.Height)
}

// optionRow is one option of the list.
type optionRow struct {
	rowBase
	of          *optionList
	ground, bar *canvas.Rectangle
	label, note *canvas.Text
	tick        *canvas.Image
}

func newOptionRow(l *listView, of *optionList) *optionRow {
	r := &optionRow{
		of: of, ground: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour),
		label: newText(look.TextBody, false), note: newText(look.TextCaption, false), tick: newIconImage(),
	}
	r.list = l
	r.extend(r)
	return r
}

func (r *optionRow) fill(i int, state rowState) {
	r.index, r.state = i, state
	r.Refresh()
}

// CreateRenderer is called by Fyne.
func (r *optionRow) CreateRenderer() fyne.WidgetRenderer {
	return &optionRowRenderer{objects{r.ground, r.bar, r.label, r.note, r.tick}, r}
}

type optionRowRenderer struct {
	objects
	r *optionRow
}

func (rr *optionRowRenderer) MinSize() fyne.Size { return fyne.NewSize(120, optionHeight) }

func (rr *optionRowRenderer) Layout(size fyne.Size) {
	r := rr.r
	r.ground.Resize(size)
	place(r.bar, 0, 0, look.ButtonEdge, size.Height)
	place(r.tick, size.Width-30, (size.Height-18)/2, 18, 18)
	room := size.Width - 12 - 40
	if r.index >= len(r.of.shown) {
		return
	}
	o := r.of.options[r.of.shown[r.index]]
	note := min(room/2, ceil(pen{look.TextCaption, false}.advance(o.Note)))
	r.note.Text = pen{look.TextCaption, false}.cut(o.Note, note)
	r.label.Text = pen{look.TextBody, false}.cut(o.Label, room-note-8)
	placeText(r.label, 14, 0, room-note-8, size.Height)
	placeText(r.note, 12+room-note, 0, note, size.Height)
}

func (rr *optionRowRenderer) Refresh() {
	r := rr.r
	if r.index >= len(r.of.shown) {
		return
	}
	ground, bar, words, quiet := noColour, noColour, r.col(look.ColorText), r.col(look.ColorSecondary)
	switch {
	case r.state.current && r.state.focused:
		words = r.col(look.ColorFocusText)
		ground, bar, quiet = r.col(look.ColorFocus), words, words
	case r.state.current || r.hovered:
		ground = r.col(look.ColorSelected)
	}
	paint(r.ground, ground, nil, 0)
	paint(r.bar, bar, nil, 0)
	tick := look.Icon{}
	if r.of.shown[r.index] == r.of.chosen {
		tick = look.IconCheck
	}
	drawIcon(r.tick, tick, words)
	r.label.Color, r.note.Color = words, quiet
	rr.Layout(r.Size())
	r.label.Refresh()
	r.note.Refresh()
}
