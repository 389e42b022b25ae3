package sqlite_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// past makes the logs of a world with a history, and of what happens next, and a store that has read them.
func past(t *testing.T, o markettest.HistoryOptions, next ...func(*markettest.World)) (*markettest.World, *sqlite.Store) {
	t.Helper()
	dir := t.TempDir()
	l := &logs{tb: t, dir: dir, links: map[oplog.DeviceID][]oplog.Link{}, heads: map[oplog.DeviceID][]oplog.SignedHead{}}
	type joining struct {
		device     *identity.Device
		invitation identity.SigningKey
		fact       *marketplace.MemberJoined
	}
	var joins []joining
	o.Options.Key = l.key
	o.Options.Prove = func(id marketplace.DeviceID, j *marketplace.MemberJoined) {
		device := l.device(oplog.DeviceID(id))
		j.Recipient = device.Recipient()
		joins = append(joins, joining{device, l.invitations[len(l.invitations)-1], j})
	}
	l.world = markettest.History(t, o)
	for _, f := range next {
		f(l.world)
	}
	// Proofs name the system, which the founding entry's hash is: they are made once that is encoded.
	l.append(l.world.Written()[0])
	l.taken = 1
	for _, j := range joins {
		s := identity.UseInvitation(j.invitation, l.system, j.device.ID())
		j.fact.Signature = s[:]
	}
	random := rand.New(rand.NewPCG(o.Seed, 3))
	s := l.follow(t, filepath.Join(dir, "store"), true)
	if err := sqlite.Volatile(s); err != nil {
		t.Fatal(err)
	}
	fill(t, s, random, l.runs(random, false))
	return l.world, s
}

// moments are times at which a history is looked at: what is derived from the time differs between them.
func moments(w *markettest.World) []time.Time {
	now := w.Now()
	return []time.Time{now, now.AddDate(0, 0, -40), now.AddDate(0, 0, -2), now.AddDate(0, 0, 3), now.AddDate(0, 4, 0)}
}

func TestListsAgreeWithTheFolds(t *testing.T) {
	w, s := past(t, markettest.HistoryOptions{Seed: 1, Rooms: 10, Days: 200})
	for _, now := range moments(w) {
		w.SetNow(now)
		t.Run(now.Format(time.DateOnly), func(t *testing.T) {
			checkRooms(t, w, s)
			checkBookings(t, w, s)
			checkArrivals(t, w, s)
			checkOffers(t, w, s)
			checkNights(t, w, s)
		})
	}
}

// pages reads a list in pages of three, which must give each row once.
func pages[T any](t *testing.T, read func(limit, offset int) ([]T, error)) []T {
	t.Helper()
	var all []T
	for {
		rows := must[[]T](t)(read(3, len(all)))
		all = append(all, rows...)
		if len(rows) < 3 {
			return all
		}
	}
}

func checkRooms(t *testing.T, w *markettest.World, s *sqlite.Store) {
	rows := pages(t, func(limit, offset int) ([]marketplace.RoomRow, error) {
		return s.Rooms(ctx, marketplace.RoomFilter{Limit: limit, Offset: offset})
	})
	if n := must[int](t)(s.CountRooms(ctx, marketplace.RoomFilter{})); n != len(rows) || n != len(w.RoomIDs()) {
		t.Errorf("%d rooms, counted %d, listed %d", len(w.RoomIDs()), n, len(rows))
	}
	states := map[marketplace.RoomState]int{}
	reprice := 0
	for i, row := range rows {
		r := w.Room(row.Room)
		open, next := 0, marketplace.Date(0)
		for _, b := range r.Bookings {
			if b.StateAt(w.Instant()).Open() {
				open++
			}
			if b.Held.Nights() > 0 && b.Dates.From >= w.Today() && (next == 0 || b.Dates.From < next) {
				next = b.Dates.From
			}
		}
		states[row.State]++
		if row.State != r.StateAt(w.Instant()) || row.Week != r.Week || row.Pending != r.Facts.Pending || row.Open != open || row.NextFrom != next ||
			row.HostOrg != r.Facts.HostOrg || row.Home != r.Facts.Home || row.HostName != "A host" || row.Title == "" {
			t.Errorf("room %+v\nis by its fold %+v (open %d, next %s)", row, r.Facts, open, next)
		}
		if row.Reprice {
			reprice++
		}
		if row.Reprice != r.Reprice(w.System(), w.Today()) {
			t.Errorf("room %s: to re-price is %v", row.Room, row.Reprice)
		}
		if i > 0 && (row.Outcode < rows[i-1].Outcode || row.Outcode == rows[i-1].Outcode && row.Week < rows[i-1].Week) {
			t.Errorf("room %d is out of order", i)
		}
		detail := must[marketplace.RoomDetail](t)(s.RoomDetail(ctx, row.Room))
		if detail.StateNow != row.State || len(detail.Busy) != len(r.Busy(w.Instant())) || detail.Title != row.Title || detail.Mine {
			t.Errorf("the page of room %s does not agree with its row: %+v", row.Room, detail)
		}
	}
	for state, want := range states {
		if n := must[int](t)(s.CountRooms(ctx, marketplace.RoomFilter{State: &state})); n != want {
			t.Errorf("%d rooms are %s, counted %d", want, state, n)
		}
	}
	if n := must[int](t)(s.CountRooms(ctx, marketplace.RoomFilter{Reprice: true})); n != reprice {
		t.Errorf("%d rooms are to re-price, counted %d", reprice, n)
	}
}

func checkBookings(t *testing.T, w *markettest.World, s *sqlite.Store) {
	rows := pages(t, func(limit, offset int) ([]marketplace.BookingRow, error) {
		return s.Bookings(ctx, marketplace.BookingFilter{Limit: limit, Offset: offset})
	})
	states, all := map[marketplace.BookingState]int{}, 0
	for _, id := range w.RoomIDs() {
		all += len(w.Room(id).Bookings)
	}
	if n := must[int](t)(s.CountBookings(ctx, marketplace.BookingFilter{})); n != all || len(rows) != all {
		t.Errorf("%d bookings, counted %d, listed %d", all, n, len(rows))
	}
	if all < 20 {
		t.Errorf("a history with %d bookings shows little", all)
	}
	for i, row := range rows {
		b, r := w.Booking(row.Booking), w.Room(row.Room)
		_, change := b.OpenChange(w.Instant())
		states[row.State]++
		if row.State != b.StateAt(w.Instant()) || row.Dates != b.Dates || row.Week != b.Week || row.ArrivedOn != b.ArrivedOn || row.LeftOn != b.LeftOn ||
			row.People != len(b.Facts.People) || row.Group != b.Facts.Groups[0] || row.Arrival != b.Facts.People[0] || row.HasChange != change ||
			row.GuestOrg != b.Facts.GuestOrg || row.HostOrg != r.Facts.HostOrg || row.RTRSeen != (len(b.RightToRent) > 0) || row.Side != marketplace.SideNone {
			t.Errorf("booking %+v\nis by its fold %+v", row, b)
		}
		if lapses := b.Lapses(); lapses >= w.Instant() && row.Deadline != lapses && !change {
			t.Errorf("booking %s lapses at %s, not %s", row.Booking, lapses, row.Deadline)
		}
		if i > 0 && row.Dates.From > rows[i-1].Dates.From {
			t.Errorf("booking %d is out of order", i)
		}
		if row.Guest == "" || strings.Contains(row.Guest, "Adaeze") {
			t.Errorf("who may not open names sees %q", row.Guest)
		}
	}
	for state, want := range states {
		f := marketplace.BookingFilter{States: []marketplace.BookingState{state}}
		if n := must[int](t)(s.CountBookings(ctx, f)); n != want {
			t.Errorf("%d bookings are %s, counted %d", want, state, n)
		}
	}
	if len(rows) > 0 {
		d := must[marketplace.BookingDetail](t)(s.BookingDetail(ctx, rows[0].Booking))
		if d.State != rows[0].State || len(d.Steps) == 0 || len(d.Actions) != 0 || d.Address != "" {
			t.Errorf("the page of a booking for a stranger says %+v", d)
		}
	}
}

func checkArrivals(t *testing.T, w *markettest.World, s *sqlite.Store) {
	without := 0
	beds := map[marketplace.ID][]*marketplace.Booking{}
	for _, id := range w.RoomIDs() {
		for _, b := range w.Room(id).Bookings {
			for _, p := range b.Facts.People {
				beds[p] = append(beds[p], b)
			}
		}
	}
	hasBed := []marketplace.BookingState{
		marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived, marketplace.StateCompleted,
		marketplace.StateEndedEarly, marketplace.StateMoved,
	}
	for _, sort := range []string{"at", "name", "bed", "group"} {
		rows := pages(t, func(limit, offset int) ([]marketplace.ArrivalRow, error) {
			return s.Arrivals(ctx, marketplace.ArrivalFilter{Closed: true, Sort: sort, Desc: sort == "bed", Limit: limit, Offset: offset})
		})
		if len(rows) != len(w.ArrivalIDs()) {
			t.Errorf("by %s %d of %d arrivals are listed", sort, len(rows), len(w.ArrivalIDs()))
		}
		if sort != "at" {
			continue
		}
		for _, row := range rows {
			a := w.Arrival(row.Arrival)
			if row.Org != a.Facts.Org || row.At != a.Facts.At || row.Nights != a.Facts.Nights || row.Closed != a.Closed || row.Name != row.Alias || row.Alias == "" {
				t.Errorf("arrival %+v\nis by its fold %+v", row, a.Facts)
			}
			bed := slices.ContainsFunc(beds[row.Arrival], func(b *marketplace.Booking) bool { return slices.Contains(hasBed, b.StateAt(w.Instant())) })
			if !bed && !a.Closed {
				without++
			}
			if bed && (row.Booking.IsZero() || !slices.Contains(hasBed, row.BedState) && row.BedState != marketplace.StateRequested) {
				t.Errorf("arrival %s has a bed: %+v", row.Arrival, row)
			}
			if !row.Booking.IsZero() && w.Booking(row.Booking).StateAt(w.Instant()) != row.BedState {
				t.Errorf("arrival %s: the bed is %s", row.Arrival, row.BedState)
			}
		}
	}
	if n := must[int](t)(s.CountArrivals(ctx, marketplace.ArrivalFilter{WithoutBed: true})); n != without {
		t.Errorf("%d arrivals are without a bed, counted %d", without, n)
	}
}

func checkOffers(t *testing.T, w *markettest.World, s *sqlite.Store) {
	rows := pages(t, func(limit, offset int) ([]marketplace.OfferRow, error) {
		return s.Offers(ctx, marketplace.OfferFilter{Limit: limit, Offset: offset})
	})
	if len(rows) != len(w.OfferIDs()) {
		t.Errorf("%d of %d offers are listed", len(rows), len(w.OfferIDs()))
	}
	if len(rows) < 3 {
		t.Errorf("a history with %d offers shows little", len(rows))
	}
	for _, row := range rows {
		o := w.Offer(row.Offer)
		if row.State != o.StateAt(w.Instant()) || row.Taken != o.Taken() || row.Facts.Kind != o.Facts.Kind || !slices.Equal(row.Facts.Airports, o.Facts.Airports) {
			t.Errorf("offer %+v\nis by its fold %+v, %s", row, o, o.StateAt(w.Instant()))
		}
		d := must[marketplace.OfferDetail](t)(s.OfferDetail(ctx, row.Offer))
		if len(d.Pairings) != len(o.Pairings) {
			t.Errorf("offer %s shows %d of %d pairings", row.Offer, len(d.Pairings), len(o.Pairings))
		}
		for _, p := range d.Pairings {
			want := w.Pairing(p.Pairing)
			if p.State != want.StateAt(w.Instant()) || p.Arrival != want.Facts.Arrival || len(p.Contacts) != len(want.Contacts) {
				t.Errorf("pairing %+v\nis by its fold %+v", p, want)
			}
		}
	}
}

func checkNights(t *testing.T, w *markettest.World, s *sqlite.Store) {
	var stays []marketplace.Stay
	for _, id := range w.RoomIDs() {
		stays = append(stays, marketplace.StaysOf(w.System(), w.Room(id), w.Today())...)
	}
	for _, f := range []marketplace.NightsFilter{
		{},
		{By: marketplace.ByMonth},
		{By: marketplace.ByMonth | marketplace.ByHostOrg | marketplace.ByGuestOrg | marketplace.ByArea | marketplace.ByGroup, Follow: true},
		{By: marketplace.ByGuestOrg, HostOrg: "RA2", From: w.Today() - 60, To: w.Today() + 30},
	} {
		got, want := must[[]marketplace.NightsRow](t)(s.Nights(ctx, f)), marketplace.GroupNights(stays, f, w.System())
		if !slices.Equal(got, want) {
			t.Errorf("the ledger by %+v is\n%+v instead of\n%+v", f, got, want)
		}
	}
	all := must[[]marketplace.Stay](t)(s.Stays(ctx, marketplace.NightsFilter{}))
	nights := 0
	for i := range all {
		nights += all[i].Slept.Nights()
		if all[i].Title == "" || all[i].Guest == "" {
			t.Errorf("the stay %+v has no title or guest", all[i])
		}
		all[i].Title, all[i].Guest = "", ""
	}
	want := marketplace.SelectStays(stays, marketplace.NightsFilter{}, w.System())
	slices.SortFunc(want, func(a, b marketplace.Stay) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), slices.Compare(a.Booking[:], b.Booking[:]))
	})
	if diff := gocmp.Diff(want, all); diff != "" {
		t.Errorf("behind the figures stands (- by the folds, + by the store):\n%s", diff)
	}
	if rows := must[[]marketplace.NightsRow](t)(s.Nights(ctx, marketplace.NightsFilter{})); len(rows) > 0 && rows[0].Nights != nights {
		t.Errorf("behind %d nights stand stays with %d", rows[0].Nights, nights)
	}
}

func first(s marketplace.Stay) marketplace.Date {
	if s.Slept.Nights() > 0 {
		return s.Slept.From
	}
	return s.Planned.From
}

// A room is found exactly when asking for it would not be refused.
func TestSearchFindsWhatMayBeAskedFor(t *testing.T) {
	w, s := past(t, markettest.HistoryOptions{Seed: 2, Rooms: 24, Days: 120}, func(w *markettest.World) {
		for i, id := range w.RoomIDs() {
			if i%3 == 0 {
				_, _ = w.Founder.Try(marketplace.RequestBooking{Room: id, Arrivals: []marketplace.ID{w.Founder.Arrival()}, Dates: w.Stay(30+i, 20)})
			}
		}
	})
	random := rand.New(rand.NewPCG(5, 5))
	lead := w.Founder
	arrival := lead.Arrival()
	found, refused, questions := 0, 0, 0
	for i := range 60 {
		if i%20 == 10 {
			w.Advance(50 * 24 * time.Hour)
		}
		dates := w.Stay(random.IntN(90), 1+random.IntN(60))
		search := marketplace.RoomSearch{Dates: dates, Near: i%2 == 0, Lat: 51.2 + random.Float64()/5, Lon: -0.8 + random.Float64()/2, Limit: 500}
		hits := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, search))
		there := map[marketplace.ID]bool{}
		for n, h := range hits {
			there[h.Room] = true
			asked := 0
			for _, b := range w.Room(h.Room).Bookings {
				if b.StateAt(w.Instant()) == marketplace.StateRequested && b.Dates.Overlaps(dates) {
					asked++
				}
			}
			if h.Asked != asked {
				t.Errorf("%d ask for hit %d, not %d", asked, n, h.Asked)
			}
			questions += asked
			switch {
			case n == 0:
			case search.Near && h.DistanceKM < hits[n-1].DistanceKM:
				t.Errorf("hit %d is nearer than the one before", n)
			case !search.Near && h.Week < hits[n-1].Week:
				t.Errorf("hit %d is cheaper than the one before", n)
			}
		}
		for _, id := range w.RoomIDs() {
			_, err := marketplace.RequestBooking{Room: id, Arrivals: []marketplace.ID{arrival}, Dates: dates}.Decide(lead.View())
			if (err == nil) != there[id] {
				t.Errorf("%s: found %v, but asking says %v", w.Room(id).Facts.Outcode, there[id], err)
			}
			if err == nil {
				found++
			} else {
				refused++
			}
		}
		fewer := search
		fewer.Limit = 3
		some := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, fewer))
		if !slices.Equal(some, hits[:min(3, len(hits))]) {
			t.Errorf("the first three of %d are others than when only three are wanted", len(hits))
		}
	}
	if found == 0 || refused == 0 || questions == 0 {
		t.Errorf("nothing was compared: %d found, %d refused, %d asked for", found, refused, questions)
	}
}

func TestSearchFilters(t *testing.T) {
	w, s := past(t, markettest.HistoryOptions{Seed: 4, Rooms: 30, Days: 20})
	dates := w.Stay(60, 28)
	all := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, marketplace.RoomSearch{Dates: dates, Near: true, Lat: 51.3, Lon: -0.4}))
	if len(all) < 10 {
		t.Fatalf("only %d rooms to choose from", len(all))
	}
	for name, c := range map[string]struct {
		search marketplace.RoomSearch
		keep   func(marketplace.RoomHit) bool
	}{
		"features":     {marketplace.RoomSearch{Features: marketplace.Wifi | marketplace.Garden}, func(h marketplace.RoomHit) bool { return h.Features.Has(marketplace.Wifi | marketplace.Garden) }},
		"rent":         {marketplace.RoomSearch{MaxWeek: 10000}, func(h marketplace.RoomHit) bool { return h.Week <= 10000 }},
		"distance":     {marketplace.RoomSearch{WithinKM: 12}, func(h marketplace.RoomHit) bool { return h.DistanceKM <= 12 }},
		"bathroom":     {marketplace.RoomSearch{Bathroom: marketplace.BathroomPrivate}, func(h marketplace.RoomHit) bool { return h.Bathroom == marketplace.BathroomPrivate }},
		"organisation": {marketplace.RoomSearch{HostOrg: "RXX"}, func(h marketplace.RoomHit) bool { return h.HostOrg == "RXX" }},
		"supply":       {marketplace.RoomSearch{Supply: []marketplace.Supply{marketplace.SupplyHome}}, func(marketplace.RoomHit) bool { return true }},
		"other supply": {marketplace.RoomSearch{Supply: []marketplace.Supply{marketplace.SupplyTrust, marketplace.SupplyUniversity}}, func(marketplace.RoomHit) bool { return false }},
		"two guests":   {marketplace.RoomSearch{Guests: 2}, func(marketplace.RoomHit) bool { return false }},
	} {
		t.Run(name, func(t *testing.T) {
			c.search.Dates, c.search.Near, c.search.Lat, c.search.Lon = dates, true, 51.3, -0.4
			got := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, c.search))
			want := slices.DeleteFunc(slices.Clone(all), func(h marketplace.RoomHit) bool { return !c.keep(h) })
			if !slices.Equal(got, want) {
				t.Errorf("found %d instead of %d:\n%s", len(got), len(want), fmt.Sprintln(got, want))
			}
		})
	}
}

func TestSearchRefusesNonsense(t *testing.T) {
	s, _ := found(t)
	for name, search := range map[string]marketplace.RoomSearch{
		"backwards": {Dates: marketplace.Range{From: date(2027, 1, 4), To: date(2026, 12, 7)}},
		"for ever":  {Dates: marketplace.Range{From: date(2027, 1, 4), To: date(2037, 1, 4)}},
		"nowhere":   {Near: true, Lat: 151},
	} {
		if _, err := s.FindRooms(ctx, search); marketplace.CodeOf(err) != marketplace.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What was projected entry by entry, in whatever order the entries came, is what a rebuild makes of all of them; also
// where a revocation took back what had been projected.
func TestProjectionsAreThoseOfARebuild(t *testing.T) {
	revoke := func(w *markettest.World) {
		for _, i := range []int{4, 5} { // two hosts: one never was, the other ended halfway
			w.Founder.Write(marketplace.Draft{
				Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: w.Devices[i].ID, LastGood: uint64(40 * (i - 4))},
			})
		}
	}
	for name, next := range map[string]func(*markettest.World){"a history": func(*markettest.World) {}, "with revocations": revoke} {
		t.Run(name, func(t *testing.T) {
			w, s := past(t, markettest.HistoryOptions{Seed: 6, Rooms: 12, Days: 150}, next)
			before := must[[]string](t)(s.Dump(ctx))
			if err := s.Rebuild(ctx); err != nil {
				t.Fatal(err)
			}
			after := must[[]string](t)(s.Dump(ctx))
			if diff := gocmp.Diff(after, before); diff != "" {
				t.Errorf("the projections (+) are not those of a rebuild (-):\n%s", diff)
			}
			if len(after) < 300 {
				t.Errorf("%d rows show little", len(after))
			}
			if n := must[int](t)(s.CountRooms(ctx, marketplace.RoomFilter{})); n != len(w.RoomIDs()) {
				t.Errorf("%d rooms of %d", n, len(w.RoomIDs()))
			}
		})
	}
}
