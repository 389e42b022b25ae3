package arrivals

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	Arrivals(ctx context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error)
	CountArrivals(ctx context.Context, f marketplace.ArrivalFilter) (int, error)
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	f     marketplace.ArrivalFilter

	rows    *ui.Pages[marketplace.ArrivalRow]
	bedless ui.Latest

	header *xwidget.PageHeader
	search *xwidget.TextField
	grid   *xwidget.Grid
	find   *xwidget.Button
	body   *fyne.Container
	card   fyne.CanvasObject
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Dropper  = (*screen)(nil)
	_ ui.Paster   = (*screen)(nil)
)

// New makes the page for a route. Its choices are nobed, closed, past, text, month and sort.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	s := &screen{desk: desk, data: data, route: r, f: filterOf(desk, r)}
	s.rows = ui.NewPages(desk.Work(),
		func(ctx context.Context) (int, error) { return data.CountArrivals(ctx, s.f) },
		func(ctx context.Context, offset, limit int) ([]marketplace.ArrivalRow, error) {
			f := s.f
			f.Offset, f.Limit = offset, limit
			return data.Arrivals(ctx, f)
		})
	s.rows.Changed, s.rows.Failed = s.changed, s.failed
	return s
}

// filterOf reads a route's choices. A coordinator sees every organisation's arrivals, a lead their own.
func filterOf(desk ui.Desk, r ui.Route) marketplace.ArrivalFilter {
	f := marketplace.ArrivalFilter{Text: r.Get("text"), WithoutBed: r.Get("nobed") == "yes", Closed: r.Get("closed") == "yes", Sort: r.Get("sort"), Desc: r.Get("down") == "yes"}
	if !desk.Me().Roles.Has(marketplace.RoleCoordinator) {
		f.Org = desk.Me().Org
	}
	f.From, f.To = period(desk, r)
	return f
}

// behind is how many days back an arrival still stands in the cohort: who landed last week may yet need something.
const behind = 7

// period is the month that was chosen; else everybody who is still to come, or with past=yes everybody.
func period(desk ui.Desk, r ui.Route) (from, to marketplace.Date) {
	if d, err := marketplace.ParseDate(r.Get("month")); err == nil {
		return monthOf(d)
	}
	if r.Get("past") == "yes" {
		return 0, 0
	}
	return marketplace.DateOf(desk.Now()) - behind, 0
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Arrivals", "", xwidget.NewIconButton(xwidget.Secondary, look.IconUpload, "Import a file", s.importFile),
		xwidget.NewIconButton(xwidget.Primary, look.IconPlus, "Record an arrival", s.record))
	s.build()
	m := look.PageMargin
	s.find = xwidget.NewIconButton(xwidget.Secondary, look.IconFind, "Find a room", s.findRoom)
	s.find.Compact = true
	s.find.Disable()
	keys := xwidget.NewText(xwidget.Caption, "Enter opens an arrival. Paste rows from a spreadsheet with Ctrl and V.")
	s.card = xwidget.NewPlainCard(xwidget.Frame(xwidget.Edges{Bottom: xwidget.VBox(0, xwidget.NewRule(),
		xwidget.Inset(look.Space8, look.Space16, look.Space8, look.Space16, xwidget.Row(look.Space16, xwidget.Grow(keys), s.find)))}, s.grid))
	s.body = container.NewStack(xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Loading the arrivals…")))
	s.rows.Reset()
	return xwidget.CentreColumn(look.PageWidest, xwidget.Frame(xwidget.Edges{
		Top: xwidget.Inset(look.Space24, m, look.Space16, m, xwidget.VBox(look.Space16, s.header, s.filters())),
	}, xwidget.Inset(0, m, m, m, s.body)))
}

func (s *screen) build() {
	s.grid = xwidget.NewGrid([]xwidget.Column{
		{Title: "Who", Flex: 1.5, Sortable: true},
		{Title: "Staff group", Flex: 1.8, Sortable: true, HideBelow: 960},
		{Title: "Lands", Width: 176, Sortable: true},
		{Title: "Works at", Flex: 1.8, HideBelow: 1120},
		{Title: "Nights", Width: 68, Align: fyne.TextAlignTrailing, HideBelow: 820},
		{Title: "Bed", Width: 128, Sortable: true},
		{Title: "Pickup", Width: 96, HideBelow: 620},
		{Title: "Buddy", Width: 96, HideBelow: 720},
	}, s)
	s.grid.SortColumn, s.grid.SortDescending = sortColumn(s.f.Sort), s.f.Desc
	s.grid.OnActivated = func(i int) {
		if row, ok := s.rows.At(i); ok {
			s.desk.Go(ui.ToID(ui.PageArrival, row.Arrival))
		}
	}
	s.grid.OnMoved = func(i int) {
		if row, ok := s.rows.At(i); ok && canPlace(row) {
			s.find.Enable()
			return
		}
		s.find.Disable()
	}
	s.grid.OnSort = func(column int, down bool) {
		s.f.Sort, s.f.Desc = sorts[column], down
		s.again()
	}
}

// FocusSearch puts the keyboard on the search.
func (s *screen) FocusSearch() { s.desk.Window().Canvas().Focus(s.search.FocusTarget()) }

// Reload reads again; the row and the place in the list stay.
func (s *screen) Reload(marketplace.Change) { s.rows.Reset() }

// again reads with other choices, and notes them so that Back returns to them.
func (s *screen) again() {
	yes := map[bool]string{true: "yes"}
	s.route = s.route.Set("text", s.f.Text).Set("nobed", yes[s.f.WithoutBed]).Set("closed", yes[s.f.Closed]).Set("sort", s.f.Sort).Set("down", yes[s.f.Desc])
	s.desk.Replace(s.route)
	s.rows.Reset()
}

func (s *screen) changed() {
	if s.rows.Len() == 0 {
		s.put(s.empty())
	} else {
		s.put(s.card)
	}
	s.grid.Reload()
	s.count()
}

func (s *screen) failed(err error) {
	s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.rows.Reset)))
}

func (s *screen) put(o fyne.CanvasObject) {
	if len(s.body.Objects) == 1 && s.body.Objects[0] == o {
		return
	}
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

// count says how many there are, and how many of the next three weeks have no bed.
func (s *screen) count() {
	f := marketplace.ArrivalFilter{Org: s.f.Org, WithoutBed: true, From: marketplace.DateOf(s.desk.Now())}
	f.To = f.From + 22
	ui.Load(s.desk.Work(), &s.bedless, func(ctx context.Context) (int, error) { return s.data.CountArrivals(ctx, f) }, func(n int, err error) {
		line := strconv.Itoa(s.rows.Len()) + " shown"
		switch {
		case err != nil:
		case s.rows.Len() == 0 && !s.chosen():
			line = "Nobody is recorded yet"
		case n == 1:
			line = "1 arrival of the next 21 days has no bed · " + line
		case n > 1:
			line = strconv.Itoa(n) + " arrivals of the next 21 days have no bed · " + line
		default:
			line = "Everybody who lands in the next 21 days has a bed · " + line
		}
		s.header.SetTitle("Arrivals", line)
	})
}
