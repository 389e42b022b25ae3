package assets_test

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"settle.example/settle/assets"
)

// builtin returns the embedded reference data.
func builtin(t testing.TB) *assets.Reference {
	t.Helper()
	r, err := assets.Builtin()
	if err != nil {
		t.Fatalf("the built-in tables do not load:\n%v", err)
	}
	return r
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestBuiltinTablesHoldWhatTheyShould(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		name string
		got  int
		want int
	}{
		{"organisations", len(r.Organisations()), 19},
		{"sites", len(r.Sites()), 20},
		{"airports", len(r.Airports()), 8},
		{"areas", len(r.Areas()), 20},
		{"rents", len(r.AreaRents()), 100},
		{"rules", len(r.Rules()), 31},
		{"staff groups", len(r.StaffGroups()), 17},
		{"languages", len(r.Languages()), 101},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d rows, want %d", c.name, c.got, c.want)
		}
	}
	for _, file := range []string{
		"organisations.csv", "sites.csv", "airports.csv", "outcodes.csv", "rental_areas.csv",
		"outcode_area.csv", "uk_rules.csv", "staff_groups.csv", "languages.csv",
	} {
		if len(r.Notes(file)) == 0 {
			t.Errorf("%s does not name its source in its first lines", file)
		}
	}
}

func TestEveryOutcodeHasItsPositionAndTown(t *testing.T) {
	r := builtin(t)
	data, err := os.ReadFile("reference/outcodes.csv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		code, _, _ := strings.Cut(line, ",")
		if line[0] == '#' || code == "outcode" {
			continue
		}
		n++
		lat, lon, ok := r.OutcodePosition(code)
		if town, _ := r.OutcodeTown(code); !ok || town == "" || lat < 49 || lat > 61 || lon < -9 || lon > 2 {
			t.Errorf("%s lies at %v,%v in %q (found %v), which is not in the UK", code, lat, lon, town, ok)
		}
	}
	if n != 2856 {
		t.Errorf("%d outcodes, want 2856", n)
	}
}

func TestEverySiteAndOrganisationIsPlaced(t *testing.T) {
	r := builtin(t)
	for _, s := range r.Sites() {
		if _, ok := r.Organisation(s.Operator); !ok && s.Operator != "" {
			t.Errorf("site %s: operator %s is not in organisations.csv", s.Code, s.Operator)
		}
		lat, lon, ok := r.OutcodePosition(s.Postcode)
		if !ok {
			t.Errorf("site %s: no position for the outcode of %s", s.Code, s.Postcode)
		}
		if math.Abs(lat-s.Lat) > 0.1 || math.Abs(lon-s.Lon) > 0.15 {
			t.Errorf("site %s lies far from its outcode: %v,%v and %v,%v", s.Code, s.Lat, s.Lon, lat, lon)
		}
	}
	for _, o := range r.Organisations() {
		if o.Postcode == "" {
			continue
		}
		if _, _, ok := r.OutcodePosition(o.Postcode); !ok {
			t.Errorf("organisation %s: no position for the outcode of %s", o.Code, o.Postcode)
		}
	}
}

func TestRentsAreConsistent(t *testing.T) {
	for _, a := range builtin(t).AreaRents() {
		want := float64(a.LHAWeekPence) * float64(a.ListMedianPence) / float64(a.ListP30Pence)
		if math.Abs(want-float64(a.AverageWeekPence)) > 1 {
			t.Errorf("%s %s: average %d, allowance times factor %.1f", a.Area, a.RateYear, a.AverageWeekPence, want)
		}
		if a.Percentile != 30 || a.SampleSize == 0 || !a.Estimated() {
			t.Errorf("%s %s: percentile %d, sample %d", a.Area, a.RateYear, a.Percentile, a.SampleSize)
		}
	}
}

func TestAreaRent(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		name, area, day string
		want            int64 // pence a week; 0 for none
	}{
		{"the year in force", "Guildford", "2026-11-21", 13079},
		{"the first day", "Guildford", "2026-04-01", 13079},
		{"before the reset", "Guildford", "2024-03-31", 12444},
		{"after the last year", "Walton", "2030-01-01", 16208},
		{"another case", "crawley AND reigate", "2026-12-01", 12203},
		{"an ampersand", "Crawley & Reigate", "2026-12-01", 12203},
		{"before the first year", "Guildford", "2021-01-01", 0},
		{"an unknown area", "Atlantis", "2026-12-01", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, ok := r.AreaRent(c.area, day(c.day))
			if ok != (c.want > 0) || a.AverageWeekPence != c.want {
				t.Errorf("%d pence (found %v), want %d", a.AverageWeekPence, ok, c.want)
			}
		})
	}
}

func TestAreaOf(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		name, outcode, area string
		check               bool
	}{
		{"a town that names the area", "GU2", "Guildford", false},
		{"a full postcode", "gu2 7xx", "Guildford", false},
		{"a council's page", "TW17", "Walton", false},
		{"the nearest of the council's areas", "GU9", "Blackwater Valley", true},
		{"by distance alone", "RG6", "Reading", true},
		{"too far from any area", "M1", "", false},
		{"not an outcode", "hello", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, ok := r.AreaOf(c.outcode)
			if ok != (c.area != "") || g.Area != c.area || g.Check != c.check {
				t.Errorf("%+v (found %v), want %s, check %v", g, ok, c.area, c.check)
			}
		})
	}
}

func TestSuccessors(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		name, code, day string
		want            []assets.Successor
	}{
		{"on its last day", "QXU", "2026-03-31", []assets.Successor{{Code: "QXU", Share: 1}}},
		{"the day after", "qxu", "2026-04-01", []assets.Successor{{Code: "S9B9J", Share: 1}}},
		{"split among three", "D4U1Y", "2026-06-01", []assets.Successor{
			{Code: "92A", Share: 0.182}, {Code: "D9Y0V", Share: 0.229}, {Code: "U2G6B", Share: 0.589},
		}},
		{"unknown to the table", "ZZZ", "2026-06-01", []assets.Successor{{Code: "ZZZ", Share: 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := r.Successors(c.code, day(c.day))
			if len(got) != len(c.want) {
				t.Fatalf("%v, want %v", got, c.want)
			}
			for i := range got {
				if got[i].Code != c.want[i].Code || math.Abs(got[i].Share-c.want[i].Share) > 1e-9 {
					t.Errorf("%v, want %v", got[i], c.want[i])
				}
			}
		})
	}
	ended, _ := r.Organisation("QXU")
	if ended.OpenOn(day("2026-04-01")) || !ended.OpenOn(day("2026-03-31")) || ended.OpenOn(day("2022-06-30")) {
		t.Errorf("QXU is open from 1 July 2022 to 31 March 2026, got %v to %v", ended.From, ended.Until)
	}
}

func TestRules(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		key, day, unit string
		want           int64
		found          bool
	}{
		{"rent_a_room_limit", "2026-11-21", "pence", 750000, true},
		{"rent_a_room_limit", "2016-04-05", "", 0, false},
		{"rent_a_room_limit_shared", "2026-11-21", "pence", 375000, true},
		{"right_to_rent_window", "2026-11-21", "days", 28, true},
		{"small_number_min", "2026-11-21", "people", 1, true},
		{"small_number_max", "2026-11-21", "people", 7, true},
		{"small_number_rounding", "2026-11-21", "people", 5, true},
		{"deposit_cap", "2026-11-21", "weeks", 5, true},
		{"holding_deposit_cap", "2026-11-21", "weeks", 1, true},
		{"cap_percent", "2026-11-21", "percent", 90, true},
		{"no_such_rule", "2026-11-21", "", 0, false},
	} {
		got, ok := r.Rule(c.key, day(c.day))
		if ok != c.found || got.Number != c.want || got.Unit != c.unit {
			t.Errorf("%s on %s: %d %s (found %v), want %d %s", c.key, c.day, got.Number, got.Unit, ok, c.want, c.unit)
		}
	}
}

func TestStaffGroupOf(t *testing.T) {
	r := builtin(t)
	for profession, want := range map[string]string{
		"Registered nurse (OSCE pending)":     "nurse",
		"STAFF NURSES":                        "nurse",
		"Nurse consultant":                    "nurse",
		"Midwife":                             "midwife",
		"midwives":                            "midwife",
		"Doctor (IMG)":                        "doctor",
		"Consultant anaesthetist":             "doctor",
		"Physiotherapist":                     "ahp",
		"Radiographer":                        "ahp",
		"Occupational therapist":              "ahp",
		"Speech & language therapist":         "ahp",
		"Biomedical scientist":                "scientist",
		"Medical support worker":              "msw",
		"Operating department practitioner":   "odp",
		"Refugee doctor, awaiting GMC":        "refugee",
		"Healthcare assistant":                "support",
		"Physician associate":                 "map",
		"Porter":                              "estates",
		"Falconer":                            "other",
		"":                                    "other",
		"Nursery school owner":                "other",
		"\xff\xfe not text":                   "other",
		"Infirmiere, registered nurse, Dakar": "nurse",
	} {
		if got := r.StaffGroupOf(profession); got.Code != want {
			t.Errorf("%q: %s, want %s", profession, got.Code, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	r := builtin(t)
	for code, want := range map[string]string{"ml": "Malayalam", "PT-br": "Portuguese", "fil": "Filipino (Tagalog)", "xx": ""} {
		if got, ok := r.Language(code); got.Name != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", code, got.Name, want)
		}
	}
	for name, want := range map[string]string{"malayalam": "ml", "Tagalog": "fil", "twi": "ak", "Klingon": "", "": ""} {
		if got, ok := r.LanguageNamed(name); got.Code != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", name, got.Code, want)
		}
	}
}

func TestIconIsASquarePNG(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(assets.Icon()))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 512 || b.Dy() != 512 {
		t.Errorf("the icon is %d by %d pixels, want 512 by 512", b.Dx(), b.Dy())
	}
}
