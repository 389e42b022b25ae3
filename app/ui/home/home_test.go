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
	today marketplace.Today
	err   error
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
