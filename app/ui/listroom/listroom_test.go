package listroom_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/listroom"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// fake is what the page reads, and the photos that it stored.
type fake struct {
	homes    []marketplace.HomeRow
	policies []marketplace.CapPolicy
	room     marketplace.RoomDetail
	err      error
	stored   [][]byte
}

func (f *fake) Homes(context.Context) ([]marketplace.HomeRow, error) { return f.homes, f.err }

func (f *fake) CapPolicies(context.Context) ([]marketplace.CapPolicy, error) {
	return f.policies, f.err
}

func (f *fake) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return []marketplace.OrgRow{
		{Org: marketplace.Org{Code: "RA2"}, NameText: "Royal Surrey NHS Foundation Trust"}, {Org: marketplace.Org{Code: "UNIS"}, NameText: "University of Surrey"},
	}, f.err
}

func (f *fake) RoomDetail(context.Context, marketplace.ID) (marketplace.RoomDetail, error) {
	return f.room, f.err
}

func (f *fake) Photo(context.Context, marketplace.BlobID) ([]byte, error) {
	return nil, marketplace.Errorf(marketplace.NotFound, "This photo is not here.")
}

func (f *fake) PutPhoto(_ context.Context, jpeg []byte) (marketplace.BlobID, error) {
	f.stored = append(f.stored, jpeg)
	return marketplace.BlobID(sha256.Sum256(jpeg)), nil
}

// market is a fake with the cap of Surrey's areas in force.
func market() *fake {
	areas := map[string]marketplace.CapArea{}
	for _, a := range markettest.Areas() {
		areas[a.Area] = a
	}
	return &fake{policies: []marketplace.CapPolicy{{
		Cap: marketplace.Cap{Percent: 90, From: marketplace.NewDate(2026, 4, 1), Areas: areas}, Source: "LHA rates and list of rents, Valuation Office Agency", Now: true,
	}}}
}

// host is a desk of somebody who is a host and nothing else.
func host(t *testing.T) *uitest.Desk {
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleHost
	return d
}

func field(t *testing.T, d *uitest.Desk, label string) *xwidget.Field {
	t.Helper()
	f := uitest.Find(d.Window().Content(), func(f *xwidget.Field) bool { return strings.HasPrefix(f.Label, label) })
	if f == nil {
		t.Fatalf("there is no field %q", label)
	}
	return f
}

// fill puts a value into a field, as a person would.
func fill(t *testing.T, d *uitest.Desk, label, value string) {
	t.Helper()
	switch c := field(t, d, label).Control.(type) {
	case *xwidget.TextField:
		c.SetText(value)
		if c.OnChanged != nil {
			c.OnChanged(value)
		}
	case *xwidget.MoneyField:
		c.SetText(value)
		c.OnChanged(value)
	case *xwidget.NumberField:
		c.SetText(value)
	case *xwidget.DateField:
		c.SetText(value)
	case *xwidget.Select:
		c.SetValue(value)
	case *xwidget.RadioGroup:
		c.SetValue(value)
	case *xwidget.CheckGroup:
		c.SetValues(strings.Split(value, ",")...)
	default:
		t.Fatalf("the field %q cannot be filled in", label)
	}
}

// said is every text that the page shows.
// write types into a text field.
func write(t *testing.T, d *uitest.Desk, label, text string) {
	t.Helper()
	x := field(t, d, label).Control.(*xwidget.TextField)
	x.SetText(text)
	x.OnChanged(text)
}

func said(d *uitest.Desk) string {
	var all []string
	uitest.Walk(d.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			all = append(all, v.Content)
		case *xwidget.Link:
			all = append(all, v.Text)
		case *xwidget.Button:
			all = append(all, v.Text)
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

func start(t *testing.T, d *uitest.Desk, f *fake, r ui.Route) ui.Screen {
	t.Helper()
	s := listroom.New(d, f, r)
	d.Put(s)
	return s
}

func fillHome(t *testing.T, d *uitest.Desk) {
	t.Helper()
	fill(t, d, "Address", "4 Invented Lane, Guildford")
	fill(t, d, "First half", "GU2")
	uitest.Press(t, d, "Continue")
}

func fillRoom(t *testing.T, d *uitest.Desk) {
	t.Helper()
	fill(t, d, "Title", "Quiet room in Merrow")
	fill(t, d, "Bed", "double")
	fill(t, d, "Bathroom", "shared")
	fill(t, d, "Does the guest", "shared")
	fill(t, d, "Is it furnished", "yes")
	fill(t, d, "What there is", "lock,wifi,desk")
	uitest.Press(t, d, "Continue")
}

func fillSafety(t *testing.T, d *uitest.Desk) {
	t.Helper()
	fill(t, d, "Who at your employer", "Ward manager, Onslow ward")
	for _, label := range []string{"Last gas check", "Smoke alarm", "Carbon monoxide", "Last electrical"} {
		fill(t, d, label, "1 November 2026")
	}
	uitest.Press(t, d, "Continue")
}

func TestAHostListsARoomStepByStepAndTheMarketplaceTakesIt(t *testing.T) {
	d, f := host(t), market()
	w := markettest.NewWorld(t)
	h := w.Join("Siân Rees", "RA2", marketplace.RoleHost)
	d.Time = w.Now()
	d.Do = h.Try
	file := filepath.Join(t.TempDir(), "bedroom.png")
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 2000, 1000))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Pick = file
	s := start(t, d, f, ui.To(ui.PageListRoom))

	fillHome(t, d)
	fillRoom(t, d)
	fill(t, d, "Rent for a week", "120")
	uitest.Press(t, d, "Continue")
	mustSay(t, d, "£120.00 a week is over the cap for Guildford: £117.71 a week", "List it at £117.71 or less.")
	if s.(ui.Leaver).Leave() == "" {
		t.Error("what was filled in could be lost without a question")
	}
	fill(t, d, "Rent for a week", "119")
	mustSay(t, d, "£119.00 a week is over the cap for Guildford")
	fill(t, d, "Rent for a week", "110")
	if text := said(d); strings.Contains(text, "over the cap for Guildford") {
		t.Errorf("of a price under the cap it says:\n%s", text)
	}
	uitest.Press(t, d, "List at £117.71")
	uitest.Press(t, d, "Continue")
	fill(t, d, "Fewest nights", "7")
	fill(t, d, "Most nights", "3")
	uitest.Press(t, d, "Continue")
	mustSay(t, d, "The most nights are fewer than the fewest.")
	fill(t, d, "Most nights", "90")
	byItself(t, d)
	fill(t, d, "Nights, at most", "28")
	uitest.Press(t, d, "Continue")
	fillSafety(t, d)
	uitest.Press(t, d, "Add a photo")
	mustSay(t, d, "1 photo of 8")
	write(t, d, "What photo 1 shows", "The desk ")
	uitest.Press(t, d, "Continue")
	mustSay(t, d, "Accepted by itself: at once for guests of the host’s organisation, up to 28 nights.", "Everything is there. Look it over once more.", "£117.71 a week, or £16.82 a night")
	uitest.Press(t, d, "Go live")

	if len(d.Routes) != 1 || d.Routes[0].Page != ui.PageMyRooms || len(f.stored) != 1 {
		t.Fatalf("went to %v with %d photos stored; says:\n%s", d.Routes, len(f.stored), said(d))
	}
	room, err := h.View().Room(d.Routes[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	home, err := h.View().Home(room.Facts.Home)
	if err != nil || home.Facts.Allowance != marketplace.AllowanceFull || home.Facts.Host != h.Person {
		t.Errorf("the home is %+v, %v", home, err)
	}
	if room.State != marketplace.RoomLive || room.Week != 117_71 || room.Facts.Area != "Guildford" || room.Facts.Cell.Lat != 5124 || room.Facts.MaxNights != 90 ||
		room.Facts.Features != marketplace.Lock|marketplace.Wifi|marketplace.Desk || len(room.Photos) != 1 || room.Photos[0].Width != 1600 {
		t.Errorf("the room is %+v", room)
	}
	if want := (marketplace.RoomRules{On: true, MaxNights: 28}); room.Instant.RoomRules != want {
		t.Errorf("it accepts by itself %+v", room.Instant)
	}
	if text, err := h.View().Text(room.Photos[0].Text); err != nil || text[marketplace.FieldTitle] != "The desk" {
		t.Errorf("the photo's caption is %v, %v", text, err)
	}
	if s.(ui.Leaver).Leave() != "" {
		t.Error("it asks about work that is saved")
	}
}

func TestWhatIsMissingIsSaidAtItsField(t *testing.T) {
	d := host(t)
	start(t, d, market(), ui.To(ui.PageListRoom))
	fill(t, d, "First half", "ZZ99")
	uitest.Press(t, d, "Continue")
	mustSay(t, d, "There is a problem", "Enter the address, so that a guest finds the door.", "There is no postcode that begins with ZZ99.", "Choose the rental area")
	if len(d.Done) != 0 {
		t.Errorf("did %v", d.Done)
	}
}

// TestASecondRoomLiesWhereTheFirstDoes fills in what the chosen home says, and empties it for another home.
func TestASecondRoomLiesWhereTheFirstDoes(t *testing.T) {
	d, f := host(t), market()
	f.homes = []marketplace.HomeRow{{
		Home: marketplace.ID{9}, Facts: marketplace.HomeAdded{Host: d.Person.Person, Org: "RA2", LodgerLimit: 2, Allowance: marketplace.AllowanceFull},
		Address: "4 Invented Lane", RoomCount: 1, Outcode: "GU2", Area: "Guildford",
	}}
	start(t, d, f, ui.To(ui.PageListRoom))
	home := field(t, d, "Which home?").Control.(*xwidget.Select)
	for _, c := range []struct{ home, address, outcode, area string }{
		{marketplace.ID{9}.String(), "4 Invented Lane", "GU2", "Guildford"}, {"new", "", "", ""}, {marketplace.ID{9}.String(), "4 Invented Lane", "GU2", "Guildford"},
	} {
		home.SetValue(c.home)
		home.OnChanged(xwidget.Option{Value: c.home})
		address, outcode := field(t, d, "Address").Control.(*xwidget.TextField).Text(), field(t, d, "First half").Control.(*xwidget.TextField).Text()
		if area := field(t, d, "Rental area").Control.(*xwidget.Select).Value(); address != c.address || outcode != c.outcode || area != c.area {
			t.Errorf("of %s it says %q, %q, %q", c.home, address, outcode, area)
		}
	}
}

func TestEnterGoesOn(t *testing.T) {
	d := host(t)
	start(t, d, market(), ui.To(ui.PageListRoom))
	fill(t, d, "Address", "4 Invented Lane")
	fill(t, d, "First half", "GU2")
	field(t, d, "Most lodgers").Control.(*xwidget.NumberField).OnSubmitted("1")
	field(t, d, "Title").Control.(*xwidget.TextField).OnSubmitted("")
	mustSay(t, d, "Give the room a title.")
}

func TestADraftNeedsLittle(t *testing.T) {
	d, f := host(t), market()
	start(t, d, f, ui.To(ui.PageListRoom))
	uitest.Press(t, d, "Save as a draft")
	mustSay(t, d, "Enter the first half of the postcode")
	fill(t, d, "First half", "GU2 7XX")
	uitest.Press(t, d, "Save as a draft")
	mustSay(t, d, "Give the room a title.")
	fill(t, d, "Title", "Room")
	uitest.Press(t, d, "Save as a draft")
	if len(d.Done) != 1 || len(d.Routes) != 1 {
		t.Fatalf("did %v; says\n%s", d.Done, said(d))
	}
}

func TestALiveRoomNeedsEverything(t *testing.T) {
	d := host(t)
	start(t, d, market(), ui.To(ui.PageListRoom))
	fillHome(t, d)
	fillRoom(t, d)
	fill(t, d, "Rent for a week", "110")
	for range 4 {
		uitest.Press(t, d, "Continue")
	}
	mustSay(t, d, "the room still needs 5 things", "The date of the gas check")
	uitest.Press(t, d, "Go live")
	mustSay(t, d, "Enter who vouches for you", "Enter the date, so that the room can go live.")
	if len(d.Done) != 0 {
		t.Errorf("did %v", d.Done)
	}
}

// existing is an invented room of the desk's person.
func existing() marketplace.RoomDetail {
	blob := func(n byte) marketplace.Photo {
		return marketplace.Photo{Blob: marketplace.BlobID{n}, Width: 800, Height: 600, Size: 1000}
	}
	return marketplace.RoomDetail{
		Room: marketplace.Room{
			ID: marketplace.ID{7}, Week: 110_00, State: marketplace.RoomLive, Photos: []marketplace.Photo{blob(1), blob(2), blob(3)},
			Facts: marketplace.RoomFacts{
				Home: marketplace.ID{9}, Host: marketplace.ID{1}, HostOrg: "RA2", Outcode: "GU2", Area: "Guildford", Cell: marketplace.Cell{Lat: 5124, Lon: -60},
				Bed: marketplace.BedSingle, Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Guards: marketplace.AllGuards,
				Features: marketplace.Wifi, Household: marketplace.Household{Adults: 2, Languages: []string{"en"}},
			},
		},
		StateNow: marketplace.RoomLive, Title: "Quiet room", Description: "Up the stairs.", CapWeek: 117_71, AvgWeek: 130_79, Mine: true, Phone: "01632 960001",
		Address: "4 Invented Lane", Safety: map[marketplace.Field]string{
			marketplace.FieldVouchedBy: "Ward manager", marketplace.FieldGasSafety: "2026-10-01", marketplace.FieldSmokeAlarm: "2026-10-01",
			marketplace.FieldCOAlarm: "2026-10-01", marketplace.FieldElectrical: "2024-10-01",
		},
	}
}

func withRoom() *fake {
	f := market()
	f.room = existing()
	f.homes = []marketplace.HomeRow{{Home: marketplace.ID{9}, Facts: marketplace.HomeAdded{Host: marketplace.ID{1}, Org: "RA2", LodgerLimit: 2, Allowance: marketplace.AllowanceShared}, Address: "4 Invented Lane", RoomCount: 1}}
	return f
}

// byItself ticks that the room accepts requests by itself, or takes the tick away.
func byItself(t *testing.T, d *uitest.Desk) {
	t.Helper()
	box := uitest.Find(d.Window().Content(), func(c *xwidget.CheckBox) bool { return c.Label == "Accept requests by itself" })
	if box == nil {
		t.Fatal("there is nothing to tick")
	}
	box.Tapped(nil)
}

func TestWhatARoomAcceptsByItselfIsChanged(t *testing.T) {
	f := withRoom()
	f.room.Instant.RoomRules = marketplace.RoomRules{On: true, NoticeDays: 14}
	to := ui.ToID(ui.PageListRoom, marketplace.ID{7}).Set("step", "rules")
	d := host(t)
	start(t, d, f, to)
	fill(t, d, "Nights, at least", "40")
	fill(t, d, "Nights, at most", "7")
	uitest.Press(t, d, "Save changes")
	mustSay(t, d, "The most nights are fewer than the fewest.")
	if len(d.Done) != 0 {
		t.Fatalf("did %v", d.Done)
	}
	fill(t, d, "Nights, at least", "7")
	fill(t, d, "Nights, at most", "40")
	uitest.Press(t, d, "Save changes")
	want := marketplace.SetInstantRules{Room: marketplace.ID{7}, RoomRules: marketplace.RoomRules{On: true, NoticeDays: 14, MinNights: 7, MaxNights: 40}}
	if len(d.Done) != 1 || d.Done[0] != want {
		t.Fatalf("did %+v, want %+v", d.Done, want)
	}
	d = host(t)
	start(t, d, f, to)
	byItself(t, d)
	uitest.Press(t, d, "Save changes")
	if want := (marketplace.SetInstantRules{Room: marketplace.ID{7}}); len(d.Done) != 1 || d.Done[0] != want {
		t.Fatalf("did %+v, want %+v", d.Done, want)
	}
}

func TestNothingChangedIsNothingDone(t *testing.T) {
	d := host(t)
	s := start(t, d, withRoom(), ui.ToID(ui.PageListRoom, marketplace.ID{7}))
	if q := s.(ui.Leaver).Leave(); q != "" {
		t.Errorf("an untouched form asks %q", q)
	}
	uitest.Press(t, d, "Save changes")
	if len(d.Done) != 0 || len(d.Toasts) != 1 || d.Toasts[0] != "Nothing was changed." {
		t.Errorf("did %v and said %v", d.Done, d.Toasts)
	}
}

func TestAChangeSendsOnlyWhatChanged(t *testing.T) {
	for _, tc := range []struct {
		name  string
		step  string
		label string
		value string
		want  func(marketplace.Command) bool
	}{
		{"the price", "price", "Rent for a week", "100", func(c marketplace.Command) bool {
			p, ok := c.(marketplace.PriceRoom)
			return ok && p.Week == 100_00
		}},
		{"the title", "room", "Title", "Sunny room", func(c marketplace.Command) bool {
			p, ok := c.(marketplace.ChangeRoom)
			return ok && p.Words.Title == "Sunny room" && p.Words.Description == "Up the stairs." && p.Contact == nil && p.Safety == nil
		}},
		{"a date", "safety", "Smoke alarm", "20 November 2026", func(c marketplace.Command) bool {
			p, ok := c.(marketplace.ChangeRoom)
			return ok && p.Contact == nil && p.Safety.SmokeAlarm == marketplace.NewDate(2026, 11, 20) && p.Safety.VouchedBy == "Ward manager"
		}},
		{"the lodger limit", "home", "Most lodgers", "3", func(c marketplace.Command) bool {
			p, ok := c.(marketplace.ChangeHome)
			return ok && p.LodgerLimit == 3 && p.Allowance == marketplace.AllowanceShared
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := host(t)
			s := start(t, d, withRoom(), ui.ToID(ui.PageListRoom, marketplace.ID{7}).Set("step", tc.step))
			fill(t, d, tc.label, tc.value)
			if s.(ui.Leaver).Leave() == "" {
				t.Error("the change could be lost without a question")
			}
			uitest.Press(t, d, "Save changes")
			if len(d.Done) != 1 || !tc.want(d.Done[0]) || len(d.Routes) != 1 {
				t.Errorf("did %+v; says\n%s", d.Done, said(d))
			}
		})
	}
}

func TestPhotosAreReordered(t *testing.T) {
	d := host(t)
	start(t, d, withRoom(), ui.ToID(ui.PageListRoom, marketplace.ID{7}).Set("step", "photos"))
	uitest.Find(d.Window().Content(), func(b *xwidget.Button) bool { return b.Hint == "Move photo 3 forward" }).Tapped(nil)
	uitest.Find(d.Window().Content(), func(b *xwidget.Button) bool { return b.Hint == "Remove photo 1" }).Tapped(nil)
	uitest.Press(t, d, "Save changes")
	if len(d.Done) != 2 {
		t.Fatalf("did %+v", d.Done)
	}
	removed, added := d.Done[0].(marketplace.Batch), d.Done[1].(marketplace.Batch)
	if len(removed.Commands) != 3 || len(added.Commands) != 2 || added.Commands[0] != (marketplace.AddPhoto{Room: marketplace.ID{7}, Photo: marketplace.BlobID{3}}) {
		t.Errorf("removed %+v and added %+v", removed, added)
	}
}

func TestACaptionIsWrittenOverWithoutAnotherPhoto(t *testing.T) {
	d, f := host(t), withRoom()
	f.room.Captions = []string{"The bed", "", "The window"}
	start(t, d, f, ui.ToID(ui.PageListRoom, marketplace.ID{7}).Set("step", "photos"))
	write(t, d, "What photo 2 shows", "The desk")
	uitest.Press(t, d, "Save changes")
	if len(d.Done) != 2 {
		t.Fatalf("did %+v", d.Done)
	}
	want := []marketplace.Command{
		marketplace.AddPhoto{Room: marketplace.ID{7}, Photo: marketplace.BlobID{2}, Width: 800, Height: 600, Size: 1000, Caption: "The desk"},
		marketplace.AddPhoto{Room: marketplace.ID{7}, Photo: marketplace.BlobID{3}}, // back as it was
	}
	if added := d.Done[1].(marketplace.Batch); !slices.Equal(added.Commands, want) {
		t.Errorf("added %+v", added.Commands)
	}
}

func TestARefusalStandsAtItsField(t *testing.T) {
	d := host(t)
	d.Do = func(marketplace.Command) (marketplace.Receipt, error) {
		return marketplace.Receipt{}, marketplace.Errorf(marketplace.OverCap, "The cap was lowered meanwhile.").On("rent")
	}
	start(t, d, withRoom(), ui.ToID(ui.PageListRoom, marketplace.ID{7}).Set("step", "room"))
	fill(t, d, "Title", "Sunny room")
	uitest.Press(t, d, "Save changes")
	if f := field(t, d, "Rent for a week"); f.Error != "The cap was lowered meanwhile." {
		t.Errorf("the field says %q", f.Error)
	}
}

func TestWhoCannotListIsTold(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		edit       func(*uitest.Desk, *fake) ui.Route
	}{
		{"no host", "You are not recorded as a host yet", func(d *uitest.Desk, _ *fake) ui.Route {
			d.Person.Roles = marketplace.RoleVolunteer
			return ui.To(ui.PageListRoom)
		}},
		{"no cap", "There is no cap on rents yet", func(_ *uitest.Desk, f *fake) ui.Route {
			f.policies = nil
			return ui.To(ui.PageListRoom)
		}},
		{"another's room", "Only its host changes this room", func(_ *uitest.Desk, f *fake) ui.Route {
			f.room.Mine = false
			return ui.ToID(ui.PageListRoom, marketplace.ID{7})
		}},
		{"a failure", "The database is damaged.", func(_ *uitest.Desk, f *fake) ui.Route {
			f.err = marketplace.Errorf(marketplace.Damaged, "The database is damaged.")
			return ui.To(ui.PageListRoom)
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, f := host(t), withRoom()
			start(t, d, f, tc.edit(d, f))
			mustSay(t, d, tc.want)
		})
	}
}

func TestAFileThatIsNoPhotoIsNamed(t *testing.T) {
	d := host(t)
	d.Pick = filepath.Join(t.TempDir(), "letter.jpg")
	if err := os.WriteFile(d.Pick, []byte("Dear host"), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, d, market(), ui.To(ui.PageListRoom).Set("step", "photos"))
	uitest.Press(t, d, "Add a photo")
	b := uitest.Find(d.Window().Content(), func(b *xwidget.Banner) bool {
		return strings.HasPrefix(b.Message, "letter.jpg: This file is not a photo")
	})
	if b == nil {
		t.Errorf("it says\n%s", said(d))
	}
}

// beside is a screen as it stands in the window, right of the navigation.
type beside struct{ ui.Screen }

func (b beside) Content() fyne.CanvasObject {
	return xwidget.Stack(xwidget.NewSurface(look.ColorPage), xwidget.Inset(0, 0, 0, look.NavWidth, b.Screen.Content()))
}

func TestPictures(t *testing.T) {
	steps := []string{"new", "price", "check"}
	if os.Getenv("SETTLE_SHOTS") != "" {
		steps = []string{"new", "home", "room", "price", "rules", "safety", "photos", "check"}
	}
	for i, step := range steps {
		d, f := host(t), withRoom()
		r := ui.ToID(ui.PageListRoom, marketplace.ID{7})
		if i == 0 || step == "rules" {
			r = ui.To(ui.PageListRoom)
		}
		uitest.Shot(t, d, "listroom-"+step, beside{listroom.New(d, f, r.Set("step", step))})
	}
}

func TestNightsAreKeptFromTheFirst(t *testing.T) {
	d := host(t)
	w := markettest.NewWorld(t)
	h := w.Join("Siân Rees", "RA2", marketplace.RoleHost)
	d.Time = w.Now()
	d.Do = h.Try
	start(t, d, market(), ui.To(ui.PageListRoom))
	fillHome(t, d)
	fillRoom(t, d)
	fill(t, d, "Rent for a week", "110")
	uitest.Press(t, d, "Continue")
	c := uitest.Find(d.Window().Content(), func(*xwidget.OccupancyCalendar) bool { return true })
	from, to := marketplace.NewDate(2026, 12, 23), marketplace.NewDate(2026, 12, 28)
	c.OnRange(from.Time(), to.Time())
	uitest.Press(t, d, "Keep these nights")
	c.OnRange((to - 1).Time(), to.Time())
	uitest.Press(t, d, "Open these nights")
	uitest.Press(t, d, "Save as a draft")
	if len(d.Routes) != 1 {
		t.Fatalf("says\n%s", said(d))
	}
	room, err := h.View().Room(d.Routes[0].ID)
	if err != nil || room.State != marketplace.RoomDraft || len(room.Blocks) != 1 || room.Blocks[0].Range != (marketplace.Range{From: from, To: to - 1}) {
		t.Errorf("the room is %+v, %v", room, err)
	}
}

func TestALeadListsARoomOfTheOrganisation(t *testing.T) {
	d := uitest.New(t)
	d.Person.Roles = marketplace.RoleLead
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Hale", "RA2", marketplace.RoleLead)
	d.Time = w.Now()
	d.Do = lead.Try
	start(t, d, market(), ui.To(ui.PageListRoom))
	fill(t, d, "Whose room", "university")
	fillHome(t, d)
	fill(t, d, "Title", "Hall of residence, room 12")
	fill(t, d, "Bed", "single")
	fill(t, d, "Bathroom", "private")
	fill(t, d, "Is any space", "shared")
	fill(t, d, "Is it furnished", "yes")
	uitest.Press(t, d, "Continue")
	fill(t, d, "Rent for a week", "110")
	uitest.Press(t, d, "Continue")
	uitest.Press(t, d, "Continue")
	for _, label := range []string{"Last gas check", "Smoke alarm", "Carbon monoxide", "Last electrical"} {
		fill(t, d, label, "1 November 2026")
	}
	uitest.Press(t, d, "Continue")
	uitest.Press(t, d, "Continue")
	uitest.Press(t, d, "Go live")
	if len(d.Routes) != 1 {
		t.Fatalf("says\n%s", said(d))
	}
	room, err := lead.View().Room(d.Routes[0].ID)
	if err != nil || room.State != marketplace.RoomLive || room.Facts.Supply != marketplace.SupplyUniversity || !room.Facts.Host.IsZero() || room.Facts.Home.IsZero() {
		t.Errorf("the room is %+v, %v", room, err)
	}
}
