package offer

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
	OfferDetail(ctx context.Context, id marketplace.ID) (marketplace.OfferDetail, error)
	Arrivals(ctx context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error)
	ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error)
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route

	latest, coming ui.Latest
	detail         marketplace.OfferDetail
	arrival        *marketplace.ArrivalDetail // for whom the route asks
	form           *form                      // while the offer is being made or changed

	root *fyne.Container
}

// got is what the page reads in one go.
type got struct {
	offer   marketplace.OfferDetail
	arrival *marketplace.ArrivalDetail
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Leaver   = (*screen)(nil)
	_ ui.Shower   = (*screen)(nil)
)

// New makes the page for a route: with an ID that offer's, without one a form to make one. The choice arrival is for
// whom a lead wants to ask.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	return &screen{desk: desk, data: data, route: r}
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.root = container.NewStack()
	if s.route.ID.IsZero() {
		s.edit(nil)
		return s.root
	}
	s.put(xwidget.NewPage(xwidget.NewPageHeader("Offer", ""), xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Loading…"))))
	s.load()
	return s.root
}

// Reload reads again, unless the person is writing.
func (s *screen) Reload(marketplace.Change) {
	if s.form == nil {
		s.load()
	}
}

// Leave asks before what was written is lost.
func (s *screen) Leave() string {
	if s.form != nil && s.form.touched {
		return "What you wrote of this offer is not saved yet."
	}
	return ""
}

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.latest, s.read, func(g got, err error) {
		if err != nil {
			s.put(xwidget.NewPage(xwidget.NewPageHeader("Offer", ""),
				xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load))))
			return
		}
		s.detail, s.arrival = g.offer, g.arrival
		s.show()
	})
}

func (s *screen) read(ctx context.Context) (got, error) {
	var g got
	var err error
	if g.offer, err = s.data.OfferDetail(ctx, s.route.ID); err != nil {
		return g, err
	}
	if id := s.route.GetID("arrival"); !id.IsZero() {
		a, err := s.data.ArrivalDetail(ctx, id)
		if err != nil {
			return g, err
		}
		g.arrival = &a
	}
	return g, nil
}

func (s *screen) put(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

// show builds the page from what was read.
func (s *screen) show() {
	d := s.detail
	header := xwidget.NewPageHeader(d.Title, s.line(d), s.actions(d)...)
	parts := []fyne.CanvasObject{}
	if kind, words := s.standing(d); words != "" {
		parts = append(parts, xwidget.NewBanner(kind, "", words))
	}
	parts = append(parts, xwidget.MainAside(480, 340, look.PageGap, s.pairings(d), s.known(d)))
	s.put(xwidget.NewPage(header, xwidget.VBox(look.PageGap, parts...)))
}

// own tells whether the offer is this person's.
func (s *screen) own(d marketplace.OfferDetail) bool { return d.Facts.Volunteer == s.desk.Me().Person }

// line is who offers it and how much of it is left.
func (s *screen) line(d marketplace.OfferDetail) string {
	who := d.Volunteer + ", " + d.OrgName
	if s.own(d) {
		who = "Your offer"
	}
	if left := d.Facts.Capacity - d.Taken; left > 0 {
		words := " · room for " + strconv.Itoa(left)
		if d.Taken > 0 {
			words += " more"
		}
		return who + words
	}
	return who + " · every place is taken"
}

// standing says what keeps leads from asking, and what to do about it.
func (s *screen) standing(d marketplace.OfferDetail) (xwidget.BannerKind, string) {
	switch d.State {
	case marketplace.OfferPaused:
		return xwidget.BannerInfo, choose(d.Mine, "The offer is paused: nobody is asked. Open it again when it suits you.", "The offer is paused. Ask another volunteer, or look again later.")
	case marketplace.OfferClosed:
		return xwidget.BannerInfo, choose(d.Mine, "The offer is closed. Open it again, with a later last day where it had one, if you would like to be asked again.", "The offer is closed. Ask another volunteer.")
	case marketplace.OfferLapsed:
		return xwidget.BannerWarning, choose(d.Mine, "Nobody has said for 90 days that this offer still holds, so leads cannot ask. If it does, say so.", "The volunteer has not confirmed this offer for 90 days, so it cannot be asked for. Ask another, or tell them.")
	}
	return xwidget.BannerInfo, ""
}

func choose(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// actions are the acts of the page; the one green is the next step.
func (s *screen) actions(d marketplace.OfferDetail) []fyne.CanvasObject {
	out := []fyne.CanvasObject{}
	open := func(kind xwidget.ButtonKind, verb string) fyne.CanvasObject {
		return xwidget.NewButton(kind, verb, func() { s.move(marketplace.OfferOpen, "The offer is open.") })
	}
	if d.Mine {
		if d.State != marketplace.OfferClosed {
			out = append(out, xwidget.NewButton(xwidget.Secondary, "Close", s.closeOffer))
		}
		if d.State == marketplace.OfferOpen || d.State == marketplace.OfferFull {
			out = append(out, xwidget.NewButton(xwidget.Secondary, "Pause", func() { s.move(marketplace.OfferPaused, "The offer is paused.") }))
		}
		out = append(out, xwidget.NewIconButton(xwidget.Secondary, look.IconEdit, "Change", func() { s.edit(&d) }))
		switch d.State {
		case marketplace.OfferPaused, marketplace.OfferClosed:
			return append(out, open(xwidget.Primary, "Open again"))
		case marketplace.OfferLapsed:
			return append(out, open(xwidget.Primary, "It is still true"))
		}
	}
	if d.State == marketplace.OfferOpen && s.desk.Me().Roles&(marketplace.RoleLead|marketplace.RoleCoordinator) != 0 && (!s.own(d) || s.arrival != nil) {
		verb := "Ask for an arrival"
		if s.arrival != nil {
			verb = "Ask for " + s.arrival.Name
		}
		out = append(out, xwidget.NewIconButton(xwidget.Primary, look.IconWelcome, verb, s.ask))
	}
	return out
}

// move opens, pauses or closes the offer; what was open can be opened again from the toast.
func (s *screen) move(to marketplace.OfferState, said string) {
	id, was := s.detail.Offer, s.detail.State
	s.desk.Act(marketplace.MoveOffer{Offer: id, To: to}, "", func(marketplace.Receipt) {
		var undo func()
		if to != marketplace.OfferOpen && (was == marketplace.OfferOpen || was == marketplace.OfferFull) {
			undo = func() {
				s.desk.Act(marketplace.MoveOffer{Offer: id, To: marketplace.OfferOpen}, "The offer is open again.", nil)
			}
		}
		s.desk.Toast(said, undo)
		s.load()
	})
}

func (s *screen) closeOffer() {
	body := "Nobody is asked for it any more. Whoever is looked after now stays on your list until that ends."
	if !s.own(s.detail) {
		body = "Nobody is asked for it any more. Whoever is looked after now stays until that ends."
	}
	s.desk.Ask(ui.Question{Title: "Close this offer?", Body: body, Verb: "Close the offer", Keep: "Keep it"}, func() {
		s.move(marketplace.OfferClosed, "The offer is closed.")
	})
}

// Help says what the page is for.
func (s *screen) Help() []ui.HelpSection {
	return []ui.HelpSection{
		{Heading: "Never more than offered", Body: "An offer says for how many people at one time there is room. Places are counted on the computer on which the offer was made, so that two leads cannot take the same place."},
		{Heading: "Asking", Body: "A lead asks for one colleague who arrives. The volunteer has 72 hours to answer, and always until before the flight lands. Name, contacts, flight and your note are sealed: only the volunteer and the leads of that organisation can read them."},
		{Heading: "Pausing and closing", Body: "A paused offer is asked by nobody until it is opened again. A closed one is over. Neither ends what was agreed already."},
		{Heading: "Ninety days", Body: "An offer that nobody confirmed for 90 days cannot be asked for, so that leads do not wait for somebody who has moved on. One click says that it is still true."},
		{Heading: "What is never recorded", Body: "What you talk about, and anything of health, faith or papers. Write nothing of these in a note."},
	}
}
