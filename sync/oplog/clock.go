package oplog

import "time"

// Clock is a hybrid logical clock: the upper 48 bits are Unix milliseconds, the
// lower 16 a counter, so comparing two clocks as numbers orders them. It stays
// below 2^63, and so fits a signed column, until the year 6429. The zero Clock
// is before every entry.
type Clock uint64

// MaxClock is the last valid clock.
const MaxClock Clock = 1<<63 - 1

// FutureLimit is how far ahead of this machine an entry's clock may be before
// the entry has to wait for its time to come.
const FutureLimit = 24 * time.Hour

const counterBits = 16

// ClockAt returns the first clock of the millisecond that holds t. Instants that
// a clock cannot hold become the nearest that it can.
func ClockAt(t time.Time) Clock {
	ms := t.UnixMilli()
	if ms < 0 {
		return 0
	}
	if uint64(ms) > uint64(MaxClock>>counterBits) {
		return MaxClock
	}
	return Clock(ms) << counterBits
}

// Next returns the clock of the entry to write at the instant wall, when last is
// the greatest clock seen so far: the wall's time where that is later, else one
// more than last. It is greater than last always, so a wall clock that is set
// back moves nothing back. At MaxClock it stays there, which [Writer] refuses.
func Next(last Clock, wall time.Time) Clock {
	if now := ClockAt(wall); now > last {
		return now
	}
	return min(last, MaxClock-1) + 1
}

// Time returns the instant that c holds, to the millisecond.
func (c Clock) Time() time.Time { return time.UnixMilli(int64(c >> counterBits)).UTC() }

// Counter returns the place of c among the clocks of its millisecond.
func (c Clock) Counter() uint16 { return uint16(c) }

// Ahead reports whether c is more than FutureLimit after now: such an entry
// stays out of fold, digest and this device's clock until its time comes.
func Ahead(c Clock, now time.Time) bool { return c.Time().After(now.Add(FutureLimit)) }

// Day is a date in UTC as days since 1 January 1970. As the date after which a
// private part is deleted, zero stands for "never".
type Day uint32

// MaxDay is 31 December 9999.
const MaxDay Day = 2932896

const secondsADay = 24 * 60 * 60

// DayOf returns the day that holds t, or the nearest that a Day can hold; before
// 2 January 1970 that is 1, as zero is taken.
func DayOf(t time.Time) Day {
	return Day(min(max(t.Unix()/secondsADay, 1), int64(MaxDay)))
}

// Time returns the first instant of d.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsADay, 0).UTC() }

// Past reports whether the whole of d is over at now. Day zero is never past.
func (d Day) Past(now time.Time) bool { return d != 0 && now.Unix()/secondsADay > int64(d) }
