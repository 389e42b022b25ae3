package assets_test

import (
	"strings"
	"testing"
	"testing/quick"

	"settle.example/settle/assets"
)

func TestFindPlace(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		name, query string
		kind        assets.PlaceKind
		code        string
	}{
		{"site code", "RA201", assets.PlaceSite, "RA201"},
		{"site code in lower case", "ra201", assets.PlaceSite, "RA201"},
		{"beginning of a site's name", "royal surrey", assets.PlaceSite, "RA201"},
		{"words in another order", "hospital, royal", assets.PlaceSite, "RA201"},
		{"apostrophe left out", "st peters", assets.PlaceSite, "RTK01"},
		{"typographic apostrophe", "St Peter’s Hospital", assets.PlaceSite, "RTK01"},
		{"accents", "Fàrnhâm Röad", assets.PlaceSite, "RXX22"},
		{"outcode", "GU2", assets.PlaceOutcode, "GU2"},
		{"outcode that begins others", "gu1", assets.PlaceOutcode, "GU1"},
		{"postcode of a site", "GU2 7XX", assets.PlaceSite, "RA201"},
		{"postcode without its space", "gu27xx", assets.PlaceSite, "RA201"},
		{"postcode of a home", "GU2 4AA", assets.PlaceOutcode, "GU2"},
		{"postcode half typed", "GU2 7", assets.PlaceOutcode, "GU2"},
		{"airport code", "LHR", assets.PlaceAirport, "LHR"},
		{"airport name", "heathrow", assets.PlaceAirport, "LHR"},
		{"town", "guildford", assets.PlaceTown, "Guildford (GU)"},
		{"town of another system's", "reading", assets.PlaceTown, "Reading (RG)"},
		{"city before its airport", "birmingham", assets.PlaceTown, "Birmingham (B)"},
		{"site before a far town of its name", "ashford", assets.PlaceSite, "RTK02"},
		{"whole word before part of one", "london", assets.PlaceAirport, "LCY"},
		{"town with a site", "Epsom", assets.PlaceTown, "Epsom (KT)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := r.FindPlace(c.query)
			if len(got) == 0 {
				t.Fatal("found nothing")
			}
			if got[0].Kind != c.kind || got[0].Code != c.code || got[0].Lat == 0 || got[0].Lon == 0 {
				t.Errorf("%+v, want %s %s with its position", got[0], c.kind, c.code)
			}
		})
	}
}

func TestFindPlaceAnswersNothingWithNothing(t *testing.T) {
	r := builtin(t)
	for _, q := range []string{"", "   ", "!?", "zzzzzz", "ZZ9 9ZZ", "GU2 7XX and more", strings.Repeat("a ", 50), "\xff"} {
		if got := r.FindPlace(q); len(got) != 0 {
			t.Errorf("%q: %v, want nothing", q, got)
		}
	}
}

func TestPostcodeOfASiteGivesItsOutcodeToo(t *testing.T) {
	got := builtin(t).FindPlace("GU2 7XX")
	if len(got) != 2 || got[1].Kind != assets.PlaceOutcode || got[1].Code != "GU2" || got[1].Name != "Guildford" {
		t.Errorf("%+v, want the site and GU2 of Guildford", got)
	}
}

func TestEveryCodeFindsItsPlaceFirst(t *testing.T) {
	r := builtin(t)
	seen := map[assets.Place]bool{}
	queries := []string{"newport", "richmond", "hospital", "london", "a", "s", "kt1", "b1"}
	for _, q := range queries {
		for _, p := range r.FindPlace(q) {
			seen[p] = true
		}
	}
	for _, s := range r.Sites() {
		seen[r.FindPlace(s.Name)[0]] = true
	}
	if len(seen) < 60 {
		t.Fatalf("only %d places to look at", len(seen))
	}
	for p := range seen {
		if got := r.FindPlace(p.Code); len(got) == 0 || got[0] != p {
			t.Errorf("%s %q does not find itself first", p.Kind, p.Code)
		}
	}
}

func TestTownsOfOneNameAreToldApart(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range builtin(t).FindPlace("newport") {
		if seen[string(p.Kind)+p.Name] {
			t.Errorf("two places are called %s", p.Name)
		}
		seen[string(p.Kind)+p.Name] = true
	}
	if len(seen) < 2 {
		t.Errorf("found %v, want several towns", seen)
	}
}

func TestFindPlaceIsBoundedForAnyText(t *testing.T) {
	r := builtin(t)
	if err := quick.Check(func(q string) bool { return len(r.FindPlace(q)) <= 20 }, nil); err != nil {
		t.Error(err)
	}
}

func TestPostcodes(t *testing.T) {
	for _, c := range []struct{ in, postcode, outcode string }{
		{"GU2 7XX", "GU2 7XX", "GU2"},
		{" gu27xx ", "GU2 7XX", "GU2"},
		{"sw1a1aa", "SW1A 1AA", "SW1A"},
		{"GU27", "", "GU27"},
		{"M1", "", "M1"},
		{"GU2 7X", "", ""},
		{"", "", ""},
		{"123", "", ""},
		{"GUU2 7XX", "", ""},
		{strings.Repeat("A", 1000), "", ""},
	} {
		if got, ok := assets.NormalisePostcode(c.in); got != c.postcode || ok != (c.postcode != "") {
			t.Errorf("%q: postcode %q, want %q", c.in, got, c.postcode)
		}
		if got, ok := assets.Outcode(c.in); ok != (c.outcode != "") || ok && got != c.outcode {
			t.Errorf("%q: outcode %q, want %q", c.in, got, c.outcode)
		}
	}
}

func TestSiteByPostcode(t *testing.T) {
	r := builtin(t)
	for postcode, want := range map[string]string{
		"GU2 7XX": "RA201", "kt160pz": "RTK01", "RH1 5RH": "RTP04", "KT18 7EG": "RVR50", "GU2 7LX": "RXX22", "GU2 4AA": "", "x": "",
	} {
		if got, ok := r.SiteByPostcode(postcode); got.Code != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", postcode, got.Code, want)
		}
	}
	if got := r.SitesOf("ra2"); len(got) != 4 {
		t.Errorf("RA2 runs %d sites, want 4", len(got))
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := folder("airports.csv", "iata,name,lat,lon\nLBA,Leeds,53.8,-1.6\n")
	for b.Loop() {
		if _, err := assets.Load(dir); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindPlace(b *testing.B) {
	r := builtin(b)
	for _, q := range []string{"s", "royal surrey", "GU2", "heathrow"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				r.FindPlace(q)
			}
		})
	}
}
