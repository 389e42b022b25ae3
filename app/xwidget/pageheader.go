package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
)

var _ fyne.Widget = (*PageHeader)(nil)

// PageHeader is the top of a page: its title, one line that says what matters
// today, and actions at the right. In a narrow window the actions go below.
type PageHeader struct {
	composite
	Title    string
	Subtitle string

	title, subtitle *Text
	actions         *fyne.Container
}

// NewPageHeader returns a header; the most important action comes last.
func NewPageHeader(title, subtitle string, actions ...fyne.CanvasObject) *PageHeader {
	h := &PageHeader{
		Title: title, Subtitle: subtitle,
		title: NewText(Title, title), subtitle: NewText(Muted, subtitle),
	}
	h.actions = container.New(&lines{row{gap: 12}, flow{gap: 12}}, actions...)
	words := VBox(2, h.title, h.subtitle)
	h.sync = func() {
		h.title.Content, h.subtitle.Content = h.Title, h.Subtitle
		h.subtitle.Hidden = h.Subtitle == ""
	}
	h.compose(h, container.New(&headerLayout{}, words, h.actions))
	return h
}

// SetTitle replaces the title and the line under it.
func (h *PageHeader) SetTitle(title, subtitle string) {
	h.Title, h.Subtitle = title, subtitle
	h.Refresh()
}

// SetActions replaces the actions.
func (h *PageHeader) SetActions(actions ...fyne.CanvasObject) {
	h.actions.Objects = actions
	h.Refresh()
}

// lines is a row where there is room for one, and a flow where there is not.
type lines struct {
	row  row
	flow flow
}

func (l *lines) fits(objs []fyne.CanvasObject, width float32) bool {
	return l.row.wantedWidth(objs) <= width
}

func (l *lines) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(minWidth(objs), l.heightFor(objs, max(l.flow.width, minWidth(objs))))
}

func (l *lines) wantedWidth(objs []fyne.CanvasObject) float32 { return l.row.wantedWidth(objs) }

func (l *lines) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	if l.fits(objs, width) {
		return l.row.heightFor(objs, width)
	}
	return l.flow.heightFor(objs, width)
}

func (l *lines) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.row.width, l.flow.width = size.Width, size.Width
	if l.fits(objs, size.Width) {
		l.row.Layout(objs, size)
		return
	}
	l.flow.Layout(objs, size)
}

// headerLayout puts words at the left and actions at the right, or below where
// the words would get too little room.
type headerLayout struct {
	width float32
}

const headerWords float32 = 320

func (l *headerLayout) below(objs []fyne.CanvasObject, width float32) bool {
	return width-wantedWidth(objs[1])-look.Space16 < min(headerWords, wantedWidth(objs[0]))
}

func (l *headerLayout) wordsWidth(objs []fyne.CanvasObject, width float32) float32 {
	actions := wantedWidth(objs[1])
	if actions == 0 || l.below(objs, width) {
		return width
	}
	return width - actions - look.Space16
}

func (l *headerLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(minWidth(objs), l.heightFor(objs, max(l.width, minWidth(objs))))
}

func (l *headerLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	words, actions := HeightFor(objs[0], l.wordsWidth(objs, width)), wantedWidth(objs[1])
	switch {
	case actions == 0:
		return words
	case l.below(objs, width):
		return words + look.Space16 + HeightFor(objs[1], width)
	}
	return max(words, HeightFor(objs[1], actions))
}

func (l *headerLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	w := l.wordsWidth(objs, size.Width)
	words, actions := HeightFor(objs[0], w), wantedWidth(objs[1])
	place(objs[0], 0, 0, w, words)
	if l.below(objs, size.Width) {
		place(objs[1], 0, words+look.Space16, size.Width, HeightFor(objs[1], size.Width))
		return
	}
	height := HeightFor(objs[1], actions)
	place(objs[1], size.Width-actions, max(0, (words-height)/2), actions, height)
}
