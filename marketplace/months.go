package marketplace

import (
	"sync"
	"time"
)

// monthStarts is the first day of every month from that of MinDate to the one after that of MaxDate.
var monthStarts = sync.OnceValue(func() []Date {
	y, m, _ := MinDate.Time().Date()
	var starts []Date
	for n := 0; ; n++ {
		d := NewDate(y, m+time.Month(n), 1)
		starts = append(starts, d)
		if d > MaxDate {
			return starts
		}
	}
})

// monthIndex is the month of a date within bounds, counted from that of MinDate.
func monthIndex(d Date) int {
	starts := monthStarts()
	i := min(int(d-starts[0])/30, len(starts)-1) // never too small
	for starts[i] > d {
		i--
	}
	return i
}

// monthStart is the first day of the i-th month.
func monthStart(i int) Date { return monthStarts()[i] }

// monthOf is the month of a date.
func monthOf(d Date) Range {
	i := monthIndex(max(MinDate, min(d, MaxDate)))
	return Range{monthStart(i), monthStart(i + 1)}
}

// taxYearOf is the tax year of a date: 6 April to 5 April (gov.uk HS223).
func taxYearOf(d Date) Range {
	y, _, _ := d.Time().Date()
	if d < NewDate(y, time.April, 6) {
		y--
	}
	return Range{NewDate(y, time.April, 6), NewDate(y+1, time.April, 6)}
}
