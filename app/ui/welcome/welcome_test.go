package welcome_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/ui/welcome"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type data struct {
	offers   []marketplace.OfferRow
	own      []marketplace.OfferRow
	pairings []marketplace.PairingRow
	arrival  marketplace.ArrivalDetail
	asked    []marketplace.OfferFilter
	err      error
}

func (d *data) Offers(_ context.Context, f marketplace.OfferFilter) ([]marketplace.OfferRow, error) {
	if f.Mine {
		return d.own, d.err
	}
	d.asked = append(d.asked, f)
	return d.offers, d.err
}

func (d *data) Pairings(_ context.Context, f marketplace.PairingFilter) ([]marketplace.PairingRow, error) {
	var out []marketplace.PairingRow
	for _, p := range d.pairings {
		if !f.Open || p.State == marketplace.PairingAsked || p.State == marketplace.PairingAccepted {
			out = append(out, p)
		}
	}
	return out, d.err
}

func (d *data) ArrivalDetail(context.Context, marketplace.ID) (marketplace.ArrivalDetail, error) {
	return d.arrival, d.err
}

var id = func(b byte) marketplace.ID { return marketplace.ID{b} }

func at(day, hour int) marketplace.Instant {
	return marketplace.InstantOf(time.Date(2026, 11, day, hour, 30, 0, 0, time.UTC))
}

func date(day int) marketplace.Date { return marketplace.NewDate(2026, 11, day) }

// busy is a volunteer's week: two questions, a pickup that is past, a buddy who is due, and three offers; and for the
// lead in the same person two that others were asked.
func busy() *data {
	host, guest := marketplace.SideHost, marketplace.SideGuest
	return &data{
		pairings: []marketplace.PairingRow{
			{Pairing: id(1), Offer: id(11), Kind: marketplace.OfferPickup, Guest: "Amara Osei", Flight: "BA 75", State: marketplace.PairingAsked, At: at(29, 6), Deadline: at(24, 9), Side: host},
			{Pairing: id(2), Offer: id(12), Kind: marketplace.OfferTour, Guest: "Dhruv Nayar", State: marketplace.PairingAsked, At: at(28, 10), Deadline: at(22, 18), Side: host},
			{Pairing: id(3), Offer: id(11), Kind: marketplace.OfferPickup, Guest: "Ikhidie Olaoluwa", Flight: "QR 9", State: marketplace.PairingAccepted, At: at(19, 6), Side: host},
			{
				Pairing: id(4), Offer: id(13), Kind: marketplace.OfferBuddy, Guest: "Chizoba Wilcox", State: marketplace.PairingAccepted, Side: host,
				Contacts: []marketplace.ContactLogged{{On: date(6)}, {On: date(13), How: marketplace.ContactCall}, {On: date(20), How: marketplace.ContactMissed}},
			},
			{Pairing: id(5), Offer: id(14), Kind: marketplace.OfferBuddy, Guest: "Leila Haddad", Volunteer: "Tomasz Nowak", State: marketplace.PairingAsked, Deadline: at(23, 9), Side: guest},
			{Pairing: id(6), Offer: id(15), Kind: marketplace.OfferBank, Guest: "Leila Haddad", Volunteer: "Ann Clarke", State: marketplace.PairingAccepted, At: at(27, 11), Side: guest},
			{Pairing: id(7), Offer: id(11), Kind: marketplace.OfferPickup, Guest: "Past Person", State: marketplace.PairingDone, At: at(2, 6), Side: host},
		},
		own: []marketplace.OfferRow{
			{Offer: id(11), Title: "A lift from Heathrow or Gatwick", State: marketplace.OfferOpen, Taken: 1, Mine: true, Facts: marketplace.OfferFacts{Kind: marketplace.OfferPickup, Airports: []string{"LHR", "LGW"}, Days: 0x60, Capacity: 2}},
			{Offer: id(13), Title: "Buddy", State: marketplace.OfferFull, Taken: 1, Mine: true, Facts: marketplace.OfferFacts{Kind: marketplace.OfferBuddy, Capacity: 1, Outcodes: []string{"GU1", "GU2"}}},
			{Offer: id(12), Title: "A walk round Guildford", State: marketplace.OfferLapsed, Mine: true, Facts: marketplace.OfferFacts{Kind: marketplace.OfferTour, Days: 0x5, Capacity: 1, Until: marketplace.NewDate(2027, 3, 31)}},
		},
		offers: []marketplace.OfferRow{
			{Offer: id(21), Title: "A lift from Heathrow", Volunteer: "Tomasz Nowak", OrgName: "Royal Surrey NHS Foundation Trust", Facts: marketplace.OfferFacts{Kind: marketplace.OfferPickup, Languages: []string{"en", "pl"}, Airports: []string{"LHR"}, Capacity: 2, Until: marketplace.NewDate(2027, 3, 31)}, Taken: 1},
			{Offer: id(22), Title: "Airport pickup", Volunteer: "Ann Clarke", OrgName: "Ashford and St Peter’s Hospitals NHS Foundation Trust", Facts: marketplace.OfferFacts{Kind: marketplace.OfferPickup, Languages: []string{"en"}, Days: 0x60, Capacity: 1}},
			{Offer: id(23), Title: "Airport pickup", Volunteer: "Joy Mensah", OrgName: "Surrey and Sussex Healthcare NHS Trust", State: marketplace.OfferFull, Facts: marketplace.OfferFacts{Kind: marketplace.OfferPickup, Capacity: 1}, Taken: 1},
		},
		arrival: marketplace.ArrivalDetail{
			ArrivalRow: marketplace.ArrivalRow{Arrival: id(31), Name: "Amara Osei", At: at(29, 6), Airport: "LHR"}, Languages: []string{"ml", "en"},
			Pairings: []marketplace.PairingRow{{Kind: marketplace.OfferBuddy, Volunteer: "Grace Hill", State: marketplace.PairingAccepted}},
		},
	}
}

// said is everything that the page says, one thing a line.
func said(desk *uitest.Desk) string {
	var all []string
	uitest.Walk(desk.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			all = append(all, v.Content)
		case *xwidget.Tag:
			all = append(all, v.Text)
		case *xwidget.Chip:
			all = append(all, v.Text)
		case *xwidget.PageHeader:
			all = append(all, v.Title, v.Subtitle)
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

// do presses a dialog's first verb.
func do(t *testing.T, desk *uitest.Desk) bool {
	t.Helper()
	return desk.Dialogs[len(desk.Dialogs)-1].Verbs[0].Do()
}

func volunteer(t *testing.T) *uitest.Desk {
	desk := uitest.New(t)
	desk.Person.Roles = marketplace.RoleVolunteer
	return desk
}

func TestAVolunteerSeesWhatWaitsAndWhatTheyOffer(t *testing.T) {
	desk := volunteer(t)
	uitest.Shot(t, desk, "welcome-mine", welcome.New(desk, busy(), ui.To(ui.PageWelcome)))
	wants(
		t, desk, "2 questions wait for your answer · you look after 2 people", "Airport pickup for Amara Osei", "29 November 2026, 06:30 · flight BA 75 · answer by Tuesday, 09:30",
		"Last in touch 8 days ago (call) · 2 contacts so far", "Get in touch", "Did it happen?", "room for 1 more · weekends · LHR, LGW", "1 of 1 taken", "Mon, Wed until 31 Mar 2027",
	)
	if strings.Contains(said(desk), "Leila") || strings.Contains(said(desk), "Who offers what") {
		t.Error("a volunteer sees what leads asked of others")
	}
}

func TestAVolunteerAnswers(t *testing.T) {
	desk := volunteer(t)
	desk.Put(welcome.New(desk, busy(), ui.To(ui.PageWelcome)))
	uitest.Press(t, desk, "Say yes")
	uitest.Press(t, desk, "Say no")
	if !do(t, desk) {
		t.Error("the dialog stays open")
	}
	want := []marketplace.Command{
		marketplace.AnswerPairing{Pairing: id(1), Accept: true},
		marketplace.AnswerPairing{Pairing: id(1), Reason: marketplace.ReasonTooBusy},
	}
	if !slices.Equal(desk.Done, want) {
		t.Fatalf("did %+v", desk.Done)
	}
}

func TestAVolunteerSaysHowItWentAndLogsAContact(t *testing.T) {
	desk := volunteer(t)
	desk.Put(welcome.New(desk, busy(), ui.To(ui.PageWelcome)))
	uitest.Press(t, desk, "Say how it went")
	do(t, desk)
	uitest.Press(t, desk, "Log a contact")
	how := uitest.Find(desk.Dialogs[1].Content, func(*xwidget.RadioGroup) bool { return true })
	how.SetValue(marketplace.ContactMessage.String())
	do(t, desk)
	uitest.Press(t, desk, "End")
	do(t, desk)
	want := []marketplace.Command{
		marketplace.FinishPairing{Pairing: id(3), To: marketplace.PairingDone, On: date(19)},
		marketplace.LogContact{Pairing: id(4), On: date(21), How: marketplace.ContactMessage},
		marketplace.FinishPairing{Pairing: id(4), To: marketplace.PairingEnded, On: date(21)},
	}
	if !slices.Equal(desk.Done, want) {
		t.Fatalf("did %+v", desk.Done)
	}
	for i, d := range desk.Dialogs {
		if !d.Closed {
			t.Errorf("dialog %d stays open", i)
		}
	}
}

func TestADialogStaysWithWhatIsWrong(t *testing.T) {
	desk := volunteer(t)
	desk.Put(welcome.New(desk, busy(), ui.To(ui.PageWelcome)))
	uitest.Press(t, desk, "Log a contact")
	on := uitest.Find(desk.Dialogs[0].Content, func(*xwidget.DateField) bool { return true })
	on.SetText("31 2 2026")
	if do(t, desk) || len(desk.Done) != 0 {
		t.Error("a date that is none is taken")
	}
	on.SetValue(date(20).Time())
	desk.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.Refused, "No more contacts fit into this pairing.")
	}
	do(t, desk)
	field := uitest.Find(desk.Dialogs[0].Content, func(f *xwidget.Field) bool { return strings.Contains(f.AccessibilityLabel(), "No more contacts fit") })
	if field == nil || desk.Dialogs[0].Closed {
		t.Error("the refusal is not in the dialog")
	}
}

func TestOffersArePausedOpenedAndConfirmed(t *testing.T) {
	desk := volunteer(t)
	desk.Put(welcome.New(desk, busy(), ui.To(ui.PageWelcome)))
	uitest.Press(t, desk, "Pause")
	desk.Undos[0]()
	uitest.Press(t, desk, "It is still true")
	uitest.Press(t, desk, "See")
	uitest.Press(t, desk, "Offer a welcome")
	want := []marketplace.Command{
		marketplace.MoveOffer{Offer: id(11), To: marketplace.OfferPaused},
		marketplace.MoveOffer{Offer: id(11), To: marketplace.OfferOpen},
		marketplace.MoveOffer{Offer: id(12), To: marketplace.OfferOpen},
	}
	if !slices.Equal(desk.Done, want) {
		t.Fatalf("did %+v", desk.Done)
	}
	if want := []ui.Route{ui.ToID(ui.PageOffer, id(11)), ui.To(ui.PageOffer)}; !slices.Equal(desk.Routes, want) {
		t.Fatalf("went to %v", desk.Routes)
	}
}

func TestATaskLeadsToItsPairing(t *testing.T) {
	for _, c := range []struct {
		name    string
		pairing byte
		want    []string
	}{
		{"to answer", 2, []string{"Can you?", "Local tour for Dhruv Nayar"}},
		{"to finish", 3, []string{"How did it go?", "Airport pickup for Ikhidie Olaoluwa"}},
		{"asked of another", 5, []string{"Waiting for an answer", "By Tomasz Nowak · they answer by Monday, 09:30", "Asked by us (2)"}},
		{"over", 7, []string{"This is over", "Airport pickup for Past Person", "Done"}},
		{"not here", 99, []string{"not here any more"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			desk := uitest.New(t)
			desk.Put(welcome.New(desk, busy(), ui.ToID(ui.PageWelcome, id(c.pairing))))
			wants(t, desk, c.want...)
		})
	}
}

func TestALeadSeesWhomTheyAskedAndTakesItBack(t *testing.T) {
	desk := uitest.New(t)
	uitest.Shot(t, desk, "welcome-asked", welcome.New(desk, busy(), ui.To(ui.PageWelcome).Set("view", "asked")))
	wants(t, desk, "1 question waits for a volunteer · 1 welcome under way", "Buddy for Leila Haddad", "27 November 2026, 11:30 · by Ann Clarke")
	uitest.Press(t, desk, "Take it back")
	do(t, desk)
	if want := []marketplace.Command{marketplace.TakeBackPairing{Pairing: id(5), Reason: marketplace.ReasonPlansChanged}}; !slices.Equal(desk.Done, want) {
		t.Fatalf("did %+v", desk.Done)
	}
}

func TestALeadLooksForAWelcomeForAnArrival(t *testing.T) {
	desk, d := uitest.New(t), busy()
	uitest.Shot(t, desk, "welcome-find", welcome.New(desk, d, ui.To(ui.PageWelcome).Set("arrival", id(31).String())))
	last := d.asked[len(d.asked)-1]
	if last.Kind == nil || *last.Kind != marketplace.OfferPickup || last.On != date(29) || last.Airport != "LHR" || !last.OpenOnly {
		t.Fatalf("asked for %+v", last)
	}
	wants(t, desk, "A welcome for Amara Osei", "Lands 29 November 2026, 06:30 LHR · 3 offers match", "Airport pickup: nobody yet", "Buddy: accepted, Grace Hill")
	grid := uitest.Find(desk.Window().Content(), func(*xwidget.Grid) bool { return true })
	cells := make([]xwidget.Cell, 6)
	grid.Source.Row(0, cells)
	if cells[0].Text != "A lift from Heathrow" || cells[3].Text != "LHR" || cells[5].Text != "1 more" {
		t.Errorf("the first row is %+v", cells)
	}
	grid.OnActivated(1)
	if want := []ui.Route{ui.ToID(ui.PageOffer, id(22)).Set("arrival", id(31).String())}; !slices.Equal(desk.Routes, want) {
		t.Fatalf("went to %v", desk.Routes)
	}
}

func TestChoicesGoIntoTheQuestionAndTheRoute(t *testing.T) {
	desk, d := uitest.New(t), busy()
	r := ui.To(ui.PageWelcome).Set("kind", "buddy").Set("language", "pl").Set("on", "2026-12-07").Set("near", "GU2")
	s := welcome.New(desk, d, r)
	uitest.Shot(t, desk, "welcome-offers", s)
	last := d.asked[len(d.asked)-1]
	if *last.Kind != marketplace.OfferBuddy || last.Language != "pl" || last.Outcode != "GU2" || last.On != marketplace.NewDate(2026, 12, 7) {
		t.Fatalf("asked for %+v", last)
	}
	full := uitest.Find(desk.Window().Content(), func(c *xwidget.Chip) bool { return c.Text == "Also full" })
	full.Tapped(nil)
	if last = d.asked[len(d.asked)-1]; last.OpenOnly || *last.Kind != marketplace.OfferBuddy {
		t.Fatalf("asked for %+v", last)
	}
	if noted := desk.Noted[len(desk.Noted)-1]; noted.Get("full") != "yes" || noted.Get("on") != "2026-12-07" {
		t.Fatalf("noted %v", noted)
	}
}

func TestNobodyMatchesAndNobodyOffersYet(t *testing.T) {
	desk, d := uitest.New(t), &data{}
	desk.Put(welcome.New(desk, d, ui.To(ui.PageWelcome).Set("kind", "coach")))
	wants(t, desk, "Nobody matches", "No offer matches")
	uitest.Press(t, desk, "Show every open offer")
	wants(t, desk, "Nobody offers a welcome yet")
	uitest.Find(desk.Window().Content(), func(c *xwidget.Chip) bool { return c.Text == "My welcome" }).Tapped(nil)
	wants(t, desk, "Offer what you can, in a minute")
	uitest.Picture(t, desk, "welcome-empty")
	uitest.Find(desk.Window().Content(), func(c *xwidget.Chip) bool { return c.Text == "Asked by us" }).Tapped(nil)
	wants(t, desk, "Nobody is asked at present")
}

func TestAFailureIsASentenceWithAWayOn(t *testing.T) {
	for name, view := range map[string]string{"of a volunteer": "mine", "of a lead": "offers"} {
		t.Run(name, func(t *testing.T) {
			desk, d := uitest.New(t), busy()
			d.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
			desk.Put(welcome.New(desk, d, ui.To(ui.PageWelcome).Set("view", view)))
			if b := uitest.Find(desk.Window().Content(), func(b *xwidget.Banner) bool { return b.Message == "The database is damaged." }); b == nil {
				t.Fatal("it does not say what is wrong")
			}
			d.err = nil
			uitest.Press(t, desk, "Try again")
			if b := uitest.Find(desk.Window().Content(), func(b *xwidget.Banner) bool { return true }); b != nil {
				t.Fatal("trying again did not help")
			}
		})
	}
}

func TestReloadKeepsTheViewAndTheChoices(t *testing.T) {
	desk, d := uitest.New(t), busy()
	s := welcome.New(desk, d, ui.To(ui.PageWelcome))
	desk.Put(s)
	near := uitest.Find(desk.Window().Content(), func(f *xwidget.TextField) bool { return f.Placeholder == "Such as GU2" })
	near.SetText("GU1")
	near.OnChanged("GU1")
	s.(ui.Reloader).Reload(marketplace.Change{})
	if near.Text() != "GU1" || d.asked[len(d.asked)-1].Outcode != "GU1" {
		t.Fatal("what was typed is gone")
	}
}
