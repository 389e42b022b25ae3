package find

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	FindRooms(ctx context.Context, s marketplace.RoomSearch) ([]marketplace.RoomHit, error)
	Arrivals(ctx context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error)
	ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
	Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error)
}

// foldBelow is the width of a window in which the rooms need the room that the filters take.
const foldBelow = 640

// compareMost is how many rooms stand side by side at most.
const compareMost = 3

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	c     criteria

	hits    []marketplace.RoomHit
	asked   int // the limit that hits was asked with
	loaded  bool
	picked  []marketplace.ID
	orgs    map[string]string
	arrival *marketplace.ArrivalRow
	waiting []marketplace.ArrivalRow // without a bed, soonest first

	rooms, whom, one, names, ways ui.Latest

	root    *fyne.Container
	header  *xwidget.PageHeader
	forWhom *xwidget.Select
	filters *filters
	card    *fyne.Container
	count   *xwidget.Text
	hint    *xwidget.Text
	fold    *xwidget.Button
	lay     *xwidget.Button // lays the ticked rooms side by side
	line    *fyne.Container
	body    *fyne.Container
	list    *xwidget.RowList
	photos  *xwidget.Photos
}

// New makes the page for a route. Its choices are arrival, arrive, leave, near, within, rent, with and bathroom; rooms
// holds those that are ticked, and at the one that was opened last.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	s := &screen{desk: desk, data: data, route: r, c: criteriaOf(r), orgs: map[string]string{}, picked: picksOf(r)}
	return s
}

// Content builds the page and begins to load what it shows.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Find a room", "")
	s.forWhom = xwidget.NewSelect("For whom?", nil, func(o xwidget.Option) { s.chooseWhom(o.Value) })
	s.filters = newFilters(s)
	s.count, s.hint = xwidget.NewText(xwidget.Strong, ""), xwidget.NewText(xwidget.Caption, "")
	s.photos = listing.Photos(s.desk.Work(), 80, s.data.Photo)
	s.list = xwidget.NewRowList(s, s.photos)
	s.list.OnActivated, s.list.OnTick = s.openRoom, s.tick
	s.body = container.NewStack(s.list)

	m := look.PageMargin
	s.hint.MaxLines = 1
	s.fold = xwidget.NewGlyphButton(look.IconFilter, "", func() { s.foldFilters(s.filters.card.Visible()) })
	s.lay = xwidget.NewButton(xwidget.Primary, "", s.compare)
	s.lay.Compact = true
	s.line = xwidget.Row(look.Space8, xwidget.Grow(s.count), s.hint, s.lay, s.fold)
	top := xwidget.Inset(look.Space8, look.Space8, look.Space8, look.Space16, s.line)
	results := xwidget.NewPlainCard(xwidget.Frame(xwidget.Edges{Top: xwidget.VBox(0, top, xwidget.NewRule())}, s.body))
	s.card = xwidget.Inset(0, m, m, m, results)
	s.root = xwidget.Frame(xwidget.Edges{Top: xwidget.Inset(look.Space24, m, look.Space16, m, xwidget.VBox(look.Space16, s.header, s.filters.card))}, s.card)
	s.showHeader()
	s.foldFilters(s.c.Whole() && s.desk.Window().Canvas().Size().Width < foldBelow)
	s.load()
	return xwidget.CentreColumn(look.PageWidest, s.root)
}

// Shown puts the keyboard on the first thing to say: the day of arriving.
func (s *screen) Shown() {
	if s.c.Dates.From.IsZero() {
		s.desk.Window().Canvas().Focus(s.filters.arrive.FocusTarget())
	}
}

// FocusSearch puts the keyboard on the place.
func (s *screen) FocusSearch() {
	s.foldFilters(false)
	s.desk.Window().Canvas().Focus(s.filters.near.FocusTarget())
}

// Reload reads again what is shown. What is typed and ticked, and the current row, stay.
func (s *screen) Reload(marketplace.Change) {
	s.photos.Again()
	s.loadNames()
	s.loadWhom()
	s.again()
}

// load reads the names, the arrivals and the rooms.
func (s *screen) load() {
	s.loadNames()
	s.loadWhom()
	if s.c.Arrival.IsZero() {
		s.search()
		return
	}
	s.loadArrival(s.c.Arrival, s.route)
}

func (s *screen) loadNames() {
	ui.Load(s.desk.Work(), &s.names, s.data.Organisations, func(orgs []marketplace.OrgRow, err error) {
		for _, o := range orgs {
			s.orgs[o.Code] = o.NameText
		}
		if err == nil {
			s.list.Reload()
		}
	})
}

// note keeps what is chosen in the route, so that Back returns to it.
func (s *screen) note() {
	s.route = s.picksOn(s.c.on(s.route))
	s.desk.Replace(s.route)
}

// changed is called by the filters: other rooms may be free.
func (s *screen) changed(c criteria) {
	s.c = c
	s.note()
	s.search()
}

// apply sets criteria that come from elsewhere than the filters, and shows them there.
func (s *screen) apply(c criteria) {
	s.filters.show(c)
	s.changed(c)
}

func (s *screen) openRoom(row int) {
	if row < 0 || row >= len(s.hits) {
		return
	}
	id := s.hits[row].Room
	s.note()
	s.route = s.route.Set("at", id.String())
	s.desk.Replace(s.route)
	s.desk.Go(s.c.Stay.On(ui.ToID(ui.PageRoom, id)))
}

// foldFilters puts the filters away, or shows them again.
func (s *screen) foldFilters(away bool) {
	s.fold.Hint = "Hide the filters"
	s.filters.card.Show()
	if away {
		s.fold.Hint = "Show the filters"
		s.filters.card.Hide()
	}
	s.root.Refresh()
}

// place is the place that the rooms are to be near.
func (s *screen) place() (assets.Place, bool) { return listing.Place(s.desk.Reference(), s.c.Near) }

// orgName is an organisation as people call it.
func (s *screen) orgName(code string) string {
	if name := s.orgs[code]; name != "" {
		return name
	}
	if o, ok := s.desk.Reference().Organisation(code); ok {
		return o.Name
	}
	return ""
}

// showHeader says for whom the room is and what can be done.
func (s *screen) showHeader() {
	title, subtitle := s.headline()
	var actions []fyne.CanvasObject
	if len(s.forWhom.Options) > 1 {
		actions = append(actions, container.NewGridWrap(fyne.NewSize(220, look.InputHeight), s.forWhom))
	}
	s.header.Title, s.header.Subtitle = title, subtitle
	s.header.SetActions(actions...)
	s.root.Refresh()
}

func (s *screen) compare() {
	r := s.c.Stay.On(ui.To(ui.PageCompare))
	s.desk.Go(s.picksOn(r))
}

// tick takes a room into the comparison, or out of it.
func (s *screen) tick(row int) {
	if row < 0 || row >= len(s.hits) {
		return
	}
	id := s.hits[row].Room
	switch i := slices.Index(s.picked, id); {
	case i >= 0:
		s.picked = slices.Delete(s.picked, i, i+1)
	case len(s.picked) == compareMost:
		s.desk.Toast("You can compare three rooms at a time. Untick one first.", nil)
		return
	default:
		s.picked = append(s.picked, id)
	}
	s.note()
	s.list.Reload()
	s.showCount()
}
