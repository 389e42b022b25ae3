package welcome

import (
	"context"
	"slices"
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
	Offers(ctx context.Context, f marketplace.OfferFilter) ([]marketplace.OfferRow, error)
	Pairings(ctx context.Context, f marketplace.PairingFilter) ([]marketplace.PairingRow, error)
	ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error)
}

// The views of the page, as the route names them.
const (
	viewFind  = "offers" // leads: who offers what
	viewAsked = "asked"  // leads: whom their organisation asked
	viewMine  = "mine"   // volunteers: what they are asked, give and offer
)

// most is how many offers or pairings the page reads at a time; it says so where there are more.
const most = 1000

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	view  string

	own    ui.Latest
	got    own
	ready  bool
	finder *finder

	header *xwidget.PageHeader
	tabs   *fyne.Container
	body   *fyne.Container
	root   *fyne.Container
}

// own is what concerns this person: the pairings that are open, the one that they came for, and their offers.
type own struct {
	open   []marketplace.PairingRow
	focus  *marketplace.PairingRow
	offers []marketplace.OfferRow
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
)

// New makes the page for a route. Its ID is a pairing to answer or to finish; its choices are arrival, for whom a lead
// looks for a welcome, view, and those of the list of offers: kind, language, on, near and full.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	s := &screen{desk: desk, data: data, route: r, view: r.Get("view")}
	known := slices.Contains([]string{viewFind, viewAsked, viewMine}, s.view)
	switch {
	case !s.leads(), !r.ID.IsZero() && !known:
		s.view = viewMine
	case !r.GetID("arrival").IsZero(), !known:
		s.view = viewFind
	}
	s.finder = newFinder(s)
	return s
}

// leads tells whether this person looks for volunteers on behalf of arrivals.
func (s *screen) leads() bool {
	return s.desk.Me().Roles&(marketplace.RoleLead|marketplace.RoleCoordinator) != 0
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	action := xwidget.NewIconButton(xwidget.Primary, look.IconPlus, "Offer a welcome", s.offer)
	if arrival := s.route.GetID("arrival"); !arrival.IsZero() && s.view == viewFind {
		action = xwidget.NewIconButton(xwidget.Secondary, look.IconArrivals, "See the arrival", func() { s.desk.Go(ui.ToID(ui.PageArrival, arrival)) })
	}
	s.header = xwidget.NewPageHeader("Welcome", "", action)
	s.tabs = xwidget.Flow(look.Space8)
	s.body = container.NewStack(xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Looking who waits for whom…")))
	s.root = container.NewStack()
	s.layOut()
	s.load()
	return s.root
}

// Reload reads again; the view, the choices and the row stay.
func (s *screen) Reload(marketplace.Change) { s.load() }

// layOut puts the page together for the view: the list of offers fills the window, the others scroll.
func (s *screen) layOut() {
	s.showTabs()
	if s.view == viewFind {
		s.root.Objects = []fyne.CanvasObject{s.finder.page()}
	} else {
		s.root.Objects = []fyne.CanvasObject{xwidget.NewPage(s.header, xwidget.VBox(look.PageGap, s.tabs, s.body))}
	}
	s.root.Refresh()
}

// turn shows another view.
func (s *screen) turn(view string) {
	s.view = view
	s.route = s.route.Set("view", view)
	s.desk.Replace(s.route)
	s.layOut()
	s.show()
	if view == viewFind {
		s.finder.load()
	}
}

// showTabs lists the views, for those who have more than one, with what waits in each.
func (s *screen) showTabs() {
	s.tabs.Objects = nil
	if !s.leads() || !s.route.GetID("arrival").IsZero() {
		return
	}
	asked, mine := s.got.count(marketplace.SideGuest), s.got.count(marketplace.SideHost)
	for _, v := range []struct {
		name, label string
		n           int
	}{{viewFind, "Who offers what", 0}, {viewAsked, "Asked by us", asked}, {viewMine, "My welcome", mine}} {
		if v.n > 0 {
			v.label += " (" + strconv.Itoa(v.n) + ")"
		}
		chip := xwidget.NewChip(look.Icon{}, v.label, nil)
		chip.On = v.name == s.view
		chip.OnChanged = func(bool) { s.turn(v.name) }
		s.tabs.Add(chip)
	}
}

// count is how many pairings are open on one side.
func (o own) count(side marketplace.Side) int {
	n := 0
	for _, p := range o.open {
		if p.Side == side {
			n++
		}
	}
	return n
}

// of is the open pairings on one side, without the one that the person came for.
func (o own) of(side marketplace.Side) []marketplace.PairingRow {
	var out []marketplace.PairingRow
	for _, p := range o.open {
		if p.Side == side && (o.focus == nil || p.Pairing != o.focus.Pairing) {
			out = append(out, p)
		}
	}
	return out
}

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.own, s.read, func(got own, err error) {
		if err != nil {
			s.fail(err)
			return
		}
		s.got, s.ready = got, true
		if f := got.focus; f != nil && f.Side == marketplace.SideGuest && s.view == viewMine && s.route.Get("view") == "" && s.leads() {
			s.view = viewAsked
			s.layOut()
		}
		s.showTabs()
		s.tabs.Refresh()
		s.show()
	})
	if s.view == viewFind {
		s.finder.load()
	}
}

// read asks for what concerns this person. A pairing that is over is looked up only where they came for it.
func (s *screen) read(ctx context.Context) (own, error) {
	var got own
	var err error
	if got.open, err = s.data.Pairings(ctx, marketplace.PairingFilter{Mine: true, Open: true, Limit: most}); err != nil {
		return got, err
	}
	if got.offers, err = s.data.Offers(ctx, marketplace.OfferFilter{Mine: true, Limit: most}); err != nil || s.route.ID.IsZero() {
		return got, err
	}
	if got.focus = pairingIn(got.open, s.route.ID); got.focus == nil {
		var all []marketplace.PairingRow
		all, err = s.data.Pairings(ctx, marketplace.PairingFilter{Mine: true, Limit: most})
		got.focus = pairingIn(all, s.route.ID)
	}
	return got, err
}

func pairingIn(rows []marketplace.PairingRow, id marketplace.ID) *marketplace.PairingRow {
	if i := slices.IndexFunc(rows, func(p marketplace.PairingRow) bool { return p.Pairing == id }); i >= 0 {
		return &rows[i]
	}
	return nil
}

// show puts what was read into the view.
func (s *screen) show() {
	if !s.ready {
		return
	}
	switch s.view {
	case viewMine:
		s.header.SetTitle("Welcome", s.mattersToMe())
		s.put(s.mine())
	case viewAsked:
		s.header.SetTitle("Welcome", s.mattersToUs())
		s.put(s.asked())
	}
}

func (s *screen) put(o fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

func (s *screen) fail(err error) {
	s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load)))
}

// offer opens the form for an offer.
func (s *screen) offer() { s.desk.Go(ui.To(ui.PageOffer)) }
