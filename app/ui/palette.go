package ui

import (
	"slices"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Titler is a Screen about one thing that has a name, such as a room. The name may be "" until it is loaded.
type Titler interface{ Title() string }

// Commander is a Screen with acts of its own for the command palette.
type Commander interface{ Commands() []xwidget.Command }

// visit is a page that was open, for the way back to it from the palette.
type visit struct {
	route Route
	title string
}

// recentKept is how many recent pages the palette offers.
const recentKept = 6

// visited remembers the present page when the person leaves it, if it has a name of its own: the places of the
// navigation are in the palette anyway.
func (o *overlays) visited() {
	s := o.shell
	titled, ok := s.screen.(Titler)
	if !ok || titled.Title() == "" {
		return
	}
	o.recent = slices.DeleteFunc(o.recent, func(v visit) bool { return v.route.Page == s.present.Page && v.route.ID == s.present.ID })
	o.recent = slices.Insert(o.recent, 0, visit{s.present, titled.Title()})
	o.recent = o.recent[:min(len(o.recent), recentKept)]
}

// titleOf is what a page is called: its own name, or that of its place in the navigation.
func titleOf(r Route, screen Screen) string {
	if t, ok := screen.(Titler); ok && t.Title() != "" {
		return t.Title()
	}
	return placeNamed(placeOf(r.Page)).label
}

func placeNamed(page Page) place {
	i := slices.IndexFunc(places, func(p place) bool { return p.page == page })
	if i < 0 {
		return place{}
	}
	return places[i]
}

// OpenPalette shows all that the person can go to and do, to be found by typing.
func (s *Shell) OpenPalette() {
	if s.over.palette != nil && s.over.palette.IsOpen() {
		s.over.palette.Close()
		return
	}
	s.over.palette = xwidget.NewCommandPalette("Where to, or what to do?", s.commands())
	s.over.palette.ShowIn(s.over.canvas())
}

// commands are the page's own acts, where one can go, where one has been, and what can be done everywhere.
func (s *Shell) commands() []xwidget.Command {
	var all []xwidget.Command
	if c, ok := s.screen.(Commander); ok {
		all = append(all, c.Commands()...)
	}
	for _, p := range placesFor(s.o.Me.Roles) {
		all = append(all, xwidget.Command{Title: p.label, Hint: "Go to", Words: placeWords[p.page], Icon: p.icon, Run: s.goes(To(p.page))})
	}
	for _, v := range s.over.recent {
		if v.route != s.present {
			all = append(all, xwidget.Command{Title: v.title, Hint: "Recent", Icon: placeNamed(placeOf(v.route.Page)).icon, Run: s.goes(v.route)})
		}
	}
	for _, a := range acts {
		if a.roles == 0 || s.o.Me.Roles.Has(a.roles) {
			all = append(all, xwidget.Command{Title: a.title, Hint: "Start", Words: a.words, Icon: a.icon, Run: s.goes(a.route)})
		}
	}
	if searcher, ok := s.screen.(Searcher); ok {
		all = append(all, xwidget.Command{Title: "Search on this page", Hint: "Do", Keys: chord("F"), Icon: look.IconFind, Run: searcher.FocusSearch})
	}
	if len(s.past) > 0 {
		all = append(all, xwidget.Command{Title: "Go back", Hint: "Do", Keys: backKeys(), Icon: look.IconArrowLeft, Run: s.Back})
	}
	return append(all, xwidget.Command{Title: "Help with this page", Hint: "Do", Keys: "F1", Words: "what how explain", Icon: look.IconHelp, Run: s.Help})
}

func (s *Shell) goes(r Route) func() { return func() { s.Go(r) } }

// placeWords are further words that find a place.
var placeWords = map[Page]string{
	PageHome:     "start today tasks",
	PageFind:     "search bed availability free book",
	PageMyRooms:  "host home calendar list tax requests",
	PageBookings: "requests stays confirm",
	PageArrivals: "cohort nurses flights people coming",
	PageWelcome:  "buddy pickup volunteer offer meet",
	PageNights:   "report export figures numbers statistics",
	PagePeople:   "members organisations trusts roles users",
	PageCap:      "policy rent price area average",
	PageSettings: "settings backup theme dark light data verify about",
}

// act is something that starts on a page of its own.
type act struct {
	title, words string
	icon         look.Icon
	route        Route
	roles        marketplace.Roles
}

var acts = []act{
	{"List a room", "add new spare offer", look.IconPlus, To(PageListRoom), marketplace.RoleHost | marketplace.RoleLead | marketplace.RoleCoordinator},
	{"Import arrivals", "spreadsheet csv excel upload cohort", look.IconUpload, To(PageImport).Set("what", "arrivals"), marketplace.RoleLead | marketplace.RoleCoordinator},
	{"Import rooms", "spreadsheet csv excel upload supply", look.IconUpload, To(PageImport).Set("what", "rooms"), marketplace.RoleLead | marketplace.RoleCoordinator},
	{"Share with other computers", "sharing sync network offline bundle stick connect share machines invite", look.IconSynced, To(PageSharing), 0},
}
