package report

import (
	"bufio"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// Widths of plain text, in columns of a terminal.
const (
	proseWidth = 80
	barWidth   = 40
)

// WriteTable writes the report as plain text for a terminal: columns aligned,
// prose wrapped at 80 columns, charts as rows of blocks.
func WriteTable(w io.Writer, r Report) error {
	r, err := r.ready()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	t := textWriter{out}
	t.title(r)
	for _, s := range r.Sections {
		if s.Heading != "" {
			t.line("")
			t.underlined(s.Heading, "-")
		}
		for _, p := range s.Paragraphs {
			t.line("")
			t.prose(p, "", "")
		}
		if s.Table != nil {
			t.table(s.Table)
		}
		if s.Chart != nil {
			t.chart(*s.Chart)
		}
	}
	if len(r.Notes) > 0 {
		t.line("")
		t.underlined("Notes", "-")
		for _, n := range r.Notes {
			t.prose(n, "- ", "  ")
		}
	}
	if r.Internal {
		t.line("")
		t.line(InternalMark)
	}
	return out.Flush()
}

// textWriter writes lines; a failure shows when the buffer is flushed.
type textWriter struct{ out *bufio.Writer }

func (t textWriter) line(s string) {
	_, _ = t.out.WriteString(strings.TrimRight(s, " "))
	_ = t.out.WriteByte('\n')
}

func (t textWriter) underlined(s, with string) {
	t.line(s)
	t.line(strings.Repeat(with, columns(s)))
}

func (t textWriter) title(r Report) {
	if r.Internal {
		t.line(InternalMark)
		t.line("")
	}
	t.underlined(r.Title, "=")
	for _, s := range []string{r.Subtitle, r.byline()} {
		if s != "" {
			t.line(s)
		}
	}
}

// prose writes a paragraph, wrapped.
func (t textWriter) prose(s, first, rest string) {
	indent, at := first, first
	for word := range strings.FieldsSeq(s) {
		if at != indent && columns(at)+columns(word)+1 > proseWidth {
			t.line(at)
			indent, at = rest, rest
		}
		if at != indent {
			at += " "
		}
		at += word
	}
	t.line(at)
}

// table writes headings, a rule, the rows, and the total under a second rule.
func (t textWriter) table(table *Table) {
	widths := make([]int, len(table.Columns))
	headings := make([]Cell, len(table.Columns))
	for i, c := range table.Columns {
		headings[i] = Text(c.heading())
		widths[i] = columns(c.heading())
	}
	for _, row := range append([][]Cell{table.Total}, table.Rows...) {
		for i, c := range row {
			widths[i] = max(widths[i], columns(c.String()))
		}
	}
	rule := make([]string, len(widths))
	for i, n := range widths {
		rule[i] = strings.Repeat("-", n)
	}
	t.line("")
	if table.Caption != "" {
		t.prose(table.Caption, "", "")
		t.line("")
	}
	t.row(table.Columns, headings, widths)
	t.line(strings.Join(rule, "  "))
	for _, row := range table.Rows {
		t.row(table.Columns, row, widths)
	}
	if len(table.Total) > 0 {
		t.line(strings.Join(rule, "  "))
		t.row(table.Columns, table.Total, widths)
	}
}

func (t textWriter) row(cols []Column, row []Cell, widths []int) {
	cells := make([]string, len(row))
	for i, c := range row {
		s := c.String()
		gap := strings.Repeat(" ", widths[i]-columns(s))
		if cols[i].Align == AlignRight {
			cells[i] = gap + s
		} else {
			cells[i] = s + gap
		}
	}
	t.line(strings.Join(cells, "  "))
}

// chart writes a bar a line, in eighths of a block.
func (t textWriter) chart(c Chart) {
	t.line("")
	title := Column{Title: c.Title, Unit: c.Unit}.heading()
	if title != "" {
		t.line(title)
	}
	label, value := 0, 0
	for _, b := range c.Bars {
		label, value = max(label, columns(b.Label)), max(value, columns(b.Value.String()))
	}
	longest := float64(c.longest())
	for _, b := range c.Bars {
		s := b.Value.String()
		t.line(b.Label + strings.Repeat(" ", label-columns(b.Label)+2+value-columns(s)) + s + "  " +
			blocks(float64(b.length())/longest*barWidth))
	}
}

// blocks draws a length in columns; what is above zero shows at least a sliver.
func blocks(length float64) string {
	eighths := int(length*8 + 0.5)
	if length > 0 && eighths == 0 {
		eighths = 1
	}
	s := strings.Repeat("█", eighths/8)
	if part := eighths % 8; part > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[part-1])
	}
	return s
}

// columns is how many columns of a terminal a text takes. Texts are composed
// (NFC) before, so combining marks that are left are rare; they take none.
func columns(s string) int {
	n := 0
	for _, c := range s {
		switch {
		case c >= 0x300 && c <= 0x36f || c == 0x200b || c == 0x200d:
		case width.LookupRune(c).Kind() == width.EastAsianWide || width.LookupRune(c).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
