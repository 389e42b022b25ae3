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
	h.actions = Row(12, actions...)
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

// headerLayout puts words at the left and actions at the right, or below where
// the words would get too little room.
type headerLayout struct {
	width float32
}

const headerWords float32 = 320

func (l *headerLayout) below(objs []fyne.CanvasObject, width float32) bool {
	return width-objs[1].MinSize().Width-look.Space16 < min(headerWords, wantedWidth(objs[0]))
}

func (l *headerLayout) wordsWidth(objs []fyne.CanvasObject, width float32) float32 {
	actions := objs[1].MinSize().Width
	if actions == 0 || l.below(objs, width) {
		return width
	}
	return width - actions - look.Space16
}

func (l *headerLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(minWidth(objs), l.heightFor(objs, max(l.width, minWidth(objs))))
}

func (l *headerLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	words := HeightFor(objs[0], l.wordsWidth(objs, width))
	actions := objs[1].MinSize()
	switch {
	case actions.Width == 0:
		return words
	case l.below(objs, width):
		return words + look.Space16 + actions.Height
	}
	return max(words, actions.Height)
}

func (l *headerLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	w := l.wordsWidth(objs, size.Width)
	words := HeightFor(objs[0], w)
	place(objs[0], 0, 0, w, words)
	actions := objs[1].MinSize()
	if l.below(objs, size.Width) {
		place(objs[1], 0, words+look.Space16, min(actions.Width, size.Width), actions.Height)
		return
	}
	place(objs[1], size.Width-actions.Width, max(0, (words-actions.Height)/2), actions.Width, actions.Height)
}
