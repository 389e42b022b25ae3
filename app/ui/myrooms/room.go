package myrooms

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

// one is the page of one room: its requests, its calendar, its price, and how it stands.
type one struct {
	desk  ui.Desk
	data  Data
	route ui.Route

	kept
	loaded bool

	read ui.Latest

	page     *fyne.Container
	header   *xwidget.PageHeader
	body     *fyne.Container
	calendar *calendar
	price    *price
}

var (
	_ ui.Reloader = (*one)(nil)
	_ ui.Sharer   = (*one)(nil)
	_ ui.Helper   = (*one)(nil)
	_ ui.Leaver   = (*one)(nil)
)

// Content builds the page and begins to load it.
func (s *one) Content() fyne.CanvasObject {
	s.header = xwidget.NewPageHeader("My room", "")
	s.calendar, s.price = newCalendar(s), newPrice(s)
	s.body = xwidget.VBox(look.PageGap, xwidget.NewCard(xwidget.NewText(xwidget.Muted, "Reading the room…")))
	s.page = xwidget.NewPage(s.header, s.body)
	s.load()
	return s.page
}

// Reload reads the room again. Chosen nights, the month and a price that is being typed stay.
func (s *one) Reload(marketplace.Change) { s.load() }

// Shared reads again: a computer that keeps the calendar, or could, may have come or gone.
func (s *one) Shared(ui.Sharing) { s.load() }

// Leave asks before a price that was typed is lost.
func (s *one) Leave() string {
	if s.loaded && s.price.touched() {
		return "The price that you typed is not set yet."
	}
	return ""
}

// kept is all that the page shows.
type kept struct {
	d         marketplace.RoomDetail
	requests  []marketplace.BookingRow
	turns     map[marketplace.ID]marketplace.Turn
	orgs      map[string]string
	computers []marketplace.ComputerRow
	owners    map[marketplace.ID]marketplace.Person
}

func (s *one) load() {
	ui.Load(s.desk.Work(), &s.read, func(ctx context.Context) (k kept, err error) {
		if k.d, err = s.data.RoomDetail(ctx, s.route.ID); err != nil {
			return k, err
		}
		if k.requests, k.turns, err = requests(ctx, s.data, s.route.ID); err != nil {
			return k, err
		}
		if k.computers, err = s.data.Computers(ctx); err != nil {
			return k, err
		}
		if k.owners, err = owners(ctx, s.data); err != nil {
			return k, err
		}
		k.orgs, err = orgNames(ctx, s.data)
		return k, err
	}, func(k kept, err error) {
		switch {
		case err != nil:
			s.loaded = false
			s.body.Objects = []fyne.CanvasObject{failure(err, s.load)}
			s.page.Refresh()
		case !k.d.Mine:
			s.body.Objects = []fyne.CanvasObject{xwidget.NewCard(xwidget.NewEmptyState(look.IconRooms, "This room is somebody else’s", "Its page says what everybody may know.",
				xwidget.NewButton(xwidget.Secondary, "See the room", func() { s.desk.Go(ui.ToID(ui.PageRoom, s.route.ID)) })))}
			s.page.Refresh()
		case !s.loaded || !reflect.DeepEqual(k, s.kept):
			s.kept, s.loaded = k, true
			s.show()
		}
	})
}

// show lays out what was read. Calendar and price stay the same objects, so that what is being done in them stays.
func (s *one) show() {
	change := xwidget.NewIconButton(xwidget.Secondary, look.IconEdit, "Change the listing", func() { s.desk.Go(ui.ToID(ui.PageListRoom, s.d.ID)) })
	s.header.SetTitle(s.d.Title, s.standing())
	s.header.SetActions(change)
	s.calendar.show(&s.d)
	s.price.show(&s.d)
	main := xwidget.VBox(look.PageGap)
	if len(s.requests) > 0 {
		main.Add(requestsCard(s.desk, s.requests, s.turns, s.orgs, false))
	}
	main.Add(s.calendar.card)
	if c := s.guests(); c != nil {
		main.Add(c)
	}
	aside := xwidget.VBox(look.PageGap, s.state(), s.price.card, s.instant(), s.keeper(), s.personal())
	s.body.Objects = []fyne.CanvasObject{xwidget.NewLink("All my rooms", func() { s.desk.Go(ui.To(ui.PageMyRooms)) }), xwidget.MainAside(460, 320, look.PageGap, main, aside)}
	s.page.Refresh()
}

// standing is the line that says what matters of this room today.
func (s *one) standing() string {
	d := &s.d
	switch {
	case waiting(s.requests, s.turns) > 0:
		return xwidget.CountOf(waiting(s.requests, s.turns), "request waits", "requests wait") + " for your answer."
	case d.Reprice:
		return "Over the cap now in force: it cannot be asked for until you set a lower price."
	case d.StateNow == marketplace.RoomLapsed:
		return "Nobody has confirmed it for six months, so it is not shown."
	}
	if from, ok := d.FreeFrom(marketplace.DateOf(s.desk.Now()), 1); ok && d.StateNow == marketplace.RoomLive {
		return "Live, and free from " + from.Long() + "."
	}
	return d.StateNow.Label() + "."
}

// state is the card that says how the listing stands, and moves it.
func (s *one) state() fyne.CanvasObject {
	d := &s.d
	content := xwidget.VBox(look.Space16, xwidget.Row(0, xwidget.NewTag(stateTone(d.StateNow), d.StateNow.Label())), xwidget.NewText(xwidget.Body, s.explain()))
	if missing := d.Facts.Guards.Missing(); len(missing) > 0 && d.StateNow != marketplace.RoomRetired {
		lines := xwidget.VBox(look.Space4, xwidget.NewText(xwidget.Strong, "Still to confirm"))
		for _, m := range missing {
			lines.Add(xwidget.TopRow(look.Space8, xwidget.NewGlyph(look.IconMinus, look.ColorSecondary, 20), xwidget.Grow(xwidget.NewText(xwidget.Body, m))))
		}
		if d.StateNow != marketplace.RoomDraft { // a draft is finished as a whole
			lines.Add(xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Complete it", func() { s.desk.Go(ui.ToID(ui.PageListRoom, d.ID).Set("step", "safety")) })))
		}
		content.Add(lines)
	}
	buttons := xwidget.Flow(look.Space8, s.moves()...)
	if len(buttons.Objects) > 0 {
		content.Add(buttons)
	}
	return xwidget.NewTitledCard("How it stands", content)
}

// personal is the card that erases what the room and its home say of somebody.
func (s *one) personal() fyne.CanvasObject {
	return xwidget.NewTitledCard("Personal details", xwidget.VBox(look.Space8,
		xwidget.NewText(xwidget.Muted, "What the listing says of you can be erased for good, on every computer."), listing.Erasures(s.desk, &s.d, s.load)))
}

// explain says what the state means and what happens next.
func (s *one) explain() string {
	d := &s.d
	switch d.StateNow {
	case marketplace.RoomDraft:
		return "Nobody else sees it yet."
	case marketplace.RoomLive:
		return "Leads find it and can ask for it. You are asked again after " + d.ConfirmedUntil().Long() + " whether it is still true."
	case marketplace.RoomPaused:
		return "Nobody can ask for it. Bookings already agreed stay."
	case marketplace.RoomSuspended:
		return "A coordinator suspended it: " + listing.Lower(d.Reason.Label()) + ". Write to them to have it lifted."
	case marketplace.RoomLapsed:
		return "Is it all still true? Say so, and it is shown again for six months."
	}
	return "It is no longer offered."
}

// moves are the buttons for what can be done with the listing now.
func (s *one) moves() []fyne.CanvasObject {
	d := &s.d
	title := "“" + d.Title + "”"
	move := func(to marketplace.RoomState, toast string) func() {
		return func() { s.desk.Act(marketplace.MoveRoom{Room: d.ID, To: to}, toast, nil) }
	}
	reconfirm := xwidget.NewButton(xwidget.Secondary, "It is all still true", func() {
		s.desk.Act(marketplace.ReconfirmRoom{Room: d.ID}, title+" is confirmed for six months.", nil)
	})
	retire := xwidget.NewButton(xwidget.Quiet, "Offer it no longer", s.retire)
	switch d.StateNow {
	case marketplace.RoomDraft:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Secondary, "Finish it", func() { s.desk.Go(ui.ToID(ui.PageListRoom, d.ID).Set("step", "check")) }), retire}
	case marketplace.RoomLive:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Secondary, "Pause it", move(marketplace.RoomPaused, title+" is paused. Nobody can ask for it.")), reconfirm, retire}
	case marketplace.RoomLapsed:
		return []fyne.CanvasObject{reconfirm, xwidget.NewButton(xwidget.Secondary, "Pause it", move(marketplace.RoomPaused, title+" is paused.")), retire}
	case marketplace.RoomPaused:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Secondary, "Make it live", move(marketplace.RoomLive, title+" is live. Leads can ask for it now.")), retire}
	case marketplace.RoomRetired:
		return []fyne.CanvasObject{xwidget.NewButton(xwidget.Secondary, "Offer it again", move(marketplace.RoomLive, title+" is live. Leads can ask for it now."))}
	}
	return nil
}

func (s *one) retire() {
	s.desk.Ask(ui.Question{
		Title: "Offer this room no longer?", Body: "It leaves every list. Its history and your income stay. You can offer it again later.",
		Verb: "Offer it no longer", Keep: "Keep it", Destructive: true,
	}, func() {
		s.desk.Act(marketplace.MoveRoom{Room: s.d.ID, To: marketplace.RoomRetired}, "“"+s.d.Title+"” is no longer offered.", nil)
	})
}

// guests lists who stays and who comes, or nothing where nobody does.
func (s *one) guests() fyne.CanvasObject {
	today := marketplace.DateOf(s.desk.Now())
	rows := xwidget.VBox(look.Space16)
	for _, b := range s.d.Busy {
		if b.Booking.IsZero() || b.To < today || b.State == marketplace.StateRequested {
			continue
		}
		who := b.Who
		if who == "" {
			who = "A colleague"
		}
		if len(rows.Objects) > 0 {
			rows.Add(xwidget.NewRule())
		}
		see := xwidget.NewButton(xwidget.Quiet, "See the booking", func() { s.desk.Go(ui.ToID(ui.PageBooking, b.Booking)) })
		see.Compact = true
		rows.Add(xwidget.Row(look.Space16, xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, who), xwidget.NewText(xwidget.Muted, listing.Dates(b.Range)))),
			xwidget.NewTag(bookingTone(b.State), b.State.Label()), see))
	}
	if len(rows.Objects) == 0 {
		return nil
	}
	return xwidget.NewTitledCard("Guests", rows)
}

func bookingTone(v marketplace.BookingState) look.Tone {
	switch v {
	case marketplace.StateConfirmed, marketplace.StateArrived:
		return look.Success
	case marketplace.StateAccepted:
		return look.Warning
	case marketplace.StateConflict:
		return look.Danger
	}
	return look.Neutral
}
