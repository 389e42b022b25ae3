package marketplace

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
)

// AllowanceOf is the limit of a host's homes: the lowest that they gave, AllowanceFull where they gave
// none.
func AllowanceOf(homes []HomeAdded) Pence {
	limit := AllowanceFull
	for _, h := range homes {
		if h.Allowance > 0 {
			limit = min(limit, h.Allowance)
		}
	}
	return limit
}

// HostYearsOf is a host's income by tax year (6 April to 5 April) against the Rent a Room limit, from the earliest year
// with a night to the latest, the present one always among them. Stays are those of the host's rooms.
//
// Income is counted by night: what the nights slept add to the rent of their stay is earned, the nights agreed and
// still to come are expected on top of it. The scheme counts receipts before expenses, on the day on which they are
// paid; a host whose guests pay in advance or in arrears goes by their own book at the edges of a year.
func HostYearsOf(stays []Stay, allowance Pence, today Date) []HostYear {
	if allowance <= 0 {
		allowance = AllowanceFull
	}
	present := taxYearOf(today)
	first, last := present, present
	for i := range stays {
		s := &stays[i]
		for _, nights := range []Range{s.Slept, s.Planned} {
			if nights.Nights() > 0 {
				first = earlier(first, taxYearOf(nights.From))
				last = later(last, taxYearOf(nights.To-1))
			}
		}
	}
	var years []HostYear
	for y := first; y.From <= last.From; y = taxYearOf(y.To) {
		years = append(years, hostYear(stays, y, allowance))
	}
	return years
}

func hostYear(stays []Stay, year Range, limit Pence) HostYear {
	h := HostYear{Year: yearName(year), From: year.From, To: year.To, Limit: limit}
	for i := range stays {
		s := &stays[i]
		slept, planned := some(s.Slept.Clip(year)), some(s.Planned.Clip(year))
		nights := slept.Nights() + planned.Nights()
		if nights == 0 {
			continue
		}
		earned := s.income(s.Slept, slept)
		amount := earned + s.income(s.Planned, planned)
		h.Earned += earned
		h.Expected += amount
		h.Nights += slept.Nights()
		h.PerBooking = append(h.PerBooking, HostIncome{Booking: s.Booking, Title: s.Title, Nights: nights, Amount: amount})
	}
	slices.SortStableFunc(h.PerBooking, func(a, b HostIncome) int {
		return cmp.Or(-cmp.Compare(a.Amount, b.Amount), slices.Compare(a.Booking[:], b.Booking[:]))
	})
	if h.Expected > limit {
		h.CrossesOn = crossing(stays, year, limit)
	}
	return h
}

// crossing is the first night of the year with which income passes the limit.
func crossing(stays []Stay, year Range, limit Pence) Date {
	through := func(night Date) (sum Pence) {
		upTo := Range{year.From, night + 1}
		for i := range stays {
			s := &stays[i]
			sum += s.income(s.Slept, some(s.Slept.Clip(upTo))) + s.income(s.Planned, some(s.Planned.Clip(upTo)))
		}
		return sum
	}
	n := sort.Search(year.Nights(), func(i int) bool { return through(year.From+Date(i)) > limit })
	return year.From + Date(n)
}

// income is what some of the nights of a stay come to. Planned nights go on counting where the nights slept end.
func (s *Stay) income(of, nights Range) Pence {
	if nights.Nights() <= 0 {
		return 0
	}
	began := of.From
	if s.Slept.Nights() > 0 {
		began = s.Slept.From
	}
	return part(s.Week, began, nights)
}

func earlier(a, b Range) Range {
	if b.From < a.From {
		return b
	}
	return a
}

func later(a, b Range) Range {
	if b.From > a.From {
		return b
	}
	return a
}

// yearName is a tax year as people write it: 2026-27.
func yearName(year Range) string {
	y := year.From.Time().Year()
	return fmt.Sprintf("%d-%02d", y, (y+1)%100)
}
