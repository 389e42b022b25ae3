package booking

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// dayField is a field for a day, from least to most, which it holds to begin with where suggested is set.
func (s *screen) dayField(label, hint string, least, most, suggested marketplace.Date) (*xwidget.DateField, *xwidget.Field) {
	d := xwidget.NewDateField(nil)
	d.Now = s.desk.Now
	if !least.IsZero() {
		d.Min = least.Time()
	}
	d.Max = most.Time()
	d.SetValue(suggested.Time())
	return d, xwidget.NewField(label, hint, d)
}

// dayIn is the day in a field; what is wrong with it is shown there.
func dayIn(d *xwidget.DateField, f *xwidget.Field) (marketplace.Date, bool) {
	t, err := d.Value()
	if err == nil && t.IsZero() {
		err = xwidget.ErrNoDay
	}
	if !f.Check(err) {
		return 0, false
	}
	return dateOf(t), true
}

func dateOf(t time.Time) marketplace.Date {
	if t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Date())
}

// arrived takes the day on which the guest came.
func (s *screen) arrived() {
	last := min(s.today(), s.b.Dates.To-1)
	d, on := s.dayField("When did they come?", "", s.b.Dates.From, last, max(s.b.Dates.From, last))
	s.ask(question{
		title: s.guest() + " arrived", verb: "They arrived", kind: xwidget.Primary, keep: "Not yet", toast: "Noted: " + s.guest() + " has arrived.",
		body: []fyne.CanvasObject{paragraph("Nights are counted from this day on. The date can be put right later."), on}, fields: []field{{"on", on}},
		command: func() (marketplace.Command, bool) {
			day, ok := dayIn(d, on)
			return marketplace.MarkArrived{Booking: s.b.Booking, On: day}, ok
		},
	})
}

// left takes the day on which the guest left, and where that is early, why.
func (s *screen) left() {
	last := min(s.today(), s.b.Dates.To)
	choose, why := reasonField("Why did they leave early?", "", leaveReasons)
	d, on := s.dayField("When did they leave?", "The morning on which they left: the night before is the last that counts.", s.b.ArrivedOn, last, last)
	early := func(t time.Time) bool { day := dateOf(t); return !day.IsZero() && day < s.b.Dates.To }
	why.Hidden = !early(last.Time())
	content := xwidget.VBox(look.Space16, on, why)
	d.OnDate = func(t time.Time) {
		why.Hidden = !early(t)
		content.Refresh()
	}
	s.ask(question{
		title: s.guest() + " left", verb: "They left", kind: xwidget.Primary, keep: "Not yet", toast: "Noted: " + s.guest() + " has left. The nights are counted.",
		body: []fyne.CanvasObject{content}, fields: []field{{"on", on}, {"reason", why}},
		command: func() (marketplace.Command, bool) {
			day, ok := dayIn(d, on)
			c := marketplace.MarkLeft{Booking: s.b.Booking, On: day}
			if ok && day < s.b.Dates.To {
				c.Reason, ok = reasonIn(choose, why)
			}
			return c, ok
		},
	})
}

func (s *screen) noShow() {
	s.desk.Ask(ui.Question{
		Title: "Did " + s.guest() + " not come?", Body: fmt.Sprintf("The booking ends, no night is counted, and %s is free again. If they are only late, propose other dates instead.", s.b.RoomTitle),
		Verb: "They did not come", Keep: "Go back", Destructive: true,
	}, func() {
		s.desk.Act(marketplace.MarkNoShow{Booking: s.b.Booking}, "Noted: "+s.guest()+" did not come.", nil)
	})
}
