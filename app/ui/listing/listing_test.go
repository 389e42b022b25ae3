package listing_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listing"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
)

func TestAStayTravelsInARoute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := listing.Stay{Near: rapid.SampledFrom([]string{"", "RA201", "GU2", "Guildford (GU)"}).Draw(t, "near")}
		copy(s.Arrival[:], rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, "arrival"))
		from := rapid.Int32Range(20000, 30000).Draw(t, "from")
		s.Dates = marketplace.Range{From: marketplace.Date(from), To: marketplace.Date(from + rapid.Int32Range(0, 400).Draw(t, "nights"))}
		r := s.On(ui.To(ui.PageRoom))
		if got := listing.StayOf(r); got != s {
			t.Fatalf("%v reads back as %v from %s", s, got, r)
		}
	})
}

func TestAStayThatIsNotWellFormedIsNotSaid(t *testing.T) {
	r := ui.To(ui.PageRoom).Set("arrival", "zz").Set("arrive", "7 December").Set("leave", "9999-01-01")
	if got := listing.StayOf(r); got != (listing.Stay{}) {
		t.Errorf("read %v", got)
	}
}

func TestPriceNote(t *testing.T) {
	for _, tc := range []struct {
		name          string
		week, average marketplace.Pence
		want          string
		tone          look.Tone
	}{
		{"under", 11871, 13079, "£12 under the area average", look.Success},
		{"a few pence under", 13040, 13079, "about the area average", look.Neutral},
		{"over", 14000, 13079, "£9 over the area average", look.Danger},
		{"thousands", 100, 200100, "£2,000 under the area average", look.Success},
		{"no average", 10000, 0, "", look.Neutral},
		{"no rent", 0, 13079, "", look.Neutral},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, tone := listing.PriceNote(tc.week, tc.average); got != tc.want || tone != tc.tone {
				t.Errorf("says %q in %v, want %q in %v", got, tone, tc.want, tc.tone)
			}
		})
	}
}

func TestAway(t *testing.T) {
	for _, tc := range []struct {
		km    float64
		place string
		want  string
	}{
		{0.2, "Epsom Hospital", "About 1 km from Epsom Hospital"},
		{2.4, "Epsom Hospital", "About 2 km from Epsom Hospital"},
		{1204, "Epsom Hospital", "About 1,204 km from Epsom Hospital"},
		{-1, "Epsom Hospital", ""},
		{3, "", ""},
		{math.NaN(), "Epsom Hospital", ""},
	} {
		if got := listing.Away(tc.km, tc.place); got != tc.want {
			t.Errorf("%v km from %q: %q, want %q", tc.km, tc.place, got, tc.want)
		}
	}
}

func TestKilometres(t *testing.T) {
	// Guildford to Redhill is about 29 km; a degree of latitude 111 km.
	if d := listing.Kilometres(51.24, -0.58, 51.24, -0.17); math.Abs(d-28.5) > 0.5 {
		t.Errorf("got %.1f km", d)
	}
	if d := listing.Kilometres(51, 0, 52, 0); math.Abs(d-111.2) > 0.3 {
		t.Errorf("got %.1f km", d)
	}
}

func TestHousehold(t *testing.T) {
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		h    marketplace.Household
		want string
	}{
		{marketplace.Household{}, ""},
		{marketplace.Household{Adults: 1}, "1 adult"},
		{marketplace.Household{Adults: 2, Children: 1, Languages: []string{"en", "ml", "xx"}}, "2 adults and 1 child, who speak English and Malayalam"},
		{marketplace.Household{Adults: 1, Languages: []string{"pl"}}, "1 adult, who speaks Polish"},
		{marketplace.Household{Languages: []string{"pl"}}, "Speaks Polish"},
	} {
		if got := listing.Household(tc.h, ref); got != tc.want {
			t.Errorf("%+v: %q, want %q", tc.h, got, tc.want)
		}
	}
}

func TestEveryNeedThatAListingCanMeetIsAFeature(t *testing.T) {
	f, b := listing.Wanted(marketplace.NeedStepFree | marketplace.NeedQuiet | marketplace.NeedOwnBathroom | marketplace.NeedCouple)
	if f != marketplace.StepFree|marketplace.CouplesWelcome || b != marketplace.BathroomPrivate {
		t.Errorf("wants %v and %v", f.Labels(), b)
	}
}

func TestWords(t *testing.T) {
	if got := listing.And([]string{"a", "b", "c"}); got != "a, b and c" {
		t.Error(got)
	}
	for label, want := range map[string]string{"Own bathroom": "own bathroom", "Wi-Fi": "Wi-Fi", "TV": "TV", "": ""} {
		if got := listing.Lower(label); got != want {
			t.Errorf("%q inside a sentence is %q", label, got)
		}
	}
	terms := listing.Terms(marketplace.RoomFacts{MinNights: 7, MaxNights: 90, NoticeDays: 1, GapDays: 2, Guests: 2})
	if len(terms) != 4 || terms[0] != "From 7 nights to 90 nights" || terms[1] != "Ask at least 1 day before the first night" {
		t.Errorf("terms %q", terms)
	}
	if got := listing.IncludedLabels(marketplace.IncludesBills | marketplace.IncludesLaundry); len(got) != 2 || got[1] != "Laundry" {
		t.Errorf("included %q", got)
	}
}

// stored is an invented photo as it is stored.
func stored(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = byte(i)
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecodeMakesPhotosSmall(t *testing.T) {
	for _, tc := range []struct {
		name          string
		w, h, largest int
		want          image.Point
	}{
		{"landscape", 800, 400, 200, image.Pt(200, 100)},
		{"portrait", 300, 900, 90, image.Pt(30, 90)},
		{"small already", 80, 40, 200, image.Pt(80, 40)},
		{"a line", 1000, 1, 10, image.Pt(10, 1)},
		{"no bound", 64, 32, 0, image.Pt(64, 32)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			img, err := listing.Decode(stored(t, tc.w, tc.h), tc.largest)
			if err != nil || img.Bounds().Size() != tc.want {
				t.Fatalf("got %v and %v, want %v", img, err, tc.want)
			}
		})
	}
}

func TestDecodeRefusesWhatIsNoPhoto(t *testing.T) {
	var asPNG bytes.Buffer
	if err := png.Encode(&asPNG, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"nothing": nil, "letters": []byte("hello"), "a PNG": asPNG.Bytes(), "too wide": stored(t, 5000, 2), "cut short": stored(t, 64, 64)[:200], "too long": make([]byte, 9<<20),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := listing.Decode(b, 100); !errors.Is(err, marketplace.ErrDamaged) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(stored(f, 8, 8))
	f.Add([]byte{0xff, 0xd8, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		img, err := listing.Decode(b, 50)
		if err == nil && (img.Bounds().Dx() > 50 || img.Bounds().Dy() > 50) {
			t.Errorf("an image of %v came out", img.Bounds())
		}
	})
}

func TestPhotosComeByTheirKey(t *testing.T) {
	test.NewTempApp(t)
	w := ui.InlineWork()
	defer w.Close()
	id := marketplace.BlobID{7}
	photos := listing.Photos(w, 4, func(_ context.Context, asked marketplace.BlobID) ([]byte, error) {
		if asked != id {
			return nil, marketplace.Errorf(marketplace.NotFound, "This photo is not here.")
		}
		return stored(t, 40, 30), nil
	})
	if img := photos.Get(listing.PhotoKey(id), 20); img == nil || img.Bounds().Dx() != 20 {
		t.Errorf("got %v", img)
	}
	if away := listing.PhotoKey(marketplace.BlobID{8}); photos.Get(away, 20) != nil || !photos.Away(away, 20) {
		t.Error("a photo of another computer is not said to be there")
	}
	if photos.Get("letters", 20) != nil || photos.Away("letters", 20) {
		t.Error("what is no photo is waited for")
	}
	for _, key := range []string{"letters", listing.PhotoKey(marketplace.BlobID{8})} {
		if img := photos.Get(key, 20); img != nil || !photos.Failed(key, 20) {
			t.Errorf("%q brought %v", key, img)
		}
	}
	if listing.PhotoKey(marketplace.BlobID{}) != "" {
		t.Error("no photo has a key")
	}
}

// TestErasingARoomAndItsHome presses the buttons as a host and as a coordinator, is refused, and then not.
func TestErasingARoomAndItsHome(t *testing.T) {
	room, home := marketplace.ID{1}, marketplace.ID{2}
	for name, tc := range map[string]struct {
		roles  marketplace.Roles
		home   marketplace.ID
		button string
		want   marketplace.Command // nil: it is not offered
		says   []string
		note   bool
	}{
		"a host erases what the room says": {marketplace.RoleHost, home, "Erase words and contacts", marketplace.EraseSubject{Subject: room}, []string{"telephone number", "the address, which all rooms of the home share"}, true},
		"a host erases the address":        {marketplace.RoleHost, home, "Erase the address", marketplace.EraseSubject{Subject: home}, []string{"the address of the home, for all its rooms"}, true},
		"a coordinator erases the address": {marketplace.RoleCoordinator, home, "Erase the address", marketplace.EraseSubject{Subject: home}, []string{"dates, rents and nights"}, false},
		"a room that is in no home":        {marketplace.RoleLead, marketplace.ID{}, "Erase the address", nil, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := uitest.New(t)
			d.Person.Roles = tc.roles
			detail := marketplace.RoomDetail{}
			detail.ID, detail.Title, detail.Facts.Home = room, "Quiet double room", tc.home
			done := 0
			acts := listing.Erasures(d, &detail, func() { done++ })
			b := uitest.Find(acts, func(b *xwidget.Button) bool { return b.Text == tc.button })
			if tc.want == nil {
				if b != nil {
					t.Error("it is offered")
				}
				return
			}
			b.OnTapped()
			if len(d.Done) != 0 {
				t.Fatal("it erased before it asked")
			}
			shown := &d.Dialogs[0]
			says := func(words string) bool {
				return uitest.Find(shown.Content, func(x *xwidget.Text) bool { return strings.Contains(x.Content, words) }) != nil
			}
			for _, words := range append(tc.says, "It cannot be undone", "What goes, on every computer", "What stays") {
				if !says(words) {
					t.Errorf("it does not say %q", words)
				}
			}
			if says("ask a coordinator") != tc.note {
				t.Errorf("that a coordinator erases the rest: %v", !tc.note)
			}
			d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
				return marketplace.Receipt{}, marketplace.Errorf(marketplace.NotAllowed, "Others wrote this. Ask a coordinator to erase it.")
			}
			shown.Verbs[1].Do()
			if shown.Closed || done != 0 || !says("Others wrote this.") {
				t.Errorf("after a refusal: closed %v, done %d", shown.Closed, done)
			}
			d.Do = nil
			shown.Verbs[1].Do()
			if d.Done[1] != tc.want || !shown.Closed || done != 1 {
				t.Errorf("did %+v, closed %v, done %d", d.Done[1], shown.Closed, done)
			}
		})
	}
}
