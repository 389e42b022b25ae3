package assets_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"settle.example/settle/assets"
)

// folder makes a folder of files from name and content pairs.
func folder(pairs ...string) fstest.MapFS {
	dir := fstest.MapFS{}
	for i := 0; i+1 < len(pairs); i += 2 {
		dir[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return dir
}

const (
	siteHead = "code,name,operator,postcode,lat,lon,source\n"
	orgHead  = "code,name,type,valid_from,valid_to,successors,hq_postcode,source\n"
	rentHead = "area,effective_from,estimated_average_week_pence,source\n"
)

// manyOrganisations makes an organisations file of n rows.
func manyOrganisations(n int) string {
	var b strings.Builder
	b.WriteString(orgHead)
	for i := range n {
		fmt.Fprintf(&b, "A%d,a,ICB,,,,,x\n", i)
	}
	return b.String()
}

func TestLoadReplacesWhatTheFolderBringsAndKeepsTheRest(t *testing.T) {
	r, err := assets.Load(folder(
		"Sites.csv", "\ufeff# Made up for a test.\r\n"+strings.ReplaceAll(siteHead, "\n", "\r\n")+
			"X0001,\"Château Infirmary, north\",X00,ls1 3ex,53.80,-1.55,made up\r\n,,,,,,\r\n",
		"rental_areas.csv", rentHead+"Leeds,2026-04-01,10000,our own survey\n",
		"rooms.csv", "this file is not ours to read",
	))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Sites(); len(got) != 1 || got[0].Postcode != "LS1 3EX" || got[0].Name != "Château Infirmary, north" {
		t.Errorf("sites %+v", got)
	}
	if got := r.Notes("sites.csv"); len(got) != 1 || got[0] != "Made up for a test." {
		t.Errorf("notes %q", got)
	}
	if got := r.FindPlace("chateau"); len(got) != 1 || got[0].Code != "X0001" {
		t.Errorf("search finds %+v", got)
	}
	if a, ok := r.AreaRent("leeds", day("2026-12-01")); !ok || a.AverageWeekPence != 10000 || a.Estimated() {
		t.Errorf("rent %+v", a)
	}
	if _, ok := r.AreaRent("Guildford", day("2026-12-01")); ok {
		t.Error("the built-in rents stand beside the folder's own")
	}
	if g, ok := r.AreaOf("GU2"); ok {
		t.Errorf("GU2 is guessed to lie in %s, which has no rent", g.Area)
	}
	if len(r.Organisations()) != 19 || len(r.Languages()) != 101 {
		t.Error("what the folder lacks is not built in")
	}
}

func TestLoadFollowsASuccessionThroughSeveralSteps(t *testing.T) {
	r, err := assets.Load(folder("organisations.csv", orgHead+
		"A1,One,ICB,,2020-03-31,B1=0.25;C1=0.75,,x\nB1,Two,ICB,2020-04-01,2022-03-31,D1,,x\n"+
		"C1,Three,ICB,2020-04-01,2022-03-31,D1,,x\nD1,Four,ICB,2022-04-01,,,,x\nE1,Gone,ICB,,2020-03-31,,,x\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ code, day, want string }{
		{"A1", "2021-01-01", "[{B1 0.25} {C1 0.75}]"},
		{"A1", "2023-01-01", "[{D1 1}]"},
		{"E1", "2023-01-01", "[]"},
	} {
		if got := fmt.Sprint(r.Successors(c.code, day(c.day))); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.code, c.day, got, c.want)
		}
	}
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name string
		dir  fstest.MapFS
		want string // one of the lines of the error
	}{
		{
			"nothing to read", folder("notes.txt", "hello"),
			"The folder: holds none of the files that are read; name yours organisations.csv, sites.csv, airports.csv, outcodes.csv, rental_areas.csv, outcode_area.csv.",
		},
		{
			"empty file", folder("sites.csv", ""),
			"sites.csv: has no heading; its first line names the columns: code,name,operator,postcode,lat,lon,source.",
		},
		{
			"heading alone", folder("sites.csv", siteHead),
			"sites.csv: has a heading but no rows; fill it in or remove the file.",
		},
		{
			"missing column", folder("airports.csv", "iata,name,lat\nLBA,Leeds,53.8\n"),
			"airports.csv, line 1, column lon: is missing from the heading; add it (the columns are iata,name,lat,lon).",
		},
		{
			"semicolons", folder("airports.csv", "# x\niata;name;lat;lon\n"),
			"airports.csv, line 2: separates its columns by semicolons or tabs; save it with commas.",
		},
		{
			"column twice", folder("airports.csv", "iata,name,lat,lon,Name\nLBA,a,53,-1,b\n"),
			"airports.csv, line 1, column name: stands twice in the heading; keep one.",
		},
		{
			"Latin-1", folder("sites.csv", siteHead+"X1,Ch\xe2teau,,LS1 3EX,53.8,-1.5,x\n"),
			"sites.csv, line 2: is not UTF-8 text; save it from your spreadsheet as \"CSV UTF-8\".",
		},
		{
			"a comma too many", folder("airports.csv", "iata,name,lat,lon\nLBA,Leeds, Bradford,53,-1\n"),
			"airports.csv, line 2: has 5 columns where the heading has 4; quote a text that holds a comma.",
		},
		{
			"open quote", folder("airports.csv", "# a\n# b\niata,name,lat,lon\nLBA,\"Leeds,53,-1\n"),
			"airports.csv, line 4: has a quotation mark in the wrong place or none at the end; nothing after it was read.",
		},
		{
			"swapped position", folder("airports.csv", "iata,name,lat,lon\nLBA,Leeds,-1.6,53.8\n"),
			"airports.csv, line 2, column lat: \"-1.6\" is not a number from 49 to 61; correct it.",
		},
		{
			"not a number", folder("airports.csv", "iata,name,lat,lon\nLBA,Leeds,NaN,-1\n"),
			"airports.csv, line 2, column lat: \"NaN\" is not a number from 49 to 61; correct it.",
		},
		{
			"code twice", folder("airports.csv", "iata,name,lat,lon\nLBA,a,53,-1\nlba,b,53,-1\n"),
			"airports.csv, line 3, column iata: \"LBA\" stands in an earlier line too; keep one.",
		},
		{
			"airport code", folder("airports.csv", "iata,name,lat,lon\nLEEDS,a,53,-1\n"),
			"airports.csv, line 2, column iata: \"LEEDS\" is not an airport code; write its three letters, as LHR.",
		},
		{
			"postcode", folder("sites.csv", siteHead+"X1,a,,Leeds,53.8,-1.5,x\n"),
			"sites.csv, line 2, column postcode: \"Leeds\" is not a postcode; write it as GU2 7XX.",
		},
		{
			"blank name", folder("sites.csv", siteHead+"X1, ,,LS1 3EX,53.8,-1.5,x\n"),
			"sites.csv, line 2, column name: is blank; fill it in.",
		},
		{
			"control character", folder("sites.csv", siteHead+"X1,\"a\nb\",,LS1 3EX,53.8,-1.5,x\n"),
			"sites.csv, line 2, column name: holds a line break or another control character; remove it.",
		},
		{
			"British date", folder("organisations.csv", orgHead+"A1,a,ICB,31/03/2026,,,,x\n"),
			"organisations.csv, line 2, column valid_from: \"31/03/2026\" is not a date; write it as 2026-12-07.",
		},
		{
			"ends before it begins", folder("organisations.csv", orgHead+"A1,a,ICB,2026-04-01,2026-03-31,,,x\n"),
			"organisations.csv, line 2, column valid_to: lies before valid_from; swap or correct them.",
		},
		{
			"shares", folder("organisations.csv", orgHead+"A1,a,ICB,,2026-03-31,B=0.5;C=0.4,,x\n"),
			"organisations.csv, line 2, column successors: gives shares that do not add up to 1; give all or none.",
		},
		{
			"a circle", folder("organisations.csv", orgHead+"A1,a,ICB,,2020-03-31,B1,,x\nB1,b,ICB,,2020-03-31,A1,,x\n"),
			"organisations.csv, line 3, column successors: lead round in a circle; remove the one that is wrong.",
		},
		{
			"an heir of the living", folder("organisations.csv", orgHead+"A1,a,ICB,,,B1,,x\n"),
			"organisations.csv, line 2, column valid_to: is blank although successors are named; write the last day.",
		},
		{
			"outcode", folder("outcodes.csv", "outcode,lat,lon,town\nLS1 3EX,53,-1,Leeds\n"),
			"outcodes.csv, line 2, column outcode: \"LS1 3EX\" is not an outcode; write the first half of a postcode, as GU2.",
		},
		{
			"a rent in pounds", folder("rental_areas.csv", rentHead+"Leeds,2026-04-01,100.50,x\n"),
			"rental_areas.csv, line 2, column estimated_average_week_pence: \"100.50\" is not a whole number from 1 to 1000000; correct it.",
		},
		{
			"a rent without a day", folder("rental_areas.csv", rentHead+"Leeds,,10050,x\n"),
			"rental_areas.csv, line 2, column effective_from: is blank; write the first day of the rate as 2026-04-01.",
		},
		{
			"an average that its factors contradict",
			folder("rental_areas.csv", "area,effective_from,lha_week_pence,percentile,factor,estimated_average_week_pence,source\nLeeds,2026-04-01,10000,30,1.1,12000,x\n"),
			"rental_areas.csv, line 2, column estimated_average_week_pence: is 12000, but lha_week_pence times factor is 11000; correct one of them.",
		},
		{
			"an area without a rent", folder("outcode_area.csv", "outcode,area,basis\nLS1,Leeds,name\n"),
			"outcode_area.csv, line 2, column area: \"Leeds\" has no rent in rental_areas.csv; add it there or correct the name.",
		},
		{
			"too large", folder("sites.csv", siteHead+strings.Repeat("x", 16<<20)),
			"sites.csv: is larger than 16 MiB; leave out what you do not need.",
		},
		{
			"too many rows", folder("organisations.csv", manyOrganisations(200_001)),
			"organisations.csv, line 200002: has more than 200,000 rows; leave out what you do not need.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := assets.Load(c.dir)
			if err == nil {
				t.Fatal("no error")
			}
			var p *assets.Problems
			if !errors.As(err, &p) {
				t.Fatalf("the error is a %T", err)
			}
			if len(p.List) > 20 {
				t.Errorf("%d problems are named, want at most 20", len(p.List))
			}
			for line := range strings.Lines(err.Error()) {
				if strings.TrimSpace(line) == c.want {
					return
				}
			}
			t.Errorf("got\n%s\nwant the line\n%s", err, c.want)
		})
	}
}

func TestLoadCountsProblemsBeyondTwenty(t *testing.T) {
	_, err := assets.Load(folder("airports.csv", "iata,name,lat,lon\n"+strings.Repeat("LBA,,53,-1\n", 30)))
	if err == nil || !strings.HasSuffix(err.Error(), "\nAnd 39 more.") {
		t.Errorf("got %v, want 20 problems and 39 more", err)
	}
}

func TestNotesThatASpreadsheetQuotedAreStillNotes(t *testing.T) {
	r, err := assets.Load(folder("airports.csv", "\"# Our airports, checked\",,,\n\niata,name,lat,lon,checked_by\nLBA,Leeds,53.8,-1.6,me\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Notes("airports.csv"); len(got) != 1 || !strings.HasPrefix(got[0], "Our airports, checked") {
		t.Errorf("notes %q", got)
	}
	if a, ok := r.Airport("lba"); !ok || a.Name != "Leeds" {
		t.Errorf("airport %+v", a)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(0, []byte(orgHead+"A1,a,ICB,,2026-03-31,B=0.5;C=0.5,GU2 7XX,x\n"))
	f.Add(1, []byte("\ufeff# note\n"+siteHead+"X1,\"a, b\",,LS1 3EX,53.8,-1.5,x\n"))
	f.Add(2, []byte("iata,name,lat,lon\nLBA,Leeds,53.8,-1.6\n"))
	f.Add(3, []byte("outcode,lat,lon,town\nLS1,53.8,-1.5,Leeds\n"))
	f.Add(4, []byte(rentHead+"Leeds,2026-04-01,10000,x\n"))
	f.Add(5, []byte("outcode,area,basis\nLS1,Walton,nearest\n"))
	names := []string{"organisations.csv", "sites.csv", "airports.csv", "outcodes.csv", "rental_areas.csv", "outcode_area.csv"}
	f.Fuzz(func(t *testing.T, file int, data []byte) {
		if file < 0 || file >= len(names) {
			return
		}
		r, err := assets.Load(fstest.MapFS{names[file]: &fstest.MapFile{Data: data}})
		if (r == nil) == (err == nil) {
			t.Fatalf("reference %v and error %v", r != nil, err)
		}
		if err != nil {
			if strings.Contains(err.Error(), "%!") {
				t.Fatalf("a badly formatted message: %s", err)
			}
			return
		}
		for _, o := range r.Organisations() {
			r.Successors(o.Code, day("2199-01-01"))
		}
		for _, s := range r.Sites() {
			if _, ok := r.SiteByPostcode(s.Postcode); !ok {
				t.Fatalf("site %q cannot be found by its postcode", s.Code)
			}
			r.FindPlace(s.Name)
		}
	})
}
