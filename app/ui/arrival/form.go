package arrival

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// form records an arrival or changes one.
type form struct {
	s       *screen
	was     marketplace.ArrivalDetail // zero for a new one
	touched bool
	given   *xwidget.TextField
	family  *xwidget.TextField
	group   *xwidget.Select
	route   *xwidget.Select
	site    *xwidget.Select
	airport *xwidget.Select
	on      *xwidget.DateField
	at      *xwidget.TextField
	nights  *xwidget.NumberField
	budget  *xwidget.MoneyField
	needs   *xwidget.CheckGroup
	flight  *xwidget.TextField
	phone   *xwidget.TextField
	email   *xwidget.TextField
	note    *xwidget.TextField
	fields  map[string]*xwidget.Field
	summary *xwidget.ErrorSummary
}

// edit shows the form.
func (s *screen) edit(d marketplace.ArrivalDetail) {
	f := &form{s: s, was: d, fields: map[string]*xwidget.Field{}}
	s.form = f
	f.build()
	f.fill()
	title, line, verb := "Record an arrival", "Everything is saved on this computer first. Names and contacts are sealed for the leads of your organisation.", "Record the arrival"
	if !d.Arrival.IsZero() {
		title, verb = "Change "+name(d), "Save the changes"
	}
	s.put(xwidget.NewPage(xwidget.NewPageHeader(title, line), xwidget.FormColumn(720, xwidget.VBox(look.PageGap,
		f.summary,
		xwidget.NewTitledCard("Who", xwidget.VBox(look.Space24, xwidget.Columns(2, 280, look.Space16, f.fields["given"], f.fields["family"]),
			xwidget.Columns(2, 280, look.Space16, f.fields["group"], f.fields["route"]))),
		xwidget.NewTitledCard("When and where", xwidget.VBox(look.Space24, xwidget.Columns(2, 280, look.Space16, f.fields["on"], f.fields["at"]),
			xwidget.Columns(2, 280, look.Space16, f.fields["airport"], f.fields["flight"]), f.fields["site"])),
		xwidget.NewTitledCard("The room", xwidget.VBox(look.Space24, xwidget.Columns(2, 280, look.Space16, f.fields["nights"], f.fields["budget"]), f.fields["needs"])),
		xwidget.NewTitledCard("Contact", xwidget.VBox(look.Space24, xwidget.Columns(2, 280, look.Space16, f.fields["phone"], f.fields["email"]), f.fields["note"])),
		xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Primary, verb, f.save), xwidget.NewButton(xwidget.Secondary, "Cancel", f.cancel))))))
	s.desk.Window().Canvas().Focus(f.given.FocusTarget())
}

func (f *form) build() {
	ref := f.s.desk.Reference()
	text := func(most int) *xwidget.TextField {
		t := xwidget.NewTextField("")
		t.MaxLength = most
		t.OnChanged = func(string) { f.touched = true }
		return t
	}
	f.given, f.family, f.flight, f.phone, f.email, f.at = text(80), text(80), text(20), text(40), text(120), text(5)
	f.at.Chars = 6
	f.note = xwidget.NewTextArea(3, 1000)
	f.note.OnChanged = func(string) { f.touched = true }
	chosen := func(xwidget.Option) { f.touched = true }
	groups := []xwidget.Option{}
	for _, g := range ref.StaffGroups() {
		groups = append(groups, xwidget.Option{Value: g.Code, Label: g.Label})
	}
	f.group = xwidget.NewSelect("Choose a staff group", groups, chosen)
	routes := []xwidget.Option{}
	for r := marketplace.RouteUnknown; r <= marketplace.RouteStudent; r++ {
		routes = append(routes, xwidget.Option{Value: strconv.Itoa(int(r)), Label: r.Label()})
	}
	f.route = xwidget.NewSelect("", routes, chosen)
	airports := []xwidget.Option{{Value: "", Label: "Not by air, or not known yet"}}
	for _, a := range ref.Airports() {
		airports = append(airports, xwidget.Option{Value: a.Code, Label: a.Name, Note: a.Code})
	}
	f.airport = xwidget.NewSelect("Choose an airport", airports, chosen)
	sites := []xwidget.Option{}
	for _, site := range ref.Sites() {
		sites = append(sites, xwidget.Option{Value: site.Code, Label: site.Name, Note: site.Postcode})
	}
	f.site = xwidget.NewSelect("Choose a site", sites, chosen)
	f.on = xwidget.NewDateField(func(time.Time) { f.touched = true })
	f.nights, f.budget = xwidget.NewNumberField(1, 1200), xwidget.NewMoneyField("a week")
	options := []xwidget.Option{}
	for bit := marketplace.Needs(1); bit <= marketplace.NeedQuiet; bit <<= 1 {
		options = append(options, xwidget.Option{Value: bit.Names()[0], Label: bit.Labels()[0]})
	}
	f.needs = xwidget.NewCheckGroup(options, true, func([]string) { f.touched = true })

	add := func(key, label, hint string, control xwidget.Input) {
		f.fields[key] = xwidget.NewField(label, hint, control)
	}
	add("given", "Given name", "", f.given)
	add("family", "Family name", "", f.family)
	add("group", "Staff group", "", f.group)
	add("route", "Route", "Nationality is never recorded", f.route)
	add("on", "Lands on", "For example 7 12 2026", f.on)
	add("at", "At", "UK time, for example 06:05", f.at)
	add("airport", "Airport", "", f.airport)
	add("flight", "Flight number", "If you know it", f.flight)
	add("site", "Works at", "", f.site)
	add("nights", "Nights wanted", "", f.nights)
	add("budget", "Rent at most", "Leave it empty if they did not say", f.budget)
	add("needs", "What the room needs", "", f.needs)
	add("phone", "Phone", "", f.phone)
	add("email", "Email", "", f.email)
	add("note", "Note for the leads", "Nothing about health, faith or papers", f.note)
	f.summary = xwidget.NewErrorSummary(f.fields["given"], f.fields["family"], f.fields["group"], f.fields["on"], f.fields["at"], f.fields["site"], f.fields["nights"], f.fields["budget"])
}

// fill shows what stands.
func (f *form) fill() {
	d := f.was
	f.given.SetText(d.Given)
	f.family.SetText(d.Family)
	f.group.SetValue(d.Group)
	route := d.Route
	if d.Arrival.IsZero() {
		route = marketplace.RouteInternational
		f.at.SetText("")
		f.nights.SetValue(28)
	} else {
		t := d.At.Time().In(marketplace.London)
		f.on.SetValue(d.At.Date().Time())
		f.at.SetText(t.Format("15:04"))
		f.nights.SetValue(d.Nights)
	}
	f.route.SetValue(strconv.Itoa(int(route)))
	f.airport.SetValue(d.Airport)
	f.site.SetValue(d.Site)
	if d.Budget > 0 {
		f.budget.SetPence(int64(d.Budget))
	}
	f.needs.SetValues(d.Needs.Names()...)
	f.flight.SetText(d.Flight)
	f.phone.SetText(d.Phone)
	f.email.SetText(d.Email)
	f.note.SetText(d.Note)
	f.touched = false
}

func (f *form) cancel() {
	f.s.form = nil
	if f.was.Arrival.IsZero() {
		f.s.desk.Back()
		return
	}
	f.s.load()
}

// save checks what was written and records it.
func (f *form) save() {
	facts, personal, ok := f.read()
	if !ok {
		return
	}
	s := f.s
	failed := func(err error) {
		if err != nil {
			f.summary.Update(marketplace.Sentence(err))
		}
	}
	if f.was.Arrival.IsZero() {
		s.desk.Try(marketplace.RecordArrival{Facts: facts, Personal: personal}, "The arrival is recorded.", func(r marketplace.Receipt) {
			s.form = nil
			to := ui.To(ui.PageArrivals)
			if len(r.Began) > 0 {
				to = ui.ToID(ui.PageArrival, r.Began[len(r.Began)-1])
			}
			s.desk.Go(to)
		}, failed)
		return
	}
	s.desk.Try(marketplace.ChangeArrival{Arrival: f.was.Arrival, Facts: facts, Personal: &personal}, "The changes are saved.", func(marketplace.Receipt) {
		s.form = nil
		s.load()
	}, failed)
}

// read is what was written, where all of it will do.
func (f *form) read() (marketplace.ArrivalFacts, marketplace.Personal, bool) {
	set := func(key string, wrong bool, sentence string) {
		if !wrong {
			sentence = ""
		}
		f.fields[key].SetError(sentence)
	}
	on, errOn := f.on.Value()
	clock, errAt := time.Parse("15:04", strings.TrimSpace(f.at.Text()))
	count, errNights := f.nights.Value()
	budget, errBudget := f.budget.Pence()
	set("given", strings.TrimSpace(f.given.Text()) == "" && strings.TrimSpace(f.family.Text()) == "", "Enter a name")
	set("group", f.group.Value() == "", "Choose a staff group")
	set("on", errOn != nil || on.IsZero(), "Enter the day on which they land, such as 7 12 2026")
	set("at", errAt != nil, "Enter the time at which they land, such as 06:05")
	set("site", f.site.Value() == "", "Choose where they will work")
	set("nights", errNights != nil || count < 1, "Enter how many nights they need, from 1 to 1,200")
	set("budget", errBudget != nil && strings.TrimSpace(f.budget.Text()) != "", "Enter an amount such as 110 or 110.50")
	if !f.summary.Update() {
		return marketplace.ArrivalFacts{}, marketplace.Personal{}, false
	}
	route, _ := strconv.Atoi(f.route.Value()) // one of the options, each a number
	facts := marketplace.ArrivalFacts{
		Org: f.was.Org, Site: f.site.Value(), Group: f.group.Value(), Route: marketplace.Route(route),
		At:      marketplace.InstantOf(time.Date(on.Year(), on.Month(), on.Day(), clock.Hour(), clock.Minute(), 0, 0, marketplace.London)),
		Airport: f.airport.Value(), Nights: count, Languages: f.was.Languages,
	}
	if budget > 0 {
		facts.Budget = marketplace.Pence(budget)
	}
	ticked := f.needs.Values()
	for bit := marketplace.Needs(1); bit <= marketplace.NeedQuiet; bit <<= 1 {
		if slices.Contains(ticked, bit.Names()[0]) {
			facts.Needs |= bit
		}
	}
	trim := strings.TrimSpace
	return facts, marketplace.Personal{
		Given: trim(f.given.Text()), Family: trim(f.family.Text()), Email: trim(f.email.Text()), Phone: trim(f.phone.Text()),
		Flight: trim(f.flight.Text()), Note: trim(f.note.Text()), Reference: f.was.Ref,
	}, true
}
