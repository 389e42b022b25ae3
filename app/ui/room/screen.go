package room

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the page reads.
type Data interface {
	RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error)
	Arrivals(ctx context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error)
	ArrivalDetail(ctx context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error)
	BookingDetail(ctx context.Context, id marketplace.ID) (marketplace.BookingDetail, error)
	Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error)
}

type screen struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	stay  listing.Stay

	d       marketplace.RoomDetail
	loaded  bool
	waiting []marketplace.ArrivalRow   // without a bed, soonest first
	arrival *marketplace.ArrivalRow    // for whom the page was opened
	sent    *marketplace.BookingDetail // the request that was sent from here
	asking  *request                   // the form that was opened last

	room, whom, one, request ui.Latest

	page    *fyne.Container
	header  *xwidget.PageHeader
	body    *fyne.Container
	ask     *xwidget.Button
	change  *xwidget.Button
	booking *xwidget.Button // in the place of ask, after the request
	gallery *xwidget.Gallery
	photos  *xwidget.Photos
	nights  *nights
	price   *price
}

// New makes the page of the room that the route names. Its choices are arrival, arrive, leave and near.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	return &screen{desk: desk, data: data, route: r, stay: listing.StayOf(r)}
}

// Content builds the page and begins to load what it shows.
func (s *screen) Content() fyne.CanvasObject {
	s.ask = xwidget.NewButton(xwidget.Primary, "Ask for this room", s.openRequest)
	s.change = xwidget.NewIconButton(xwidget.Secondary, look.IconEdit, "Edit", func() { s.desk.Go(ui.ToID(ui.PageListRoom, s.d.ID)) })
	s.ask.Hide()
	s.change.Hide()
	s.booking = xwidget.NewButton(xwidget.Primary, "Open the booking", func() { s.desk.Go(ui.ToID(ui.PageBooking, s.sent.Booking)) })
	s.header = xwidget.NewPageHeader("Room", "", s.change, s.ask)
	s.photos = listing.Photos(s.desk.Work(), 32, s.data.Photo)
	s.gallery = xwidget.NewGallery(s.photos)
	s.nights, s.price = newNights(s), newPrice()
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Reading the room…")))
	s.page = xwidget.NewPage(s.header, s.body)
	s.loadWhom()
	s.load()
	return s.page
}

// Shared reads the room again: the computer that keeps its calendar may have come or gone.
func (s *screen) Shared(ui.Sharing) { s.load() }

// Reload reads the room again. The scroll position, the chosen nights and an open form stay.
func (s *screen) Reload(marketplace.Change) {
	s.photos.Again()
	s.load()
	s.loadWhom()
	if s.sent != nil {
		s.loadSent(s.sent.Booking)
	}
}

func (s *screen) load() {
	ui.Load(s.desk.Work(), &s.room, func(ctx context.Context) (marketplace.RoomDetail, error) { return s.data.RoomDetail(ctx, s.route.ID) },
		func(d marketplace.RoomDetail, err error) {
			if err != nil {
				s.showFailure(err)
				return
			}
			if s.loaded && reflect.DeepEqual(d, s.d) {
				return
			}
			s.d, s.loaded = d, true
			s.show()
		})
}

// mayAsk tells whether this person asks for rooms at all.
func (s *screen) mayAsk() bool {
	return s.desk.Me().Roles.Has(marketplace.RoleLead | marketplace.RoleCoordinator)
}

// loadWhom reads for whom a room can be asked, where this person may.
func (s *screen) loadWhom() {
	if !s.mayAsk() {
		return
	}
	me := s.desk.Me()
	f := marketplace.ArrivalFilter{WithoutBed: true, From: marketplace.DateOf(s.desk.Now()), Limit: 500}
	if !me.Roles.Has(marketplace.RoleCoordinator) {
		f.Org = me.Org
	}
	ui.Load(s.desk.Work(), &s.whom, func(ctx context.Context) ([]marketplace.ArrivalRow, error) { return s.data.Arrivals(ctx, f) },
		func(rows []marketplace.ArrivalRow, err error) {
			if err == nil {
				s.waiting = rows
			}
		})
	if s.stay.Arrival.IsZero() {
		return
	}
	ui.Load(s.desk.Work(), &s.one, func(ctx context.Context) (marketplace.ArrivalDetail, error) {
		return s.data.ArrivalDetail(ctx, s.stay.Arrival)
	},
		func(a marketplace.ArrivalDetail, err error) {
			if err == nil {
				s.arrival = &a.ArrivalRow
				s.showHeader()
			}
		})
}

// chooseNights takes over nights that were chosen in the calendar.
func (s *screen) chooseNights(dates marketplace.Range) {
	s.stay.Dates = dates
	s.route = s.stay.On(s.route)
	s.desk.Replace(s.route)
	s.showPrice()
	s.showHeader()
}

func (s *screen) showPrice() { s.price.show(s.d, s.stay.Dates, s.today(), s.closed() == "") }

func (s *screen) today() marketplace.Date { return marketplace.DateOf(s.desk.Now()) }

func (s *screen) showFailure(err error) {
	s.loaded = false
	title := "The room cannot be shown"
	if marketplace.CodeOf(err) == marketplace.NotFound {
		title = "This room is not here"
	}
	s.header.SetTitle("Room", "")
	s.ask.Hide()
	s.change.Hide()
	s.body.Objects = []fyne.CanvasObject{xwidget.NewCard(xwidget.NewEmptyState(look.IconError, title, marketplace.Sentence(err),
		xwidget.NewButton(xwidget.Secondary, "Try again", s.load)))}
	s.page.Refresh()
}
