package intake_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
	"settle.example/settle/marketplace/markettest"
)

// store lets a device of a world do commands.
type store struct{ d *markettest.Device }

func (s store) Do(ctx context.Context, c marketplace.Command) (marketplace.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return marketplace.Receipt{}, err
	}
	return s.d.Try(c)
}

func read(t testing.TB, text string) *intake.Table {
	t.Helper()
	table, err := intake.Read("rooms.csv", []byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func planRooms(t testing.TB, s store, text string, o intake.RoomOptions) *intake.Plan {
	t.Helper()
	p, err := intake.Rooms(context.Background(), s, read(t, text), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func apply(t testing.TB, s store, p *intake.Plan) intake.Result {
	t.Helper()
	r, err := p.Apply(context.Background(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const rooms = `# invented rooms
ref,host_org,outcode,lat,lon,rental_area,rent_week_gbp,bathroom,beds,max_guests,min_nights,max_nights,lock,wifi,kitchen,desk,washer,parking,linen,pets_in_home,smoke_alarm,co_alarm
Q1,RA2,GU2,51.2345,-0.6021,Guildford,£110.50,1 private bath,1,2,7,90,1,1,1,0,0,yes,no,0,1,0
Q2,RA2,GU1,51.24,-0.57,Guildford,117.72,1 shared bath,1,1,1,30,0,1,1,1,0,0,0,1,1,1
Q3,rxx,KT22 7AD,51.29,-0.33,Walton,,1.5 shared baths,,2,2,1125,0,0,0,0,0,0,0,0,0,0
Q4,RXX,KT22,51.29,-0.33,Walton,145,Half-bath,,2,2,1125,,,,,,,,,,
Q1,RA2,GU2,51.2345,-0.6021,Guildford,90,1 private bath,1,2,7,90,1,1,1,0,0,yes,no,0,1,0
`

func TestImportRooms(t *testing.T) {
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	dates := read(t, "ref,from,to\nQ1,2026-12-01,2026-12-10\nQ1,2026-12-10,2026-12-12\nQ1,2027-01-05,2027-01-09\nQ2,2026-12-01,2026-12-02\nQ9,2026-12-01,2026-12-02\nQ4,2027-12-02,2026-12-01\n")
	p := planRooms(t, s, rooms, intake.RoomOptions{Unavailable: dates})
	if r := p.Result(); r != (intake.Result{Accepted: 2, Rejected: 3}) || p.New != 2 || p.Rows() != 5 {
		t.Fatalf("the plan comes to %v", r)
	}
	if len(w.RoomIDs()) != 0 {
		t.Fatal("the plan changed something")
	}
	want := map[int]string{
		4: "£117.72 a week is over the cap for Guildford: £117.71 a week, which is 90 % of an estimated average of £130.79 (Local Housing Allowance of 1 April 2026, 106 rents). List it at £117.71 or less.",
		5: "There is no price. Fill in the rent a week in pounds.",
		7: "The reference Q1 stands in line 3 already. Give each room a reference of its own.",
	}
	for _, r := range p.Rejected {
		if want[r.Line] != r.Reason {
			t.Errorf("line %d says %q", r.Line, r.Reason)
		}
	}
	remarks := map[string]bool{}
	for _, r := range p.Remarks {
		remarks[r.Text] = true
	}
	for _, text := range []string{
		"1 range of dates was left out, because its room was refused.",
		"There are dates for rooms that are not in rooms.csv: Q9. They were left out.",
		"Line 7 of rooms.csv was left out: From 2 December 2027 to 1 December 2026 is not a range of 1 to 1,200 nights.",
	} {
		if !remarks[text] {
			t.Errorf("nothing says %q; there is %v", text, p.Remarks)
		}
	}
	if r := apply(t, s, p); r.Accepted != 2 || r.Rejected != 3 {
		t.Errorf("it came to %v", r)
	}
	checkFirstRoom(t, w)
	again := planRooms(t, s, rooms, intake.RoomOptions{Unavailable: dates})
	if r := again.Result(); r != (intake.Result{Unchanged: 2, Rejected: 3}) {
		t.Errorf("a second time it comes to %v", r)
	}
	w.CheckRefold(1, 3)
}

func checkFirstRoom(t *testing.T, w *markettest.World) {
	t.Helper()
	room := w.Room(w.RoomIDs()[0])
	f := room.Facts
	if f.HostOrg != "RA2" || !f.Host.IsZero() || !f.Pending || f.Outcode != "GU2" || f.Cell != (marketplace.Cell{Lat: 5123, Lon: -60}) ||
		f.Bathroom != marketplace.BathroomPrivate || f.Guests != 2 || f.MinNights != 7 || f.MaxNights != 90 || f.Bed != marketplace.BedUnknown {
		t.Errorf("the room is %+v", f)
	}
	if want := marketplace.Lock | marketplace.Wifi | marketplace.Kitchen | marketplace.Parking | marketplace.NoPets; f.Features != want {
		t.Errorf("it has %v", f.Features.Names())
	}
	if room.State != marketplace.RoomLive || room.Week != 11050 {
		t.Errorf("it stands at %v for %v", room.State, room.Week)
	}
	if len(room.Blocks) != 2 || room.Blocks[0].String() != "1 December 2026 to 12 December 2026" {
		t.Errorf("its calendar blocks %v", room.Blocks)
	}
	text, _ := w.Founder.View().Text(room.Text)
	opened, _ := room.Opened(w.Founder.View().Opened)
	if text[marketplace.FieldTitle] != "Room with its own bathroom, GU2" || opened[marketplace.FieldReference] != "Q1" ||
		opened[marketplace.FieldNote] != "Smoke alarm: yes. Carbon monoxide alarm: no. From the imported list; to be dated by the host." {
		t.Errorf("it says %v and seals %v", text, opened)
	}
}

func TestRejectsCanBeCorrected(t *testing.T) {
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	p := planRooms(t, s, strings.ReplaceAll(rooms, ",", ";"), intake.RoomOptions{})
	apply(t, s, p)
	var b strings.Builder
	if err := p.WriteRejects(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "\ufeffref;host_org;") || !strings.HasSuffix(lines[0], ";reason") ||
		!strings.HasPrefix(lines[2], "Q3;rxx;KT22 7AD;") || !strings.HasSuffix(lines[2], ";There is no price. Fill in the rent a week in pounds.") {
		t.Fatalf("the rejects are\n%s", b.String())
	}
	corrected := strings.NewReplacer(";117.72;", ";117.71;", "Walton;;", "Walton;120;").Replace(b.String())
	p = planRooms(t, s, corrected, intake.RoomOptions{})
	if r := apply(t, s, p); r != (intake.Result{Accepted: 3}) || p.New != 2 || p.Updated != 1 {
		t.Errorf("corrected it comes to %v: %v", r, p.Rejected)
	}
	b.Reset()
	p = planRooms(t, s, strings.ReplaceAll(corrected, ";120;", ";1200;"), intake.RoomOptions{})
	if err := p.WriteRejects(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "reason") != 1 || strings.Contains(b.String(), "There is no price") || !strings.Contains(b.String(), "over the cap for Walton") {
		t.Errorf("the reason of a second time does not replace that of the first:\n%s", b.String())
	}
}

func TestImportRoomsAgain(t *testing.T) {
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	const header = "ref,host_org,outcode,lat,lon,rental_area,rent_week_gbp,desk\n"
	apply(t, s, planRooms(t, s, header+"Q1,RA2,GU2,51.23,-0.60,Guildford,110,1\n", intake.RoomOptions{}))
	id := w.RoomIDs()[0]
	facts := w.Room(id).Facts
	facts.Features |= marketplace.Garden
	facts.Household.Languages = []string{"cy"}
	w.Founder.Do(marketplace.ChangeRoom{Room: id, Facts: facts})
	cases := []struct {
		name, row string
		o         intake.RoomOptions
		want      intake.Result
		check     func(*marketplace.Room) bool
	}{
		{"the same", "Q1,RA2,GU2,51.23,-0.60,Guildford,110,1", intake.RoomOptions{}, intake.Result{Unchanged: 1}, func(r *marketplace.Room) bool { return true }},
		{"another rent", "Q1,RA2,GU2,51.23,-0.60,Guildford,100,1", intake.RoomOptions{}, intake.Result{Accepted: 1}, func(r *marketplace.Room) bool { return r.Week == 10000 }},
		{
			"no desk any more", "Q1,RA2,GU2,51.23,-0.60,Guildford,100,0",
			intake.RoomOptions{},
			intake.Result{Accepted: 1},
			func(r *marketplace.Room) bool { return r.Facts.Features == marketplace.Garden },
		},
		{"over the cap", "Q1,RA2,GU2,51.23,-0.60,Guildford,200,0", intake.RoomOptions{}, intake.Result{Rejected: 1}, func(r *marketplace.Room) bool { return r.Week == 10000 }},
		{"of another list", "Q1,RA2,GU2,51.23,-0.60,Guildford,100,0", intake.RoomOptions{Source: "halls"}, intake.Result{Accepted: 1}, func(r *marketplace.Room) bool { return len(w.RoomIDs()) == 2 }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w.Later()
			if r := apply(t, s, planRooms(t, s, header+c.row+"\n", c.o)); r != c.want {
				t.Errorf("it comes to %v", r)
			}
			if r := w.Room(id); !c.check(r) || len(r.Facts.Household.Languages) != 1 {
				t.Errorf("the room is %+v at %v", r.Facts, r.Week)
			}
		})
	}
}

func TestRoomRows(t *testing.T) {
	known := func(outcode string) (lat, lon float64, ok bool) { return 51, -1, outcode == "GU2" }
	cases := []struct {
		name, header, row, field, want string
	}{
		{"no reference", "ref", "", "ref", "Reference is empty. Fill it in."},
		{"no organisation", "host_org", "", "host_org", "Organisation is empty. Fill it in."},
		{"an unknown organisation", "host_org", "ZZZ", "host_org", `There is no organisation with the code "ZZZ" in this system. Check the code, or ask your coordinator to record it.`},
		{"a bad postcode", "outcode", "Guildford", "outcode", `"Guildford" is not the first half of a postcode. Write it like GU2.`},
		{"an unknown outcode", "outcode", "GU99", "outcode", "It is not known where GU99 lies. Correct the outcode, or fill in latitude and longitude."},
		{"an unknown area", "rental_area", "Mars", "rental_area", `The cap policy has no figure for the rental area "Mars". Choose another area, or ask your coordinator to add it.`},
		{"no rent", "rent_week", "", "rent_week", "There is no price. Fill in the rent a week in pounds."},
		{"nought", "rent_week", "0", "rent_week", "There is no price. Fill in the rent a week in pounds."},
		{"words for a rent", "rent_week", "cheap", "rent_week", `Rent a week: "cheap" is not an amount in pounds. Write it like 110 or 110.50.`},
		{"half a position", "lat", "51.2", "lat", "Latitude and longitude go together. Fill in both, or neither."},
		{"a position off the globe", "lat", "512", "lat", `Latitude: "512" is not a number of degrees. Write it like 51.2362, or leave it empty.`},
		{"a flag", "wifi", "perhaps", "wifi", `Wi-Fi: "perhaps" is neither yes nor no. Write yes, no, 1 or 0.`},
		{"guests", "max_guests", "many", "max_guests", `Guests: "many" is not a whole number from 1 to 20. Correct it, or leave it empty.`},
		{"a stay", "min_nights", "-3", "min_nights", `Least nights: "-3" is not a whole number from 0 to 1200. Correct it, or leave it empty.`},
		{"supply", "supply", "caravan", "supply", `"caravan" is not a kind of supply. Write home, university or trust.`},
	}
	base := map[string]string{"ref": "Q1", "host_org": "RA2", "outcode": "GU2", "rental_area": "Guildford", "rent_week": "100"}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			header, cells := []string{c.header, "x"}, []string{c.row, "x"}
			for _, field := range []string{"ref", "host_org", "outcode", "rental_area", "rent_week"} {
				if field != c.header {
					header, cells = append(header, field), append(cells, base[field])
				}
			}
			text := strings.Join(header, ",") + "\n" + strings.Join(cells, ",") + "\n"
			p := planRooms(t, store{markettest.NewWorld(t).Founder}, text, intake.RoomOptions{Position: known})
			if len(p.Rejected) != 1 || p.Rejected[0].Reason != c.want || p.Rejected[0].Field != c.field {
				t.Errorf("it says %+v", p.Rejected)
			}
		})
	}
}

func TestBathrooms(t *testing.T) {
	cases := map[string]marketplace.Bathroom{
		"1 private bath": marketplace.BathroomPrivate, "Private half-bath": marketplace.BathroomPrivate, "En-suite": marketplace.BathroomPrivate,
		"1.5 shared baths": marketplace.BathroomShared, "Shared half-bath": marketplace.BathroomShared, "0 shared baths": marketplace.BathroomShared,
		"1 bath": marketplace.BathroomUnknown, "Half-bath": marketplace.BathroomUnknown, "": marketplace.BathroomUnknown,
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			w := markettest.NewWorld(t)
			apply(t, store{w.Founder}, planRooms(t, store{w.Founder},
				"ref,host_org,outcode,lat,lon,rental_area,rent_week,bathroom\nQ1,RA2,GU2,51,-1,Guildford,100,"+text+"\n", intake.RoomOptions{}))
			if got := w.Room(w.RoomIDs()[0]).Facts.Bathroom; got != want {
				t.Errorf("it is %v", got)
			}
		})
	}
}

func TestImportIsStopped(t *testing.T) {
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	var b strings.Builder
	b.WriteString("ref,host_org,outcode,lat,lon,rental_area,rent_week\n")
	for i := range 1100 {
		b.WriteString("Q" + time.Duration(i).String() + ",RA2,GU2,51.23,-0.60,Guildford,110\n")
	}
	p := planRooms(t, s, b.String(), intake.RoomOptions{})
	ctx, cancel := context.WithCancel(context.Background())
	var told []int
	r, err := p.Apply(ctx, s, func(done, all int) {
		told = append(told, done, all)
		cancel()
	})
	if want := "The import was stopped after 500 of 1100 rows. Import the same file again to go on."; err == nil || err.Error() != want || !errors.Is(err, context.Canceled) {
		t.Errorf("it says %v", err)
	}
	if r.Accepted != 500 || len(w.RoomIDs()) != 500 || len(told) != 2 || told[0] != 500 || told[1] != 1100 {
		t.Errorf("it came to %v with %d rooms; told %v", r, len(w.RoomIDs()), told)
	}
	p = planRooms(t, s, b.String(), intake.RoomOptions{})
	if got := p.Result(); got != (intake.Result{Accepted: 600, Unchanged: 500}) {
		t.Errorf("to go on comes to %v", got)
	}
	if _, err := intake.Rooms(ctx, s, read(t, b.String()), intake.RoomOptions{}); err == nil || err.Error() != "The import was stopped. Nothing was changed." {
		t.Errorf("a plan that is stopped says %v", err)
	}
}

// TestMeanwhile: what somebody changes between the plan and the import refuses the row, not the import.
func TestMeanwhile(t *testing.T) {
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	p := planRooms(t, s, "ref,host_org,outcode,lat,lon,rental_area,rent_week\nQ1,RA2,GU2,51,-1,Guildford,110\nQ2,RA2,GU2,51,-1,Guildford,50\n", intake.RoomOptions{})
	w.Founder.Do(marketplace.SetCap{Percent: 50, From: w.Today(), Areas: markettest.Areas(), Source: "Test"})
	if r := apply(t, s, p); r != (intake.Result{Accepted: 1, Rejected: 1}) {
		t.Errorf("it came to %v", r)
	}
	if len(p.Rejected) != 1 || p.Rejected[0].Line != 2 || p.Rejected[0].Code != marketplace.OverCap || p.Rejected[0].Field != "rent_week" {
		t.Errorf("the rejects are %+v", p.Rejected)
	}
}
