package markettest_test

import (
	"reflect"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestHistory(t *testing.T) {
	w := markettest.History(t, markettest.HistoryOptions{Seed: 1, Rooms: 12, Days: 365})
	bookings, pairings := map[marketplace.BookingState]int{}, map[marketplace.PairingState]int{}
	nights := 0
	for _, id := range w.RoomIDs() {
		if v := w.Verdicts(id); len(v) > 0 {
			t.Errorf("an entry of a room is not in effect: %+v", v[0])
		}
		for _, b := range w.Room(id).Bookings {
			bookings[b.StateAt(w.Instant())]++
		}
		for _, s := range marketplace.StaysOf(w.System(), w.Room(id), w.Today()) {
			nights += max(0, s.Slept.Nights())
		}
	}
	for _, id := range w.OfferIDs() {
		if v := w.Verdicts(id); len(v) > 0 {
			t.Errorf("an entry of an offer is not in effect: %+v", v[0])
		}
		for _, p := range w.Offer(id).Pairings {
			pairings[p.StateAt(w.Instant())]++
		}
	}
	for _, s := range []marketplace.BookingState{
		marketplace.StateConfirmed, marketplace.StateArrived, marketplace.StateCompleted, marketplace.StateDeclined, marketplace.StateExpired,
		marketplace.StateCancelled, marketplace.StateNoShow, marketplace.StateEndedEarly, marketplace.StateWithdrawn,
	} {
		if bookings[s] == 0 {
			t.Errorf("no booking is %v: %v", s, bookings)
		}
	}
	for _, s := range []marketplace.PairingState{marketplace.PairingAccepted, marketplace.PairingDone, marketplace.PairingEnded, marketplace.PairingDeclined} {
		if pairings[s] == 0 {
			t.Errorf("no pairing is %v: %v", s, pairings)
		}
	}
	if nights < 1000 {
		t.Errorf("in a year twelve rooms gave %d nights", nights)
	}
	w.CheckRefold(1, 2)
}

func TestHistoryIsTheSameForASeed(t *testing.T) {
	o := markettest.HistoryOptions{Seed: 3, Rooms: 3, Days: 90}
	a, b := markettest.History(t, o).Written(), markettest.History(t, o).Written()
	if !reflect.DeepEqual(a, b) {
		t.Errorf("the same options made %d and %d entries that differ", len(a), len(b))
	}
	o.Seed++
	if c := markettest.History(t, o).Written(); reflect.DeepEqual(a, c) {
		t.Error("another seed made the same history")
	}
}

func BenchmarkHistory(b *testing.B) {
	for b.Loop() {
		w := markettest.History(b, markettest.HistoryOptions{Seed: 1, Rooms: 100, Days: 365})
		b.ReportMetric(float64(len(w.Written())), "entries")
	}
}
