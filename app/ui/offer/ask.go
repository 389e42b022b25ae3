package offer

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// recently is how many days after landing an arrival is still offered for asking.
const recently = 120

// asking is the dialog in which a lead asks for an arrival.
type asking struct {
	s       *screen
	rows    map[string]marketplace.ArrivalRow
	who     *xwidget.Select
	on      *xwidget.DateField
	at      *xwidget.TextField
	note    *xwidget.TextField
	fWho    *xwidget.Field
	fOn     *xwidget.Field
	fAt     *xwidget.Field
	summary *xwidget.ErrorSummary
	close   func()
}

// ask reads who may be asked for, then opens the dialog.
func (s *screen) ask() {
	f := marketplace.ArrivalFilter{From: marketplace.DateOf(s.desk.Now()) - recently, Limit: 1000}
	if s.detail.Facts.Kind == marketplace.OfferPickup {
		f.From = marketplace.DateOf(s.desk.Now())
	}
	if !s.desk.Me().Roles.Has(marketplace.RoleCoordinator) {
		f.Org = s.desk.Me().Org
	}
	ui.Load(s.desk.Work(), &s.coming, func(ctx context.Context) ([]marketplace.ArrivalRow, error) { return s.data.Arrivals(ctx, f) },
		func(rows []marketplace.ArrivalRow, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.askAmong(rows)
		})
}

func (s *screen) askAmong(rows []marketplace.ArrivalRow) {
	a := &asking{s: s, rows: map[string]marketplace.ArrivalRow{}}
	options := []xwidget.Option{}
	if s.arrival != nil {
		rows = append([]marketplace.ArrivalRow{s.arrival.ArrivalRow}, rows...)
	}
	for _, r := range rows {
		key := r.Arrival.String()
		if _, twice := a.rows[key]; twice || !s.drivesTo(r.Airport) {
			continue
		}
		a.rows[key] = r
		options = append(options, xwidget.Option{Value: key, Label: name(r), Note: strings.TrimSpace(r.At.Date().Short() + " " + r.Airport)})
	}
	if len(options) == 0 {
		s.desk.Toast("Nobody is recorded whom you could ask this volunteer for. Record the arrival first, then ask.", nil)
		return
	}
	a.build(options)
	if s.arrival != nil {
		a.who.SetValue(s.arrival.Arrival.String())
		a.chosen()
	}
	parts := []fyne.CanvasObject{a.summary, a.fWho}
	if s.detail.Facts.Kind.OneOff() {
		parts = append(parts, xwidget.Columns(2, 180, look.Space16, a.fOn, a.fAt))
	}
	parts = append(parts, xwidget.NewField("A word to the volunteer (optional)", "Sealed for them and the leads of the organisation. Nothing about health, faith or papers.", a.note))
	who := s.detail.Volunteer
	if who == "" {
		who = "the volunteer"
	}
	a.close = s.desk.Dialog("Ask "+who, xwidget.VBox(look.Space16, parts...),
		ui.Verb{Text: "Ask", Kind: xwidget.Primary, Do: func() bool {
			a.send()
			return false
		}},
		ui.Verb{Text: "Not now", Kind: xwidget.Secondary, Do: func() bool { return true }})
}

// drivesTo tells whether the volunteer comes to an airport; only a pickup minds.
func (s *screen) drivesTo(airport string) bool {
	f := s.detail.Facts
	return f.Kind != marketplace.OfferPickup || len(f.Airports) == 0 || airport == "" || slices.Contains(f.Airports, airport)
}

func name(r marketplace.ArrivalRow) string {
	if r.Name != "" {
		return r.Name
	}
	return r.Alias
}

func (a *asking) build(options []xwidget.Option) {
	a.who = xwidget.NewSelect("Choose who arrives", options, func(xwidget.Option) { a.chosen() })
	a.on = xwidget.NewDateField(nil)
	a.on.Now = a.s.desk.Now
	a.at = xwidget.NewTextField("")
	a.at.Chars, a.at.MaxLength = 6, 5
	a.note = xwidget.NewTextArea(3, marketplace.MaxProse)
	a.fWho = xwidget.NewField("For whom?", "", a.who)
	a.fOn = xwidget.NewField("On which day?", "For example 7 12 2026", a.on)
	a.fAt = xwidget.NewField("At what time?", "UK time, for example 14:30", a.at)
	if a.s.detail.Facts.Kind == marketplace.OfferPickup {
		a.fOn.Hint, a.fAt.Hint = "When the flight lands", "UK time"
	}
	a.summary = xwidget.NewErrorSummary(a.fWho, a.fOn, a.fAt)
}

// chosen presets the time of a pickup: the landing.
func (a *asking) chosen() {
	r, ok := a.rows[a.who.Value()]
	if !ok || a.s.detail.Facts.Kind != marketplace.OfferPickup {
		return
	}
	a.on.SetValue(r.At.Date().Time())
	a.at.SetText(r.At.Time().In(marketplace.London).Format("15:04"))
}

// send asks, or says in the dialog what is wrong.
func (a *asking) send() {
	s := a.s
	r, known := a.rows[a.who.Value()]
	a.fWho.SetError("")
	if !known {
		a.fWho.SetError("Choose for whom you ask")
	}
	var at marketplace.Instant
	if s.detail.Facts.Kind.OneOff() {
		at = a.instant()
	}
	if !a.summary.Update() {
		return
	}
	s.desk.Try(marketplace.AskVolunteer{Offer: s.detail.Offer, Arrival: r.Arrival, At: at, Note: a.note.Text()}, "You asked "+s.detail.Volunteer+" for "+name(r)+".",
		func(marketplace.Receipt) {
			a.close()
			s.load()
		}, func(err error) { a.summary.Update(marketplace.Sentence(err)) })
}

// instant is the day and time of what happens once; what is wrong with them shows at their fields.
func (a *asking) instant() marketplace.Instant {
	on, errOn := a.on.Value()
	clock, errAt := time.Parse("15:04", a.at.Text())
	a.fOn.SetError("")
	a.fAt.SetError("")
	if errOn != nil || on.IsZero() {
		a.fOn.SetError("Enter the day, such as 7 12 2026")
	}
	if errAt != nil {
		a.fAt.SetError("Enter the time, such as 14:30")
	}
	if errOn != nil || errAt != nil || on.IsZero() {
		return 0
	}
	return marketplace.InstantOf(time.Date(on.Year(), on.Month(), on.Day(), clock.Hour(), clock.Minute(), 0, 0, marketplace.London))
}
