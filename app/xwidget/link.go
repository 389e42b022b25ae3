package xwidget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Link)(nil)
	_ fyne.Focusable  = (*Link)(nil)
	_ fyne.Accessible = (*Link)(nil)
)

// Link is underlined words that go somewhere.
type Link struct {
	pressable
	Text string
	// Color replaces the colour of links.
	Color fyne.ThemeColorName
}

// NewLink returns a link.
func NewLink(text string, tapped func()) *Link {
	l := &Link{Text: text}
	l.OnTapped = tapped
	l.extend(l)
	return l
}

// AccessibilityLabel returns the words.
func (l *Link) AccessibilityLabel() string { return l.Text }

// AccessibilityRole says that this is a link.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer is called by Fyne.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{l: l, ground: canvas.NewRectangle(noColour), line: canvas.NewRectangle(noColour), text: newText(look.TextBody, false)}
	r.objects = objects{r.ground, r.line, r.text}
	r.Refresh()
	return r
}

type linkRenderer struct {
	objects
	l            *Link
	ground, line *canvas.Rectangle
	text         *canvas.Text
}

const linkHeight float32 = 24

func (r *linkRenderer) wanted() float32 {
	return ceil(pen{look.TextBody, false}.advance(r.l.Text))
}

func (r *linkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.wanted(), linkHeight)
}

func (r *linkRenderer) Layout(size fyne.Size) {
	w := min(size.Width, r.wanted())
	r.text.Text = pen{look.TextBody, false}.cut(r.l.Text, max(w, size.Width))
	place(r.ground, -2, 0, w+4, linkHeight)
	placeText(r.text, 0, 0, w, linkHeight-1)
	thick := float32(1)
	switch {
	case r.l.focused:
		thick = look.ButtonEdge
	case r.l.hovered:
		thick = 2
	}
	x, long := float32(0), w
	if r.l.focused {
		x, long = -2, w+4
	}
	place(r.line, x, linkHeight-max(2, thick), long, thick)
}

func (r *linkRenderer) Refresh() {
	l := r.l
	name := l.Color
	if name == "" {
		name = look.ColorLink
	}
	if l.hovered && l.Color == "" {
		name = look.ColorLinkHover
	}
	words, ground := l.col(name), noColour
	if l.focused {
		words, ground = l.col(look.ColorFocusText), l.col(look.ColorFocus)
	}
	paint(r.ground, ground, nil, 0)
	paint(r.line, words, nil, 0)
	r.text.Color = words
	r.Layout(l.Size())
	r.text.Refresh()
	canvas.Refresh(l)
}
