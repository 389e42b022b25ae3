package room_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// sent is the booking that a request from the page comes to.
func sent() marketplace.BookingDetail {
	return marketplace.BookingDetail{
		BookingRow: marketplace.BookingRow{
			Booking: id(80), Room: id(1), State: marketplace.StateRequested, Guest: "Ngozi Adeyemi", People: 1, Group: "nurse", Week: 9600, HostName: "Amara Obi",
			Dates: marketplace.Range{From: dec(7), To: dec(21)}, Deadline: marketplace.InstantOf(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)),
		},
		HostEmail: "host@example.org",
	}
}

func TestThePageSaysWhatTheRoomIs(t *testing.T) {
	_, _, page := open(t, quietRoom(), route)
	wants(t, page, "Quiet double room near the hospital", "£96.00 a week, £192.00 for 14 nights. About 1 km from Royal Surrey County Hospital. GU2, Guildford.",
		"or £13.71 a night", "7 December 2026 to 21 December 2026", "£192.00 for 14 nights", "Free on these nights",
		"Another request for some of them waits", "£21.71 a week under the cap for Guildford", "The cap is 90 % of the estimated average.",
		"Local Housing Allowance of 1 April 2026, £115.07 a week (the 30th percentile), and 217 rents", "Lock on the door", "Double bed",
		"2 adults, who speak English and", "Bills, council tax and internet", "From 7 nights to 90 nights", "No smoking in the house.",
		"Excluded occupier", "reasonable notice", "Right to rent", "9 November 2026", "never a document", "Amara Obi", "Royal Surrey NHS Foundation Trust",
		"The address and the phone number are shown", "Suspend this room")
	lacks(t, page, "Edit", "Host to complete")
}

func TestRoomsThatCannotBeAskedFor(t *testing.T) {
	for _, tc := range []struct {
		name string
		is   func(*marketplace.RoomDetail)
		want string
	}{
		{"paused", func(d *marketplace.RoomDetail) { d.StateNow = marketplace.RoomPaused }, "The host has paused this room."},
		{"lapsed", func(d *marketplace.RoomDetail) { d.StateNow = marketplace.RoomLapsed }, "has not confirmed this room for six months"},
		{"draft", func(d *marketplace.RoomDetail) { d.StateNow = marketplace.RoomDraft }, "not listed yet"},
		{"retired", func(d *marketplace.RoomDetail) { d.StateNow = marketplace.RoomRetired }, "no longer offered"},
		{"suspended", func(d *marketplace.RoomDetail) {
			d.StateNow, d.Reason = marketplace.RoomSuspended, marketplace.ReasonSafety
		}, "A coordinator has suspended this room: a safety concern."},
		{"over the cap", func(d *marketplace.RoomDetail) { d.Reprice, d.Week = true, 12500 }, "£125.00 a week, is over the cap now in force, £117.71 a week."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := quietRoom()
			tc.is(&m.room)
			_, _, page := open(t, m, route)
			wants(t, page, tc.want, "Not offered now")
			lacks(t, page, "Ask for this room", "Free on these nights")
		})
	}
}

func TestNightsThatDoNotSuit(t *testing.T) {
	for _, tc := range []struct {
		name, arrive, leave string
		want                []string
	}{
		{"taken", "2026-12-20", "2026-12-29", []string{"Not free on all of these nights", "It is free for 9 nights from 31 December 2026."}},
		{"free at first, then taken", "2026-12-10", "2026-12-29", []string{"Not free on all of these nights", "It is free for 19 nights from 31 December 2026."}},
		{"too few", "2026-12-07", "2026-12-10", []string{"Not on these nights", "The host lets it for at least 7 nights."}},
		{"too many", "2027-02-01", "2027-06-01", []string{"Not on these nights", "The host lets it for at most 90 nights."}},
		{"too soon", "2026-11-22", "2026-12-02", []string{"Not on these nights", "The host asks for 3 days of notice: from 24 November 2026."}},
		{"past", "2026-11-01", "2026-11-12", []string{"The first night is in the past."}},
		{"none chosen", "", "", []string{"Choose the nights in the calendar", "within the 28 days before the first night"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, _, page := open(t, quietRoom(), route.Set("arrive", tc.arrive).Set("leave", tc.leave))
			wants(t, page, tc.want...)
			lacks(t, page, "Free on these nights")
		})
	}
}

func TestNightsAreChosenInTheCalendar(t *testing.T) {
	d, _, page := open(t, quietRoom(), route.Set("arrive", "").Set("leave", ""))
	calendar := all[*xwidget.OccupancyCalendar](page)[0]
	calendar.OnRange(dec(1).Time(), dec(9).Time())
	wants(t, page, "1 December 2026 to 9 December 2026", "£109.71 for 8 nights", "Free on these nights")
	if r := d.Noted[0]; r.Get("arrive") != "2026-12-01" || r.Get("leave") != "2026-12-09" || r.ID != id(1) {
		t.Errorf("Back would return to %v", r)
	}
	calendar.OnRange(time.Time{}, time.Time{})
	wants(t, page, "Choose the nights in the calendar")
	tap(t, page, "Twelve months")
	if calendar.Months != 12 {
		t.Errorf("%d months are shown", calendar.Months)
	}
	tap(t, page, "Two months")
	for night, want := range map[marketplace.Date]xwidget.NightState{
		dec(15): xwidget.NightFree, dec(27): xwidget.NightBlocked, dec(31): xwidget.NightFree, marketplace.NewDate(2027, 1, 12): xwidget.NightBooked,
	} {
		if got := calendar.State(night.Time()); got != want {
			t.Errorf("%v is %v, want %v", night, got, want)
		}
	}
	for night, want := range map[marketplace.Date]string{
		dec(15): "Asked for by another lead; the host has not answered", marketplace.NewDate(2027, 1, 12): "Jun Tanaka, confirmed", dec(27): "", dec(2): "",
	} {
		if got := calendar.Note(night.Time()); got != want {
			t.Errorf("%v says %q, want %q", night, got, want)
		}
	}
}

func TestPhotosHaveTheirCaptions(t *testing.T) {
	_, _, page := open(t, quietRoom(), ui.ToID(ui.PageRoom, id(1)))
	gallery := uitest.Find(page, func(*xwidget.Gallery) bool { return true })
	if got := gallery.Items; len(got) != 3 || got[0].Caption != "The bed by the window" || got[1].Caption != "" || got[2].Caption != "The desk" {
		t.Errorf("the gallery shows %+v", got)
	}
}

// form is the request's form after the page was asked for it.
func form(t *testing.T, d *uitest.Desk, page fyne.CanvasObject, button string) *uitest.Shown {
	t.Helper()
	tap(t, page, button)
	shown := &d.Dialogs[len(d.Dialogs)-1]
	if shown.Title != "Ask for “Quiet double room near the hospital”" || shown.Verbs[1].Text != "Send the request" {
		t.Fatalf("the dialog is %q with %v", shown.Title, shown.Verbs)
	}
	shown.Content.Resize(fyne.NewSize(500, 900))
	return shown
}

func TestAskingForAnArrival(t *testing.T) {
	m := quietRoom()
	m.bookings[id(80)] = sent()
	d, _, page := open(t, m, route.Set("arrival", id(101).String()))
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{Began: []marketplace.ID{id(80)}}, nil
	}
	shown := form(t, d, page, "Ask for this room")
	wants(t, shown.Content, "Who will stay", "Ngozi Adeyemi", "7 December 2026", "21 December 2026", "£192.00 in all, at £96.00 a week.",
		"They need quiet by day after night shifts")
	all[*xwidget.TextField](shown.Content)[0].SetText("Works nights at first.")
	if shown.Verbs[1].Do() {
		t.Error("the dialog closes before it is known that the request was sent")
	}
	want := marketplace.RequestBooking{Room: id(1), Arrivals: []marketplace.ID{id(101)}, Dates: marketplace.Range{From: dec(7), To: dec(21)}, Note: "Works nights at first."}
	got, ok := d.Done[0].(marketplace.RequestBooking)
	if !ok || got.Room != want.Room || !slices.Equal(got.Arrivals, want.Arrivals) || got.Dates != want.Dates || got.Note != want.Note {
		t.Errorf("did %+v, want %+v", d.Done[0], want)
	}
	if !d.Dialogs[0].Closed || len(d.Toasts) != 1 || d.Toasts[0] != "You asked for “Quiet double room near the hospital” for Ngozi Adeyemi." {
		t.Errorf("closed %v, said %q", d.Dialogs[0].Closed, d.Toasts)
	}
	wants(t, page, "You asked for this room for Ngozi Adeyemi, 7 December 2026 to 21 December 2026, 14 nights", "The host answers by 24 November 2026, 09:00.")
	lacks(t, page, "Ask for this room")
	tap(t, page, "Open the booking")
	if r := d.Routes[0]; r.Page != ui.PageBooking || r.ID != id(80) {
		t.Errorf("went to %v", r)
	}
}

// TestTheOpenFormFollowsTheRoom has the host change the rent and block nights while a lead writes the request.
func TestTheOpenFormFollowsTheRoom(t *testing.T) {
	m := quietRoom()
	d, s, page := open(t, m, route.Set("arrival", id(101).String()))
	shown := form(t, d, page, "Ask for this room")
	note := all[*xwidget.TextField](shown.Content)[0]
	note.SetText("Works nights")
	m.room.Week = 9800
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, shown.Content, "£196.00 in all, at £98.00 a week.")
	m.room.Blocks = append(slices.Clone(m.room.Blocks), marketplace.Block{Range: marketplace.Range{From: dec(10), To: dec(11)}})
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, shown.Content, "Some of these nights are taken. Choose others.")
	if note.Text() != "Works nights" {
		t.Errorf("the note is %q", note.Text())
	}
}

func TestWhatIsMissingStandsAtItsField(t *testing.T) {
	d, _, page := open(t, quietRoom(), route.Set("arrive", "").Set("leave", ""))
	shown := form(t, d, page, "Ask for this room")
	shown.Verbs[1].Do()
	wants(t, shown.Content, "Error: Choose who will stay.", "Error: Enter the nights.")
	if len(d.Done) != 0 {
		t.Errorf("did %v", d.Done)
	}
	who := all[*xwidget.Select](shown.Content)[0]
	who.SetValue(id(102).String())
	who.OnChanged(who.Options[1])
	wants(t, shown.Content, "9 December 2026", "19 December 2026") // as this arrival needs them
	shown.Verbs[1].Do()
	if len(d.Done) != 1 {
		t.Errorf("did %v", d.Done)
	}
}

func TestARefusalIsASentenceInTheForm(t *testing.T) {
	for _, tc := range []struct {
		name string
		err  *marketplace.Error
	}{
		{"of the nights", marketplace.Errorf(marketplace.NotFree, "The room is not free for all nights. It is free from 31 December 2026.").On("dates")},
		{"of the people", marketplace.Errorf(marketplace.Refused, "Ngozi Adeyemi has a room on some of these nights already.").On("arrivals")},
		{"of the note", marketplace.Errorf(marketplace.Invalid, "The note is too long.").On("note")},
		{"of the rent", marketplace.Errorf(marketplace.OverCap, "The rent of this room is over the cap now in force.")},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, _, page := open(t, quietRoom(), route.Set("arrival", id(101).String()))
			d.Do = func(marketplace.Command) (marketplace.Receipt, error) { return marketplace.Receipt{}, tc.err }
			shown := form(t, d, page, "Ask for this room")
			if shown.Verbs[1].Do() || shown.Closed {
				t.Error("the dialog closes")
			}
			wants(t, shown.Content, tc.err.Message)
			d.Do = nil
			shown.Verbs[1].Do()
			lacks(t, shown.Content, tc.err.Message)
			if !d.Dialogs[0].Closed {
				t.Error("the dialog stays when the request is sent after all")
			}
		})
	}
}

func TestTwoMayShare(t *testing.T) {
	m := quietRoom()
	m.room.Facts.Guests = 2
	d, _, page := open(t, m, route.Set("arrival", id(101).String()))
	shown := form(t, d, page, "Ask for this room")
	wants(t, shown.Content, "Who will share the room", "Nobody else")
	people := all[*xwidget.Select](shown.Content)
	people[1].SetValue(id(102).String())
	shown.Verbs[1].Do()
	if c := d.Done[0].(marketplace.RequestBooking); !slices.Equal(c.Arrivals, []marketplace.ID{id(101), id(102)}) {
		t.Errorf("asked for %v", c.Arrivals)
	}
}

func TestNobodyWaits(t *testing.T) {
	m := quietRoom()
	m.arrivals = nil
	d, _, page := open(t, m, route, func(d *uitest.Desk) { d.SayYes = true })
	tap(t, page, "Ask for this room")
	if len(d.Asked) != 1 || d.Routes[0].Page != ui.PageArrivals {
		t.Errorf("asked %v, went to %v", d.Asked, d.Routes)
	}
}

func TestWhoAsksAndForWhom(t *testing.T) {
	lead := func(d *uitest.Desk) { d.Person.Roles = marketplace.RoleLead }
	m := quietRoom()
	_, _, page := open(t, m, route, lead)
	wants(t, page, "Ask for this room")
	lacks(t, page, "For coordinators")
	if f := m.filters[0]; f.Org != "RA2" || !f.WithoutBed {
		t.Errorf("a lead is offered %+v", f)
	}
	_, _, page = open(t, m, route, func(d *uitest.Desk) { d.Person.Roles = marketplace.RoleHost })
	lacks(t, page, "Ask for this room", "For coordinators")
}

// outbox is the app with a mail program that takes or refuses links.
type outbox struct {
	fyne.App
	opened []*url.URL
	err    error
}

func (o *outbox) OpenURL(u *url.URL) error {
	o.opened = append(o.opened, u)
	return o.err
}

func TestSomebodyOfOursIsAskedForAlready(t *testing.T) {
	m := quietRoom()
	m.room.Busy[2].Who = "Mei Lin"
	_, _, page := open(t, m, route)
	wants(t, page, "It is asked for on some of them for Mei Lin.")
}

func TestTheLetterToTheHost(t *testing.T) {
	m := quietRoom()
	m.bookings[id(80)] = sent()
	d, _, page := open(t, m, route.Set("arrival", id(101).String()))
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{Began: []marketplace.ID{id(80)}}, nil
	}
	form(t, d, page, "Ask for this room").Verbs[1].Do()
	before := fyne.CurrentApp()
	mail := &outbox{App: before}
	fyne.SetCurrentApp(mail)
	t.Cleanup(func() { fyne.SetCurrentApp(before) })

	tap(t, page, "Write to the host")
	if len(mail.opened) != 1 || mail.opened[0].Scheme != "mailto" || !strings.HasPrefix(mail.opened[0].String(), "mailto:host@example.org?subject=") {
		t.Fatalf("opened %v", mail.opened)
	}
	tap(t, page, "Copy the text")
	text := before.Clipboard().Content()
	for _, want := range []string{"Hello Amara Obi,\n\nMay a nurse stay in your room", "Quiet double room near the hospital", "14 nights", "£96.00 a week", "Siân Rees\nRoyal Surrey NHS Foundation Trust"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q: %s", want, text)
		}
	}
	if strings.Contains(text, "Ngozi") {
		t.Error("the text names the guest")
	}
	before.Clipboard().SetContent("")
	mail.err = marketplace.Errorf(marketplace.Unavailable, "no mail")
	tap(t, page, "Write to the host")
	if before.Clipboard().Content() != text || !strings.Contains(d.Toasts[len(d.Toasts)-1], "No mail program answered") {
		t.Errorf("without a mail program it said %q", d.Toasts)
	}
}

func TestARequestThatWasTakenBack(t *testing.T) {
	m := quietRoom()
	m.bookings[id(80)] = sent()
	d, s, page := open(t, m, route.Set("arrival", id(101).String()))
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{Began: []marketplace.ID{id(80)}}, nil
	}
	form(t, d, page, "Ask for this room").Verbs[1].Do()
	wants(t, page, "You asked for this room")
	b := sent()
	b.State = marketplace.StateWithdrawn
	m.bookings[id(80)] = b
	s.(ui.Reloader).Reload(marketplace.Change{})
	lacks(t, page, "You asked for this room")
}

func TestSuspending(t *testing.T) {
	m := quietRoom()
	d, s, page := open(t, m, route)
	tap(t, page, "Suspend this room")
	shown := &d.Dialogs[0]
	shown.Verbs[1].Do()
	wants(t, shown.Content, "Error: Choose a reason.")
	all[*xwidget.RadioGroup](shown.Content)[0].SetValue("safety")
	shown.Verbs[1].Do()
	if got := d.Done[0]; got != (marketplace.MoveRoom{Room: id(1), To: marketplace.RoomSuspended, Reason: marketplace.ReasonSafety}) || !d.Dialogs[0].Closed {
		t.Errorf("did %+v", got)
	}
	m.room.StateNow, m.room.Reason = marketplace.RoomSuspended, marketplace.ReasonSafety
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, page, "A coordinator has suspended this room: a safety concern.")
	tap(t, page, "Offer it again")
	if got := d.Done[1]; got != (marketplace.MoveRoom{Room: id(1), To: marketplace.RoomLive}) {
		t.Errorf("did %+v", got)
	}
}

func TestARefusedSuspension(t *testing.T) {
	d, _, page := open(t, quietRoom(), route)
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "The listing stands there already: Suspended.")
	}
	tap(t, page, "Suspend this room")
	all[*xwidget.RadioGroup](d.Dialogs[0].Content)[0].SetValue("price")
	d.Dialogs[0].Verbs[1].Do()
	wants(t, d.Dialogs[0].Content, "The listing stands there already: Suspended.")
	if d.Dialogs[0].Closed {
		t.Error("the dialog closes on a refusal")
	}
}

func TestTheHostChangesTheListing(t *testing.T) {
	m := quietRoom()
	m.room.Mine, m.room.Address, m.room.Facts.Pending, m.room.Facts.Guards, m.room.Facts.Host = true, "1 Mill Lane, Guildford", true, marketplace.Furnished, id(1)
	d, _, page := open(t, m, route)
	wants(t, page, "Address. Others see it once a booking is", "1 Mill Lane, Guildford", "Host to complete", "your employer vouches for you")
	tap(t, page, "Edit")
	if r := d.Routes[0]; r != ui.ToID(ui.PageListRoom, id(1)) {
		t.Errorf("went to %v", r)
	}
}

func TestResidencesHaveNoLodgers(t *testing.T) {
	m := quietRoom()
	m.room.Facts.Supply, m.room.HostName, m.room.HostOrgName = marketplace.SupplyUniversity, "", "University of Surrey"
	_, _, page := open(t, m, route)
	wants(t, page, "No right to rent check is needed", "University of Surrey", "University residence", "The place and its rules")
	lacks(t, page, "Excluded occupier")
}

func TestARoomThatCannotBeShown(t *testing.T) {
	_, _, page := open(t, quietRoom(), ui.ToID(ui.PageRoom, id(9)))
	wants(t, page, "This room is not here", "Look at the list again.")
	m := quietRoom()
	m.err = marketplace.Errorf(marketplace.Unavailable, "The disk cannot be read. Try again.")
	_, _, page = open(t, m, route)
	wants(t, page, "The room cannot be shown", "The disk cannot be read. Try again.")
	m.err = nil
	tap(t, page, "Try again")
	wants(t, page, "Quiet double room near the hospital", "Ask for this room")
}

func TestReloadKeepsTheChosenNights(t *testing.T) {
	m := quietRoom()
	_, s, page := open(t, m, route)
	calendar := all[*xwidget.OccupancyCalendar](page)[0]
	calendar.OnRange(dec(1).Time(), dec(9).Time())
	m.room.Week = 9000
	s.(ui.Reloader).Reload(marketplace.Change{})
	wants(t, page, "£102.86 for 8 nights", "£90.00 a week")
	if all[*xwidget.OccupancyCalendar](page)[0] != calendar {
		t.Error("the calendar was made anew")
	}
	if n := len(s.(ui.Helper).Help()); n < 3 || n > 6 {
		t.Errorf("%d paragraphs of help", n)
	}
}
