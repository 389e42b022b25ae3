package booking

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// The search for other rooms: how many, and how far.
const (
	otherRooms  = 6
	otherWithin = 40 // kilometres
)

// from is the stay that another room would have to take: the nights that are still to come, near where they will work.
func (s *screen) from() listing.Stay {
	stay := listing.Stay{Arrival: s.b.Arrival, Dates: s.b.Dates, Near: s.b.Fold.Facts.Site}
	if stay.Dates.From < s.today() {
		stay.Dates.From = s.today()
	}
	if stay.Near == "" {
		stay.Near = s.b.Outcode
	}
	return stay
}

// find goes to the search with the same stay.
func (s *screen) find() { s.desk.Go(s.from().On(ui.To(ui.PageFind))) }

// loadOthers reads what else is free, where the booking is in conflict.
func (s *screen) loadOthers() {
	if s.b.State != marketplace.StateConflict {
		return
	}
	ui.Load(s.desk.Work(), &s.others, func(ctx context.Context) ([]marketplace.RoomHit, error) { return s.data.Alternatives(ctx, s.id) },
		func(hits []marketplace.RoomHit, err error) {
			s.rooms.Objects = []fyne.CanvasObject{xwidget.NewTitledCard("Other rooms for the same nights", s.instead(hits, err))}
			s.page.Refresh()
		})
}

// conflict is what explains the booking's conflict.
func (s *screen) conflict() standing.Conflict {
	return standing.Conflict{Booking: s.b.BookingDetail, Room: s.b.room}
}

// instead is the rooms that could take the guests of a booking in conflict, the best first, and what to do.
func (s *screen) instead(hits []marketplace.RoomHit, err error) fyne.CanvasObject {
	c := s.conflict()
	c.Others = hits
	guest := c.Guest(s.desk.Me())
	parts := xwidget.VBox(look.Space16, paragraph(c.Todo(guest)))
	switch {
	case err != nil:
		parts.Add(paragraph(marketplace.Sentence(err)))
		parts.Add(xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Try again", s.loadOthers)))
	case c.Left(s.today()).Nights() <= 0:
		parts.Add(paragraph("The nights are past: there is nothing left to find a room for."))
	case len(hits) == 0:
		parts.Add(paragraph(fmt.Sprintf("No other room is free for %s. Try the search with fewer nights.", listing.Dates(c.Left(s.today())))))
	default:
		parts.Add(xwidget.Ruled(c.Rooms(s.desk, len(hits))...))
	}
	if guest {
		parts.Add(xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Search further", s.find)))
	}
	return parts
}

// seek asks for other rooms, nearest first.
func (s *screen) seek(show func([]marketplace.RoomHit, error)) {
	stay := s.from()
	search := marketplace.RoomSearch{Dates: stay.Dates, Guests: s.b.People, WithinKM: otherWithin, Limit: otherRooms + 1}
	if place, ok := listing.Place(s.desk.Reference(), stay.Near); ok {
		search.Near, search.Lat, search.Lon = true, place.Lat, place.Lon
	}
	ui.Load(s.desk.Work(), &s.others, func(ctx context.Context) ([]marketplace.RoomHit, error) {
		hits, err := s.data.FindRooms(ctx, search)
		hits = slices.DeleteFunc(hits, func(h marketplace.RoomHit) bool { return h.Room == s.b.Room })
		return hits[:min(len(hits), otherRooms)], err
	}, show)
}

// alternatives is rooms in their rank, each with the request that would take this booking's place.
func (s *screen) alternatives(hits []marketplace.RoomHit, err error) fyne.CanvasObject {
	parts := xwidget.VBox(look.Space16)
	switch {
	case err != nil:
		parts.Add(paragraph(marketplace.Sentence(err)))
	case len(hits) == 0:
		parts.Add(paragraph(fmt.Sprintf("No other room within %d km is free for %s. Try the search with fewer nights.", otherWithin, listing.Dates(s.from().Dates))))
	}
	_, guest := s.sides()
	for i, h := range hits {
		if i > 0 {
			parts.Add(xwidget.NewRule())
		}
		parts.Add(s.alternative(h, guest))
	}
	if guest {
		parts.Add(xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Search further", s.find)))
	}
	return parts
}

func (s *screen) alternative(h marketplace.RoomHit, guest bool) fyne.CanvasObject {
	near := ""
	if place, ok := listing.Place(s.desk.Reference(), s.from().Near); ok {
		near = listing.Away(h.DistanceKM, listing.PlaceName(place))
	}
	detail := h.Outcode
	if near != "" {
		detail = near + ", " + h.Outcode
	}
	total := marketplace.Rent(h.Week, s.from().Dates.Nights())
	words := xwidget.VBox(2, xwidget.Row(0, xwidget.NewLink(h.Title, func() { s.desk.Go(s.from().On(ui.ToID(ui.PageRoom, h.Room))) })),
		xwidget.NewText(xwidget.Muted, detail), paragraph(h.Week.Week()+", "+total.String()+" in all"))
	parts := []fyne.CanvasObject{xwidget.Grow(words)}
	if guest {
		b := xwidget.NewButton(xwidget.Secondary, "Ask for it", func() { s.askFor(h) })
		b.Compact = true
		parts = append(parts, b)
	}
	return xwidget.Row(look.Space16, parts...)
}

// askFor asks for another room in this one's place. It can be undone.
func (s *screen) askFor(h marketplace.RoomHit) {
	s.desk.Act(marketplace.RequestBooking{Room: h.Room, Arrivals: s.b.Fold.Facts.People, Dates: s.from().Dates, Instead: s.b.Booking},
		"Asked for “"+h.Title+"”. Once its host accepts, move the guest there.", nil)
}

// move says to which other booking the guest goes: one that is agreed already, or else a room still to be asked for.
func (s *screen) move() {
	arrival := s.b.Arrival
	ui.Load(s.desk.Work(), &s.moves, func(ctx context.Context) ([]marketplace.BookingRow, error) {
		return s.data.Bookings(ctx, marketplace.BookingFilter{
			Arrival: arrival, Limit: 50,
			States: []marketplace.BookingState{marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived},
		})
	}, func(rows []marketplace.BookingRow, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		rows = slices.DeleteFunc(rows, func(r marketplace.BookingRow) bool { return r.Booking == s.b.Booking })
		if len(rows) == 0 {
			s.moveNowhere()
			return
		}
		s.moveTo(rows)
	})
}

// moveNowhere shows rooms to ask for, where no other booking is agreed yet.
func (s *screen) moveNowhere() {
	s.seek(func(hits []marketplace.RoomHit, err error) {
		s.desk.Sheet("Move to another room", xwidget.NewScroll(xwidget.VBox(look.Space16,
			paragraph("First another host has to say yes. Ask for a room here; this booking stays until you move the guest."), s.alternatives(hits, err))))
	})
}

// moveTo takes the other booking and, once the guest has come, the day on which they moved.
func (s *screen) moveTo(rows []marketplace.BookingRow) {
	options := make([]xwidget.Option, len(rows))
	for i, r := range rows {
		options[i] = xwidget.Option{Value: r.Booking.String(), Label: r.RoomTitle, Note: r.Dates.From.Short() + " to " + r.Dates.To.Short() + ", " + listing.Lower(r.State.Label())}
	}
	choose := xwidget.NewRadioGroup(options, nil)
	choose.SetValue(options[0].Value)
	to := xwidget.NewField("Which booking takes its place?", "", choose)
	body, fields := []fyne.CanvasObject{paragraph("This room is free for others from then on. It cannot be undone."), to}, []field{{"to", to}}
	last := min(s.today(), s.b.Dates.To)
	d, on := s.dayField("When did they move?", "", s.b.ArrivedOn, last, last)
	staying := s.b.State == marketplace.StateArrived
	if staying {
		body, fields = append(body, on), append(fields, field{"on", on})
	}
	s.ask(question{
		title: "Move to another room", verb: "Move the guest", kind: xwidget.Primary, keep: "Not yet", toast: s.guest() + " has moved. This room is free again.",
		body: body, fields: fields,
		command: func() (marketplace.Command, bool) {
			id, err := marketplace.ParseID(choose.Value())
			c, ok := marketplace.MoveBooking{Booking: s.b.Booking, To: id}, to.Check(err)
			if staying && ok {
				c.On, ok = dayIn(d, on)
			}
			return c, ok
		},
	})
}
