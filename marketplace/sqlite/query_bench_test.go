package sqlite_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// The sizes that the queries are measured at.
const (
	benchRooms    = 100_000
	benchStays    = 36_000 // about a million nights
	benchArrivals = 5_000
	benchTowns    = 60
)

var benchOrgs = []string{"RA2", "RXX", "RTP"}

// crowd makes rooms round the towns of a region, with bookings and blocks two years about today, and arrivals.
type crowd struct {
	*rand.Rand
	device marketplace.DeviceID
	host   marketplace.ID
	cap    marketplace.Ref
	today  marketplace.Date
	seq    uint64
	towns  [benchTowns][2]float64
	sqlite.Projected
}

func newCrowd(device marketplace.DeviceID, host marketplace.ID, policy marketplace.Ref, today marketplace.Date) *crowd {
	c := &crowd{Rand: rand.New(rand.NewPCG(20261102, 1)), device: device, host: host, cap: policy, today: today, seq: 1 << 20}
	c.Titles, c.Aliases = map[marketplace.Ref]string{}, map[marketplace.Ref]string{}
	for i := range c.towns {
		c.towns[i] = [2]float64{51.08 + c.Float64()*0.4, -0.85 + c.Float64()*0.9}
	}
	return c
}

func (c *crowd) ref() marketplace.Ref {
	c.seq++
	return marketplace.Ref{Device: c.device, Seq: c.seq}
}

func (c *crowd) id() (id marketplace.ID) {
	binary.BigEndian.PutUint64(id[:], c.Uint64())
	binary.BigEndian.PutUint64(id[8:], c.Uint64())
	return id
}

// chances are how often each feature is there, by its bit.
var chances = []float64{.3, .92, .95, .5, .8, .4, .7, .05, .5, .9, .12, .1, .08, .6, .3, .4, .4, .3, .1, .06, .3, .4}

func (c *crowd) room() *marketplace.Room {
	town := c.IntN(benchTowns)
	at := c.towns[town]
	area := []string{"Guildford", "Walton", "Crawley and Reigate"}[town%3]
	week := marketplace.Pence(7000 + c.IntN(4500))
	var features marketplace.Features
	for i, chance := range chances {
		if c.Float64() < chance {
			features |= 1 << i
		}
	}
	r := &marketplace.Room{
		ID: c.id(), Week: week, Cap: c.cap, Prices: []marketplace.Pence{week}, State: marketplace.RoomLive, ConfirmedOn: c.today - marketplace.Date(c.IntN(190)),
		Keeper: c.device, Text: c.ref(),
		Facts: marketplace.RoomFacts{
			HostOrg: benchOrgs[c.IntN(len(benchOrgs))], Supply: marketplace.Supply(c.IntN(3)), Outcode: fmt.Sprintf("GU%d", town), Area: area,
			Cell:     marketplace.Cell{Lat: int32(at[0]*100 + c.NormFloat64()*3), Lon: int32(at[1]*100 + c.NormFloat64()*4)},
			Features: features, Bathroom: marketplace.Bathroom(c.IntN(3)), Bed: marketplace.Bed(c.IntN(5)), Guests: 1 + c.IntN(2),
			MinNights: c.IntN(3) * 7, NoticeDays: c.IntN(2) * 3, Pending: c.IntN(10) == 0,
		},
	}
	if c.IntN(20) == 0 {
		r.State = marketplace.RoomPaused
	}
	c.Titles[r.Text] = fmt.Sprintf("Room %d near the hospital", len(c.Rooms))
	if c.IntN(10) == 0 {
		from := c.today + marketplace.Date(c.IntN(300))
		for range 4 {
			r.Blocks = append(r.Blocks, marketplace.Block{Range: marketplace.Range{From: from, To: from + 5}})
			from += 30
		}
	}
	return r
}

// book gives a room bookings one after the other, and answers how many.
func (c *crowd) book(r *marketplace.Room, most int) int {
	n := min(most, 1+c.IntN(6))
	from := c.today - 400 + marketplace.Date(c.IntN(60))
	r.Blocks = nil
	for range n {
		from += marketplace.Date(c.IntN(100))
		nights := marketplace.Date(7 + c.IntN(42))
		c.stay(r, marketplace.Range{From: from, To: from + nights})
		from += nights
	}
	return n
}

func (c *crowd) stay(r *marketplace.Room, dates marketplace.Range) {
	group := []string{"nurse", "midwife", "doctor", "ahp", "msw"}[c.IntN(5)]
	b := &marketplace.Booking{
		ID: c.id(), Began: c.ref(), Dates: dates, Held: dates, Week: r.Week, Area: r.Facts.Area, Cap: c.cap,
		Facts: marketplace.BookingFacts{
			People: []marketplace.ID{c.guest()}, Groups: []string{group}, GuestOrg: benchOrgs[c.IntN(len(benchOrgs))], Dates: dates, Week: r.Week, Lead: c.host,
		},
	}
	switch {
	case dates.To <= c.today:
		b.State, b.ArrivedOn, b.LeftOn = marketplace.StateCompleted, dates.From, dates.To
	case dates.From < c.today:
		b.State, b.ArrivedOn = marketplace.StateArrived, dates.From
	case c.IntN(3) == 0:
		b.State, b.ConfirmBy = marketplace.StateAccepted, marketplace.InstantOf(c.today.Time())+3*86400
	default:
		b.State = marketplace.StateConfirmed
	}
	r.Bookings = append(r.Bookings, b)
}

func (c *crowd) guest() marketplace.ID {
	if len(c.Arrivals) > 0 && c.IntN(2) == 0 {
		return c.Arrivals[c.IntN(len(c.Arrivals))].ID
	}
	return c.id()
}

func (c *crowd) arrival() *marketplace.Arrival {
	a := &marketplace.Arrival{ID: c.id(), Last: c.ref(), By: c.host, Facts: marketplace.ArrivalFacts{
		Org: benchOrgs[c.IntN(len(benchOrgs))], Group: "nurse", At: marketplace.InstantOf((c.today - 400 + marketplace.Date(c.IntN(600))).Time()), Airport: "LHR", Nights: 28,
	}}
	c.Aliases[a.Last] = "Nurse, " + a.Facts.At.Date().Long() + ", LHR"
	return a
}

// big is a system at the size of the benchmarks, with 240 arrivals whose names are sealed to its own leads.
func big(b *testing.B) (*sqlite.Store, *crowd) {
	dir, c := os.Getenv(largeEnv), &clock{markettest.Start}
	kept := dir != ""
	if !kept {
		dir = b.TempDir()
	}
	s := foundIn(b, dir, c)
	for i := range 240 {
		do(b, s, nurse(marketplace.DateOf(c.now)+marketplace.Date(i%60), fmt.Sprintf("Given %d", i*7%240), "Name"))
	}
	me := must[marketplace.Me](b)(s.Me(ctx))
	caps := must[[]marketplace.CapPolicy](b)(s.CapPolicies(ctx))
	all := newCrowd(me.Device, me.Person, caps[0].Ref, marketplace.DateOf(c.now))
	for range benchArrivals {
		all.Arrivals = append(all.Arrivals, all.arrival())
	}
	for range benchRooms {
		all.Rooms = append(all.Rooms, all.room())
	}
	for n, i := 0, 0; n < benchStays; i += 7 {
		n += all.book(all.Rooms[i%benchRooms], benchStays-n)
	}
	if kept {
		all.illustrate(b, s)
	}
	if err := s.Project(ctx, all.Projected); err != nil {
		b.Fatal(err)
	}
	all.Projected = sqlite.Projected{} // else collecting garbage would go over all of it again and again
	return s, all
}

// timed runs f for the benchmark's time and reports the median and the 95th percentile.
func timed(b *testing.B, f func(i int)) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		f(i)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// searches is a mix of what leads ask for: places in and out of town, dates near and far, features common and rare.
func (c *crowd) searches(n int) []marketplace.RoomSearch {
	wanted := []marketplace.Features{
		0, marketplace.Wifi, marketplace.Wifi | marketplace.Desk, marketplace.Wifi | marketplace.Desk | marketplace.Lock,
		marketplace.Wifi | marketplace.Kitchen | marketplace.Washer | marketplace.NoSmoking, marketplace.StepFree, marketplace.WomenOnly | marketplace.Lock,
		marketplace.HalalKitchen | marketplace.Parking,
	}
	all := make([]marketplace.RoomSearch, n)
	for i := range all {
		from := c.today + marketplace.Date(5+c.IntN(200))
		town := c.towns[c.IntN(benchTowns)]
		s := marketplace.RoomSearch{
			Dates: marketplace.Range{From: from, To: from + marketplace.Date(14+c.IntN(70))}, Near: true,
			Lat: town[0] + c.NormFloat64()*0.05, Lon: town[1] + c.NormFloat64()*0.05, Features: wanted[i%len(wanted)],
		}
		switch i % 5 {
		case 1:
			s.MaxWeek = 9000
		case 2:
			s.WithinKM = 10
		case 3:
			s.HostOrg = "RA2"
		}
		all[i] = s
	}
	return all
}

func BenchmarkAtSize(b *testing.B) {
	s, c := big(b)
	searches := c.searches(400)
	b.Run("search_near", func(b *testing.B) {
		timed(b, func(i int) { must[[]marketplace.RoomHit](b)(s.FindRooms(ctx, searches[i%len(searches)])) })
	})
	b.Run("search_cheapest", func(b *testing.B) {
		timed(b, func(i int) {
			q := searches[i%len(searches)]
			q.Near = false
			must[[]marketplace.RoomHit](b)(s.FindRooms(ctx, q))
		})
	})
	// What nothing matches: every feature at once, four rare ones, a rent below all others; near a place, and anywhere.
	for name, hopeless := range map[string]func(*marketplace.RoomSearch){
		"all": func(q *marketplace.RoomSearch) { q.Features = 1<<22 - 1 },
		"rare": func(q *marketplace.RoomSearch) {
			q.Features = marketplace.StepFree | marketplace.WomenOnly | marketplace.HalalKitchen | marketplace.CouplesWelcome
		},
		"rent": func(q *marketplace.RoomSearch) { q.MaxWeek = 6500 },
		"org":  func(q *marketplace.RoomSearch) { q.HostOrg = "R0A" },
	} {
		for _, near := range []bool{true, false} {
			b.Run(fmt.Sprintf("search_hopeless_%s,near=%v", name, near), func(b *testing.B) {
				timed(b, func(i int) {
					q := searches[i%len(searches)]
					q.Near = near
					hopeless(&q)
					must[[]marketplace.RoomHit](b)(s.FindRooms(ctx, q))
				})
			})
		}
	}
	b.Run("nights_by_month", func(b *testing.B) {
		timed(b, func(int) {
			must[[]marketplace.NightsRow](b)(s.Nights(ctx, marketplace.NightsFilter{By: marketplace.ByMonth}))
		})
	})
	b.Run("nights_by_all", func(b *testing.B) {
		by := marketplace.ByMonth | marketplace.ByHostOrg | marketplace.ByGuestOrg | marketplace.ByArea | marketplace.ByGroup
		timed(b, func(int) {
			must[[]marketplace.NightsRow](b)(s.Nights(ctx, marketplace.NightsFilter{By: by, Follow: true}))
		})
	})
	b.Run("stays_page", func(b *testing.B) {
		timed(b, func(int) {
			must[[]marketplace.Stay](b)(s.Stays(ctx, marketplace.NightsFilter{WithMonth: c.today, Limit: 50}))
		})
	})
	b.Run("today", func(b *testing.B) { timed(b, func(int) { must[marketplace.Today](b)(s.Today(ctx)) }) })
	b.Run("arrivals_page", func(b *testing.B) {
		timed(b, func(int) {
			must[[]marketplace.ArrivalRow](b)(s.Arrivals(ctx, marketplace.ArrivalFilter{From: c.today, WithoutBed: true, Limit: 50}))
		})
	})
	b.Run("arrivals_by_name", func(b *testing.B) {
		timed(b, func(int) {
			must[[]marketplace.ArrivalRow](b)(s.Arrivals(ctx, marketplace.ArrivalFilter{From: c.today, Sort: "name", Limit: 50}))
		})
	})
	b.Run("bookings_page", func(b *testing.B) {
		timed(b, func(i int) {
			must[[]marketplace.BookingRow](b)(s.Bookings(ctx, marketplace.BookingFilter{Limit: 50, Offset: i % 100 * 50}))
		})
	})
	b.Run("bookings_mine_text", func(b *testing.B) {
		timed(b, func(int) {
			must[[]marketplace.BookingRow](b)(s.Bookings(ctx, marketplace.BookingFilter{Mine: true, Text: "given 12", Limit: 50}))
		})
	})
	b.Run("rooms_page_deep", func(b *testing.B) {
		timed(b, func(i int) {
			must[[]marketplace.RoomRow](b)(s.Rooms(ctx, marketplace.RoomFilter{Limit: 50, Offset: i % 100 * 900}))
		})
	})
	b.Run("rooms_count_text", func(b *testing.B) {
		timed(b, func(int) { must[int](b)(s.CountRooms(ctx, marketplace.RoomFilter{Text: "Room 4711"})) })
	})
}

// BenchmarkActOnBusyRoom is one act on a room with twenty bookings, without the disk's flush: decided, appended, folded
// and projected.
func BenchmarkActOnBusyRoom(b *testing.B) {
	s, c := found(b)
	if err := sqlite.Volatile(s); err != nil {
		b.Fatal(err)
	}
	r := lodging(b, s)
	from := marketplace.DateOf(c.now) + 10
	for range 20 {
		arrival := do(b, s, nurse(from, "Adaeze", "Nwosu")).Began[0]
		booking := do(b, s, marketplace.RequestBooking{Room: r, Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: from, To: from + 14}}).Began[0]
		do(b, s, marketplace.AcceptBooking{Booking: booking})
		do(b, s, marketplace.ConfirmBooking{Booking: booking})
		from += 20
	}
	nights := []marketplace.Range{{From: from, To: from + 3}}
	timed(b, func(i int) {
		if i%2 == 0 {
			do(b, s, marketplace.BlockDates{Room: r, Ranges: nights})
		} else {
			do(b, s, marketplace.OpenDates{Room: r, Ranges: nights})
		}
	})
}
