package myrooms

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// Data is what the pages read.
type Data interface {
	Rooms(ctx context.Context, f marketplace.RoomFilter) ([]marketplace.RoomRow, error)
	CountRooms(ctx context.Context, f marketplace.RoomFilter) (int, error)
	RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error)
	Bookings(ctx context.Context, f marketplace.BookingFilter) ([]marketplace.BookingRow, error)
	Organisations(ctx context.Context) ([]marketplace.OrgRow, error)
	HostYears(ctx context.Context, person marketplace.ID) ([]marketplace.HostYear, error)
	Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error)
	Members(ctx context.Context) ([]marketplace.MemberRow, error)
	Computers(ctx context.Context) ([]marketplace.ComputerRow, error)
	// Turns is where bookings stand between the computers.
	Turns(ctx context.Context, bookings []marketplace.ID) (map[marketplace.ID]marketplace.Turn, error)
}

// New makes the page of all rooms, with an id that of one room, and with the choice view=tax that of the income.
func New(desk ui.Desk, data Data, r ui.Route) ui.Screen {
	switch {
	case r.Get("view") == "tax":
		return &tax{desk: desk, data: data, route: r}
	case !r.ID.IsZero():
		return &one{desk: desk, data: data, route: r}
	}
	return &list{desk: desk, data: data, route: r, shown: step}
}

// step is how many rooms are shown at first, and how many more at a time.
const step = 20

// unclaimedShown is how many rooms that nobody has claimed are shown; what is typed finds the others.
const unclaimedShown = 6

// list is the page of all rooms.
type list struct {
	desk  ui.Desk
	data  Data
	route ui.Route
	shown int
	text  string // finds among rooms that nobody has claimed
	laid  *mine  // what the page shows; nil before it shows anything

	read, find ui.Latest

	page      *fyne.Container
	header    *xwidget.PageHeader
	add       *xwidget.Button
	body      *fyne.Container
	photos    *xwidget.Photos
	unclaimed *fyne.Container // the rooms found, under the field
	claim     *xwidget.Card
}

var (
	_ ui.Reloader = (*list)(nil)
	_ ui.Helper   = (*list)(nil)
)

// Content builds the page and begins to load it.
func (s *list) Content() fyne.CanvasObject {
	s.photos = listing.Photos(s.desk.Work(), 64, s.data.Photo)
	s.add = xwidget.NewIconButton(xwidget.Primary, look.IconPlus, "List a room", func() { s.desk.Go(ui.To(ui.PageListRoom)) })
	actions := []fyne.CanvasObject{}
	if s.desk.Me().Roles.Has(marketplace.RoleHost) {
		actions = append(actions, xwidget.NewButton(xwidget.Secondary, "Income and tax", func() { s.desk.Go(ui.To(ui.PageMyRooms).Set("view", "tax")) }))
	}
	s.header = xwidget.NewPageHeader("My rooms", "", append(actions, s.add)...)
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Looking up your rooms…")))
	s.claim, s.unclaimed = s.claimCard()
	s.page = xwidget.NewPage(s.header, s.body)
	s.load()
	return s.page
}

// Reload reads again. How many rooms show and what is typed stay.
func (s *list) Reload(marketplace.Change) {
	s.photos.Again()
	s.load()
}

// mine is all that the page shows.
type mine struct {
	rooms     []marketplace.RoomRow
	count     int
	requests  []marketplace.BookingRow
	turns     map[marketplace.ID]marketplace.Turn
	orgs      map[string]string
	unclaimed []marketplace.RoomRow
}

func (s *list) load() {
	ui.Load(s.desk.Work(), &s.read, s.get, func(m mine, err error) {
		if err != nil {
			s.laid = nil
			s.header.SetTitle("My rooms", "")
			s.body.Objects = []fyne.CanvasObject{failure(err, s.load)}
			s.page.Refresh()
			return
		}
		if s.laid == nil || !reflect.DeepEqual(m, *s.laid) { // else what has the keyboard would lose it
			s.show(m)
		}
	})
}

func (s *list) get(ctx context.Context) (m mine, err error) {
	f := marketplace.RoomFilter{Mine: true, Limit: s.shown}
	if m.rooms, err = s.data.Rooms(ctx, f); err != nil {
		return m, err
	}
	if m.count, err = s.data.CountRooms(ctx, f); err != nil {
		return m, err
	}
	if m.requests, m.turns, err = requests(ctx, s.data, marketplace.ID{}); err != nil {
		return m, err
	}
	if m.orgs, err = orgNames(ctx, s.data); err != nil {
		return m, err
	}
	m.unclaimed, err = s.findUnclaimed(ctx)
	return m, err
}

// show lays out what was read.
func (s *list) show(m mine) {
	s.laid = &m
	s.header.SetTitle("My rooms", matters(m))
	s.body.Objects = nil
	if len(m.requests) > 0 {
		s.body.Add(requestsCard(s.desk, m.requests, m.turns, m.orgs, true))
	}
	for _, r := range m.rooms {
		s.body.Add(s.card(r))
	}
	if more := m.count - len(m.rooms); more > 0 {
		s.body.Add(xwidget.Row(look.Space16, xwidget.NewButton(xwidget.Secondary, "Show "+strconv.Itoa(min(step, more))+" more", func() {
			s.shown += step
			s.load()
		}), xwidget.Grow(xwidget.NewText(xwidget.Muted, xwidget.FormatCount(len(m.rooms))+" of "+xwidget.CountOf(m.count, "room", "rooms")+"."))))
	}
	if m.count == 0 {
		s.body.Add(s.nothing())
	}
	if len(m.unclaimed) > 0 || s.text != "" {
		s.showUnclaimed(m.unclaimed)
		s.body.Add(s.claim)
	}
	s.page.Refresh()
}

// matters is the one line that says what matters today.
func matters(m mine) string {
	over, incomplete := 0, 0
	for _, r := range m.rooms {
		if r.Reprice {
			over++
		}
		if r.Pending {
			incomplete++
		}
	}
	switch {
	case waiting(m.requests, m.turns) > 0:
		return xwidget.CountOf(waiting(m.requests, m.turns), "request waits", "requests wait") + " for your answer."
	case over > 0:
		return xwidget.CountOf(over, "room is", "rooms are") + " over the cap now in force and cannot be asked for."
	case incomplete > 0:
		return xwidget.CountOf(incomplete, "room needs", "rooms need") + " to be completed."
	case m.count == 0:
		return "A spare room, a fair price, a colleague who has just landed."
	}
	return "Nothing waits for you. Guests and free nights are in each room’s calendar."
}

// nothing is what a person without a room sees.
func (s *list) nothing() fyne.CanvasObject {
	return xwidget.NewCard(xwidget.NewEmptyState(look.IconRooms, "You have not listed a room yet",
		"Colleagues from overseas need a bed for their first weeks. Listing a spare room takes about five minutes, and you decide on every request.",
		xwidget.NewButton(xwidget.Secondary, "List a room", func() { s.desk.Go(ui.To(ui.PageListRoom)) })))
}

// card is one room: how it looks, how it stands, what comes next and what it lacks.
func (s *list) card(r marketplace.RoomRow) fyne.CanvasObject {
	picture := xwidget.NewPicture(s.photos, listing.PhotoKey(r.Photo), r.Title)
	tags := []fyne.CanvasObject{xwidget.NewTag(stateTone(r.State), r.State.Label())}
	if r.Reprice {
		tags = append(tags, xwidget.NewTag(look.Danger, "Over the cap"))
	}
	if r.Pending {
		tags = append(tags, xwidget.NewTag(look.Warning, "To complete"))
	}
	price := "No price yet"
	if r.Week > 0 {
		price = r.Week.Week()
	}
	where := r.Outcode
	if town, ok := s.desk.Reference().OutcodeTown(r.Outcode); ok {
		where += ", " + town
	}
	words := xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Heading, r.Title), xwidget.NewText(xwidget.Body, price+" · "+where), xwidget.NewText(xwidget.Muted, next(r)),
		xwidget.Inset(look.Space4, 0, 0, 0, xwidget.Flow(look.Space8, tags...)))
	if lack := lacks(r); lack != "" {
		words.Add(xwidget.NewText(xwidget.Body, lack))
	}
	open := xwidget.NewButton(xwidget.Secondary, "Calendar and guests", func() { s.desk.Go(ui.ToID(ui.PageMyRooms, r.Room)) })
	open.Compact = true
	buttons := []fyne.CanvasObject{open}
	if verb, act := s.verb(r); verb != "" {
		b := xwidget.NewButton(xwidget.Secondary, verb, act)
		b.Compact = true
		buttons = append(buttons, b)
	}
	words.Add(xwidget.Inset(look.Space8, 0, 0, 0, xwidget.Flow(look.Space8, buttons...)))
	return xwidget.NewCard(xwidget.TopRow(look.Space24, thumb(picture), xwidget.Grow(words)))
}

// verb is what this room most needs its host to do.
func (s *list) verb(r marketplace.RoomRow) (string, func()) {
	to := func(step string) func() {
		return func() { s.desk.Go(ui.ToID(ui.PageListRoom, r.Room).Set("step", step)) }
	}
	switch {
	case r.Reprice:
		return "Set a price", to("price")
	case r.State == marketplace.RoomLapsed:
		return "It is all still true", func() {
			s.desk.Act(marketplace.ReconfirmRoom{Room: r.Room}, "“"+r.Title+"” is live again for six months.", nil)
		}
	case r.Pending:
		return "Complete it", to("safety")
	case r.State == marketplace.RoomDraft:
		return "Finish it", to("check")
	}
	return "", nil
}

// next says who comes next.
func next(r marketplace.RoomRow) string {
	switch {
	case !r.NextFrom.IsZero():
		return "Next guest on " + r.NextFrom.Long() + "."
	case r.Open > 0:
		return xwidget.CountOf(r.Open, "open booking", "open bookings") + "."
	}
	return "No guest to come."
}

// lacks says why a room cannot be asked for, or what it should still say.
func lacks(r marketplace.RoomRow) string {
	switch {
	case r.Reprice:
		return "The cap is now " + r.CapWeek.Week() + ". Lower the price, and it can be asked for again. Bookings already agreed keep theirs."
	case r.State == marketplace.RoomLapsed:
		return "Nobody has confirmed it for six months, so it is not shown."
	case r.State == marketplace.RoomDraft:
		return "Nobody else sees it before it goes live."
	case r.Pending:
		return "It came from your organisation’s list. Guests see that you have yet to complete it."
	}
	return ""
}

func stateTone(v marketplace.RoomState) look.Tone {
	switch v {
	case marketplace.RoomLive:
		return look.Success
	case marketplace.RoomLapsed, marketplace.RoomPaused:
		return look.Warning
	case marketplace.RoomSuspended:
		return look.Danger
	}
	return look.Neutral
}

// failure says what went wrong, with a way on.
func failure(err error, again func()) fyne.CanvasObject {
	return xwidget.NewBanner(xwidget.BannerError, "", marketplace.Sentence(err), xwidget.NewButton(xwidget.Secondary, "Try again", again))
}

// thumb keeps a picture at the size of a thumbnail.
func thumb(p *xwidget.Picture) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(176, 132), p)
}

// orgNames is the organisations' names by their codes.
func orgNames(ctx context.Context, data Data) (map[string]string, error) {
	orgs, err := data.Organisations(ctx)
	names := map[string]string{}
	for _, o := range orgs {
		names[o.Code] = strings.TrimSpace(o.NameText)
	}
	return names, err
}
