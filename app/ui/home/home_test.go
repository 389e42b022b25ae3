package home_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/home"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type data struct {
	today  marketplace.Today
	err    error
	lost   marketplace.BookingDetail
	room   marketplace.RoomDetail
	others []marketplace.RoomHit
	broken error
}

func (d *data) BookingDetail(context.Context, marketplace.ID) (marketplace.BookingDetail, error) {
	return d.lost, d.broken
}

func (d *data) RoomDetail(context.Context, marketplace.ID) (marketplace.RoomDetail, error) {
	return d.room, nil
}

func (d *data) Alternatives(context.Context, marketplace.ID) ([]marketplace.RoomHit, error) {
	return d.others, nil
}

func (d *data) Today(context.Context) (marketplace.Today, error) { return d.today, d.err }

// texts is everything that a page says.
func texts(o fyne.CanvasObject) map[string]bool {
	out := map[string]bool{}
	uitest.Walk(o, func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			out[v.Content] = true
		case *xwidget.PageHeader:
			out[v.Title], out[v.Subtitle] = true, true
		}
	})
	return out
}

func busy() marketplace.Today {
	return marketplace.Today{
		TotalTasks: 4, ArrivingIn7: 3, StayingNow: 2, FreeTonight: 17, NightsMonth: 212,
		Tasks: []marketplace.Task{
			{Kind: marketplace.TaskReleaseNights, About: marketplace.ID{3}, Title: "Release the nights of 7 December to 4 January?", Detail: "Nobody confirmed by 20 November 2026, 18:00.", Overdue: true},
			{Kind: marketplace.TaskAnswerRequest, About: marketplace.ID{4}, Title: "Amara Osei asks for “Quiet room in Merrow”", Detail: "7 December to 4 January. Answer by 23 November 2026, 18:00."},
			{Kind: marketplace.TaskPlaceArrival, About: marketplace.ID{5}, Title: "Ikhidie Olaoluwa lands on 8 December 2026 and has no bed", Detail: "Heathrow, 06:30. Royal Surrey County Hospital, 28 nights."},
			{Kind: marketplace.TaskCompleteRoom, Title: "12 imported rooms of your organisation wait for their hosts to complete them"},
		},
	}
}

func TestHomeSaysWhatNeedsThePersonAndLeadsThere(t *testing.T) {
	desk := uitest.New(t)
	s := home.New(desk, &data{today: busy()}, ui.To(ui.PageHome))
	uitest.Shot(t, desk, "home", s)
	said := texts(desk.Window().Content())
	for _, want := range []string{"Good morning, Siân", "Release the nights of 7 December to 4 January?", "Saturday 21 November 2026 · 4 things need you"} {
		if !said[want] {
			t.Errorf("it does not say %q", want)
		}
	}
	uitest.Press(t, desk, "Answer")
	if want := ui.ToID(ui.PageBooking, marketplace.ID{4}); len(desk.Routes) != 1 || desk.Routes[0] != want {
		t.Fatalf("went to %v, want %v", desk.Routes, want)
	}
}

func TestACalmDayOffersTheNextUsefulThing(t *testing.T) {
	desk := uitest.New(t)
	s := home.New(desk, &data{}, ui.To(ui.PageHome))
	uitest.Shot(t, desk, "home-calm", s)
	if !texts(desk.Window().Content())["Nothing needs you today"] {
		t.Fatal("it does not say that nothing waits")
	}
	uitest.Press(t, desk, "See the arrivals")
	if len(desk.Routes) != 1 || desk.Routes[0] != ui.To(ui.PageArrivals) {
		t.Fatalf("went to %v", desk.Routes)
	}
}

func TestAFailureIsASentenceWithAWayOn(t *testing.T) {
	desk := uitest.New(t)
	d := &data{err: marketplace.Errorf(marketplace.Damaged, "The database is damaged.")}
	desk.Put(home.New(desk, d, ui.To(ui.PageHome)))
	d.err, d.today = nil, busy()
	uitest.Press(t, desk, "Try again")
	if !texts(desk.Window().Content())["Release the nights of 7 December to 4 January?"] {
		t.Fatal("trying again did not load")
	}
}

func TestAConflictIsToldWithOtherRoomsToAskFor(t *testing.T) {
	dates := marketplace.Range{From: marketplace.NewDate(2026, 12, 7), To: marketplace.NewDate(2027, 1, 4)}
	task := marketplace.Task{Kind: marketplace.TaskConflict, About: marketplace.ID{9}, Title: "The booking of Merrow for Amara Osei is in conflict", Detail: "Find another room together now."}
	d := &data{
		today: marketplace.Today{TotalTasks: 2, Tasks: []marketplace.Task{task, busy().Tasks[1]}},
		lost: marketplace.BookingDetail{
			BookingRow: marketplace.BookingRow{Booking: marketplace.ID{9}, Dates: dates, Week: 9600, Guest: "Amara Osei", GuestOrg: "RA2", Side: marketplace.SideGuest},
			Fold:       marketplace.Booking{ConfirmedAt: 1, Facts: marketplace.BookingFacts{People: []marketplace.ID{{101}}}}, LeadName: "Siân Rees",
		},
		room:   marketplace.RoomDetail{Busy: []marketplace.Busy{{Range: dates, Booking: marketplace.ID{10}, State: marketplace.StateConfirmed, Who: "Farah Khan"}}},
		others: []marketplace.RoomHit{{Room: marketplace.ID{51}, Title: "Garden room", Outcode: "GU2", Week: 9900, DistanceKM: 1.6}, {Room: marketplace.ID{52}, Title: "Loft room", Outcode: "GU4", Week: 9500, DistanceKM: 4}},
	}
	desk := uitest.New(t)
	uitest.Shot(t, desk, "home-conflict", home.New(desk, d, ui.To(ui.PageHome)))
	want := "Siân Rees confirmed in time, but by then the nights had been given to somebody else. Nobody did wrong: the two computers had not met yet. " +
		"The room is kept for Farah Khan, 7 December 2026 to 4 January 2027, 28 nights. Ask for another room for Amara Osei. This booking ends when you cancel it, or move the guest there."
	if said := texts(desk.Window().Content()); !said[want] {
		t.Errorf("it says %v", said)
	}
	uitest.Press(t, desk, "Ask for it instead")
	if c, ok := desk.Done[0].(marketplace.RequestBooking); !ok || c.Room != (marketplace.ID{51}) || c.Instead != (marketplace.ID{9}) {
		t.Fatalf("did %+v", desk.Done)
	}
	uitest.Press(t, desk, "Settle it")
	if desk.Routes[0] != ui.ToID(ui.PageBooking, marketplace.ID{9}) {
		t.Errorf("went to %v", desk.Routes)
	}

	d.broken = marketplace.Errorf(marketplace.NotFound, "This booking is not here (yet).")
	plain := uitest.New(t)
	plain.Put(home.New(plain, d, ui.To(ui.PageHome)))
	if said := texts(plain.Window().Content()); !said["Find another room together now."] {
		t.Errorf("where it cannot be read it says %v", said)
	}
}
