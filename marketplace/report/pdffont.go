package report

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// The fonts of a PDF: Go Regular and Go Bold, for Latin, Greek and Cyrillic.
var (
	regularTTF = goregular.TTF
	boldTTF    = gobold.TTF
)

// fonts knows which letters the fonts have.
type fonts struct{ faces [2]*sfnt.Font }

// loadFont parses the fonts once.
var loadFont = sync.OnceValues(func() (*fonts, error) {
	f := &fonts{}
	for i, ttf := range [][]byte{regularTTF, boldTTF} {
		face, err := sfnt.Parse(ttf)
		if err != nil {
			return nil, fmt.Errorf("the font of PDFs cannot be read: %w", err)
		}
		f.faces[i] = face
	}
	return f, nil
})

// has reports whether both fonts have the letter. Beyond the basic plane the
// PDF library has no widths.
func (f *fonts) has(buf *sfnt.Buffer, c rune) bool {
	if c > 0xfff0 {
		return false
	}
	for _, face := range f.faces {
		if i, err := face.GlyphIndex(buf, c); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// fit returns the report with each letter that the fonts lack as a question
// mark. The report must be ready, so that nothing else of it is changed.
func (f *fonts) fit(r Report) Report {
	buf := &sfnt.Buffer{}
	text := func(s string) string {
		// The sign for the number of pages is not for texts to use.
		s = strings.ReplaceAll(s, allPages, "(nb)")
		return strings.Map(func(c rune) rune {
			if f.has(buf, c) {
				return c
			}
			return '?'
		}, s)
	}
	row := func(cells []Cell) {
		for i := range cells {
			cells[i].text = text(cells[i].text)
		}
	}
	r.Title, r.Subtitle, r.System = text(r.Title), text(r.Subtitle), text(r.System)
	for i := range r.Notes {
		r.Notes[i] = text(r.Notes[i])
	}
	for i, s := range r.Sections {
		r.Sections[i].Heading = text(s.Heading)
		for j := range s.Paragraphs {
			s.Paragraphs[j] = text(s.Paragraphs[j])
		}
		if t := s.Table; t != nil {
			t.Caption = text(t.Caption)
			for j, c := range t.Columns {
				t.Columns[j].Title, t.Columns[j].Unit = text(c.Title), text(c.Unit)
			}
			for _, cells := range t.all() {
				row(cells)
			}
		}
		if c := s.Chart; c != nil {
			c.Title, c.Unit = text(c.Title), text(c.Unit)
			for j, b := range c.Bars {
				c.Bars[j].Label, c.Bars[j].Value.text = text(b.Label), text(b.Value.text)
			}
		}
	}
	return r
}

// font chooses style ("" or "B"), size in points and colour (RRGGBB).
func (p *pdf) font(style string, size float64, colour string) {
	p.SetFont("go", style, size)
	p.SetTextColor(rgb(colour))
}

// draw chooses the colour of lines.
func (p *pdf) draw(colour string) { p.SetDrawColor(rgb(colour)) }

// fill chooses the colour of grounds.
func (p *pdf) fill(colour string) { p.SetFillColor(rgb(colour)) }

// rgb splits a colour of this package.
func rgb(colour string) (r, g, b int) {
	_, _ = fmt.Sscanf(colour, "%02x%02x%02x", &r, &g, &b)
	return r, g, b
}

// wrap breaks a text into lines no wider than width in the present font, at
// spaces, and inside a word only where the word alone is too wide.
func (p *pdf) wrap(s string, width float64) []string {
	var out []string
	at := ""
	for word := range strings.FieldsSeq(s) {
		if at != "" && p.GetStringWidth(at+" "+word) <= width {
			at += " " + word
			continue
		}
		if at != "" {
			out = append(out, at)
		}
		for p.GetStringWidth(word) > width {
			n := p.fits(word, width)
			out = append(out, word[:n])
			word = word[n:]
		}
		at = word
	}
	if at != "" || len(out) == 0 {
		out = append(out, at)
	}
	return out
}

// fits returns how many bytes of s are no wider than width; at least a letter.
func (p *pdf) fits(s string, width float64) int {
	total, size := 0.0, 0
	for i, c := range s {
		total += p.GetStringWidth(string(c))
		if total > width && i > 0 {
			return i
		}
		size = i + len(string(c))
	}
	return size
}

// cut shortens a text to one line.
func (p *pdf) cut(s string, width float64) string {
	if p.GetStringWidth(s) <= width {
		return s
	}
	return s[:p.fits(s, width-p.GetStringWidth("…"))] + "…"
}
