package app

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/setup"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// desktop is the window over a store that another process writes to as well.
type desktop struct {
	*App
	t       *testing.T
	queue   chan func()
	outside *sqlite.Store
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	outside, err := setup.Found(t.Context(), dir, ref, setup.Founding{
		System: "Surrey", Person: "Siân Rees", Org: "RA2", Roles: marketplace.RoleLead | marketplace.RoleHost | marketplace.RoleVolunteer,
	}, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := outside.SetSetting(t.Context(), ui.SettingApart, "yes"); err != nil { // no port is opened here
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &desktop{t: t, queue: make(chan func(), 10_000), outside: outside}
	f := test.NewTempApp(t)
	window := test.NewWindow(nil)
	window.SetPadded(false)
	d.App = &App{fyne: f, window: window, dir: dir, reference: ref, store: store, o: Options{Theme: "light"}}
	d.dress("light")
	d.work = ui.NewWork(context.Background(), func(deliver func()) { d.queue <- deliver })
	t.Cleanup(func() {
		d.disconnect()
		d.work.Close()
		d.close()
		window.Close()
		if err := outside.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// open shows a page at a size, and waits until it stands.
func (d *desktop) open(route ui.Route, size fyne.Size) {
	d.t.Helper()
	start, err := d.begin(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	d.o.Route = route.String()
	d.window.Resize(size)
	d.enter(start)
	d.window.Resize(size)
	d.until("the page stands", func() bool { return !d.work.Busy() })
}

// until does what was delivered until it holds.
func (d *desktop) until(what string, holds func() bool) {
	d.t.Helper()
	limit := time.NewTimer(time.Minute)
	defer limit.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case f := <-d.queue:
			f()
		case <-tick.C:
		case <-limit.C:
			d.t.Fatalf("still not: %s. The page says: %s", what, d.says())
		}
	}
}

func (d *desktop) says() string {
	var all []string
	uitest.Walk(d.window.Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			all = append(all, v.Content)
		case *xwidget.StatTile:
			all = append(all, v.Label+" "+v.Figure)
		case fyne.Accessible:
			all = append(all, v.AccessibilityLabel())
		}
	})
	return strings.Join(all, " | ")
}

func (d *desktop) do(c marketplace.Command) marketplace.Receipt {
	d.t.Helper()
	r, err := d.outside.Do(d.t.Context(), c)
	if err != nil {
		d.t.Fatalf("%T: %v", c, err)
	}
	return r
}

// list lists a live room.
func (d *desktop) list(title string) marketplace.ID {
	d.t.Helper()
	home := d.do(marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}).Began[0]
	today := marketplace.DateOf(time.Now())
	return d.do(marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home, Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Guests: 1,
			Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes,
			Household: marketplace.Household{Adults: 2, Languages: []string{"en"}}, Guards: marketplace.Furnished,
		},
		Words:  marketplace.RoomWords{Title: title},
		Safety: marketplace.RoomSafety{VouchedBy: "Ward manager", Gas: today - 60, SmokeAlarm: today - 5, COAlarm: today - 5, Electrical: today - 400},
		Week:   9000, Live: true,
	}).Began[0]
}

// expect records an arrival so many days from now.
func (d *desktop) expect(family string, days int) marketplace.ID {
	d.t.Helper()
	return d.do(marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RA2", Group: "nurse", At: marketplace.InstantOf(time.Now().AddDate(0, 0, days)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: family},
	}).Began[0]
}

// TestWhatOthersChangeShowsAndMovesNothing changes the store from outside while somebody types, has a row chosen and has
// scrolled, on each of the busiest pages.
func TestWhatOthersChangeShowsAndMovesNothing(t *testing.T) {
	day := func(n int) string { return (marketplace.DateOf(time.Now()) + marketplace.Date(n)).String() }
	for _, c := range []struct {
		page   string
		route  ui.Route
		typed  string // into the page's first field, where it has one
		before func(*desktop)
		change func(*desktop)
		shows  string
	}{
		{page: "home", route: ui.To(ui.PageHome), change: func(d *desktop) { d.expect("Nwosu", 5) }, shows: "Nwosu"},
		{
			page: "arrivals", route: ui.To(ui.PageArrivals), typed: "Adaeze", before: func(d *desktop) { d.expect("Obi", 30) },
			change: func(d *desktop) { d.expect("Nwosu", 35) }, shows: "Nwosu",
		},
		{
			page: "find", route: ui.To(ui.PageFind).Set("arrive", day(30)).Set("leave", day(58)).Set("near", "RA201"), before: func(d *desktop) { d.list("Quiet double room") },
			change: func(d *desktop) { d.list("Loft room with a desk") }, shows: "Loft room with a desk",
		},
		{
			page: "bookings", route: ui.To(ui.PageBookings), typed: "Adaeze", change: func(d *desktop) {
				room, arrival := d.list("Quiet double room"), d.expect("Nwosu", 35)
				from := marketplace.DateOf(time.Now()) + 36
				d.do(marketplace.RequestBooking{Room: room, Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: from, To: from + 28}})
			}, shows: "Nwosu",
		},
		{page: "nights", route: ui.To(ui.PageNights), change: func(d *desktop) { d.expect("Nwosu", 5) }},
	} {
		t.Run(c.page, func(t *testing.T) {
			d := newDesktop(t)
			if c.before != nil {
				c.before(d)
			}
			d.open(c.route, fyne.NewSize(1024, 500))
			field := uitest.Find(d.window.Content(), func(*xwidget.TextField) bool { return true })
			if c.typed != "" {
				field.SetText(c.typed)
				field.OnChanged(c.typed)
				d.window.Canvas().Focus(field.FocusTarget())
				d.until("what is typed is searched for", func() bool { return !d.work.Busy() })
			}
			scroll := uitest.Find(d.window.Content(), func(s *xwidget.Scroll) bool { return s.Position().X > 0 || s.Size().Width > 500 })
			offset := float32(-1)
			if scroll != nil {
				scroll.ScrollToBottom()
				offset = scroll.Offset()
			}
			focused := d.window.Canvas().Focused()
			heard := false
			defer d.store.Subscribe(func(marketplace.Change) { d.queue <- func() { heard = true } })()
			c.change(d)
			d.until("the change is heard of", func() bool { return heard && !d.work.Busy() })
			if c.shows != "" {
				d.until("the page shows it", func() bool { return strings.Contains(d.says(), c.shows) })
			}
			if c.typed != "" && (field.Text() != c.typed || !field.Visible()) {
				t.Errorf("the field holds %q", field.Text())
			}
			if got := d.window.Canvas().Focused(); got != focused {
				t.Errorf("the keyboard went from %T to %T", focused, got)
			}
			if scroll != nil && scroll.Offset() != offset {
				t.Errorf("the page was scrolled from %v to %v", offset, scroll.Offset())
			}
		})
	}
}
