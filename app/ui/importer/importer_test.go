package importer_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/importer"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// doer does commands in a world in memory.
type doer struct{ device *markettest.Device }

func (d doer) Do(_ context.Context, c marketplace.Command) (marketplace.Receipt, error) {
	return d.device.Try(c)
}

const cohort = `ref,first name,surname,profession,trust,arrival date and time,airport,nights,need
A1,Amara,Osei,Registered nurse,RA2,2027-02-08T06:30,LHR,28,halal kitchen
A2,Dhruv,Nayar,Doctor (IMG),RA2,2027-02-09T08:35,LHR,84,
A3,Jim,Mahlangu,Radiographer,RA2,some day,LHR,30,
`

func put(t *testing.T, what string) (*uitest.Desk, *markettest.World, ui.Screen) {
	t.Helper()
	desk := uitest.New(t)
	w := markettest.NewWorld(t)
	desk.Time = w.Now()
	lead := w.Join("Siân Rees", "RA2", marketplace.RoleLead|marketplace.RoleCoordinator)
	s := importer.New(desk, doer{lead}, ui.To(ui.PageImport).Set("what", what))
	desk.Put(s)
	return desk, w, s
}

func tile(t *testing.T, desk *uitest.Desk, label string) string {
	t.Helper()
	tile := uitest.Find(desk.Window().Content(), func(s *xwidget.StatTile) bool { return s.Label == label })
	if tile == nil {
		banner := uitest.Find(desk.Window().Content(), func(*xwidget.Banner) bool { return true })
		if banner != nil {
			t.Fatalf("there is no tile %q; it says %q", label, banner.Message)
		}
		t.Fatalf("there is no tile %q", label)
	}
	return tile.Figure
}

func TestPastedRowsAreShownBeforeTheyAreImported(t *testing.T) {
	desk, w, s := put(t, "arrivals")
	s.(ui.Paster).Pasted(strings.ReplaceAll(cohort, ",", "\t"))
	if a, r := tile(t, desk, "Accepted"), tile(t, desk, "Refused"); a != "2" || r != "1" {
		t.Fatalf("%s accepted and %s refused, want 2 and 1", a, r)
	}
	if n := len(w.ArrivalIDs()); n != 0 {
		t.Fatalf("%d arrivals were recorded before the person said so", n)
	}
	if s.(ui.Leaver).Leave() == "" {
		t.Error("leaving now would lose the work without a question")
	}
	uitest.Picture(t, desk, "import")
	uitest.Press(t, desk, "Import 2 rows")
	if n := len(w.ArrivalIDs()); n != 2 {
		t.Fatalf("%d arrivals were recorded, want 2", n)
	}
	if got, want := desk.Toasts[len(desk.Toasts)-1], "2 accepted, 1 refused, nothing unchanged."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	uitest.Press(t, desk, "See the arrivals")
	if len(desk.Routes) != 1 || desk.Routes[0].Page != ui.PageArrivals {
		t.Fatalf("went to %v", desk.Routes)
	}
}

// slow is a desk on which long work ends when the test says so.
type slow struct {
	*uitest.Desk
	end func()
}

func (s *slow) Long(_ string, run func(context.Context, func(done, total int)) error, ended func(error)) {
	s.end = func() { ended(run(context.Background(), func(int, int) {})) }
}

func TestAnImportUnderWayIsNotBegunAgain(t *testing.T) {
	desk := &slow{Desk: uitest.New(t)}
	w := markettest.NewWorld(t)
	desk.Time = w.Now()
	s := importer.New(desk, doer{w.Join("Siân Rees", "RA2", marketplace.RoleLead)}, ui.To(ui.PageImport).Set("what", "arrivals"))
	desk.Put(s)
	s.(ui.Paster).Pasted(cohort)
	uitest.Press(t, desk.Desk, "Import 2 rows")
	if uitest.Find(desk.Window().Content(), func(b *xwidget.Button) bool { return b.Kind == xwidget.Primary }) != nil {
		t.Error("the import can be begun a second time")
	}
	s.(ui.Paster).Pasted(strings.ReplaceAll(cohort, "A1", "B1"))
	if len(desk.Toasts) != 1 {
		t.Errorf("rows pasted meanwhile: it said %q", desk.Toasts)
	}
	if s.(ui.Leaver).Leave() != "" {
		t.Error("it asks before leaving, though the import goes on")
	}
	desk.end()
	if n := len(w.ArrivalIDs()); n != 2 {
		t.Errorf("%d arrivals were recorded, want 2", n)
	}
	uitest.Press(t, desk.Desk, "See the arrivals")
}

func TestRefusedRowsCanBeSavedCorrectedAndImported(t *testing.T) {
	desk, w, _ := put(t, "arrivals")
	path := filepath.Join(t.TempDir(), "cohort.csv")
	if err := os.WriteFile(path, []byte(cohort), 0o600); err != nil {
		t.Fatal(err)
	}
	desk.Pick = path
	uitest.Press(t, desk, "Choose a file")
	uitest.Press(t, desk, "Import 2 rows")
	rejects := filepath.Join(t.TempDir(), "rejects.csv")
	desk.Pick = rejects
	uitest.Press(t, desk, "Save the refused rows")
	written, err := os.ReadFile(rejects)
	if err != nil {
		t.Fatal(err)
	}
	corrected := strings.ReplaceAll(string(written), "some day", "2027-02-10T09:00")
	if err := os.WriteFile(rejects, []byte(corrected), 0o600); err != nil {
		t.Fatal(err)
	}
	uitest.Press(t, desk, "Choose a file")
	uitest.Press(t, desk, "Import 1 row")
	if n := len(w.ArrivalIDs()); n != 3 {
		t.Fatalf("%d arrivals, want 3", n)
	}
}

func TestAMissingColumnIsOneSentenceAndCanBeChosen(t *testing.T) {
	desk, _, s := put(t, "arrivals")
	s.(ui.Paster).Pasted("ref,job,trust,when they come\nA1,Nurse,RA2,2027-02-08T06:30\n")
	banner := uitest.Find(desk.Window().Content(), func(*xwidget.Banner) bool { return true })
	if banner == nil || !strings.Contains(banner.Message, "arrival_local") {
		t.Fatalf("it says %+v", banner)
	}
	field := uitest.Find(desk.Window().Content(), func(f *xwidget.Field) bool { return f.Label == "Landing, local time" })
	field.Control.(*xwidget.Select).OnChanged(xwidget.Option{Value: "3"})
	if got := tile(t, desk, "Accepted"); got != "1" {
		t.Fatalf("%s accepted after choosing the column", got)
	}
}

func TestAFileThatIsNoTableIsOneSentence(t *testing.T) {
	desk, _, _ := put(t, "rooms")
	path := filepath.Join(t.TempDir(), "photo.xlsx")
	if err := os.WriteFile(path, []byte("PK\x03\x04 not a workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	desk.Pick = path
	uitest.Press(t, desk, "Choose a file")
	if banner := uitest.Find(desk.Window().Content(), func(*xwidget.Banner) bool { return true }); banner == nil || banner.Message == "" {
		t.Fatal("it says nothing of a file that cannot be read")
	}
}
