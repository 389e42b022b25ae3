package assets

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxText is the longest text of a cell, in runes.
const maxText = 1000

// row is one line of a table. Its readers record what is wrong and return a
// zero value, so that one pass names every problem of a file.
type row struct {
	table    *table
	problems *Problems
	line     int
	cells    []string
}

// bad records a problem of a column.
func (r row) bad(column, format string, args ...any) {
	r.problems.add(r.table.file, r.line, column, format, args...)
}

// optional reads a text that may be blank; a column that is not there is blank.
func (r row) optional(column string) string {
	i, ok := r.table.columns[column]
	if !ok {
		return ""
	}
	s := strings.TrimSpace(r.cells[i])
	if utf8.RuneCountInString(s) > maxText {
		r.bad(column, "is longer than %d characters; shorten it", maxText)
		return ""
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		r.bad(column, "holds a line break or another control character; remove it")
		return ""
	}
	return s
}

// text reads a text that may not be blank.
func (r row) text(column string) string {
	before := r.problems.count()
	s := r.optional(column)
	if s == "" && r.problems.count() == before {
		r.bad(column, "is blank; fill it in")
	}
	return s
}

// code reads a short identifier of letters, digits and hyphens, in upper case.
func (r row) code(column string) string {
	s := strings.ToUpper(r.text(column))
	if s != "" && !isCode(s) {
		r.bad(column, "%q is not a code; write up to 20 letters and digits", clip(s))
		return ""
	}
	return s
}

// optionalCode reads a code that may be blank.
func (r row) optionalCode(column string) string {
	if r.optional(column) == "" {
		return ""
	}
	return r.code(column)
}

// date reads a day that may be blank (the zero time).
func (r row) date(column string) time.Time {
	s := r.optional(column)
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil || d.Year() < 1700 || d.Year() > 2200 {
		r.bad(column, "%q is not a date; write it as 2026-12-07", clip(s))
		return time.Time{}
	}
	return d
}

// number reads a whole number from least to most.
func (r row) number(column string, least, most int64) int64 {
	s := r.text(column)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < least || n > most {
		r.bad(column, "%q is not a whole number from %d to %d; correct it", clip(s), least, most)
		return 0
	}
	return n
}

// optionalNumber reads a whole number that may be blank (0).
func (r row) optionalNumber(column string, least, most int64) int64 {
	if r.optional(column) == "" {
		return 0
	}
	return r.number(column, least, most)
}

// decimal reads a number from least to most.
func (r row) decimal(column string, least, most float64) float64 {
	s := r.text(column)
	if s == "" {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || f < least || f > most {
		r.bad(column, "%q is not a number from %g to %g; correct it", clip(s), least, most)
		return 0
	}
	return f
}

// isCode reports whether s is 1 to 20 upper-case letters, digits and hyphens.
func isCode(s string) bool {
	if s == "" || len(s) > 20 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// clip shortens a value that is quoted in a message.
func clip(s string) string {
	const most = 40 // runes
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
