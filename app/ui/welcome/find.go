package welcome

import (
	"context"
	"slices"
	"strconv"
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
	return xwidget.Frame(xwidget.Edges{Top: xwidget.Inset(look.Space24, m, look.Space16, m, top)}, xwidget.Inset(0, m, m, m, f.body))
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

// showWhom says what the arrival has already, and what was asked for.
func (f *finder) showWhom() {
	a := f.arrival
	tags := []fyne.CanvasObject{}
	has := func(k marketplace.OfferKind) bool {
		return slices.ContainsFunc(a.Pairings, func(p marketplace.PairingRow) bool {
			return p.Kind == k && (p.State == marketplace.PairingAsked || p.State == marketplace.PairingAccepted || p.State == marketplace.PairingDone)
		})
	}
	for _, k := range []marketplace.OfferKind{marketplace.OfferPickup, marketplace.OfferBuddy} {
		if !has(k) {
			tags = append(tags, xwidget.NewTag(look.Warning, k.Label()+": nobody yet"))
		}
	}
	for _, p := range a.Pairings {
		tags = append(tags, xwidget.NewTag(pairingTone(p.State), p.Kind.Label()+": "+lower(p.State.Label())+by(p.Volunteer)))
	}
	if len(a.Languages) > 0 {
		tags = append(tags, xwidget.NewTag(look.Neutral, "Speaks "+f.s.languages(a.Languages)))
	}
	f.whom.Objects = []fyne.CanvasObject{xwidget.Flow(look.Space8, tags...)}
	f.s.root.Refresh()
}

func by(volunteer string) string {
	if volunteer == "" {
		return ""
	}
	return ", " + volunteer
}

// none says that nothing matches and what to do.
func (f *finder) none() fyne.CanvasObject {
	if f.f.Kind == nil && f.f.Language == "" && f.f.On.IsZero() && f.f.Outcode == "" {
		return xwidget.NewCard(xwidget.NewEmptyState(look.IconWelcome, "Nobody offers a welcome yet",
			"Volunteers of every organisation offer pickups, buddies, tours and more. Tell colleagues, or begin with an offer of your own.",
			xwidget.NewButton(xwidget.Secondary, "Offer a welcome", f.s.offer)))
	}
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconWelcome, "Nobody matches",
		"No open offer fits all that you chose. Leave the day or the language open, or look at every kind.",
		xwidget.NewButton(xwidget.Secondary, "Show every open offer", f.clear)))
}

func (f *finder) clear() {
	f.f = marketplace.OfferFilter{OpenOnly: true, Limit: most}
	f.fill()
	f.changed()
}

// offerRoute leads to an offer, with the arrival to ask for.
func (f *finder) offerRoute(o marketplace.OfferRow) ui.Route {
	r := ui.ToID(ui.PageOffer, o.Offer)
	if f.arrival != nil {
		r = r.Set("arrival", f.arrival.Arrival.String())
	}
	return r
}

// Len is how many offers match.
func (f *finder) Len() int { return len(f.rows) }

// Row fills the cells of an offer.
func (f *finder) Row(i int, cells []xwidget.Cell) (string, bool) {
	if i >= len(f.rows) {
		return "", false
	}
	o := f.rows[i]
	cells[0] = xwidget.Cell{Text: o.Title, Bold: true}
	if o.Title != o.Facts.Kind.Label() {
		cells[0].Secondary = o.Facts.Kind.Label()
	}
	cells[1] = xwidget.Cell{Text: o.Volunteer, Secondary: o.OrgName}
	cells[2] = xwidget.Cell{Text: f.s.languages(o.Facts.Languages)}
	cells[3] = xwidget.Cell{Text: "Anywhere"}
	if w := where(o.Facts); w != "" {
		cells[3].Text = w
	}
	cells[4] = xwidget.Cell{Text: upper(days(o.Facts.Days))}
	if !o.Facts.Until.IsZero() {
		cells[4].Secondary = "until " + o.Facts.Until.Short()
	}
	if o.State == marketplace.OfferOpen {
		cells[5] = xwidget.Cell{Text: strconv.Itoa(o.Facts.Capacity-o.Taken) + more(o.Taken), Bold: true}
	} else {
		cells[5] = xwidget.Cell{Tag: o.State.Label(), Tone: offerTone(o.State)}
	}
	return "", true
}

// upper begins a line with a capital.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
