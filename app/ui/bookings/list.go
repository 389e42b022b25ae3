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
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// sortMost is how many bookings can be sorted by something else than their dates: so many are read at once.
const sortMost = 1000

// order compares two bookings by a column.
type order func(a, b marketplace.BookingRow) int

// orders is the columns that the list can be sorted by beside its dates, by key.
var orders = map[string]order{
	"guest": func(a, b marketplace.BookingRow) int {
		return strings.Compare(strings.ToLower(a.Guest), strings.ToLower(b.Guest))
	},
	"room": func(a, b marketplace.BookingRow) int {
		return strings.Compare(strings.ToLower(a.RoomTitle), strings.ToLower(b.RoomTitle))
	},
	"rent":  func(a, b marketplace.BookingRow) int { return cmp.Compare(a.Week, b.Week) },
	"state": func(a, b marketplace.BookingRow) int { return cmp.Compare(place(a.State), place(b.State)) },
	"next":  func(a, b marketplace.BookingRow) int { return cmp.Compare(due(a), due(b)) },
}

// place is where a state stands in a booking's life.
func place(s marketplace.BookingState) int { return slices.Index(everyState, s) }

// due is when something has to happen next, for sorting: what has ended comes last.
func due(r marketplace.BookingRow) marketplace.Instant {
	day := func(d marketplace.Date) marketplace.Instant { return marketplace.InstantOf(d.Time()) }
	switch {
	case r.State == marketplace.StateConflict:
		return 0
	case !r.Deadline.IsZero():
		return r.Deadline
	case r.State == marketplace.StateArrived:
		return day(r.Dates.To)
	case r.State.Open():
		return day(r.Dates.From)
	}
	return day(marketplace.MaxDate)
}

// keys is the sort key of each column; the dates have none.
var keys = []string{"guest", "room", "", "rent", "state", "next"}

// list is the view as rows.
type list struct {
	s     *screen
	grid  *xwidget.Grid
	count *xwidget.Text
	hold  *fyne.Container
	root  fyne.CanvasObject

	all    []marketplace.BookingRow // where everything was read at once, to be sorted
	pages  *ui.Pages[marketplace.BookingRow]
	coming *ui.Pages[marketplace.BookingRow] // takes the place of pages once its first rows are here
	few    bool                              // few enough to be sorted by any column
}

var _ xwidget.GridSource = (*list)(nil)

func newList(s *screen) *list {
	l := &list{s: s, count: xwidget.NewText(xwidget.Strong, ""), hold: container.NewStack(), few: true}
	l.build()
	line := xwidget.Inset(12, look.Space16, 12, look.Space16, l.count)
	m := look.PageMargin
	l.root = xwidget.Inset(0, m, m, m, xwidget.NewPlainCard(xwidget.Frame(xwidget.Edges{Top: xwidget.VBox(0, line, xwidget.NewRule())}, l.hold)))
	return l
}

// build makes the grid: which columns sort depends on how many bookings there are.
func (l *list) build() {
	l.grid = xwidget.NewTwoLineGrid([]xwidget.Column{
		{Title: "Guest", Flex: 2, Sortable: l.few},
		{Title: "Room", Flex: 2.4, Sortable: l.few},
		{Title: "Nights", Width: 164, Sortable: true},
		{Title: "Rent a week", Width: 108, Align: fyne.TextAlignTrailing, Sortable: l.few, HideBelow: 860},
		{Title: "State", Width: 116, Sortable: l.few},
		{Title: "What is next", Flex: 2.2, Sortable: l.few, HideBelow: 760},
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

// show puts what was found into the list. The current row stays with its booking where that is still at hand.
func (l *list) show(got found) {
	was, current := l.at(l.grid.Current())
	if few := got.total <= sortMost; few != l.few {
		l.few = few
		l.build()
		l.hold.Refresh()
	}
	words := xwidget.CountOf(got.total, "booking", "bookings")
	if !l.few {
		words += ". Narrow them to under 1,000 to sort by other columns."
	}
	l.count.SetContent(words)
	l.grid.SortColumn, l.grid.SortDescending = slices.Index(keys, l.s.c.sort), l.s.c.desc
	if got.rows == nil {
		l.turn(got.total)
		return
	}
	l.all, l.pages, l.coming = got.rows, nil, nil
	l.grid.Reload()
	if i := slices.IndexFunc(l.all, func(r marketplace.BookingRow) bool { return r.Booking == was.Booking }); current && i >= 0 && i != l.grid.Current() {
		l.grid.Select(i)
	}
}

// turn reads the list page by page, in the order of its dates. The store has the latest first night first, so the
// other way round is read from the end.
func (l *list) turn(total int) {
	s, c := l.s, l.s.c
	f := c.filter(s.desk)
	next := ui.NewPages(s.desk.Work(), func(context.Context) (int, error) { return total, nil },
		func(ctx context.Context, offset, limit int) ([]marketplace.BookingRow, error) {
			f := f
			f.Offset, f.Limit = offset, limit
			if c.desc {
				return s.data.Bookings(ctx, f)
			}
			f.Offset, f.Limit = max(0, total-offset-limit), min(limit, total-offset)
			rows, err := s.data.Bookings(ctx, f)
			slices.Reverse(rows)
			return rows, err
		})
	next.Failed = s.desk.Fail
	next.Changed = func() {
		if l.coming == next {
			l.all, l.pages = nil, next
			l.grid.Reload()
		}
	}
	l.coming = next
	next.Reset()
}

// at is a row that is at hand.
func (l *list) at(i int) (marketplace.BookingRow, bool) {
	switch {
	case i < 0 || i >= l.Len():
		return marketplace.BookingRow{}, false
	case l.all != nil:
		return l.all[i], true
	}
	return l.pages.At(i)
}

// Len is how many bookings there are.
func (l *list) Len() int {
	switch {
	case l.all != nil:
		return len(l.all)
	case l.pages != nil:
		return l.pages.Len()
	}
	return 0
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
	cells[0] = xwidget.Cell{Text: guestOf(r), Secondary: strings.Join(who, ", "), Bold: true}
	cells[1] = xwidget.Cell{Text: r.RoomTitle, Secondary: r.Outcode + ", " + host}
	cells[2] = xwidget.Cell{Text: nights(r.Dates, now), Secondary: xwidget.CountOf(r.Dates.Nights(), "night", "nights")}
	cells[3] = xwidget.Cell{Text: r.Week.String()}
	cells[4] = xwidget.Cell{Tag: r.State.Label(), Tone: standing.Tone(r.State)}
	cells[5] = next(r, now)
	return "", true
}

// next is what happens next with a booking, and by when.
func next(r marketplace.BookingRow, now time.Time) xwidget.Cell {
	text, _ := standing.Next(r, now)
	c := xwidget.Cell{Text: text}
	switch waits := r.HasChange || r.State == marketplace.StateRequested || r.State == marketplace.StateAccepted; {
	case text == "":
		c.Text = over(r)
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

// sorted reads all bookings and sorts them by a column.
func (s *screen) sorted(ctx context.Context, c choices, total int) ([]marketplace.BookingRow, error) {
	f := c.filter(s.desk)
	f.Limit = max(1, total)
	rows, err := s.data.Bookings(ctx, f)
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows) // among equals the soonest first
	by := orders[c.sort]
	slices.SortStableFunc(rows, func(a, b marketplace.BookingRow) int {
		if c.desc {
			return by(b, a)
		}
		return by(a, b)
	})
	return rows, nil
}
