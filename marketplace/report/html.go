package report

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed report.html.tmpl
var htmlSource string

var htmlTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"row":     htmlRow,
	"figure":  func(c Column) bool { return c.Align == AlignRight },
	"star":    func(c Cell) bool { return c.kind == KindSuppressed },
	"heading": Column.heading,
	"title":   func(c Chart) string { return Column{Title: c.Title, Unit: c.Unit}.heading() },
	"share":   func(c Chart, b Bar) float64 { return float64(b.length()) * 100 / float64(c.longest()) },
}).Parse(htmlSource))

// WriteHTML writes the report as one HTML file that needs nothing else: no
// script, no picture, no address. Headings, captions and scopes are marked up
// for screen readers, charts are tables with a bar in them, and it prints on
// A4 with the headings of a table repeated on every page.
func WriteHTML(w io.Writer, r Report) error {
	r, err := r.ready()
	if err != nil {
		return err
	}
	return htmlTemplate.Execute(w, struct {
		Report
		Byline, Mark string
		Wide         bool
	}{r, r.byline(), InternalMark, r.mostColumns() > uprightColumns})
}

// uprightColumns is how many columns an upright page holds; a wider table
// prints lying.
const uprightColumns = 6

// mostColumns is how many columns the widest table has.
func (r Report) mostColumns() int {
	most := 0
	for _, s := range r.Sections {
		if s.Table != nil {
			most = max(most, len(s.Table.Columns))
		}
	}
	return most
}

// htmlCell is a cell with the side at which it stands.
type htmlCell struct {
	Cell   Cell
	Figure bool
}

// htmlRow pairs cells with their columns.
func htmlRow(columns []Column, row []Cell) []htmlCell {
	out := make([]htmlCell, len(row))
	for i, c := range row {
		out[i] = htmlCell{Cell: c, Figure: columns[i].Align == AlignRight}
	}
	return out
}
