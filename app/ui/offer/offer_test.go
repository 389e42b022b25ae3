package offer_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/offer"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type data struct {
	offer    marketplace.OfferDetail
	arrivals []marketplace.ArrivalRow
	asked    []marketplace.ArrivalFilter
	err      error
}

func (d *data) OfferDetail(context.Context, marketplace.ID) (marketplace.OfferDetail, error) {
	return d.offer, d.err
}

func (d *data) Arrivals(_ context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error) {
	d.asked = append(d.asked, f)
	return d.arrivals, d.err
}

func (d *data) ArrivalDetail(_ context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error) {
	for _, a := range d.arrivals {
		if a.Arrival == id {
			return marketplace.ArrivalDetail{ArrivalRow: a}, nil
		}
	}
	return marketplace.ArrivalDetail{}, marketplace.Errorf(marketplace.NotFound, "This arrival is not here (yet).")
}

func id(b byte) marketplace.ID { return marketplace.ID{b} }

func at(day, hour int) marketplace.Instant {
	return marketplace.InstantOf(time.Date(2026, 11, day, hour, 30, 0, 0, time.UTC))
}

// lift is a colleague's offer of a lift, with a question, two pairings and one that is over.
func lift() *data {
	return &data{
		offer: marketplace.OfferDetail{
			OfferRow: marketplace.OfferRow{
				Offer: id(11), Title: "A lift from Heathrow", Note: "Room for two large suitcases.", Volunteer: "Tomasz Nowak", OrgName: "Royal Surrey NHS Foundation Trust", Taken: 1, Mine: true,
				Facts: marketplace.OfferFacts{
					Kind: marketplace.OfferPickup, Volunteer: id(9), Org: "RA2", Languages: []string{"en", "pl"}, Outcodes: []string{"GU1", "GU2"}, Airports: []string{"LHR"},
					Days: 0x60, Capacity: 2, Until: marketplace.NewDate(2027, 3, 31),
				},
			},
			Pairings: []marketplace.PairingRow{
				{Pairing: id(1), Kind: marketplace.OfferPickup, Guest: "Amara Osei", At: at(29, 6), Deadline: at(24, 9), Side: marketplace.SideHost},
				{Pairing: id(2), Kind: marketplace.OfferPickup, Guest: "Dhruv Nayar", At: at(28, 8), State: marketplace.PairingAccepted, Side: marketplace.SideGuest},
				{Pairing: id(3), Kind: marketplace.OfferPickup, Guest: "Nurse, 4 November, LHR", At: at(4, 8), State: marketplace.PairingDone},
				{Pairing: id(4), Kind: marketplace.OfferPickup, Guest: "Leila Haddad", At: at(2, 8), State: marketplace.PairingDeclined, Reason: marketplace.ReasonTooBusy, Side: marketplace.SideGuest},
			},
		},
		arrivals: []marketplace.ArrivalRow{
			{Arrival: id(31), Name: "Ikhidie Olaoluwa", At: at(28, 6), Airport: "LHR"},
			{Arrival: id(32), Alias: "Midwife, 4 December, LHR", At: at(34, 17), Airport: "LHR"},
		},
	}
}

func said(desk *uitest.Desk) string {
	var all []string
	uitest.Walk(desk.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			all = append(all, v.Content)
		case *xwidget.Tag:
			all = append(all, v.Text)
		case *xwidget.PageHeader:
			all = append(all, v.Title, v.Subtitle)
		case *xwidget.Banner:
			all = append(all, v.Message)
		case *xwidget.Link:
			all = append(all, v.Text)
		}
	})
	return strings.Join(all, "\n")
}

func wants(t *testing.T, desk *uitest.Desk, lines ...string) {
	t.Helper()
	page := said(desk)
	for _, want := range lines {
		if !strings.Contains(page, want) {
			t.Errorf("it does not say %q in\n%s", want, page)
		}
	}
}

// field is the control of a form group by its label, in the page or in a dialog.
func field[W fyne.CanvasObject](t *testing.T, o fyne.CanvasObject, label string) W {
	t.Helper()
	f := uitest.Find(o, func(f *xwidget.Field) bool { return strings.HasPrefix(f.Label, label) })
	if f == nil {
		t.Fatalf("there is no field %q", label)
	}
	w, ok := f.Control.(W)
	if !ok {
		t.Fatalf("the field %q holds a %T", label, f.Control)
	}
	return w
}

func chip(t *testing.T, desk *uitest.Desk, text string) {
	t.Helper()
	c := uitest.Find(desk.Window().Content(), func(c *xwidget.Chip) bool { return c.Text == text })
	if c == nil {
		t.Fatalf("there is no chip %q", text)
	}
	c.Tapped(nil)
}

func TestTheOfferSaysWhatItIsAndWhomItLooksAfter(t *testing.T) {
	desk := uitest.New(t)
	uitest.Shot(t, desk, "offer", offer.New(desk, lift(), ui.ToID(ui.PageOffer, id(11))))
	wants(
		t, desk, "A lift from Heathrow", "Tomasz Nowak, Royal Surrey NHS Foundation Trust · room for 1 more", "Saturday and Sunday", "31 March 2027",
		"English, Polish", "2 people, 1 now", "Room for two large suitcases.", "29 November 2026, 06:30 · answer due by Tuesday, 09:30", "No time at present",
	)
	uitest.Press(t, desk, "Answer")
	uitest.Press(t, desk, "Open")
	if want := []ui.Route{ui.ToID(ui.PageWelcome, id(1)), ui.ToID(ui.PageWelcome, id(2))}; !slices.Equal(desk.Routes, want) {
		t.Fatalf("went to %v", desk.Routes)
	}
}

func TestAnOfferIsPausedClosedAndOpened(t *testing.T) {
	for _, c := range []struct {
		name  string
		state marketplace.OfferState
		press string
		says  string
		want  marketplace.OfferState
	}{
		{"paused", marketplace.OfferOpen, "Pause", "", marketplace.OfferPaused},
		{"closed", marketplace.OfferFull, "Close", "", marketplace.OfferClosed},
		{"opened again", marketplace.OfferPaused, "Open again", "nobody is asked", marketplace.OfferOpen},
		{"opened once closed", marketplace.OfferClosed, "Open again", "The offer is closed", marketplace.OfferOpen},
		{"confirmed", marketplace.OfferLapsed, "It is still true", "90 days", marketplace.OfferOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			desk, d := uitest.New(t), lift()
			desk.SayYes = true
			d.offer.State = c.state
			desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
			wants(t, desk, c.says)
			uitest.Press(t, desk, c.press)
			if want := []marketplace.Command{marketplace.MoveOffer{Offer: id(11), To: c.want}}; !slices.Equal(desk.Done, want) {
				t.Fatalf("did %+v", desk.Done)
			}
			if undo := desk.Undos[0]; (undo != nil) != (c.want != marketplace.OfferOpen) {
				t.Error("undo is offered where it should not be, or not where it should")
			}
		})
	}
}

func TestOnlyThoseWhoMayChangeAnOfferDo(t *testing.T) {
	desk, d := uitest.New(t), lift()
	desk.Person.Roles, d.offer.Mine = marketplace.RoleVolunteer, false
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	for _, verb := range []string{"Pause", "Close", "Change", "Ask for an arrival"} {
		if b := uitest.Find(desk.Window().Content(), func(b *xwidget.Button) bool { return b.Text == verb }); b != nil {
			t.Errorf("there is a button %q", verb)
		}
	}
}

func TestALeadAsksForAnArrival(t *testing.T) {
	desk, d := uitest.New(t), lift()
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11)).Set("arrival", id(31).String())))
	uitest.Press(t, desk, "Ask for Ikhidie Olaoluwa")
	dialog := desk.Dialogs[0]
	if at := field[*xwidget.TextField](t, dialog.Content, "At what time").Text(); dialog.Title != "Ask Tomasz Nowak" || at != "06:30" {
		t.Errorf("%q asks for %q", dialog.Title, at)
	}
	note := field[*xwidget.TextField](t, dialog.Content, "A word")
	note.SetText("Two suitcases.")
	dialog.Verbs[0].Do()
	want := []marketplace.Command{marketplace.AskVolunteer{Offer: id(11), Arrival: id(31), At: at(28, 6), Note: "Two suitcases."}}
	if !slices.Equal(desk.Done, want) {
		t.Fatalf("did %+v", desk.Done)
	}
	if !desk.Dialogs[0].Closed || desk.Toasts[0] != "You asked Tomasz Nowak for Ikhidie Olaoluwa." {
		t.Errorf("closed %v, said %q", desk.Dialogs[0].Closed, desk.Toasts)
	}
}

func TestWhatIsWrongWithAQuestionStaysInTheDialog(t *testing.T) {
	desk, d := uitest.New(t), lift()
	d.offer.Facts.Kind = marketplace.OfferTour
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	uitest.Press(t, desk, "Ask for an arrival")
	dialog := desk.Dialogs[0]
	dialog.Verbs[0].Do()
	for _, want := range []string{"Choose for whom you ask", "Enter the day, such as 7 12 2026", "Enter the time, such as 14:30"} {
		if f := uitest.Find(dialog.Content, func(f *xwidget.Field) bool { return f.Error == want }); f == nil {
			t.Errorf("it does not say %q", want)
		}
	}
	field[*xwidget.Select](t, dialog.Content, "For whom").SetValue(id(32).String())
	field[*xwidget.DateField](t, dialog.Content, "On which day").SetValue(marketplace.NewDate(2026, 12, 8).Time())
	field[*xwidget.TextField](t, dialog.Content, "At what time").SetText("14:00")
	desk.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "The volunteer is not free on a Tuesday.")
	}
	dialog.Verbs[0].Do()
	refused := uitest.Find(dialog.Content, func(x *xwidget.Text) bool { return x.Content == "The volunteer is not free on a Tuesday." })
	if len(desk.Done) != 1 || refused == nil || desk.Dialogs[0].Closed {
		t.Errorf("did %v; the refusal shows: %v", desk.Done, refused != nil)
	}
}

func TestAPickupIsAskedOnlyForWhomItDrivesTo(t *testing.T) {
	desk, d := uitest.New(t), lift()
	d.arrivals[0].Airport = "LGW"
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	uitest.Press(t, desk, "Ask for an arrival")
	who := field[*xwidget.Select](t, desk.Dialogs[0].Content, "For whom")
	if len(who.Options) != 1 || who.Options[0].Label != "Midwife, 4 December, LHR" || who.Options[0].Note != "4 Dec 2026 LHR" {
		t.Fatalf("offers %+v", who.Options)
	}
}

func TestWithNobodyWhoArrivesThereIsNobodyToAskFor(t *testing.T) {
	desk, d := uitest.New(t), lift()
	d.arrivals = nil
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	uitest.Press(t, desk, "Ask for an arrival")
	if len(desk.Dialogs) != 0 || len(desk.Toasts) != 1 {
		t.Errorf("said %v", desk.Toasts)
	}
}

func TestAnOfferIsMadeInAMinute(t *testing.T) {
	desk := uitest.New(t)
	desk.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{Began: []marketplace.ID{id(77)}}, nil
	}
	uitest.Shot(t, desk, "offer-form", offer.New(desk, &data{}, ui.To(ui.PageOffer)))
	if first, ok := desk.Window().Canvas().Focused().(*xwidget.Chip); !ok || first.Text != "Airport pickup" {
		t.Error("the keyboard is not at the first choice")
	}
	chip(t, desk, "Airport pickup")
	chip(t, desk, "Sat")
	page := desk.Window().Content()
	field[*xwidget.CheckGroup](t, page, "Airports").SetValues("LHR")
	field[*xwidget.TextField](t, page, "Places").SetText("gu1, GU2 4")
	uitest.Press(t, desk, "Make the offer")
	wants(t, desk, "“4” is not the first half of a postcode: write it like GU1")
	field[*xwidget.TextField](t, page, "Places").SetText("gu1, GU2")
	field[*xwidget.DateField](t, page, "Last day").SetValue(marketplace.NewDate(2027, 3, 31).Time())
	field[*xwidget.NumberField](t, page, "How many").SetValue(2)
	uitest.Picture(t, desk, "offer-form-filled")
	uitest.Press(t, desk, "Make the offer")
	want := marketplace.MakeOffer{Facts: marketplace.OfferFacts{
		Kind: marketplace.OfferPickup, Languages: []string{"en"}, Outcodes: []string{"GU1", "GU2"}, Airports: []string{"LHR"}, Days: 1 << 5, Capacity: 2,
		Until: marketplace.NewDate(2027, 3, 31),
	}}
	if len(desk.Done) != 1 || !reflect.DeepEqual(desk.Done[0], want) {
		t.Fatalf("did %+v", desk.Done)
	}
	if want := []ui.Route{ui.ToID(ui.PageOffer, id(77))}; !slices.Equal(desk.Noted, want) || len(desk.Routes) != 0 {
		t.Fatalf("noted %v, went to %v", desk.Noted, desk.Routes)
	}
	wants(t, desk, "What is offered")
}

func TestAFormSaysWhatIsMissing(t *testing.T) {
	desk := uitest.New(t)
	s := offer.New(desk, &data{}, ui.To(ui.PageOffer))
	desk.Put(s)
	page := desk.Window().Content()
	field[*xwidget.NumberField](t, page, "How many").SetText("0")
	field[*xwidget.DateField](t, page, "Last day").SetValue(marketplace.NewDate(2026, 11, 20).Time())
	uitest.Press(t, desk, "Make the offer")
	wants(t, desk, "Choose what you would like to do", "Enter for how many people there is room, from 1 to 100", "The last day is past, or before the first: correct one of them")
	if len(desk.Done) != 0 {
		t.Fatalf("did %+v", desk.Done)
	}
	uitest.Picture(t, desk, "offer-form-wrong")
	if s.(ui.Leaver).Leave() != "" {
		t.Error("it asks before nothing is lost")
	}
	chip(t, desk, "Buddy")
	if s.(ui.Leaver).Leave() == "" {
		t.Error("it does not ask before what was written is lost")
	}
	uitest.Press(t, desk, "Cancel")
	if desk.Backs != 1 {
		t.Error("cancel does not go back")
	}
}

func TestChangingAnOfferKeepsWhatIsNotChanged(t *testing.T) {
	desk, d := uitest.New(t), lift()
	s := offer.New(desk, d, ui.ToID(ui.PageOffer, id(11)))
	desk.Put(s)
	uitest.Press(t, desk, "Change")
	field[*xwidget.NumberField](t, desk.Window().Content(), "How many").SetValue(3)
	chip(t, desk, "Polish")
	s.(ui.Reloader).Reload(marketplace.Change{})
	uitest.Press(t, desk, "Save the changes")
	facts := lift().offer.Facts
	facts.Capacity, facts.Languages = 3, []string{"en"}
	note := "Room for two large suitcases."
	want := marketplace.ChangeOffer{Offer: id(11), Facts: facts, Title: "A lift from Heathrow", Note: &note}
	if len(desk.Done) != 1 || !reflect.DeepEqual(desk.Done[0], want) {
		t.Fatalf("did %+v", desk.Done)
	}
	wants(t, desk, "What is offered")
}

func TestANoteCanBeTakenAway(t *testing.T) {
	desk, d := uitest.New(t), lift()
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	uitest.Press(t, desk, "Change")
	field[*xwidget.TextField](t, desk.Window().Content(), "Anything else").SetText("")
	uitest.Press(t, desk, "Save the changes")
	if c, ok := desk.Done[0].(marketplace.ChangeOffer); !ok || c.Note == nil || *c.Note != "" {
		t.Fatalf("did %+v", desk.Done)
	}
}

func TestARefusalStaysInTheForm(t *testing.T) {
	desk, d := uitest.New(t), lift()
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	uitest.Press(t, desk, "Change")
	desk.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "How many people this offer takes is kept on another computer.")
	}
	uitest.Press(t, desk, "Save the changes")
	wants(t, desk, "How many people this offer takes is kept on another computer.", "Change “A lift from Heathrow”")
}

func TestAFailureIsASentenceWithAWayOn(t *testing.T) {
	desk, d := uitest.New(t), lift()
	d.err = marketplace.Errorf(marketplace.NotFound, "This offer is not here (yet).")
	desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
	wants(t, desk, "This offer is not here (yet).")
	d.err = nil
	uitest.Press(t, desk, "Try again")
	wants(t, desk, "A lift from Heathrow")
}

// TestAnOfferIsErased offers it to the volunteer and to coordinators alone.
func TestAnOfferIsErased(t *testing.T) {
	for name, tc := range map[string]struct {
		roles   marketplace.Roles
		own     bool
		offered bool
	}{
		"the volunteer": {marketplace.RoleVolunteer, true, true},
		"a coordinator": {marketplace.RoleCoordinator, false, true},
		"a lead":        {marketplace.RoleLead, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			desk, d := uitest.New(t), lift()
			desk.Person.Roles = tc.roles
			if tc.own {
				desk.Person.Person = d.offer.Facts.Volunteer
			}
			desk.Put(offer.New(desk, d, ui.ToID(ui.PageOffer, id(11))))
			if got := uitest.Find(desk.Window().Content(), func(b *xwidget.Button) bool { return b.Text == "Erase what it says" }) != nil; got != tc.offered {
				t.Fatalf("erasing is offered: %v", got)
			}
			if !tc.offered {
				return
			}
			uitest.Press(t, desk, "Erase what it says")
			desk.Dialogs[0].Verbs[1].Do()
			if len(desk.Done) != 1 || desk.Done[0] != (marketplace.EraseSubject{Subject: id(11)}) {
				t.Errorf("did %v", desk.Done)
			}
		})
	}
}
