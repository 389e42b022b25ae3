package marketplace

import (
	"fmt"
	"time"
	_ "time/tzdata" // the time zone of the United Kingdom, also on machines that bring no zone data
)

// Date is a local calendar date in the United Kingdom: days since 1 January 1970. The zero Date means none.
type Date int32

// London is the time zone of every date in Settle.
var London = mustLondon()

func mustLondon() *time.Location {
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("time/tzdata is linked in and has Europe/London: " + err.Error())
	}
	return loc
}

// DateOf is the date in the United Kingdom at the instant t.
func DateOf(t time.Time) Date {
	y, m, d := t.In(London).Date()
	return NewDate(y, m, d)
}

// NewDate is the date of a year, month and day.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// The first and last dates that Settle accepts: 2000 to 2199. Bounds on what a file or a peer may bring.
var (
	MinDate = NewDate(2000, time.January, 1)
	MaxDate = NewDate(2199, time.December, 31)
)

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, Errorf(Invalid, "%q is not a date. Write it as year-month-day, for example 2026-12-07.", clip(s))
	}
	d := Date(t.Unix() / 86400)
	if !d.Valid() {
		return 0, Errorf(Invalid, "The date %s is too far away. Use a date from 2000 to 2199.", s)
	}
	return d, nil
}

// Valid tells whether the date is set and within MinDate and MaxDate.
func (d Date) Valid() bool { return d >= MinDate && d <= MaxDate }

// IsZero tells whether no date was set.
func (d Date) IsZero() bool { return d == 0 }

// Time is midnight UTC of the date, for calendars and formatting.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String is YYYY-MM-DD, or nothing for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Long is the date as people write it: 7 December 2026.
func (d Date) Long() string {
	if d == 0 {
		return "no date"
	}
	return d.Time().Format("2 January 2006")
}

// Short is the date in a narrow place: 7 Dec 2026.
func (d Date) Short() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// MarshalText is String, for JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Range is a half-open range of dates [From, To): the nights from the evening of From to the morning of To.
type Range struct {
	From Date `cbor:"1,keyasint" json:"from"`
	To   Date `cbor:"2,keyasint" json:"to"`
}

// Nights is the number of nights in the range.
func (r Range) Nights() int { return int(r.To) - int(r.From) }

// Valid tells whether both ends are dates and the range holds at least one night and at most 1,200 (over three years).
func (r Range) Valid() bool {
	return r.From.Valid() && r.To.Valid() && r.To > r.From && r.Nights() <= 1200
}

// Overlaps tells whether the two ranges share a night. A range that ends on the day on which another starts does not.
func (r Range) Overlaps(o Range) bool { return r.From < o.To && o.From < r.To }

// Clip is the part of r within o; it may be empty (Nights() ≤ 0).
func (r Range) Clip(o Range) Range {
	return Range{From: max(r.From, o.From), To: min(r.To, o.To)}
}

// String is "7 December 2026 to 4 January 2027".
func (r Range) String() string { return fmt.Sprintf("%s to %s", r.From.Long(), r.To.Long()) }

// Instant is a moment in time: seconds since 1970 in UTC. Zero means none.
type Instant int64

// InstantOf is t, cut to whole seconds.
func InstantOf(t time.Time) Instant { return Instant(t.Unix()) }

// Time is the instant in UTC.
func (i Instant) Time() time.Time { return time.Unix(int64(i), 0).UTC() }

// Date is the date in the United Kingdom at the instant.
func (i Instant) Date() Date { return DateOf(i.Time()) }

// IsZero tells whether no instant was set.
func (i Instant) IsZero() bool { return i == 0 }

// Valid tells whether the instant is set and its date lies within bounds.
func (i Instant) Valid() bool { return i > 0 && i.Date().Valid() }

// String is the instant as people in the United Kingdom write it: 7 December 2026, 06:05.
func (i Instant) String() string {
	if i == 0 {
		return "no time"
	}
	return i.Time().In(London).Format("2 January 2006, 15:04")
}

// MarshalText is the instant as RFC 3339 in UTC, for JSON.
func (i Instant) MarshalText() ([]byte, error) {
	if i == 0 {
		return nil, nil
	}
	return []byte(i.Time().Format(time.RFC3339)), nil
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
