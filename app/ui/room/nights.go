package room

import (
	"time"

	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// nights is the card with the calendar: two months, or the whole year.
type nights struct {
	s        *screen
	card     *xwidget.Card
	calendar *xwidget.OccupancyCalendar
	year     *xwidget.Button
	busy     []marketplace.Busy
	placed   bool // the month of the stay was shown
}

const (
	fewMonths = 2
	allMonths = 12
)

func newNights(s *screen) *nights {
	n := &nights{s: s}
	n.calendar = xwidget.NewOccupancyCalendar(fewMonths, s.today().Time(), n.state)
	n.calendar.Note = n.note
	n.calendar.OnRange = func(from, to time.Time) {
		dates := marketplace.Range{}
		if !from.IsZero() {
			dates = marketplace.Range{From: marketplace.NewDate(from.Date()), To: marketplace.NewDate(to.Date())}
		}
		s.chooseNights(dates)
	}
	n.year = xwidget.NewButton(xwidget.Quiet, "Twelve months", n.turn)
	n.card = xwidget.NewTitledCard("Free nights", n.calendar, n.year)
	return n
}

// turn shows the whole year, or two months again.
func (n *nights) turn() {
	if n.calendar.Months == fewMonths {
		n.calendar.Months = allMonths
		n.year.SetText("Two months")
	} else {
		n.calendar.Months = fewMonths
		n.year.SetText("Twelve months")
	}
	n.calendar.Refresh()
	n.s.page.Refresh()
}

// show takes over what is taken. The first time it turns to the stay, which it marks where the room is free.
func (n *nights) show(d *marketplace.RoomDetail, dates marketplace.Range) {
	n.busy = d.Busy
	if !n.placed && dates.Valid() {
		n.calendar.ShowMonth(dates.From.Time())
		if d.Free(dates) {
			n.calendar.SetRange(dates.From.Time(), dates.To.Time())
		}
	}
	n.placed = true
	n.calendar.Refresh()
}

// at is what stands in the calendar for a night: what holds it, else what asks for it.
func (n *nights) at(night time.Time) (found marketplace.Busy, ok bool) {
	date := marketplace.NewDate(night.Date())
	for _, b := range n.busy {
		if date >= b.From && date < b.To && (!ok || n.stateOf(b) > n.stateOf(found)) {
			found, ok = b, true
		}
	}
	return found, ok
}

// stateOf is how a range stands. A request holds nothing: others may ask for the same nights, so they stay free.
func (n *nights) stateOf(b marketplace.Busy) xwidget.NightState {
	switch {
	case b.Booking.IsZero():
		return xwidget.NightBlocked
	case b.State == marketplace.StateRequested, b.State == marketplace.StateConflict:
		return xwidget.NightFree
	case b.State == marketplace.StateAccepted:
		return xwidget.NightHeld
	}
	return xwidget.NightBooked
}

func (n *nights) state(night time.Time) xwidget.NightState {
	b, ok := n.at(night)
	if !ok {
		return xwidget.NightFree
	}
	return n.stateOf(b)
}

// note says whose night it is, where this person may know, and who asks for it.
func (n *nights) note(night time.Time) string {
	b, ok := n.at(night)
	switch {
	case !ok || b.Booking.IsZero():
		return ""
	case b.State == marketplace.StateRequested && b.Who != "":
		return "Asked for, for " + b.Who
	case b.State == marketplace.StateRequested:
		return "Asked for by another lead; the host has not answered"
	case b.Who != "":
		return b.Who + ", " + listing.Lower(b.State.Label())
	}
	return ""
}
