package room_test

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
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/room"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/marketplace"
)

// fake is one invented room with those who might stay there.
type fake struct {
	room     marketplace.RoomDetail
	arrivals []marketplace.ArrivalRow
	bookings map[marketplace.ID]marketplace.BookingDetail
	err      error
	filters  []marketplace.ArrivalFilter
}

func (f *fake) RoomDetail(_ context.Context, id marketplace.ID) (marketplace.RoomDetail, error) {
	if f.err != nil || id == f.room.ID {
		return f.room, f.err
	}
	return marketplace.RoomDetail{}, marketplace.Errorf(marketplace.NotFound, "This room is not here (yet). Look at the list again.")
}

func (f *fake) Arrivals(_ context.Context, filter marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error) {
	f.filters = append(f.filters, filter)
	return f.arrivals, nil
}

func (f *fake) ArrivalDetail(_ context.Context, id marketplace.ID) (marketplace.ArrivalDetail, error) {
	for _, a := range f.arrivals {
		if a.Arrival == id {
			return marketplace.ArrivalDetail{ArrivalRow: a}, nil
		}
	}
	return marketplace.ArrivalDetail{}, marketplace.Errorf(marketplace.NotFound, "This arrival is not here (yet). Look at the list again.")
}

func (f *fake) BookingDetail(_ context.Context, id marketplace.ID) (marketplace.BookingDetail, error) {
	b, ok := f.bookings[id]
	if !ok {
		return b, marketplace.Errorf(marketplace.NotFound, "This booking is not here (yet). Look at the list again.")
	}
	return b, nil
}

// Photo draws an invented room: a wall, a floor, a window and a bed, in colours of its own.
func (f *fake) Photo(_ context.Context, id marketplace.BlobID) ([]byte, error) {
	if stored := drawn[id]; stored != nil {
		return stored, nil
	}
	img := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for y := range 600 {
		for x := range 800 {
			c := color.RGBA{R: 226 - id[0]*14, G: 214 - id[0]*5, B: 196 + id[0]*8, A: 255}
			switch {
			case x > 480 && x < 700 && y > 90 && y < 300:
				c = color.RGBA{R: 176, G: 212, B: 238, A: 255}
			case x > 80 && x < 420 && y > 330 && y < 520:
				c = color.RGBA{R: 70 + id[0]*22, G: 100, B: 150, A: 255}
			case y > 430:
				c = color.RGBA{R: 150, G: 118 + id[0]*3, B: 90, A: 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, nil)
	drawn[id] = b.Bytes()
	return b.Bytes(), err
}

// drawn are the photos that were drawn before.
var drawn = map[marketplace.BlobID][]byte{}

func id(n byte) marketplace.ID { return marketplace.ID{n} }

func dec(day int) marketplace.Date { return marketplace.NewDate(2026, time.December, day) }

// quietRoom is an invented room in Guildford with a stay that is agreed, one that is asked for and a week kept back.
func quietRoom() *fake {
	d := marketplace.RoomDetail{
		Room: marketplace.Room{
			ID: id(1), Week: 9600, State: marketplace.RoomLive,
			Facts: marketplace.RoomFacts{
				Host: id(50), HostOrg: "RA2", Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford",
				Bed: marketplace.BedDouble, Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes,
				Features:  marketplace.Lock | marketplace.Wifi | marketplace.Kitchen | marketplace.Desk | marketplace.Washer | marketplace.Linen | marketplace.NoSmoking | marketplace.BusNearby,
				Included:  marketplace.IncludesBills | marketplace.IncludesCouncilTax | marketplace.IncludesInternet,
				Household: marketplace.Household{Adults: 2, Languages: []string{"en", "ml"}}, MinNights: 7, MaxNights: 90, NoticeDays: 3,
				Guards: marketplace.AllGuards,
			},
			Photos: []marketplace.Photo{{Blob: marketplace.BlobID{1}}, {Blob: marketplace.BlobID{2}}, {Blob: marketplace.BlobID{3}}},
			Blocks: []marketplace.Block{{Range: marketplace.Range{From: dec(26), To: dec(31)}}},
		},
		Captions: []string{"The bed by the window", "", "The desk"},
		StateNow: marketplace.RoomLive, Title: "Quiet double room near the hospital",
		Description: "A calm, light room at the back of the house, ten minutes on foot from the Royal Surrey. You have a desk, a lock on your door and your own shelf in the fridge.",
		Rules:       "No smoking in the house. Please be quiet after 22:00. Guests by arrangement.",
		CapWeek:     11771, AvgWeek: 13079, CapPercent: 90, CapSource: "LHA shared rate",
		CapArea:  marketplace.CapArea{Area: "Guildford", Average: 13079, Base: 11507, Percentile: 30, Sample: 217, Effective: marketplace.NewDate(2026, time.April, 1)},
		HostName: "Amara Obi", HostOrgName: "Royal Surrey NHS Foundation Trust",
		Busy: []marketplace.Busy{
			{Range: marketplace.Range{From: dec(26), To: dec(31)}},
			{Range: marketplace.Range{From: marketplace.NewDate(2027, time.January, 11), To: marketplace.NewDate(2027, time.January, 25)}, Booking: id(70), State: marketplace.StateConfirmed, Who: "Jun Tanaka"},
			{Range: marketplace.Range{From: dec(14), To: dec(18)}, Booking: id(71), State: marketplace.StateRequested},
		},
	}
	return &fake{room: d, bookings: map[marketplace.ID]marketplace.BookingDetail{}, arrivals: []marketplace.ArrivalRow{
		{
			Arrival: id(101), Name: "Ngozi Adeyemi", Org: "RA2", Site: "RA201", Group: "nurse", At: marketplace.InstantOf(time.Date(2026, 12, 7, 6, 5, 0, 0, time.UTC)),
			Airport: "LHR", Nights: 14, Needs: marketplace.NeedQuiet,
		},
		{Arrival: id(102), Name: "Mei Lin", Org: "RA2", Group: "ahp", At: marketplace.InstantOf(time.Date(2026, 12, 9, 6, 5, 0, 0, time.UTC)), Nights: 10},
	}}
}

var route = ui.ToID(ui.PageRoom, id(1)).Set("near", "RA201").Set("arrive", "2026-12-07").Set("leave", "2026-12-21")

func open(t *testing.T, m *fake, r ui.Route, as ...func(*uitest.Desk)) (*uitest.Desk, ui.Screen, fyne.CanvasObject) {
	t.Helper()
	d := uitest.New(t)
	for _, f := range as {
		f(d)
	}
	s := room.New(d, m, r)
	d.Put(s)
	return d, s, d.Window().Content()
}

// textOf returns the words that an object shows, in painting order.
func textOf(o fyne.CanvasObject) string {
	var words []string
	walk(o, func(o fyne.CanvasObject) {
		if v, ok := o.(*canvas.Text); ok && v.Text != "" {
			words = append(words, v.Text)
		}
	})
	return strings.Join(words, " ")
}

// walk calls f with every object that is shown within o.
func walk(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch v := o.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			walk(child, f)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(v).Objects() {
			walk(child, f)
		}
	}
}

func all[T fyne.CanvasObject](in fyne.CanvasObject) (found []T) {
	walk(in, func(o fyne.CanvasObject) {
		if v, ok := o.(T); ok {
			found = append(found, v)
		}
	})
	return found
}

func wants(t *testing.T, in fyne.CanvasObject, words ...string) {
	t.Helper()
	shown := textOf(in)
	for _, w := range words {
		if !strings.Contains(shown, w) {
			t.Errorf("it does not say %q. It says: %s", w, shown)
		}
	}
}

func lacks(t *testing.T, in fyne.CanvasObject, words ...string) {
	t.Helper()
	shown := textOf(in)
	for _, w := range words {
		if strings.Contains(shown, w) {
			t.Errorf("it says %q: %s", w, shown)
		}
	}
}

// labelled is a widget that reads itself out and can be clicked.
type labelled interface {
	fyne.CanvasObject
	fyne.Tappable
	AccessibilityLabel() string
}

func tap(t *testing.T, in fyne.CanvasObject, label string) {
	t.Helper()
	i := slices.IndexFunc(all[labelled](in), func(v labelled) bool { return v.AccessibilityLabel() == label })
	if i < 0 {
		t.Fatalf("there is nothing to click that says %q in: %s", label, textOf(in))
	}
	test.Tap(all[labelled](in)[i])
}
