package marketplace

import (
	"cmp"
	"slices"
	"time"
)

// GroupNights groups stays as the filter asks, in the order of month, host organisation, guest organisation, area and
// staff group. Nights are counted by the month in which they begin. The rent of a part of a stay is what its nights add
// to the rent of the stay, so that the parts of a stay add up to the penny however they are grouped. Limit and Offset
// are left to the caller.
func GroupNights(stays []Stay, f NightsFilter, sys *System) []NightsRow {
	g := grouping{f: f, follow: follower{sys: sys, f: f, to: map[string]string{}}, rows: map[nightsKey]*nightsGroup{}}
	window := f.window()
	for i := range stays {
		s := &stays[i]
		host, guest := g.follow.org(s.HostOrg), g.follow.org(s.GuestOrg)
		if f.admits(s, host, guest) {
			g.add(s, host, guest, window)
		}
	}
	return g.sorted()
}

// SelectStays is the stays behind a figure, clipped to the filter's dates, so that their nights add up to it. Limit and
// Offset are left to the caller.
func SelectStays(stays []Stay, f NightsFilter, sys *System) []Stay {
	follow := follower{sys: sys, f: f, to: map[string]string{}}
	window := f.window()
	var selected []Stay
	for _, s := range stays {
		if !f.admits(&s, follow.org(s.HostOrg), follow.org(s.GuestOrg)) {
			continue
		}
		s.Slept, s.Planned = some(s.Slept.Clip(window)), some(s.Planned.Clip(window))
		if s.Slept.Nights() > 0 || s.Planned.Nights() > 0 {
			selected = append(selected, s)
		}
	}
	return selected
}

// window is the nights that the filter asks for.
func (f NightsFilter) window() Range {
	w := Range{MinDate, MaxDate}
	if !f.From.IsZero() {
		w.From = f.From
	}
	if !f.To.IsZero() {
		w.To = f.To
	}
	if !f.WithMonth.IsZero() {
		w = w.Clip(monthOf(f.WithMonth))
	}
	return w
}

// admits tells whether the stay is among those asked for, under the organisations that it counts for.
func (f NightsFilter) admits(s *Stay, host, guest string) bool {
	return (f.HostOrg == "" || f.HostOrg == host) && (f.GuestOrg == "" || f.GuestOrg == guest) &&
		(f.Area == "" || f.Area == s.Area) && (f.Group == "" || f.Group == s.Group)
}

// follower finds the organisation that another counts for.
type follower struct {
	sys *System
	f   NightsFilter
	to  map[string]string
}

func (f *follower) org(code string) string {
	if !f.f.Follow || f.sys == nil {
		return code
	}
	to, ok := f.to[code]
	if !ok {
		to = f.sys.OrgOn(code, MaxDate)
		f.to[code] = to
	}
	return to
}

type nightsKey struct {
	month                    Date
	host, guest, area, group string
}

type nightsGroup struct {
	row     NightsRow
	people  map[ID]struct{}
	planned map[ID]struct{} // people of the nights planned
	rooms   map[ID]struct{}
}

type grouping struct {
	f      NightsFilter
	follow follower
	rows   map[nightsKey]*nightsGroup
}

func (g *grouping) add(s *Stay, host, guest string, window Range) {
	key := nightsKey{}
	if g.f.By&ByHostOrg != 0 {
		key.host = host
	}
	if g.f.By&ByGuestOrg != 0 {
		key.guest = guest
	}
	if g.f.By&ByArea != 0 {
		key.area = s.Area
	}
	if g.f.By&ByGroup != 0 {
		key.group = s.Group
	}
	slept, planned := some(s.Slept.Clip(window)), some(s.Planned.Clip(window))
	if g.f.By&ByMonth == 0 {
		g.count(key, s, slept, planned)
		return
	}
	all := Range{slept.From, planned.To}
	if slept == (Range{}) {
		all.From = planned.From
	}
	if planned == (Range{}) {
		all.To = slept.To
	}
	for d := all.From; d < all.To; {
		month := monthOf(d)
		key.month = month.From
		g.count(key, s, some(slept.Clip(month)), some(planned.Clip(month)))
		d = month.To
	}
}

func (g *grouping) count(key nightsKey, s *Stay, slept, planned Range) {
	if slept.Nights() == 0 && planned.Nights() == 0 {
		return
	}
	group := g.rows[key]
	if group == nil {
		group = &nightsGroup{
			row:    NightsRow{Month: key.month, HostOrg: key.host, GuestOrg: key.guest, Area: key.area, Group: key.group},
			people: map[ID]struct{}{}, planned: map[ID]struct{}{}, rooms: map[ID]struct{}{},
		}
		g.rows[key] = group
	}
	row := &group.row
	row.Stays++
	row.Nights += slept.Nights()
	row.Planned += planned.Nights()
	if planned.Nights() > 0 {
		for _, p := range s.Persons {
			group.planned[p] = struct{}{}
		}
	}
	if slept.Nights() == 0 {
		return
	}
	group.rooms[s.Room] = struct{}{}
	rent := part(s.Week, s.Slept.From, slept)
	average := rent
	if s.AvgWeek > 0 {
		average = part(s.AvgWeek, s.Slept.From, slept)
	}
	row.Rent += rent
	row.Average += average
	row.Saving += average - rent
	for _, p := range s.Persons {
		group.people[p] = struct{}{}
	}
}

func (g *grouping) sorted() []NightsRow {
	rows := make([]NightsRow, 0, len(g.rows))
	for _, group := range g.rows {
		group.row.People, group.row.PlannedPeople, group.row.Rooms = len(group.people), len(group.planned), len(group.rooms)
		rows = append(rows, group.row)
	}
	slices.SortFunc(rows, func(a, b NightsRow) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.HostOrg, b.HostOrg), cmp.Compare(a.GuestOrg, b.GuestOrg),
			cmp.Compare(a.Area, b.Area), cmp.Compare(a.Group, b.Group))
	})
	return rows
}

// part is what some nights add to the rent of a stay that began on a date.
func part(week Pence, began Date, nights Range) Pence {
	return Rent(week, int(nights.To-began)) - Rent(week, int(nights.From-began))
}

// monthOf is the month of a date.
func monthOf(d Date) Range {
	y, m, _ := d.Time().Date()
	return Range{NewDate(y, m, 1), NewDate(y, m+1, 1)}
}

// taxYearOf is the tax year of a date: 6 April to 5 April (gov.uk HS223).
func taxYearOf(d Date) Range {
	y, _, _ := d.Time().Date()
	if d < NewDate(y, time.April, 6) {
		y--
	}
	return Range{NewDate(y, time.April, 6), NewDate(y+1, time.April, 6)}
}
