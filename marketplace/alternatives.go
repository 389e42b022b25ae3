package marketplace

import (
	"cmp"
	"math/bits"
	"slices"
)

// MaxAlternatives is how many other rooms are named for a booking in conflict.
const MaxAlternatives = 5

// What makes another room a worse substitute, in metres: £1 a week more counts as 200 m farther, something that the
// first room has and the other lacks as 2 km, another kind of bathroom as 3 km. Less rent makes none better.
const (
	metresAPound   = 200
	metresAFeature = 2000
	metresABath    = 3000
)

// AlternativeSearch asks for rooms that are free for what is left of the booking's nights, near its room; ok is false
// where nothing is left.
func (r *Room) AlternativeSearch(b *Booking, today Date) (s RoomSearch, ok bool) {
	dates := Range{max(b.Dates.From, today), b.Dates.To}
	if dates.Nights() <= 0 {
		return RoomSearch{}, false
	}
	return RoomSearch{
		Dates: dates, Near: true, Lat: float64(r.Facts.Cell.Lat) / 100, Lon: float64(r.Facts.Cell.Lon) / 100,
		Guests: len(b.Facts.People), Limit: 100,
	}, true
}

// RankAlternatives orders the rooms that such a search found by how little is lost with them, the best first, and
// answers the first few. The booking's own room is left out.
func (r *Room) RankAlternatives(b *Booking, found []RoomHit) []RoomHit {
	loss := func(h *RoomHit) int {
		metres := int(max(h.DistanceKM, 0) * 1000)
		metres += int(max(h.Week-b.Week, 0)) * metresAPound / 100
		metres += bits.OnesCount32(uint32(r.Facts.Features&^h.Features)) * metresAFeature
		if r.Facts.Bathroom == BathroomPrivate && h.Bathroom != BathroomPrivate {
			metres += metresABath
		}
		return metres
	}
	ranked := slices.DeleteFunc(slices.Clone(found), func(h RoomHit) bool { return h.Room == r.ID })
	slices.SortFunc(ranked, func(x, y RoomHit) int {
		return cmp.Or(cmp.Compare(loss(&x), loss(&y)), cmp.Compare(x.Week, y.Week), slices.Compare(x.Room[:], y.Room[:]))
	})
	return ranked[:min(len(ranked), MaxAlternatives)]
}
