package nights_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/nights"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// data is a year of nights, twelve guests a month.
type data struct {
	empty bool
	err   error
	asked []marketplace.NightsFilter
	stays []marketplace.NightsFilter
}

func (d *data) Nights(_ context.Context, f marketplace.NightsFilter) ([]marketplace.NightsRow, error) {
	d.asked = append(d.asked, f)
	if d.err != nil || d.empty {
		return nil, d.err
	}
	row := func(nights, planned, people int) marketplace.NightsRow {
		return marketplace.NightsRow{
			Nights: nights, Planned: planned, People: people, PlannedPeople: people, Rooms: people, Stays: people,
			Rent: marketplace.Pence(nights) * 1610, Average: marketplace.Pence(nights) * 1868, Saving: marketplace.Pence(nights) * 258,
		}
	}
	var rows []marketplace.NightsRow
	switch f.By {
	case 0:
		return []marketplace.NightsRow{row(1480, 320, 61)}, nil
	case marketplace.ByMonth:
		for i, n := range []int{84, 96, 120, 131, 117, 140, 152, 138, 149, 160, 171, 22} {
			r := row(n, max(0, i-9)*60, 12)
			r.Month = marketplace.NewDate(2025, time.Month(12+i), 1)
			rows = append(rows, r)
		}
	default:
		for i, org := range []string{"RA2", "RTK", "RTP", "RXX"} {
			r := row(400-80*i, 80, 20-6*i)
			r.HostOrg, r.GuestOrg, r.Area, r.Group = org, org, "Guildford", "nurse"
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func (d *data) Stays(_ context.Context, f marketplace.NightsFilter) ([]marketplace.Stay, error) {
	d.stays = append(d.stays, f)
	first := marketplace.NewDate(2026, time.October, 3)
	return []marketplace.Stay{{
		Booking: marketplace.ID{9}, Title: "Quiet room in Merrow", Guest: "Amara Osei", GuestOrg: "RA2", Group: "nurse",
		Slept: marketplace.Range{From: first, To: first + 28},
	}}, nil
}

func (d *data) Organisations(context.Context) ([]marketplace.OrgRow, error) {
	return []marketplace.OrgRow{
		{Org: marketplace.Org{Code: "RA2"}, NameText: "Royal Surrey NHS Foundation Trust"},
		{Org: marketplace.Org{Code: "RTK"}, NameText: "Ashford and St Peter's Hospitals NHS Foundation Trust"},
		{Org: marketplace.Org{Code: "RTP"}, NameText: "Surrey and Sussex Healthcare NHS Trust"},
		{Org: marketplace.Org{Code: "RXX"}, NameText: "Surrey and Borders Partnership NHS Foundation Trust"},
	}, nil
}

func put(t *testing.T, d *data, r ui.Route) *uitest.Desk {
	t.Helper()
	desk := uitest.New(t)
	desk.Put(nights.New(desk, d, r))
	return desk
}

func says(desk *uitest.Desk, sentence string) bool {
	found := false
	uitest.Walk(desk.Window().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *xwidget.Text:
			found = found || v.Content == sentence
		case *xwidget.PageHeader:
			found = found || v.Subtitle == sentence
		case *xwidget.StatTile:
			found = found || v.Figure == sentence
		}
	})
	return found
}

func TestNightsShowsTheWholeTheMonthsAndTheTable(t *testing.T) {
	desk := uitest.New(t)
	uitest.Shot(t, desk, "nights", nights.New(desk, &data{}, ui.To(ui.PageNights)))
	uitest.Shot(t, desk, "nights-orgs", nights.New(desk, &data{}, ui.To(ui.PageNights).Set("by", "host_org")))
	for _, want := range []string{"1,480", "320", "1,480 nights slept by 61 people, 320 more planned"} {
		if !says(desk, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	grid := uitest.Find(desk.Window().Content(), func(*xwidget.Grid) bool { return true })
	if grid == nil || grid.Len() != 4 {
		t.Fatal("the table by host organisation should have four rows")
	}
}

func TestAFigureOpensToItsStaysAndAStayToItsBooking(t *testing.T) {
	d := &data{}
	desk := put(t, d, ui.To(ui.PageNights).Set("by", "guest_org"))
	uitest.Find(desk.Window().Content(), func(*xwidget.Grid) bool { return true }).OnActivated(1)
	if len(d.stays) != 1 || d.stays[0].GuestOrg != "RTK" {
		t.Fatalf("asked for the stays of %+v", d.stays)
	}
	if len(desk.Sheets) != 1 {
		t.Fatal("no sheet was shown")
	}
	uitest.Find(desk.Sheets[0].Content, func(*xwidget.Grid) bool { return true }).OnActivated(0)
	if want := ui.ToID(ui.PageBooking, marketplace.ID{9}); len(desk.Routes) != 1 || desk.Routes[0] != want {
		t.Fatalf("went to %v", desk.Routes)
	}
}

func TestTheChoicesGoIntoTheQuestionAndTheRoute(t *testing.T) {
	d := &data{}
	desk := put(t, d, ui.To(ui.PageNights))
	uitest.Press(t, desk, "This tax year")
	last := d.asked[len(d.asked)-1]
	if last.From.String() != "2026-04-06" || last.To.String() != "2027-04-06" {
		t.Fatalf("asked from %s to %s", last.From, last.To)
	}
	if n := len(desk.Noted); n == 0 || desk.Noted[n-1].Get("from") != "2026-04-06" {
		t.Fatalf("the route does not keep the choice: %v", desk.Noted)
	}
}

func TestExportsAreSuppressedUnlessInternal(t *testing.T) {
	for name, internal := range map[string]bool{"shared": false, "internal": true} {
		t.Run(name, func(t *testing.T) {
			desk := put(t, &data{}, ui.To(ui.PageNights).Set("by", "host_org"))
			desk.Pick = filepath.Join(t.TempDir(), "out")
			uitest.Press(t, desk, "Export")
			dialog := desk.Dialogs[0]
			uitest.Find(dialog.Content, func(*xwidget.RadioGroup) bool { return true }).SetValue("csv")
			uitest.Find(dialog.Content, func(*xwidget.CheckBox) bool { return true }).SetChecked(internal)
			dialog.Verbs[0].Do()
			if len(desk.Failed) > 0 {
				t.Fatal(desk.Failed[0])
			}
			got, err := os.ReadFile(desk.Pick + ".csv")
			if err != nil {
				t.Fatal(err)
			}
			if star := strings.Contains(string(got), "*"); star == internal {
				t.Fatalf("internal %v:\n%s", internal, got)
			}
		})
	}
}

func TestAFolderThatCannotBeWrittenIsOneSentence(t *testing.T) {
	desk := put(t, &data{}, ui.To(ui.PageNights))
	desk.Pick = filepath.Join(t.TempDir(), "missing", "out.csv")
	uitest.Press(t, desk, "Export")
	desk.Dialogs[0].Verbs[0].Do()
	if len(desk.Failed) != 1 || marketplace.CodeOf(desk.Failed[0]) != marketplace.Unavailable {
		t.Fatalf("got %v", desk.Failed)
	}
}

func TestNoNightsYetSaysWhatIsCounted(t *testing.T) {
	desk := put(t, &data{empty: true}, ui.To(ui.PageNights))
	if !says(desk, "No nights yet") {
		t.Fatal("an empty ledger does not explain itself")
	}
	desk = put(t, &data{err: marketplace.Errorf(marketplace.Damaged, "The database is damaged.")}, ui.To(ui.PageNights))
	uitest.Press(t, desk, "Try again")
}
