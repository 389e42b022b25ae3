package booking_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/booking"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// fake holds one booking and what belongs to it.
type fake struct {
	detail  marketplace.BookingDetail
	room    marketplace.RoomDetail
	letters []marketplace.Letter
	hits    []marketplace.RoomHit
	rows    []marketplace.BookingRow
	search  marketplace.RoomSearch
	others  []marketplace.RoomHit
	broken  error // what Alternatives answers
	err     error
}

func (f *fake) BookingDetail(context.Context, marketplace.ID) (marketplace.BookingDetail, error) {
	return f.detail, f.err
}

func (f *fake) Bookings(context.Context, marketplace.BookingFilter) ([]marketplace.BookingRow, error) {
	return f.rows, nil
}

func (f *fake) Thread(context.Context, marketplace.ID) ([]marketplace.Letter, error) {
	return f.letters, nil
}

func (f *fake) RoomDetail(context.Context, marketplace.ID) (marketplace.RoomDetail, error) {
	return f.room, nil
}

func (f *fake) FindRooms(_ context.Context, s marketplace.RoomSearch) ([]marketplace.RoomHit, error) {
	f.search = s
	return f.hits, nil
}

func (f *fake) Alternatives(context.Context, marketplace.ID) ([]marketplace.RoomHit, error) {
	return f.others, f.broken
}

func (f *fake) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return []marketplace.OrgRow{{Org: marketplace.Org{Code: "RA2"}, NameText: "Royal Surrey NHS Foundation Trust"}}, nil
}

// Photo is a small invented picture.
func (f *fake) Photo(context.Context, marketplace.BlobID) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, 160, 100))
	for y := range 100 {
		for x := range 160 {
			img.Set(x, y, color.RGBA{R: uint8(120 + x/2), G: uint8(150 + y/2), B: 170, A: 255})
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, nil)
	return b.Bytes(), err
}

func id(n byte) marketplace.ID { return marketplace.ID{n} }

// at is a moment of November 2026.
func at(day, hour, minute int) marketplace.Instant {
	return marketplace.InstantOf(time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC))
}

func date(y int, m time.Month, d int) marketplace.Date { return marketplace.NewDate(y, m, d) }

var december = marketplace.Range{From: marketplace.NewDate(2026, 12, 7), To: marketplace.NewDate(2027, 1, 4)}

// the room, host and guest of every booking here are invented.
const (
	guest = "Ngozi Adeyemi"
	host  = "Amara Obi"
	lead  = "Siân Rees"
)

// requested is a request of this person's to a host, five hours old.
func requested(side marketplace.Side) *fake {
	b := marketplace.Booking{
		ID: id(9), State: marketplace.StateRequested, Dates: december, Week: 9600, RequestedAt: at(21, 4, 12),
		Facts: marketplace.BookingFacts{
			People: []marketplace.ID{id(101)}, Groups: []string{"nurse"}, GuestOrg: "RA2", Site: "RA201",
			Dates: december, Week: 9600, Deadline: at(24, 4, 12), Lead: id(1),
		},
	}
	f := &fake{
		detail: marketplace.BookingDetail{
			BookingRow: marketplace.BookingRow{
				Booking: id(9), Room: id(50), RoomTitle: "Quiet double room near the hospital", Outcode: "GU2", State: b.State, Dates: december, Week: 9600,
				Guest: guest, People: 1, Group: "nurse", GuestOrg: "RA2", HostOrg: "RA2", HostName: host, Deadline: b.Facts.Deadline, Side: side,
				Arrival: id(101), Photo: marketplace.BlobID{1},
			},
			Fold: b, Total: marketplace.Rent(9600, december.Nights()), Names: []string{guest}, LeadName: lead, Occupier: marketplace.SharedYes,
			Note:    "She works nights in the first month, so quiet by day would help.",
			RTRFrom: december.From - 28, RTRNeeded: true,
			Steps: []marketplace.StepRow{{At: at(21, 4, 12), Who: lead, What: "asked for the room"}},
		},
		room: marketplace.RoomDetail{
			Room:  marketplace.Room{ID: id(50), Facts: marketplace.RoomFacts{Host: id(7), HostOrg: "RA2", Outcode: "GU2", Shared: marketplace.SharedYes}},
			Title: "Quiet double room near the hospital", AvgWeek: 13079, HostName: host, Rules: "No smoking indoors.",
		},
	}
	if side == marketplace.SideHost {
		f.room.Facts.Host = id(1)
		f.detail.HostName, f.detail.LeadName = lead, "Jane Mercer"
		f.detail.Steps[0].Who = "Jane Mercer"
		f.detail.Address, f.detail.Phone = "14 Elm Road, Guildford GU2 7XX", "01483 000000"
	}
	f.actions()
	return f
}

// actions are those that the booking's own rule gives the side that this person is on.
func (f *fake) actions() {
	f.detail.State = f.detail.Fold.StateAt(at(21, 9, 0))
	f.detail.Actions = f.detail.Fold.Actions(at(21, 9, 0), f.detail.Side)
}

// accepted is the same once the host said yes by phone.
func accepted(side marketplace.Side) *fake {
	f := requested(side)
	b := &f.detail.Fold
	b.State, b.AcceptedAt, b.Via, b.ConfirmBy, b.Held = marketplace.StateAccepted, at(21, 8, 30), marketplace.ViaPhone, at(24, 8, 30), december
	f.detail.Steps = append(f.detail.Steps, marketplace.StepRow{At: at(21, 8, 30), Who: f.detail.HostName, What: "accepted by phone"})
	f.actions()
	return f
}

// confirmed is the same once the lead confirmed, for dates that begin on a day.
func confirmed(side marketplace.Side, from marketplace.Date) *fake {
	f := accepted(side)
	b := &f.detail.Fold
	b.State, b.ConfirmedAt = marketplace.StateConfirmed, at(21, 8, 50)
	b.Dates = marketplace.Range{From: from, To: from + 28}
	b.Held, f.detail.Dates, f.detail.RTRFrom = b.Dates, b.Dates, from-28
	f.detail.Address, f.detail.Phone, f.detail.DoorNotes = "14 Elm Road, Guildford GU2 7XX", "01483 000000", "The blue door; ring twice."
	f.detail.Steps = append(f.detail.Steps, marketplace.StepRow{At: at(21, 8, 50), Who: f.detail.LeadName, What: "confirmed"})
	f.letters = []marketplace.Letter{
		{At: at(20, 18, 5), From: host, Text: "Does she need a parking space? The street is for residents only, but I have a permit to lend."},
		{At: at(21, 8, 52), From: lead, Mine: true, Text: "She does not drive, thank you. Her flight lands at 06:05, so she would be with you at about nine."},
	}
	f.actions()
	return f
}

// staying is the same once the guest came, ten days ago.
func staying(side marketplace.Side) *fake {
	f := confirmed(side, date(2026, 11, 11))
	b := &f.detail.Fold
	b.State, b.ArrivedOn = marketplace.StateArrived, date(2026, 11, 11)
	f.detail.ArrivedOn = b.ArrivedOn
	f.detail.Steps = append(f.detail.Steps, marketplace.StepRow{At: at(21, 8, 55), Who: host, What: "marked the arrival on 11 November 2026"})
	f.actions()
	return f
}

// conflict is a booking that was confirmed in time while its nights had been given away, with rooms that are free.
func conflict() *fake {
	f := confirmed(marketplace.SideGuest, december.From)
	b := &f.detail.Fold
	b.State, b.Held, b.EndedAt = marketplace.StateConflict, marketplace.Range{}, at(21, 8, 58)
	f.others = []marketplace.RoomHit{
		{Room: id(51), Title: "Garden room with its own bathroom", Outcode: "GU2", Week: 11500, DistanceKM: 1.6},
		{Room: id(52), Title: "Loft room with a desk", Outcode: "GU4", Week: 9900, DistanceKM: 4.9},
	}
	f.room.Busy = []marketplace.Busy{{Range: december, Booking: id(10), State: marketplace.StateConfirmed, Who: "Farah Khan"}}
	f.actions()
	return f
}

// open shows the page of the fake's booking.
func open(t *testing.T, f *fake) (*uitest.Desk, fyne.CanvasObject) {
	t.Helper()
	d := uitest.New(t)
	d.Put(booking.New(d, f, ui.ToID(ui.PageBooking, id(9))))
	return d, d.Window().Content()
}

// said is everything that an object says.
func said(o fyne.CanvasObject) string {
	var words []string
	uitest.Walk(o, func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			words = append(words, v.Content)
		case *xwidget.Button:
			words = append(words, v.Text)
		case *xwidget.PageHeader:
			words = append(words, v.Title, v.Subtitle)
		case *canvas.Text:
			words = append(words, v.Text)
		}
	})
	return strings.Join(words, "\n")
}

func wants(t *testing.T, o fyne.CanvasObject, words ...string) {
	t.Helper()
	all := said(o)
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Errorf("it does not say %q in:\n%s", w, all)
		}
	}
}

func lacks(t *testing.T, o fyne.CanvasObject, words ...string) {
	t.Helper()
	all := said(o)
	for _, w := range words {
		if strings.Contains(all, w) {
			t.Errorf("it says %q", w)
		}
	}
}

// dialog is the dialog put up last, with its content shown in the window so that it can be worked.
func dialog(t *testing.T, d *uitest.Desk, title string) *uitest.Shown {
	t.Helper()
	if len(d.Dialogs) == 0 {
		t.Fatalf("there is no dialog; failed: %v", d.Failed)
	}
	shown := &d.Dialogs[len(d.Dialogs)-1]
	if shown.Title != title {
		t.Fatalf("the dialog is %q, want %q", shown.Title, title)
	}
	return shown
}

// say presses a verb of the dialog put up last.
func say(t *testing.T, d *uitest.Desk, verb string) {
	t.Helper()
	for _, v := range d.Dialogs[len(d.Dialogs)-1].Verbs {
		if v.Text == verb {
			if v.Do != nil {
				v.Do()
			}
			return
		}
	}
	t.Fatalf("the dialog has no verb %q", verb)
}

// in is the first widget of a type inside an object, shown or not.
func in[W fyne.CanvasObject](t *testing.T, o fyne.CanvasObject) W {
	t.Helper()
	found := uitest.Find(o, func(W) bool { return true })
	if fyne.CanvasObject(found) == fyne.CanvasObject(*new(W)) {
		t.Fatalf("there is no %T", found)
	}
	return found
}

// last is the command done last.
func last(t *testing.T, d *uitest.Desk) marketplace.Command {
	t.Helper()
	if len(d.Done) == 0 {
		t.Fatal("nothing was done")
	}
	return d.Done[len(d.Done)-1]
}
