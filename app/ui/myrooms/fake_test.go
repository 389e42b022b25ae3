package myrooms_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// fake is an invented host's rooms and guests.
type fake struct {
	rooms     []marketplace.RoomRow
	unclaimed []marketplace.RoomRow
	detail    marketplace.RoomDetail
	bookings  []marketplace.BookingRow
	years     []marketplace.HostYear
	err       error
	limits    []int
	computers []marketplace.ComputerRow
	members   []marketplace.MemberRow
	turns     map[marketplace.ID]marketplace.Turn
}

func (f *fake) Computers(context.Context) ([]marketplace.ComputerRow, error) {
	return f.computers, f.err
}

func (f *fake) Members(context.Context) ([]marketplace.MemberRow, error) { return f.members, f.err }

func (f *fake) Turns(context.Context, []marketplace.ID) (map[marketplace.ID]marketplace.Turn, error) {
	return f.turns, f.err
}

func (f *fake) Rooms(_ context.Context, q marketplace.RoomFilter) ([]marketplace.RoomRow, error) {
	if !q.Mine {
		return slices.DeleteFunc(slices.Clone(f.unclaimed), func(r marketplace.RoomRow) bool { return !strings.Contains(r.Title+r.Outcode, q.Text) }), f.err
	}
	f.limits = append(f.limits, q.Limit)
	return f.rooms[:min(len(f.rooms), q.Limit)], f.err
}

func (f *fake) CountRooms(context.Context, marketplace.RoomFilter) (int, error) {
	return len(f.rooms), f.err
}

func (f *fake) RoomDetail(context.Context, marketplace.ID) (marketplace.RoomDetail, error) {
	return f.detail, f.err
}

func (f *fake) Bookings(context.Context, marketplace.BookingFilter) ([]marketplace.BookingRow, error) {
	return f.bookings, f.err
}

func (f *fake) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return []marketplace.OrgRow{{Org: marketplace.Org{Code: "RA2"}, NameText: "Royal Surrey"}, {Org: marketplace.Org{Code: "RTK"}, NameText: "Ashford and St Peter’s Hospitals"}}, f.err
}

func (f *fake) HostYears(context.Context, marketplace.ID) ([]marketplace.HostYear, error) {
	return f.years, f.err
}

// Photo draws an invented room.
func (f *fake) Photo(_ context.Context, id marketplace.BlobID) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for y := range 600 {
		for x := range 800 {
			c := color.RGBA{R: 214 - id[0]*9, G: 205, B: 190 + id[0]*7, A: 255}
			if y > 430 {
				c = color.RGBA{R: 150, G: 118 + id[0]*3, B: 90, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, nil)
	return b.Bytes(), err
}

// on is a day of the winter from 2026 to 2027.
func on(month time.Month, day int) marketplace.Date {
	if month < time.April {
		return marketplace.NewDate(2027, month, day)
	}
	return marketplace.NewDate(2026, month, day)
}

func request() marketplace.BookingRow {
	return marketplace.BookingRow{
		Booking: marketplace.ID{50}, Room: marketplace.ID{7}, RoomTitle: "Quiet room in Merrow", State: marketplace.StateRequested,
		Dates: marketplace.Range{From: on(12, 7), To: on(1, 4)}, Week: 110_00, Guest: "Amara Osei", People: 1, Group: "nurse", GuestOrg: "RTK", HostOrg: "RA2",
		Side: marketplace.SideHost, Deadline: marketplace.Instant(1795543200),
	}
}

// busy is a host with several rooms, a request and a guest.
func busy() *fake {
	room := func(n byte, title, outcode string, week marketplace.Pence, state marketplace.RoomState) marketplace.RoomRow {
		return marketplace.RoomRow{
			Room: marketplace.ID{n}, Title: title, Outcode: outcode, Area: "Guildford", Week: week, CapWeek: 117_71, State: state, HostOrg: "RA2",
			HostName: "Siân Rees", Photo: marketplace.BlobID{n},
		}
	}
	f := &fake{rooms: []marketplace.RoomRow{
		room(7, "Quiet room in Merrow", "GU1", 110_00, marketplace.RoomLive), room(8, "Attic with a view", "GU2", 125_00, marketplace.RoomLive),
		room(9, "Box room", "GU2", 80_00, marketplace.RoomLapsed), room(10, "Garden room", "GU4", 0, marketplace.RoomDraft),
	}, bookings: []marketplace.BookingRow{request()}}
	f.rooms[0].NextFrom, f.rooms[0].Open = on(12, 7), 1
	f.rooms[1].Reprice = true
	f.rooms[3].Photo = marketplace.BlobID{}
	f.unclaimed = []marketplace.RoomRow{
		{Room: marketplace.ID{20}, Title: "Double room, Stoughton", Outcode: "GU2", Week: 100_00, Pending: true, HostOrg: "RA2"},
		{Room: marketplace.ID{21}, Title: "Single room, Godalming", Outcode: "GU7", Pending: true, HostOrg: "RA2"},
		{Room: marketplace.ID{22}, Title: "Somebody else’s", Outcode: "GU7", Pending: true, HostOrg: "RA2", HostName: "Tom Hale"},
	}
	f.detail = marketplace.RoomDetail{
		Room: marketplace.Room{
			ID: marketplace.ID{7}, Week: 110_00, State: marketplace.RoomLive, ConfirmedOn: on(11, 1),
			Facts:  marketplace.RoomFacts{Host: marketplace.ID{1}, HostOrg: "RA2", Outcode: "GU1", Area: "Guildford", Guards: marketplace.AllGuards},
			Blocks: []marketplace.Block{{Range: marketplace.Range{From: on(12, 1), To: on(12, 4)}}},
		},
		StateNow: marketplace.RoomLive, Title: "Quiet room in Merrow", CapWeek: 117_71, AvgWeek: 130_79, Mine: true, KeptHere: true, KeptBy: marketplace.KeeperRow{Device: marketplace.DeviceID{1}, Here: true},
		Busy: []marketplace.Busy{
			{Range: marketplace.Range{From: on(11, 10), To: on(11, 26)}, Booking: marketplace.ID{51}, State: marketplace.StateArrived, Who: "Jaya Menon"},
			{Range: marketplace.Range{From: on(12, 1), To: on(12, 4)}},
			{Range: marketplace.Range{From: on(12, 7), To: on(1, 4)}, Booking: marketplace.ID{50}, State: marketplace.StateRequested, Who: "Amara Osei"},
		},
	}
	f.years = []marketplace.HostYear{
		{
			Year: "2025-26", From: marketplace.NewDate(2025, 4, 6), To: marketplace.NewDate(2026, 4, 6), Limit: marketplace.AllowanceFull, Earned: 210_00, Expected: 210_00, Nights: 14,
			PerBooking: []marketplace.HostIncome{{Booking: marketplace.ID{60}, Title: "Box room", Nights: 14, Amount: 210_00}},
		},
		{
			Year: "2026-27", From: marketplace.NewDate(2026, 4, 6), To: marketplace.NewDate(2027, 4, 6), Limit: marketplace.AllowanceShared, Earned: 2_640_00, Expected: 4_180_00, Nights: 168,
			CrossesOn: marketplace.NewDate(2027, 2, 12), PerBooking: []marketplace.HostIncome{
				{Booking: marketplace.ID{51}, Title: "Quiet room in Merrow", Nights: 112, Amount: 2_200_00}, {Booking: marketplace.ID{52}, Title: "Attic with a view", Nights: 84, Amount: 1_980_00},
			},
		},
	}
	return f
}

// said is every text that the page shows.
func said(d *uitest.Desk) string {
	var all []string
	uitest.Walk(d.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			all = append(all, v.Content)
		case *xwidget.Link:
			all = append(all, v.Text)
		case *xwidget.Tag:
			all = append(all, v.Text)
		case *xwidget.Button:
			all = append(all, v.Text)
		case *xwidget.StatTile:
			all = append(all, v.Label+" "+v.Figure)
		case *xwidget.PageHeader:
			all = append(all, v.Title, v.Subtitle)
		}
	})
	return strings.Join(all, "\n")
}

func mustSay(t *testing.T, d *uitest.Desk, words ...string) {
	t.Helper()
	text := said(d)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("it does not say %q, but:\n%s", w, text)
		}
	}
}

func mustNotSay(t *testing.T, d *uitest.Desk, words ...string) {
	t.Helper()
	text := said(d)
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("it says %q", w)
		}
	}
}
