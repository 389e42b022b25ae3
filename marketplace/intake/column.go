package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Column is one thing that a row may say.
type Column struct {
	Field    string   // by which a Mapping names it
	Label    string   // for people
	Aliases  []string // what files call it, folded as by fold
	Required bool     // every file must have it
}

// The columns that an import knows. Those that a file has besides are not read.
var (
	RoomColumns = []Column{
		{"ref", "Reference", []string{"reference", "id", "room", "room ref", "room id", "room no", "room number"}, true},
		{"host_org", "Organisation", []string{"organisation", "organization", "org", "trust", "trust ods", "ods", "ods code", "employer"}, true},
		{"outcode", "Outcode", []string{"postcode", "post code", "postcode area", "postcode district", "district"}, true},
		{"rental_area", "Rental area", []string{"area", "brma", "broad rental market area", "lha area"}, true},
		{"rent_week", "Rent a week", []string{"rent week gbp", "rent week", "weekly rent", "rent per week", "rent pw", "rent", "price", "price per week", "weekly price"}, true},
		{"title", "Title", []string{"name", "room name", "headline"}, false},
		{"description", "Description", []string{"details", "about"}, false},
		{"house_rules", "House rules", []string{"rules"}, false},
		{"supply", "Kind of supply", []string{"type", "kind", "offered by"}, false},
		{"lat", "Latitude", []string{"latitude"}, false},
		{"lon", "Longitude", []string{"longitude", "lng", "long"}, false},
		{"bathroom", "Bathroom", []string{"bath", "bathrooms"}, false},
		{"beds", "Beds", []string{"bed", "bed type", "number of beds"}, false},
		{"max_guests", "Guests", []string{"guests", "people", "accommodates", "sleeps", "max people"}, false},
		{"min_nights", "Least nights", []string{"minimum nights", "minimum stay", "min stay"}, false},
		{"max_nights", "Most nights", []string{"maximum nights", "maximum stay", "max stay"}, false},
		{"lock", "Lock", []string{"door lock", "lock on door", "lock on bedroom door"}, false},
		{"wifi", "Wi-Fi", []string{"wi fi", "internet", "broadband"}, false},
		{"kitchen", "Kitchen", []string{"use of kitchen", "kitchen use"}, false},
		{"desk", "Desk", []string{"workspace"}, false},
		{"washer", "Washing machine", []string{"washing machine", "laundry"}, false},
		{"parking", "Parking", []string{"car parking"}, false},
		{"linen", "Bed linen", []string{"bed linen", "bedding"}, false},
		{"step_free", "Step-free", []string{"stepfree", "accessible", "step free access"}, false},
		{"pets_in_home", "Pets in the home", []string{"pets", "pets in home"}, false},
		{"smoke_alarm", "Smoke alarm", []string{"smoke detector"}, false},
		{"co_alarm", "Carbon monoxide alarm", []string{"carbon monoxide alarm", "co detector", "carbon monoxide detector"}, false},
	}
	UnavailableColumns = []Column{
		{"ref", "Reference", []string{"reference", "id", "room", "room ref", "room id"}, true},
		{"from", "From", []string{"start", "first night", "from date", "arrive"}, true},
		{"to", "To", []string{"end", "until", "to date", "leave"}, true},
	}
	ArrivalColumns = []Column{
		{"ref", "Reference", []string{"reference", "id", "candidate id", "candidate ref", "employee number"}, true},
		{"profession", "Profession", []string{"role", "job", "job title", "staff group", "post", "position"}, true},
		{"trust_ods", "Organisation", []string{"trust", "organisation", "organization", "org", "ods", "ods code", "host org", "employer"}, true},
		{"arrival_local", "Landing, local time", []string{"arrival", "arrives", "arrival date", "arrival time", "arrival date and time", "landing", "date of arrival", "eta"}, true},
		{"given_name", "Given name", []string{"first name", "forename", "given names", "given"}, false},
		{"family_name", "Family name", []string{"last name", "surname", "family"}, false},
		{"name", "Full name", []string{"full name", "candidate", "candidate name"}, false},
		{"work_site_postcode", "Postcode of the place of work", []string{"site postcode", "work postcode", "site", "hospital postcode"}, false},
		{"arrival_airport", "Airport", []string{"airport", "arrival airport code"}, false},
		{"nights_wanted", "Nights wanted", []string{"nights", "number of nights", "nights needed", "length of stay"}, false},
		{"need", "Needs", []string{"needs", "requirements", "special requirements"}, false},
		{"route", "Route", []string{"recruitment route"}, false},
		{"budget_week", "Budget a week", []string{"budget", "budget per week", "max rent", "weekly budget"}, false},
		{"languages", "Languages", []string{"language"}, false},
		{"email", "Email", []string{"e mail", "email address"}, false},
		{"phone", "Telephone", []string{"telephone", "mobile", "phone number", "whatsapp"}, false},
		{"flight", "Flight", []string{"flight number", "flight no"}, false},
		{"note", "Note", []string{"notes", "comments", "comment", "remarks"}, false},
	}
	OfferColumns = []Column{
		{"ref", "Reference", []string{"reference", "id", "offer ref", "offer id"}, true},
		{"kind", "Kind of offer", []string{"offer", "type", "support", "help", "what", "kind of support"}, true},
		{"volunteer", "Volunteer", []string{"name", "full name", "who", "offered by", "person", "colleague"}, true},
		{"trust_ods", "Organisation", []string{"trust", "organisation", "organization", "org", "ods", "ods code", "employer"}, true},
		{"title", "Title", []string{"headline"}, false},
		{"note", "Note", []string{"notes", "comments", "comment", "details", "description"}, false},
		{"languages", "Languages", []string{"language", "speaks"}, false},
		{"outcodes", "Where", []string{"outcode", "postcode", "postcodes", "area", "areas", "places"}, false},
		{"airports", "Airports", []string{"airport"}, false},
		{"days", "Days of the week", []string{"day", "weekdays", "available", "availability"}, false},
		{"capacity", "People at one time", []string{"places available", "how many", "number", "people", "max people"}, false},
		{"from", "From", []string{"start", "from date", "starts", "first day"}, false},
		{"until", "Until", []string{"to", "end", "to date", "ends", "last day"}, false},
	}
)

// ReasonColumn is the column that a rejects file adds. It is not read when the file comes back.
const ReasonColumn = "reason"

// Mapping says in which column of a table each field stands, counted from 0. A field that is not in it is not there.
type Mapping map[string]int

// Map finds the columns by their names: the field's own name, its label and its aliases, whatever the case, the accents
// and what stands between the words. A unit in brackets does not count: "Rent (£ a week)".
func Map(t *Table, columns []Column) Mapping {
	m := Mapping{}
	taken := map[int]bool{}
	byName := map[string][]int{}
	for i, h := range t.Header {
		for _, name := range []string{fold(h), fold(unbracketed(h))} {
			byName[name] = append(byName[name], i)
		}
	}
	for exact := range 2 { // exact names first, so that an alias never takes the column of a field's own name
		for _, c := range columns {
			if _, ok := m[c.Field]; ok {
				continue
			}
			names := []string{fold(c.Field), fold(c.Label)}
			if exact == 1 {
				names = append(names, c.Aliases...)
			}
			if i := find(byName, taken, names); i >= 0 {
				m[c.Field] = i
				taken[i] = true
			}
		}
	}
	return m
}

func find(byName map[string][]int, taken map[int]bool, names []string) int {
	for _, name := range names {
		for _, i := range byName[name] {
			if !taken[i] {
				return i
			}
		}
	}
	return -1
}

// Check answers one sentence that names the required columns that are missing and the columns that the file has.
func (m Mapping) Check(t *Table, columns []Column) error {
	var missing []string
	for _, c := range columns {
		i, ok := m[c.Field]
		if ok && (i < 0 || i >= len(t.Header)) {
			return invalid("%s has no column number %d for %s. Choose the columns again.", t.Name, i+1, c.Label)
		}
		if c.Required && !ok {
			missing = append(missing, c.Field)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return invalid("%s has no column %s, which is needed. It has: %s. Rename one, or choose which is meant.",
		t.Name, strings.Join(missing, ", no column "), found(t.Header))
}

// found lists the columns of a file, at most a dozen.
func found(header []string) string {
	const most = 12
	var names []string
	for _, h := range header {
		if r := []rune(h); len(r) > 30 {
			h = string(r[:30]) + "…"
		}
		if h != "" {
			names = append(names, h)
		}
	}
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

// fold is a name without what files differ in: case, accents and everything between words.
func fold(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		plain = s
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

func unbracketed(s string) string {
	if i := strings.IndexAny(s, "([{"); i > 0 {
		return s[:i]
	}
	return s
}

// cell is what a row says of a field; nothing where the column is not there.
func (m Mapping) cell(r *Row, field string) string {
	if i, ok := m[field]; ok && i >= 0 && i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// has tells whether the file has a column for the field.
func (m Mapping) has(field string) bool {
	_, ok := m[field]
	return ok
}

// labelOf is what people call a field.
func labelOf(columns []Column, field string) string {
	if i := slices.IndexFunc(columns, func(c Column) bool { return c.Field == field }); i >= 0 {
		return columns[i].Label
	}
	return field
}
