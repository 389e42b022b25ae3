package marketplace_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// day is a date of the winter of 2026 to 2027: day(12, 7) is 7 December 2026.
func day(month, d int) marketplace.Date {
	year := 2026
	if month < 8 {
		year = 2027
	}
	return marketplace.NewDate(year, time.Month(month), d)
}

func nights(from, to marketplace.Date) marketplace.Range {
	return marketplace.Range{From: from, To: to}
}

func TestStaysOf(t *testing.T) {
	m := newMarket(t)
	id := m.booked() // 7 December to 4 January
	stay := func(today marketplace.Date) marketplace.Stay {
		t.Helper()
		stays := marketplace.StaysOf(m.System(), m.Room(m.room), today)
		if len(stays) == 0 {
			return marketplace.Stay{}
		}
		return stays[0]
	}
	if s := stay(day(11, 5)); s.Planned != m.dates || s.Slept.Nights() != 0 || s.HostOrg != "RXX" || s.GuestOrg != "RTP" ||
		s.Area != "Guildford" || s.Group != "nurse" || s.Week != 11000 || s.AvgWeek != 13079 || s.People != 1 || !slices.Equal(s.Persons, []marketplace.ID{m.arrival}) {
		t.Errorf("before the arrival it is %+v", s)
	}
	if s := stay(day(12, 10)); s.Planned != nights(day(12, 10), m.dates.To) || s.Slept.Nights() != 0 {
		t.Errorf("nobody said that the guest came, and %v were slept, %v are planned", s.Slept, s.Planned)
	}
	m.AdvanceTo(day(12, 9))
	m.host.Do(marketplace.MarkArrived{Booking: id, On: day(12, 8)})
	for _, c := range []struct {
		today          marketplace.Date
		slept, planned int
	}{{day(12, 8), 0, 27}, {day(12, 9), 1, 26}, {day(1, 4), 27, 0}, {day(3, 1), 27, 0}} {
		if s := stay(c.today); s.Slept.Nights() != c.slept || s.Planned.Nights() != c.planned {
			t.Errorf("on %s %d nights were slept and %d planned, want %d and %d", c.today.Long(), s.Slept.Nights(), s.Planned.Nights(), c.slept, c.planned)
		}
	}
	m.AdvanceTo(day(12, 20))
	m.host.Do(marketplace.MarkLeft{Booking: id, On: day(12, 18)})
	if s := stay(day(12, 20)); s.Slept != nights(day(12, 8), day(12, 18)) || s.Planned.Nights() != 0 {
		t.Errorf("left early, %v were slept and %v are planned", s.Slept, s.Planned)
	}
}

func TestPlannedNightsLapse(t *testing.T) {
	m := newMarket(t)
	id := m.lead.Request(m.room, m.arrival, m.dates)
	count := func() int { return len(marketplace.StaysOf(m.System(), m.Room(m.room), m.Today())) }
	if count() != 0 {
		t.Error("a request counts as planned")
	}
	m.host.Do(marketplace.AcceptBooking{Booking: id})
	if count() != 1 {
		t.Error("an acceptance is not planned")
	}
	m.Advance(96 * time.Hour)
	if count() != 0 {
		t.Error("an acceptance that lapsed counts as planned")
	}
}

// stays is a ledger of three stays: two people of RTP in one room of RXX over a change of months, one of them again in
// January, and a doctor of RA2.
func stays() []marketplace.Stay {
	ada, chi, bob := marketplace.ID{1}, marketplace.ID{2}, marketplace.ID{3}
	return []marketplace.Stay{
		{
			Booking: marketplace.ID{11}, Room: marketplace.ID{21}, HostOrg: "RXX", GuestOrg: "RTP", Area: "Guildford", Group: "nurse", Slept: nights(day(11, 25), day(12, 9)),
			Planned: nights(day(12, 9), day(12, 12)), Week: 10000, AvgWeek: 13079, People: 2, Persons: []marketplace.ID{ada, chi},
		},
		{
			Booking: marketplace.ID{12}, Room: marketplace.ID{21}, HostOrg: "RXX", GuestOrg: "RTP", Area: "Guildford", Group: "nurse", Slept: nights(day(1, 4), day(1, 11)),
			Week: 10000, AvgWeek: 13079, People: 1, Persons: []marketplace.ID{ada},
		},
		{
			Booking: marketplace.ID{13}, Room: marketplace.ID{22}, HostOrg: "QXU", GuestOrg: "RA2", Area: "Walton", Group: "doctor", Slept: nights(day(12, 1), day(12, 2)),
			Planned: nights(day(12, 2), day(1, 3)), Week: 11000, People: 1, Persons: []marketplace.ID{bob},
		},
	}
}

func TestGroupNights(t *testing.T) {
	sys := markettest.NewWorld(t).System()
	for _, c := range []struct {
		name string
		f    marketplace.NightsFilter
		want []string
	}{
		{"all in one", marketplace.NightsFilter{}, []string{"22 slept, 35 planned, 3 and 3 people, 2 rooms, 3 stays, £315.71 of £408.08, saved £92.37"}},
		{"by month", marketplace.NightsFilter{By: marketplace.ByMonth}, []string{
			"2026-11 6 slept, 0 planned, 2 and 0 people, 1 rooms, 1 stays, £85.71 of £112.11, saved £26.40",
			"2026-12 9 slept, 33 planned, 3 and 3 people, 2 rooms, 2 stays, £130.00 of £165.18, saved £35.18",
			"2027-01 7 slept, 2 planned, 1 and 1 people, 1 rooms, 2 stays, £100.00 of £130.79, saved £30.79",
		}},
		{"by host organisation", marketplace.NightsFilter{By: marketplace.ByHostOrg}, []string{
			"QXU 1 slept, 32 planned, 1 and 1 people, 1 rooms, 1 stays, £15.71 of £15.71, saved £0.00",
			"RXX 21 slept, 3 planned, 2 and 2 people, 1 rooms, 2 stays, £300.00 of £392.37, saved £92.37",
		}},
		{"under its successor", marketplace.NightsFilter{By: marketplace.ByHostOrg, Follow: true, HostOrg: "S9B9J"}, []string{
			"S9B9J 1 slept, 32 planned, 1 and 1 people, 1 rooms, 1 stays, £15.71 of £15.71, saved £0.00",
		}},
		{"by area and group", marketplace.NightsFilter{By: marketplace.ByArea | marketplace.ByGroup}, []string{
			"Guildford nurse 21 slept, 3 planned, 2 and 2 people, 1 rooms, 2 stays, £300.00 of £392.37, saved £92.37",
			"Walton doctor 1 slept, 32 planned, 1 and 1 people, 1 rooms, 1 stays, £15.71 of £15.71, saved £0.00",
		}},
		{"of one guest organisation", marketplace.NightsFilter{By: marketplace.ByGuestOrg, GuestOrg: "RTP"}, []string{
			"RTP 21 slept, 3 planned, 2 and 2 people, 1 rooms, 2 stays, £300.00 of £392.37, saved £92.37",
		}},
		{"of one group and area", marketplace.NightsFilter{Group: "doctor", Area: "Walton"}, []string{
			"1 slept, 32 planned, 1 and 1 people, 1 rooms, 1 stays, £15.71 of £15.71, saved £0.00",
		}},
		{"half open dates", marketplace.NightsFilter{From: day(12, 1), To: day(12, 9)}, []string{
			"9 slept, 7 planned, 3 and 1 people, 2 rooms, 2 stays, £130.00 of £165.18, saved £35.18",
		}},
		{"nobody", marketplace.NightsFilter{GuestOrg: "none"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range marketplace.GroupNights(stays(), c.f, sys) {
				month := ""
				if !r.Month.IsZero() {
					month = r.Month.String()[:7]
				}
				key := strings.Join(strings.Fields(strings.Join([]string{month, r.HostOrg, r.GuestOrg, r.Area, r.Group}, " ")), " ")
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d slept, %d planned, %d and %d people, %d rooms, %d stays, %s of %s, saved %s",
					key, r.Nights, r.Planned, r.People, r.PlannedPeople, r.Rooms, r.Stays, r.Rent, r.Average, r.Saving)))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestSelectStays(t *testing.T) {
	sys := markettest.NewWorld(t).System()
	got := marketplace.SelectStays(stays(), marketplace.NightsFilter{WithMonth: day(12, 24)}, sys)
	if len(got) != 2 || got[0].Slept != nights(day(12, 1), day(12, 9)) || got[0].Planned != nights(day(12, 9), day(12, 12)) ||
		got[1].Planned != nights(day(12, 2), day(1, 1)) {
		t.Errorf("behind December stand %+v", got)
	}
}

// someStays is a ledger of any shape.
func someStays(random *rand.Rand, n int) []marketplace.Stay {
	all := make([]marketplace.Stay, n)
	for i := range all {
		from := day(8, 1) + marketplace.Date(random.IntN(700))
		left := from + marketplace.Date(1+random.IntN(55))
		person := marketplace.ID{byte(random.IntN(256)), byte(random.IntN(256)), byte(random.IntN(100))}
		all[i] = marketplace.Stay{
			Booking: marketplace.ID{byte(i), byte(i >> 8), byte(i >> 16)}, HostOrg: []string{"RA2", "RXX", "RTP"}[random.IntN(3)],
			GuestOrg: []string{"RA2", "RXX", "RTP"}[random.IntN(3)], Area: []string{"Guildford", "Walton"}[random.IntN(2)],
			Group: []string{"nurse", "doctor", "ahp"}[random.IntN(3)], Week: marketplace.Pence(8000 + random.IntN(4000)), AvgWeek: 13079,
			Slept: nights(from, left), Planned: nights(left, left+marketplace.Date(random.IntN(3))), People: 1, Persons: []marketplace.ID{person},
		}
	}
	return all
}

// TestGroupsAddUp: however the ledger is grouped and cut into windows, its nights and its money add up to the penny,
// and to the stays behind each figure.
func TestGroupsAddUp(t *testing.T) {
	sys := markettest.NewWorld(t).System()
	sum := func(rows []marketplace.NightsRow) (r marketplace.NightsRow) {
		for _, row := range rows {
			r.Nights, r.Planned, r.Rent, r.Average, r.Saving = r.Nights+row.Nights, r.Planned+row.Planned, r.Rent+row.Rent, r.Average+row.Average, r.Saving+row.Saving
		}
		return r
	}
	rapid.Check(t, func(t *rapid.T) {
		all := someStays(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3)), rapid.IntRange(0, 60).Draw(t, "stays"))
		by := marketplace.NightsBy(rapid.IntRange(0, 31).Draw(t, "by"))
		cut := day(8, 1) + marketplace.Date(rapid.IntRange(0, 750).Draw(t, "cut"))
		whole := sum(marketplace.GroupNights(all, marketplace.NightsFilter{}, sys))
		if got := sum(marketplace.GroupNights(all, marketplace.NightsFilter{By: by}, sys)); got != whole {
			t.Fatalf("grouped it comes to %+v, whole to %+v", got, whole)
		}
		before := marketplace.GroupNights(all, marketplace.NightsFilter{By: by, To: cut}, sys)
		after := marketplace.GroupNights(all, marketplace.NightsFilter{By: by, From: cut}, sys)
		if got := sum(slices.Concat(before, after)); got != whole {
			t.Fatalf("cut in two it comes to %+v, whole to %+v", got, whole)
		}
		n := 0
		for _, s := range marketplace.SelectStays(all, marketplace.NightsFilter{From: cut}, sys) {
			n += s.Slept.Nights()
		}
		if n != sum(after).Nights {
			t.Fatalf("%d nights stand behind %d", n, sum(after).Nights)
		}
	})
}

func BenchmarkGroupNights(b *testing.B) {
	all := someStays(rand.New(rand.NewPCG(1, 4)), 36_000)
	sys := markettest.NewWorld(b).System()
	for _, by := range []marketplace.NightsBy{marketplace.ByMonth, marketplace.ByMonth | marketplace.ByHostOrg | marketplace.ByGuestOrg | marketplace.ByArea | marketplace.ByGroup} {
		b.Run(fmt.Sprintf("by=%d", by), func(b *testing.B) {
			for b.Loop() {
				marketplace.GroupNights(all, marketplace.NightsFilter{By: by, Follow: true}, sys)
			}
		})
	}
}
