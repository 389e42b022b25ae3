package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// BenchmarkAct is one act, from command to commit, by a host in a marketplace of 20,000 entries: on a home, whose
// address is sealed, and on a room with some thirty entries. With the disk's flush and without.
func BenchmarkAct(b *testing.B) {
	l := busyMarket(b, 20_000/24)
	template := l.filled(b)
	for _, flush := range []bool{false, true} {
		for _, on := range []string{"home", "room"} {
			b.Run(fmt.Sprintf("%s,flush=%v", on, flush), func(b *testing.B) {
				s := hosted(b, copyDir(b, template), l)
				home := do(b, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
				room := listed(b, s, home)
				dates := []marketplace.Range{l.world.Stay(300, 7)}
				acts := map[string]func(n int) marketplace.Command{
					"home": func(n int) marketplace.Command {
						return marketplace.ChangeHome{Home: home, LodgerLimit: 1 + n%2, Address: "1 Mill Lane, Guildford"}
					},
					"room": func(n int) marketplace.Command {
						if n%2 == 0 {
							return marketplace.BlockDates{Room: room, Ranges: dates}
						}
						return marketplace.OpenDates{Room: room, Ranges: dates}
					},
				}
				if !flush {
					if err := sqlite.Volatile(s); err != nil {
						b.Fatal(err)
					}
				}
				const before = 30
				for n := range before {
					do(b, s, acts[on](n))
				}
				var took []time.Duration
				for b.Loop() {
					n := len(took)
					if n%40 == 0 { // a fresh one before its history grows longer than any real one
						b.StopTimer()
						home = do(b, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
						room = listed(b, s, home)
						b.StartTimer()
					}
					start := time.Now()
					do(b, s, acts[on](n))
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs/p50")
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs/p99")
			})
		}
	}
}

func listed(b testing.TB, s *sqlite.Store, home marketplace.ID) marketplace.ID {
	b.Helper()
	return do(b, s, marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home, Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Bed: marketplace.BedDouble,
			Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Guests: 1,
		},
		Words: marketplace.RoomWords{Title: "Quiet double room"}, Week: 11000,
	}).Began[0]
}

// BenchmarkOpen is opening and closing a store that was closed in good order.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s := foundIn(b, dir, &clock{time.Now()})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := sqlite.Open(context.Background(), dir, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRebuild folds 100,000 entries from the log alone.
func BenchmarkRebuild(b *testing.B) {
	l := busyMarket(b, 100_000/24)
	s, err := sqlite.Open(context.Background(), l.filled(b), sqlite.Options{Now: l.world.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ResetTimer()
	for b.Loop() {
		if err := s.Rebuild(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(l.entries()), "entries")
}

// BenchmarkCatchUp takes 20,000 signed entries in: verified, stored, folded and committed, in transactions of about four
// megabytes.
func BenchmarkCatchUp(b *testing.B) {
	l := busyMarket(b, 20_000/24)
	runs := l.runs(rand.New(rand.NewPCG(1, 1)), true)
	for b.Loop() {
		b.StopTimer()
		s := l.follow(b, b.TempDir(), true)
		b.StartTimer()
		for rest := runs; len(rest) > 0; {
			n := min(len(rest), 64)
			if _, err := s.Append(context.Background(), rest[:n]...); err != nil {
				b.Fatal(err)
			}
			rest = rest[n:]
		}
	}
	b.ReportMetric(float64(l.entries()), "entries")
}

// BenchmarkImport is an import of 438 rooms with 3,331 ranges of nights that are not free, in one transaction, with
// the disk's flush.
func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, c := found(b)
		today := marketplace.DateOf(c.now)
		var rooms []marketplace.Command
		for n := range 438 {
			var ranges []marketplace.Range
			for k := range 7 + n%5/2 {
				ranges = append(ranges, marketplace.Range{From: today + marketplace.Date(20*k+10), To: today + marketplace.Date(20*k+15)})
			}
			rooms = append(rooms, marketplace.ImportRoom{
				Facts: marketplace.RoomFacts{
					HostOrg: "RA2", Outcode: "GU2", Cell: marketplace.Cell{Lat: 5120 + int32(n%40), Lon: -60}, Area: "Guildford",
					Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared, Guests: 1, Import: [16]byte{1, byte(n), byte(n >> 8)},
				},
				Words:     marketplace.RoomWords{Title: "Quiet double room", Description: "At the back of the house."},
				Reference: fmt.Sprint("R", n), Safety: "Smoke alarm: yes", Week: 9000, Unavailable: ranges,
			})
		}
		b.StartTimer()
		do(b, s, marketplace.Batch{Commands: rooms})
	}
}
