package marketplace_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
)

func TestHostYears(t *testing.T) {
	april := func(year, d int) marketplace.Date { return marketplace.NewDate(year, time.April, d) }
	stay := func(slept, planned marketplace.Range, week marketplace.Pence) marketplace.Stay {
		return marketplace.Stay{Booking: marketplace.ID{byte(week)}, Slept: slept, Planned: planned, Week: week}
	}
	none := marketplace.Range{}
	type year struct {
		name             string
		earned, expected marketplace.Pence
		nights           int
		crosses          marketplace.Date
	}
	for _, c := range []struct {
		name      string
		stays     []marketplace.Stay
		allowance marketplace.Pence
		today     marketplace.Date
		want      []year
	}{
		{"nothing yet", nil, 0, day(11, 2), []year{{"2026-27", 0, 0, 0, 0}}},
		{"the last day of a tax year", nil, 0, april(2027, 5), []year{{"2026-27", 0, 0, 0, 0}}},
		{"the first day of a tax year", nil, 0, april(2027, 6), []year{{"2027-28", 0, 0, 0, 0}}},
		{"one stay", []marketplace.Stay{stay(nights(day(12, 7), day(1, 4)), none, 11000)}, 0, day(1, 10), []year{{"2026-27", 44000, 44000, 28, 0}}},
		{
			"slept and planned",
			[]marketplace.Stay{stay(nights(day(12, 7), day(12, 14)), nights(day(12, 14), day(1, 4)), 11000)},
			0, day(12, 14),
			[]year{{"2026-27", 11000, 44000, 7, 0}},
		},
		{
			"over the turn of the tax year",
			[]marketplace.Stay{stay(nights(april(2027, 3), april(2027, 10)), none, 10000)},
			0, april(2027, 20),
			[]year{{"2026-27", 4286, 4286, 3, 0}, {"2027-28", 5714, 5714, 4, 0}},
		},
		{
			"exactly at the limit",
			[]marketplace.Stay{stay(nights(april(2026, 6), april(2026, 6)+364), none, 14423)},
			749996, day(11, 2),
			[]year{{"2026-27", 749996, 749996, 364, 0}},
		},
		{
			"a penny over the limit",
			[]marketplace.Stay{stay(nights(april(2026, 6), april(2026, 6)+364), none, 14423)},
			749995, day(11, 2),
			[]year{{"2026-27", 749996, 749996, 364, april(2026, 6) + 363}},
		},
		{"two rooms cross the lower limit", []marketplace.Stay{
			stay(nights(day(11, 2), day(11, 2)+70), none, 25000), stay(none, nights(day(11, 2)+70, day(11, 2)+140), 20000),
		}, marketplace.AllowanceShared, day(11, 2) + 70, []year{{"2026-27", 250000, 450000, 70, day(11, 2) + 70 + 43}}},
		{
			"planned into the next year",
			[]marketplace.Stay{stay(none, nights(april(2027, 4), april(2027, 8)), 7000)},
			0, day(11, 2),
			[]year{{"2026-27", 0, 2000, 0, 0}, {"2027-28", 0, 2000, 0, 0}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := marketplace.HostYearsOf(c.stays, c.allowance, c.today)
			if len(got) != len(c.want) {
				t.Fatalf("got %d years, want %d: %+v", len(got), len(c.want), got)
			}
			for i, w := range c.want {
				g := year{got[i].Year, got[i].Earned, got[i].Expected, got[i].Nights, got[i].CrossesOn}
				if g != w {
					t.Errorf("got %+v, want %+v", g, w)
				}
				limit := c.allowance
				if limit == 0 {
					limit = 750000
				}
				if got[i].Limit != limit || got[i].To != marketplace.NewDate(got[i].From.Time().Year()+1, time.April, 6) {
					t.Errorf("the year is %+v", got[i])
				}
			}
		})
	}
}

// TestHostYearsAddUp: the parts of the years are the whole, and the bookings' parts are their year.
func TestHostYearsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someStays(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 5)), rapid.IntRange(0, 40).Draw(t, "stays"))
		var want, got marketplace.Pence
		for _, s := range all {
			want += marketplace.Rent(s.Week, s.Slept.Nights()+max(0, s.Planned.Nights()))
		}
		for _, y := range marketplace.HostYearsOf(all, marketplace.AllowanceShared, day(11, 2)) {
			got += y.Expected
			var parts marketplace.Pence
			for _, p := range y.PerBooking {
				parts += p.Amount
			}
			if parts != y.Expected || y.Earned > y.Expected {
				t.Fatalf("%s: %s earned, %s expected, %s in parts", y.Year, y.Earned, y.Expected, parts)
			}
			if (y.Expected > y.Limit) != !y.CrossesOn.IsZero() || !y.CrossesOn.IsZero() && (y.CrossesOn < y.From || y.CrossesOn >= y.To) {
				t.Fatalf("%s: %s of %s, crossed on %s", y.Year, y.Expected, y.Limit, y.CrossesOn)
			}
		}
		if got != want {
			t.Fatalf("the years come to %s, the stays to %s", got, want)
		}
	})
}

func TestAllowanceOf(t *testing.T) {
	full, shared := marketplace.HomeAdded{Allowance: marketplace.AllowanceFull}, marketplace.HomeAdded{Allowance: marketplace.AllowanceShared}
	for _, c := range []struct {
		name  string
		homes []marketplace.HomeAdded
		want  marketplace.Pence
	}{
		{"no home", nil, 750000},
		{"one", []marketplace.HomeAdded{full}, 750000},
		{"shared", []marketplace.HomeAdded{full, shared}, 375000},
		{"not said", []marketplace.HomeAdded{{}}, 750000},
	} {
		if got := marketplace.AllowanceOf(c.homes); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
