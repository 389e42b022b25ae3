package marketplace

import (
	"cmp"
	"slices"
)

// nightsKey is what the rows of a report differ by, months aside: the numbers of host, guest organisation, area and
// staff group.
type nightsKey [4]int32

// groupKey is a key and a month by their numbers: cheaper to look up than four strings and a date.
type groupKey struct {
	key   int32
	month int32
}

type nightsGroup struct {
	row NightsRow
	// Who and what stands behind it, by number, with repeats.
	people, planned, rooms []int32
}

// grouping gathers stays into rows. It never looks at single nights: a stay of a year costs twelve steps.
type grouping struct {
	by     NightsBy
	window Range
	words  map[string]int32 // 0 is none
	keys   map[nightsKey]int32
	groups map[groupKey]*nightsGroup
	ids    map[ID]int32 // each person's and room's number
	crowd  []int32      // the numbers of the people of the stay at hand
	at     ID           // and its room
	room   int32        // the number of that
}

func newGrouping(f NightsFilter) grouping {
	return grouping{by: f.By, window: f.window(), words: map[string]int32{"": 0}, keys: map[nightsKey]int32{}, groups: map[groupKey]*nightsGroup{}, ids: map[ID]int32{}}
}

func (g *grouping) add(s *Stay, host, guest string) {
	slept, planned := some(s.Slept.Clip(g.window)), some(s.Planned.Clip(g.window))
	all := Range{min(slept.From, planned.From), max(slept.To, planned.To)}
	switch {
	case slept == Range{}:
		all = planned
	case planned == Range{}:
		all = slept
	}
	if all.Nights() <= 0 {
		return
	}
	key := g.key(s, host, guest)
	g.crowd = g.crowd[:0]
	for _, p := range s.Persons {
		g.crowd = append(g.crowd, numberOf(g.ids, p))
	}
	if len(g.groups) == 0 || g.at != s.Room {
		g.at, g.room = s.Room, numberOf(g.ids, s.Room)
	}
	if g.by&ByMonth == 0 {
		g.count(groupKey{key: key}, s, slept, planned)
		return
	}
	for m := monthIndex(all.From); monthStart(m) < all.To; m++ {
		month := Range{monthStart(m), monthStart(m + 1)}
		g.count(groupKey{key, int32(m) + 1}, s, some(slept.Clip(month)), some(planned.Clip(month)))
	}
}

func (g *grouping) key(s *Stay, host, guest string) int32 {
	var k nightsKey
	for i, part := range [...]struct {
		by   NightsBy
		word string
	}{{ByHostOrg, host}, {ByGuestOrg, guest}, {ByArea, s.Area}, {ByGroup, s.Group}} {
		if g.by&part.by != 0 {
			k[i] = numberOf(g.words, part.word)
		}
	}
	return numberOf(g.keys, k)
}

// numberOf numbers what is counted in the order in which it comes up.
func numberOf[K comparable](of map[K]int32, k K) int32 {
	n, ok := of[k]
	if !ok {
		n = int32(len(of))
		of[k] = n
	}
	return n
}

// named is what numberOf numbered, by its numbers.
func named[K comparable](of map[K]int32) []K {
	all := make([]K, len(of))
	for k, n := range of {
		all[n] = k
	}
	return all
}

func (g *grouping) count(key groupKey, s *Stay, slept, planned Range) {
	if slept.Nights() == 0 && planned.Nights() == 0 {
		return
	}
	group := g.groups[key]
	if group == nil {
		group = &nightsGroup{}
		g.groups[key] = group
	}
	row := &group.row
	row.Stays++
	if planned.Nights() > 0 {
		row.Planned += planned.Nights()
		group.planned = append(group.planned, g.crowd...)
	}
	if slept.Nights() == 0 {
		return
	}
	row.Nights += slept.Nights()
	rent := part(s.Week, s.Slept.From, slept)
	average := rent
	if s.AvgWeek > 0 {
		average = part(s.AvgWeek, s.Slept.From, slept)
	}
	row.Rent += rent
	row.Average += average
	row.Saving += average - rent
	group.people = append(group.people, g.crowd...)
	group.rooms = append(group.rooms, g.room)
}

// rows names the groups, counts each person and room once in each, and sorts.
func (g *grouping) rows() []NightsRow {
	keys, words := named(g.keys), named(g.words)
	count := distinct{seen: make([]int32, len(g.ids))}
	rows := make([]NightsRow, 0, len(g.groups))
	for key, group := range g.groups {
		row, k := group.row, keys[key.key]
		row.HostOrg, row.GuestOrg, row.Area, row.Group = words[k[0]], words[k[1]], words[k[2]], words[k[3]]
		if key.month > 0 {
			row.Month = monthStart(int(key.month) - 1)
		}
		row.People, row.PlannedPeople, row.Rooms = count.of(group.people), count.of(group.planned), count.of(group.rooms)
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b NightsRow) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.HostOrg, b.HostOrg), cmp.Compare(a.GuestOrg, b.GuestOrg),
			cmp.Compare(a.Area, b.Area), cmp.Compare(a.Group, b.Group))
	})
	return rows
}

// distinct counts different numbers without a set for each count.
type distinct struct {
	seen []int32 // the turn in which each number was seen last
	turn int32
}

func (d *distinct) of(numbers []int32) (n int) {
	d.turn++
	for _, i := range numbers {
		if d.seen[i] != d.turn {
			d.seen[i] = d.turn
			n++
		}
	}
	return n
}

// part is what some nights add to the rent of a stay that began on a date.
func part(week Pence, began Date, nights Range) Pence {
	return Rent(week, int(nights.To-began)) - Rent(week, int(nights.From-began))
}
