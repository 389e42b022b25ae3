package intake

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"settle.example/settle/marketplace"
)

// Bounds on a file. A cell that is too long refuses its row; everything else refuses the file.
const (
	MaxBytes   = 32 << 20
	MaxRows    = 100_000
	MaxColumns = 200
	MaxCell    = 4000 // characters
	maxHeading = 200  // of a column's name, the rest is cut off
)

// Table is a file as rows of text.
type Table struct {
	Name      string // of the file, for messages
	Sheet     string // of a workbook
	Separator rune   // of a CSV file; a comma for a workbook
	Header    []string
	Rows      []Row
	dates1904 bool // days in the workbook count from 1904
	workbook  bool
}

// Row is one row beneath the header. It has as many cells as the header.
type Row struct {
	Line    int // in the file, from 1
	Cells   []string
	Problem string // a sentence, where the row itself cannot be taken
}

// Read makes a table of a file's contents: CSV (UTF-8, UTF-16 or Windows-1252, with comma, semicolon or tab) or XLSX,
// told by what it holds. Of a workbook it reads the sheet of that name, or the first where the name is empty. It
// answers ErrInvalid with a sentence for anything else.
func Read(name string, data []byte, sheet string) (*Table, error) {
	name = filepath.Base(name)
	switch {
	case len(data) > MaxBytes:
		return nil, tooLarge(name)
	case len(bytes.TrimSpace(data)) == 0:
		return nil, invalid("%s is empty. Choose a file with a header line and at least one row.", name)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(name, data, sheet)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, invalid("%s is an old Excel file or protected by a password. Save it as .xlsx or CSV without a password, and try again.", name)
	case bytes.HasPrefix(data, []byte("%PDF")):
		return nil, invalid("%s is a PDF. Bring the spreadsheet that it was made from, as .xlsx or CSV.", name)
	}
	text, err := decode(data)
	if err != nil {
		return nil, invalid("%s is not a text file that can be read. Save it as CSV (UTF-8) or .xlsx, and try again.", name)
	}
	return readCSV(name, text)
}

// ReadFile is Read for a file on disk.
func ReadFile(path, sheet string) (*Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	return Read(path, data, sheet)
}

func cannotOpen(path string, err error) error {
	e := marketplace.Errorf(marketplace.NotFound, "%s cannot be opened. Check that it is there and not open in another program.", filepath.Base(path))
	e.Err = err
	return e
}

func tooLarge(name string) error {
	return invalid("%s is larger than %d MiB. Split it, and bring the parts one after the other.", name, MaxBytes>>20)
}

func invalid(format string, args ...any) error { return invalidError(format, args...) }

func invalidError(format string, args ...any) *marketplace.Error {
	return marketplace.Errorf(marketplace.Invalid, format, args...)
}

// build puts lines together: the first that holds something is the header.
type build struct {
	t     *Table
	width int
}

// add takes a line in. It answers an error where the file as a whole cannot be taken.
func (b *build) add(line int, cells []string) error {
	cells = trimRight(cells)
	switch {
	case len(cells) == 0:
		return nil
	case len(cells) > MaxColumns:
		return invalid("Line %d of %s has %d columns; up to %d can be read. Remove those that are not needed.", line, b.t.Name, len(cells), MaxColumns)
	case b.t.Header == nil:
		for i := range cells {
			cells[i] = clip(cells[i], maxHeading)
		}
		b.t.Header, b.width = cells, len(cells)
		return nil
	case len(b.t.Rows) >= MaxRows:
		return invalid("%s has more than 100,000 rows. Split it, and bring the parts one after the other.", b.t.Name)
	}
	r := Row{Line: line, Cells: cells}
	if len(cells) > b.width {
		r.Problem = fmt.Sprintf("The row has %d cells, but the header names %d columns. Look for a separator too many, or quote the text that holds it.", len(cells), b.width)
	}
	for len(r.Cells) < b.width {
		r.Cells = append(r.Cells, "")
	}
	for i, c := range r.Cells {
		if n := utf8.RuneCountInString(c); n > MaxCell {
			r.Cells[i] = clip(c, MaxCell)
			r.Problem = fmt.Sprintf("The %s cell is %d characters long; up to %d can be read. Shorten it, and look for a quotation mark that is not closed.", ordinal(i+1), n, MaxCell)
		}
	}
	b.t.Rows = append(b.t.Rows, r)
	return nil
}

func (b *build) done() (*Table, error) {
	if b.t.Header == nil {
		return nil, invalid("%s holds no table. Choose a file with a header line and at least one row.", b.t.Name)
	}
	return b.t, nil
}

// trimRight cuts empty cells off the end and spaces off all.
func trimRight(cells []string) []string {
	last := 0
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
		if cells[i] != "" {
			last = i + 1
		}
	}
	return cells[:last]
}

// clip is the first n characters.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
