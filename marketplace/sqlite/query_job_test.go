package sqlite_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

var ctx = context.Background()

func date(y int, m time.Month, d int) marketplace.Date { return marketplace.NewDate(y, m, d) }

// room is a room of the founder's own that is ready to go live, near the Royal Surrey County Hospital.
func room(edit ...func(*marketplace.ListRoom)) marketplace.ListRoom {
	c := marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -61}, Area: "Guildford", Bed: marketplace.BedDouble,
			Bathroom: marketplace.BathroomPrivate, Shared: marketplace.SharedYes, Features: marketplace.Wifi | marketplace.Desk | marketplace.Lock,
			Guards: marketplace.Furnished,
		},
		Words:   marketplace.RoomWords{Title: "Quiet room near the hospital", Description: "On the second floor.", HouseRules: "No shoes indoors."},
		Contact: marketplace.RoomContact{Phone: "01483 555 0123", DoorNotes: "The blue door.", Email: "host@example.org"},
		Safety:  marketplace.RoomSafety{VouchedBy: "Ward manager", NoGas: true, SmokeAlarm: date(2026, 10, 1), COAlarm: date(2026, 10, 1), Electrical: date(2025, 3, 1)},
		Week:    11000, Live: true,
	}
	for _, f := range edit {
		f(&c)
	}
	return c
}

// lodging is a room in a home of the founder's.
func lodging(t testing.TB, s *sqlite.Store, edit ...func(*marketplace.ListRoom)) marketplace.ID {
	t.Helper()
	home := do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford GU2 7XX"}).Began[0]
	return do(t, s, room(append([]func(*marketplace.ListRoom){func(c *marketplace.ListRoom) { c.Facts.Home = home }}, edit...)...)).Began[0]
}

// nurse is an arrival of the founder's organisation, at six in the morning.
func nurse(on marketplace.Date, given, family string, edit ...func(*marketplace.RecordArrival)) marketplace.RecordArrival {
	y, m, d := on.Time().Date()
	c := marketplace.RecordArrival{
		Facts: marketplace.ArrivalFacts{
			Group: "nurse", Route: marketplace.RouteInternational, Airport: "LHR", Nights: 28,
			At: marketplace.InstantOf(time.Date(y, m, d, 6, 5, 0, 0, marketplace.London)),
		},
		Personal: marketplace.Personal{Given: given, Family: family, Flight: "BA 076", Email: "nurse@example.org", Reference: "A001"},
	}
	for _, f := range edit {
		f(&c)
	}
	return c
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (c *clock) set(on marketplace.Date) { c.now = on.Time().Add(9 * time.Hour) }

// The main job on one machine: listed, found, asked for, accepted, confirmed, lived in, counted.
func TestMainJobIsSeenInEveryQuery(t *testing.T) {
	s, c := found(t)
	r := lodging(t, s)
	arrival := do(t, s, nurse(date(2026, 12, 7), "Adaeze", "Nwosu")).Began[0]
	stay := marketplace.Range{From: date(2026, 12, 7), To: date(2027, 1, 4)}

	search := marketplace.RoomSearch{Dates: stay, Near: true, Lat: 51.2405, Lon: -0.6052, Features: marketplace.Wifi | marketplace.Desk, MaxWeek: 11500}
	hits := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, search))
	if len(hits) != 1 || hits[0].Room != r || hits[0].Title != "Quiet room near the hospital" || hits[0].HostName != "Maya Okafor" ||
		hits[0].CapWeek != 11771 || hits[0].AvgWeek != 13079 || hits[0].DistanceKM <= 0 || hits[0].DistanceKM > 2 || hits[0].Asked != 0 {
		t.Fatalf("the search found %+v", hits)
	}
	today := must[marketplace.Today](t)(s.Today(ctx))
	if today.TotalTasks != 0 || today.FreeTonight != 1 {
		t.Fatalf("before anything is due the home page says %+v", today)
	}

	b := do(t, s, marketplace.RequestBooking{Room: r, Arrivals: []marketplace.ID{arrival}, Dates: stay, Note: "She lands at six."}).Began[0]
	c.now = c.now.Add(time.Hour)
	if hits := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, search)); len(hits) != 1 || hits[0].Asked != 0 {
		t.Fatalf("a requested room stays to be had, and one's own request is none of others: %+v", hits)
	}
	if task := onlyTask(t, s); task.Kind != marketplace.TaskAnswerRequest || task.About != b ||
		task.Title != "Adaeze Nwosu asks for your room from 7 December 2026 to 4 January 2027" || task.Due == 0 || task.Overdue {
		t.Fatalf("the host's task is %+v", task)
	}
	do(t, s, marketplace.AcceptBooking{Booking: b})
	if hits := must[[]marketplace.RoomHit](t)(s.FindRooms(ctx, search)); len(hits) != 0 {
		t.Fatalf("an accepted room is still found: %+v", hits)
	}
	if task := onlyTask(t, s); task.Kind != marketplace.TaskConfirmBooking {
		t.Fatalf("the lead's task is %+v", task)
	}
	d := must[marketplace.BookingDetail](t)(s.BookingDetail(ctx, b))
	if d.State != marketplace.StateAccepted || d.Total != 44000 || !d.KeptHere || d.KeeperName != "Maya Okafor" || d.Note != "She lands at six." ||
		!slices.Equal(d.Names, []string{"Adaeze Nwosu"}) || d.LeadName != "Maya Okafor" || !slices.Contains(d.Actions, marketplace.ActConfirm) {
		t.Fatalf("the booking's page says %+v", d)
	}
	do(t, s, marketplace.ConfirmBooking{Booking: b})
	do(t, s, marketplace.WriteLetter{About: b, Text: "Who meets her at the door?"})
	d = must[marketplace.BookingDetail](t)(s.BookingDetail(ctx, b))
	if d.Address != "1 Mill Lane, Guildford GU2 7XX" || d.Phone != "01483 555 0123" || d.DoorNotes != "The blue door." || d.HostEmail != "host@example.org" {
		t.Fatalf("how to get in: %+v", d)
	}
	if d.RTRFrom != date(2026, 11, 9) || !d.RTRNeeded || d.Occupier != marketplace.SharedYes {
		t.Fatalf("right to rent from %s, needed %v; shared %v", d.RTRFrom, d.RTRNeeded, d.Occupier)
	}
	if len(d.Steps) < 3 || d.Steps[1].Who != "Maya Okafor" || d.Steps[1].What != "accepted" {
		t.Fatalf("the steps are %+v", d.Steps)
	}
	thread := must[[]marketplace.Letter](t)(s.Thread(ctx, b))
	if len(thread) != 1 || thread[0].Text != "Who meets her at the door?" || !thread[0].Mine || thread[0].From != "Maya Okafor" {
		t.Fatalf("the thread is %+v", thread)
	}
	if other := must[[]marketplace.Letter](t)(s.Thread(ctx, r)); len(other) != 0 {
		t.Fatalf("a thread of nothing has %+v", other)
	}

	c.set(date(2026, 12, 8))
	kinds := taskKinds(t, s)
	if !slices.Equal(kinds, []marketplace.TaskKind{marketplace.TaskRightToRent, marketplace.TaskMarkArrived}) {
		t.Fatalf("on the day after the first night the tasks are %v", kinds)
	}
	do(t, s, marketplace.MarkArrived{Booking: b, On: date(2026, 12, 7)})
	do(t, s, seen{r, b, date(2026, 12, 8)})
	c.set(date(2026, 12, 20))
	today = must[marketplace.Today](t)(s.Today(ctx))
	if today.TotalTasks != 0 || today.StayingNow != 1 || today.FreeTonight != 0 || today.NightsMonth != 13 {
		t.Fatalf("during the stay the home page says %+v", today)
	}
	rows := must[[]marketplace.NightsRow](t)(s.Nights(ctx, marketplace.NightsFilter{By: marketplace.ByMonth}))
	if len(rows) != 2 || rows[0].Nights != 13 || rows[0].Planned != 12 || rows[1].Planned != 3 || rows[0].People != 1 || rows[0].Saving != 13*(13079-11000)/7 {
		t.Fatalf("the ledger is %+v", rows)
	}
	stays := must[[]marketplace.Stay](t)(s.Stays(ctx, marketplace.NightsFilter{WithMonth: date(2026, 12, 1)}))
	if len(stays) != 1 || stays[0].Booking != b || stays[0].Room != r || stays[0].Guest != "Adaeze Nwosu" || stays[0].Slept.Nights() != 13 ||
		stays[0].Title != "Quiet room near the hospital" {
		t.Fatalf("behind the figure stand %+v", stays)
	}
	years := must[[]marketplace.HostYear](t)(s.HostYears(ctx, marketplace.ID{}))
	if len(years) != 1 || years[0].Year != "2026-27" || years[0].Expected != 44000 || years[0].Limit != 750000 {
		t.Fatalf("the host's year is %+v", years)
	}
	c.set(date(2027, 1, 4))
	if task := onlyTask(t, s); task.Kind != marketplace.TaskMarkLeft {
		t.Fatalf("on the last morning the task is %+v", task)
	}
	do(t, s, marketplace.MarkLeft{Booking: b})
	if row := onlyBooking(t, s, marketplace.BookingFilter{}); row.State != marketplace.StateCompleted || row.LeftOn != date(2027, 1, 4) || !row.RTRSeen {
		t.Fatalf("at the end the booking is %+v", row)
	}
}

func onlyTask(t *testing.T, s *sqlite.Store) marketplace.Task {
	t.Helper()
	today := must[marketplace.Today](t)(s.Today(ctx))
	if len(today.Tasks) != 1 || today.TotalTasks != 1 {
		t.Fatalf("one task was due, not %+v", today.Tasks)
	}
	return today.Tasks[0]
}

func taskKinds(t *testing.T, s *sqlite.Store) []marketplace.TaskKind {
	t.Helper()
	var kinds []marketplace.TaskKind
	for _, task := range must[marketplace.Today](t)(s.Today(ctx)).Tasks {
		kinds = append(kinds, task.Kind)
		if task.Title == "" || task.Detail == "" || strings.Contains(task.Title, "%!") || strings.Contains(task.Detail, "%!") {
			t.Errorf("the words of %s are %q, %q", task.Kind, task.Title, task.Detail)
		}
	}
	return kinds
}

func onlyBooking(t *testing.T, s *sqlite.Store, f marketplace.BookingFilter) marketplace.BookingRow {
	t.Helper()
	rows := must[[]marketplace.BookingRow](t)(s.Bookings(ctx, f))
	n := must[int](t)(s.CountBookings(ctx, f))
	if len(rows) != 1 || n != 1 {
		t.Fatalf("one booking was expected, not %d (counted %d)", len(rows), n)
	}
	return rows[0]
}

// seen records a right to rent check.
type seen struct {
	room, booking marketplace.ID
	on            marketplace.Date
}

func (c seen) Decide(v marketplace.View) ([]marketplace.Draft, error) {
	return []marketplace.Draft{{Subject: c.room, Fact: &marketplace.RightToRentSeen{Booking: c.booking, On: c.on, By: v.Actor().Person}}}, nil
}

// An id that nothing goes by is an error with a sentence, an empty list is not.
func TestNothingHere(t *testing.T) {
	s, _ := found(t)
	none := marketplace.ID{1, 2, 3}
	for name, ask := range map[string]func() error{
		"room":    func() error { _, err := s.RoomDetail(ctx, none); return err },
		"booking": func() error { _, err := s.BookingDetail(ctx, none); return err },
		"arrival": func() error { _, err := s.ArrivalDetail(ctx, none); return err },
		"offer":   func() error { _, err := s.OfferDetail(ctx, none); return err },
		"photo":   func() error { _, err := s.Photo(ctx, marketplace.BlobID{1}); return err },
	} {
		if err := ask(); !errors.Is(err, marketplace.ErrNotFound) || !strings.Contains(marketplace.Sentence(err), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, count := range map[string]func() (int, error){
		"rooms": func() (int, error) { r, err := s.Rooms(ctx, marketplace.RoomFilter{}); return len(r), err },
		"found": func() (int, error) {
			r, err := s.FindRooms(ctx, marketplace.RoomSearch{Near: true, Lat: 51})
			return len(r), err
		},
		"bookings": func() (int, error) {
			r, err := s.Bookings(ctx, marketplace.BookingFilter{Mine: true})
			return len(r), err
		},
		"arrivals": func() (int, error) {
			r, err := s.Arrivals(ctx, marketplace.ArrivalFilter{Sort: "name"})
			return len(r), err
		},
		"offers": func() (int, error) { r, err := s.Offers(ctx, marketplace.OfferFilter{}); return len(r), err },
		"pairings": func() (int, error) {
			r, err := s.Pairings(ctx, marketplace.PairingFilter{Mine: true})
			return len(r), err
		},
		"nights": func() (int, error) {
			r, err := s.Nights(ctx, marketplace.NightsFilter{By: marketplace.ByMonth})
			return len(r), err
		},
		"stays":  func() (int, error) { r, err := s.Stays(ctx, marketplace.NightsFilter{}); return len(r), err },
		"homes":  func() (int, error) { r, err := s.Homes(ctx); return len(r), err },
		"audit":  func() (int, error) { r, err := s.Audit(ctx); return len(r), err },
		"thread": func() (int, error) { r, err := s.Thread(ctx, none); return len(r), err },
	} {
		if n, err := count(); n != 0 || err != nil {
			t.Errorf("%s: %d rows, %v", name, n, err)
		}
	}
}
