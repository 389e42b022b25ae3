package myrooms

import (
	"context"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// requestsShown is how many requests are answered from here; the page Bookings has them all.
const requestsShown = 50

// declineReasons are those that a host may choose from.
var declineReasons = []marketplace.Reason{
	marketplace.ReasonDatesNoLongerFree, marketplace.ReasonNotSuitable, marketplace.ReasonPlansChanged, marketplace.ReasonHostUnwell,
	marketplace.ReasonHomeRepairs, marketplace.ReasonNotRecognised, marketplace.ReasonOther,
}

// requests is what waits for this person's answer as a host, of one room or of all, and where it stands between the
// computers.
func requests(ctx context.Context, data Data, room marketplace.ID) ([]marketplace.BookingRow, map[marketplace.ID]marketplace.Turn, error) {
	rows, err := data.Bookings(ctx, marketplace.BookingFilter{Mine: true, Room: room, States: []marketplace.BookingState{marketplace.StateRequested}, Limit: requestsShown})
	var mine []marketplace.BookingRow
	var ids []marketplace.ID
	for _, b := range rows {
		if b.Side == marketplace.SideHost {
			mine, ids = append(mine, b), append(ids, b.Booking)
		}
	}
	if err != nil || len(ids) == 0 {
		return nil, nil, err
	}
	turns, err := data.Turns(ctx, ids)
	return mine, turns, err
}

// answered tells whether a request waits for the room's calendar and no longer for a person.
func answered(t marketplace.Turn) bool { return t.For == marketplace.WaitsForKeeper }

// waiting counts the requests that wait for a person.
func waiting(rows []marketplace.BookingRow, turns map[marketplace.ID]marketplace.Turn) (n int) {
	for _, b := range rows {
		if !answered(turns[b.Booking]) {
			n++
		}
	}
	return n
}

// requestsCard lists requests with accept and decline. named says which room each is for.
func requestsCard(desk ui.Desk, rows []marketplace.BookingRow, turns map[marketplace.ID]marketplace.Turn, orgs map[string]string, named bool) fyne.CanvasObject {
	all := xwidget.VBox(look.Space16)
	for i, b := range rows {
		if i > 0 {
			all.Add(xwidget.NewRule())
		}
		all.Add(request(desk, b, turns[b.Booking], orgs, named))
	}
	title := "Waiting for your answer"
	if waiting(rows, turns) == 0 {
		title = "Waiting for the calendar"
	}
	return xwidget.NewTitledCard(title, all)
}

func request(desk ui.Desk, b marketplace.BookingRow, turn marketplace.Turn, orgs map[string]string, named bool) fyne.CanvasObject {
	title := guest(b) + " asks for " + listing.Dates(b.Dates)
	if named {
		title = guest(b) + " asks for “" + b.RoomTitle + "”, " + listing.Dates(b.Dates)
	}
	detail := b.Week.Week() + ", " + marketplace.Rent(b.Week, b.Dates.Nights()).String() + " in all."
	if g, ok := desk.Reference().StaffGroup(b.Group); ok {
		detail = g.Label + ". " + detail
	}
	if name := orgs[b.GuestOrg]; name != "" {
		detail += " Asked by " + name + "."
	}
	words := xwidget.VBox(2, xwidget.NewText(xwidget.Strong, title), xwidget.NewText(xwidget.Muted, detail))
	if answered(turn) {
		waits := turn.Sentence(marketplace.InstantOf(desk.Now()))
		if waits == "" {
			waits = "This computer is about to take the nights."
		}
		words.Add(xwidget.NewText(xwidget.Body, "Nobody has to decide anything more. "+waits))
		see := xwidget.NewButton(xwidget.Quiet, "See the booking", func() { desk.Go(ui.ToID(ui.PageBooking, b.Booking)) })
		see.Compact = true
		return xwidget.VBox(look.Space8, words, xwidget.Flow(look.Space8, see))
	}
	if !b.Deadline.IsZero() {
		words.Add(xwidget.NewText(xwidget.Body, "Answer by "+b.Deadline.String()+". After that the request lapses."))
	}
	button := func(kind xwidget.ButtonKind, text string, act func()) fyne.CanvasObject {
		b := xwidget.NewButton(kind, text, act)
		b.Compact = true
		return b
	}
	return xwidget.VBox(look.Space8, words, xwidget.Flow(look.Space8,
		button(xwidget.Secondary, "Accept", func() { accept(desk, b) }),
		button(xwidget.Secondary, "Decline", func() { decline(desk, b) }),
		button(xwidget.Quiet, "See the request", func() { desk.Go(ui.ToID(ui.PageBooking, b.Booking)) })))
}

// guest is who would come: a name where it may be known, and how many with them.
func guest(b marketplace.BookingRow) string {
	name := b.Guest
	if name == "" {
		name = "A colleague"
	}
	if b.People > 1 {
		name += " and " + xwidget.CountOf(b.People-1, "other", "others")
	}
	return name
}

// accept is the host's yes, after a look at what it means.
func accept(desk ui.Desk, b marketplace.BookingRow) {
	desk.Ask(ui.Question{
		Title: "Accept " + guest(b) + "?",
		Body:  listing.Dates(b.Dates) + ", at " + b.Week.Week() + ". The nights are held at once. When the lead confirms, they see your address, telephone number and door notes.",
		Verb:  "Accept", Keep: "Not yet",
	}, func() {
		desk.Act(marketplace.AcceptBooking{Booking: b.Booking}, "Accepted. The lead can now confirm, and the nights are held.", nil)
	})
}

// decline asks why, and says no.
func decline(desk ui.Desk, b marketplace.BookingRow) {
	options := make([]xwidget.Option, len(declineReasons))
	for i, r := range declineReasons {
		options[i] = xwidget.Option{Value: r.String(), Label: r.Label()}
	}
	reasons := xwidget.NewSelect("Choose a reason", options, nil)
	why := xwidget.NewField("Why?", "The lead sees it, so that they can look for another room.", reasons)
	content := xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Body, "You need not take anybody. "+guest(b)+" gets another room."), why)
	var closing func()
	closing = desk.Dialog("Decline the request?", content,
		ui.Verb{Text: "Go back", Kind: xwidget.Secondary, Do: func() bool { return true }},
		ui.Verb{Text: "Decline", Kind: xwidget.Destructive, Do: func() bool {
			r, err := marketplace.ParseReason(reasons.Value())
			if err != nil {
				why.SetError("Choose the reason that fits best.")
				return false
			}
			desk.Try(marketplace.DeclineBooking{Booking: b.Booking, Reason: r}, "Declined. The lead looks for another room.",
				func(marketplace.Receipt) { closing() }, func(err error) { why.SetError(marketplace.Sentence(err)) })
			return false
		}})
}
