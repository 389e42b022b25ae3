package sqlite_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

func drawID(t *rapid.T, label string) (id marketplace.ID) {
	copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, label))
	return id
}

func drawRange(t *rapid.T, label string) marketplace.Range {
	from := marketplace.MinDate + marketplace.Date(rapid.IntRange(0, 200).Draw(t, label))
	return marketplace.Range{From: from, To: from + marketplace.Date(rapid.IntRange(0, 60).Draw(t, label+" nights"))}
}

func drawStay(t *rapid.T, policy marketplace.Ref) *marketplace.Booking {
	text := rapid.StringN(0, 20, 60)
	b := &marketplace.Booking{
		ID: drawID(t, "booking"), Dates: drawRange(t, "dates"), Held: drawRange(t, "held"), Cap: policy,
		ArrivedOn: marketplace.Date(rapid.Int32().Draw(t, "arrived")), LeftOn: marketplace.Date(rapid.Int32().Draw(t, "left")),
		State: marketplace.BookingState(rapid.Uint8().Draw(t, "state")), ConfirmBy: marketplace.Instant(rapid.Int64().Draw(t, "deadline")),
		Week: marketplace.Pence(rapid.Int64().Draw(t, "week")), Area: text.Draw(t, "area"),
	}
	b.Facts.GuestOrg, b.Facts.Groups = text.Draw(t, "organisation"), []string{text.Draw(t, "group")}
	for range rapid.IntRange(0, 4).Draw(t, "people") {
		b.Facts.People = append(b.Facts.People, drawID(t, "person"))
	}
	return b
}

func TestStaysUnpackAsTheyWerePacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := marketplace.Ref{Seq: 12}
		r := &marketplace.Room{ID: drawID(t, "room")}
		r.Facts = marketplace.RoomFacts{
			Home: drawID(t, "home"), Host: drawID(t, "host"), HostOrg: rapid.String().Draw(t, "organisation"), Supply: marketplace.Supply(rapid.Uint8().Draw(t, "supply")),
		}
		for range rapid.IntRange(0, 5).Draw(t, "bookings") {
			r.Bookings = append(r.Bookings, drawStay(t, policy))
		}
		packed := sqlite.Pack(r)
		got, err := sqlite.Unpack(packed, policy)
		if err != nil {
			t.Fatal(err)
		}
		equal := cmp.FilterValues(func(a, b []marketplace.ID) bool { return len(a)+len(b) == 0 }, cmp.Ignore())
		none := cmp.FilterValues(func(a, b []*marketplace.Booking) bool { return len(a)+len(b) == 0 }, cmp.Ignore())
		if diff := cmp.Diff(r, got, equal, none, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
			t.Fatalf("packed and unpacked (+) it is not what it was (-):\n%s", diff)
		}
		for n := range packed {
			if len(r.Bookings) == 0 { // cut short anywhere it is damaged, between two bookings apart
				if _, err := sqlite.Unpack(packed[:n], policy); err == nil {
					t.Fatalf("%d of %d bytes unpack", n, len(packed))
				}
			}
		}
	})
}

func FuzzUnpack(f *testing.F) {
	b := &marketplace.Booking{ID: marketplace.ID{2}, Week: 11000, Area: "Guildford"}
	b.Facts.People = []marketplace.ID{{3}, {4}}
	f.Add(sqlite.Pack(&marketplace.Room{ID: marketplace.ID{1}, Bookings: []*marketplace.Booking{b, b}}))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, packed []byte) {
		r, err := sqlite.Unpack(packed, marketplace.Ref{})
		if err != nil {
			return
		}
		for _, b := range r.Bookings {
			if len(b.Facts.People)*16 > len(packed) {
				t.Fatalf("%d people out of %d bytes", len(b.Facts.People), len(packed))
			}
		}
	})
}

// A stay is within the busy nights exactly when a block or a booking, with the host's gap about it, shares a night
// with it.
func TestBusyRanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &marketplace.Room{}
		r.Facts.GapDays = rapid.IntRange(0, 5).Draw(t, "gap")
		for range rapid.IntRange(0, 4).Draw(t, "blocks") {
			if b := drawRange(t, "block"); b.Nights() > 0 {
				r.Blocks = append(r.Blocks, marketplace.Block{Range: b})
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "bookings") {
			r.Bookings = append(r.Bookings, &marketplace.Booking{Held: drawRange(t, "held")})
		}
		busy := sqlite.BusyRanges(r)
		for i := 1; i < len(busy); i++ {
			if busy[i].From <= busy[i-1].To {
				t.Fatalf("the ranges %v touch", busy)
			}
		}
		stay := drawRange(t, "stay")
		if stay.Nights() == 0 {
			return
		}
		gap := marketplace.Date(r.Facts.GapDays)
		taken := slices.ContainsFunc(r.Blocks, func(b marketplace.Block) bool { return b.Overlaps(stay) }) ||
			slices.ContainsFunc(r.Bookings, func(b *marketplace.Booking) bool {
				return b.Held.Nights() > 0 && b.Held.Overlaps(marketplace.Range{From: stay.From - gap, To: stay.To + gap})
			})
		if found := slices.ContainsFunc(busy, stay.Overlaps); found != taken {
			t.Fatalf("%v is taken: %v, but the busy ranges %v say %v", stay, taken, busy, found)
		}
	})
}

// Every cell within a distance of a place lies in the box that is searched, at the poles and the date line too.
func TestBoxHoldsWhatIsNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat, lon := rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
		km := rapid.SampledFrom([]float64{1, 4, 15, 60, 900, 21000}).Draw(t, "km")
		near := rapid.Int32Range(-60, 60)
		cell := marketplace.Cell{Lat: int32(lat*100) + near.Draw(t, "north"), Lon: int32(lon*100) + near.Draw(t, "east")}
		if rapid.Bool().Draw(t, "anywhere") {
			cell = marketplace.Cell{Lat: rapid.Int32Range(-9000, 9000).Draw(t, "cell lat"), Lon: rapid.Int32Range(-18000, 18000).Draw(t, "cell lon")}
		}
		if cell.Lat < -9000 || cell.Lat > 9000 || cell.Lon < -18000 || cell.Lon > 18000 {
			return
		}
		south, north, west, east := sqlite.BoxAround(lat, lon, km)
		inside := cell.Lat >= south && cell.Lat <= north && cell.Lon >= west && cell.Lon <= east
		if d := sqlite.DistanceKM(lat, lon, cell); d <= km && !inside {
			t.Fatalf("%v is %.2f km from %.4f, %.4f, outside the box %d..%d, %d..%d", cell, d, lat, lon, south, north, west, east)
		}
	})
}

func TestDistances(t *testing.T) {
	for name, c := range map[string]struct {
		lat, lon float64
		to       marketplace.Cell
		km       float64
	}{
		"the same place":                {51.24, -0.61, marketplace.Cell{Lat: 5124, Lon: -61}, 0},
		"a hundredth of a degree north": {51.24, -0.61, marketplace.Cell{Lat: 5125, Lon: -61}, 1.11},
		"a hundredth of a degree east":  {51.24, -0.61, marketplace.Cell{Lat: 5124, Lon: -60}, 0.70},
		"Guildford to Redhill":          {51.24, -0.57, marketplace.Cell{Lat: 5124, Lon: -17}, 27.8},
		"across the date line":          {0, 179.99, marketplace.Cell{Lat: 0, Lon: -17999}, 2.22},
	} {
		if d := sqlite.DistanceKM(c.lat, c.lon, c.to); d < c.km-0.05 || d > c.km+0.05 {
			t.Errorf("%s: %.3f km, not %.2f", name, d, c.km)
		}
	}
}
