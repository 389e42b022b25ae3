package intake_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
	"settle.example/settle/marketplace/markettest"
)

func arrivalOptions() intake.ArrivalOptions {
	return intake.ArrivalOptions{
		StaffGroup: func(profession string) (code, label string) {
			switch p := strings.ToLower(profession); {
			case strings.Contains(p, "nurse"):
				return "nurse", "Nurse"
			case strings.Contains(p, "support worker"):
				return "msw", "Medical support worker"
			}
			return "other", "Other role"
		},
		Site:     func(postcode string) (string, bool) { return "RA201", postcode == "GU2 7XX" },
		Airport:  func(code string) bool { return code == "LHR" || code == "LGW" },
		Language: func(name string) (string, bool) { return "yo", name == "Yoruba" },
	}
}

func planArrivals(t testing.TB, s store, table *intake.Table) *intake.Plan {
	t.Helper()
	p, err := intake.Arrivals(context.Background(), s, table, arrivalOptions())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const people = `# invented people
ref,given_name,family_name,profession,trust_ods,work_site_postcode,arrival_airport,arrival_local,nights_wanted,need,languages
P1,Adaeze,Nwosu,Registered nurse (OSCE pending),RA2,GU2 7XX,lhr,2027-03-22T17:55,30,"halal kitchen, arrives with partner and 1 child",Yoruba
P2,Jesús,Peralta,Medical support worker,RXX,KT1 1AA,LGW,2026-12-31T08:35,,a cot; step-free,Klingon
P3,Siân,Rees,Porter,ZZZ,,LHR,2026-12-31T08:35,,,
P4,Ola,Berg,Porter,RXX,,LHR,soon,,,
P5,,,Porter,RXX,,XXX,7/12/2026,14,none,
`

func TestImportArrivals(t *testing.T) {
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	p := planArrivals(t, s, read(t, people))
	if r := p.Result(); r != (intake.Result{Accepted: 3, Rejected: 2}) {
		t.Fatalf("the plan comes to %v: %+v", r, p.Rejected)
	}
	apply(t, s, p)
	ids := w.ArrivalIDs()

	first := w.Arrival(ids[0])
	if f := first.Facts; f.Org != "RA2" || f.Site != "RA201" || f.Group != "nurse" || f.Airport != "LHR" || f.At.String() != "22 March 2027, 17:55" ||
		f.Nights != 30 || f.Needs != marketplace.NeedHalalKitchen|marketplace.NeedCouple|marketplace.NeedChildren || !slices.Equal(f.Languages, []string{"yo"}) {
		t.Errorf("the first is %+v", f)
	}
	if text, _ := w.Founder.View().Text(first.Last); text[marketplace.FieldAlias] != "Nurse, 22 March, LHR" {
		t.Errorf("the alias is %v", text)
	}
	second := w.Arrival(ids[1])
	opened, _ := w.Founder.View().Opened(second.Last)
	if got := marketplace.PersonalOf(opened); got.Given != "Jesús" || got.Reference != "P2" ||
		got.Note != "Postcode of the place of work: KT1 1AA\nLanguages: Klingon\nNeeds: a cot" {
		t.Errorf("the second seals %+v", got)
	}
	if f := second.Facts; f.Route != marketplace.RouteMSW || f.Needs != marketplace.NeedStepFree || f.Site != "" {
		t.Errorf("the second is %+v", f)
	}
	if f := w.Arrival(ids[2]).Facts; f.At.String() != "7 December 2026, 12:00" || f.Airport != "" || f.Needs != 0 {
		t.Errorf("the fifth is %+v", f)
	}
	for line, want := range map[int]string{
		5: `There is no organisation with the code "ZZZ" in this system. Check the code, or ask your coordinator to record it.`,
		6: `Landing, local time: "soon" is not a date from 2000 to 2199. Write it like 2026-12-07 or 2026-12-07T06:05.`,
	} {
		if !slices.ContainsFunc(p.Rejected, func(r intake.Reject) bool { return r.Line == line && r.Reason == want }) {
			t.Errorf("nothing says %q; there is %+v", want, p.Rejected)
		}
	}
	if !slices.ContainsFunc(p.Remarks, func(r intake.Remark) bool {
		return r.Line == 4 && r.Text == `Needs: "a cot" is not known to Settle. It is kept in the note.`
	}) {
		t.Errorf("the remarks are %+v", p.Remarks)
	}
	if r := planArrivals(t, s, read(t, people)).Result(); r != (intake.Result{Unchanged: 3, Rejected: 2}) {
		t.Errorf("a second time it comes to %v", r)
	}
	w.CheckRefold(1, 3)
}

func TestImportArrivalsFromAWorkbook(t *testing.T) {
	day := time.Date(2026, time.December, 7, 6, 5, 0, 0, time.UTC)
	days := day.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	data := workbook(t, "Cohort",
		[]any{"Candidate ID", "Full name", "Job title", "Trust", "Arrival date and time", "Nights"},
		[]any{17, "Adaeze Grace Nwosu", "Staff nurse", "RA2", days, 28},
		[]any{18, "Jesús", "Staff nurse", "RA2", day, 28},
		[]any{19, "Siân", "Staff nurse", "RA2", 46363, 28},
		[]any{20, "Ola", "Staff nurse", "nowhere", days, 28},
	)
	table, err := intake.Read("cohort.xlsx", data, "Cohort")
	if err != nil {
		t.Fatal(err)
	}
	w := markettest.NewWorld(t)
	s := store{w.Founder}
	p := planArrivals(t, s, table)
	apply(t, s, p)
	for i, want := range []string{"7 December 2026, 06:05", "7 December 2026, 06:05", "7 December 2026, 12:00"} {
		if ids := w.ArrivalIDs(); i >= len(ids) || w.Arrival(ids[i]).Facts.At.String() != want {
			t.Fatalf("of %d arrivals number %d is not at %s: %+v", len(ids), i+1, want, p.Rejected)
		}
	}
	opened, _ := w.Founder.View().Opened(w.Arrival(w.ArrivalIDs()[0]).Last)
	if got := marketplace.PersonalOf(opened); got.Given != "Adaeze Grace" || got.Family != "Nwosu" || got.Reference != "17" {
		t.Errorf("the first seals %+v", got)
	}
	var b strings.Builder
	if err := p.WriteRejects(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "20,Ola,Staff nurse,nowhere,2026-12-07T06:05,28,") {
		t.Errorf("the rejects are\n%s", b.String())
	}
}

func TestMoments(t *testing.T) {
	cases := map[string]string{
		"2026-12-07T06:05":          "7 December 2026, 06:05",
		"2026-12-07 06:05:30":       "7 December 2026, 06:05",
		"2026-07-07T06:05":          "7 July 2026, 06:05",
		"2026-07-07T05:05:00Z":      "7 July 2026, 06:05",
		"2026-12-07T11:35:00+05:30": "7 December 2026, 06:05",
		"07/12/2026 06:05":          "7 December 2026, 06:05",
		"7.12.2026, 06:05":          "7 December 2026, 06:05",
		"7 Dec 2026 6:05 PM":        "7 December 2026, 18:05",
		"7 December 2026":           "7 December 2026, 12:00",
		"07-Dec-26":                 "7 December 2026, 12:00",
		"31/02/2026":                "",
		"2026-13-01":                "",
		"1926-12-07":                "",
		"tomorrow":                  "",
		"46363":                     "", // a number of days only means something in a workbook
	}
	for text, want := range cases {
		t.Run(text, func(t *testing.T) {
			w := markettest.NewWorld(t)
			p := planArrivals(t, store{w.Founder}, read(t, "ref,profession,trust_ods,arrival_local\nP1,nurse,RA2,\""+text+"\"\n"))
			apply(t, store{w.Founder}, p)
			got := ""
			if ids := w.ArrivalIDs(); len(ids) == 1 {
				got = w.Arrival(ids[0]).Facts.At.String()
			}
			if got != want {
				t.Errorf("it is %q: %+v", got, p.Rejected)
			}
		})
	}
}

// FuzzRows: whatever stands in the cells, every row is accepted, unchanged or rejected with a sentence, and what is
// accepted can be done.
func FuzzRows(f *testing.F) {
	f.Add("Q1", "RA2", "GU2", "51.2", "Guildford", "£100", "1 bath", "yes")
	f.Add("P1", "RXX", "KT22 7AD", "NaN", "Walton", "1e9", "", "2026-12-07T06:05")
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, h, i string) {
		w := markettest.NewWorld(t)
		s := store{w.Founder}
		row := []string{a, b, c, d, e, g, h, i}
		for _, header := range []string{"ref,host_org,outcode,lat,rental_area,rent_week,bathroom,wifi", "ref,trust_ods,profession,nights_wanted,need,budget_week,name,arrival_local"} {
			table := read(t, header+"\n1,2,3,4,5,6,7,8\n")
			table.Rows[0].Cells = row
			var p *intake.Plan
			var err error
			if strings.Contains(header, "outcode") {
				p, err = intake.Rooms(context.Background(), s, table, intake.RoomOptions{Position: func(string) (lat, lon float64, ok bool) { return 51, 0, true }})
			} else {
				p, err = intake.Arrivals(context.Background(), s, table, arrivalOptions())
			}
			if err != nil {
				t.Fatal(err)
			}
			if p.Rows() != 1 {
				t.Fatalf("one row comes to %v", p.Result())
			}
			for _, r := range p.Rejected {
				if r.Reason == "" || r.Code == "internal" {
					t.Fatalf("the reason is %q, %s", r.Reason, r.Code)
				}
			}
			if r := apply(t, s, p); r.Accepted != p.Accepted() {
				t.Fatalf("planned %v, done %v: %+v", p.Result(), r, p.Rejected)
			}
			for _, id := range append(w.RoomIDs(), w.ArrivalIDs()...) {
				if v := w.Verdicts(id); len(v) > 0 {
					t.Fatalf("an entry is not in effect: %+v", v)
				}
			}
		}
	})
}
