package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
)

// readCSV reads decoded text. Lines before the header that begin with # are comments; quotes are read leniently, as
// people type them.
func readCSV(name string, text []byte) (*Table, error) {
	if bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	text, skipped := skipComments(text)
	t := &Table{Name: name, Separator: separator(text)}
	b := build{t: t}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = t.Separator
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return b.done()
		}
		if err != nil {
			e := invalidError("%s cannot be read as CSV. Save it as CSV (UTF-8) again, and try once more.", name)
			e.Err = err
			return nil, e
		}
		line, _ := r.FieldPos(0)
		if err := b.add(line+skipped, cells); err != nil {
			return nil, err
		}
	}
}

// skipComments cuts comment lines and blank lines off the start and counts them.
func skipComments(text []byte) (rest []byte, lines int) {
	for {
		line, after, found := bytes.Cut(text, []byte("\n"))
		trimmed := bytes.TrimLeft(bytes.TrimSpace(line), `"`) // a spreadsheet may have quoted it
		if !found || len(trimmed) > 0 && trimmed[0] != '#' {
			return text, lines
		}
		text = after
		lines++
	}
}

// separator is the one that stands most often in the header line, outside quotes; a comma where none does.
func separator(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	counts := map[byte]int{}
	quoted := false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted:
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return rune(best)
}
