package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

// Store is what the shell itself needs of the marketplace and of this machine's preferences.
type Store interface {
	Do(ctx context.Context, c marketplace.Command) (marketplace.Receipt, error)
	Subscribe(f func(marketplace.Change)) (cancel func())
	Me(ctx context.Context) (marketplace.Me, error)
	Today(ctx context.Context) (marketplace.Today, error)
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Options are what the composition root gives the shell.
type Options struct {
	Window    fyne.Window
	Store     Store
	Work      *Work
	Me        marketplace.Me
	Reference *assets.Reference
	Now       func() time.Time
	Makers    map[Page]Maker
	Settings  map[string]string  // preferences as they were when the window opened
	Dress     func(theme string) // puts the window into the light or dark theme; empty follows the system
	// Invitation tells, beside the UI, that a file is an invitation and what to do with it; nil of every other file.
	Invitation func(path string) error
}

// Shell is the window's frame: it holds the route, makes its screen, and is the [Desk] of every screen.
type Shell struct {
	o       Options
	nav     *nav
	page    *fyne.Container
	present Route
	screen  Screen
	past    []Route
	over    overlays
	meeting Latest
	falling Latest // a file that was dropped on the window
	unsub   func()
}

var _ Desk = (*Shell)(nil)

// New builds the shell in its window and goes to the first route.
func New(o Options, first Route) *Shell {
	s := &Shell{o: o, page: container.NewStack()}
	s.nav = newNav(o.Me, func(p Page) { s.Go(To(p)) }, s.Help)
	s.over = newOverlays(s)
	s.o.Window.SetContent(container.NewStack(newFrame(s.nav, s.page), s.over.layer()))
	s.shortcuts()
	s.o.Window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { s.dropped(files) })
	s.unsub = s.o.Store.Subscribe(func(c marketplace.Change) {
		s.o.Work.Deliver(func() { s.changed(c) })
	})
	if _, ok := s.o.Makers[first.Page]; !ok {
		first = To(PageHome)
	}
	s.open(first)
	s.count()
	return s
}

// Close ends the subscription. The owner closes Work and the store.
func (s *Shell) Close() { s.unsub() }

// Go shows another route, after asking where the present page holds unsaved work.
func (s *Shell) Go(r Route) {
	s.leave(func() {
		if r == s.present {
			s.open(r)
			return
		}
		s.past = append(s.past, s.present)
		if len(s.past) > 100 {
			s.past = slices.Delete(s.past, 0, 1)
		}
		s.open(r)
	})
}

// Back shows the route before; from the first page it goes home.
func (s *Shell) Back() {
	s.leave(func() {
		if len(s.past) == 0 {
			s.open(To(PageHome))
			return
		}
		r := s.past[len(s.past)-1]
		s.past = s.past[:len(s.past)-1]
		s.open(r)
	})
}

// Replace notes other choices of the present page.
func (s *Shell) Replace(r Route) {
	if r.Page == s.present.Page {
		s.present = r
	}
}

func (s *Shell) leave(then func()) {
	leaver, ok := s.screen.(Leaver)
	if !ok || leaver.Leave() == "" {
		then()
		return
	}
	s.Ask(Question{Title: "Leave this page?", Body: leaver.Leave(), Verb: "Leave", Keep: "Stay here", Destructive: true}, then)
}

func (s *Shell) open(r Route) {
	maker, ok := s.o.Makers[r.Page]
	if !ok {
		maker = func(d Desk, _ Route) Screen { return missing{d} }
	}
	s.over.clear()
	s.present = r
	s.screen = maker(s, r)
	s.page.Objects = []fyne.CanvasObject{s.screen.Content()}
	s.page.Refresh()
	s.nav.mark(r.Page)
	s.o.Window.Canvas().Unfocus()
	if shower, ok := s.screen.(Shower); ok {
		shower.Shown()
	}
}

// changed tells the present screen that stored things changed, and counts again what waits.
func (s *Shell) changed(c marketplace.Change) {
	if r, ok := s.screen.(Reloader); ok {
		r.Reload(c)
	}
	s.count()
	if c.Members() {
		s.meet()
	}
}

// meet takes up who the person is by now: a registrar may have changed what they may do. The page that they are on stays.
func (s *Shell) meet() {
	Load(s.o.Work, &s.meeting, s.o.Store.Me, func(me marketplace.Me, err error) {
		was := s.o.Me
		if err != nil || me == was {
			return // one who takes part no more is told by the line at the foot
		}
		s.o.Me = me
		s.nav.allow(me.Roles)
		s.nav.mark(s.present.Page)
		switch {
		case me.Roles != was.Roles:
			s.Toast("Your roles have changed: what you may do now stands at the left.", nil)
		case me.Org != was.Org:
			s.Toast("You take part for "+me.OrgName+" from now on.", nil)
		}
		if r, ok := s.screen.(Reloader); ok {
			r.Reload(marketplace.Change{})
		}
		s.count()
	})
}

// count puts the number of things that wait at the navigation's Home.
func (s *Shell) count() {
	s.o.Work.Start(func(ctx context.Context) {
		today, err := s.o.Store.Today(ctx)
		if err != nil {
			return // the home page itself says what is wrong
		}
		s.o.Work.Deliver(func() {
			if item := s.nav.items[PageHome]; item != nil {
				item.SetCount(today.TotalTasks)
			}
		})
	})
}

// Me is the person at this device.
func (s *Shell) Me() marketplace.Me { return s.o.Me }

// Now is the time as the system has it.
func (s *Shell) Now() time.Time { return s.o.Now() }

// Reference is the reference data.
func (s *Shell) Reference() *assets.Reference { return s.o.Reference }

// Window is the window, for the clipboard and the focus.
func (s *Shell) Window() fyne.Window { return s.o.Window }

// Work runs what no screen may wait for.
func (s *Shell) Work() *Work { return s.o.Work }

// Setting is a preference of this machine.
func (s *Shell) Setting(key string) string { return s.o.Settings[key] }

// SetSetting keeps one, in the window at once and on disk beside it.
func (s *Shell) SetSetting(key, value string) {
	s.o.Settings[key] = value
	if key == SettingTheme {
		s.o.Dress(value)
	}
	s.o.Work.Start(func(ctx context.Context) {
		if err := s.o.Store.SetSetting(ctx, key, value); err != nil {
			s.o.Work.Deliver(func() { s.Fail(err) })
		}
	})
}

// missing stands where a route leads nowhere.
type missing struct{ desk Desk }

// Content says so and leads home.
func (m missing) Content() fyne.CanvasObject {
	return xwidget.Middle(xwidget.NewEmptyState(look.IconFind, "There is no such page", "The address of the page is not one that this version of Settle knows.",
		xwidget.NewButton(xwidget.Primary, "Go to the start", func() { m.desk.Go(To(PageHome)) })))
}
