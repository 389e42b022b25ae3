package arrival

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// journey is the steps from a name on a list to a first night.
func (s *screen) journey(d marketplace.ArrivalDetail) []xwidget.JourneyStep {
	bed := xwidget.JourneyStep{Title: "Bed", Note: "not asked for yet", State: xwidget.StepTodo}
	if !d.Booking.IsZero() {
		bed.Note = strings.ToLower(d.BedState.Label())
		switch d.BedState {
		case marketplace.StateConfirmed, marketplace.StateArrived, marketplace.StateCompleted, marketplace.StateEndedEarly, marketplace.StateMoved:
			bed.State = xwidget.StepDone
		case marketplace.StateConflict:
			bed.State = xwidget.StepProblem
		default:
			bed.State = xwidget.StepNow
		}
	} else if left := int(d.At.Date() - marketplace.DateOf(s.desk.Now())); left >= 0 && left <= 21 {
		bed.Note, bed.State = fmt.Sprintf("none, %d days left", left), xwidget.StepProblem
	}
	came := xwidget.JourneyStep{Title: "First night", Note: d.At.Date().Long(), State: xwidget.StepTodo}
	switch d.BedState {
	case marketplace.StateArrived:
		came.State, came.Note = xwidget.StepNow, "staying now"
	case marketplace.StateCompleted, marketplace.StateEndedEarly, marketplace.StateMoved:
		came.State, came.Note = xwidget.StepDone, "stayed"
	case marketplace.StateNoShow:
		came.State, came.Note = xwidget.StepProblem, "did not arrive"
	}
	return []xwidget.JourneyStep{
		{Title: "Recorded", Note: "by " + s.orgName(d.Org), State: xwidget.StepDone},
		bed, pairingStep("Pickup", d.HasPickup, d.Pickup), pairingStep("Buddy", d.HasBuddy, d.Buddy), came,
	}
}

func pairingStep(title string, has bool, state marketplace.PairingState) xwidget.JourneyStep {
	if !has {
		return xwidget.JourneyStep{Title: title, Note: "nobody asked yet", State: xwidget.StepTodo}
	}
	step := xwidget.JourneyStep{Title: title, Note: strings.ToLower(state.Label()), State: xwidget.StepNow}
	switch state {
	case marketplace.PairingAccepted, marketplace.PairingDone, marketplace.PairingEnded:
		step.State = xwidget.StepDone
	case marketplace.PairingNotDone, marketplace.PairingDeclined, marketplace.PairingExpired:
		step.State = xwidget.StepProblem
	}
	return step
}

// beds is the bookings that were ever made for the arrival.
func (s *screen) beds(d marketplace.ArrivalDetail) fyne.CanvasObject {
	if len(d.Bookings) == 0 {
		return xwidget.NewTitledCard("Beds", xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Muted, "No room was asked for yet."),
			xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "Look for a room near work", s.findRoom))))
	}
	rows := []fyne.CanvasObject{}
	for _, b := range d.Bookings {
		open := xwidget.NewButton(xwidget.Secondary, "Open", func() { s.desk.Go(ui.ToID(ui.PageBooking, b.Booking)) })
		open.Compact = true
		rows = append(rows, xwidget.Row(look.Space16, xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, b.RoomTitle),
			xwidget.NewText(xwidget.Muted, b.Dates.From.Short()+" to "+b.Dates.To.Short()+" · "+b.Week.Week()))), xwidget.NewTag(standing.Tone(b.State), b.State.Label()), open))
	}
	return xwidget.NewTitledCard("Beds", xwidget.Ruled(rows...))
}

// welcome is the pairings with volunteers.
func (s *screen) welcome(d marketplace.ArrivalDetail) fyne.CanvasObject {
	if len(d.Pairings) == 0 {
		return xwidget.NewTitledCard("Welcome", xwidget.VBox(look.Space16, xwidget.NewText(xwidget.Muted, "Nobody was asked for a pickup, a buddy or any other help yet."),
			xwidget.Row(0, xwidget.NewButton(xwidget.Secondary, "See who offers a welcome", s.findWelcome))))
	}
	rows := []fyne.CanvasObject{}
	for _, p := range d.Pairings {
		when := ""
		if !p.At.IsZero() {
			when = " · " + p.At.String()
		}
		open := xwidget.NewButton(xwidget.Secondary, "Open", func() { s.desk.Go(ui.ToID(ui.PageOffer, p.Offer)) })
		open.Compact = true
		rows = append(rows, xwidget.Row(look.Space16, xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Strong, p.Kind.Label()),
			xwidget.NewText(xwidget.Muted, p.Volunteer+when))), xwidget.NewTag(pairingTone(p.State), p.State.Label()), open))
	}
	return xwidget.NewTitledCard("Welcome", xwidget.Ruled(rows...))
}

func pairingTone(state marketplace.PairingState) look.Tone {
	switch state {
	case marketplace.PairingAccepted, marketplace.PairingDone:
		return look.Success
	case marketplace.PairingAsked:
		return look.Info
	case marketplace.PairingNotDone:
		return look.Danger
	}
	return look.Neutral
}

// known is what is recorded of them.
func (s *screen) known(d marketplace.ArrivalDetail) fyne.CanvasObject {
	group := d.Group
	if g, ok := s.desk.Reference().StaffGroup(d.Group); ok {
		group = g.Label
	}
	facts := [][2]string{{"Staff group", group}, {"Route", d.Route.Label()}, {"Organisation", s.orgName(d.Org)}, {"Nights wanted", nights(d.Nights)}}
	if d.Budget > 0 {
		facts = append(facts, [2]string{"Rent at most", d.Budget.Week()})
	}
	if labels := d.Needs.Labels(); len(labels) > 0 {
		facts = append(facts, [2]string{"Needs", strings.Join(labels, ", ")})
	}
	if len(d.Languages) > 0 {
		facts = append(facts, [2]string{"Languages", s.languages(d.Languages)})
	}
	sealed := [][2]string{{"Flight", d.Flight}, {"Phone", d.Phone}, {"Email", d.Email}, {"Note", d.Note}, {"Your reference", d.Ref}}
	for _, f := range sealed {
		if f[1] != "" {
			facts = append(facts, f)
		}
	}
	parts := []fyne.CanvasObject{}
	for _, f := range facts {
		parts = append(parts, xwidget.VBox(0, xwidget.NewText(xwidget.Caption, f[0]), xwidget.NewText(xwidget.Body, f[1])))
	}
	if d.Name == "" || d.Name == d.Alias {
		parts = append(parts, xwidget.NewText(xwidget.Caption, "Names and contacts are sealed for the leads of "+s.orgName(d.Org)+". None can be shown here, or they were erased."))
	}
	if d.Mine {
		parts = append(parts, xwidget.NewRule(), xwidget.Row(0, xwidget.NewButton(xwidget.Quiet, "Erase personal details", s.erase)))
	}
	return xwidget.NewTitledCard("What is known", xwidget.VBox(look.Space16, parts...))
}

func nights(n int) string {
	if n == 0 {
		return "not said"
	}
	return strconv.Itoa(n)
}

func (s *screen) orgName(code string) string {
	if o, ok := s.desk.Reference().Organisation(code); ok {
		return o.Name
	}
	return code
}

func (s *screen) languages(codes []string) string {
	names := []string{}
	for _, c := range codes {
		if l, ok := s.desk.Reference().Language(c); ok {
			c = l.Name
		}
		names = append(names, c)
	}
	return strings.Join(names, ", ")
}
