package marketplace_test

import (
	"slices"
	"testing"

	"settle.example/settle/marketplace"
)

func TestRankAlternatives(t *testing.T) {
	room := &marketplace.Room{ID: marketplace.ID{1}, Facts: marketplace.RoomFacts{Features: marketplace.Wifi | marketplace.Desk, Bathroom: marketplace.BathroomPrivate}}
	b := &marketplace.Booking{Week: 11000}
	same := marketplace.RoomHit{Features: marketplace.Wifi | marketplace.Desk, Bathroom: marketplace.BathroomPrivate, Week: 11000, DistanceKM: 1}
	hit := func(id byte, edit func(*marketplace.RoomHit)) marketplace.RoomHit {
		h := same
		h.Room = marketplace.ID{id}
		edit(&h)
		return h
	}
	found := []marketplace.RoomHit{
		hit(1, func(h *marketplace.RoomHit) { h.DistanceKM = 0 }), // the room itself
		hit(2, func(h *marketplace.RoomHit) { h.DistanceKM = 30 }),
		hit(3, func(h *marketplace.RoomHit) { h.Bathroom = marketplace.BathroomShared }),
		hit(4, func(h *marketplace.RoomHit) { h.Features = marketplace.Wifi }),
		hit(5, func(h *marketplace.RoomHit) { h.Week = 12000 }),
		hit(6, func(*marketplace.RoomHit) {}),
		hit(7, func(h *marketplace.RoomHit) { h.Week = 9000 }),
		hit(8, func(h *marketplace.RoomHit) { h.DistanceKM = 50 }),
	}
	var order []byte
	for _, h := range room.RankAlternatives(b, found) {
		order = append(order, h.Room[0])
	}
	if want := []byte{7, 6, 4, 5, 3}; !slices.Equal(order, want) {
		t.Errorf("ranked %v, want %v", order, want)
	}
	slices.Reverse(found)
	for i, h := range room.RankAlternatives(b, found) {
		if h.Room[0] != order[i] {
			t.Error("the order in which they were found decides")
		}
	}
}

func TestAlternativesAreForTheNightsLeft(t *testing.T) {
	room, b := &marketplace.Room{}, &marketplace.Booking{Dates: marketplace.Range{From: 100, To: 110}, Facts: marketplace.BookingFacts{People: []marketplace.ID{{1}, {2}}}}
	if s, ok := room.AlternativeSearch(b, 105); !ok || s.Dates != (marketplace.Range{From: 105, To: 110}) || s.Guests != 2 {
		t.Errorf("the search is %+v, %v", s, ok)
	}
	if _, ok := room.AlternativeSearch(b, 110); ok {
		t.Error("a stay that is over needs no other room")
	}
}
