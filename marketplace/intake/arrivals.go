package intake

import (
	"context"
	"fmt"
	"strings"
	"time"

	"settle.example/settle/marketplace"
)

// ArrivalOptions say how a table of arrivals is read. StaffGroup is needed. What the other functions do not find, or
// would find where they are nil, is kept in the sealed note.
type ArrivalOptions struct {
	Mapping Mapping // nil: found by Map
	// Source tells the references of one list from those of another. Empty: each row's organisation.
	Source string
	// StaffGroup is the code and label of the staff group that a profession belongs to.
	StaffGroup func(profession string) (code, label string)
	// Site is the code of the site with a postcode.
	Site func(postcode string) (code string, ok bool)
	// Airport tells whether there is such an airport, by its three letters; where it is nil any three will do.
	Airport func(code string) bool
	// Language is the code of a language by its code or English name.
	Language func(name string) (code string, ok bool)
}

// Arrivals finds out what an import of arrivals comes to. Names, contacts and what is not understood are sealed for the
// leads of the arrival's organisation. It changes nothing: the commands are tried at the store and not done.
func Arrivals(ctx context.Context, store Doer, t *Table, o ArrivalOptions) (*Plan, error) {
	if o.Mapping == nil {
		o.Mapping = Map(t, ArrivalColumns)
	}
	if err := o.Mapping.Check(t, ArrivalColumns); err != nil {
		return nil, err
	}
	p := &Plan{table: t, mapping: o.Mapping}
	err := p.gather(ctx, store, "arrival", func(source *Row) (*reader, marketplace.Command, [16]byte) {
		r := &arrivalReader{reader: reader{t: t, m: o.Mapping, columns: ArrivalColumns, row: source, reason: source.Problem}, o: o}
		c := r.arrival()
		return &r.reader, c, c.Facts.Import
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// arrivalReader reads one row and gathers what it does not understand.
type arrivalReader struct {
	reader
	o    ArrivalOptions
	kept []string // for the sealed note
}

// keep puts a value that is not understood into the sealed note and says so.
func (r *arrivalReader) keep(field, value string) {
	label := labelOf(ArrivalColumns, field)
	r.kept = append(r.kept, label+": "+value)
	r.remarks = append(r.remarks, fmt.Sprintf("%s: %q is not known to Settle. It is kept in the note.", label, short(value)))
}

func (r *arrivalReader) arrival() marketplace.ImportArrival {
	ref, org := r.needed("ref"), strings.ToUpper(r.needed("trust_ods"))
	source := r.o.Source
	if source == "" {
		source = org
	}
	group, label := r.o.StaffGroup(r.needed("profession"))
	f := marketplace.ArrivalFacts{
		Org: org, Site: r.site(), Group: group, Route: r.route(group), At: r.landing(), Airport: r.airport(),
		Nights: r.whole("nights_wanted", 0, mostNights), Languages: r.languages(),
		Import: marketplace.ImportKey(marketplace.AggregateArrival, source, ref),
	}
	f.Budget, _ = r.money("budget_week")
	var unknown []string
	f.Needs, unknown = needs(r.text("need"))
	for _, n := range unknown {
		r.keep("need", n)
	}
	return marketplace.ImportArrival{Facts: f, Alias: alias(label, &f), Personal: r.personal(ref)}
}

func (r *arrivalReader) personal(ref string) marketplace.Personal {
	p := marketplace.Personal{
		Given: r.text("given_name"), Family: r.text("family_name"), Email: r.text("email"), Phone: r.text("phone"),
		Flight: r.text("flight"), Reference: ref,
	}
	if full := r.text("name"); p.Given == "" && p.Family == "" && full != "" {
		p.Given, p.Family = full, ""
		if i := strings.LastIndexByte(full, ' '); i > 0 {
			p.Given, p.Family = strings.TrimSpace(full[:i]), full[i+1:]
		}
	}
	if note := r.text("note"); note != "" {
		r.kept = append([]string{note}, r.kept...)
	}
	p.Note = strings.Join(r.kept, "\n")
	return p
}

// landing is the moment of the arrival. Where only the date is known it is taken as noon.
func (r *arrivalReader) landing() marketplace.Instant {
	at, timed, ok := r.moment("arrival_local")
	if !ok {
		return 0
	}
	if !timed {
		at = time.Date(at.Year(), at.Month(), at.Day(), 12, 0, 0, 0, marketplace.London)
		r.remarks = append(r.remarks, "The time of landing is not said; noon is taken. Correct it when the flight is known.")
	}
	return marketplace.InstantOf(at)
}

func (r *arrivalReader) site() string {
	s := r.text("work_site_postcode")
	if s == "" {
		return ""
	}
	if r.o.Site != nil {
		if code, ok := r.o.Site(s); ok {
			return code
		}
	}
	r.keep("work_site_postcode", s)
	return ""
}

func (r *arrivalReader) airport() string {
	s := strings.ToUpper(r.text("arrival_airport"))
	if s == "" || r.o.Airport == nil && len(s) == 3 || r.o.Airport != nil && r.o.Airport(s) {
		return s
	}
	r.keep("arrival_airport", s)
	return ""
}

func (r *arrivalReader) languages() []string {
	var codes []string
	for name := range strings.FieldsFuncSeq(r.text("languages"), func(c rune) bool { return c == ',' || c == ';' || c == '/' }) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if r.o.Language != nil {
			if code, ok := r.o.Language(name); ok {
				codes = append(codes, code)
				continue
			}
		}
		r.keep("languages", name)
	}
	return codes
}

// routeWords leads from what people write to a route. Staff groups that are a route of their own say it too.
var routeWords = []struct {
	word  string
	route marketplace.Route
}{
	{"refugee", marketplace.RouteRefugee},
	{"medical support worker", marketplace.RouteMSW},
	{"msw", marketplace.RouteMSW},
	{"return", marketplace.RouteReturning},
	{"student", marketplace.RouteStudent},
	{"domestic", marketplace.RouteDomestic},
	{"within the uk", marketplace.RouteDomestic},
	{"international", marketplace.RouteInternational},
	{"overseas", marketplace.RouteInternational},
}

func (r *arrivalReader) route(group string) marketplace.Route {
	text := r.text("route")
	said := fold(text)
	if said == "" {
		said = group
	}
	for _, w := range routeWords {
		if strings.Contains(said, w.word) {
			return w.route
		}
	}
	if text != "" {
		r.keep("route", text)
	}
	return marketplace.RouteUnknown
}

// alias is what everyone sees instead of a name: "Nurse, 7 December, LHR".
func alias(label string, f *marketplace.ArrivalFacts) string {
	if label == "" || !f.At.Valid() {
		return ""
	}
	s := label + ", " + f.At.Date().Time().Format("2 January")
	if f.Airport != "" {
		s += ", " + f.Airport
	}
	return s
}
