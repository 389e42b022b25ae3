package booking

import (
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// change is the card of a proposed change that waits for an answer: what was and what would be, side by side.
func (s *screen) change() (fyne.CanvasObject, bool) {
	c, open := s.b.Fold.OpenChange(s.now())
	if !open {
		return nil, false
	}
	mine := c.Facts.Side == s.b.Side
	line := func(label, is, would string) fyne.CanvasObject {
		t := xwidget.NewText(xwidget.Strong, would)
		if is == would {
			t = xwidget.NewText(xwidget.Muted, "as it is")
		}
		return xwidget.Columns(3, 90, look.Space16, xwidget.NewText(xwidget.Muted, label), paragraph(is), t)
	}
	rent := marketplace.Rent(c.Facts.Week, c.Facts.Dates.Nights())
	who := "The guest’s side proposes"
	if c.Facts.Side == marketplace.SideHost {
		who = "The host’s side proposes"
	}
	if mine {
		who = "You propose"
	}
	parts := xwidget.VBox(look.Space8, xwidget.Columns(3, 90, look.Space16, xwidget.NewText(xwidget.Caption, ""), xwidget.NewText(xwidget.Caption, "Agreed now"), xwidget.NewText(xwidget.Caption, who)),
		xwidget.NewRule(),
		line("Nights", listing.Dates(s.b.Dates), listing.Dates(c.Facts.Dates)), line("Rent", s.b.Week.Week(), c.Facts.Week.Week()), line("In all", s.b.Total.String(), rent.String()))
	text := fmt.Sprintf("Until somebody agrees, the booking goes on as it is. The proposal ends by itself on %s.", standing.By(s.desk.Now(), c.Facts.Deadline))
	parts.Add(xwidget.Inset(look.Space8, 0, look.Space8, 0, xwidget.NewText(xwidget.Muted, text)))
	buttons := xwidget.Flow(look.Space8)
	if s.can(marketplace.ActAgree) {
		buttons.Add(xwidget.NewButton(xwidget.Primary, "Agree to the change", func() { s.agree(c) }))
	}
	if s.can(marketplace.ActRefuse) {
		label := "Say no"
		if mine {
			label = "Take it back"
		}
		buttons.Add(xwidget.NewButton(xwidget.Secondary, label, func() { s.refuse(c.ID, mine) }))
	}
	parts.Add(buttons)
	return xwidget.NewTitledCard("A change is proposed", parts, xwidget.NewTag(look.Warning, standing.Left(s.desk.Now(), c.Facts.Deadline))), true
}

func (s *screen) agree(c *marketplace.BookingChange) {
	s.ask(question{
		title: "Agree to the change?", verb: "Agree", kind: xwidget.Primary, keep: "Not yet", toast: "Agreed. The booking changes as soon as the room’s calendar has it.",
		body:    []fyne.CanvasObject{paragraph(fmt.Sprintf("The stay is then %s, at %s.", listing.Dates(c.Facts.Dates), c.Facts.Week.Week()))},
		command: always(marketplace.AnswerChange{Booking: s.b.Booking, Change: c.ID, Agree: true}),
	})
}

func (s *screen) refuse(change marketplace.ID, mine bool) {
	q := ui.Question{Title: "Say no to the change?", Body: "The booking stays as it is. You can propose something else afterwards.", Verb: "Say no", Keep: "Go back"}
	toast := "You said no. The booking stays as it is."
	if mine {
		q = ui.Question{Title: "Take your proposal back?", Body: "The booking stays as it is. You can propose something else afterwards.", Verb: "Take it back", Keep: "Leave it"}
		toast = "The proposal is taken back."
	}
	s.desk.Ask(q, func() { s.desk.Act(marketplace.AnswerChange{Booking: s.b.Booking, Change: change}, toast, nil) })
}

// propose takes other dates or another rent. It can be undone, so its verb does it at once.
func (s *screen) propose() {
	dates, rent := xwidget.NewDateRangeField(nil), xwidget.NewMoneyField("a week")
	dates.SetNow(s.desk.Now)
	dates.SetValue(s.b.Dates.From.Time(), s.b.Dates.To.Time())
	rent.SetPence(int64(s.b.Week))
	nights, price := xwidget.NewField("Nights", "", dates), xwidget.NewField("Rent", "It can be lowered, or set to one at which the room was listed.", rent)
	sum := xwidget.NewText(xwidget.Muted, "")
	tell := func() {
		r, week, ok := s.proposed(dates, rent)
		sum.Hidden = !ok
		sum.SetContent(fmt.Sprintf("%s in all; agreed now is %s.", marketplace.Rent(week, r.Nights()), s.b.Total))
	}
	dates.OnRange = func(time.Time, time.Time) { tell() }
	rent.OnChanged = func(string) { tell() }
	tell()
	s.ask(question{
		title: "Propose a change", verb: "Propose it", kind: xwidget.Primary, keep: "Not now", toast: "Proposed. The other side answers.",
		body:   []fyne.CanvasObject{paragraph("The booking goes on as it is until the other side agrees."), nights, price, sum},
		fields: []field{{"dates", nights}, {"rent", price}},
		command: func() (marketplace.Command, bool) {
			_, _, err := dates.Value()
			_, wrong := rent.Pence()
			fine := nights.Check(err)
			if !price.Check(wrong) || !fine {
				return nil, false
			}
			r, week, ok := s.proposed(dates, rent)
			if !ok {
				nights.Check(errors.New("Enter both dates.")) //nolint:staticcheck // shown as it is
				return nil, false
			}
			return marketplace.ProposeChange{Booking: s.b.Booking, Dates: r, Week: week}, true
		},
	})
}

// proposed is what the form holds, where it is whole.
func (s *screen) proposed(dates *xwidget.DateRangeField, rent *xwidget.MoneyField) (r marketplace.Range, week marketplace.Pence, ok bool) {
	from, to, err := dates.Value()
	pence, wrong := rent.Pence()
	r = marketplace.Range{From: dateOf(from), To: dateOf(to)}
	return r, marketplace.Pence(pence), err == nil && wrong == nil && r.Valid()
}
