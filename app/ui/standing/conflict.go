package standing

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// ConflictData is what is read to explain a conflict.
type ConflictData interface {
	BookingDetail(ctx context.Context, id marketplace.ID) (marketplace.BookingDetail, error)
	RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error)
	// Alternatives is other rooms for a booking's nights, the best first.
	Alternatives(ctx context.Context, booking marketplace.ID) ([]marketplace.RoomHit, error)
}

// Conflict is a booking whose nights another guest has, with the rooms that could take its guests instead.
type Conflict struct {
	Booking marketplace.BookingDetail
	Room    marketplace.RoomDetail
	Others  []marketplace.RoomHit // the best first
}

// ReadConflict reads a conflict with all that explains it. A room that is not here yet leaves its part empty.
func ReadConflict(ctx context.Context, data ConflictData, booking marketplace.ID) (c Conflict, err error) {
	if c.Booking, err = data.BookingDetail(ctx, booking); err != nil {
		return c, err
	}
	if c.Room, err = data.RoomDetail(ctx, c.Booking.Room); err != nil && marketplace.CodeOf(err) != marketplace.NotFound {
		return c, err
	}
	c.Others, err = data.Alternatives(ctx, booking)
	return c, err
}

// Happened says in plain words how two guests came to be promised the same nights.
func (c Conflict) Happened() string {
	if !c.Booking.Fold.ConfirmedAt.IsZero() {
		lead := c.Booking.LeadName
		if lead == "" {
			lead = "The lead"
		}
		return lead + " confirmed in time, but by then the nights had been given to somebody else. Nobody did wrong: the two computers had not met yet."
	}
	return "A yes was given on a computer that had lost touch with the others, while another computer kept the room’s calendar. Nobody did wrong: the two computers had not met yet."
}

// Got says who has the nights now.
func (c Conflict) Got() string {
	free := true
	for _, b := range c.Room.Busy {
		if b.Booking == c.Booking.Booking || !b.Overlaps(c.Booking.Dates) {
			continue
		}
		switch {
		case b.Booking.IsZero():
			free = false
		case b.State == marketplace.StateAccepted || b.State == marketplace.StateConfirmed || b.State == marketplace.StateArrived:
			who := b.Who
			if who == "" {
				who = "another guest"
			}
			return fmt.Sprintf("The room is kept for %s, %s.", who, listing.Dates(b.Range))
		}
	}
	if free && c.Room.StateNow == marketplace.RoomLive {
		return "As things stand nobody has these nights any more: the same room can be asked for again."
	}
	return "The room is not free for these nights."
}

// Todo says what each side does now.
func (c Conflict) Todo(guest bool) string {
	who := c.Booking.Guest
	if len(c.Booking.Names) > 0 {
		who = listing.And(c.Booking.Names)
	}
	if who == "" {
		who = "the guest"
	}
	if guest {
		return "Ask for another room for " + who + ". This booking ends when you cancel it, or move the guest there."
	}
	return "The guest’s side asks for another room for " + who + ". Write to them if you can help."
}

// Guest tells whether this person may act for the guest's side.
func (c Conflict) Guest(me marketplace.Me) bool {
	return c.Booking.Side == marketplace.SideGuest || me.Speaks(c.Booking.GuestOrg)
}

// Left is the nights that another room would have to take: those that are still to come.
func (c Conflict) Left(today marketplace.Date) marketplace.Range {
	return marketplace.Range{From: max(c.Booking.Dates.From, today), To: c.Booking.Dates.To}
}

// Rooms is the first few of the other rooms, the best first, each with the request that takes this booking's place where
// this person may make it. It is empty where no room is free.
func (c Conflict) Rooms(desk ui.Desk, most int) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, h := range c.Others[:min(most, len(c.Others))] {
		rows = append(rows, c.room(desk, h, i == 0))
	}
	return rows
}

func (c Conflict) room(desk ui.Desk, h marketplace.RoomHit, best bool) fyne.CanvasObject {
	left := c.Left(marketplace.DateOf(desk.Now()))
	stay := listing.Stay{Arrival: c.Booking.Arrival, Dates: left, Near: c.Booking.Fold.Facts.Site}
	title := []fyne.CanvasObject{xwidget.NewLink(h.Title, func() { desk.Go(stay.On(ui.ToID(ui.PageRoom, h.Room))) })}
	if best {
		title = append(title, xwidget.NewTag(look.Success, "Closest match"))
	}
	words := xwidget.VBox(2, xwidget.Flow(look.Space8, title...),
		xwidget.NewText(xwidget.Muted, listing.Away(h.DistanceKM, "the first room")+", "+h.Outcode),
		xwidget.NewText(xwidget.Body, h.Week.Week()+", "+marketplace.Rent(h.Week, left.Nights()).String()+" in all. "+c.costs(h)))
	parts := []fyne.CanvasObject{xwidget.Grow(words)}
	if c.Guest(desk.Me()) {
		ask := xwidget.NewButton(xwidget.Secondary, "Ask for it instead", func() { c.Ask(desk, h) })
		ask.Compact = true
		parts = append(parts, ask)
	}
	return xwidget.Row(look.Space16, parts...)
}

// Ask asks for one of the other rooms in this booking's place. It can be undone.
func (c Conflict) Ask(desk ui.Desk, h marketplace.RoomHit) {
	desk.Act(marketplace.RequestBooking{Room: h.Room, Arrivals: c.Booking.Fold.Facts.People, Dates: c.Left(marketplace.DateOf(desk.Now())), Instead: c.Booking.Booking},
		"Asked for “"+h.Title+"”. Once its host accepts, move the guest there.", nil)
}

// costs compares the rent with that of the booking.
func (c Conflict) costs(h marketplace.RoomHit) string {
	switch more := h.Week - c.Booking.Week; {
	case more > 0:
		return more.String() + " a week more."
	case more < 0:
		return (-more).String() + " a week less."
	}
	return "The same rent."
}
