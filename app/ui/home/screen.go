package home

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	Today(ctx context.Context) (marketplace.Today, error)
	standing.ConflictData
}

// conflictsShown is how many conflicts are told in full, and roomsShown how many other rooms for each.
const (
	conflictsShown = 3
	roomsShown     = 3
)

// day is what the page shows.
type day struct {
	marketplace.Today
	conflicts map[marketplace.ID]standing.Conflict
}

type screen struct {
	desk  ui.Desk
	data  Data
	today ui.Latest

	header *xwidget.PageHeader
	main   *fyne.Container
	side   *fyne.Container
	tiles  struct{ staying, arriving, free, nights *xwidget.StatTile }
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
)

// New makes the page.
func New(desk ui.Desk, data Data, _ ui.Route) ui.Screen { return &screen{desk: desk, data: data} }

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader(greeting(s.desk.Now(), s.desk.Me().Name), s.date(), s.action())
	s.main = xwidget.Stack(xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Looking what needs you…")))
	s.side = s.figures()
	s.load()
	return xwidget.NewPage(s.header, xwidget.MainAside(520, 260, look.PageGap, s.main, s.side))
}

// Reload reads again what needs the person.
func (s *screen) Reload(marketplace.Change) { s.load() }

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.today, s.read, func(t day, err error) {
		if err != nil {
			s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load)))
			return
		}
		s.header.SetTitle(greeting(s.desk.Now(), s.desk.Me().Name), s.date()+" · "+matters(t.Today))
		s.tiles.staying.Set(look.Info, xwidget.FormatCount(t.StayingNow), "")
		s.tiles.arriving.Set(look.Info, xwidget.FormatCount(t.ArrivingIn7), "")
		s.tiles.free.Set(look.Success, xwidget.FormatCount(t.FreeTonight), "")
		s.tiles.nights.Set(look.Info, xwidget.FormatCount(t.NightsMonth), "slept, in the whole system")
		s.put(s.tasks(t))
	})
}

// read reads what needs the person, and of the first conflicts what explains them. One that cannot be read is told in its
// own words alone.
func (s *screen) read(ctx context.Context) (d day, err error) {
	if d.Today, err = s.data.Today(ctx); err != nil {
		return d, err
	}
	d.conflicts = map[marketplace.ID]standing.Conflict{}
	for _, t := range d.Tasks {
		if t.Kind != marketplace.TaskConflict || len(d.conflicts) >= conflictsShown {
			continue
		}
		if c, err := standing.ReadConflict(ctx, s.data, t.About); err == nil {
			d.conflicts[t.About] = c
		}
	}
	return d, ctx.Err()
}

func (s *screen) put(o fyne.CanvasObject) {
	s.main.Objects = []fyne.CanvasObject{o}
	s.main.Refresh()
}

// date is today as people write it: Saturday 21 November 2026.
func (s *screen) date() string {
	return s.desk.Now().In(marketplace.London).Format("Monday 2 January 2006")
}

func greeting(now time.Time, name string) string {
	hello := "Good evening"
	switch h := now.In(marketplace.London).Hour(); {
	case h >= 4 && h < 12:
		hello = "Good morning"
	case h >= 12 && h < 18:
		hello = "Good afternoon"
	}
	return hello + ", " + first(name)
}

// first is the name that colleagues call a person by.
func first(name string) string {
	for i, r := range name {
		if r == ' ' && i > 0 {
			return name[:i]
		}
	}
	return name
}

// matters is the one line that says what matters today.
func matters(t marketplace.Today) string {
	switch t.TotalTasks {
	case 0:
		return "nothing needs you today"
	case 1:
		return "one thing needs you today"
	}
	return xwidget.FormatCount(t.TotalTasks) + " things need you"
}

// action is the one green act: by what the person mostly does.
func (s *screen) action() fyne.CanvasObject {
	if s.desk.Me().Roles.Has(marketplace.RoleLead) {
		return xwidget.NewButton(xwidget.Primary, "Find a room", func() { s.desk.Go(ui.To(ui.PageFind)) })
	}
	if s.desk.Me().Roles.Has(marketplace.RoleHost) {
		return xwidget.NewButton(xwidget.Primary, "List a room", func() { s.desk.Go(ui.To(ui.PageListRoom)) })
	}
	return xwidget.NewButton(xwidget.Primary, "Offer a welcome", func() { s.desk.Go(ui.To(ui.PageWelcome)) })
}

// figures are the four small tiles at the side; each opens what is behind it.
func (s *screen) figures() *fyne.Container {
	open := func(r ui.Route) func() { return func() { s.desk.Go(r) } }
	s.tiles.staying = xwidget.NewStatTile(look.Info, "Staying now", "–", "", open(ui.To(ui.PageBookings).Set("state", "arrived")))
	s.tiles.arriving = xwidget.NewStatTile(look.Info, "Arriving within 7 days", "–", "", open(ui.To(ui.PageArrivals)))
	tonight := marketplace.DateOf(s.desk.Now())
	s.tiles.free = xwidget.NewStatTile(look.Success, "Rooms free tonight", "–", "",
		open(ui.To(ui.PageFind).Set("arrive", tonight.String()).Set("leave", (tonight+1).String())))
	s.tiles.nights = xwidget.NewStatTile(look.Info, "Nights this month", "–", "slept, in the whole system", open(ui.To(ui.PageNights)))
	return xwidget.VBox(look.Space16, s.tiles.staying, s.tiles.arriving, s.tiles.free, s.tiles.nights)
}
