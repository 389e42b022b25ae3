package bookings

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// keys is the sort key of each column; the dates have none.
var keys = []string{"guest", "room", "", "rent", "state", "next"}

// row is a booking with where it stands between the computers.
type row struct {
	marketplace.BookingRow
	turn marketplace.Turn
}

// list is the view as rows.
type list struct {
	s     *screen
	grid  *xwidget.Grid
	count *xwidget.Text
	hold  *fyne.Container
	root  fyne.CanvasObject

	pages  *ui.Pages[row] // what is shown; nil before the first rows are here
	coming *ui.Pages[row] // takes its place once its first rows are here
}

var _ xwidget.GridSource = (*list)(nil)

func newList(s *screen) *list {
	l := &list{s: s, count: xwidget.NewText(xwidget.Strong, ""), hold: container.NewStack()}
	l.build()
	line := xwidget.Inset(12, look.Space16, 12, look.Space16, l.count)
	m := look.PageMargin
	l.root = xwidget.Inset(0, m, m, m, xwidget.NewPlainCard(xwidget.Frame(xwidget.Edges{Top: xwidget.VBox(0, line, xwidget.NewRule())}, l.hold)))
	return l
}

// build makes the grid.
func (l *list) build() {
	l.grid = xwidget.NewTwoLineGrid([]xwidget.Column{
		{Title: "Guest", Flex: 2, Sortable: true},
		{Title: "Room", Flex: 2.4, Sortable: true},
		{Title: "Nights", Width: 164, Sortable: true},
		{Title: "Rent a week", Width: 108, Align: fyne.TextAlignTrailing, Sortable: true, HideBelow: 860},
		{Title: "State", Width: 132, Sortable: true},
		{Title: "What is next", Flex: 2.2, Sortable: true, HideBelow: 760},
	}, l, nil)
	l.grid.OnActivated = func(i int) {
		if r, ok := l.at(i); ok {
			l.s.open(r.Booking)
		}
	}
	l.grid.OnSort = func(col int, desc bool) {
		c := l.s.c
		c.sort, c.desc = keys[col], desc
		l.s.changed(c)
		l.grid.ScrollToTop()
	}
	l.hold.Objects = []fyne.CanvasObject{l.grid}
}

// show reads the list anew, page by page, in its order. The current row stays with its booking where that is among the
// first rows.
func (l *list) show(total int) {
	l.count.SetContent(xwidget.CountOf(total, "booking", "bookings"))
	l.grid.SortColumn, l.grid.SortDescending = slices.Index(keys, l.s.c.sort), l.s.c.desc
	s, f := l.s, l.s.c.filter(l.s.desk)
	f.Sort, f.Desc = cmp.Or(s.c.sort, "dates"), s.c.desc
	next := ui.NewPages(s.desk.Work(), func(context.Context) (int, error) { return total, nil },
		func(ctx context.Context, offset, limit int) ([]row, error) {
			f := f
			f.Offset, f.Limit = offset, limit
			return l.read(ctx, f)
		})
	next.Failed = s.desk.Fail
	next.Changed = func() {
		if l.coming == next {
			l.turn(next)
		}
	}
	l.coming = next
	next.Reset()
}

// read reads a page of rows.
func (l *list) read(ctx context.Context, f marketplace.BookingFilter) ([]row, error) {
	found, err := l.s.data.Bookings(ctx, f)
	if err != nil {
		return nil, err
	}
	turns, err := l.s.turns(ctx, found)
	rows := make([]row, len(found))
	for i, b := range found {
		rows[i] = row{b, turns[b.Booking]}
	}
	return rows, err
}

// turn shows other pages, or what came of those that are shown.
func (l *list) turn(next *ui.Pages[row]) {
	was, current := l.at(l.grid.Current())
	fresh := l.pages != next
	l.pages = next
	l.grid.Reload()
	if !fresh || !current {
		return
	}
	const firstRows = 200 // are here already
	for i := range min(next.Len(), firstRows) {
		if r, ok := next.At(i); ok && r.Booking == was.Booking && i != l.grid.Current() {
			l.grid.Select(i)
		}
	}
}

// at is a row that is at hand.
func (l *list) at(i int) (row, bool) {
	if l.pages == nil || i < 0 || i >= l.pages.Len() {
		return row{}, false
	}
	return l.pages.At(i)
}

// Len is how many bookings there are.
func (l *list) Len() int {
	if l.pages == nil {
		return 0
	}
	return l.pages.Len()
}

// Row fills the cells of a booking.
func (l *list) Row(i int, cells []xwidget.Cell) (string, bool) {
	r, ok := l.at(i)
	if !ok {
		return "", false
	}
	now := l.s.desk.Now()
	who := []string{}
	if g, ok := l.s.desk.Reference().StaffGroup(r.Group); ok {
		who = append(who, g.Label)
	}
	if r.GuestOrg != l.s.desk.Me().Org {
		who = append(who, l.s.orgName(r.GuestOrg))
	}
	host := r.HostName
	if host == "" {
		host = l.s.orgName(r.HostOrg)
	}
	cells[0] = xwidget.Cell{Text: guestOf(r.BookingRow), Secondary: strings.Join(who, ", "), Bold: true}
	cells[1] = xwidget.Cell{Text: r.RoomTitle, Secondary: r.Outcode + ", " + host}
	cells[2] = xwidget.Cell{Text: nights(r.Dates, now), Secondary: xwidget.CountOf(r.Dates.Nights(), "night", "nights")}
	cells[3] = xwidget.Cell{Text: r.Week.String()}
	cells[4] = xwidget.Cell{Tag: r.State.Label(), Tone: standing.Tone(r.State), Secondary: listing.Lower(standing.How(r.BookingRow))}
	cells[5] = next(r, now)
	return "", true
}

// next is what happens next with a booking, and by when.
func next(r row, now time.Time) xwidget.Cell {
	text, _ := standing.Next(r.BookingRow, now)
	c := xwidget.Cell{Text: text}
	switch waits := r.HasChange || r.State == marketplace.StateRequested || r.State == marketplace.StateAccepted; {
	case text == "":
		c.Text = over(r.BookingRow)
	case r.turn.For == marketplace.WaitsForKeeper && !r.turn.Keeper.Here:
		c.Text, c.Secondary = calendarAnswers, "kept by "+r.turn.Keeper.Label()
	case waits && !r.Deadline.IsZero():
		c.Secondary = "by " + standing.By(now, r.Deadline)
	}
	return c
}

// over is what came of a booking that has ended.
func over(r marketplace.BookingRow) string {
	if slept := int(r.LeftOn - r.ArrivedOn); !r.LeftOn.IsZero() && !r.ArrivedOn.IsZero() {
		return xwidget.CountOf(slept, "night", "nights") + " slept"
	}
	return "No night slept"
}
