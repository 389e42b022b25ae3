package xwidget

import (
	"strconv"
	"time"
)

// The weekdays of a calendar, Monday first, whatever the system's locale.
var weekdayHeads = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// firstOfMonth returns the first day of the month that t is in.
func firstOfMonth(t time.Time) time.Time { return Day(t.Year(), t.Month(), 1) }

// addMonths moves by whole months and keeps to the month's last day: a month
// after 31 January is 28 February.
func addMonths(t time.Time, n int) time.Time {
	first := firstOfMonth(t).AddDate(0, n, 0)
	return first.AddDate(0, 0, min(t.Day(), daysIn(first))-1)
}

func daysIn(month time.Time) int {
	return firstOfMonth(month).AddDate(0, 1, -1).Day()
}

// weekdayColumn is 0 for Monday to 6 for Sunday.
func weekdayColumn(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }

func monthTitle(t time.Time) string { return t.Month().String() + " " + strconv.Itoa(t.Year()) }
