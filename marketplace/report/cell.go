package report

import (
	"strconv"
	"strings"
	"time"
)

// Kind says what a Cell holds.
type Kind int

// The kinds of cell.
const (
	KindText Kind = iota
	KindInt
	KindPence
	KindDate
	KindSuppressed
)

// Star is what a suppressed figure prints as.
const Star = "*"

// Cell is one value of a table. The zero Cell is an empty text.
type Cell struct {
	kind Kind
	text string
	n    int64
	day  time.Time
}

// Text is a cell that holds words. Control characters are taken out when it is
// written.
func Text(s string) Cell { return Cell{kind: KindText, text: s} }

// Int is a cell that holds a whole number.
func Int(n int64) Cell { return Cell{kind: KindInt, n: n} }

// Pence is a cell that holds an amount of money in pence.
func Pence(n int64) Cell { return Cell{kind: KindPence, n: n} }

// Date is a cell that holds a day; the zero time is an empty cell.
func Date(day time.Time) Cell {
	if day.IsZero() {
		return Cell{}
	}
	return Cell{kind: KindDate, day: day}
}

// Suppressed is a cell of which the figure is withheld.
func Suppressed() Cell { return Cell{kind: KindSuppressed} }

// Kind returns what the cell holds.
func (c Cell) Kind() Kind { return c.kind }

// Number returns the number or the pence of the cell, and whether it has one.
func (c Cell) Number() (int64, bool) { return c.n, c.kind == KindInt || c.kind == KindPence }

// Day returns the day of the cell, and whether it has one.
func (c Cell) Day() (time.Time, bool) { return c.day, c.kind == KindDate }

// String returns the cell as people read it: "1,234", "£118.52",
// "7 December 2026", "*".
func (c Cell) String() string {
	switch c.kind {
	case KindInt:
		return grouped(c.n)
	case KindPence:
		return money(c.n)
	case KindDate:
		return longDate(c.day)
	case KindSuppressed:
		return Star
	default:
		return c.text
	}
}

// plain returns the cell as a machine reads it: "1234", "118.52",
// "2026-12-07", "*".
func (c Cell) plain() string {
	switch c.kind {
	case KindInt:
		return strconv.FormatInt(c.n, 10)
	case KindPence:
		return strings.ReplaceAll(strings.Replace(money(c.n), "£", "", 1), ",", "")
	case KindDate:
		return c.day.Format(time.DateOnly)
	default:
		return c.String()
	}
}

// grouped writes a number with a comma between thousands.
func grouped(n int64) string {
	sign, digits := "", strconv.FormatUint(magnitude(n), 10)
	if n < 0 {
		sign = "-"
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// money writes pence as "£1,234.50".
func money(pence int64) string {
	m := magnitude(pence)
	rest := strconv.FormatUint(100+m%100, 10)[1:]
	s := "£" + grouped(int64(m/100)) + "." + rest
	if pence < 0 {
		return "-" + s
	}
	return s
}

// magnitude is the absolute value; it is right for the least int64 too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// longDate writes a day as "7 December 2026".
func longDate(day time.Time) string { return day.Format("2 January 2006") }
