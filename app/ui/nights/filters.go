package nights

import (
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// grouping is one way to cut the table.
type grouping struct {
	name  string
	by    marketplace.NightsBy
	label string
}

var ways = []grouping{
	{"month", marketplace.ByMonth, "Month"},
	{"host_org", marketplace.ByHostOrg, "Host organisation"},
	{"guest_org", marketplace.ByGuestOrg, "Guest organisation"},
	{"area", marketplace.ByArea, "Rental area"},
	{"staff_group", marketplace.ByGroup, "Staff group"},
}

// wayNamed is the grouping of a name; by month for one that is not known.
func wayNamed(name string) grouping {
	for _, w := range ways {
		if w.name == name {
			return w
		}
	}
	return ways[0]
}

// wayOf is the grouping of a set with one member.
func wayOf(by marketplace.NightsBy) grouping {
	for _, w := range ways {
		if w.by == by {
			return w
		}
	}
	return ways[0]
}

// filterOf reads a route's choices. What does not parse does not restrict.
func filterOf(r ui.Route) (marketplace.NightsFilter, marketplace.NightsBy) {
	f := marketplace.NightsFilter{HostOrg: r.Get("host"), GuestOrg: r.Get("guest"), Follow: r.Get("follow") == "yes"}
	if d, err := marketplace.ParseDate(r.Get("from")); err == nil {
		f.From = d
	}
	if d, err := marketplace.ParseDate(r.Get("to")); err == nil {
		f.To = d
	}
	return f, wayNamed(r.Get("by")).by
}

// filters is the row of choices at the top.
type filters struct {
	s           *screen
	from, to    *xwidget.DateField
	host, guest *xwidget.Select
	follow      *xwidget.CheckBox
	root        fyne.CanvasObject
}

func newFilters(s *screen) *filters {
	f := &filters{s: s}
	f.from = xwidget.NewDateField(func(time.Time) { f.changed() })
	f.to = xwidget.NewDateField(func(time.Time) { f.changed() })
	f.host = xwidget.NewSelect("Every organisation", nil, func(xwidget.Option) { f.changed() })
	f.guest = xwidget.NewSelect("Every organisation", nil, func(xwidget.Option) { f.changed() })
	f.follow = xwidget.NewCheckBox("Follow successors", func(bool) { f.changed() })
	f.follow.SetChecked(s.f.Follow)
	f.from.SetValue(timeOf(s.f.From))
	if !s.f.To.IsZero() {
		f.to.SetValue((s.f.To - 1).Time())
	}
	f.root = xwidget.NewCard(xwidget.VBox(look.Space16,
		xwidget.Columns(4, 200, look.Space16, xwidget.NewField("From", "", f.from), xwidget.NewField("Up to and including", "", f.to),
			xwidget.NewField("Hosts of", "", f.host), xwidget.NewField("Guests of", "", f.guest)),
		xwidget.Flow(look.Space16, f.follow, xwidget.NewButton(xwidget.Quiet, "This tax year", func() { f.period(taxYear(s.today())) }),
			xwidget.NewButton(xwidget.Quiet, "The last 12 months", func() { f.period(lastYear(s.today())) }),
			xwidget.NewButton(xwidget.Quiet, "All nights", f.clear))))
	return f
}

func timeOf(d marketplace.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.Time()
}

func (f *filters) setOrgs(orgs []marketplace.OrgRow) {
	options := []xwidget.Option{{Value: "", Label: "Every organisation"}}
	for _, o := range orgs {
		options = append(options, xwidget.Option{Value: o.Code, Label: o.NameText, Note: o.Code})
	}
	f.host.SetOptions(options)
	f.guest.SetOptions(options)
	f.host.SetValue(f.s.f.HostOrg)
	f.guest.SetValue(f.s.f.GuestOrg)
}

// any tells whether something is left out.
func (f *filters) any() bool {
	n := f.s.f
	return !n.From.IsZero() || !n.To.IsZero() || n.HostOrg != "" || n.GuestOrg != ""
}

func (f *filters) clear() {
	f.host.SetValue("")
	f.guest.SetValue("")
	f.period(marketplace.Range{})
}

func (f *filters) period(r marketplace.Range) {
	f.from.SetValue(timeOf(r.From))
	if r.To.IsZero() {
		f.to.SetValue(time.Time{})
	} else {
		f.to.SetValue((r.To - 1).Time())
	}
	f.changed()
}

// changed reads the choices and adds up anew. A date that is not whole yet does not restrict.
func (f *filters) changed() {
	s := f.s
	s.f.From, s.f.To = dateOf(f.from), dateOf(f.to)
	if !s.f.To.IsZero() {
		s.f.To++
	}
	s.f.HostOrg, s.f.GuestOrg, s.f.Follow = f.host.Value(), f.guest.Value(), f.follow.Checked
	s.note()
	s.load()
}

func dateOf(f *xwidget.DateField) marketplace.Date {
	t, err := f.Value()
	if err != nil || t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Year(), t.Month(), t.Day())
}

// note keeps the choices in the route, so that Back returns to them.
func (s *screen) note() {
	follow := ""
	if s.f.Follow {
		follow = "yes"
	}
	s.route = s.route.Set("from", s.f.From.String()).Set("to", s.f.To.String()).Set("host", s.f.HostOrg).Set("guest", s.f.GuestOrg).
		Set("follow", follow).Set("by", wayOf(s.by).name)
	s.desk.Replace(s.route)
}

func (s *screen) today() marketplace.Date { return marketplace.DateOf(s.desk.Now()) }

// taxYear is the tax year, 6 April to 5 April, that a date lies in.
func taxYear(d marketplace.Date) marketplace.Range {
	year := d.Time().Year()
	if d < marketplace.NewDate(year, time.April, 6) {
		year--
	}
	return marketplace.Range{From: marketplace.NewDate(year, time.April, 6), To: marketplace.NewDate(year+1, time.April, 6)}
}

// lastYear is the twelve whole months before the present one, and it.
func lastYear(d marketplace.Date) marketplace.Range {
	y, m, _ := d.Time().Date()
	return marketplace.Range{From: marketplace.NewDate(y-1, m, 1), To: marketplace.NewDate(y, m+1, 1)}
}
