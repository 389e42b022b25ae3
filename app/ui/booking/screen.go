package booking

import (
	"context"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	BookingDetail(ctx context.Context, id marketplace.ID) (marketplace.BookingDetail, error)
	Bookings(ctx context.Context, f marketplace.BookingFilter) ([]marketplace.BookingRow, error)
	Thread(ctx context.Context, about marketplace.ID) ([]marketplace.Letter, error)
	RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error)
	FindRooms(ctx context.Context, s marketplace.RoomSearch) ([]marketplace.RoomHit, error)
	Alternatives(ctx context.Context, booking marketplace.ID) ([]marketplace.RoomHit, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
	Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error)
}

// whole is everything that the page shows of a booking.
type whole struct {
	marketplace.BookingDetail
	room    marketplace.RoomDetail
	letters []marketplace.Letter
}

type screen struct {
	desk   ui.Desk
	data   Data
	id     marketplace.ID
	b      whole
	loaded bool
	orgs   map[string]string
	photos *xwidget.Photos

	latest, names, others, moves ui.Latest

	header  *xwidget.PageHeader
	body    *fyne.Container
	page    *fyne.Container
	rooms   *fyne.Container // other rooms, where the booking is in conflict
	message *xwidget.TextField
	sending bool
}

var (
	_ ui.Reloader = (*screen)(nil)
	_ ui.Sharer   = (*screen)(nil)
	_ ui.Leaver   = (*screen)(nil)
	_ ui.Helper   = (*screen)(nil)
)

// New makes the page of the booking that the route names.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	return &screen{desk: desk, data: data, id: r.ID, orgs: map[string]string{}, photos: listing.Photos(desk.Work(), 12, data.Photo)}
}

// Content builds the page and begins to load it.
func (s *screen) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("Booking", "", xwidget.NewIconButton(xwidget.Secondary, look.IconArrowLeft, "Back", s.desk.Back))
	s.message = xwidget.NewTextArea(3, marketplace.MaxLetter)
	s.message.Placeholder = "Write to the other side"
	s.rooms = xwidget.VBox(look.PageGap)
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Reading the booking…")))
	s.page = xwidget.NewPage(s.header, s.body)
	s.loadNames()
	s.load()
	return s.page
}

// Reload reads the booking again. What is typed stays, and where nothing changed the page is left as it is.
func (s *screen) Reload(marketplace.Change) {
	s.photos.Again()
	s.load()
}

// Shared reads again: a computer that the booking waits for may have come or gone.
func (s *screen) Shared(ui.Sharing) { s.load() }

// Leave asks before a message is lost.
func (s *screen) Leave() string {
	if s.message == nil || s.message.Text() == "" {
		return ""
	}
	return "Your message has not been sent yet. It is lost if you leave."
}

func (s *screen) loadNames() {
	ui.Load(s.desk.Work(), &s.names, s.data.Organisations, func(orgs []marketplace.OrgRow, err error) {
		if err != nil {
			return // codes stand in for names; what is wrong is said for the booking itself
		}
		for _, o := range orgs {
			s.orgs[o.Code] = o.NameText
		}
		if s.loaded {
			s.show()
		}
	})
}

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.latest, s.read, func(b whole, err error) {
		switch {
		case marketplace.CodeOf(err) == marketplace.NotFound && err != nil:
			s.put(xwidget.NewCard(xwidget.NewEmptyState(look.IconBookings, "This booking is not here", marketplace.Sentence(err),
				xwidget.NewButton(xwidget.Secondary, "See the bookings", func() { s.desk.Go(ui.To(ui.PageBookings)) }))))
		case err != nil:
			s.put(xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", s.load)))
		case s.loaded && reflect.DeepEqual(b, s.b):
		default:
			s.b, s.loaded = b, true
			s.show()
			s.loadOthers()
		}
	})
}

// read reads the booking, its room and its messages.
func (s *screen) read(ctx context.Context) (b whole, err error) {
	if b.BookingDetail, err = s.data.BookingDetail(ctx, s.id); err != nil {
		return b, err
	}
	if b.room, err = s.data.RoomDetail(ctx, b.Room); err != nil && marketplace.CodeOf(err) != marketplace.NotFound {
		return b, err
	}
	b.letters, err = s.data.Thread(ctx, s.id)
	return b, err
}

func (s *screen) put(cards ...fyne.CanvasObject) {
	s.body.Objects = cards
	s.page.Refresh()
}

// show builds the cards anew. The box in which a message is written stays the same, with what is typed.
func (s *screen) show() {
	s.header.Title, s.header.Subtitle = s.guest(), s.b.RoomTitle+", "+s.b.Outcode+" · "+listing.Dates(s.b.Dates)
	s.header.SetActions(xwidget.NewIconButton(xwidget.Secondary, look.IconArrowLeft, "Back", s.desk.Back))
	main := xwidget.VBox(look.PageGap, s.state())
	if c, ok := s.change(); ok {
		main.Add(c)
	}
	if s.b.State == marketplace.StateConflict {
		main.Add(s.rooms)
	}
	main.Add(s.stay())
	main.Add(s.thread())
	main.Add(s.history())
	aside := xwidget.VBox(look.PageGap, s.room(), s.wayIn())
	if check, ok := s.rightToRent(); ok {
		aside.Add(check)
	}
	if note, ok := s.lodger(); ok {
		aside.Add(note)
	}
	s.put(xwidget.MainAside(480, 320, look.PageGap, main, aside))
}

// can tells whether this person may do something now.
func (s *screen) can(a marketplace.BookingAction) bool { return slices.Contains(s.b.Actions, a) }

func (s *screen) now() marketplace.Instant { return marketplace.InstantOf(s.desk.Now()) }

func (s *screen) today() marketplace.Date { return s.now().Date() }

// guest is whom the booking is for.
func (s *screen) guest() string {
	switch {
	case len(s.b.Names) > 0:
		return listing.And(s.b.Names)
	case s.b.Guest != "":
		return s.b.Guest
	}
	return s.groupName(s.b.Group)
}

// host is who offers the room, inside a sentence.
func (s *screen) host() string {
	if s.b.HostName != "" {
		return s.b.HostName
	}
	return s.orgName(s.b.HostOrg)
}

// lead is who asked for the room, inside a sentence.
func (s *screen) lead() string {
	if s.b.LeadName != "" {
		return s.b.LeadName
	}
	return "the lead"
}

// isHost tells whether this person is the host.
func (s *screen) isHost() bool {
	h := s.b.room.Facts.Host
	return !h.IsZero() && h == s.desk.Me().Person
}

// sides tells on which sides of the booking this person may act, by the rule of the marketplace.
func (s *screen) sides() (host, guest bool) {
	me := s.desk.Me()
	return s.isHost() || me.Speaks(s.b.HostOrg) || s.b.Side == marketplace.SideHost, me.Speaks(s.b.GuestOrg) || s.b.Side == marketplace.SideGuest
}

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

// groupName is a staff group's label.
func (s *screen) groupName(code string) string {
	if g, ok := s.desk.Reference().StaffGroup(code); ok {
		return g.Label
	}
	return "A colleague"
}
