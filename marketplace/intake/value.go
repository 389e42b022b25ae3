package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"settle.example/settle/marketplace"
)

// A reader reads the cells of one row and keeps the first thing that is wrong with it.
type reader struct {
	t       *Table
	m       Mapping
	columns []Column
	row     *Row
	field   string // that is wrong
	reason  string // in a sentence; empty while all is well
	remarks []string
}

func (r *reader) text(field string) string { return r.m.cell(r.row, field) }

// fail notes what is wrong with a field, unless something was before.
func (r *reader) fail(field, format string, args ...any) {
	if r.reason == "" {
		r.field, r.reason = field, fmt.Sprintf(format, args...)
	}
}

// needed is a cell that must say something.
func (r *reader) needed(field string) string {
	s := r.text(field)
	if s == "" {
		r.fail(field, "%s is empty. Fill it in.", labelOf(r.columns, field))
	}
	return s
}

// whole is a whole number from low to high; 0 where the cell is empty.
func (r *reader) whole(field string, low, high int) int {
	s := r.text(field)
	if s == "" {
		return 0
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil || f != math.Trunc(f) || f < float64(low) || f > float64(high) {
		r.fail(field, "%s: %q is not a whole number from %d to %d. Correct it, or leave it empty.", labelOf(r.columns, field), short(s), low, high)
		return 0
	}
	return int(f)
}

// degrees is a number of degrees within ±bound; ok is false where the cell is empty.
func (r *reader) degrees(field string, bound float64) (f float64, ok bool) {
	s := r.text(field)
	if s == "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > bound {
		r.fail(field, "%s: %q is not a number of degrees. Write it like 51.2362, or leave it empty.", labelOf(r.columns, field), short(s))
		return 0, false
	}
	return f, true
}

// flag is a yes or no; said is false where the cell is empty.
func (r *reader) flag(field string) (yes, said bool) {
	s := r.text(field)
	switch strings.ToLower(s) {
	case "":
		return false, false
	case "1", "yes", "y", "true", "x", "✓", "✔":
		return true, true
	case "0", "no", "n", "false", "-", "–":
		return false, true
	}
	r.fail(field, "%s: %q is neither yes nor no. Write yes, no, 1 or 0.", labelOf(r.columns, field), short(s))
	return false, false
}

// money is an amount in pounds as people write it: 85, £85.50, "1,200.00 a week". ok is false where the cell is empty.
func (r *reader) money(field string) (p marketplace.Pence, ok bool) {
	s := r.text(field)
	if s == "" {
		return 0, false
	}
	plain := strings.ToLower(s)
	for _, unit := range []string{"per week", "a week", "/week", "weekly", "p/w", "pw", "gbp", "£"} {
		plain = strings.ReplaceAll(plain, unit, "")
	}
	plain = strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(plain)
	f, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > 10_000 {
		r.fail(field, "%s: %q is not an amount in pounds. Write it like 110 or 110.50.", labelOf(r.columns, field), short(s))
		return 0, false
	}
	return marketplace.Pence(math.Round(f * 100)), true
}

// date is a date as files write it: 2026-12-07, 07/12/2026 (day first), 7 December 2026, or a workbook's number of days.
func (r *reader) date(field string) marketplace.Date {
	t, _, ok := r.moment(field)
	if !ok {
		return 0
	}
	return marketplace.NewDate(t.Date())
}

// moment is a local date and time in the United Kingdom; timed is false where only the date is said.
func (r *reader) moment(field string) (at time.Time, timed, ok bool) {
	s := r.needed(field)
	if s == "" {
		return time.Time{}, false, false
	}
	at, timed, ok = parseMoment(s)
	if !ok && r.t.workbook {
		at, timed, ok = fromDays(s, r.t.dates1904)
	}
	if !ok || !marketplace.DateOf(at).Valid() {
		r.fail(field, "%s: %q is not a date from 2000 to 2199. Write it like 2026-12-07 or 2026-12-07T06:05.", labelOf(r.columns, field), short(s))
		return time.Time{}, false, false
	}
	return at, timed, true
}

var (
	dateForms = []string{"2006-1-2", "2/1/2006", "2.1.2006", "2-1-2006", "2 January 2006", "2 Jan 2006", "2-Jan-2006", "2-Jan-06", "2/1/06", "Monday 2 January 2006", "Mon 2 Jan 2006"}
	timeForms = []string{"15:04", "15:04:05", "15.04", "3:04 PM", "3:04PM", "1504"}
)

// parseMoment reads a date, or a date and a time after a space, a comma or a T. An offset says which moment is meant.
func parseMoment(s string) (at time.Time, timed, ok bool) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.In(marketplace.London), true, true
	}
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	for _, d := range dateForms {
		if t, err := time.ParseInLocation(d, s, marketplace.London); err == nil {
			return t, false, true
		}
		for _, between := range []string{" ", "T"} {
			for _, c := range timeForms {
				if t, err := time.ParseInLocation(d+between+c, s, marketplace.London); err == nil {
					return t, true, true
				}
			}
		}
	}
	return time.Time{}, false, false
}

// fromDays reads a workbook's own dates: days since 30 December 1899, or since 1 January 1904, with the time of day as
// the fraction, rounded to the minute. The 1900 system is wrong before March 1900 only, which no arrival is.
func fromDays(s string, from1904 bool) (at time.Time, timed, ok bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || f < 1 || f > 200_000 {
		return time.Time{}, false, false
	}
	epoch := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if from1904 {
		epoch = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	minutes := int(math.Round(f * 24 * 60))
	y, m, d := epoch.AddDate(0, 0, minutes/(24*60)).Date()
	rest := minutes % (24 * 60)
	return time.Date(y, m, d, rest/60, rest%60, 0, 0, marketplace.London), rest != 0, true
}

func short(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}
