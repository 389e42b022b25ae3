package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

const commandHeight float32 = 44

// commandRow is one command of the palette.
type commandRow struct {
	rowBase
	of          *CommandPalette
	ground, bar *canvas.Rectangle
	icon        *canvas.Image
	title, hint *canvas.Text
	keys        *canvas.Text
}

func newCommandRow(l *listView, of *CommandPalette) *commandRow {
	r := &commandRow{
		of: of, ground: canvas.NewRectangle(noColour), bar: canvas.NewRectangle(noColour), icon: newIconImage(),
		title: newText(look.TextBody, false), hint: newText(look.TextCaption, false), keys: newText(look.TextCaption, true),
	}
	r.ground.CornerRadius = look.ControlRadius
	r.list = l
	r.extend(r)
	return r
}

func (r *commandRow) fill(i int, state rowState) {
	r.index, r.state = i, state
	r.Refresh()
}

func (r *commandRow) command() (Command, bool) {
	if r.index < 0 || r.index >= len(r.of.shown) {
		return Command{}, false
	}
	return r.of.Commands[r.of.shown[r.index]], true
}

// CreateRenderer is called by Fyne.
func (r *commandRow) CreateRenderer() fyne.WidgetRenderer {
	return &commandRowRenderer{objects{r.ground, r.bar, r.icon, r.title, r.hint, r.keys}, r}
}

type commandRowRenderer struct {
	objects
	r *commandRow
}

func (rr *commandRowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, commandHeight) }

func (rr *commandRowRenderer) Layout(size fyne.Size) {
	r := rr.r
	c, ok := r.command()
	if !ok {
		return
	}
	r.ground.Resize(size)
	place(r.bar, 0, 0, look.ButtonEdge, size.Height)
	place(r.icon, 14, (size.Height-20)/2, 20, 20)
	caption, x := pen{look.TextCaption, false}, float32(46)
	keys := ceil(pen{look.TextCaption, true}.advance(c.Keys))
	right := size.Width - 14 - keys
	if c.Keys != "" {
		right -= look.Space16
	}
	hint := min((right-x)/2, ceil(caption.advance(c.Hint)))
	r.title.Text = pen{look.TextBody, false}.cut(c.Title, right-hint-look.Space16-x)
	r.hint.Text = caption.cut(c.Hint, hint)
	r.keys.Text = c.Keys
	placeText(r.title, x, 0, right-hint-look.Space16-x, size.Height)
	placeText(r.hint, right-hint, 0, hint, size.Height)
	placeText(r.keys, size.Width-14-keys, 0, keys, size.Height)
}

func (rr *commandRowRenderer) Refresh() {
	r := rr.r
	c, ok := r.command()
	if !ok {
		return
	}
	ground, bar, words, quiet := noColour, noColour, r.col(look.ColorText), r.col(look.ColorSecondary)
	switch {
	case r.state.current:
		words = r.col(look.ColorFocusText)
		ground, bar, quiet = r.col(look.ColorFocus), words, words
	case r.hovered:
		ground = r.col(look.ColorSelected)
	}
	paint(r.ground, ground, nil, 0)
	paint(r.bar, bar, nil, 0)
	drawIcon(r.icon, c.Icon, quiet)
	r.title.Color, r.hint.Color, r.keys.Color = words, quiet, quiet
	rr.Layout(r.Size())
	r.title.Refresh()
	r.hint.Refresh()
	r.keys.Refresh()
}
