package oplog_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
)

func TestNextIsAlwaysLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := oplog.Clock(rapid.Uint64Range(0, uint64(oplog.MaxClock)-1).Draw(t, "last"))
		wall := time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "wall"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns"))
		next := oplog.Next(last, wall)
		if next <= last || next > oplog.MaxClock {
			t.Fatalf("%d after %d", next, last)
		}
		if next != last+1 && next.Time().After(wall) {
			t.Fatal("it runs ahead of the wall without need")
		}
	})
}

func TestNext(t *testing.T) {
	at := oplog.ClockAt(noon)
	tests := []struct {
		name       string
		last, want oplog.Clock
		wall       time.Time
	}{
		{"the first ever", 0, at, noon},
		{"the wall moved on", at, oplog.ClockAt(noon.Add(time.Second)), noon.Add(time.Second)},
		{"the same millisecond", at, at + 1, noon.Add(999 * time.Microsecond)},
		{"the wall was set back", at, at + 1, noon.AddDate(-1, 0, 0)},
		{"the counter runs over into the milliseconds", at | 0xffff, oplog.ClockAt(noon.Add(time.Millisecond)), noon},
		{"a wall before 1970", 0, 1, time.Unix(-5, 0)},
		{"a wall past all clocks", at, oplog.MaxClock, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"clocks are used up", oplog.MaxClock, oplog.MaxClock, noon},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := oplog.Next(tt.last, tt.wall); got != tt.want {
				t.Fatalf("%x, want %x", got, tt.want)
			}
		})
	}
}

func TestAhead(t *testing.T) {
	tests := []struct {
		name string
		at   time.Time
		want bool
	}{
		{"past", noon.AddDate(-1, 0, 0), false},
		{"now", noon, false},
		{"24 hours on", noon.Add(24 * time.Hour), false},
		{"a millisecond more", noon.Add(24*time.Hour + time.Millisecond), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := oplog.Ahead(oplog.ClockAt(tt.at), noon); got != tt.want {
				t.Fatal(got)
			}
		})
	}
}

func TestAClockHoldsItsInstantAndCounter(t *testing.T) {
	c := oplog.ClockAt(noon.Add(7*time.Millisecond)) + 3
	if !c.Time().Equal(noon.Add(7*time.Millisecond)) || c.Counter() != 3 {
		t.Fatal(c.Time(), c.Counter())
	}
}

func TestDays(t *testing.T) {
	day := oplog.DayOf(noon)
	if day.Time() != noon.Truncate(24*time.Hour) {
		t.Fatal(day.Time())
	}
	tests := []struct {
		name string
		day  oplog.Day
		now  time.Time
		want bool
	}{
		{"the day itself", day, noon.Add(12*time.Hour - 1), false},
		{"the next day", day, noon.Add(12 * time.Hour), true},
		{"never", 0, noon, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.day.Past(tt.now); got != tt.want {
				t.Fatal(got)
			}
		})
	}
	if d := oplog.DayOf(time.Unix(-1e9, 0)); d != 1 {
		t.Error("before 1970:", d)
	}
	if d := oplog.DayOf(time.Date(10_000, 6, 1, 0, 0, 0, 0, time.UTC)); d != oplog.MaxDay || d.Time().Year() != 9999 {
		t.Error("past 9999:", d)
	}
}
