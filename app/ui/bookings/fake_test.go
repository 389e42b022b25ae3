package bookings_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/bookings"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// fake is a list of invented bookings that answers as the store does.
type fake struct {
	rows  []marketplace.BookingRow
	asked []marketplace.BookingFilter
	err   error

	turns  map[marketplace.ID]marketplace.Turn
	others []marketplace.RoomHit
	lost   error // what BookingDetail answers
}

func (f *fake) Turns(_ context.Context, ids []marketplace.ID) (map[marketplace.ID]marketplace.Turn, error) {
	return f.turns, f.err
}

func (f *fake) BookingDetail(_ context.Context, id marketplace.ID) (marketplace.BookingDetail, error) {
	for _, r := range f.rows {
		if r.Booking == id {
			return marketplace.BookingDetail{BookingRow: r, Fold: marketplace.Booking{ConfirmedAt: 1}, LeadName: "Jane Mercer"}, f.lost
		}
	}
	return marketplace.BookingDetail{}, f.lost
}

func (f *fake) RoomDetail(context.Context, marketplace.ID) (marketplace.RoomDetail, error) {
	return marketplace.RoomDetail{}, f.err
}

func (f *fake) Alternatives(context.Context, marketplace.ID) ([]marketplace.RoomHit, error) {
	return f.others, f.err
}

func (f *fake) matching(q marketplace.BookingFilter) []marketplace.BookingRow {
	var out []marketplace.BookingRow
	for _, r := range f.rows {
		said := strings.ToLower(r.Guest + r.RoomTitle + r.HostName + r.Outcode)
		if len(q.States) > 0 && !slices.Contains(q.States, r.State) || q.Mine && r.Side == marketplace.SideNone ||
			q.GuestOrg != "" && r.GuestOrg != q.GuestOrg || q.HostOrg != "" && r.HostOrg != q.HostOrg ||
			!q.From.IsZero() && r.Dates.To <= q.From || !q.To.IsZero() && r.Dates.From >= q.To || !strings.Contains(said, strings.ToLower(q.Text)) ||
			q.Starts != (marketplace.Range{}) && (r.Dates.From < q.Starts.From || r.Dates.From >= q.Starts.To) {
			continue
		}
		out = append(out, r)
	}
	by := orders[q.Sort]
	slices.SortStableFunc(out, func(a, b marketplace.BookingRow) int {
		if q.Desc || q.Sort == "" {
			a, b = b, a
		}
		if by != nil {
			if n := by(a, b); n != 0 {
				return n
			}
		}
		return cmp.Or(cmp.Compare(a.Dates.From, b.Dates.From), slices.Compare(a.Booking[:], b.Booking[:]))
	})
	return out
}

// orders are those of the store; every other is by the dates.
var orders = map[string]func(a, b marketplace.BookingRow) int{
	"guest": func(a, b marketplace.BookingRow) int { return strings.Compare(a.Guest, b.Guest) },
	"room":  func(a, b marketplace.BookingRow) int { return strings.Compare(a.RoomTitle, b.RoomTitle) },
	"rent":  func(a, b marketplace.BookingRow) int { return cmp.Compare(a.Week, b.Week) },
	"state": func(a, b marketplace.BookingRow) int { return cmp.Compare(a.State, b.State) },
	"next":  func(a, b marketplace.BookingRow) int { return cmp.Compare(due(a), due(b)) },
}

// due is when something has to happen next with one of the invented bookings.
func due(r marketplace.BookingRow) marketplace.Instant {
	if r.State == marketplace.StateConflict {
		return 0
	}
	return cmp.Or(r.Deadline, marketplace.InstantOf(r.Dates.From.Time()))
}

func (f *fake) Bookings(_ context.Context, q marketplace.BookingFilter) ([]marketplace.BookingRow, error) {
	f.asked = append(f.asked, q)
	rows := f.matching(q)
	rows = rows[min(len(rows), q.Offset):]
	return slices.Clone(rows[:min(len(rows), q.Limit)]), f.err
}

func (f *fake) CountBookings(_ context.Context, q marketplace.BookingFilter) (int, error) {
	return len(f.matching(q)), f.err
}

func (f *fake) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return []marketplace.OrgRow{{Org: marketplace.Org{Code: "RA2"}, NameText: "Royal Surrey NHS Foundation Trust"}}, nil
}

// now is when the fake desk's clock stands: Saturday 21 November 2026, 09:00.
var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func id(n int) marketplace.ID { return marketplace.ID{byte(n >> 8), byte(n)} }

// row is an invented booking whose first night is so many days from now.
func row(n int, guest, room string, state marketplace.BookingState, in, nights int, more func(*marketplace.BookingRow)) marketplace.BookingRow {
	today := marketplace.DateOf(now)
	r := marketplace.BookingRow{
		Booking: id(n), RoomTitle: room, Outcode: "GU2", State: state, Week: 9600, Guest: guest, People: 1, Group: "nurse", GuestOrg: "RA2", HostOrg: "RA2",
		HostName: "Amara Obi", Side: marketplace.SideGuest, Dates: marketplace.Range{From: today + marketplace.Date(in), To: today + marketplace.Date(in+nights)},
	}
	if more != nil {
		more(&r)
	}
	return r
}

func by(days, hours int) func(*marketplace.BookingRow) {
	return func(r *marketplace.BookingRow) {
		r.Deadline = marketplace.InstantOf(now.Add(time.Duration(days*24+hours) * time.Hour))
	}
}

// market is bookings in every state.
func market() *fake {
	slept := func(days int) func(*marketplace.BookingRow) {
		return func(r *marketplace.BookingRow) {
			r.ArrivedOn, r.LeftOn = r.Dates.From, r.Dates.From+marketplace.Date(days)
		}
	}
	mine := func(days, hours int) func(*marketplace.BookingRow) {
		return func(r *marketplace.BookingRow) {
			by(days, hours)(r)
			r.Side, r.Week = marketplace.SideHost, 10450
		}
	}
	change := func(r *marketplace.BookingRow) {
		by(1, 8)(r)
		r.HasChange = true
	}
	return &fake{rows: []marketplace.BookingRow{
		row(1, "Ngozi Adeyemi", "Quiet double room near the hospital", marketplace.StateRequested, 16, 28, by(2, 9)),
		row(2, "Joy Mathew", "Loft room with a desk", marketplace.StateRequested, 9, 14, mine(0, 7)),
		row(3, "Arjun Nair", "Room in a family house", marketplace.StateDraft, 40, 56, nil),
		row(4, "Blessing Eze", "Garden room with its own bathroom", marketplace.StateAccepted, 12, 28, by(1, 9)),
		row(5, "Precious Moyo", "Single room, Stag Hill Court", marketplace.StateAccepted, 20, 84, by(0, 9)),
		row(6, "Reena Thomas", "Double room by the common", marketplace.StateConfirmed, 1, 28, nil),
		row(7, "Samuel Okafor", "Room in a family house", marketplace.StateConfirmed, 17, 28, change),
		row(8, "Maria Santos", "Quiet double room near the hospital", marketplace.StateConflict, 24, 28, nil),
		row(9, "Kofi Mensah", "Loft room with a desk", marketplace.StateConfirmed, -2, 28, nil),
		row(10, "Anjali Pillai", "Garden room with its own bathroom", marketplace.StateArrived, -10, 28, nil),
		row(11, "Grace Banda", "Halal household near East Surrey Hospital", marketplace.StateArrived, -30, 29, func(r *marketplace.BookingRow) { r.GuestOrg, r.People = "RTP", 2 }),
		row(12, "Tendai Ncube", "Single room, Stag Hill Court", marketplace.StateCompleted, -60, 28, slept(28)),
		row(13, "Aisha Bello", "Room in a family house", marketplace.StateDeclined, -20, 28, nil),
		row(14, "Daniel Mutua", "Double room by the common", marketplace.StateEndedEarly, -80, 56, slept(31)),
		row(15, "Somebody else’s", "Double room in Crawley", marketplace.StateConfirmed, 30, 28, func(r *marketplace.BookingRow) { r.Side, r.GuestOrg, r.HostOrg = 0, "RTP", "RTP" }),
	}}
}

// crowd is so many bookings to come, one on each day.
func crowd(n int) *fake {
	f := &fake{}
	for i := range n {
		f.rows = append(f.rows, row(i+1, fmt.Sprintf("Guest %04d", i), fmt.Sprintf("Room %04d", n-i), marketplace.StateConfirmed, i, 7, nil))
	}
	return f
}

func open(t *testing.T, f *fake, r ui.Route) (*uitest.Desk, ui.Screen) {
	t.Helper()
	d := uitest.New(t)
	s := bookings.New(d, f, r)
	d.Put(s)
	return d, s
}

// said is everything that the window says.
func said(d *uitest.Desk) string {
	var words []string
	uitest.Walk(d.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			words = append(words, v.Content)
		case *xwidget.Button:
			words = append(words, v.Text)
		case *canvas.Text:
			words = append(words, v.Text)
		}
	})
	return strings.Join(words, "\n")
}

func wants(t *testing.T, d *uitest.Desk, words ...string) {
	t.Helper()
	all := said(d)
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Errorf("it does not say %q in:\n%s", w, all)
		}
	}
}

func lacks(t *testing.T, d *uitest.Desk, words ...string) {
	t.Helper()
	all := said(d)
	for _, w := range words {
		if strings.Contains(all, w) {
			t.Errorf("it says %q", w)
		}
	}
}

func find[W fyne.CanvasObject](t *testing.T, d *uitest.Desk) W {
	t.Helper()
	found := uitest.Find(d.Window().Content(), func(W) bool { return true })
	if fyne.CanvasObject(found) == fyne.CanvasObject(*new(W)) {
		t.Fatalf("there is no %T", found)
	}
	return found
}
