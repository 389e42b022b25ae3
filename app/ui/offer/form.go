package offer

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// form makes an offer or changes one.
type form struct {
	s       *screen
	was     *marketplace.OfferDetail // nil for a new one
	touched bool
	chosen  bool // whether a kind is
	kind    marketplace.OfferKind

	kinds     []*xwidget.Chip
	what      *xwidget.Text
	title     *xwidget.TextField
	places    *xwidget.TextField
	airports  *xwidget.CheckGroup
	days      [7]*xwidget.Chip
	capacity  *xwidget.NumberField
	from      *xwidget.DateField
	until     *xwidget.DateField
	language  *xwidget.Lookup
	languages []string
	spoken    *fyne.Container
	note      *xwidget.TextField

	fTitle, fPlaces, fAirports, fCapacity, fFrom, fUntil, fLanguage, fNote *xwidget.Field
	summary                                                                *xwidget.ErrorSummary
	page                                                                   *fyne.Container
}

// edit shows the form, for a new offer or with what one says.
func (s *screen) edit(d *marketplace.OfferDetail) {
	f := &form{s: s, was: d}
	s.form = f
	f.build()
	title, line, verb := "Offer a welcome", "It takes a minute. You can pause or close it whenever you like.", "Make the offer"
	first := xwidget.NewTitledCard("What would you like to do?", xwidget.VBox(look.Space16, f.chips(), f.what))
	if d != nil {
		title, line, verb = "Change “"+d.Title+"”", d.Facts.Kind.Label()+" · what was agreed already stays as it is", "Save the changes"
		first.Hide()
	}
	f.fill()
	week := []fyne.CanvasObject{}
	for _, c := range f.days {
		week = append(week, c)
	}
	f.page = xwidget.NewPage(xwidget.NewPageHeader(title, line), xwidget.FormColumn(760, xwidget.VBox(look.PageGap,
		f.summary, first,
		xwidget.NewTitledCard("When", xwidget.VBox(look.Space24,
			xwidget.VBox(6, xwidget.VBox(0, xwidget.NewText(xwidget.Strong, "Days (optional)"), xwidget.NewText(xwidget.Muted, "Choose none for any day")), xwidget.Flow(look.Space8, week...)),
			xwidget.Columns(2, 280, look.Space16, f.fFrom, f.fUntil), f.fCapacity)),
		xwidget.NewTitledCard("Where", xwidget.VBox(look.Space24, f.fAirports, f.fPlaces)),
		xwidget.NewTitledCard("About you", xwidget.VBox(look.Space24, xwidget.VBox(look.Space8, f.fLanguage, f.spoken), f.fTitle, f.fNote)),
		xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Primary, verb, f.save), xwidget.NewButton(xwidget.Secondary, "Cancel", f.cancel)))))
	s.put(f.page)
	s.Shown()
}

// Shown puts the keyboard at the form's beginning.
func (s *screen) Shown() {
	f := s.form
	if f == nil {
		return
	}
	begin := f.kinds[0]
	if f.was != nil {
		begin = f.days[0]
	}
	s.desk.Window().Canvas().Focus(begin)
}

func (f *form) touch() { f.touched = true }

func (f *form) build() {
	now := f.s.desk.Now
	f.what = xwidget.NewText(xwidget.Muted, "Choose one. You can make another offer afterwards.")
	for i := range f.days {
		f.days[i] = xwidget.NewChip(look.Icon{}, time.Weekday((i + 1) % 7).String()[:3], func(bool) { f.touch() })
	}
	f.title, f.places = xwidget.NewTextField(""), xwidget.NewTextField("")
	f.title.MaxLength, f.places.MaxLength = 80, 600
	f.note = xwidget.NewTextArea(3, 1000)
	for _, t := range []*xwidget.TextField{f.title, f.places, f.note} {
		t.OnChanged = func(string) { f.touch() }
	}
	options := []xwidget.Option{}
	for _, a := range f.s.desk.Reference().Airports() {
		options = append(options, xwidget.Option{Value: a.Code, Label: a.Name})
	}
	f.airports = xwidget.NewCheckGroup(options, true, func([]string) { f.touch() })
	f.capacity = xwidget.NewNumberField(1, 100)
	f.capacity.OnChanged = func(string) { f.touch() }
	f.from = xwidget.NewDateField(func(time.Time) { f.touch() })
	f.until = xwidget.NewDateField(func(time.Time) { f.touch() })
	f.from.Now, f.until.Now = now, now
	f.language = xwidget.NewLookup("Add a language", f.suggest, f.add)
	f.spoken = xwidget.Flow(look.Space8)

	f.fTitle = xwidget.NewField("In a few words (optional)", "Such as “A lift from Heathrow, with room for two suitcases”", f.title)
	f.fPlaces = xwidget.NewField("Places (optional)", "The first halves of postcodes, such as GU1, GU2. Leave it empty for anywhere.", f.places)
	f.fAirports = xwidget.NewField("Airports", "Tick none for any airport", f.airports)
	f.fCapacity = xwidget.NewField("How many people at one time?", "You are never asked for more", f.capacity)
	f.fFrom = xwidget.NewField("From (optional)", "For example 7 12 2026", f.from)
	f.fUntil = xwidget.NewField("Last day (optional)", "For example 31 3 2027", f.until)
	f.fLanguage = xwidget.NewField("Languages that you speak (optional)", "", f.language)
	f.fNote = xwidget.NewField("Anything else (optional)", "Every lead can read this", f.note)
	f.summary = xwidget.NewErrorSummary(f.fFrom, f.fUntil, f.fCapacity, f.fPlaces, f.fTitle, f.fNote)
}

// fill shows what stands, or how most begin.
func (f *form) fill() {
	f.capacity.SetValue(1)
	f.languages = []string{"en"}
	if d := f.was; d != nil {
		o := d.Facts
		f.choose(o.Kind)
		if d.Title != o.Kind.Label() {
			f.title.SetText(d.Title)
		}
		f.note.SetText(d.Note)
		f.places.SetText(strings.Join(o.Outcodes, ", "))
		f.airports.SetValues(o.Airports...)
		for i, c := range f.days {
			c.SetOn(o.Days&(1<<i) != 0)
		}
		f.capacity.SetValue(o.Capacity)
		for field, date := range map[*xwidget.DateField]marketplace.Date{f.from: o.From, f.until: o.Until} {
			if !date.IsZero() {
				field.SetValue(date.Time())
			}
		}
		f.languages = append([]string{}, o.Languages...)
	} else if k, err := marketplace.ParseOfferKind(f.s.route.Get("kind")); err == nil {
		f.choose(k)
	}
	f.fAirports.Hidden = f.kind != marketplace.OfferPickup
	f.showSpoken()
	f.touched = false
}

func (f *form) cancel() {
	f.s.form = nil
	if f.was == nil {
		f.s.desk.Back()
		return
	}
	f.s.load()
}

// save checks what was written and records it.
func (f *form) save() {
	facts, ok := f.read()
	if !ok {
		return
	}
	s := f.s
	failed := func(err error) { f.summary.Update(marketplace.Sentence(err)) }
	title, note := strings.TrimSpace(f.title.Text()), strings.TrimSpace(f.note.Text())
	if f.was == nil {
		s.desk.Try(marketplace.MakeOffer{Facts: facts, Title: title, Note: note}, "Thank you. Leads can ask you now.", func(r marketplace.Receipt) {
			s.form = nil
			if len(r.Began) == 0 {
				s.desk.Go(ui.To(ui.PageWelcome).Set("view", "mine"))
				return
			}
			s.route = ui.ToID(ui.PageOffer, r.Began[len(r.Began)-1])
			s.desk.Replace(s.route) // in place of the form, so that Back does not lead to an empty one
			s.load()
		}, failed)
		return
	}
	if title == "" {
		title = f.was.Facts.Kind.Label() // an empty one would keep what stands
	}
	s.desk.Try(marketplace.ChangeOffer{Offer: f.was.Offer, Facts: facts, Title: title, Note: &note}, "The changes are saved.", func(marketplace.Receipt) {
		s.form = nil
		s.load()
	}, failed)
}

// read is what was written, where all of it will do.
func (f *form) read() (marketplace.OfferFacts, bool) {
	facts := marketplace.OfferFacts{Kind: f.kind, Languages: f.languages}
	if f.was != nil {
		facts.Volunteer, facts.Org = f.was.Facts.Volunteer, f.was.Facts.Org
	}
	for i, c := range f.days {
		if c.On {
			facts.Days |= 1 << i
		}
	}
	if f.kind == marketplace.OfferPickup {
		facts.Airports = f.airports.Values()
	}
	count, errCount := f.capacity.Value()
	f.fCapacity.SetError(sentence(errCount != nil, "Enter for how many people there is room, from 1 to 100"))
	facts.Capacity = count
	facts.From, facts.Until = dateIn(f.from, f.fFrom), dateIn(f.until, f.fUntil)
	if f.fUntil.Error == "" {
		f.fUntil.SetError(sentence(!facts.Until.IsZero() && facts.Until < max(facts.From, marketplace.DateOf(f.s.desk.Now())),
			"The last day is past, or before the first: correct one of them"))
	}
	wrong := ""
	facts.Outcodes, wrong = f.outcodes()
	f.fPlaces.SetError(sentence(wrong != "", "“"+wrong+"” is not the first half of a postcode: write it like GU1"))
	var others []string
	if !f.chosen {
		others = append(others, "Choose what you would like to do")
	}
	return facts, f.summary.Update(others...)
}

func sentence(wrong bool, s string) string {
	if wrong {
		return s
	}
	return ""
}

// dateIn is the day in a field, zero where it is empty; what is wrong shows at the field.
func dateIn(d *xwidget.DateField, field *xwidget.Field) marketplace.Date {
	if strings.TrimSpace(d.Text()) == "" {
		field.SetError("")
		return 0
	}
	t, err := d.Value()
	if !field.Check(err) || t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Year(), t.Month(), t.Day())
}

// outcodes takes the places apart; wrong is the first that is none.
func (f *form) outcodes() (codes []string, wrong string) {
	for _, c := range strings.FieldsFunc(strings.ToUpper(f.places.Text()), func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' }) {
		if !outcode(c) {
			return nil, c
		}
		codes = append(codes, c)
	}
	return codes, ""
}

// outcode tells whether a text has the shape of the first half of a postcode: one or two letters, a digit, perhaps
// another digit or letter.
func outcode(s string) bool {
	letters := 0
	for letters < len(s) && s[letters] >= 'A' && s[letters] <= 'Z' {
		letters++
	}
	rest := s[letters:]
	if letters < 1 || letters > 2 || len(rest) < 1 || len(rest) > 2 || rest[0] < '0' || rest[0] > '9' {
		return false
	}
	return len(rest) == 1 || rest[1] >= '0' && rest[1] <= '9' || rest[1] >= 'A' && rest[1] <= 'Z'
}
