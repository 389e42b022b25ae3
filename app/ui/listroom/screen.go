package listroom

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads, and where photos are kept.
type Data interface {
	Homes(ctx context.Context) ([]marketplace.HomeRow, error)
	CapPolicies(ctx context.Context) ([]marketplace.CapPolicy, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
	RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error)
	Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error)
	// PutPhoto stores a photo's bytes, already re-encoded and without metadata.
	PutPhoto(ctx context.Context, jpeg []byte) (marketplace.BlobID, error)
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route

	room   *marketplace.RoomDetail // that is changed; nil for a new one
	homes  []marketplace.HomeRow
	orgs   []marketplace.OrgRow
	policy *marketplace.CapPolicy // in force; nil where there is none

	a, was answers
	steps  []step
	at     int
	ready  bool
	saving bool
	saved  bool

	read, keep ui.Latest

	page    *fyne.Container
	header  *xwidget.PageHeader
	body    *fyne.Container
	stepper *xwidget.Stepper
	main    *fyne.Container
	aside   *fyne.Container
	scroll  *xwidget.Scroll
	summary *xwidget.ErrorSummary // of the step that is shown
	store   *xwidget.Button       // stores without going live
}

var (
	_ ui.Leaver   = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
	_ ui.Dropper  = (*screen)(nil)
	_ ui.Reloader = (*screen)(nil)
)

// New makes the page: for a new room, or with an id for one that stands. Its choice step is the step to begin with.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	return &screen{desk: desk, data: data, route: r}
}

// Content builds the page and begins to load what it shows.
func (s *screen) Content() fyne.CanvasObject {
	s.store = xwidget.NewButton(xwidget.Secondary, "Save as a draft", func() { s.save(false) })
	s.store.Hide()
	s.header = xwidget.NewPageHeader("List a room", "About five minutes. Nothing is shown to anybody before you say so.", s.store)
	if !s.route.ID.IsZero() {
		s.header.SetTitle("Change your listing", "")
	}
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "One moment…")))
	m := look.PageMargin
	s.scroll = xwidget.NewScroll(xwidget.Inset(0, m, m, m, xwidget.CentreColumn(look.PageWidest, s.body)))
	s.page = xwidget.Frame(xwidget.Edges{Top: xwidget.Inset(look.Space24, m, look.Space16, m, xwidget.CentreColumn(look.PageWidest, s.header))}, s.scroll)
	s.load()
	return s.page
}

// known is all that the page reads before it begins.
type known struct {
	room   *marketplace.RoomDetail
	homes  []marketplace.HomeRow
	orgs   []marketplace.OrgRow
	policy *marketplace.CapPolicy
}

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.read, s.get, func(k known, err error) {
		if err != nil {
			s.fail(marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load))
			return
		}
		s.begin(k)
	})
}

func (s *screen) get(ctx context.Context) (known, error) {
	var k known
	if !s.route.ID.IsZero() {
		d, err := s.data.RoomDetail(ctx, s.route.ID)
		if err != nil {
			return k, err
		}
		k.room = &d
	}
	policies, err := s.data.CapPolicies(ctx)
	if err != nil {
		return k, err
	}
	for i := range policies {
		if policies[i].Now {
			k.policy = &policies[i]
		}
	}
	if k.homes, err = s.data.Homes(ctx); err != nil {
		return k, err
	}
	k.orgs, err = s.data.Organisations(ctx)
	return k, err
}

// begin shows the first step, or says why this person cannot list a room.
func (s *screen) begin(k known) {
	s.room, s.homes, s.orgs, s.policy = k.room, k.homes, k.orgs, k.policy
	switch {
	case s.room != nil && !s.room.Mine:
		s.refuse("Only its host changes this room", "Write to the host, or ask a lead of their organisation.")
		return
	case s.room == nil && len(s.supplies()) == 0:
		s.refuse("You are not recorded as a host yet", "Ask your registrar to add that role. Then you can list a room in your home here.")
		return
	case s.policy == nil:
		s.refuse("There is no cap on rents yet", "Every room in Settle is let at a fair price, so a coordinator sets the cap first. Ask yours.")
		return
	}
	s.a = answers{Supply: s.supplies()[0], Org: "", Lodgers: 1, Allowance: marketplace.AllowanceFull, Guests: 1}
	s.header.SetTitle("List a room", "About five minutes. Nothing is shown to anybody before you say so.")
	if s.room != nil {
		s.a = answersOf(s.room, s.homes)
		s.header.SetTitle("Change “"+s.room.Title+"”", s.standing())
		s.store.SetText("Save changes")
	} else if own := s.homesFor(s.a.Supply); len(own) > 0 {
		s.a.Home = own[0].Home
		s.a.takeHome(s.homes)
	}
	s.steps = []step{newHomeStep(s), newRoomStep(s), newPriceStep(s), newRulesStep(s), newSafetyStep(s), newPhotosStep(s), newCheckStep(s)}
	for _, st := range s.steps {
		st.write(&s.a)
	}
	s.was = s.gather()
	s.stepper = xwidget.NewStepper(stepNames...)
	s.main, s.aside = xwidget.VBox(look.PageGap), xwidget.VBox(look.PageGap)
	s.body.Objects = []fyne.CanvasObject{s.stepper, xwidget.MainAside(440, 280, look.PageGap, s.main, s.aside)}
	s.store.Show()
	s.ready = true
	s.turn(stepNamed(s.route.Get("step")))
}

// supplies is the kinds of room that this person may list.
func (s *screen) supplies() []marketplace.Supply {
	if s.room != nil {
		return []marketplace.Supply{s.room.Facts.Supply}
	}
	var all []marketplace.Supply
	roles := s.desk.Me().Roles
	if roles.Has(marketplace.RoleHost) {
		all = append(all, marketplace.SupplyHome)
	}
	if roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator) {
		all = append(all, marketplace.SupplyTrust, marketplace.SupplyUniversity)
	}
	return all
}

// homesFor is the homes that a kind of room can lie in: the person's own, or the organisation's.
func (s *screen) homesFor(supply marketplace.Supply) []marketplace.HomeRow {
	var all []marketplace.HomeRow
	for _, h := range s.homes {
		if (supply == marketplace.SupplyHome) == (h.Facts.Host == s.desk.Me().Person) {
			all = append(all, h)
		}
	}
	return all
}

// claimed is false for a room that an import brought and whose host has yet to claim it.
func (s *screen) claimed() bool {
	return s.room == nil || s.room.Facts.Supply != marketplace.SupplyHome || !s.room.Facts.Host.IsZero()
}

// standing says where the room stands that is changed.
func (s *screen) standing() string {
	d := s.room
	switch {
	case d.Reprice:
		return "Its price is over the cap now in force, " + d.CapWeek.Week() + ". Set a lower one, then it can be asked for again."
	case d.Facts.Pending:
		return "It came from your organisation's list. Complete it, so that guests know what to expect."
	case d.StateNow == marketplace.RoomLive:
		return "It is live: what you save here is shown at once. Bookings already agreed keep their price."
	case d.StateNow == marketplace.RoomDraft:
		return "A draft that nobody else sees yet."
	}
	return d.StateNow.Label() + ": nobody can ask for it now."
}

func (s *screen) refuse(title, sentence string) {
	s.body.Objects = []fyne.CanvasObject{xwidget.NewCard(xwidget.NewEmptyState(look.IconRooms, title, sentence,
		xwidget.NewButton(xwidget.Secondary, "Go back", s.desk.Back)))}
	s.page.Refresh()
}

func (s *screen) fail(sentence string, action fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{xwidget.NewBanner(xwidget.BannerError, "", sentence, action)}
	s.page.Refresh()
}

// gather is what the steps hold now.
func (s *screen) gather() answers {
	a := s.a
	for _, st := range s.steps {
		st.read(&a)
	}
	return a
}

// Leave asks before what was filled in is lost.
func (s *screen) Leave() string {
	if !s.ready || s.saved || reflect.DeepEqual(s.gather(), s.was) {
		return ""
	}
	if s.room != nil {
		return "Your changes to this listing are not saved yet. Choose “Save changes” to keep them."
	}
	return "What you have filled in is not saved yet. Choose “Save as a draft” to keep it for later."
}
