package arrivals_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"settle.example/settle/app/ui"
	"settle.example/settle/app/ui/arrivals"
	"settle.example/settle/app/ui/uitest"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

type data struct {
	rows  []marketplace.ArrivalRow
	asked []marketplace.ArrivalFilter
	err   error
}

func (d *data) Arrivals(_ context.Context, f marketplace.ArrivalFilter) ([]marketplace.ArrivalRow, error) {
	d.asked = append(d.asked, f)
	return d.rows[min(f.Offset, len(d.rows)):min(f.Offset+f.Limit, len(d.rows))], d.err
}

func (d *data) CountArrivals(_ context.Context, f marketplace.ArrivalFilter) (int, error) {
	if f.WithoutBed && !f.To.IsZero() {
		return 2, d.err
	}
	return len(d.rows), d.err
}

func cohort() *data {
	at := func(day, hour int) marketplace.Instant {
		return marketplace.InstantOf(time.Date(2026, 11, 21+day, hour, 30, 0, 0, time.UTC))
	}
	return &data{rows: []marketplace.ArrivalRow{
		{Arrival: marketplace.ID{1}, Name: "Ikhidie Olaoluwa", Org: "RA2", Site: "RA201", Group: "nurse", At: at(4, 6), Airport: "LHR", Nights: 30},
		{Arrival: marketplace.ID{2}, Name: "Dhruv Nayar", Org: "RTP", Site: "RTP04", Group: "doctor", At: at(12, 8), Airport: "LGW", Nights: 84, Booking: marketplace.ID{7}, BedState: marketplace.StateConfirmed, HasPickup: true, Pickup: marketplace.PairingAccepted, HasBuddy: true},
		{Arrival: marketplace.ID{3}, Alias: "Midwife, 4 January, LHR", Org: "RTK", Site: "RTK01", Group: "midwife", At: at(44, 17), Airport: "LHR", Nights: 28},
		{Arrival: marketplace.ID{4}, Name: "Chizoba Wilcox", Org: "RXX", Site: "RXX22", Group: "ahp", At: at(60, 5), Airport: "LHR", Nights: 28, Booking: marketplace.ID{8}, BedState: marketplace.StateRequested},
	}}
}

func grid(desk *uitest.Desk) *xwidget.Grid {
	return uitest.Find(desk.Window().Content(), func(*xwidget.Grid) bool { return true })
}

func TestTheGridShowsWhoHasNoBed(t *testing.T) {
	desk, d := uitest.New(t), cohort()
	uitest.Shot(t, desk, "arrivals", arrivals.New(desk, d, ui.To(ui.PageArrivals)))
	source := grid(desk).Source
	for i, want := range []string{"No bed, 4 days", "Confirmed", "No bed yet", "Requested"} {
		cells := make([]xwidget.Cell, 8)
		if _, ok := source.Row(i, cells); !ok || cells[5].Tag != want {
			t.Errorf("row %d says %q of the bed, want %q", i, cells[5].Tag, want)
		}
	}
	header := uitest.Find(desk.Window().Content(), func(*xwidget.PageHeader) bool { return true })
	if want := "2 arrivals of the next 21 days have no bed · 4 shown"; header.Subtitle != want {
		t.Errorf("it says %q", header.Subtitle)
	}
}

func TestARowLeadsToItsArrivalAndToItsRoom(t *testing.T) {
	desk, d := uitest.New(t), cohort()
	desk.Put(arrivals.New(desk, d, ui.To(ui.PageArrivals)))
	g := grid(desk)
	g.OnActivated(1)
	g.Select(0)
	uitest.Press(t, desk, "Find a room")
	find := ui.To(ui.PageFind).Set("arrival", marketplace.ID{1}.String()).Set("arrive", "2026-11-25").Set("leave", "2026-12-25").Set("near", "RA201")
	if want := []ui.Route{ui.ToID(ui.PageArrival, marketplace.ID{2}), find}; !slices.Equal(desk.Routes, want) {
		t.Fatalf("went to %v, want %v", desk.Routes, want)
	}
}

func TestChoicesGoIntoTheQuestionAndTheRoute(t *testing.T) {
	desk, d := uitest.New(t), cohort()
	desk.Put(arrivals.New(desk, d, ui.To(ui.PageArrivals)))
	uitest.Find(desk.Window().Content(), func(c *xwidget.Chip) bool { return true }).Tapped(nil)
	grid(desk).OnSort(0, true)
	last := d.asked[len(d.asked)-1]
	if !last.WithoutBed || last.Sort != "name" || !last.Desc {
		t.Fatalf("asked %+v", last)
	}
	if noted := desk.Noted[len(desk.Noted)-1]; noted.Get("nobed") != "yes" || noted.Get("sort") != "name" {
		t.Fatalf("noted %v", noted)
	}
}

func TestALeadSeesTheirOwnOrganisationsArrivals(t *testing.T) {
	desk, d := uitest.New(t), cohort()
	desk.Person.Roles = marketplace.RoleLead
	desk.Put(arrivals.New(desk, d, ui.To(ui.PageArrivals)))
	if d.asked[0].Org != "RA2" {
		t.Fatalf("asked for %q", d.asked[0].Org)
	}
}

func TestPastedRowsGoToTheImport(t *testing.T) {
	desk := uitest.New(t)
	s := arrivals.New(desk, &data{}, ui.To(ui.PageArrivals))
	desk.Put(s)
	s.(ui.Paster).Pasted("ref\tgiven_name\nA1\tAmara")
	if len(desk.Routes) != 1 || desk.Routes[0].Get("from") != "clipboard" {
		t.Fatalf("went to %v", desk.Routes)
	}
	uitest.Press(t, desk, "Import a file")
	if desk.Routes[1].Page != ui.PageImport {
		t.Fatalf("went to %v", desk.Routes)
	}
}
