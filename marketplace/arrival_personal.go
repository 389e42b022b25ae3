package marketplace

import (
	"fmt"
	"strings"
)

// ArrivalKept is how long after the arrival the names and contacts of an arrival are kept, in days: two years, within
// which nights and support are accounted for.
const ArrivalKept = 730

// Personal is what is recorded of an arrival for their own organisation's leads alone. Everything may be empty.
type Personal struct {
	Given, Family string
	Email, Phone  string
	Flight        string
	Note          string
	Reference     string // by which their own spreadsheet knows them
}

// PersonalOf reads what [Personal] sealed.
func PersonalOf(fields map[Field]string) Personal {
	return Personal{
		Given: fields[FieldGivenName], Family: fields[FieldFamilyName], Email: fields[FieldEmail], Phone: fields[FieldPhone],
		Flight: fields[FieldFlight], Note: fields[FieldNote], Reference: fields[FieldReference],
	}
}

func (p Personal) fields() (map[Field]string, error) {
	fields, err := tidyAll(
		fieldText{"given name", p.Given, MaxName, FieldGivenName}, fieldText{"family name", p.Family, MaxName, FieldFamilyName},
		fieldText{"email", p.Email, MaxName, FieldEmail}, fieldText{"telephone number", p.Phone, MaxName, FieldPhone},
		fieldText{"flight", p.Flight, MaxName, FieldFlight}, fieldText{"note", p.Note, MaxProse, FieldNote},
		fieldText{"reference", p.Reference, MaxName, FieldReference},
	)
	if err == nil {
		// Always there, so that a part that opens is told from one that is sealed for others.
		fields[FieldGivenName] += ""
	}
	return fields, err
}

// private is the private part of an arrival: the alias for all, the rest for the leads of its organisation.
func (f *ArrivalFacts) private(alias string, fields map[Field]string) Private {
	return Private{
		Text: map[Field]string{FieldAlias: alias},
		Seal: []Seal{{
			Class:  ClassB,
			To:     []Audience{{Ring: RingLeads, Org: f.Org}, {Ring: RingRecovery, Org: f.Org}},
			Fields: fields,
		}},
	}
}

// Alias is what everyone sees instead of a name where nobody chose another: "Nurse, 7 December, LHR". It is made of what
// is no secret.
func (f *ArrivalFacts) Alias() string {
	group := strings.ToUpper(f.Group)
	if len(group) > 3 { // a word, not an abbreviation
		group = group[:1] + f.Group[1:]
	}
	alias := fmt.Sprintf("%s, %s", group, f.At.Date().Time().Format("2 January"))
	if f.Airport != "" {
		alias += ", " + f.Airport
	}
	return alias
}

func (f *ArrivalFacts) keptUntil() Date {
	return min(f.At.Date()+Date(f.Nights)+ArrivalKept, MaxDate)
}
