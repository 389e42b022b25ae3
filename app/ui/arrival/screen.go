package arrival

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error)
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route

	latest ui.Latest
	detail marketplace.ArrivalDetail
	form   *form // while the arrival is being recorded or changed

	root *fyne.Container
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Leaver   = (*screen)(nil)
)

// New makes the page for a route: with an ID that arrival's, without one a form to record one.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	return &screen{desk: desk, data: data, route: r}
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.root = container.NewStack()
	if s.route.ID.IsZero() {
		s.edit(marketplace.ArrivalDetail{})
		return s.root
	}
	s.put(xwidget.NewPage(xwidget.NewPageHeader("Arrival", ""), xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Loading…"))))
	s.load()
	return s.root
}

// Reload reads again, unless the person is writing.
func (s *screen) Reload(marketplace.Change) {
	if s.form == nil {
		s.load()
	}
}

// Leave asks before what was written is lost.
func (s *screen) Leave() string {
	if s.form != nil && s.form.touched {
		return "What you wrote of this arrival is not saved yet."
	}
	return ""
}

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.latest, func(ctx context.Context) (marketplace.ArrivalDetail, error) {
		return s.data.ArrivalDetail(ctx, s.route.ID)
	},
		func(d marketplace.ArrivalDetail, err error) {
			if err != nil {
				s.put(xwidget.NewPage(xwidget.NewPageHeader("Arrival", ""),
					xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load))))
				return
			}
			s.detail = d
			s.show()
		})
}

func (s *screen) put(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

// show builds the page from what was read.
func (s *screen) show() {
	d := s.detail
	header := xwidget.NewPageHeader(name(d), s.lands(d), s.actions(d)...)
	parts := []fyne.CanvasObject{}
	if d.Closed {
		parts = append(parts, xwidget.NewBanner(xwidget.BannerInfo, "", "This arrival is closed. Reopen it if they come after all."))
	}
	parts = append(parts, xwidget.NewCard(xwidget.NewJourneyStrip(s.journey(d)...)),
		xwidget.MainAside(480, 340, look.PageGap, xwidget.VBox(look.PageGap, s.beds(d), s.welcome(d)), s.known(d)))
	s.put(xwidget.NewPage(header, xwidget.VBox(look.PageGap, parts...)))
}

func name(d marketplace.ArrivalDetail) string {
	if d.Name != "" {
		return d.Name
	}
	return d.Alias
}

func (s *screen) lands(d marketplace.ArrivalDetail) string {
	words := []string{"Lands " + d.At.String()}
	if d.At.Time().Before(s.desk.Now()) {
		words[0] = "Landed " + d.At.String()
	}
	if a, ok := s.desk.Reference().Airport(d.Airport); ok {
		words = append(words, a.Name)
	}
	if site, ok := s.desk.Reference().Site(d.Site); ok {
		words = append(words, "works at "+site.Name)
	}
	return strings.Join(words, " · ")
}

// actions are the acts of the page; the one green is the next step.
func (s *screen) actions(d marketplace.ArrivalDetail) []fyne.CanvasObject {
	if !d.Mine {
		return nil
	}
	if d.Closed {
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Primary, "Reopen", func() {
			s.desk.Act(marketplace.ReopenArrival{Arrival: d.Arrival}, "The arrival is open again.", nil)
		})}
	}
	out := []fyne.CanvasObject{
		xwidget.NewButton(xwidget.Secondary, "Close", s.closeArrival),
		xwidget.NewIconButton(xwidget.Secondary, look.IconEdit, "Change", func() { s.edit(d) }),
	}
	switch {
	case d.Booking.IsZero():
		out = append(out, xwidget.NewIconButton(xwidget.Primary, look.IconFind, "Find a room", s.findRoom))
	case (!d.HasPickup || !d.HasBuddy) && !over(d.BedState):
		out = append(out, xwidget.NewIconButton(xwidget.Primary, look.IconWelcome, "Find a welcome", s.findWelcome))
	}
	return out
}

// over tells that the stay has come to its end.
func over(bed marketplace.BookingState) bool {
	switch bed {
	case marketplace.StateCompleted, marketplace.StateEndedEarly, marketplace.StateNoShow:
		return true
	}
	return false
}

func (s *screen) findRoom() {
	d := s.detail
	arrive := d.At.Date()
	s.desk.Go(ui.To(ui.PageFind).Set("arrival", d.Arrival.String()).Set("arrive", arrive.String()).
		Set("leave", (arrive+marketplace.Date(max(1, d.Nights))).String()).Set("near", d.Site))
}

func (s *screen) findWelcome() {
	s.desk.Go(ui.To(ui.PageWelcome).Set("arrival", s.detail.Arrival.String()))
}

// closeArrival asks why they will not come.
func (s *screen) closeArrival() {
	reason := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: marketplace.ReasonArrivalCancelled.String(), Label: marketplace.ReasonArrivalCancelled.Label()},
		{Value: marketplace.ReasonFoundOwnHome.String(), Label: marketplace.ReasonFoundOwnHome.Label()},
		{Value: marketplace.ReasonAlreadyPlaced.String(), Label: marketplace.ReasonAlreadyPlaced.Label()},
		{Value: marketplace.ReasonOther.String(), Label: marketplace.ReasonOther.Label()},
	}, nil)
	reason.SetValue(marketplace.ReasonArrivalCancelled.String())
	s.desk.Dialog("Close this arrival?", xwidget.VBox(look.Space16, xwidget.NewField("Why", "Bookings and pairings stay as they are: end them first where they are not needed.", reason)),
		ui.Verb{Text: "Close the arrival", Kind: xwidget.Primary, Do: func() bool {
			why, err := marketplace.ParseReason(reason.Value())
			if err != nil {
				return false
			}
			s.desk.Act(marketplace.CloseArrival{Arrival: s.detail.Arrival, Reason: why}, "The arrival is closed.", nil)
			return true
		}},
		ui.Verb{Text: "Keep it open", Kind: xwidget.Secondary, Do: func() bool { return true }})
}

// Help says what the page is for.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "The way", Body: "Each step shows how far this arrival has got: a bed asked for, accepted and confirmed, somebody at the airport, a buddy. The green button is the next step."},
		{Heading: "Who sees what", Body: "Names, contacts, flight and note are sealed for the leads of the organisation. Hosts and volunteers see a name only of somebody they have a booking or pairing with."},
		{Heading: "Erasing personal details", Body: "Names, contacts, flight and note go for good, on every computer. Dates and nights stay, without a name. You erase what you wrote yourself, and a coordinator anybody’s."},
		{Heading: "What is never recorded", Body: "Nationality, passport, visa, health, religion and ethnicity. Write nothing of these in the note."},
	}
}
