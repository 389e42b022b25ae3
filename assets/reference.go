package assets

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// The files of a reference folder. Another system may bring those of ownFiles.
const (
	organisationsFile = "organisations.csv"
	sitesFile         = "sites.csv"
	airportsFile      = "airports.csv"
	outcodesFile      = "outcodes.csv"
	rentalAreasFile   = "rental_areas.csv"
	outcodeAreaFile   = "outcode_area.csv"
	rulesFile         = "uk_rules.csv"
	staffGroupsFile   = "staff_groups.csv"
	languagesFile     = "languages.csv"
)

// ownFiles are the tables that differ from system to system. Rules, staff
// groups and languages are the product's: its behaviour hangs on their keys.
var ownFiles = []string{organisationsFile, sitesFile, airportsFile, outcodesFile, rentalAreasFile, outcodeAreaFile}

// Reference is a validated set of reference tables with their indexes. It
// never changes after it is built and may be used from several goroutines.
// Slices that its methods return belong to the caller.
type Reference struct {
	notes map[string][]string // by file

	organisations []Organisation
	sites         []Site
	airports      []Airport
	outcodes      []OutcodeCentre
	rents         []AreaRent           // by area, then by date
	guesses       map[string]AreaGuess // by outcode
	guessed       []OutcodeCentre      // those of guesses whose centre is known
	rules         []Rule
	groups        []StaffGroup
	languages     []Language

	organisationAt map[string]int
	siteAt         map[string]int
	siteByPostcode map[string]int
	outcodeAt      map[string]int
	areaRents      map[string][]AreaRent // by folded area name
	languageAt     map[string]int
	staffWords     []staffWord
	places         placeIndex
}

var builtin = sync.OnceValues(func() (*Reference, error) {
	files, err := builtinFiles()
	if err != nil {
		return nil, err
	}
	return load(files, nil)
})

// Builtin returns the reference data that the product carries. It is read
// once; every call returns the same Reference.
func Builtin() (*Reference, error) { return builtin() }

// Load reads the reference files of a folder. A file may be any of
// organisations.csv, sites.csv, airports.csv, outcodes.csv, rental_areas.csv
// and outcode_area.csv, UTF-8 with or without a byte-order mark, at most
// 16 MiB and 200,000 rows; it replaces the built-in table of that name. What
// the folder lacks is built in. An error is a *Problems that names file, line,
// column and what to do.
func Load(dir fs.FS) (*Reference, error) {
	files, err := builtinFiles()
	if err != nil {
		return nil, err
	}
	p := &Problems{}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		p.add("The folder", 0, "", "cannot be read; check that it is there and that you may open it")
		return nil, p
	}
	own := &ownFolder{dir: dir, names: map[string]string{}}
	for _, e := range entries {
		if name := strings.ToLower(e.Name()); !e.IsDir() && slices.Contains(ownFiles, name) {
			own.names[name] = e.Name()
		}
	}
	if len(own.names) == 0 {
		p.add("The folder", 0, "", "holds none of the files that are read; name yours %s", strings.Join(ownFiles, ", "))
		return nil, p
	}
	return load(files, own)
}

// ownFolder is another system's folder: which of its files replace built-in
// ones, by the name in use here.
type ownFolder struct {
	dir   fs.FS
	names map[string]string
}

// source says where a table comes from.
func (o *ownFolder) source(file string, builtin fs.FS) (dir fs.FS, name string, own bool) {
	if o != nil {
		if name, ok := o.names[file]; ok {
			return o.dir, name, true
		}
	}
	return builtin, file, false
}

// load reads every table, own ones first, checks them and builds the indexes.
func load(files fs.FS, own *ownFolder) (*Reference, error) {
	p := &Problems{}
	r := &Reference{notes: map[string][]string{}}
	for _, t := range []struct {
		file    string
		columns []string
		read    func(t *table, own bool)
	}{
		{organisationsFile, organisationColumns, r.readOrganisations},
		{sitesFile, siteColumns, r.readSites},
		{airportsFile, airportColumns, r.readAirports},
		{outcodesFile, outcodeColumns, r.readOutcodes},
		{rentalAreasFile, rentColumns, r.readRents},
		{outcodeAreaFile, guessColumns, r.readGuesses},
		{rulesFile, ruleColumns, r.readRules},
		{staffGroupsFile, staffColumns, r.readStaffGroups},
		{languagesFile, languageColumns, r.readLanguages},
	} {
		dir, name, isOwn := own.source(t.file, files)
		parsed := readTable(dir, name, t.columns, p)
		if parsed == nil {
			continue
		}
		if len(parsed.rows) == 0 {
			p.add(name, 0, "", "has a heading but no rows; fill it in or remove the file")
			continue
		}
		r.notes[t.file] = parsed.notes
		t.read(parsed, isOwn)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	r.places = newPlaceIndex(r)
	return r, nil
}

// Notes returns what the head of a table's file says of its source and
// quality, one sentence or paragraph a line; none for a file without notes.
func (r *Reference) Notes(file string) []string { return slices.Clone(r.notes[file]) }
