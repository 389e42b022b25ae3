package report_test

import (
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/report"
)

func ledger(internal bool) report.Ledger {
	month := func(m time.Month, nights, people int) marketplace.NightsRow {
		return marketplace.NightsRow{
			Month: marketplace.NewDate(2026, m, 1), Nights: nights, People: people, Rooms: people, Stays: people, Rent: marketplace.Pence(nights) * 1500,
			Average: marketplace.Pence(nights) * 1868, Saving: marketplace.Pence(nights) * 368, Planned: 10, PlannedPeople: 9,
		}
	}
	return report.Ledger{
		Rows: []marketplace.NightsRow{month(time.September, 120, 12), month(time.October, 31, 3), month(time.November, 140, 11)},
		Whole: marketplace.NightsRow{
			Nights: 291, People: 21, Rooms: 14, Stays: 26, Rent: 291 * 1500, Average: 291 * 1868, Saving: 291 * 368, Planned: 30, PlannedPeople: 20,
		},
		By: marketplace.ByMonth, From: marketplace.NewDate(2026, time.September, 1), To: marketplace.NewDate(2026, time.December, 1),
		System: "Surrey rehearsal", Made: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Internal: internal,
		Org: func(code string) string { return code }, Group: func(code string) string { return code },
	}
}

func TestASmallMonthIsWithheldAndSoIsWhatWouldGiveItAway(t *testing.T) {
	rows, total, suppressed := ledger(false).Published()
	if got := rows[1].Published.Nights.String(); got != report.Star {
		t.Errorf("three people's nights are published as %s", got)
	}
	shown := 0
	for _, r := range rows {
		if !r.Published.Suppressed() {
			shown++
		}
	}
	if shown == 2 && !total.Suppressed() {
		t.Error("the withheld month is the total less the other two")
	}
	if suppressed < 2 {
		t.Errorf("%d rows are said to be withheld, want at least 2", suppressed)
	}
}

func TestAnInternalReportIsExactAndMarked(t *testing.T) {
	r := report.Nights(ledger(true))
	var out strings.Builder
	if err := report.WriteTable(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"October 2026", "31", "291", report.InternalMark, "1 September 2026 to 30 November 2026"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), report.Star) {
		t.Errorf("an internal report withholds figures:\n%s", out.String())
	}
}

func TestNightsInOneRoomPointToItsHostAndAreWithheld(t *testing.T) {
	l := ledger(false)
	l.Rows[0].Rooms = 1
	rows, _, _ := l.Published()
	if !rows[0].Published.Suppressed() {
		t.Error("one host's nights are published")
	}
}
