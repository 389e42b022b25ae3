package find_test

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"settle.example/settle/app/ui/listing"
	"settle.example/settle/marketplace"
)

// fake is a small marketplace of invented rooms that finds them as the store does.
type fake struct {
	rooms    []room
	arrivals []marketplace.ArrivalRow
	searches []marketplace.RoomSearch
	err      error
}

type room struct {
	marketplace.RoomHit
	lat, lon float64
	busy     []marketplace.Range
	detail   func(*marketplace.RoomDetail)
}

func (f *fake) FindRooms(_ context.Context, s marketplace.RoomSearch) ([]marketplace.RoomHit, error) {
	f.searches = append(f.searches, s)
	var hits []marketplace.RoomHit
	for _, r := range f.rooms {
		r.DistanceKM = -1
		if s.Near {
			r.DistanceKM = listing.Kilometres(s.Lat, s.Lon, r.lat, r.lon)
		}
		taken := slices.ContainsFunc(r.busy, func(b marketplace.Range) bool { return b.Overlaps(s.Dates) })
		if taken || s.WithinKM > 0 && r.DistanceKM > s.WithinKM || s.MaxWeek > 0 && r.Week > s.MaxWeek ||
			!r.Features.Has(s.Features) || s.Bathroom != 0 && r.Bathroom != s.Bathroom {
			continue
		}
		hits = append(hits, r.RoomHit)
	}
	slices.SortStableFunc(hits, func(a, b marketplace.RoomHit) int {
		return cmp.Or(cmp.Compare(a.DistanceKM, b.DistanceKM), cmp.Compare(a.Week, b.Week))
	})
	return hits[:min(len(hits), s.Limit)], f.err
}

func (f *fake) Arrivals(context.Context, marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error) {
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

func (f *fake) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return []marketplace.OrgRow{{Org: marketplace.Org{Code: "UNIS"}, NameText: "University of Surrey"}}, nil
}

func (f *fake) RoomDetail(_ context.Context, id marketplace.ID) (marketplace.RoomDetail, error) {
	for _, r := range f.rooms {
		if r.Room != id {
			continue
		}
		d := marketplace.RoomDetail{
			Room: marketplace.Room{
				ID: id, Week: r.Week, State: marketplace.RoomLive,
				Facts: marketplace.RoomFacts{
					HostOrg: r.HostOrg, Supply: r.Supply, Outcode: r.Outcode, Area: r.Area, Bed: r.Bed, Bathroom: r.Bathroom, Features: r.Features,
					Cell: marketplace.Cell{Lat: int32(r.lat * 100), Lon: int32(r.lon * 100)}, Pending: r.Pending,
				},
			},
			StateNow: marketplace.RoomLive, Title: r.Title, AvgWeek: r.AvgWeek, CapWeek: r.CapWeek, HostName: r.HostName, HostOrgName: "Royal Surrey NHS Foundation Trust",
		}
		for _, b := range r.busy {
			d.Blocks = append(d.Blocks, marketplace.Block{Range: b})
		}
		if !r.Photo.IsZero() {
			d.Photos = []marketplace.Photo{{Blob: r.Photo}}
		}
		if r.detail != nil {
			r.detail(&d)
		}
		return d, f.err
	}
	return marketplace.RoomDetail{}, marketplace.Errorf(marketplace.NotFound, "This room is not here (yet). Look at the list again.")
}

// Photo draws an invented room: a wall, a floor and a window, in colours of its own.
func (f *fake) Photo(_ context.Context, id marketplace.BlobID) ([]byte, error) {
	if stored := drawn[id]; stored != nil {
		return stored, nil
	}
	img := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for y := range 600 {
		for x := range 800 {
			c := color.RGBA{R: 214 - id[0]*9, G: 205, B: 190 + id[0]*7, A: 255}
			switch {
			case y > 430:
				c = color.RGBA{R: 150, G: 118 + id[0]*3, B: 90, A: 255}
			case x > 480 && x < 700 && y > 90 && y < 300:
				c = color.RGBA{R: 176, G: 212, B: 238, A: 255}
			case x > 80 && x < 420 && y > 330:
				c = color.RGBA{R: 70 + id[0]*12, G: 100, B: 150, A: 255}
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

// labelled is a widget that reads itself out.
type labelled interface {
	fyne.CanvasObject
	fyne.Tappable
	AccessibilityLabel() string
}

// tap clicks what reads itself out so.
func tap(t *testing.T, in fyne.CanvasObject, label string) {
	t.Helper()
	var found labelled
	walk(in, func(o fyne.CanvasObject) {
		if v, ok := o.(labelled); ok && found == nil && v.AccessibilityLabel() == label {
			found = v
		}
	})
	if found == nil {
		t.Fatalf("there is nothing to click that says %q in: %s", label, textOf(in))
	}
	test.Tap(found)
}
