package report_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace/report"
)

// nightsOf makes a row of so many people and nights, £10 saved and £100 of
// rent a night, and nothing planned.
func nightsOf(people, nights int) report.Count {
	return report.Count{People: people, Nights: nights, SavingPence: int64(nights) * 1000, RentPence: int64(nights) * 10000}
}

// shown writes what is published of each row as "people/nights".
func shown(list []report.Published) string {
	var b strings.Builder
	for i, p := range list {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "%s/%s", p.People, p.Nights)
	}
	return b.String()
}

func TestPublish(t *testing.T) {
	many := make([]report.Count, 0, 10)
	for range 9 {
		many = append(many, nightsOf(1, 2))
	}
	many = append(many, nightsOf(48, 100))
	for _, c := range []struct {
		name       string
		rows       []report.Count
		whole      report.Count
		want       string
		total      string
		suppressed int
	}{
		{"nothing at all", nil, report.Count{}, "", "0/0", 0},
		{"no small row", []report.Count{nightsOf(8, 30), nightsOf(0, 0), nightsOf(13, 99)}, nightsOf(21, 129), "10/30 0/0 15/99", "20/129", 0},
		{"rounding half way", []report.Count{nightsOf(12, 40), nightsOf(13, 40)}, nightsOf(25, 80), "10/40 15/40", "25/80", 0},
		{
			"one small row takes the least of the others along",
			[]report.Count{nightsOf(3, 20), nightsOf(9, 60), nightsOf(20, 200)},
			nightsOf(32, 280),
			"*/* */* 20/200", "30/280", 2,
		},
		{
			"two small rows with enough people of their own",
			[]report.Count{nightsOf(5, 20), nightsOf(6, 60), nightsOf(20, 200)},
			nightsOf(31, 280),
			"*/* */* 20/200", "30/280", 2,
		},
		{
			"two small rows that may be the same people",
			[]report.Count{nightsOf(5, 20), nightsOf(6, 60), nightsOf(20, 200), nightsOf(30, 300)},
			nightsOf(32, 580),
			"*/* */* */* 30/300", "30/580", 3,
		},
		{"small rows alone, enough people in all", []report.Count{nightsOf(5, 50), nightsOf(6, 62)}, nightsOf(11, 112), "*/* */*", "10/112", 2},
		{"small rows alone, too few people in all", []report.Count{nightsOf(5, 50), nightsOf(6, 62)}, nightsOf(7, 112), "*/* */*", "*/*", 2},
		{"a small row alone", []report.Count{nightsOf(7, 50), nightsOf(0, 0)}, nightsOf(7, 50), "*/* 0/0", "*/*", 1},
		{"a small and a large row", []report.Count{nightsOf(1, 30), nightsOf(8, 100)}, nightsOf(9, 130), "*/* */*", "10/130", 2},
		{
			"a night each would be no secret",
			[]report.Count{nightsOf(1, 1), nightsOf(1, 1), nightsOf(1, 1), nightsOf(1, 1), nightsOf(1, 1), nightsOf(1, 1), nightsOf(1, 1), nightsOf(1, 1)},
			nightsOf(8, 8), "*/* */* */* */* */* */* */* */*", "*/*", 8,
		},
		{
			"people in all withheld where rounding would tell that each row is one person",
			many, nightsOf(57, 118), "*/* */* */* */* */* */* */* */* */* 50/100", "*/118", 9,
		},
		{"nights without people are never shown", []report.Count{{Nights: 3}, nightsOf(9, 50), nightsOf(9, 60)}, nightsOf(18, 113), "*/* */* 10/60", "20/113", 2},
		{"negative counts are never shown", []report.Count{{People: -4, Nights: -1}, nightsOf(9, 50), nightsOf(9, 60)}, nightsOf(18, 109), "*/* */* 10/60", "20/109", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, total, suppressed := report.Publish(c.rows, c.whole)
			if s := shown(got); s != c.want {
				t.Errorf("rows %s, want %s", s, c.want)
			}
			if s := shown([]report.Published{total}); s != c.total {
				t.Errorf("total %s, want %s", s, c.total)
			}
			if suppressed != c.suppressed {
				t.Errorf("%d suppressed, want %d", suppressed, c.suppressed)
			}
		})
	}
}

func TestPublishKeepsPlannedApart(t *testing.T) {
	rows := []report.Count{
		{People: 10, Nights: 40, PlannedPeople: 2, Planned: 28},
		{People: 12, Nights: 50, PlannedPeople: 9, Planned: 60},
		{People: 15, Nights: 70, PlannedPeople: 0, Planned: 0},
	}
	got, total, suppressed := report.Publish(rows, report.Count{People: 30, Nights: 160, PlannedPeople: 11, Planned: 88})
	planned := []string{got[0].Planned.String(), got[1].Planned.String(), got[2].Planned.String(), total.Planned.String()}
	if s := strings.Join(planned, " "); s != "* * 0 88" {
		t.Errorf("planned %s, want * * 0 88", s)
	}
	if s := shown(got); s != "10/40 10/50 15/70" {
		t.Errorf("slept %s, want all of it", s)
	}
	if suppressed != 2 {
		t.Errorf("%d suppressed, want 2", suppressed)
	}
}

func TestPublishWithholdsATotalThatTellsThereIsNothing(t *testing.T) {
	rows := []report.Count{{People: 4, Nights: 10}, {People: 6, Nights: 20}, nightsOf(20, 90)}
	_, total, _ := report.Publish(rows, report.Count{People: 30, Nights: 120, SavingPence: 90_000, RentPence: 900_000})
	if total.Saving.String() != "*" || total.Rent.String() != "*" || total.Nights.String() != "120" {
		t.Errorf("saving %s, rent %s, nights %s; want * * 120", total.Saving, total.Rent, total.Nights)
	}
}

func TestPublishPeople(t *testing.T) {
	for n, want := range map[int]string{-1: "*", 0: "0", 1: "*", 7: "*", 8: "10", 12: "10", 13: "15", 1234: "1,235"} {
		if got := report.PublishPeople(n).String(); got != want {
			t.Errorf("%d people: %s, want %s", n, got, want)
		}
	}
}

func TestExactShowsEverything(t *testing.T) {
	p := report.Exact(report.Count{People: 1, Nights: 2, SavingPence: 3, RentPence: 4, Planned: 5})
	got := fmt.Sprint(p.People, p.Nights, p.Saving, p.Rent, p.Planned, p.Suppressed())
	if want := "1 2 £0.03 £0.04 5 false"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// stays is who slept how many nights in each row of a table, and for how much.
type stays struct {
	nights [][]int // by row, by person
}

// counts makes the rows and the total as the maker of a report would.
func (s stays) counts() (rows []report.Count, whole report.Count) {
	everyone := map[int]bool{}
	for _, row := range s.nights {
		var c report.Count
		for person, n := range row {
			if n > 0 {
				everyone[person] = true
				c.People++
				c.Nights += n
				c.SavingPence += int64(n * (person % 3))
				c.RentPence += int64(n * 100)
			}
		}
		whole.Nights += c.Nights
		whole.SavingPence += c.SavingPence
		whole.RentPence += c.RentPence
		rows = append(rows, c)
	}
	whole.People = len(everyone)
	return rows, whole
}

// people is who stands behind the given rows together.
func (s stays) people(rows []int) int {
	who := map[int]bool{}
	for _, i := range rows {
		for person, n := range s.nights[i] {
			if n > 0 {
				who[person] = true
			}
		}
	}
	return len(who)
}

func drawStays(t *rapid.T) stays {
	persons := rapid.IntRange(1, 40).Draw(t, "persons")
	oneRowEach := rapid.Bool().Draw(t, "each person in one row")
	var s stays
	rows := rapid.IntRange(1, 7).Draw(t, "rows")
	for range rows {
		s.nights = append(s.nights, make([]int, persons))
	}
	for person := range persons {
		if oneRowEach {
			row := min(rapid.IntRange(0, rows+2).Draw(t, "row"), rows-1)
			s.nights[row][person] = rapid.IntRange(1, 4).Draw(t, "nights")
			continue
		}
		for row := range rows {
			s.nights[row][person] = max(0, rapid.IntRange(-4, 3).Draw(t, "nights"))
		}
	}
	return s
}

// number returns a shown figure.
func number(t *rapid.T, c report.Cell) int64 {
	n, ok := c.Number()
	if !ok {
		t.Fatalf("%s is no figure", c)
	}
	return n
}

func TestNothingWithheldCanBeSubtracted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStays(t)
		rows, whole := s.counts()
		got, total, suppressed := report.Publish(rows, whole)

		var hidden []int
		restNights, restSaving := int64(whole.Nights), whole.SavingPence
		stars, small := 0, 0
		for i, p := range got {
			people := rows[i].People
			if people > 0 && people < 8 {
				small++
			}
			if p.Suppressed() {
				stars++
				hidden = append(hidden, i)
				if p.Nights.String() != "*" || p.Saving.String() != "*" || p.Rent.String() != "*" || p.People.String() != "*" {
					t.Fatalf("row %d is half withheld: %+v", i, p)
				}
				continue
			}
			if people > 0 && people < 8 {
				t.Fatalf("row %d shows the nights of %d people", i, people)
			}
			if n := number(t, p.People); n%5 != 0 {
				t.Fatalf("row %d shows %d people, not rounded", i, n)
			}
			if n := number(t, p.Nights); n != int64(rows[i].Nights) {
				t.Fatalf("row %d shows %d nights of %d", i, n, rows[i].Nights)
			}
			restNights -= number(t, p.Nights)
			restSaving -= number(t, p.Saving)
		}
		if stars != suppressed {
			t.Fatalf("%d rows have a star, %d are said to", stars, suppressed)
		}
		if small == 0 && stars > 0 {
			t.Fatalf("%d rows are withheld where none is small", stars)
		}
		if total.Nights.String() == "*" {
			// The total may go only where keeping it can give something away.
			if whole.People >= 8 && small < len(rows) && rows[largest(rows)].People >= 8 {
				t.Fatalf("the total of %d people is withheld", whole.People)
			}
			if total.People.String() != "*" || total.Saving.String() != "*" || total.Rent.String() != "*" {
				t.Fatalf("the total is half withheld: %+v", total)
			}
			return
		}
		if whole.People > 0 && whole.People < 8 {
			t.Fatalf("the total shows the nights of %d people", whole.People)
		}
		if len(hidden) == 0 {
			return
		}
		// What anybody can work out: the sum of the hidden rows. Each of them
		// has at least one night, so it is fixed if there is one row, or if
		// the sum is as small as it can be.
		if len(hidden) == 1 || restNights <= int64(len(hidden)) {
			t.Fatalf("%d hidden rows have %d nights together", len(hidden), restNights)
		}
		if n := s.people(hidden); n < 8 {
			t.Fatalf("%d people stand behind the sum of the hidden rows", n)
		}
		if total.Saving.String() != "*" && restSaving <= 0 {
			t.Fatal("the total tells that no hidden row has any saving")
		}
		if total.People.String() != "*" {
			low, high := span(t, total.People, true)
			for _, p := range got {
				if p.Suppressed() {
					continue
				}
				l, h := span(t, p.People, rowHasPeople(t, p))
				low, high = low-h, high-l
			}
			if high <= int64(len(hidden)) || low >= int64(7*len(hidden)) {
				t.Fatalf("%d hidden rows have %d to %d people together", len(hidden), low, high)
			}
		}
	})
}

// largest is the row with the most people.
func largest(rows []report.Count) int {
	best := 0
	for i, c := range rows {
		if c.People > rows[best].People {
			best = i
		}
	}
	return best
}

func rowHasPeople(t *rapid.T, p report.Published) bool { return number(t, p.People) > 0 }

// span is which numbers of people a rounded count may stand for.
func span(t *rapid.T, c report.Cell, people bool) (low, high int64) {
	n := number(t, c)
	if !people {
		return 0, 0
	}
	return n - 2, n + 2
}
