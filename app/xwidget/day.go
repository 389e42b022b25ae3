package xwidget

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The years that a date field takes.
const (
	minYear = 1900
	maxYear = 2199
)

// Errors of [ParseDay]; each is a sentence for a person.
var (
	ErrNoDay   = errors.New("Enter a date, such as 7 December 2026.")                             //nolint:staticcheck // shown as it is
	ErrBadDay  = errors.New("Enter a date as day, month and year, such as 7 12 2026.")            //nolint:staticcheck // shown as it is
	ErrUnreal  = errors.New("Enter a date that exists: that month does not have that many days.") //nolint:staticcheck // shown as it is
	ErrFarYear = errors.New("Enter a year between 1900 and 2199.")                                //nolint:staticcheck // shown as it is
)

// Day returns a date as this package understands it: midnight UTC.
func Day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// DayOf returns the date that t shows on its own clock.
func DayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return Day(y, m, d)
}

// Nights returns how many nights lie in [from, to).
func Nights(from, to time.Time) int {
	return int(DayOf(to).Sub(DayOf(from)) / (24 * time.Hour))
}

// FormatDay writes a date in full: 7 December 2026. The zero time is "".
func FormatDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.Itoa(t.Day()) + " " + t.Month().String() + " " + strconv.Itoa(t.Year())
}

// FormatDayShort writes a date with its weekday and no year: Mon 7 Dec.
func FormatDayShort(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Weekday().String()[:3] + " " + strconv.Itoa(t.Day()) + " " + t.Month().String()[:3]
}

// FormatDayLong writes a date with its weekday: Monday 7 December 2026.
func FormatDayLong(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Weekday().String() + " " + FormatDay(t)
}

// ParseDay reads a date in the British order: 7 12 2026, 7/12/26, 7.12.2026,
// 7 Dec 2026, 7th December, and also 2026-12-07, today and tomorrow. Without a
// year it is the next such day from today on.
func ParseDay(s string, today time.Time) (time.Time, error) {
	if len(s) > 64 {
		return time.Time{}, ErrBadDay
	}
	words := splitDay(s)
	today = DayOf(today)
	switch {
	case len(words) == 0:
		return time.Time{}, ErrNoDay
	case len(words) == 1 && words[0] == "today":
		return today, nil
	case len(words) == 1 && words[0] == "tomorrow":
		return today.AddDate(0, 0, 1), nil
	}
	if len(words) > 1 && isWeekday(words[0]) {
		words = words[1:]
	}
	if len(words) == 3 && len(words[0]) == 4 && allDigits(words[0]) { // 2026-12-07
		words[0], words[2] = words[2], words[0]
	}
	if len(words) != 2 && len(words) != 3 {
		return time.Time{}, ErrBadDay
	}
	day, ok := dayNumber(words[0])
	month, ok2 := monthNumber(words[1])
	if !ok || !ok2 {
		return time.Time{}, ErrBadDay
	}
	if len(words) == 2 {
		return nextDay(day, month, today)
	}
	year, ok := yearNumber(words[2])
	if !ok {
		return time.Time{}, ErrBadDay
	}
	if year < minYear || year > maxYear {
		return time.Time{}, ErrFarYear
	}
	return realDay(year, month, day)
}

// splitDay cuts at anything that is neither letter nor digit, and between a
// digit and a letter: "7Dec2026" is three words.
func splitDay(s string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, string(word))
			word = word[:0]
		}
	}
	for _, r := range strings.ToLower(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if len(word) > 0 && unicode.IsDigit(word[len(word)-1]) != unicode.IsDigit(r) {
			flush()
		}
		word = append(word, r)
	}
	flush()
	return withoutOrdinal(words)
}

// withoutOrdinal drops the "th" of 7th and the "of" of 7th of December.
func withoutOrdinal(words []string) []string {
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "st", "nd", "rd", "th", "of":
		default:
			kept = append(kept, w)
		}
	}
	return kept
}

func isWeekday(w string) bool {
	return len(w) >= 3 && matchesName(w, 7, func(i int) string { return time.Weekday(i).String() }) >= 0
}

func dayNumber(s string) (int, bool) {
	if len(s) > 2 || !allDigits(s) {
		return 0, false
	}
	n, _ := strconv.Atoi(s)
	return n, n >= 1 && n <= 31
}

func monthNumber(s string) (time.Month, bool) {
	if allDigits(s) {
		n, err := strconv.Atoi(s)
		return time.Month(n), err == nil && len(s) <= 2 && n >= 1 && n <= 12
	}
	if s == "sept" {
		return time.September, true
	}
	i := matchesName(s, 12, func(i int) string { return time.Month(i + 1).String() })
	return time.Month(i + 1), i >= 0 && len(s) >= 3
}

// matchesName returns which of n names begins with s.
func matchesName(s string, n int, name func(int) string) int {
	for i := range n {
		if strings.HasPrefix(strings.ToLower(name(i)), s) {
			return i
		}
	}
	return -1
}

func yearNumber(s string) (int, bool) {
	if !allDigits(s) || len(s) != 2 && len(s) != 4 {
		return 0, false
	}
	n, _ := strconv.Atoi(s)
	if len(s) == 2 {
		n += 2000
	}
	return n, true
}

func realDay(year int, month time.Month, day int) (time.Time, error) {
	t := Day(year, month, day)
	if t.Day() != day {
		return time.Time{}, ErrUnreal
	}
	return t, nil
}

// nextDay is the first such day from today on: at most eight years away, for
// 29 February.
func nextDay(day int, month time.Month, today time.Time) (time.Time, error) {
	for year := today.Year(); year <= today.Year()+8; year++ {
		if t, err := realDay(year, month, day); err == nil && !t.Before(today) {
			return t, nil
		}
	}
	return time.Time{}, ErrUnreal
}
