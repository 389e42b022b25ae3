package nights

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	Nights(ctx context.Context, f marketplace.NightsFilter) ([]marketplace.NightsRow, error)
	Stays(ctx context.Context, f marketplace.NightsFilter) ([]marketplace.Stay, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	f     marketplace.NightsFilter
	by    marketplace.NightsBy
	got   figures
	orgs  map[string]string

	latest, names, behind ui.Latest

	header  *xwidget.PageHeader
	filters *filters
	body    *fyne.Container
	tiles   *tiles
	chart   *xwidget.BarChart
	table   *table
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
)

// figures is everything that the page shows for one choice of filters.
type figures struct {
	whole  marketplace.NightsRow
	months []marketplace.NightsRow
	rows   []marketplace.NightsRow
}

// New makes the page for a route. Its choices are from, to, by, host, guest and follow.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	s := &screen{desk: desk, data: data, route: r, orgs: map[string]string{}}
	s.f, s.by = filterOf(r)
	if r.Get("by") == "" {
		s.by = wayNamed(desk.Setting(ui.SettingNightsBy)).by
	}
	return s
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Nights", "Nights that colleagues slept in a room found here",
		xwidget.NewIconButton(xwidget.Primary, look.IconDownload, "Export", s.export))
	s.filters = newFilters(s)
	s.tiles = newTiles(s)
	s.chart = xwidget.NewBarChart(nil, "nights")
	s.table = newTable(s)
	s.body = container.NewStack(xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Adding up the nights…")))
	s.loadNames()
	s.load()
	return xwidget.NewPage(s.header, xwidget.VBox(look.PageGap, s.filters.root, s.body))
}

// Reload adds up again; what is chosen stays.
func (s *screen) Reload(marketplace.Change) { s.load() }

func (s *screen) loadNames() {
	ui.Load(s.desk.Work(), &s.names, s.data.Organisations, func(orgs []marketplace.OrgRow, err error) {
		if err != nil {
			return // codes stand in for names; the figures below say what is wrong
		}
		for _, o := range orgs {
			s.orgs[o.Code] = o.NameText
		}
		s.filters.setOrgs(orgs)
		s.table.reload()
	})
}

func (s *screen) load() {
	f, by := s.f, s.by
	ui.Load(s.desk.Work(), &s.latest, func(ctx context.Context) (figures, error) { return s.addUp(ctx, f, by) }, func(got figures, err error) {
		switch {
		case err != nil:
			s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load)))
		case got.whole.Nights+got.whole.Planned == 0:
			s.got = got
			s.put(s.empty())
		default:
			s.show(got)
		}
	})
}

// addUp reads the whole, the months and the groups.
func (s *screen) addUp(ctx context.Context, f marketplace.NightsFilter, by marketplace.NightsBy) (figures, error) {
	var got figures
	whole, err := s.data.Nights(ctx, f)
	if err != nil {
		return got, err
	}
	if len(whole) > 0 {
		got.whole = whole[0]
	}
	f.By = marketplace.ByMonth
	if got.months, err = s.data.Nights(ctx, f); err != nil {
		return got, err
	}
	f.By = by
	got.rows, err = s.data.Nights(ctx, f)
	return got, err
}

func (s *screen) show(got figures) {
	s.got = got
	s.header.SetTitle("Nights", matters(got.whole))
	s.tiles.set(got.whole)
	slept, planned, labels := make([]float64, len(got.months)), make([]float64, len(got.months)), make([]string, len(got.months))
	for i, m := range got.months {
		labels[i] = m.Month.Time().Format("Jan 2006")
		slept[i], planned[i] = float64(m.Nights), float64(m.Nights+m.Planned)
	}
	s.chart.SetData(labels, xwidget.Series{Name: "Slept", Values: slept})
	s.chart.SetGhost(xwidget.Series{Name: "With those planned", Values: planned})
	s.table.reload()
	s.put(xwidget.VBox(look.PageGap, s.tiles.root,
		xwidget.NewTitledCard("By month", s.chart), s.table.root))
}

func (s *screen) put(o fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

// matters is the line under the title.
func matters(whole marketplace.NightsRow) string {
	line := plural(whole.Nights, "night") + " slept by " + people(whole.People)
	if whole.Planned > 0 {
		line += ", " + xwidget.FormatCount(whole.Planned) + " more planned"
	}
	return line
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return xwidget.FormatCount(n) + " people"
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return xwidget.FormatCount(n) + " " + word + "s"
}

func (s *screen) empty() fyne.CanvasObject {
	if s.filters.any() {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconNights, "No nights match", "Nothing was slept or planned in this period for these organisations.",
			xwidget.NewButton(xwidget.Secondary, "Show all nights", s.filters.clear)))
	}
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconNights, "No nights yet", "As soon as a guest is marked as arrived, the nights they sleep are counted here, night by night.",
		xwidget.NewButton(xwidget.Secondary, "See the bookings", func() { s.desk.Go(ui.To(ui.PageBookings)) })))
}

// orgName is an organisation's name, or its code while names are loading.
func (s *screen) orgName(code string) string {
	if name := s.orgs[code]; name != "" {
		return name
	}
	return code
}

// groupName is a staff group's label.
func (s *screen) groupName(code string) string {
	if g, ok := s.desk.Reference().StaffGroup(code); ok {
		return g.Label
	}
	return code
}

// Help says what is counted.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "What counts as a night", Body: "A night on which a guest was there: from the day marked as arrived up to the day marked as left, and never after today. Two people in one room are one night. Planned nights are agreed and still to come; they are shown apart."},
		{Heading: "The saving", Body: "The estimated area average for a shared room, less the rent agreed, for the nights slept. The average is an estimate: the rent cap page shows where each comes from."},
		{Heading: "Behind a figure", Body: "Choose a tile, or a row with Enter or a click, to see the stays behind it. Each opens its booking."},
		{Heading: "Exports", Body: "What leaves this computer hides small numbers: figures with fewer than eight people, or one room, behind them become a star, and so do others that would give them away. A coordinator can make an internal report with every figure; each page of it says so."},
		{Heading: "Organisations that changed", Body: "Follow successors counts the nights of an organisation that ended under the one that followed it, so that a series does not break."},
	}
}
