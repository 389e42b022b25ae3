package booking

import (
	"fmt"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

func paragraph(text string) fyne.CanvasObject { return xwidget.NewText(xwidget.Body, text) }

// always is a command that needs nothing said.
func always(c marketplace.Command) func() (marketplace.Command, bool) {
	return func() (marketplace.Command, bool) { return c, true }
}

// send sends a draft. It can be undone, so it asks nothing.
func (s *screen) send() {
	s.desk.Act(marketplace.RequestBooking{Booking: s.b.Booking}, "The request is sent to "+s.host()+".", nil)
}

func (s *screen) withdraw() {
	body := "The host sees that you took it back. To ask again later, begin a new request."
	if s.b.State == marketplace.StateDraft {
		body = "It was never sent, and the host is not told. To ask later, begin a new request."
	}
	s.desk.Ask(ui.Question{
		Title: "Withdraw the request?", Body: body,
		Verb: "Withdraw the request", Keep: "Keep it", Destructive: true,
	}, func() {
		s.desk.Act(marketplace.WithdrawBooking{Booking: s.b.Booking}, "The request is withdrawn.", nil)
	})
}

// accept is the host's yes, or what a lead was told by telephone.
func (s *screen) accept() {
	about := fmt.Sprintf("%s would stay from %s, at %s: %s in all.", s.guest(), listing.Dates(s.b.Dates), s.b.Week.Week(), s.b.Total)
	q := question{
		title: "Accept this guest?", verb: "Accept", kind: xwidget.Primary, keep: "Not yet", toast: "Accepted. " + s.lead() + " can now confirm.",
		body: []fyne.CanvasObject{
			paragraph(about),
			xwidget.NewInsetText("The nights are held for them at once. When " + s.lead() + " confirms, they see your address, telephone number and door notes."),
		},
		command: always(marketplace.AcceptBooking{Booking: s.b.Booking}),
	}
	if !s.isHost() && !s.b.room.Facts.Host.IsZero() {
		q.title, q.verb, q.toast = "Did "+s.host()+" say yes by phone?", "Yes, record it", "Recorded: "+s.host()+" said yes by phone."
		q.body = []fyne.CanvasObject{paragraph(about), xwidget.NewInsetText("The history says that the host told you by phone. Read the dates and the rent out to them first.")}
		q.command = always(marketplace.AcceptBooking{Booking: s.b.Booking, Via: marketplace.ViaPhone})
	}
	s.ask(q)
}

// The reasons that each side may choose from.
var (
	declineReasons = []marketplace.Reason{
		marketplace.ReasonDatesNoLongerFree, marketplace.ReasonNotSuitable, marketplace.ReasonHostUnwell,
		marketplace.ReasonHomeRepairs, marketplace.ReasonPlansChanged, marketplace.ReasonPrice, marketplace.ReasonNotRecognised, marketplace.ReasonOther,
	}
	hostReasons = []marketplace.Reason{
		marketplace.ReasonHostUnwell, marketplace.ReasonHomeRepairs, marketplace.ReasonPlansChanged,
		marketplace.ReasonSafety, marketplace.ReasonDatesNoLongerFree, marketplace.ReasonOther,
	}
	guestReasons = []marketplace.Reason{
		marketplace.ReasonArrivalDelayed, marketplace.ReasonArrivalCancelled, marketplace.ReasonAlreadyPlaced,
		marketplace.ReasonFoundOwnHome, marketplace.ReasonNotSuitable, marketplace.ReasonTooFar, marketplace.ReasonPrice, marketplace.ReasonSafety,
		marketplace.ReasonPlansChanged, marketplace.ReasonOther,
	}
	leaveReasons = []marketplace.Reason{
		marketplace.ReasonFoundOwnHome, marketplace.ReasonPlansChanged, marketplace.ReasonNotSuitable,
		marketplace.ReasonTooFar, marketplace.ReasonPrice, marketplace.ReasonSafety, marketplace.ReasonHostUnwell, marketplace.ReasonHomeRepairs, marketplace.ReasonOther,
	}
)

// reasonField is a field that takes one of several reasons.
func reasonField(label, hint string, reasons []marketplace.Reason) (*xwidget.Select, *xwidget.Field) {
	choose := xwidget.NewSelect("Choose a reason", reasonOptions(reasons), nil)
	return choose, xwidget.NewField(label, hint, choose)
}

func reasonOptions(reasons []marketplace.Reason) []xwidget.Option {
	options := make([]xwidget.Option, len(reasons))
	for i, r := range reasons {
		options[i] = xwidget.Option{Value: r.String(), Label: r.Label()}
	}
	return options
}

// reasonIn is the chosen reason; without one the field says so.
func reasonIn(choose *xwidget.Select, f *xwidget.Field) (marketplace.Reason, bool) {
	r, err := marketplace.ParseReason(choose.Value())
	if err != nil {
		f.SetError("Choose the reason that fits best. More can go into a message.")
		return 0, false
	}
	return r, true
}

func (s *screen) decline() {
	choose, why := reasonField("Why?", "The lead sees it, so that they can look for another room.", declineReasons)
	s.ask(question{
		title: "Decline the request?", verb: "Decline", kind: xwidget.Destructive, keep: "Go back", toast: "Declined. " + s.lead() + " sees it and looks further.",
		body: []fyne.CanvasObject{paragraph("You need not take anybody. " + s.guest() + " gets another room."), why}, fields: []field{{"reason", why}},
		command: func() (marketplace.Command, bool) {
			r, ok := reasonIn(choose, why)
			return marketplace.DeclineBooking{Booking: s.b.Booking, Reason: r}, ok
		},
	})
}

func (s *screen) confirm() {
	s.ask(question{
		title: "Confirm the booking?", verb: "Confirm", kind: xwidget.Primary, keep: "Not yet",
		toast: "Booked for " + s.guest() + ". The address is on this page.",
		body: []fyne.CanvasObject{
			paragraph(fmt.Sprintf("%s, from %s, at %s: %s in all.", s.b.RoomTitle, listing.Dates(s.b.Dates), s.b.Week.Week(), s.b.Total)),
			xwidget.NewInsetText("With your word it is booked. You then see the address, the telephone number and the door notes, and can make a page for the arrival."),
		},
		command: always(marketplace.ConfirmBooking{Booking: s.b.Booking}),
	})
}

func (s *screen) release() {
	s.desk.Ask(ui.Question{
		Title: "Release the nights?", Body: "Others can then ask for " + s.b.RoomTitle + " from " + s.b.Dates.String() + ". If " + s.lead() +
			" did confirm in time and their computer was only offline, both of you will see a conflict to settle.",
		Verb: "Release the nights", Keep: "Keep holding them", Destructive: true,
	}, func() {
		s.desk.Act(marketplace.ReleaseBooking{Booking: s.b.Booking}, "The nights are free again.", nil)
	})
}

// cancel asks who cancels, where this person may speak for both sides, and why.
func (s *screen) cancel() {
	choose, why := reasonField("Why?", "The other side sees it.", guestReasons)
	side := s.b.Side
	who := xwidget.NewRadioGroup([]xwidget.Option{
		{Value: marketplace.SideGuest.String(), Label: "The guest’s side", Note: s.orgName(s.b.GuestOrg)},
		{Value: marketplace.SideHost.String(), Label: "The host", Note: s.host()},
	}, func(o xwidget.Option) {
		side = marketplace.SideGuest
		if o.Value == marketplace.SideHost.String() {
			side = marketplace.SideHost
		}
		choose.SetOptions(reasonOptions(reasonsOf(side)))
	})
	who.SetValue(side.String())
	choose.SetOptions(reasonOptions(reasonsOf(side)))
	body := []fyne.CanvasObject{paragraph(s.cancelling())}
	if host, guest := s.sides(); host && guest {
		body = append(body, xwidget.NewField("Who cancels?", "", who))
	}
	s.ask(question{
		title: "Cancel the booking?", verb: "Cancel the booking", kind: xwidget.Destructive, keep: "Keep it", toast: "The booking is cancelled.",
		body: append(body, why), fields: []field{{"reason", why}},
		command: func() (marketplace.Command, bool) {
			r, ok := reasonIn(choose, why)
			return marketplace.CancelBooking{Booking: s.b.Booking, Side: side, Reason: r}, ok
		},
	})
}

func reasonsOf(side marketplace.Side) []marketplace.Reason {
	if side == marketplace.SideHost {
		return hostReasons
	}
	return guestReasons
}

// cancelling says what a cancellation means, by how near the first night is.
func (s *screen) cancelling() string {
	text := "It cannot be undone; the nights become free for others at once."
	if n := int(s.b.Dates.From - s.today()); n >= 0 && n <= 14 {
		return fmt.Sprintf("The first night is %s. %s %s", standing.Day(s.today(), s.b.Dates.From), text, "Ring the other side as well, please.")
	}
	return text
}
