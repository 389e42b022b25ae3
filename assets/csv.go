package assets

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of a reference file. A file beyond them is refused whole.
const (
	maxFileBytes = 16 << 20
	maxRows      = 200_000
	maxColumns   = 64
)

// table is a parsed reference file: its notes, its heading and its rows.
type table struct {
	file    string
	notes   []string // leading # lines, without the #
	columns map[string]int
	rows    []row
}

// has reports whether the heading has the column.
func (t *table) has(column string) bool {
	_, ok := t.columns[column]
	return ok
}

// readTable reads the named file of dir. It returns nil when the file cannot
// be used at all, having said why in p. Columns beyond the required ones are
// kept; a row of the wrong length is reported and left out.
func readTable(dir fs.FS, file string, required []string, p *Problems) *table {
	f, err := dir.Open(file)
	if err != nil {
		p.add(file, 0, "", "cannot be opened; check that you may read it")
		return nil
	}
	defer func() { _ = f.Close() }() // read to its end below
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	switch {
	case err != nil:
		p.add(file, 0, "", "cannot be read to its end; copy it again")
		return nil
	case len(data) > maxFileBytes:
		p.add(file, 0, "", "is larger than 16 MiB; leave out what you do not need")
		return nil
	}
	return parseTable(file, data, required, p)
}

// parseTable parses the bytes of a file; see readTable.
func parseTable(file string, data []byte, required []string, p *Problems) *table {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		p.add(file, badLine(data), "", "is not UTF-8 text; save it from your spreadsheet as \"CSV UTF-8\"")
		return nil
	}
	t := &table{file: file}
	skipped := 0
	// A spreadsheet that saves the file again puts the notes in quotes.
	for bytes.HasPrefix(data, []byte("#")) || bytes.HasPrefix(data, []byte("\"#")) {
		note, rest, _ := bytes.Cut(data, []byte("\n"))
		t.notes = append(t.notes, strings.Trim(string(note), "#\", \r"))
		data = rest
		skipped++
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	heading, err := r.Read()
	if err != nil {
		p.add(file, 0, "", "has no heading; its first line names the columns: %s", strings.Join(required, ","))
		return nil
	}
	if !t.setHeading(heading, skipped+1, required, p) {
		return nil
	}
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return t
		}
		line := skipped
		if err != nil {
			if pe, ok := errors.AsType[*csv.ParseError](err); ok {
				line += pe.StartLine
			}
			p.add(file, line, "", "has a quotation mark in the wrong place or none at the end; nothing after it was read")
			return t
		}
		first, _ := r.FieldPos(0)
		line += first
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		if len(cells) != len(heading) {
			p.add(file, line, "", "has %d columns where the heading has %d; quote a text that holds a comma", len(cells), len(heading))
			continue
		}
		if len(t.rows) == maxRows {
			p.add(file, line, "", "has more than 200,000 rows; leave out what you do not need")
			return t
		}
		t.rows = append(t.rows, row{table: t, problems: p, line: line, cells: cells})
	}
}

// setHeading notes where each column stands and reports what is missing.
func (t *table) setHeading(heading []string, line int, required []string, p *Problems) bool {
	if len(heading) > maxColumns {
		p.add(t.file, line, "", "has %d columns; at most %d are read", len(heading), maxColumns)
		return false
	}
	if len(heading) == 1 && strings.ContainsAny(heading[0], ";\t") {
		p.add(t.file, line, "", "separates its columns by semicolons or tabs; save it with commas")
		return false
	}
	t.columns = make(map[string]int, len(heading))
	ok := true
	for i, h := range heading {
		h = strings.ToLower(strings.TrimSpace(h))
		if _, twice := t.columns[h]; twice && h != "" {
			p.add(t.file, line, clip(h), "stands twice in the heading; keep one")
			ok = false
		}
		t.columns[h] = i
	}
	for _, name := range required {
		if !t.has(name) {
			p.add(t.file, line, name, "is missing from the heading; add it (the columns are %s)", strings.Join(required, ","))
			ok = false
		}
	}
	return ok
}

// badLine returns the number of the first line that is not UTF-8.
func badLine(data []byte) int {
	line := 1
	for l := range bytes.Lines(data) {
		if !utf8.Valid(l) {
			return line
		}
		line++
	}
	return 0
}
