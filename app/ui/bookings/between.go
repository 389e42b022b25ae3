package bookings

import (
	"context"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// calendarAnswers is what is next with a booking on which everybody agrees but the computer that keeps the calendar.
const calendarAnswers = "Calendar to answer"

// turns is where those of the bookings stand between the computers that wait for a word of another one.
func (s *screen) turns(ctx context.Context, rows []marketplace.BookingRow) (map[marketplace.ID]marketplace.Turn, error) {
	var ids []marketplace.ID
	for _, r := range rows {
		if r.State == marketplace.StateRequested || r.HasChange {
			ids = append(ids, r.Booking)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return s.data.Turns(ctx, ids)
}

// clash is the first of this person's conflicts, with what explains it, and how many there are.
func (s *screen) clash(ctx context.Context, c choices) (*standing.Conflict, int, error) {
	f := choices{whose: c.whose}.filter(s.desk)
	f.States, f.Sort, f.Limit, f.Mine = []marketplace.BookingState{marketplace.StateConflict}, "dates", 1, true
	n, err := s.data.CountBookings(ctx, f)
	if n == 0 || err != nil {
		return nil, 0, err
	}
	rows, err := s.data.Bookings(ctx, f)
	if len(rows) == 0 || err != nil {
		return nil, 0, err
	}
	clash, err := standing.ReadConflict(ctx, s.data, rows[0].Booking)
	if marketplace.CodeOf(err) == marketplace.NotFound {
		return nil, 0, nil // it went in between
	}
	return &clash, n, err
}

// warn puts the first conflict over everything else: what happened, who has the nights, and the room that suits best.
func (s *screen) warn(c *standing.Conflict, n int) {
	s.alarm.Objects = nil
	if c != nil {
		title := "Two bookings for the same nights: " + guestOf(c.Booking.BookingRow) + ", " + c.Booking.RoomTitle
		words := c.Happened() + " " + c.Got()
		see := xwidget.NewButton(xwidget.Secondary, "Settle it", func() { s.open(c.Booking.Booking) })
		see.Compact = true
		acts := []fyne.CanvasObject{see}
		if len(c.Others) > 0 && c.Guest(s.desk.Me()) {
			best := c.Others[0]
			words += " Closest match: " + best.Title + ", " + best.Outcode + ", " + best.Week.Week() + "."
			ask := xwidget.NewButton(xwidget.Secondary, "Ask for that room instead", func() { c.Ask(s.desk, best) })
			ask.Compact = true
			acts = []fyne.CanvasObject{ask, see}
		}
		if n > 1 {
			words += " " + xwidget.CountOf(n-1, "more conflict is", "more conflicts are") + " marked below."
		}
		s.alarm.Add(xwidget.NewBanner(xwidget.BannerError, title, words, acts...))
	}
	s.alarm.Refresh()
	s.root.Refresh()
}
