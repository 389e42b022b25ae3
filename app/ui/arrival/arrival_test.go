package arrival_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/arrival"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type data struct {
	d   marketplace.ArrivalDetail
	err error
}

func (d *data) ArrivalDetail(context.Context, marketplace.ID) (marketplace.ArrivalDetail, error) {
	return d.d, d.err
}

func someone() *data {
	return &data{d: marketplace.ArrivalDetail{
		ArrivalRow: marketplace.ArrivalRow{
			Arrival: marketplace.ID{1}, Name: "Ikhidie Olaoluwa", Alias: "Nurse, 8 December, LHR", Org: "RA2", Site: "RA201", Group: "nurse", Route: marketplace.RouteInternational,
			At: marketplace.InstantOf(time.Date(2026, 12, 8, 6, 5, 0, 0, time.UTC)), Airport: "LHR", Nights: 28, Needs: marketplace.NeedStepFree | marketplace.NeedParking, Budget: 11500,
		},
		Given: "Ikhidie", Family: "Olaoluwa", Flight: "BA 74", Languages: []string{"yo", "en"}, Mine: true,
		Pairings: []marketplace.PairingRow{{
			Pairing: marketplace.ID{5}, Offer: marketplace.ID{6}, Kind: marketplace.OfferPickup, Volunteer: "Tom Bright", State: marketplace.PairingAccepted,
			At: marketplace.InstantOf(time.Date(2026, 12, 8, 7, 0, 0, 0, time.UTC)),
		}},
	}}
}

func field(t *testing.T, desk *uitest.Desk, label string) *xwidget.Field {
	t.Helper()
	f := uitest.Find(desk.Window().Content(), func(f *xwidget.Field) bool { return f.Label == label })
	if f == nil {
		t.Fatalf("there is no field %q", label)
	}
	return f
}

func TestAnArrivalWithoutABedLeadsToTheSearch(t *testing.T) {
	desk := uitest.New(t)
	uitest.Shot(t, desk, "arrival", arrival.New(desk, someone(), ui.ToID(ui.PageArrival, marketplace.ID{1})))
	strip := uitest.Find(desk.Window().Content(), func(*xwidget.JourneyStrip) bool { return true })
	if got := strip.Steps[1]; got.State != xwidget.StepProblem || got.Note != "none, 17 days left" {
		t.Errorf("of the bed the journey says %+v", got)
	}
	uitest.Press(t, desk, "Find a room")
	want := ui.To(ui.PageFind).Set("arrival", marketplace.ID{1}.String()).Set("arrive", "2026-12-08").Set("leave", "2027-01-05").Set("near", "RA201")
	if len(desk.Routes) != 1 || desk.Routes[0] != want {
		t.Fatalf("went to %v", desk.Routes)
	}
}

func TestAnEmptyFormSaysWhatIsMissing(t *testing.T) {
	desk := uitest.New(t)
	uitest.Shot(t, desk, "arrival-form", arrival.New(desk, someone(), ui.To(ui.PageArrival)))
	uitest.Press(t, desk, "Record the arrival")
	if len(desk.Done) != 0 {
		t.Fatal("an empty form recorded somebody")
	}
	if got := field(t, desk, "Staff group").Error; got != "Choose a staff group" {
		t.Errorf("of the staff group it says %q", got)
	}
}

func TestAFullFormRecordsWhatWasWritten(t *testing.T) {
	desk := uitest.New(t)
	s := arrival.New(desk, someone(), ui.To(ui.PageArrival))
	desk.Put(s)
	for label, text := range map[string]string{"Given name": "Amara", "Family name": "Osei", "At": "06:05", "Flight number": "BA 74"} {
		field(t, desk, label).Control.(*xwidget.TextField).SetText(text)
	}
	field(t, desk, "Staff group").Control.(*xwidget.Select).SetValue("midwife")
	field(t, desk, "Works at").Control.(*xwidget.Select).SetValue("RA201")
	field(t, desk, "Airport").Control.(*xwidget.Select).SetValue("LHR")
	field(t, desk, "Lands on").Control.(*xwidget.DateField).SetValue(time.Date(2027, 7, 7, 0, 0, 0, 0, time.UTC))
	field(t, desk, "What the room needs").Control.(*xwidget.CheckGroup).SetValues("halal-kitchen")
	uitest.Press(t, desk, "Record the arrival")
	if len(desk.Done) != 1 {
		for _, l := range []string{"Given name", "Staff group", "Lands on", "At", "Works at", "Nights wanted", "Rent at most"} {
			t.Logf("%s: %q", l, field(t, desk, l).Error)
		}
		t.Fatal("nothing was recorded")
	}
	got := desk.Done[0].(marketplace.RecordArrival)
	// Six o'clock in July is five in UTC: the United Kingdom is on summer time.
	if want := marketplace.InstantOf(time.Date(2027, 7, 7, 5, 5, 0, 0, time.UTC)); got.Facts.At != want {
		t.Errorf("lands at %v, want %v", got.Facts.At, want)
	}
	if got.Facts.Group != "midwife" || got.Facts.Nights != 28 || got.Facts.Needs != marketplace.NeedHalalKitchen || got.Personal.Family != "Osei" {
		t.Errorf("recorded %+v %+v", got.Facts, got.Personal)
	}
	if q := s.(ui.Leaver).Leave(); q != "" {
		t.Errorf("after saving it still asks %q", q)
	}
}

func TestChangingKeepsWhatWasNotTouchedAndARefusalIsShown(t *testing.T) {
	desk := uitest.New(t)
	desk.Put(arrival.New(desk, someone(), ui.ToID(ui.PageArrival, marketplace.ID{1})))
	uitest.Press(t, desk, "Change")
	desk.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Changed, "Somebody changed this arrival meanwhile. Look again.")
	}
	uitest.Press(t, desk, "Save the changes")
	got := desk.Done[0].(marketplace.ChangeArrival)
	want := someone().d
	if got.Facts.At != want.At || got.Facts.Needs != want.Needs || got.Facts.Budget != want.Budget || got.Personal.Flight != "BA 74" {
		t.Errorf("changed to %+v %+v", got.Facts, got.Personal)
	}
	if len(desk.Toasts) != 0 {
		t.Error("a refusal was said to be saved")
	}
}

func TestClosingAsksWhy(t *testing.T) {
	desk := uitest.New(t)
	desk.Put(arrival.New(desk, someone(), ui.ToID(ui.PageArrival, marketplace.ID{1})))
	uitest.Press(t, desk, "Close")
	desk.Dialogs[0].Verbs[0].Do()
	if got, ok := desk.Done[0].(marketplace.CloseArrival); !ok || got.Reason != marketplace.ReasonArrivalCancelled {
		t.Fatalf("did %+v", desk.Done)
	}
}

func TestAStayThatIsOverNeedsNoWelcome(t *testing.T) {
	for name, test := range map[string]struct {
		bed     marketplace.BookingState
		welcome bool
	}{
		"confirmed": {marketplace.StateConfirmed, true}, "staying": {marketplace.StateArrived, true}, "over": {marketplace.StateCompleted, false},
		"left early": {marketplace.StateEndedEarly, false}, "never came": {marketplace.StateNoShow, false},
	} {
		t.Run(name, func(t *testing.T) {
			desk, d := uitest.New(t), someone()
			d.d.Booking, d.d.BedState = marketplace.ID{9}, test.bed
			desk.Put(arrival.New(desk, d, ui.ToID(ui.PageArrival, marketplace.ID{1})))
			if got := uitest.Find(desk.Window().Content(), func(b *xwidget.Button) bool { return b.Text == "Find a welcome" }) != nil; got != test.welcome {
				t.Errorf("a welcome is to be found: %v", got)
			}
		})
	}
}

func TestErasing(t *testing.T) {
	lead := marketplace.RoleLead
	for name, test := range map[string]struct {
		roles   marketplace.Roles
		mine    bool
		refused string
		offered bool
		note    bool
	}{
		"a lead":                             {roles: lead, mine: true, offered: true, note: true},
		"a coordinator":                      {roles: marketplace.RoleCoordinator, mine: true, offered: true},
		"a host":                             {roles: marketplace.RoleHost},
		"a lead of what a colleague wrote":   {roles: lead, mine: true, offered: true, note: true, refused: "Others wrote this. Ask a coordinator to erase it."},
		"a lead when it has gone long since": {roles: lead, mine: true, offered: true, note: true, refused: "Nothing is kept here that could be erased."},
	} {
		t.Run(name, func(t *testing.T) {
			desk, d := uitest.New(t), someone()
			desk.Person.Roles, d.d.Mine = test.roles, test.mine
			desk.Put(arrival.New(desk, d, ui.ToID(ui.PageArrival, marketplace.ID{1})))
			button := func(b *xwidget.Button) bool { return b.Text == "Erase personal details" }
			if got := uitest.Find(desk.Window().Content(), button) != nil; got != test.offered {
				t.Fatalf("erasing is offered: %v", got)
			}
			if !test.offered {
				return
			}
			uitest.Press(t, desk, "Erase personal details")
			shown := &desk.Dialogs[0]
			if len(desk.Done) != 0 {
				t.Fatal("it erased before it asked")
			}
			says := func(words string) bool {
				return uitest.Find(shown.Content, func(x *xwidget.Text) bool { return strings.Contains(x.Content, words) }) != nil
			}
			for _, words := range []string{"It cannot be undone", "What goes, on every computer", "their name, telephone number and email", "What stays", "counted without a name"} {
				if !says(words) {
					t.Errorf("it does not say %q", words)
				}
			}
			if says("ask a coordinator") != test.note {
				t.Errorf("that a coordinator erases the rest: %v", !test.note)
			}
			if test.refused != "" {
				desk.Do = func(marketplace.Command) (marketplace.Receipt, error) {
					return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "%s", test.refused)
				}
			}
			shown.Verbs[1].Do()
			if got, want := desk.Done[0], (marketplace.EraseSubject{Subject: marketplace.ID{1}}); got != want {
				t.Errorf("did %+v, want %+v", got, want)
			}
			if refused := test.refused != ""; shown.Closed == refused || refused && !says(test.refused) {
				t.Errorf("closed: %v, of a refusal %q", shown.Closed, test.refused)
			}
		})
	}
}
