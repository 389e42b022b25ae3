package sqlite_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// secrets is what must be sealed before it reaches the disk: words that occur nowhere else.
var secrets = map[string]string{
	"address (class B)":      "Zzyzx Orchard 77",
	"phone (class B)":        "01632-960-417",
	"door notes (class B)":   "under the heron pot",
	"host's email (class B)": "qwexil@host.example",
	"given name (class B)":   "Quillonara",
	"family name (class B)":  "Vexleighton",
	"arrival's email (B)":    "vexl@abroad.example",
	"flight (class B)":       "ZX 98431",
	"note to the host (B)":   "allergic to xylophones",
	"vouched by (class C)":   "Sister Wrenholme",
	"message (letter)":       "meet you by the obelisk",
}

// lived is a store in which everything that is sealed has been said.
func lived(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	c := &clock{markettest.Start}
	s := foundIn(t, dir, c)
	today := marketplace.DateOf(c.now)
	home := do(t, s, marketplace.AddHome{LodgerLimit: 2, Address: secrets["address (class B)"]}).Began[0]
	room := do(t, s, marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home, Outcode: "GU2", Cell: marketplace.Cell{Lat: 5124, Lon: -60}, Area: "Guildford", Bed: marketplace.BedDouble,
			Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Guests: 1, Guards: marketplace.Furnished,
		},
		Words:   marketplace.RoomWords{Title: "Quiet double room", Description: "At the back.", HouseRules: "No smoking."},
		Contact: marketplace.RoomContact{Phone: secrets["phone (class B)"], Email: secrets["host's email (class B)"], DoorNotes: secrets["door notes (class B)"]},
		Safety: marketplace.RoomSafety{
			VouchedBy: secrets["vouched by (class C)"], Gas: today - 60, SmokeAlarm: today - 5, COAlarm: today - 5, Electrical: today - 400,
		},
		Week: 11000, Live: true,
	}).Began[0]
	arrival := do(t, s, marketplace.RecordArrival{
		Facts: marketplace.ArrivalFacts{Org: "RA2", Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{
			Given: secrets["given name (class B)"], Family: secrets["family name (class B)"],
			Flight: secrets["flight (class B)"], Email: secrets["arrival's email (B)"],
		},
	}).Began[0]
	booking := do(t, s, marketplace.RequestBooking{
		Room: room, Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: today + 36, To: today + 64}, Note: secrets["note to the host (B)"],
	}).Began[0]
	do(t, s, marketplace.AcceptBooking{Booking: booking})
	do(t, s, marketplace.ConfirmBooking{Booking: booking})
	do(t, s, marketplace.WriteLetter{About: booking, Text: secrets["message (letter)"]})
	if b, err := s.BookingDetail(context.Background(), booking); err != nil || !strings.Contains(b.Address, secrets["address (class B)"]) {
		t.Fatalf("the parties do not see the address: %q, %v", b.Address, err)
	}
	return s
}

// A writer's own ring is always among those that may read, also where the writer belongs to another of them.
func TestAWriterReadsWhatTheyWrote(t *testing.T) {
	s, c := found(t)
	a, err := s.ArrivalDetail(t.Context(), arrival(t, s, c, "RA2"))
	if err != nil || a.Given == "" {
		t.Errorf("a lead reads %q of the arrival they recorded: %v", a.Given, err)
	}
	if got := sqlite.Readers(t, s, (marketplace.ArrivalRecorded{}).Kind()); !slices.Equal(got, []int{3}) { // the leads, the key on paper, the lead who wrote
		t.Errorf("an arrival is sealed to %v rings", got)
	}
	host := invite(t, s, c, t.TempDir(), "Ann Lee", "RA2", marketplace.RoleHost)
	even(t, s, host)
	me, err := host.Me(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	do(t, host, marketplace.AddHome{LodgerLimit: 1, Address: "2 Mill Lane, Guildford"}) // it makes the ring of their devices
	even(t, s, host)
	do(t, s, marketplace.AddHome{Host: me.Person, LodgerLimit: 2, Address: "1 Mill Lane, Guildford"})
	if got := sqlite.Readers(t, s, (marketplace.HomeAdded{}).Kind()); !slices.Equal(got, []int{2, 3}) && !slices.Equal(got, []int{3, 2}) { // the host, the key on paper; the lead who wrote
		t.Errorf("homes are sealed to %v rings", got)
	}
	even(t, s, host)
	for _, by := range []*sqlite.Store{s, host} {
		if kinds := sqlite.OpenedWith(t, by, s, nil); !slices.Contains(kinds, (marketplace.HomeAdded{}).Kind()) {
			t.Errorf("who recorded the home, or whose it is, opens %v", kinds)
		}
	}
}

// TestPlaintextIsNowhere looks for what was sealed in every file of the data folder and in a backup, as it is and as
// it would look in other forms.
func TestPlaintextIsNowhere(t *testing.T) {
	dir := t.TempDir()
	s := lived(t, dir)
	if err := s.Backup(context.Background(), filepath.Join(dir, "backup.settle"), nil); err != nil {
		t.Fatal(err)
	}
	look := func(when string) {
		t.Helper()
		files := 0
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			files++
			content, err := os.ReadFile(path)
			for what, secret := range secrets {
				if where := contains(content, secret); where != "" {
					t.Errorf("%s: %s is in %s, %s", when, what, d.Name(), where)
				}
			}
			return err
		})
		if err != nil || files < 4 {
			t.Fatalf("%s: %d files (%v)", when, files, err)
		}
	}
	look("while open")
	if err := s.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	look("after a rebuild")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	look("when closed")
}

func contains(content []byte, secret string) string {
	utf16 := make([]byte, 0, 2*len(secret))
	for _, c := range []byte(secret) {
		utf16 = append(utf16, c, 0)
	}
	for form, b := range map[string][]byte{
		"as it is": []byte(secret), "in UTF-16": utf16, "in hexadecimal": []byte(hex.EncodeToString([]byte(secret))),
		"in base64": []byte(base64.StdEncoding.EncodeToString([]byte(secret))[:len(secret)]),
	} {
		if bytes.Contains(bytes.ToLower(content), bytes.ToLower(b)) {
			return form
		}
	}
	return ""
}

// TestTheGrepFinds shows that the search above sees what is not sealed.
func TestTheGrepFinds(t *testing.T) {
	dir := t.TempDir()
	s := lived(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(dir, "settle.db"))
	if err != nil || contains(content, "Quiet double room") == "" {
		t.Errorf("class A text is not found in the file, so the search proves nothing (%v)", err)
	}
}

// TestPastItsDate lets the day of deletion pass, and looks for the text in every file.
func TestPastItsDate(t *testing.T) {
	dir, c := t.TempDir(), &clock{markettest.Start}
	s := foundIn(t, dir, c)
	const title = "Gorseberry cottage, first floor"
	do(t, s, drafts{{
		Fact:        &marketplace.OfferMade{Facts: marketplace.OfferFacts{Kind: marketplace.OfferTour, Org: "RA2", Volunteer: person(t, s), Capacity: 1}},
		Private:     marketplace.Private{Text: map[marketplace.Field]string{marketplace.FieldTitle: title}},
		DeleteAfter: marketplace.DateOf(c.now) + 30,
	}})
	shown := func() string {
		offers, err := s.Offers(context.Background(), marketplace.OfferFilter{})
		if err != nil || len(offers) != 1 {
			t.Fatalf("%d offers, %v", len(offers), err)
		}
		return offers[0].Title
	}
	before := digest(t, s)
	if shown() != title {
		t.Fatalf("the title is %q", shown())
	}
	c.now = c.now.AddDate(0, 0, 30)
	if err := s.Ripen(context.Background()); err != nil {
		t.Fatal(err)
	}
	if shown() != title {
		t.Errorf("on its last day the title is %q", shown())
	}
	c.now = c.now.AddDate(0, 0, 1)
	if err := s.Ripen(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := shown(); got == title {
		t.Errorf("after its last day the title is %q", got)
	}
	if digest(t, s) != before {
		t.Error("an erasure changes the digest")
	}
	for _, name := range []string{"settle.db", "settle.db-wal"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if where := contains(content, title); where != "" {
			t.Errorf("the erased title is in %s, %s", name, where)
		}
	}
	report, err := s.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("verify: %v %q", err, report.Problems)
	}
}

func person(t testing.TB, s *sqlite.Store) marketplace.ID {
	t.Helper()
	me, err := s.Me(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return me.Person
}
