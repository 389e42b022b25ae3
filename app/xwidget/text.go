package xwidget

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"settle.example/settle/app/look"
)

// TextStyle is a step of the type scale.
type TextStyle int

// The text styles.
const (
	Body    TextStyle = iota // running text, 15
	Strong                   // bold running text, such as a label
	Muted                    // running text that stands back
	Caption                  // small and standing back, 13
	Heading                  // the heading of a card, 19 bold
	Title                    // the title of a page, 28 bold
	Figure                   // a large number, 34 bold
)

type textLook struct {
	pen   pen
	line  float32
	color fyne.ThemeColorName
}

var textLooks = [...]textLook{
	Body:    {pen{look.TextBody, false}, 22, look.ColorText},
	Strong:  {pen{look.TextBody, true}, 22, look.ColorText},
	Muted:   {pen{look.TextBody, false}, 22, look.ColorSecondary},
	Caption: {pen{look.TextCaption, false}, 19, look.ColorSecondary},
	Heading: {pen{look.TextHeading, true}, 28, look.ColorText},
	Title:   {pen{look.TextTitle, true}, 39, look.ColorText},
	Figure:  {pen{look.TextFigure, true}, 47, look.ColorText},
}

func (s TextStyle) look() textLook {
	if s < 0 || int(s) >= len(textLooks) {
		s = Body
	}
	return textLooks[s]
}

var (
	_ fyne.Widget     = (*Text)(nil)
	_ fyne.Accessible = (*Text)(nil)
	_ WidthAware      = (*Text)(nil)
)

// Text is a paragraph: it wraps to the width it is given and knows its height
// at any width. Line breaks in its content are kept.
type Text struct {
	widget.BaseWidget
	Content string
	Style   TextStyle
	// Color replaces the colour of the style.
	Color fyne.ThemeColorName
	Align fyne.TextAlign
	// MaxLines, when above 0, cuts the text there with an ellipsis.
	MaxLines int

	wrapped wrapping
}

// wrapping is the last result of breaking a text into lines.
type wrapping struct {
	content  string
	style    TextStyle
	maxLines int
	width    float32
	lines    []string
}

// NewText returns a paragraph in a style.
func NewText(style TextStyle, content string) *Text {
	t := &Text{Content: content, Style: style}
	t.ExtendBaseWidget(t)
	return t
}

// NewLine returns a text that stays on one line and is cut with an ellipsis.
func NewLine(style TextStyle, content string) *Text {
	t := NewText(style, content)
	t.MaxLines = 1
	return t
}

// SetContent replaces the words.
func (t *Text) SetContent(s string) {
	if t.Content == s {
		return
	}
	t.Content = s
	t.Refresh()
}

// HeightFor returns the height of the wrapped text at a width.
func (t *Text) HeightFor(width float32) float32 {
	return float32(len(t.lines(width))) * t.Style.look().line
}

// AccessibilityLabel returns the words.
func (t *Text) AccessibilityLabel() string { return t.Content }

// AccessibilityRole says that this is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// lines returns the text broken at a width; at no width, at its line breaks.
func (t *Text) lines(width float32) []string {
	w := &t.wrapped
	if w.lines != nil && w.content == t.Content && w.style == t.Style && w.maxLines == t.MaxLines && w.width == width {
		return w.lines
	}
	p := t.Style.look().pen
	fit := width
	if fit <= 0 {
		fit = 1e6
	}
	lines := p.wrap(t.Content, fit)
	if t.MaxLines > 0 && len(lines) > t.MaxLines {
		rest := joinFrom(lines, t.MaxLines-1)
		lines = append(lines[:t.MaxLines-1:t.MaxLines-1], p.cut(rest, fit))
	}
	*w = wrapping{t.Content, t.Style, t.MaxLines, width, lines}
	return lines
}

func joinFrom(lines []string, i int) string {
	s := lines[i]
	for _, l := range lines[i+1:] {
		s += " " + l
	}
	return s
}

// CreateRenderer is called by Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &textRenderer{t: t}
	r.Refresh()
	return r
}

type textRenderer struct {
	objects
	t *Text
}

func (r *textRenderer) MinSize() fyne.Size {
	t := r.t
	// A paragraph may be squeezed to a few words; a single line to an ellipsis.
	least := float32(120)
	if t.MaxLines == 1 {
		least = 40
	}
	return fyne.NewSize(min(t.wantedWidth(), least), t.HeightFor(t.Size().Width))
}

// wantedWidth is the width of the text without wrapping.
func (t *Text) wantedWidth() float32 {
	p := t.Style.look().pen
	var w float32
	for line := range strings.SplitSeq(t.Content, "\n") {
		w = max(w, ceil(p.advance(line)))
	}
	return w
}

func (r *textRenderer) Layout(fyne.Size) { r.fill() }

func (r *textRenderer) Refresh() {
	r.fill()
	canvas.Refresh(r.t)
}

// fill writes the lines into as many canvas texts, reusing those there are.
func (r *textRenderer) fill() {
	t, l := r.t, r.t.Style.look()
	lines := t.lines(t.Size().Width)
	for len(r.objects) < len(lines) {
		r.objects = append(r.objects, newText(l.pen.size, l.pen.bold))
	}
	r.objects = r.objects[:len(lines)]
	c := t.colour()
	for i, s := range lines {
		o := r.objects[i].(*canvas.Text)
		o.TextSize, o.TextStyle.Bold, o.Alignment = l.pen.size, l.pen.bold, t.Align
		write(o, s, c)
		place(o, 0, float32(i)*l.line, t.Size().Width, l.line)
	}
}

func (t *Text) colour() color.Color {
	name := t.Color
	if name == "" {
		name = t.Style.look().color
	}
	return look.Colour(t.Theme(), name)
}
