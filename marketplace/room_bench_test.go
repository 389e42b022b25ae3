package marketplace_test

import (
	"fmt"
	"testing"

	"settle.example/settle/marketplace"
)

// BenchmarkFoldRoom folds a room whose bookings all went from request to departure.
func BenchmarkFoldRoom(b *testing.B) {
	for _, size := range []int{20, 100, 1000} {
		m := newMarket(b)
		var entries []*marketplace.Entry
		for len(entries) < size {
			m.AdvanceTo(m.Today() + 2)
			id := m.lead.Booked(m.host, m.room, m.arrival, m.Stay(0, 1))
			m.host.Do(marketplace.MarkArrived{Booking: id})
			m.AdvanceTo(m.Today() + 1)
			m.host.Do(marketplace.MarkLeft{Booking: id})
			entries = entries[:0]
			for _, w := range m.Written() {
				if w.Entry.Subject == m.room {
					entries = append(entries, w.Entry)
				}
			}
			if m.Room(m.room).StateAt(m.Instant()) == marketplace.RoomLapsed || m.Room(m.room).ConfirmedUntil() < m.Today()+10 {
				m.host.Do(marketplace.ReconfirmRoom{Room: m.room})
			}
		}
		entries = entries[:size]
		b.Run(fmt.Sprintf("entries=%d", size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, _ := marketplace.FoldRoom(m.System(), entries); r == nil {
					b.Fatal("no room")
				}
			}
		})
	}
}
