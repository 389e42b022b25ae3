package marketplace_test

import (
	"testing"

	"settle.example/settle/marketplace"
)

func TestUndo(t *testing.T) {
	m := newMarket(t)
	id := m.booked()
	photo := marketplace.AddPhoto{Room: m.room, Photo: marketplace.BlobID{1}, Width: 10, Height: 10, Size: 10}
	for _, c := range []struct {
		name   string
		do     marketplace.Command
		undone func() bool
	}{
		{"a pause", marketplace.MoveRoom{Room: m.room, To: marketplace.RoomPaused}, func() bool { return m.Room(m.room).State == marketplace.RoomLive }},
		{"a photo", photo, func() bool { return len(m.Room(m.room).Photos) == 0 }},
		{"a block", marketplace.BlockDates{Room: m.room, Ranges: []marketplace.Range{m.Stay(3, 4)}}, func() bool { return len(m.Room(m.room).Blocks) == 0 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			undo, ok := marketplace.Undo(c.do, m.host.Do(c.do))
			if !ok {
				t.Fatal("it cannot be undone")
			}
			if c.undone() {
				t.Fatal("it did nothing")
			}
			m.host.Do(undo)
			if !c.undone() {
				t.Error("it is not undone")
			}
		})
	}
	ask := marketplace.RequestBooking{Room: m.room, Arrivals: []marketplace.ID{m.lead.Arrival()}, Dates: m.Stay(100, 10)}
	receipt := m.lead.Do(ask)
	undo, ok := marketplace.Undo(ask, receipt)
	if !ok {
		t.Fatal("a request cannot be undone")
	}
	m.lead.Do(undo)
	if b := m.Booking(receipt.Began[0]); b.State != marketplace.StateWithdrawn {
		t.Errorf("the request undone is %v", b.State)
	}
	for _, c := range []marketplace.Command{
		marketplace.DeclineBooking{Booking: id}, marketplace.ConfirmBooking{Booking: id}, marketplace.CancelBooking{Booking: id}, marketplace.PriceRoom{},
	} {
		if _, ok := marketplace.Undo(c, receipt); ok {
			t.Errorf("%T can be undone", c)
		}
	}
	if _, ok := marketplace.Undo(photo, marketplace.Receipt{}); ok {
		t.Error("what wrote nothing can be undone")
	}
}
