package marketplace_test

import (
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func ranges(r *marketplace.Room) (all []marketplace.Range) {
	for _, b := range r.Blocks {
		all = append(all, b.Range)
	}
	return all
}

func TestBlockDates(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	id := host.Room()
	d := w.Today() + 10
	block := func(by *markettest.Device, rs ...marketplace.Range) (marketplace.Command, marketplace.Receipt) {
		c := marketplace.BlockDates{Room: id, Ranges: rs}
		return c, by.Do(c)
	}
	block(host, marketplace.Range{From: d, To: d + 5}, marketplace.Range{From: d + 20, To: d + 25})
	c, receipt := block(host, marketplace.Range{From: d + 3, To: d + 10}) // two nights are blocked already
	if got, want := ranges(w.Room(id)), []marketplace.Range{{From: d, To: d + 10}, {From: d + 20, To: d + 25}}; !slices.Equal(got, want) {
		t.Errorf("blocked are %v, want %v", got, want)
	}
	if _, again := block(host, marketplace.Range{From: d + 1, To: d + 2}); len(again.Refs) != 0 {
		t.Error("blocking blocked nights writes an entry")
	}
	undo, ok := marketplace.Undo(c, receipt)
	if !ok {
		t.Fatal("a block cannot be undone")
	}
	host.Do(undo)
	if got, want := ranges(w.Room(id)), []marketplace.Range{{From: d, To: d + 5}, {From: d + 20, To: d + 25}}; !slices.Equal(got, want) {
		t.Errorf("undone, blocked are %v, want %v", got, want)
	}
	_, err := host.Try(undo)
	sentence(t, err, marketplace.Changed, "The calendar has changed since.")

	opening := marketplace.OpenDates{Room: id, Ranges: []marketplace.Range{{From: d + 2, To: d + 22}}}
	receipt = host.Do(opening)
	if got, want := ranges(w.Room(id)), []marketplace.Range{{From: d, To: d + 2}, {From: d + 22, To: d + 25}}; !slices.Equal(got, want) {
		t.Errorf("opened, blocked are %v, want %v", got, want)
	}
	undo, _ = marketplace.Undo(opening, receipt)
	host.Do(undo)
	if got, want := ranges(w.Room(id)), []marketplace.Range{{From: d, To: d + 5}, {From: d + 20, To: d + 25}}; !slices.Equal(got, want) {
		t.Errorf("blocked again are %v, want %v", got, want)
	}
	w.CheckRefold(1, 5)
}

func TestBlockDatesElsewhere(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	laptop := host.Second()
	id := host.Room()
	nights := w.Stay(10, 5)
	host.Offline()
	asked := marketplace.BlockDates{Room: id, Ranges: []marketplace.Range{nights}}
	receipt := laptop.Do(asked)
	if r := w.Room(id); len(r.Blocks) != 0 || len(r.Asks) != 1 {
		t.Errorf("before the keeper answers: %v blocked, %v asked", r.Blocks, r.Asks)
	}
	host.Online()
	if r := w.Room(id); len(r.Blocks) != 1 || len(r.Asks) != 0 || r.Blocks[0].Range != nights {
		t.Errorf("after the keeper answered: %v blocked, %v asked", r.Blocks, r.Asks)
	}
	undo, _ := marketplace.Undo(asked, receipt)
	laptop.Do(undo)
	if r := w.Room(id); len(r.Blocks) != 0 || len(r.Asks) != 0 {
		t.Errorf("undone: %v blocked, %v asked", r.Blocks, r.Asks)
	}
	w.CheckRefold(2, 5)
}

func TestBlockDatesIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	id := host.Room()
	stay := w.Stay(35, 28)
	lead.Booked(host, id, lead.Arrival(), stay)
	d := w.Today()
	for _, c := range []struct {
		name  string
		by    *markettest.Device
		dates []marketplace.Range
		code  marketplace.Code
		want  string
	}{
		{"no dates", host, nil, marketplace.Invalid, "Choose the nights first."},
		{"backwards", host, []marketplace.Range{{From: d + 5, To: d}}, marketplace.Invalid, "is not after the first night"},
		{"too long", host, []marketplace.Range{{From: d, To: d + 1201}}, marketplace.Invalid, "is 1,201 nights; Settle takes up to 1,200"},
		{"a guest's nights", host, []marketplace.Range{{From: stay.To - 1, To: stay.To + 3}}, marketplace.NotFree, "A guest is booked from 7 December 2026 to 4 January 2027."},
		{"somebody else's room", lead, []marketplace.Range{w.Stay(1, 1)}, marketplace.NotAllowed, "Only its host changes this room."},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.by.Try(marketplace.BlockDates{Room: id, Ranges: c.dates})
			sentence(t, err, c.code, c.want)
		})
	}
	host.Do(marketplace.BlockDates{Room: id, Ranges: []marketplace.Range{{From: stay.To, To: stay.To + 3}, {From: stay.From - 2, To: stay.From}}})
}

func TestFreeRanges(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RTP", marketplace.RoleLead)
	id := host.Room(func(c *marketplace.ListRoom) { c.Facts.MinNights = 7 })
	d := w.Today()
	host.Do(marketplace.BlockDates{Room: id, Ranges: []marketplace.Range{{From: d, To: d + 30}}})
	lead.Booked(host, id, lead.Arrival(), marketplace.Range{From: d + 35, To: d + 63})
	asked := lead.Request(id, lead.Arrival(), marketplace.Range{From: d + 70, To: d + 80})
	r := w.Room(id)
	if got, want := r.FreeRanges(marketplace.Range{From: d + 10, To: d + 100}), []marketplace.Range{{From: d + 30, To: d + 35}, {From: d + 63, To: d + 100}}; !slices.Equal(got, want) {
		t.Errorf("free are %v, want %v", got, want)
	}
	if from, ok := r.FreeFrom(d, 1); !ok || from != d+63 {
		t.Errorf("free for a week from %s, %v", from.Long(), ok)
	}
	busy := r.Busy(w.Instant())
	if len(busy) != 3 || busy[0].From != d || busy[1].State != marketplace.StateConfirmed || busy[2].Booking != asked || busy[2].State != marketplace.StateRequested {
		t.Errorf("busy is %+v", busy)
	}
	w.Advance(73 * 3600 * 1e9)
	if busy := w.Room(id).Busy(w.Instant()); len(busy) != 2 {
		t.Errorf("a request that lapsed is still there: %+v", busy)
	}
}

func TestPhotos(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	id := host.Room()
	photo := func(n byte) marketplace.AddPhoto {
		return marketplace.AddPhoto{Room: id, Photo: marketplace.BlobID{n}, Width: 1600, Height: 1200, Size: 300_000, Caption: "The desk"}
	}
	for n := range byte(marketplace.MaxPhotos) {
		host.Do(photo(n + 1))
	}
	_, err := host.Try(photo(99))
	sentence(t, err, marketplace.Refused, "at most 8 photos")
	remove := marketplace.RemovePhoto{Room: id, Photo: marketplace.BlobID{3}}
	receipt := host.Do(remove)
	_, err = host.Try(photo(4))
	sentence(t, err, marketplace.Refused, "shows this photo already")
	_, err = host.Try(remove)
	sentence(t, err, marketplace.NotFound, "does not show this photo")
	undo, ok := marketplace.Undo(remove, receipt)
	if !ok {
		t.Fatal("removing a photo cannot be undone")
	}
	host.Do(undo)
	r := w.Room(id)
	back := r.Photos[len(r.Photos)-1]
	if len(r.Photos) != marketplace.MaxPhotos || back.Blob != (marketplace.BlobID{3}) || back.Width != 1600 {
		t.Errorf("the photo put back is %+v", back)
	}
	if text, _ := host.View().Text(back.Text); text[marketplace.FieldTitle] != "The desk" {
		t.Errorf("what it shows is %q", text[marketplace.FieldTitle])
	}
	host.Do(marketplace.RemovePhoto{Room: id, Photo: marketplace.BlobID{1}})
	_, err = host.Try(marketplace.AddPhoto{Room: id, Photo: marketplace.BlobID{50}})
	sentence(t, err, marketplace.Invalid, "Choose a JPEG or PNG picture.")
	w.CheckRefold(1, 5)
}

// TestLongBlocks: nights that are given in parts join into more than one entry takes as one range.
func TestLongBlocks(t *testing.T) {
	m := newMarket(t)
	laptop := m.host.Second()
	d := m.Today() + 10
	long := []marketplace.Range{{From: d, To: d + 1200}, {From: d + 1200, To: d + 2000}}
	for name, by := range map[string]*markettest.Device{"at the keeper": m.host, "elsewhere": laptop} {
		t.Run(name, func(t *testing.T) {
			c := marketplace.BlockDates{Room: m.room, Ranges: long}
			receipt := by.Do(c)
			if got, want := ranges(m.Room(m.room)), []marketplace.Range{{From: d, To: d + 2000}}; !slices.Equal(got, want) {
				t.Errorf("blocked are %v, want %v", got, want)
			}
			undo, _ := marketplace.Undo(c, receipt)
			by.Do(undo)
			if r := m.Room(m.room); len(r.Blocks) != 0 || len(r.Asks) != 0 {
				t.Errorf("undone, blocked are %v, asked %v", r.Blocks, r.Asks)
			}
		})
	}
}
