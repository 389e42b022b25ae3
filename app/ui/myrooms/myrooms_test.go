package myrooms_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/myrooms"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var (
	all    = ui.To(ui.PageMyRooms)
	single = ui.ToID(ui.PageMyRooms, marketplace.ID{7})
	taxes  = ui.To(ui.PageMyRooms).Set("view", "tax")
)

func start(t *testing.T, f *fake, r ui.Route) *uitest.Desk {
	t.Helper()
	d := uitest.New(t)
	d.SayYes = true
	d.Put(myrooms.New(d, f, r))
	return d
}

func TestAHostSeesRoomsAndWhatTheyLack(t *testing.T) {
	d := start(t, busy(), all)
	mustSay(t, d, "1 request waits for your answer.", "£110.00 a week · GU1, Guildford", "Next guest on 7 December 2026.", "Over the cap",
		"The cap is now £117.71 a week.", "Nobody has confirmed it for six months", "No price yet")
	uitest.Press(t, d, "Set a price")
	if want := ui.ToID(ui.PageListRoom, marketplace.ID{8}).Set("step", "price"); d.Routes[0] != want {
		t.Errorf("went to %v", d.Routes)
	}
	uitest.Press(t, d, "It is all still true")
	if d.Done[0] != (marketplace.ReconfirmRoom{Room: marketplace.ID{9}}) {
		t.Errorf("did %v", d.Done)
	}
	uitest.Press(t, d, "Calendar and guests")
	if d.Routes[1] != single {
		t.Errorf("went to %v", d.Routes)
	}
}

func TestARequestIsAccepted(t *testing.T) {
	for name, r := range map[string]ui.Route{"among all rooms": all, "in its room": single} {
		t.Run(name, func(t *testing.T) {
			d := start(t, busy(), r)
			mustSay(t, d, "Amara Osei asks for", "7 December 2026 to 4 January 2027, 28 nights", "£440.00 in all", "Ashford and St Peter’s")
			uitest.Press(t, d, "Accept")
			if len(d.Asked) != 1 || len(d.Done) != 1 || d.Done[0] != (marketplace.AcceptBooking{Booking: marketplace.ID{50}}) {
				t.Errorf("asked %v and did %v", d.Asked, d.Done)
			}
		})
	}
}

func TestARequestIsDeclinedWithAReason(t *testing.T) {
	d := start(t, busy(), all)
	uitest.Press(t, d, "Decline")
	if len(d.Dialogs) != 1 {
		t.Fatal("there is no dialog")
	}
	dialog := &d.Dialogs[0]
	verb := dialog.Verbs[1]
	if verb.Text != "Decline" || verb.Do() || len(d.Done) != 0 {
		t.Errorf("declined without a reason: %v", d.Done)
	}
	reasons := uitest.Find(dialog.Content, func(*xwidget.Select) bool { return true })
	reasons.SetValue(marketplace.ReasonHomeRepairs.String())
	verb.Do()
	if len(d.Done) != 1 || d.Done[0] != (marketplace.DeclineBooking{Booking: marketplace.ID{50}, Reason: marketplace.ReasonHomeRepairs}) || !dialog.Closed {
		t.Errorf("did %v, closed %v", d.Done, dialog.Closed)
	}
}

func TestRequestsOfTheOtherSideAreNotAnsweredHere(t *testing.T) {
	f := busy()
	f.bookings[0].Side = marketplace.SideGuest
	mustNotSay(t, start(t, f, all), "Waiting for your answer")
}

func TestARoomOfTheOrganisationIsClaimed(t *testing.T) {
	d := start(t, busy(), all)
	mustSay(t, d, "Is one of these yours?", "Double room, Stoughton")
	mustNotSay(t, d, "Somebody else’s")
	search := uitest.Find(d.Window().Content(), func(f *xwidget.TextField) bool { return strings.HasPrefix(f.Placeholder, "Title or postcode") })
	search.OnChanged("GU7")
	mustNotSay(t, d, "Double room, Stoughton")
	uitest.Press(t, d, "This is mine")
	if len(d.Done) != 1 || d.Done[0] != (marketplace.ClaimRoom{Room: marketplace.ID{21}}) || d.Routes[0] != ui.ToID(ui.PageListRoom, marketplace.ID{21}) {
		t.Errorf("did %v and went to %v", d.Done, d.Routes)
	}
}

func TestManyRoomsComeInParts(t *testing.T) {
	f := busy()
	for n := range byte(30) {
		f.rooms = append(f.rooms, marketplace.RoomRow{Room: marketplace.ID{100 + n}, Title: "Room", Outcode: "GU1"})
	}
	d := start(t, f, all)
	mustSay(t, d, "20 of 34 rooms.")
	uitest.Press(t, d, "Show 14 more")
	mustNotSay(t, d, "of 34 rooms.")
	if f.limits[0] != 20 || f.limits[1] != 40 {
		t.Errorf("read %v", f.limits)
	}
}

func TestNothingYetSaysWhatToDoFirst(t *testing.T) {
	d := start(t, &fake{}, all)
	mustSay(t, d, "You have not listed a room yet")
	uitest.Press(t, d, "List a room")
	if d.Routes[0] != ui.To(ui.PageListRoom) {
		t.Errorf("went to %v", d.Routes)
	}
	mustSay(t, start(t, &fake{}, taxes), "No income yet")
}

func TestAFailureHasAWayOn(t *testing.T) {
	for _, r := range []ui.Route{all, single, taxes} {
		f := busy()
		f.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
		d := start(t, f, r)
		mustSay(t, d, "The database is damaged.")
		f.err = nil
		uitest.Press(t, d, "Try again")
		mustNotSay(t, d, "The database is damaged.")
	}
}

func calendarOf(d *uitest.Desk) *xwidget.OccupancyCalendar {
	return uitest.Find(d.Window().Content(), func(*xwidget.OccupancyCalendar) bool { return true })
}

func TestNightsAreBlockedAndOpened(t *testing.T) {
	for _, tc := range []struct {
		name     string
		from, to marketplace.Date
		press    string
		want     marketplace.Range
		open     bool
		not      string
	}{
		{"free nights", on(11, 27), on(11, 30), "Block these nights", marketplace.Range{From: on(11, 27), To: on(11, 30)}, false, "Open these nights"},
		{"blocked nights", on(12, 1), on(12, 4), "Open these nights", marketplace.Range{From: on(12, 1), To: on(12, 4)}, true, "Block these nights"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := start(t, busy(), single)
			mustNotSay(t, d, "Block these nights", "Open these nights")
			c := calendarOf(d)
			c.SetRange(tc.from.Time(), tc.to.Time())
			c.OnRange(tc.from.Time(), tc.to.Time())
			mustNotSay(t, d, tc.not)
			uitest.Press(t, d, tc.press)
			var got []marketplace.Range
			if tc.open {
				got = d.Done[0].(marketplace.OpenDates).Ranges
			} else {
				got = d.Done[0].(marketplace.BlockDates).Ranges
			}
			if len(got) != 1 || got[0] != tc.want || len(d.Toasts) != 1 || !c.From.IsZero() {
				t.Errorf("did %v, said %v", d.Done, d.Toasts)
			}
		})
	}
}

func TestNightsOfAGuestOfferNothing(t *testing.T) {
	d := start(t, busy(), single)
	calendarOf(d).OnRange(on(11, 20).Time(), on(11, 24).Time())
	mustSay(t, d, "A guest is booked or asks for all of them.")
	mustNotSay(t, d, "Block these nights")
}

func TestAChoiceOutlivesAReload(t *testing.T) {
	f := busy()
	d := uitest.New(t)
	s := myrooms.New(d, f, single)
	d.Put(s)
	calendarOf(d).OnRange(on(11, 27).Time(), on(11, 30).Time())
	week := uitest.Find(d.Window().Content(), func(*xwidget.MoneyField) bool { return true })
	week.SetText("115")
	f.detail.Phone = "01632 960001"
	s.(ui.Reloader).Reload(marketplace.Change{})
	mustSay(t, d, "Block these nights")
	if week.Text() != "115" || s.(ui.Leaver).Leave() == "" {
		t.Errorf("the price reads %q", week.Text())
	}
}

func TestThePriceIsSetUnderTheCap(t *testing.T) {
	d := start(t, busy(), single)
	uitest.Press(t, d, "Use the cap, £117.71")
	uitest.Press(t, d, "Set the price")
	if len(d.Done) != 1 || d.Done[0] != (marketplace.PriceRoom{Room: marketplace.ID{7}, Week: 117_71}) {
		t.Errorf("did %v", d.Done)
	}
	d = start(t, busy(), single)
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.OverCap, "£120.00 a week is over the cap for Guildford.").On("rent")
	}
	uitest.Find(d.Window().Content(), func(*xwidget.MoneyField) bool { return true }).SetText("120")
	uitest.Press(t, d, "Use the cap, £117.71")
	uitest.Find(d.Window().Content(), func(*xwidget.MoneyField) bool { return true }).SetText("120")
	uitest.Press(t, d, "Set the price")
	if f := uitest.Find(d.Window().Content(), func(f *xwidget.Field) bool { return f.Label == "Rent for a week" }); !strings.Contains(f.Error, "over the cap") {
		t.Errorf("the field says %q", f.Error)
	}
}

func TestAListingIsMoved(t *testing.T) {
	for _, tc := range []struct {
		state marketplace.RoomState
		press string
		want  marketplace.Command
	}{
		{marketplace.RoomLive, "Pause it", marketplace.MoveRoom{Room: marketplace.ID{7}, To: marketplace.RoomPaused}},
		{marketplace.RoomPaused, "Make it live", marketplace.MoveRoom{Room: marketplace.ID{7}, To: marketplace.RoomLive}},
		{marketplace.RoomLapsed, "It is all still true", marketplace.ReconfirmRoom{Room: marketplace.ID{7}}},
		{marketplace.RoomLive, "Offer it no longer", marketplace.MoveRoom{Room: marketplace.ID{7}, To: marketplace.RoomRetired}},
		{marketplace.RoomRetired, "Offer it again", marketplace.MoveRoom{Room: marketplace.ID{7}, To: marketplace.RoomLive}},
	} {
		t.Run(tc.press, func(t *testing.T) {
			f := busy()
			f.detail.StateNow = tc.state
			d := start(t, f, single)
			uitest.Press(t, d, tc.press)
			if len(d.Done) != 1 || d.Done[0] != tc.want {
				t.Errorf("did %v", d.Done)
			}
		})
	}
}

func TestSomebodyElsesRoomIsNotChangedHere(t *testing.T) {
	f := busy()
	f.detail.Mine = false
	mustSay(t, start(t, f, single), "This room is somebody else’s")
}

func TestTheTaxYearSaysWhenTheLimitIsPassed(t *testing.T) {
	d := start(t, busy(), taxes)
	mustSay(t, d, "Earned so far £2,640.00", "Expected in the year £4,180.00", "Above the limit £430.00", "At the present bookings you pass your limit of £3,750.00 on 12 February 2027.",
		"HS223", "This is not tax advice.", "somebody else also has income")
	grid := uitest.Find(d.Window().Content(), func(*xwidget.Grid) bool { return true })
	grid.OnActivated(1)
	if d.Routes[0] != ui.ToID(ui.PageBooking, marketplace.ID{52}) {
		t.Errorf("went to %v", d.Routes)
	}
	year := uitest.Find(d.Window().Content(), func(*xwidget.Select) bool { return true })
	year.SetValue("2025-26")
	year.OnChanged(xwidget.Option{Value: "2025-26"})
	mustSay(t, d, "Earned so far £210.00", "Left under the limit £7,290.00", "you stay within your limit")
	if d.Noted[0].Get("year") != "2025-26" {
		t.Errorf("noted %v", d.Noted)
	}
}

func TestAPassedLimitIsSaidSo(t *testing.T) {
	f := busy()
	d := uitest.New(t)
	d.Time = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	d.Put(myrooms.New(d, f, taxes))
	mustSay(t, d, "You passed your limit of £3,750.00 on 12 February 2027.")
}

// beside is a screen as it stands in the window, right of the navigation.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func TestPictures(t *testing.T) {
	for name, r := range map[string]ui.Route{"myrooms": all, "myroom": single, "mytax": taxes} {
		d := uitest.New(t)
		uitest.Shot(t, d, name, beside{myrooms.New(d, busy(), r)})
	}
	d := uitest.New(t)
	uitest.Shot(t, d, "myrooms-none", beside{myrooms.New(d, &fake{}, all)})
}
