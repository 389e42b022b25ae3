package welcome

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// finder is a lead's view: who offers what, for an arrival or for nobody in particular yet.
type finder struct {
	s       *screen
	latest  ui.Latest
	one     ui.Latest
	rows    []marketplace.OfferRow
	loaded  bool
	f       marketplace.OfferFilter
	arrival *marketplace.ArrivalDetail

	kind     *xwidget.Select
	language *xwidget.Select
	on       *xwidget.DateField
	near     *xwidget.TextField
	full     *xwidget.Chip
	filters  fyne.CanvasObject
	whom     *fyne.Container
	grid     *xwidget.Grid
	card     fyne.CanvasObject
	body     *fyne.Container
}

func newFinder(s *screen) *finder {
	f := &finder{s: s, f: filterOf(s.route)}
	return f
}

// filterOf reads a route's choices. What does not parse does not restrict.
func filterOf(r ui.Route) marketplace.OfferFilter {
	f := marketplace.OfferFilter{Language: r.Get("language"), Outcode: r.Get("near"), OpenOnly: r.Get("full") != "yes", Limit: most}
	if k, err := marketplace.ParseOfferKind(r.Get("kind")); err == nil {
		f.Kind = &k
	}
	if d, err := marketplace.ParseDate(r.Get("on")); err == nil {
		f.On = d
	}
	return f
}

// page lays the view out: choices above, the list in what is left.
func (f *finder) page() fyne.CanvasObject {
	if f.grid == nil {
		f.build()
	}
	m := look.PageMargin
	f.s.header.SetTitle(f.title())
	over := f.s.tabs
	if !f.s.route.GetID("arrival").IsZero() {
		over = f.whom
	}
	top := xwidget.VBox(look.Space16, f.s.header, xwidget.Row(look.Space16, xwidget.Grow(over), f.full), f.filters)
	return xwidget.CentreColumn(look.PageWidest, xwidget.Frame(xwidget.Edges{Top: xwidget.Inset(look.Space24, m, look.Space16, m, top)}, xwidget.Inset(0, m, m, m, f.body)))
}

func (f *finder) build() {
	kinds := []xwidget.Option{{Value: "", Label: "Any kind"}}
	for k := marketplace.OfferPickup; k <= marketplace.OfferDialect; k++ {
		kinds = append(kinds, xwidget.Option{Value: k.String(), Label: k.Label()})
	}
	kinds = append(kinds, xwidget.Option{Value: marketplace.OfferOther.String(), Label: marketplace.OfferOther.Label()})
	f.kind = xwidget.NewSelect("Any kind", kinds, func(xwidget.Option) { f.changed() })
	languages := []xwidget.Option{{Value: "", Label: "Any language"}}
	for _, l := range f.s.desk.Reference().Languages() {
		languages = append(languages, xwidget.Option{Value: l.Code, Label: l.Name})
	}
	f.language = xwidget.NewSelect("Any language", languages, func(xwidget.Option) { f.changed() })
	f.on = xwidget.NewDateField(func(time.Time) { f.changed() })
	f.on.Now = f.s.desk.Now
	f.near = xwidget.NewTextField("Such as GU2")
	f.near.MaxLength = 4
	f.near.OnChanged = func(string) { f.changed() }
	f.full = xwidget.NewChip(look.IconEye, "Also full", func(bool) { f.changed() })
	f.filters = xwidget.Columns(2, 400, look.Space16, // four in a line, or two and two
		xwidget.Columns(2, 192, look.Space16, xwidget.NewField("What", "", f.kind), xwidget.NewField("Speaks", "", f.language)),
		xwidget.Columns(2, 192, look.Space16, xwidget.NewField("Free on", "", f.on), xwidget.NewField("Comes to", "", f.near)))
	f.fill()

	f.grid = xwidget.NewTwoLineGrid([]xwidget.Column{
		{Title: "Offer", Flex: 2.4},
		{Title: "By", Flex: 1.7},
		{Title: "Languages", Flex: 1.2, HideBelow: 900},
		{Title: "Where", Flex: 1.1, HideBelow: 700},
		{Title: "When", Flex: 1.2, HideBelow: 640},
		{Title: "Room for", Width: 104},
	}, f, nil)
	f.grid.SortColumn = -1
	f.grid.OnActivated = func(i int) {
		if i < len(f.rows) {
			f.s.desk.Go(f.offerRoute(f.rows[i]))
		}
	}
	f.card = xwidget.NewPlainCard(f.grid)
	f.whom = xwidget.VBox(look.Space8)
	f.body = container.NewStack(xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Looking who offers what…")))
}

// fill shows the choices in the fields.
func (f *finder) fill() {
	f.kind.SetValue("")
	if f.f.Kind != nil {
		f.kind.SetValue(f.f.Kind.String())
	}
	f.language.SetValue(f.f.Language)
	f.on.SetValue(time.Time{})
	if !f.f.On.IsZero() {
		f.on.SetValue(f.f.On.Time())
	}
	f.near.SetText(f.f.Outcode)
	f.full.SetOn(!f.f.OpenOnly)
}

// changed reads the fields, notes the choices so that Back returns to them, and looks anew.
func (f *finder) changed() {
	f.f.Kind = nil
	if k, err := marketplace.ParseOfferKind(f.kind.Value()); err == nil {
		f.f.Kind = &k
	}
	f.f.Language, f.f.Outcode, f.f.OpenOnly = f.language.Value(), strings.TrimSpace(f.near.Text()), !f.full.On
	f.f.On = 0
	if t, err := f.on.Value(); err == nil {
		f.f.On = dateOf(t)
	}
	f.note()
	f.look()
}

func (f *finder) note() {
	s, full := f.s, ""
	if !f.f.OpenOnly {
		full = "yes"
	}
	s.route = s.route.Set("kind", f.kind.Value()).Set("language", f.f.Language).Set("on", f.f.On.String()).Set("near", f.f.Outcode).Set("full", full)
	s.desk.Replace(s.route)
}

// load reads for whom, then who offers.
func (f *finder) load() {
	id := f.s.route.GetID("arrival")
	if id.IsZero() {
		f.look()
		return
	}
	ui.Load(f.s.desk.Work(), &f.one, func(ctx context.Context) (marketplace.ArrivalDetail, error) { return f.s.data.ArrivalDetail(ctx, id) },
		func(a marketplace.ArrivalDetail, err error) {
			if err != nil {
				f.fail(err)
				return
			}
			first := f.arrival == nil
			f.arrival = &a
			if first && f.s.route.Get("kind") == "" && f.s.route.Get("on") == "" {
				f.preset()
			}
			f.showWhom()
			f.look()
		})
}

// preset chooses what the arrival lacks first: somebody at the airport, then a buddy.
func (f *finder) preset() {
	a := f.arrival
	kind := marketplace.OfferBuddy
	switch now := marketplace.InstantOf(f.s.desk.Now()); {
	case !a.HasPickup && a.Airport != "" && a.At > now:
		kind, f.f.On = marketplace.OfferPickup, a.At.Date()
	case a.HasBuddy:
		return
	}
	f.f.Kind = &kind
	f.fill()
	f.note()
}

// look asks for the offers that match.
func (f *finder) look() {
	asked := f.f
	if f.arrival != nil && asked.Kind != nil && *asked.Kind == marketplace.OfferPickup {
		asked.Airport = f.arrival.Airport
	}
	ui.Load(f.s.desk.Work(), &f.latest, func(ctx context.Context) ([]marketplace.OfferRow, error) { return f.s.data.Offers(ctx, asked) },
		func(rows []marketplace.OfferRow, err error) {
			if err != nil {
				f.fail(err)
				return
			}
			f.rows, f.loaded = rows, true
			if len(rows) == 0 {
				f.put(f.none())
			} else {
				f.put(f.card)
			}
			f.grid.Reload()
			if f.s.view == viewFind {
				f.s.header.SetTitle(f.title())
			}
		})
}

func (f *finder) put(o fyne.CanvasObject) {
	if len(f.body.Objects) == 1 && f.body.Objects[0] == o {
		return
	}
	f.body.Objects = []fyne.CanvasObject{o}
	f.body.Refresh()
}

func (f *finder) fail(err error) {
	f.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", f.load)))
}

// title is the page's title and the line that says what matters.
func (f *finder) title() (title, line string) {
	title, line = "Welcome", "Who offers to meet, guide and befriend colleagues who arrive"
	switch n := len(f.rows); {
	case !f.loaded:
	case n >= most:
		line = "The first " + xwidget.FormatCount(n) + " offers: choose a kind or a day to see fewer"
	case n > 0:
		line = xwidget.CountOf(n, "offer matches", "offers match")
	default:
		line = "No offer matches"
	}
	if a := f.arrival; a != nil {
		title = "A welcome for " + a.Name
		line = "Lands " + a.At.String() + " " + a.Airport + " · " + lower(line)
	}
	return title, line
}
