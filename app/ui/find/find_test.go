package find_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/find"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// day is a date of the winter in which the invented arrivals come.
func day(d int, m time.Month) marketplace.Date {
	y := 2026
	if m < time.June {
		y = 2027
	}
	return marketplace.NewDate(y, m, d)
}

// market is six invented rooms around Guildford and one in Redhill, with two arrivals.
func market() *fake {
	blob := func(n byte) marketplace.BlobID { return marketplace.BlobID{n} }
	hit := func(n byte, title, outcode string, week marketplace.Pence, f marketplace.Features, more func(*marketplace.RoomHit)) marketplace.RoomHit {
		h := marketplace.RoomHit{
			Room: id(n), Title: title, Outcode: outcode, Area: "Guildford", Week: week, CapWeek: 11771, AvgWeek: 13079, Features: f,
			Bathroom: marketplace.BathroomShared, Bed: marketplace.BedDouble, HostOrg: "RA2", HostName: "Siân Rees", Photo: blob(n),
		}
		if more != nil {
			more(&h)
		}
		return h
	}
	all := marketplace.Wifi | marketplace.Kitchen | marketplace.Washer | marketplace.NoSmoking
	f := &fake{rooms: []room{
		{RoomHit: hit(1, "Quiet double room near the hospital", "GU2", 9600, all|marketplace.Desk|marketplace.Lock, nil), lat: 51.24, lon: -0.60},
		{RoomHit: hit(2, "Garden room with its own bathroom", "GU2", 11500, all|marketplace.Desk|marketplace.Parking|marketplace.Garden, func(h *marketplace.RoomHit) {
			h.Bathroom, h.Asked, h.HostName = marketplace.BathroomPrivate, 1, "Amara Obi"
		}), lat: 51.25, lon: -0.62},
		{RoomHit: hit(3, "Single room, Stag Hill Court", "GU2", 10200, all|marketplace.Desk|marketplace.Lock|marketplace.Bicycle, func(h *marketplace.RoomHit) {
			h.Supply, h.HostOrg, h.HostName, h.Bed = marketplace.SupplyUniversity, "UNIS", "", marketplace.BedSingle
		}), lat: 51.243, lon: -0.59},
		{RoomHit: hit(4, "Room in a family house", "GU1", 8800, all|marketplace.HalalKitchen|marketplace.ChildrenWelcome, func(h *marketplace.RoomHit) {
			h.Pending, h.HostName, h.Photo = true, "", marketplace.BlobID{}
		}), lat: 51.24, lon: -0.56, busy: []marketplace.Range{{From: day(3, time.January), To: day(20, time.January)}}},
		{RoomHit: hit(5, "Loft room with a desk", "GU4", 9900, all|marketplace.Desk|marketplace.BusNearby, nil), lat: 51.26, lon: -0.52},
		{RoomHit: hit(6, "Double room by the common", "GU7", 13200, all|marketplace.Parking|marketplace.TrainNearby, nil), lat: 51.19, lon: -0.61},
		{RoomHit: hit(7, "Halal household near East Surrey Hospital", "RH1", 10500, all|marketplace.HalalKitchen, func(h *marketplace.RoomHit) {
			h.Area, h.HostOrg, h.HostName = "Crawley & Reigate", "RTP", "Farah Khan"
		}), lat: 51.24, lon: -0.17},
	}}
	f.arrivals = []marketplace.ArrivalRow{
		{
			Arrival: id(101), Name: "Ngozi Adeyemi", Org: "RA2", Site: "RA201", Group: "nurse", At: marketplace.InstantOf(time.Date(2026, 12, 7, 6, 5, 0, 0, time.UTC)),
			Airport: "LHR", Nights: 28, Needs: marketplace.NeedHalalKitchen | marketplace.NeedQuiet, Budget: 12000,
		},
		{Arrival: id(102), Name: "Jun Tanaka", Org: "RA2", Site: "RA201", Group: "ahp", At: marketplace.InstantOf(time.Date(2027, 1, 18, 14, 0, 0, 0, time.UTC)), Nights: 42},
	}
	return f
}

var stay = ui.To(ui.PageFind).Set("near", "RA201").Set("arrive", "2026-12-07").Set("leave", "2027-01-04")

// open shows the page for a route, on a desk that records.
func open(t *testing.T, m *fake, r ui.Route) (*uitest.Desk, fyne.CanvasObject) {
	t.Helper()
	d := uitest.New(t)
	d.Put(find.New(d, m, r))
	return d, d.Window().Content()
}

func wants(t *testing.T, in fyne.CanvasObject, words ...string) {
	t.Helper()
	shown := textOf(in)
	for _, w := range words {
		if !strings.Contains(shown, w) {
			t.Errorf("the page does not say %q. It says: %s", w, shown)
		}
	}
}

func lacks(t *testing.T, in fyne.CanvasObject, words ...string) {
	t.Helper()
	shown := textOf(in)
	for _, w := range words {
		if strings.Contains(shown, w) {
			t.Errorf("the page says %q: %s", w, shown)
		}
	}
}

func TestRoomsThatAreFree(t *testing.T) {
	_, page := open(t, market(), stay)
	wants(t, page, "5 rooms free for 28 nights, nearest first", "Quiet double room near the hospital", "About 1 km from Royal Surrey County Hospital",
		"£96.00 a week", "£35 under the area average", "University residence", "University of Surrey", "1 request waits", "Own bathroom",
		"Leave, after 28 nights", "7 December 2026", "4 January 2027")
	lacks(t, page, "Room in a family house", "East Surrey") // one is taken from 3 January, the other too far away
}

func TestBeforeAnyDates(t *testing.T) {
	d, page := open(t, market(), ui.To(ui.PageFind))
	wants(t, page, "7 rooms offered, cheapest first", "Host to complete", "1 colleague who arrives within 21 days has no bed yet.")
	if focused := d.Window().Canvas().Focused(); focused == nil {
		t.Error("the keyboard is nowhere")
	}
}

func TestTypingDatesSearchesAtOnce(t *testing.T) {
	m := market()
	d, page := open(t, m, ui.To(ui.PageFind))
	c := d.Window().Canvas()
	typeIn(c, "7 12 2026")
	c.FocusNext() // the calendar's button
	c.FocusNext()
	typeIn(c, "4 1 2027")
	last := m.searches[len(m.searches)-1]
	if want := (marketplace.Range{From: day(7, time.December), To: day(4, time.January)}); last.Dates != want {
		t.Errorf("asked for %v, want %v", last.Dates, want)
	}
	wants(t, page, "6 rooms free for 28 nights")
	if r := d.Noted[len(d.Noted)-1]; r.Get("arrive") != "2026-12-07" || r.Get("leave") != "2027-01-04" {
		t.Errorf("Back would return to %v", r)
	}
}

func typeIn(c fyne.Canvas, text string) {
	for _, r := range text {
		c.Focused().TypedRune(r)
	}
}

func TestALaterDayOfArrivingKeepsTheNights(t *testing.T) {
	d, page := open(t, market(), stay)
	field := first[*xwidget.DateField](t, page)
	c := d.Window().Canvas()
	c.Focus(field.FocusTarget())
	field.SetText("")
	typeIn(c, "10 1 2027")
	wants(t, page, "Leave, after 28 nights", "7 February 2027")
}

// first is the first shown widget of a type.
func first[T fyne.CanvasObject](t *testing.T, in fyne.CanvasObject) (found T) {
	t.Helper()
	ok := false
	walk(in, func(o fyne.CanvasObject) {
		if v, is := o.(T); is && !ok {
			found, ok = v, true
		}
	})
	if !ok {
		t.Fatalf("there is no %T", found)
	}
	return found
}

func TestAPlaceIsLookedUp(t *testing.T) {
	m := market()
	d, page := open(t, m, ui.To(ui.PageFind).Set("arrive", "2026-12-07").Set("leave", "2027-01-04"))
	c := d.Window().Canvas()
	c.Focus(first[*xwidget.Lookup](t, page))
	typeIn(c, "east surrey h")
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, page, "1 room free for 28 nights", "About 2 km from East Surrey Hospital")
	if last := m.searches[len(m.searches)-1]; !last.Near || last.WithinKM != 20 {
		t.Errorf("asked for %+v", last)
	}
}

func TestRentAndFeatures(t *testing.T) {
	m := market()
	d, page := open(t, m, stay)
	tap(t, page, "Own bathroom, off")
	wants(t, page, "1 room free for 28 nights", "Garden room")
	tap(t, page, "Own bathroom, on")
	tap(t, page, "More")
	tap(t, page, "Bus nearby, off")
	wants(t, page, "1 room free", "Loft room with a desk")
	tap(t, page, "Bus nearby, on")
	tap(t, page, "Fewer")
	lacks(t, page, "Bus nearby")
	c := d.Window().Canvas()
	c.Focus(first[*xwidget.MoneyField](t, page).FocusTarget())
	typeIn(c, "100")
	wants(t, page, "2 rooms free")
	typeIn(c, "x")
	wants(t, page, "5 rooms free")
	for key, want := range map[string]string{"rent": "any", "with": "any", "bathroom": "any", "within": "20"} {
		if got := d.Noted[len(d.Noted)-1].Get(key); got != want {
			t.Errorf("Back would return to %s=%q, want %q", key, got, want)
		}
	}
}

func TestForAnArrival(t *testing.T) {
	m := market()
	d, page := open(t, m, ui.To(ui.PageFind).Set("arrival", id(101).String()))
	wants(t, page, "Find a room for Ngozi Adeyemi", "Nurse. Arrives 7 December 2026, 06:05 at London Heathrow, for Royal Surrey County Hospital.",
		"Needs: halal kitchen and quiet by day.", "Leave, after 28 nights", "Halal kitchen")
	last := m.searches[0]
	if last.Features != marketplace.HalalKitchen || last.MaxWeek != 12000 || last.Dates.Nights() != 28 || !last.Near {
		t.Errorf("asked for %+v", last)
	}
	lacks(t, page, "You have asked")
	tap(t, page, "Halal kitchen, on")
	r := d.Noted[len(d.Noted)-1]
	d2, page2 := open(t, m, r)
	wants(t, page2, "Find a room for Ngozi Adeyemi", "4 rooms free for 28 nights")
	list := first[*xwidget.RowList](t, page2)
	list.OnActivated(0)
	if went := d2.Routes[0]; went.Page != ui.PageRoom || went.ID != id(1) || went.GetID("arrival") != id(101) || went.Get("arrive") != "2026-12-07" {
		t.Errorf("went to %v", went)
	}
}

func TestAnArrivalThatIsAskedForAlready(t *testing.T) {
	m := market()
	m.arrivals[0].Booking, m.arrivals[0].BedState, m.arrivals[0].BedTitle = id(80), marketplace.StateRequested, "Loft room with a desk"
	_, page := open(t, m, ui.To(ui.PageFind).Set("arrival", id(101).String()))
	wants(t, page, "You have asked for “Loft room with a desk” already.")
}

func TestAnArrivalIsChosenFromTheList(t *testing.T) {
	m := market()
	_, page := open(t, m, ui.To(ui.PageFind))
	whom := first[*xwidget.Select](t, page)
	whom.OnChanged(whom.Options[2])
	wants(t, page, "Find a room for Jun Tanaka", "Leave, after 42 nights")
	whom.OnChanged(whom.Options[0])
	wants(t, page, "1 colleague who arrives within 21 days")
}

func TestNoRoomOffersWhatWouldHelp(t *testing.T) {
	m := market()
	_, page := open(t, m, ui.To(ui.PageFind).Set("arrival", id(101).String()))
	wants(t, page, "No room free for 28 nights", "No room within 20 km of Royal Surrey County Hospital is free for all 28 nights with “Halal kitchen” for up to",
		"With one of these changes there is:")
	tap(t, page, "Leave on 3 January 2027: 1 room")
	wants(t, page, "1 room free for 27 nights", "Room in a family house", "3 January 2027")
}

func TestWhatIsOfferedFindsRooms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := market()
		for i := range m.rooms {
			if rapid.Bool().Draw(t, "taken") {
				m.rooms[i].busy = append(m.rooms[i].busy, marketplace.Range{From: day(rapid.IntRange(1, 31).Draw(t, "from"), time.December), To: day(20, time.January)})
			}
		}
		var features marketplace.Features
		for _, f := range marketplace.AllFeatures() {
			if rapid.IntRange(0, 9).Draw(t, "wanted") == 0 {
				features |= f
			}
		}
		c := find.Criteria{
			MaxWeek: marketplace.Pence(rapid.IntRange(80, 140).Draw(t, "rent") * 100), Features: features, Within: 5, Near: "RA201",
			Dates: marketplace.Range{From: day(7, time.December), To: day(4, time.January)},
		}
		ways, err := find.Ways(context.Background(), c, m.FindRooms)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range ways {
			hits, err := m.FindRooms(context.Background(), w.Search)
			if err != nil || len(hits) != w.Rooms || len(hits) == 0 {
				t.Fatalf("%q promises %d rooms and finds %d (%v)", w.Words, w.Rooms, len(hits), err)
			}
		}
	})
}

func TestARouteKeepsWhatWasAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := find.Criteria{
			Near: rapid.SampledFrom([]string{"", "RA201", "GU2", "Guildford (GU)"}).Draw(t, "near"), Within: rapid.IntRange(0, 1000).Draw(t, "within"),
			MaxWeek: marketplace.Pence(rapid.IntRange(0, 100_000).Draw(t, "rent")), Features: marketplace.Features(rapid.Uint32Range(0, 1<<22-1).Draw(t, "features")),
			Dates: marketplace.Range{From: day(rapid.IntRange(1, 31).Draw(t, "from"), time.December), To: day(20, time.January)},
		}
		own := rapid.Bool().Draw(t, "own bathroom")
		if back, ownBack := find.Noted(c, own); back != c || ownBack != own {
			t.Fatalf("%+v (%v) comes back as %+v (%v)", c, own, back, ownBack)
		}
	})
}

func TestNothingIsListedYet(t *testing.T) {
	d, page := open(t, &fake{}, ui.To(ui.PageFind))
	wants(t, page, "No rooms are offered yet", "List a room")
	tap(t, page, "Import rooms")
	if r := d.Routes[0]; r.Page != ui.PageImport || r.Get("what") != "rooms" {
		t.Errorf("went to %v", r)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	m := market()
	m.err = marketplace.Errorf(marketplace.Unavailable, "The disk is full. Free some space and try again.")
	_, page := open(t, m, stay)
	wants(t, page, "The rooms cannot be shown", "The disk is full. Free some space and try again.")
	m.err = nil
	tap(t, page, "Try again")
	wants(t, page, "5 rooms free for 28 nights")
}

func TestAnArrivalThatIsNotHere(t *testing.T) {
	d, page := open(t, market(), stay.Set("arrival", id(99).String()))
	wants(t, page, "5 rooms free for 28 nights")
	if len(d.Failed) != 1 {
		t.Errorf("said %v", d.Failed)
	}
}

func TestTicksLeadToTheComparison(t *testing.T) {
	d, page := open(t, market(), stay)
	list := first[*xwidget.RowList](t, page)
	list.OnTick(0)
	wants(t, page, "Tick one or two more to compare")
	lacks(t, page, "Compare 1", "Compare 2")
	list.OnTick(1)
	list.OnTick(2)
	list.OnTick(3)
	if len(d.Toasts) != 1 || !strings.Contains(d.Toasts[0], "three rooms at a time") {
		t.Errorf("said %q", d.Toasts)
	}
	list.OnTick(2)
	tap(t, page, "Compare 2")
	r := d.Routes[0]
	if r.Page != ui.PageCompare || len(strings.Split(r.Get("rooms"), ",")) != 2 || r.Get("arrive") != "2026-12-07" {
		t.Errorf("went to %v", r)
	}
	if back := d.Noted[len(d.Noted)-1]; back.Get("rooms") != r.Get("rooms") {
		t.Errorf("Back would return to %v", back)
	}
}

func TestReloadKeepsTheRowAndWhatIsTyped(t *testing.T) {
	m := market()
	d := uitest.New(t)
	s := find.New(d, m, stay)
	d.Put(s)
	page := d.Window().Content()
	list := first[*xwidget.RowList](t, page)
	list.Select(3)
	m.rooms = slices.Delete(m.rooms, 0, 1) // the nearest is taken meanwhile
	s.(ui.Reloader).Reload(marketplace.Change{})
	if list.Current() != 2 {
		t.Errorf("the current row is %d, want the room that was current", list.Current())
	}
	wants(t, page, "4 rooms free for 28 nights")
}

func TestRoomsThatComeAndGoDoNotMoveTheList(t *testing.T) {
	m := market()
	for n := range 40 {
		r := m.rooms[4]
		r.Room, r.Title = marketplace.ID{9, byte(n)}, fmt.Sprintf("Room %d", n)
		m.rooms = append(m.rooms, r)
	}
	d := uitest.New(t)
	s := find.New(d, m, stay)
	d.Put(s)
	list := first[*xwidget.RowList](t, d.Window().Content())
	list.Select(2)
	list.ScrollToOffset(104 * 20)
	seen := textOf(list)
	nearer := m.rooms[0]
	nearer.Room, nearer.Title = marketplace.ID{8}, "A nearer room"
	for _, c := range []struct {
		name    string
		change  func()
		current int
	}{
		{"one comes above", func() { m.rooms = slices.Insert(m.rooms, 0, nearer) }, 3},
		{"two go above", func() { m.rooms = slices.Delete(m.rooms, 0, 2) }, 1},
		{"one comes below", func() { m.rooms = append(m.rooms, m.rooms[40]) }, 1},
	} {
		c.change()
		s.(ui.Reloader).Reload(marketplace.Change{})
		if got := textOf(list); got != seen {
			t.Errorf("%s: the list moved from %.80q to %.80q", c.name, seen, got)
		}
		if list.Current() != c.current {
			t.Errorf("%s: the current row is %d, want %d", c.name, list.Current(), c.current)
		}
	}
}

// away is a market whose photos are on another computer.
type away struct {
	*fake
	here bool
}

func (a *away) Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error) {
	if !a.here {
		return nil, marketplace.Errorf(marketplace.NotFound, "This photo is not on this computer (yet).")
	}
	return a.fake.Photo(ctx, id)
}

func TestPhotosOfAnotherComputerComeByThemselves(t *testing.T) {
	m := &away{fake: market()}
	d := uitest.New(t)
	s := find.New(d, m, stay)
	d.Put(s)
	page := d.Window().Content()
	wants(t, page, "Not here yet")
	m.here = true
	s.(ui.Reloader).Reload(marketplace.Change{})
	lacks(t, page, "Not here yet")
}

func TestALongListIsAskedForInTwoSteps(t *testing.T) {
	m := market()
	for n := range 120 {
		r := m.rooms[0]
		r.Room = marketplace.ID{9, byte(n)}
		r.Title = fmt.Sprintf("Room %d", n)
		m.rooms = append(m.rooms, r)
	}
	d := uitest.New(t)
	s := find.New(d, m, stay)
	d.Put(s)
	page := d.Window().Content()
	wants(t, page, "125 rooms free for 28 nights")
	if n := len(m.searches); n != 2 || m.searches[0].Limit != 50 || m.searches[1].Limit != 500 {
		t.Errorf("asked %d times: %+v", n, m.searches)
	}
	list := first[*xwidget.RowList](t, page)
	list.ScrollToOffset(104 * 90)
	before := textOf(list)
	s.(ui.Reloader).Reload(marketplace.Change{})
	if n := len(m.searches); n != 3 || m.searches[2].Limit != 500 {
		t.Errorf("a reload asked for %+v", m.searches[2:])
	}
	if after := textOf(list); after != before {
		t.Errorf("a reload moved the list from %.60q to %.60q", before, after)
	}
}

func TestTheListIsWorkedByKeyboard(t *testing.T) {
	d, page := open(t, market(), stay)
	c := d.Window().Canvas()
	c.Focus(first[*xwidget.RowList](t, page).FocusTarget())
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn} {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	wants(t, page, "Compare 2")
	if len(d.Routes) != 1 || d.Routes[0].ID != id(2) {
		t.Errorf("went to %v", d.Routes)
	}
}

func TestTheFiltersFoldAway(t *testing.T) {
	d := uitest.New(t)
	s := find.New(d, market(), stay)
	d.Put(s)
	page := d.Window().Content()
	tap(t, page, "Hide the filters")
	lacks(t, page, "Own bathroom, off", "Within 20 km")
	wants(t, page, "5 rooms free for 28 nights")
	s.(interface{ FocusSearch() }).FocusSearch()
	wants(t, page, "Within 20 km")
	if d.Window().Canvas().Focused() != fyne.Focusable(first[*xwidget.Lookup](t, page)) {
		t.Error("the keyboard is not on the place")
	}
	d.Window().Resize(fyne.NewSize(420, 800))
	narrow := find.New(d, market(), stay)
	d.Window().SetContent(narrow.Content())
	wants(t, d.Window().Content(), "5 rooms free")
	lacks(t, d.Window().Content(), "Within 20 km")
	tap(t, d.Window().Content(), "Show the filters")
	wants(t, d.Window().Content(), "Within 20 km")
}

func TestHelpAndNames(t *testing.T) {
	d := uitest.New(t)
	for name, s := range map[string]ui.Screen{"find": find.New(d, market(), stay), "compare": find.NewCompare(d, market(), stay)} {
		sections := s.(ui.Helper).Help()
		if len(sections) < 3 || len(sections) > 6 {
			t.Errorf("%s has %d paragraphs of help", name, len(sections))
		}
	}
}
