package sqlite_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// busyMarket makes the logs of a marketplace with so many rooms, each with a calendar and three stays that were asked for,
// accepted, confirmed and kept: about 25 entries a room, on eight hosts' and two leads' devices.
func busyMarket(tb testing.TB, rooms int) *logs {
	tb.Helper()
	l := newLogs(tb, tb.TempDir(), false)
	w := l.world
	var hosts []*markettest.Device
	for range 8 {
		hosts = append(hosts, w.Join("A host", "RA2", marketplace.RoleHost))
	}
	leads := []*markettest.Device{w.Join("A lead", "RA2", marketplace.RoleLead), w.Join("Another", "RXX", marketplace.RoleLead)}
	first := w.Today() + 8
	type stay struct {
		host, lead *markettest.Device
		booking    marketplace.ID
		dates      marketplace.Range
	}
	var stays []stay
	for n := range rooms {
		host := hosts[n%len(hosts)]
		room := host.Room(func(c *marketplace.ListRoom) {
			c.Facts.Cell = marketplace.Cell{Lat: 5115 + int32(n%30), Lon: -80 + int32(n/30%80)}
			c.Week = 9000 + marketplace.Pence(n%20)*100
		})
		host.Do(marketplace.BlockDates{Room: room, Ranges: []marketplace.Range{{From: first + 200, To: first + 214}}})
		host.Do(marketplace.PriceRoom{Room: room, Week: 8900 + marketplace.Pence(n%20)*100})
		for k := range 3 {
			lead := leads[(n+k)%2]
			arrival := lead.Arrival()
			dates := marketplace.Range{From: first + marketplace.Date(40*k), To: first + marketplace.Date(40*k+28)}
			stays = append(stays, stay{host, lead, lead.Request(room, arrival, dates), dates})
			host.Do(marketplace.AcceptBooking{Booking: stays[len(stays)-1].booking})
			lead.Do(marketplace.ConfirmBooking{Booking: stays[len(stays)-1].booking})
		}
	}
	w.AdvanceTo(first + 130)
	for _, s := range stays {
		s.host.Do(marketplace.MarkArrived{Booking: s.booking, On: s.dates.From})
		s.host.Do(marketplace.MarkLeft{Booking: s.booking, On: s.dates.To})
	}
	l.take()
	return l
}

// entries counts what the logs hold.
func (l *logs) entries() int {
	n := 0
	for _, links := range l.links {
		n += len(links)
	}
	return n
}

// filled is a store that has taken the logs in.
func (l *logs) filled(tb testing.TB) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	s := l.follow(tb, dir, true)
	runs := l.runs(rand.New(rand.NewPCG(1, 1)), true)
	fill(tb, s, rand.New(rand.NewPCG(1, 2)), runs)
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// hosted opens a store of the logs as the founder's device.
func hosted(b testing.TB, dir string, l *logs) *sqlite.Store {
	b.Helper()
	if err := copyTo(filepath.Join(dir, "keys"), filepath.Join(l.dir, "device-0")); err != nil {
		b.Fatal(err)
	}
	tamper(b, dir, "UPDATE meta SET self = (SELECT key FROM device WHERE id = (SELECT min(id >> 40) FROM entry WHERE hash = (SELECT system FROM meta)))")
	s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: l.world.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(closing(b, s))
	return s
}
