package bookings_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/bookings"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func TestTheBoardShowsEveryStateAtAGlance(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PageBookings))
	wants(t, d, "1 conflict · 2 requests wait for an answer · 2 wait to be confirmed · 2 staying now",
		"Requested", "Accepted", "Confirmed", "Staying", "Ended", "Answer: 7 hours", "Did they come?", "Conflict", "Draft", "Grace Banda and 1 other", "7 Dec – 4 Jan 2027")
	lacks(t, d, "Somebody else’s", "Show all")
}

func TestWhatPressesStandsFirstInItsColumn(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PageBookings))
	var titles []string
	uitest.Walk(d.Window().Content(), func(o fyne.CanvasObject) {
		if x, ok := o.(*xwidget.Text); ok && x.Style == xwidget.Strong {
			titles = append(titles, x.Content)
		}
	})
	i := slices.Index(titles, "Confirmed")
	want := []string{"Maria Santos", "Kofi Mensah", "Reena Thomas", "Samuel Okafor"} // a conflict, then late, then tomorrow, then a change to answer
	if i < 0 || !slices.Equal(titles[i+1:i+5], want) {
		t.Fatalf("confirmed: %q, want %q", titles, want)
	}
}

func TestAFullColumnLeadsToTheList(t *testing.T) {
	f := crowd(312)
	d, _ := open(t, f, ui.To(ui.PageBookings))
	wants(t, d, "312", "Guest 0000", "Guest 0009")
	lacks(t, d, "Guest 0010")
	uitest.Press(t, d, "Show all 312")
	wants(t, d, "312 bookings", "What is next", "Guest 0004")
	if r := d.Noted[len(d.Noted)-1]; r.Get("view") != "list" || r.Get("state") != "booked" {
		t.Errorf("noted %v", r)
	}
}

func TestTheViewIsKeptOnThisMachine(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PageBookings))
	list := uitest.Find(d.Window().Content(), func(c *xwidget.Chip) bool { return c.Text == "List" })
	test.Tap(list)
	if d.Prefs[ui.SettingBookingsView] != "list" || !list.On {
		t.Fatalf("kept %v, on %t", d.Prefs, list.On)
	}
	test.Tap(list) // it stays the view
	if !list.On {
		t.Error("neither view is on")
	}
	wants(t, d, "11 bookings", "What is next")

	again := uitest.New(t)
	again.Prefs[ui.SettingBookingsView] = "list"
	again.Put(bookings.New(again, market(), ui.To(ui.PageBookings)))
	wants(t, again, "11 bookings")
}

func TestARouteWithAStateShowsTheList(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PageBookings).Set("state", "arrived"))
	wants(t, d, "2 bookings", "Anjali Pillai", "Leaves in 18 days")
	lacks(t, d, "Reena Thomas")
}

func TestFiltersAskForLess(t *testing.T) {
	choose := func(label, value string) func(*testing.T, *uitest.Desk) {
		return func(t *testing.T, d *uitest.Desk) {
			s := uitest.Find(d.Window().Content(), func(s *xwidget.Select) bool {
				return slices.ContainsFunc(s.Options, func(o xwidget.Option) bool { return o.Label == label })
			})
			if s == nil {
				t.Fatalf("there is no choice %q", label)
			}
			s.SetValue(value)
			s.OnChanged(s.Options[s.Selected])
		}
	}
	for _, c := range []struct {
		name  string
		do    func(*testing.T, *uitest.Desk)
		want  string
		there string
	}{
		{"every state", choose("Every state", "any"), "14 bookings", "Tendai Ncube"},
		{"open again", choose("Every state", "open"), "11 bookings", "Ngozi Adeyemi"},
		{"ended", choose("Every state", "ended"), "3 bookings", "31 nights slept"},
		{"one state", choose("Every state", "declined"), "1 booking", "No night slept"},
		{"the whole system", choose("The whole system", "all"), "12 bookings", "Ngozi Adeyemi"},
		{"our guests", choose("The whole system", "guests"), "10 bookings", "Ngozi Adeyemi"},
		{"our rooms", choose("The whole system", "rooms"), "11 bookings", "Ngozi Adeyemi"},
		{"a month", choose("Any month", "2027-02"), "2 bookings", "Arjun Nair"},
		{"a word", func(t *testing.T, d *uitest.Desk) {
			text := find[*xwidget.TextField](t, d)
			d.Window().Canvas().Focus(text.FocusTarget())
			for _, r := range "loft" {
				test.Type(text.FocusTarget(), string(r))
			}
		}, "2 bookings", "Joy Mathew"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := open(t, market(), ui.To(ui.PageBookings).Set("view", "list"))
			c.do(t, d)
			wants(t, d, c.want, c.there)
		})
	}
}

func TestTheListIsSortedByItsColumns(t *testing.T) {
	f := market()
	d, _ := open(t, f, ui.To(ui.PageBookings).Set("view", "list"))
	grid := find[*xwidget.Grid](t, d)
	first := func() string {
		cells := make([]xwidget.Cell, 6)
		if _, ok := grid.Source.Row(0, cells); !ok {
			return "not loaded"
		}
		return cells[0].Text
	}
	for _, c := range []struct {
		name   string
		column int
		desc   bool
		want   string
	}{
		{"guest", 0, false, "Anjali Pillai"},
		{"guest, the other way", 0, true, "Samuel Okafor"},
		{"room", 1, false, "Reena Thomas"},
		{"nights", 2, false, "Grace Banda and 1 other"},
		{"nights, the other way", 2, true, "Arjun Nair"},
		{"rent", 3, true, "Joy Mathew"},
		{"state", 4, false, "Arjun Nair"},
		{"next", 5, false, "Maria Santos"},
	} {
		grid.OnSort(c.column, c.desc)
		if got := first(); got != c.want {
			t.Errorf("by %s: %q stands first, want %q", c.name, got, c.want)
		}
		if grid.SortColumn != c.column || grid.SortDescending != c.desc {
			t.Errorf("by %s: the heading shows column %d, descending %t", c.name, grid.SortColumn, grid.SortDescending)
		}
	}
	if len(d.Noted) == 0 || d.Noted[len(d.Noted)-1].Get("sort") != "next" {
		t.Errorf("noted %v", d.Noted)
	}
}

func TestThousandsAreReadAPageAtATime(t *testing.T) {
	f := crowd(5312)
	d, _ := open(t, f, ui.To(ui.PageBookings).Set("view", "list").Set("state", "any"))
	wants(t, d, "5,312 bookings", "Guest 0000")
	grid := find[*xwidget.Grid](t, d)
	cells := make([]xwidget.Cell, 6)
	for _, i := range []int{2640, 5311, 7, 2641} {
		grid.Source.Row(i, cells) // asks for its page
		if _, ok := grid.Source.Row(i, cells); !ok || cells[0].Text != f.rows[i].Guest {
			t.Errorf("row %d: %q, loaded %t; want %q", i, cells[0].Text, ok, f.rows[i].Guest)
		}
	}
	if _, ok := grid.Source.Row(5312, cells); ok {
		t.Error("there is a row after the last")
	}
	read := 0
	for _, q := range f.asked {
		if q.Limit > 200 {
			t.Errorf("%d bookings were asked for at once", q.Limit)
		}
		read += q.Limit
	}
	if read > 1000 {
		t.Errorf("%d bookings were read to show a few", read)
	}
	grid.OnSort(2, true)
	if _, ok := grid.Source.Row(0, cells); !ok || cells[0].Text != "Guest 5311" {
		t.Errorf("the other way %q stands first", cells[0].Text)
	}
}

func TestCardsAndRowsOpenTheBooking(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PageBookings))
	find[*xwidget.Board](t, d).OnOpen(id(4).String())
	find[*xwidget.Board](t, d).OnOpen("no id")
	list, _ := open(t, market(), ui.To(ui.PageBookings).Set("view", "list"))
	find[*xwidget.Grid](t, list).OnActivated(0)
	for _, c := range []struct {
		d    *uitest.Desk
		want ui.Route
	}{{d, ui.ToID(ui.PageBooking, id(4))}, {list, ui.ToID(ui.PageBooking, id(11))}} {
		if !slices.Equal(c.d.Routes, []ui.Route{c.want}) {
			t.Errorf("went to %v, want %v", c.d.Routes, c.want)
		}
	}
}

func TestReloadKeepsTheCardTheRowAndWhatIsTyped(t *testing.T) {
	f := market()
	d, s := open(t, f, ui.To(ui.PageBookings).Set("view", "list").Set("sort", "guest").Set("text", "a"))
	grid := find[*xwidget.Grid](t, d)
	grid.Select(2)
	cells := make([]xwidget.Cell, 6)
	grid.Source.Row(2, cells)
	was := cells[0].Text
	f.rows = append(f.rows, row(40, "Aaliyah Khan", "Attic", marketplace.StateConfirmed, 3, 7, nil))
	s.(ui.Reloader).Reload(marketplace.Change{})
	if grid.Source.Row(grid.Current(), cells); cells[0].Text != was || grid.Current() != 3 {
		t.Errorf("row %d, %q, is current; want %q", grid.Current(), cells[0].Text, was)
	}
	if got := find[*xwidget.TextField](t, d).Text(); got != "a" {
		t.Errorf("the text is %q", got)
	}

	d, s = open(t, f, ui.To(ui.PageBookings))
	board := find[*xwidget.Board](t, d)
	at := board.Current()
	s.(ui.Reloader).Reload(marketplace.Change{})
	if find[*xwidget.Board](t, d) != board || board.Current() != at {
		t.Error("the card is another one")
	}
}

func TestWhoComesTodayPresses(t *testing.T) {
	confirmed, today := marketplace.StateConfirmed, "arrives today"
	for name, test := range map[string]struct {
		rows []marketplace.BookingRow
		want string
		not  []string
	}{
		"one today":         {[]marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", confirmed, 0, 7, nil)}, "1 arrives today", []string{"Nothing presses", "before today"}},
		"two today":         {[]marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", confirmed, 0, 7, nil), row(2, "Kofi Mensah", "Loft room", confirmed, 0, 7, nil)}, "2 arrive today", nil},
		"one of the past":   {[]marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", confirmed, -2, 7, nil)}, "1 was due before today", []string{today}},
		"a whole stay past": {[]marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", confirmed, -20, 7, nil)}, "1 was due before today", []string{today}},
		"a great many":      {late(260), "260 were due before today", nil},
		"one tomorrow":      {[]marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", confirmed, 1, 7, nil)}, "Nothing presses today", []string{today}},
		"one who came":      {[]marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", marketplace.StateArrived, 0, 7, nil)}, "1 staying now", []string{today}},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := open(t, &fake{rows: test.rows}, ui.To(ui.PageBookings))
			wants(t, d, test.want)
			lacks(t, d, test.not...)
		})
	}
}

// late is so many bookings whose guest was to come yesterday.
func late(n int) (rows []marketplace.BookingRow) {
	for i := range n {
		rows = append(rows, row(i+1, "Joy Mathew", "Loft room", marketplace.StateConfirmed, -1, 7, nil))
	}
	return rows
}

func TestTheWayOfTheYesIsSaid(t *testing.T) {
	via := func(v marketplace.Via) func(*marketplace.BookingRow) {
		return func(r *marketplace.BookingRow) { r.Via = v }
	}
	f := &fake{rows: []marketplace.BookingRow{
		row(1, "Joy Mathew", "Loft room", marketplace.StateConfirmed, 3, 7, via(marketplace.ViaPhone)),
		row(2, "Kofi Mensah", "Loft room", marketplace.StateAccepted, 20, 7, via(marketplace.ViaRules)),
		row(3, "Arjun Nair", "Loft room", marketplace.StateArrived, -3, 7, via(marketplace.ViaApp)),
	}}
	d, _ := open(t, f, ui.To(ui.PageBookings).Set("view", "list"))
	wants(t, d, "accepted by phone", "accepted by rules", "accepted in person")
	d, _ = open(t, f, ui.To(ui.PageBookings))
	wants(t, d, "Accepted by phone", "Accepted by rules")
	lacks(t, d, "in person")
	f.rows = []marketplace.BookingRow{row(1, "Joy Mathew", "Loft room", marketplace.StateRequested, 3, 7, by(1, 0))}
	d, _ = open(t, f, ui.To(ui.PageBookings).Set("view", "list"))
	lacks(t, d, "accepted")
}

func TestNothingYetSaysWhatToDoFirst(t *testing.T) {
	d, _ := open(t, &fake{}, ui.To(ui.PageBookings))
	wants(t, d, "No bookings yet", "Nothing presses today")
	uitest.Press(t, d, "Find a room")
	if !slices.Equal(d.Routes, []ui.Route{ui.To(ui.PageFind)}) {
		t.Errorf("went to %v", d.Routes)
	}
	host := uitest.New(t)
	host.Person.Roles = marketplace.RoleHost
	host.Put(bookings.New(host, &fake{}, ui.To(ui.PageBookings)))
	wants(t, host, "When a recruitment lead asks for your room")
	lacks(t, host, "The whole system", "Find a room")
}

func TestNothingMatchesOffersAllBookings(t *testing.T) {
	d, _ := open(t, market(), ui.To(ui.PageBookings).Set("view", "list").Set("text", "zzz"))
	wants(t, d, "No booking matches")
	uitest.Press(t, d, "Show all bookings")
	wants(t, d, "14 bookings")
	if got := find[*xwidget.TextField](t, d).Text(); got != "" {
		t.Errorf("the text is still %q", got)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	f := market()
	f.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
	d, _ := open(t, f, ui.To(ui.PageBookings))
	wants(t, d, "The bookings cannot be shown", "The database is damaged.")
	f.err = nil
	uitest.Press(t, d, "Try again")
	wants(t, d, "Ngozi Adeyemi")
}

func TestStrangeChoicesInARouteRestrictNothing(t *testing.T) {
	r := ui.To(ui.PageBookings).Set("view", "sideways").Set("state", "lost").Set("month", "2026-99").Set("sort", "colour")
	d, _ := open(t, market(), r)
	wants(t, d, "Ngozi Adeyemi", "Requested")
}

func TestHelpSearchAndDark(t *testing.T) {
	d, s := open(t, market(), ui.To(ui.PageBookings))
	if len(s.(ui.Helper).Help()) < 3 {
		t.Error("there is little help")
	}
	s.(ui.Searcher).FocusSearch()
	if d.Window().Canvas().Focused() == nil {
		t.Error("the search has not got the keyboard")
	}
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Dark))
	wants(t, d, "Ngozi Adeyemi")
}
