package booking

import (
	"fmt"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// seen takes the day on which a right to rent check was seen, and by whom. Never a document.
func (s *screen) seen() {
	d, on := s.dayField("When was it seen?", "", s.today()-400, s.today(), s.today())
	who := xwidget.NewRadioGroup([]xwidget.Option{{Value: "me", Label: "I saw it"}, {Value: "host", Label: s.host() + " saw it", Note: "and told me"}}, nil)
	who.SetValue("me")
	body := []fyne.CanvasObject{paragraph("Record only that the check was seen, and when. Settle never holds a document, or what it said."), on}
	if !s.isHost() && !s.b.room.Facts.Host.IsZero() {
		body = append(body, xwidget.NewField("By whom?", "", who))
	}
	s.ask(question{
		title: "Right to rent check", verb: "Record it", kind: xwidget.Primary, keep: "Not yet", toast: "Recorded: the right to rent check was seen.",
		body: body, fields: []field{{"on", on}},
		command: func() (marketplace.Command, bool) {
			day, ok := dayIn(d, on)
			c := marketplace.RecordRightToRent{Booking: s.b.Booking, On: day}
			if who.Value() == "host" {
				c.By = s.b.room.Facts.Host
			}
			return c, ok
		},
	})
}

// rightToRent is the card of the check, where one is needed or was seen; for a booking that is over it says nothing.
func (s *screen) rightToRent() (fyne.CanvasObject, bool) {
	st := s.b.State
	agreed := st == marketplace.StateAccepted || st == marketplace.StateConfirmed || st == marketplace.StateArrived
	if !agreed || s.b.room.ID.IsZero() {
		return nil, false
	}
	check := s.b.room.RightToRent(&s.b.Fold, s.now())
	parts := xwidget.VBox(12, paragraph(s.b.room.RightToRentNote(&s.b.Fold, s.now())))
	if s.can(marketplace.ActRTR) && check.Needed {
		label := "Record that it was seen"
		if check.Seen {
			label = "Record another check"
		}
		b := xwidget.NewButton(xwidget.Secondary, label, s.seen)
		b.Compact = true
		parts.Add(xwidget.Row(0, b))
	}
	var tags []fyne.CanvasObject
	switch {
	case check.Due && s.today() >= check.By:
		tags = append(tags, xwidget.NewTag(look.Danger, "Late"))
	case check.Due:
		tags = append(tags, xwidget.NewTag(look.Warning, "Due"))
	case check.Seen:
		tags = append(tags, xwidget.NewTag(look.Success, "Seen"))
	}
	return xwidget.NewTitledCard("Right to rent", parts, tags...), true
}

// lodger is the card of what kind of occupier the guest is, and what follows.
func (s *screen) lodger() (fyne.CanvasObject, bool) {
	if s.b.room.ID.IsZero() || s.b.room.Facts.Supply != marketplace.SupplyHome {
		return nil, false
	}
	title, text := marketplace.OccupierNote(s.b.Occupier)
	parts := xwidget.VBox(12, xwidget.NewText(xwidget.Strong, title), paragraph(text), paragraph(marketplace.NoticeNote(s.b.Occupier)))
	if deposit := s.deposit(); deposit != "" {
		parts.Add(paragraph(deposit))
	}
	return xwidget.NewTitledCard("Living as a lodger", parts), true
}

// deposit says how much a deposit may be.
func (s *screen) deposit() string {
	rule, ok := s.desk.Reference().Rule("deposit_cap", s.b.Dates.From.Time())
	if !ok || rule.Number <= 0 {
		return ""
	}
	return fmt.Sprintf("A deposit may be %s’ rent at most, here %s (Tenant Fees Act 2019). Rent that is paid weekly needs a rent book.",
		xwidget.CountOf(int(rule.Number), "week", "weeks"), s.b.Week*marketplace.Pence(rule.Number))
}
