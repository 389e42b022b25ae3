package xwidget

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
)

// WidthAware is a widget whose height depends on the width it is given.
type WidthAware interface {
	HeightFor(width float32) float32
}

// widthAwareLayout is a layout that can tell its height at a width.
type widthAwareLayout interface {
	heightFor(objs []fyne.CanvasObject, width float32) float32
}

// HeightFor returns the height that o needs when it is width wide. It sees
// through this package's widgets and layouts; anything else answers with its
// least height.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	switch v := o.(type) {
	case WidthAware:
		return v.HeightFor(width)
	case *fyne.Container:
		if l, ok := v.Layout.(widthAwareLayout); ok {
			return l.heightFor(v.Objects, width)
		}
	}
	return o.MinSize().Height
}

// minWidth is the least width of the widest visible object.
func minWidth(objs []fyne.CanvasObject) float32 {
	var w float32
	for _, o := range objs {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return w
}

func snap(v float32) float32 { return float32(math.Round(float64(v))) }

func ceil(v float32) float32 { return float32(math.Ceil(float64(v))) }

// lineHeight is the height that Fyne draws a line of text in, on whole pixels.
func lineHeight(size float32, bold bool) float32 {
	return ceil(fyne.MeasureText("Ag", size, fyne.TextStyle{Bold: bold}).Height)
}

// pen is a size and weight of text.
type pen struct {
	size float32
	bold bool
}

// advances remembers how far each pen moves on for a rune. It is only touched
// on Fyne's goroutine, and bounded by the runes that one font has.
var advances = map[pen]map[rune]float32{}

// advance returns how wide s is when drawn with p. Kerning is left out: it
// makes text narrower, if anything, so what fits here fits on the screen.
func (p pen) advance(s string) float32 {
	table := advances[p]
	if table == nil {
		table = map[rune]float32{}
		advances[p] = table
	}
	var w float32
	for _, r := range s {
		a, ok := table[r]
		if !ok {
			a = fyne.MeasureText(string(r), p.size, fyne.TextStyle{Bold: p.bold}).Width
			table[r] = a
		}
		w += a
	}
	return w
}

// cut returns s, shortened with an ellipsis where it is wider than width.
func (p pen) cut(s string, width float32) string {
	if p.advance(s) <= width {
		return s
	}
	width -= p.advance("…")
	var w float32
	for i, r := range s {
		w += p.advance(string(r))
		if w > width {
			return strings.TrimRight(s[:i], " ,;") + "…"
		}
	}
	return s
}

// wrap breaks s into lines no wider than width: at line breaks, then at
// spaces, then inside a word that is wider than a line.
func (p pen) wrap(s string, width float32) []string {
	var lines []string
	for para := range strings.SplitSeq(s, "\n") {
		lines = append(lines, p.wrapParagraph(para, width)...)
	}
	return lines
}

func (p pen) wrapParagraph(s string, width float32) []string {
	var lines []string
	space := p.advance(" ")
	line, used := "", float32(0)
	for word := range strings.FieldsSeq(s) {
		w := p.advance(word)
		if line != "" && used+space+w <= width {
			line, used = line+" "+word, used+space+w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w > width {
			head := p.fitting(word, width)
			lines = append(lines, head)
			word = word[len(head):]
			w = p.advance(word)
		}
		line, used = word, w
	}
	if line == "" && len(lines) > 0 {
		return lines
	}
	return append(lines, line)
}

// fitting returns as much of the start of word as fits, at least one rune.
func (p pen) fitting(word string, width float32) string {
	var w float32
	for i, r := range word {
		w += p.advance(string(r))
		if w > width && i > 0 {
			return word[:i]
		}
	}
	return word
}

// widthWanting is a widget or layout that may be squeezed but would rather be
// wider: wrapped text above all.
type widthWanting interface {
	wantedWidth() float32
}

type widthWantingLayout interface {
	wantedWidth(objs []fyne.CanvasObject) float32
}

// wantedWidth is how wide o would be if there were room for all.
func wantedWidth(o fyne.CanvasObject) float32 {
	switch v := o.(type) {
	case widthWanting:
		return v.wantedWidth()
	case *fyne.Container:
		if l, ok := v.Layout.(widthWantingLayout); ok {
			return l.wantedWidth(v.Objects)
		}
	}
	return o.MinSize().Width
}

func visible(objs []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objs))
	for _, o := range objs {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}
