package bookings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	Bookings(ctx context.Context, f marketplace.BookingFilter) ([]marketplace.BookingRow, error)
	CountBookings(ctx context.Context, f marketplace.BookingFilter) (int, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
	// Turns is where bookings stand between the computers.
	Turns(ctx context.Context, bookings []marketplace.ID) (map[marketplace.ID]marketplace.Turn, error)
	standing.ConflictData
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	c     choices
	orgs  map[string]string

	names, latest ui.Latest

	header  *xwidget.PageHeader
	filters *filters
	alarm   *fyne.Container // the conflict that comes first, over everything else
	body    *fyne.Container
	root    *fyne.Container
	board   *board
	list    *list
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Sharer   = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Searcher = (*screen)(nil)
)

// New makes the page for a route. Its choices are view, whose, state, month, text, sort and desc.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	s := &screen{desk: desk, data: data, route: r, orgs: map[string]string{}}
	s.c = choicesOf(r, desk.Setting(ui.SettingBookingsView))
	return s
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	var actions []fyne.CanvasObject
	if s.desk.Me().Roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator) {
		actions = append(actions, xwidget.NewButton(xwidget.Primary, "Find a room", func() { s.desk.Go(ui.To(ui.PageFind)) }))
	}
	s.filters = newFilters(s)
	s.header = xwidget.NewPageHeader("Bookings", "", append([]fyne.CanvasObject{xwidget.Row(look.Space4, s.filters.board, s.filters.list)}, actions...)...)
	s.board, s.list = newBoard(s), newList(s)
	s.alarm = xwidget.VBox(0)
	s.body = container.NewStack(xwidget.Middle(xwidget.NewText(xwidget.Muted, "Reading the bookings…")))
	m := look.PageMargin
	s.root = xwidget.Frame(xwidget.Edges{Top: xwidget.Inset(look.Space24, m, look.Space16, m, xwidget.VBox(look.Space16, s.header, s.alarm, s.filters.root))}, s.body)
	s.loadNames()
	s.load()
	return s.root
}

// FocusSearch puts the keyboard on the text to look for.
func (s *screen) FocusSearch() { s.desk.Window().Canvas().Focus(s.filters.text.FocusTarget()) }

// Reload reads again what is shown. Choices, the current card or row and how far one has scrolled stay.
func (s *screen) Reload(marketplace.Change) { s.load() }

// Shared reads again: a computer that a booking waits for may have come or gone.
func (s *screen) Shared(ui.Sharing) { s.load() }

func (s *screen) loadNames() {
	ui.Load(s.desk.Work(), &s.names, s.data.Organisations, func(orgs []marketplace.OrgRow, err error) {
		if err != nil {
			return // codes stand in for names; what is wrong is said for the bookings themselves
		}
		for _, o := range orgs {
			s.orgs[o.Code] = o.NameText
		}
		s.list.grid.Reload()
	})
}

// found is what a load answers.
type found struct {
	matters string
	total   int
	columns []filled
	turns   map[marketplace.ID]marketplace.Turn // of what the board shows
	clash   *standing.Conflict                  // the one that comes first
	clashes int
}

// load reads what matters today, and what the view shows.
func (s *screen) load() {
	c := s.c
	ui.Load(s.desk.Work(), &s.latest, func(ctx context.Context) (found, error) { return s.read(ctx, c) }, func(got found, err error) {
		if err != nil {
			s.put(xwidget.Middle(xwidget.NewEmptyState(look.IconError, "The bookings cannot be shown", marketplace.Sentence(err),
				xwidget.NewButton(xwidget.Secondary, "Try again", s.load))))
			return
		}
		s.header.SetTitle("Bookings", got.matters)
		s.warn(got.clash, got.clashes)
		switch {
		case got.total == 0:
			s.put(xwidget.Middle(s.empty()))
		case c.view == viewList:
			s.list.show(got.total)
			s.put(s.list.root)
		default:
			s.board.show(got.columns, got.turns)
			s.put(s.board.root)
		}
	})
}

func (s *screen) read(ctx context.Context, c choices) (got found, err error) {
	if got.matters, err = s.matters(ctx, c); err != nil {
		return got, err
	}
	if got.clash, got.clashes, err = s.clash(ctx, c); err != nil {
		return got, err
	}
	if c.view == viewList {
		got.total, err = s.data.CountBookings(ctx, c.filter(s.desk))
		return got, err
	}
	got.columns, err = s.fill(ctx, c)
	var shown []marketplace.BookingRow
	for _, col := range got.columns {
		got.total += col.total
		shown = append(shown, col.rows...)
	}
	if err != nil {
		return got, err
	}
	got.turns, err = s.turns(ctx, shown)
	return got, err
}

// matters is the line under the title: what presses among this person's bookings.
func (s *screen) matters(ctx context.Context, c choices) (string, error) {
	var words []string
	for _, m := range []struct {
		state     marketplace.BookingState
		one, many string
	}{
		{marketplace.StateConflict, "conflict", "conflicts"},
		{marketplace.StateRequested, "request waits for an answer", "requests wait for an answer"},
		{marketplace.StateAccepted, "waits to be confirmed", "wait to be confirmed"},
		{marketplace.StateArrived, "staying now", "staying now"},
	} {
		f := choices{whose: c.whose}.filter(s.desk)
		f.States = []marketplace.BookingState{m.state}
		n, err := s.data.CountBookings(ctx, f)
		if err != nil {
			return "", err
		}
		if n > 0 {
			words = append(words, xwidget.CountOf(n, m.one, m.many))
		}
	}
	due, err := s.due(ctx, c)
	if words = append(words, due...); len(words) == 0 {
		words = []string{"Nothing presses today"}
	}
	return strings.Join(words, " · "), err
}

// due is who is to come today, and of whom nobody has said whether they came.
func (s *screen) due(ctx context.Context, c choices) ([]string, error) {
	today := marketplace.DateOf(s.desk.Now())
	starting := func(within marketplace.Range) (int, error) {
		f := choices{whose: c.whose}.filter(s.desk)
		f.States, f.Starts = []marketplace.BookingState{marketplace.StateConfirmed}, within
		return s.data.CountBookings(ctx, f)
	}
	var words []string
	now, err := starting(marketplace.Range{From: today, To: today + 1})
	if err != nil {
		return nil, err
	}
	before, err := starting(marketplace.Range{To: today})
	if now > 0 {
		words = append(words, xwidget.CountOf(now, "arrives today", "arrive today"))
	}
	if before > 0 {
		words = append(words, xwidget.CountOf(before, "was due before today", "were due before today"))
	}
	return words, err
}

func (s *screen) put(o fyne.CanvasObject) {
	if len(s.body.Objects) == 1 && s.body.Objects[0] == o {
		s.body.Refresh()
		return
	}
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

// changed is called when the person chose otherwise: it is noted, so that Back returns to it, and read.
func (s *screen) changed(c choices) {
	if c == s.c {
		return
	}
	s.c = c
	s.route = c.on(s.route)
	s.desk.Replace(s.route)
	s.filters.show(c)
	s.load()
}

// empty says why there is nothing, and what to do first.
func (s *screen) empty() fyne.CanvasObject {
	if s.c.restricts() {
		return xwidget.NewEmptyState(look.IconBookings, "No booking matches", "Choose another state or month, or look for another word.",
			xwidget.NewButton(xwidget.Secondary, "Show all bookings", func() { s.changed(choices{view: s.c.view, whose: s.c.whose, state: stateAny}) }))
	}
	if s.desk.Me().Roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator) {
		return xwidget.NewEmptyState(look.IconBookings, "No bookings yet",
			"A booking begins with a request: find a room that is free for somebody’s dates, and ask its host.",
			xwidget.NewButton(xwidget.Secondary, "Find a room", func() { s.desk.Go(ui.To(ui.PageFind)) }))
	}
	return xwidget.NewEmptyState(look.IconBookings, "No bookings yet", "When a recruitment lead asks for your room, the request stands here and you decide.",
		xwidget.NewButton(xwidget.Secondary, "See my rooms", func() { s.desk.Go(ui.To(ui.PageMyRooms)) }))
}

func (s *screen) open(id marketplace.ID) { s.desk.Go(ui.ToID(ui.PageBooking, id)) }

// orgName is an organisation's name, or its code while names are loading.
func (s *screen) orgName(code string) string {
	if name := s.orgs[code]; name != "" {
		return name
	}
	if o, ok := s.desk.Reference().Organisation(code); ok {
		return o.Name
	}
	return code
}
