package report

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// InternalMark stands on every page, sheet and row of a report whose small
// numbers are not suppressed.
const InternalMark = "Internal: contains small numbers. Do not share."

// SuppressionNote explains the stars and the rounding of a published report.
const SuppressionNote = "A star (*) stands for a figure that could point to a person: counts of 1 to 7 people are withheld, and so are nights and money with fewer than 8 people behind them. Some further figures are withheld so that none of these can be worked out. Other counts of people are rounded to the nearest 5."

// Report is a document of figures, the same for every format.
type Report struct {
	Title    string // as "Nights provided"
	Subtitle string // as "1 April to 30 November 2026, by month"; may be empty
	System   string // whose figures they are
	Made     time.Time
	Internal bool     // small numbers are not suppressed: every page is marked
	Notes    []string // sources and how to read the figures, a paragraph each
	Sections []Section
}

// Section is one part of a report. A part may be missing.
type Section struct {
	Heading    string
	Paragraphs []string
	Table      *Table
	Chart      *Chart
}

// Align says at which side of its column a value stands.
type Align int

// The sides. Figures stand at the right.
const (
	AlignLeft Align = iota
	AlignRight
)

// Column is the heading of a column.
type Column struct {
	Title string
	Align Align
	Unit  string // as "nights"; written after the title, in brackets
}

// heading is the title with its unit.
func (c Column) heading() string {
	if c.Unit == "" {
		return c.Title
	}
	return c.Title + " (" + c.Unit + ")"
}

// Table is rows under headings. Every row, and Total, has a cell a column.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]Cell
	Total   []Cell // the last row, set apart; none when empty
}

// Chart is a bar for each label, drawn where the format can draw and written
// as label and value where it cannot.
type Chart struct {
	Title string
	Unit  string // of the values, as "nights"
	Bars  []Bar
}

// Bar is one bar of a chart. A suppressed value has no length and shows a star.
type Bar struct {
	Label string
	Value Cell
}

// length is the number to draw; below zero nothing is drawn.
func (b Bar) length() int64 {
	n, _ := b.Value.Number()
	return max(n, 0)
}

// longest is the greatest length of a chart's bars, at least 1.
func (c Chart) longest() int64 {
	most := int64(1)
	for _, b := range c.Bars {
		most = max(most, b.length())
	}
	return most
}

// maxText is the longest text that is written, in runes: less than a
// spreadsheet cell may hold.
const maxText = 8000

// ready checks a report and returns a copy of it with every text made safe to
// print: one line, composed characters, no control characters and no marks
// that turn the direction of writing.
func (r Report) ready() (Report, error) {
	r.Title, r.Subtitle, r.System = line(r.Title), line(r.Subtitle), line(r.System)
	if r.Title == "" {
		return r, errors.New("the report has no title; give it one")
	}
	r.Notes = lines(r.Notes)
	sections := make([]Section, len(r.Sections))
	for i, s := range r.Sections {
		s.Heading, s.Paragraphs = line(s.Heading), lines(s.Paragraphs)
		if s.Table != nil {
			t, err := s.Table.ready()
			if err != nil {
				return r, err
			}
			s.Table = t
		}
		if s.Chart != nil {
			c := Chart{Title: line(s.Chart.Title), Unit: line(s.Chart.Unit)}
			for _, b := range s.Chart.Bars {
				c.Bars = append(c.Bars, Bar{Label: line(b.Label), Value: b.Value.ready()})
			}
			s.Chart = &c
		}
		sections[i] = s
	}
	r.Sections = sections
	return r, nil
}

// ready returns a safe copy of the table; see Report.ready.
func (t *Table) ready() (*Table, error) {
	if len(t.Columns) == 0 {
		return nil, fmt.Errorf("the table %q has no columns; give it at least one", t.Caption)
	}
	out := &Table{Caption: line(t.Caption)}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, Column{Title: line(c.Title), Align: c.Align, Unit: line(c.Unit)})
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return nil, fmt.Errorf("row %d of the table %q has %d cells for %d columns; give it one a column", i+1, t.Caption, len(row), len(t.Columns))
		}
		out.Rows = append(out.Rows, readyRow(row))
	}
	if n := len(t.Total); n > 0 {
		if n != len(t.Columns) {
			return nil, fmt.Errorf("the total of the table %q has %d cells for %d columns; give it one a column", t.Caption, n, len(t.Columns))
		}
		out.Total = readyRow(t.Total)
	}
	return out, nil
}

func readyRow(row []Cell) []Cell {
	out := make([]Cell, len(row))
	for i, c := range row {
		out[i] = c.ready()
	}
	return out
}

// ready returns the cell with its text made safe.
func (c Cell) ready() Cell {
	if c.kind == KindText {
		c.text = line(c.text)
	}
	return c
}

func lines(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if s = line(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// line makes one safe line of a text; see Report.ready.
func line(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c) || unicode.IsControl(c):
			return ' '
		case c == '\u200e' || c == '\u200f' || c == '\ufeff' || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069':
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "?"))
	s = norm.NFC.String(strings.Join(strings.Fields(s), " "))
	if n := []rune(s); len(n) > maxText {
		s = string(n[:maxText]) + "…"
	}
	return s
}

// byline says whose figures these are and when they were made.
func (r Report) byline() string {
	parts := make([]string, 0, 2)
	if r.System != "" {
		parts = append(parts, r.System)
	}
	if !r.Made.IsZero() {
		parts = append(parts, "made on "+longDate(r.Made)+" at "+r.Made.Format("15:04"))
	}
	return strings.Join(parts, ", ")
}
