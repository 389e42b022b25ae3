package standing_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/standing"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

var christmas = marketplace.Range{From: marketplace.NewDate(2026, 12, 7), To: marketplace.NewDate(2027, 1, 4)}

// data is one conflict.
type data struct {
	booking marketplace.BookingDetail
	room    marketplace.RoomDetail
	others  []marketplace.RoomHit
	err     error
}

func (d *data) BookingDetail(context.Context, marketplace.ID) (marketplace.BookingDetail, error) {
	return d.booking, d.err
}

func (d *data) RoomDetail(context.Context, marketplace.ID) (marketplace.RoomDetail, error) {
	return d.room, d.err
}

func (d *data) Alternatives(context.Context, marketplace.ID) ([]marketplace.RoomHit, error) {
	return d.others, d.err
}

func conflict() *data {
	d := &data{
		booking: marketplace.BookingDetail{
			BookingRow: marketplace.BookingRow{Booking: marketplace.ID{9}, Room: marketplace.ID{50}, Dates: christmas, Week: 9600, Guest: "Ngozi Adeyemi", GuestOrg: "RA2", Side: marketplace.SideGuest},
			Fold:       marketplace.Booking{ConfirmedAt: at(21, 8), Facts: marketplace.BookingFacts{People: []marketplace.ID{{101}}}},
			LeadName:   "Jane Mercer",
		},
		others: []marketplace.RoomHit{
			{Room: marketplace.ID{51}, Title: "Garden room", Outcode: "GU2", Week: 11500, DistanceKM: 1.6},
			{Room: marketplace.ID{52}, Title: "Loft room", Outcode: "GU4", Week: 9600, DistanceKM: 4.9},
			{Room: marketplace.ID{53}, Title: "Box room", Outcode: "GU4", Week: 9000, DistanceKM: 6},
		},
	}
	d.room.StateNow = marketplace.RoomLive
	d.room.Busy = []marketplace.Busy{
		{Range: christmas, Booking: marketplace.ID{9}, State: marketplace.StateConflict},
		{Range: marketplace.Range{From: christmas.From + 3, To: christmas.To}, Booking: marketplace.ID{10}, State: marketplace.StateAccepted, Who: "Farah Khan"},
	}
	return d
}

func TestAConflictSaysWhatHappenedAndWhoGotTheNights(t *testing.T) {
	late, other, free, blocked := conflict(), conflict(), conflict(), conflict()
	other.booking.Fold.ConfirmedAt, other.room.Busy[1].Who = 0, ""
	free.room.Busy = free.room.Busy[:1]
	blocked.room.Busy = []marketplace.Busy{{Range: christmas}}
	for _, c := range []struct {
		name     string
		d        *data
		happened string
		got      string
	}{
		{"confirmed too late", late, "Jane Mercer confirmed in time", "The room is kept for Farah Khan, 10 December 2026 to 4 January 2027, 25 nights."},
		{"promised by a lost computer", other, "A yes was given on a computer that had lost touch", "The room is kept for another guest"},
		{"free again", free, "Jane Mercer", "the same room can be asked for again"},
		{"blocked by the host", blocked, "Jane Mercer", "The room is not free for these nights."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := standing.ReadConflict(context.Background(), c.d, marketplace.ID{9})
			if err != nil || !strings.Contains(got.Happened(), c.happened) || !strings.Contains(got.Got(), c.got) {
				t.Errorf("%q, %q (%v)", got.Happened(), got.Got(), err)
			}
		})
	}
	broken := conflict()
	broken.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
	if _, err := standing.ReadConflict(context.Background(), broken, marketplace.ID{9}); err == nil {
		t.Error("what cannot be read is not told")
	}
}

func TestOtherRoomsAreAskedForInstead(t *testing.T) {
	d := uitest.New(t)
	c, err := standing.ReadConflict(context.Background(), conflict(), marketplace.ID{9})
	if err != nil {
		t.Fatal(err)
	}
	rows := c.Rooms(d, 2)
	if len(rows) != 2 {
		t.Fatalf("%d rooms", len(rows))
	}
	var said []string
	for _, row := range rows {
		d.Window().SetContent(row)
		if text := uitest.Find(row, func(x *xwidget.Text) bool { return x.Style == xwidget.Body }); text != nil {
			said = append(said, text.Content)
		}
	}
	if want := []string{"£115.00 a week, £460.00 in all. £19.00 a week more.", "£96.00 a week, £384.00 in all. The same rent."}; !reflect.DeepEqual(said, want) {
		t.Errorf("it says %q", said)
	}
	d.Window().SetContent(rows[0])
	uitest.Press(t, d, "Ask for it instead")
	want := marketplace.RequestBooking{Room: marketplace.ID{51}, Arrivals: []marketplace.ID{{101}}, Dates: christmas, Instead: marketplace.ID{9}}
	if got := d.Done[0]; !reflect.DeepEqual(got, want) {
		t.Fatalf("did %+v, want %+v", got, want)
	}
	link := uitest.Find(rows[0], func(*xwidget.Link) bool { return true })
	link.Tapped(nil)
	if r := d.Routes[0]; r.Page != ui.PageRoom || r.Get("arrive") != "2026-12-07" {
		t.Errorf("went to %v", r)
	}

	host := uitest.New(t)
	host.Person.Roles, c.Booking.Side = marketplace.RoleHost, marketplace.SideHost
	row := c.Rooms(host, 1)[0]
	host.Window().SetContent(row)
	if b := uitest.Find(row, func(*xwidget.Button) bool { return true }); b != nil {
		t.Errorf("the host may %q", b.Text)
	}
	if !strings.Contains(c.Todo(false), "The guest’s side asks for another room for Ngozi Adeyemi") || c.Guest(host.Person) {
		t.Errorf("the host is told %q", c.Todo(false))
	}
}
