package room

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// maxNote is how much a note to the host may hold here: a few sentences.
const maxNote = 600

// request is the form that asks the host for the room.
type request struct {
	s       *screen
	people  []*xwidget.Select // the first leads the party
	fields  []*xwidget.Field
	dates   *xwidget.DateRangeField
	nights  *xwidget.Field
	total   *xwidget.Text
	note    *xwidget.TextField
	noted   *xwidget.Field
	problem *xwidget.Banner
	content *fyne.Container
	close   func()
	sending bool
}

// openRequest puts the form up.
func (s *screen) openRequest() {
	if len(s.choices()) == 0 {
		s.desk.Ask(ui.Question{
			Title: "Nobody waits for a room", Verb: "Go to the arrivals", Keep: "Stay here",
			Body: "Every arrival that you answer for has a bed, or none is recorded yet. Record the colleague first, and then ask for this room.",
		}, func() { s.desk.Go(ui.To(ui.PageArrivals)) })
		return
	}
	f := newRequest(s)
	s.asking = f
	f.close = s.desk.Dialog("Ask for “"+s.d.Title+"”", f.content,
		ui.Verb{Text: "Not now", Kind: xwidget.Secondary},
		ui.Verb{Text: "Send the request", Kind: xwidget.Primary, Do: f.send})
}

// choices is for whom the room can be asked: those without a bed, and first for whom the page was opened.
func (s *screen) choices() []marketplace.ArrivalRow {
	var all []marketplace.ArrivalRow
	if s.arrival != nil {
		all = append(all, *s.arrival)
	}
	for _, a := range s.waiting {
		if s.arrival == nil || a.Arrival != s.arrival.Arrival {
			all = append(all, a)
		}
	}
	return all
}

func newRequest(s *screen) *request {
	f := &request{s: s, problem: xwidget.NewBanner(xwidget.BannerError, "", ""), total: xwidget.NewText(xwidget.Muted, "")}
	f.problem.Hide()
	f.content = xwidget.VBox(look.Space16, f.problem)
	for i := range min(max(1, s.d.Facts.Guests), 4) {
		f.addPerson(i)
	}
	f.dates = xwidget.NewDateRangeField(func(_, _ time.Time) { f.reckon() })
	f.dates.SetNow(s.desk.Now)
	f.dates.Arrive.Min = s.today().Time()
	if s.stay.Whole() {
		f.dates.SetValue(s.stay.Dates.From.Time(), s.stay.Dates.To.Time())
	}
	f.nights = xwidget.NewField("Which nights", "", f.dates)
	f.note = xwidget.NewTextArea(3, maxNote)
	f.noted = xwidget.NewField("A note to the host", f.noteHint(), f.note)
	f.content.Add(f.nights)
	f.content.Add(f.total)
	f.content.Add(f.noted)
	f.reckon()
	return f
}

// addPerson adds a place for one who stays.
func (f *request) addPerson(i int) {
	options := []xwidget.Option{}
	if i > 0 {
		options = append(options, xwidget.Option{Label: "Nobody else"})
	}
	ref := f.s.desk.Reference()
	for _, a := range f.s.choices() {
		note := a.At.Date().Short()
		if g, ok := ref.StaffGroup(a.Group); ok {
			note = g.Label + ", " + note
		}
		if !a.Booking.IsZero() && a.BedState == marketplace.StateRequested {
			note = "Asked for elsewhere, " + a.At.Date().Short()
		}
		options = append(options, xwidget.Option{Value: a.Arrival.String(), Label: a.Name, Note: note})
	}
	person := xwidget.NewSelect("Choose who will stay", options, nil)
	label := "Who will stay"
	if i == 0 {
		if f.s.arrival != nil || len(options) == 1 {
			person.SetValue(options[0].Value)
		}
		person.OnChanged = f.chosen
	} else {
		label = "Who will share the room"
		person.Selected = 0
	}
	f.people = append(f.people, person)
	f.fields = append(f.fields, xwidget.NewField(label, "", person))
	f.content.Add(f.fields[i])
}

// chosen fills in the nights of who was chosen where none are said yet.
func (f *request) chosen(o xwidget.Option) {
	if from, to, err := f.dates.Value(); err != nil || !from.IsZero() || !to.IsZero() {
		return
	}
	for _, a := range f.s.choices() {
		if need := listing.For(a); a.Arrival.String() == o.Value && need.Whole() {
			f.dates.SetValue(need.Dates.From.Time(), need.Dates.To.Time())
			f.reckon()
		}
	}
}

// noteHint says what a host may want to know, from the needs that no listing answers.
func (f *request) noteHint() string {
	hint := "Say what helps the host to say yes. Leave out health and other private matters."
	if a := f.s.arrival; a != nil && a.Needs&marketplace.NeedQuiet != 0 {
		hint = "They need quiet by day after night shifts: ask whether that is possible. " + hint
	}
	return hint
}

// reckon says what the stay costs, or that some of its nights are taken. The room may change while the form is open.
func (f *request) reckon() {
	from, to, err := f.dates.Value()
	f.total.Content = "The host has three days to answer. Nothing is held until they accept."
	switch {
	case err != nil || from.IsZero():
	case !f.s.d.Free(marketplace.Range{From: marketplace.NewDate(from.Date()), To: marketplace.NewDate(to.Date())}):
		f.total.Content = "Some of these nights are taken. Choose others."
	default:
		rent := marketplace.Rent(f.s.d.Week, xwidget.Nights(from, to))
		f.total.Content = rent.String() + " in all, at " + f.s.d.Week.Week() + ". " + f.total.Content
	}
	f.refresh()
}

func (f *request) refresh() {
	f.content.Refresh()
	if c := f.s.desk.Window().Canvas(); c.Overlays().Top() != nil {
		c.Overlays().Top().Refresh()
	}
}

// command is the request as the form holds it; ok is false where something is missing, which then stands at its field.
func (f *request) command() (c marketplace.RequestBooking, ok bool) {
	c = marketplace.RequestBooking{Room: f.s.d.ID, Note: f.note.Text()}
	for _, person := range f.people {
		if id, err := marketplace.ParseID(person.Value()); err == nil {
			c.Arrivals = append(c.Arrivals, id)
		}
	}
	f.noted.SetError("")
	whoOK := f.fields[0].Check(nil)
	if f.people[0].Value() == "" {
		whoOK = f.fields[0].Check(errors.New("Choose who will stay.")) //nolint:staticcheck // shown as it is
	}
	from, to, err := f.dates.Value()
	if err == nil && from.IsZero() {
		err = errors.New("Enter the nights.") //nolint:staticcheck // shown as it is
	}
	nightsOK := f.nights.Check(err)
	if nightsOK {
		c.Dates = marketplace.Range{From: marketplace.NewDate(from.Date()), To: marketplace.NewDate(to.Date())}
	}
	return c, whoOK && nightsOK
}

// send sends the request. The form stays until it is done, and says why it cannot be.
func (f *request) send() bool {
	if f.sending {
		return false
	}
	f.problem.Hide()
	c, ok := f.command()
	if !ok {
		f.refresh()
		return false
	}
	f.sending = true
	names := f.people[0].AccessibilityLabel()
	f.s.desk.Try(c, "You asked for “"+f.s.d.Title+"” for "+names+".", func(r marketplace.Receipt) {
		f.sending = false
		f.close()
		f.s.stay.Dates = c.Dates
		if len(r.Began) > 0 {
			f.s.loadSent(r.Began[0])
		}
	}, func(err error) {
		f.sending = false
		f.refused(err)
	})
	return false
}

// refused shows the sentence at the field that it is about, or above them all.
func (f *request) refused(err error) {
	if e, ok := errors.AsType[*marketplace.Error](err); ok {
		switch e.Field {
		case "arrivals":
			f.fields[0].SetError(e.Message)
			f.refresh()
			return
		case "dates":
			f.nights.SetError(e.Message)
			f.refresh()
			return
		case "note":
			f.noted.SetError(e.Message)
			f.refresh()
			return
		}
	}
	f.problem.Set(xwidget.BannerError, "", marketplace.Sentence(err))
	f.problem.Show()
	f.refresh()
}
