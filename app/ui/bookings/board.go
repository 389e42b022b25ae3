package bookings

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// boardCards is how many cards a column shows; the list has the rest.
const boardCards = 10

// column is one column of the board.
type column struct {
	key, title, empty string
	tone              look.Tone
	states            []marketplace.BookingState
	latest            bool // the latest first, else the soonest
}

var columns = []column{
	{key: "asked", title: "Requested", empty: "No request waits.", tone: look.Warning, states: statesOf("asked")},
	{key: "accepted", title: "Accepted", empty: "Nothing waits to be confirmed.", tone: look.Warning, states: statesOf("accepted")},
	{key: "booked", title: "Confirmed", empty: "Nobody is booked to come.", tone: look.Success, states: statesOf("booked")},
	{key: "arrived", title: "Staying", empty: "Nobody is staying now.", tone: look.Info, states: statesOf("arrived")},
	{key: "ended", title: "Ended", empty: "Nothing has ended yet.", tone: look.Neutral, states: ended, latest: true},
}

// filled is a column with the bookings that it shows.
type filled struct {
	column
	total int
	rows  []marketplace.BookingRow
}

// fill reads the columns: how many there are in each, and those that press most.
func (s *screen) fill(ctx context.Context, c choices) ([]filled, error) {
	var all []filled
	for _, col := range columns {
		f := c.filter(s.desk)
		f.States = col.states
		n, err := s.data.CountBookings(ctx, f)
		if err != nil {
			return nil, err
		}
		got := filled{column: col, total: n}
		if got.rows, err = s.pressing(ctx, f, n, col.latest); err != nil {
			return nil, err
		}
		all = append(all, got)
	}
	return all, nil
}

// pressing is the first few of n bookings: the latest, or the soonest with conflicts before all others.
func (s *screen) pressing(ctx context.Context, f marketplace.BookingFilter, n int, latest bool) ([]marketplace.BookingRow, error) {
	if n == 0 {
		return nil, nil
	}
	f.Limit = boardCards
	if !latest {
		f.Sort = "dates"
	}
	rows, err := s.data.Bookings(ctx, f)
	if err != nil || latest || !slices.Contains(f.States, marketplace.StateConflict) {
		return rows, err
	}
	f.States = []marketplace.BookingState{marketplace.StateConflict}
	conflicts, err := s.data.Bookings(ctx, f)
	rows = slices.DeleteFunc(rows, func(r marketplace.BookingRow) bool { return r.State == marketplace.StateConflict })
	rows = append(slices.Clone(conflicts), rows...)
	return rows[:min(len(rows), boardCards)], err
}

// board is the view by state.
type board struct {
	s      *screen
	widget *xwidget.Board
	root   fyne.CanvasObject
}

func newBoard(s *screen) *board {
	b := &board{s: s}
	b.widget = xwidget.NewBoard(nil, func(key string) {
		if id, err := marketplace.ParseID(key); err == nil {
			s.open(id)
		}
	})
	m := look.PageMargin
	b.root = xwidget.NewScroll(xwidget.Inset(4, m, m, m, b.widget))
	return b
}

// show puts the bookings on the board. In a column, what is late or waits for this person stands first.
func (b *board) show(all []filled, turns map[marketplace.ID]marketplace.Turn) {
	var to []xwidget.BoardColumn
	for _, col := range all {
		c := xwidget.BoardColumn{Title: col.title, Tone: col.tone, Total: col.total, Empty: col.empty}
		rows := slices.Clone(col.rows)
		if !col.latest {
			slices.SortStableFunc(rows, func(x, y marketplace.BookingRow) int { return cmp.Compare(b.rank(x), b.rank(y)) })
		}
		for _, r := range rows {
			c.Cards = append(c.Cards, b.card(col.column, r, turns[r.Booking]))
		}
		if col.total > len(col.rows) {
			c.OnMore = func() { b.more(col.key) }
		}
		to = append(to, c)
	}
	b.widget.SetColumns(to)
}

func (b *board) rank(r marketplace.BookingRow) int {
	switch _, tone := standing.Next(r, b.s.desk.Now()); tone {
	case look.Danger:
		return 0
	case look.Warning:
		return 1
	}
	return 2
}

// more shows all of a column as a list.
func (b *board) more(key string) {
	c := b.s.c
	c.view, c.state = viewList, key
	b.s.changed(c)
}

func (b *board) card(col column, r marketplace.BookingRow, turn marketplace.Turn) xwidget.BoardCard {
	c := xwidget.BoardCard{Key: r.Booking.String(), Title: guestOf(r), Subtitle: nights(r.Dates, b.s.desk.Now()), Note: r.RoomTitle}
	if how := standing.How(r); how != "" && r.Via != marketplace.ViaApp { // that somebody answered here is the usual way
		c.Note += "\n" + how
	}
	if waits := turn.Sentence(marketplace.InstantOf(b.s.desk.Now())); waits != "" {
		c.Note += "\n" + waits
	}
	if len(col.states) > 1 && r.State.Label() != col.title {
		c.Tags = append(c.Tags, xwidget.BoardTag{Tone: standing.Tone(r.State), Text: r.State.Label()})
	}
	if turn.For == marketplace.WaitsForKeeper && !turn.Keeper.Here {
		c.Tags = append(c.Tags, xwidget.BoardTag{Tone: look.Neutral, Text: calendarAnswers})
	} else if text, tone := standing.Next(r, b.s.desk.Now()); text != "" && r.State != marketplace.StateDraft && r.State != marketplace.StateConflict {
		c.Tags = append(c.Tags, xwidget.BoardTag{Tone: tone, Text: text})
	}
	return c
}

// nights is a stay's dates for a narrow place: "7 Dec – 4 Jan 2027"; dates of this year need no year.
func nights(r marketplace.Range, now time.Time) string {
	from, to := r.From.Time(), r.To.Time()
	layout := "2 Jan"
	if y := now.In(marketplace.London).Year(); to.Year() != y || from.Year() != y {
		layout = "2 Jan 2006"
	}
	first := from.Format("2 Jan")
	if from.Year() != to.Year() && from.Year() != now.Year() {
		first = from.Format("2 Jan 2006")
	}
	return first + " – " + to.Format(layout)
}

// guestOf is whom a booking is for, with how many come along.
func guestOf(r marketplace.BookingRow) string {
	name := r.Guest
	if name == "" {
		name = "A colleague"
	}
	if r.People > 1 {
		name += " and " + xwidget.CountOf(r.People-1, "other", "others")
	}
	return name
}
