package report

import (
	"encoding/csv"
	"io"
	"slices"
	"unicode/utf8"
)

// CSV says how WriteCSV writes.
type CSV struct {
	// BOM puts a byte-order mark first, so that a spreadsheet on Windows reads
	// the file as UTF-8.
	BOM bool
}

// WriteCSV writes the tables of the report as RFC 4180 CSV with CRLF lines:
// headings, rows, and the total as the last row. Numbers are plain (1234),
// money is in pounds (118.52), days are 2026-12-07, what is withheld is a star.
//
// A report of one table is that table and nothing else. Where there are
// several, each has a record with its heading before it and all records are
// padded to the same number of fields. A chart draws what a table tells; charts
// are written only where there is no table. In an internal report the last
// field of every record carries the mark.
//
// A text that a spreadsheet could take for a formula gets an apostrophe first.
func WriteCSV(w io.Writer, r Report, o CSV) error {
	r, err := r.ready()
	if err != nil {
		return err
	}
	blocks := csvBlocks(r)
	fields := 0
	for _, b := range blocks {
		for _, record := range b.records {
			fields = max(fields, len(record))
		}
	}
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, b := range blocks {
		if len(blocks) > 1 {
			b.records = slices.Insert(b.records, 0, []string{defused(b.heading)})
		}
		for _, record := range b.records {
			for len(record) < fields {
				record = append(record, "")
			}
			if r.Internal {
				record = append(record, InternalMark)
			}
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// csvBlock is one table or chart as records.
type csvBlock struct {
	heading string
	records [][]string
}

// csvBlocks turns the tables into records or, where there is none, the charts.
func csvBlocks(r Report) []csvBlock {
	var tables, charts []csvBlock
	for _, s := range r.Sections {
		heading := s.Heading
		if heading == "" {
			heading = r.Title
		}
		if s.Table != nil {
			tables = append(tables, csvBlock{heading, tableRecords(s.Table)})
		}
		if s.Chart != nil {
			records := [][]string{{defused(s.Chart.Title), defused(s.Chart.Unit)}}
			for _, b := range s.Chart.Bars {
				records = append(records, []string{defused(b.Label), field(b.Value)})
			}
			charts = append(charts, csvBlock{heading, records})
		}
	}
	if len(tables) == 0 {
		return charts
	}
	return tables
}

func tableRecords(t *Table) [][]string {
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		if c.Unit == "" && t.holdsMoney(i) {
			c.Unit = "£"
		}
		record[i] = defused(c.heading())
	}
	records := [][]string{record}
	for _, row := range t.all() {
		record := make([]string, len(row))
		for i, c := range row {
			record[i] = field(c)
		}
		records = append(records, record)
	}
	return records
}

// all returns the rows and the total, if there is one.
func (t *Table) all() [][]Cell {
	if len(t.Total) == 0 {
		return t.Rows
	}
	return append(slices.Clip(t.Rows), t.Total)
}

// holdsMoney reports whether a cell of the column is an amount of money.
func (t *Table) holdsMoney(column int) bool {
	return slices.ContainsFunc(t.all(), func(row []Cell) bool { return row[column].kind == KindPence })
}

// field writes a cell. A star alone is no formula anywhere.
func field(c Cell) string {
	if c.kind == KindText {
		return defused(c.text)
	}
	return c.plain()
}

// defused puts an apostrophe before a text that begins like a formula, in
// ASCII or full width, or with white space that a spreadsheet may skip.
func defused(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	switch first {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return "'" + s
	}
	return s
}
