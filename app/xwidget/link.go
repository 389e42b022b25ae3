package xwidget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/look"
)

var (
	_ fyne.Widget     = (*Link)(nil)
	_ fyne.Focusable  = (*Link)(nil)
	_ fyne.Accessible = (*Link)(nil)
	_ WidthAware      = (*Link)(nil)
)

// Link is underlined words that go somewhere. They wrap to the width that they are given.
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

// HeightFor returns the height of the wrapped words at a width.
func (l *Link) HeightFor(width float32) float32 { return float32(len(l.lines(width))) * linkHeight }

func (l *Link) lines(width float32) []string {
	if width <= 0 || l.wantedWidth() <= width {
		return []string{l.Text}
	}
	return linkPen.wrap(l.Text, width)
}

// wantedWidth is the width of the words on one line.
func (l *Link) wantedWidth() float32 { return ceil(linkPen.advance(l.Text)) }

// CreateRenderer is called by Fyne.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{l: l, ground: canvas.NewRectangle(noColour)}
	r.Refresh()
	return r
}

type linkRenderer struct {
	objects
	l      *Link
	ground *canvas.Rectangle
	parts  []linkLine
}

// linkLine is one line of words and what is drawn under it.
type linkLine struct {
	text *canvas.Text
	line *canvas.Rectangle
}

// The height of a line of a link, and the least width that it may be squeezed to.
const (
	linkHeight float32 = 24
	linkLeast  float32 = 120
)

var linkPen = pen{look.TextBody, false}

func (r *linkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(min(r.l.wantedWidth(), linkLeast), r.l.HeightFor(r.l.Size().Width))
}

func (r *linkRenderer) Layout(size fyne.Size) {
	lines := r.l.lines(size.Width)
	for len(r.parts) < len(lines) {
		r.parts = append(r.parts, linkLine{newText(look.TextBody, false), canvas.NewRectangle(noColour)})
	}
	r.objects = objects{r.ground}
	ink, ground := r.colours()
	thick := float32(1)
	switch {
	case r.l.focused:
		thick = look.ButtonEdge
	case r.l.hovered:
		thick = 2
	}
	widest := float32(0)
	for i, words := range lines {
		p, y := r.parts[i], float32(i)*linkHeight
		w := ceil(linkPen.advance(words))
		widest = max(widest, w)
		p.text.Text = words
		placeText(p.text, 0, y, w, linkHeight-1)
		x, long := float32(0), w
		if r.l.focused {
			x, long = -2, w+4
		}
		place(p.line, x, y+linkHeight-max(2, thick), long, thick)
		r.objects = append(r.objects, p.line, p.text)
	}
	place(r.ground, -2, 0, widest+4, float32(len(lines))*linkHeight)
	paint(r.ground, ground, nil, 0)
	for _, p := range r.parts[:len(lines)] {
		paint(p.line, ink, nil, 0)
		p.text.Color = ink
		p.text.Refresh()
	}
}

func (r *linkRenderer) colours() (ink, ground color.Color) {
	l := r.l
	switch {
	case l.focused:
		return l.col(look.ColorFocusText), l.col(look.ColorFocus)
	case l.Color != "":
		return l.col(l.Color), noColour
	case l.hovered:
		return l.col(look.ColorLinkHover), noColour
	}
	return l.col(look.ColorLink), noColour
}

func (r *linkRenderer) Refresh() {
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
