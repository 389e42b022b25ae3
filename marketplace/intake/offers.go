package intake

import (
	"context"
	"strings"

	"settle.example/settle/marketplace"
)

// OfferOptions say how a table of offers is read. Volunteer is needed.
type OfferOptions struct {
	Mapping Mapping // nil: found by Map
	// Source tells the references of one list from those of another. Empty: each row's organisation.
	Source string
	// Volunteer is the person who takes part at an organisation under a name; its error is a sentence. See Volunteers.
	Volunteer func(name, org string) (marketplace.ID, error)
	// Airport tells whether there is such an airport, by its three letters; where it is nil any three will do.
	Airport func(code string) bool
	// Language is the code of a language by its code or English name; where it is nil what is written is the code.
	Language func(name string) (code string, ok bool)
}

// Volunteers finds people by the name under which they take part, whatever the case and the accents.
func Volunteers(members []marketplace.MemberRow) func(name, org string) (marketplace.ID, error) {
	type who struct{ name, org string }
	known := map[who][]marketplace.ID{}
	for i := range members {
		m := &members[i]
		w := who{fold(m.Name), m.Person.Org}
		known[w] = append(known[w], m.Person.ID)
	}
	return func(name, org string) (marketplace.ID, error) {
		switch ids := known[who{fold(name), org}]; len(ids) {
		case 0:
			return marketplace.ID{}, invalid("Nobody called %q takes part at %s (yet). Add them to the people first, as a volunteer, and import this row again.", short(name), short(org))
		case 1:
			return ids[0], nil
		default:
			return marketplace.ID{}, invalid("%d people at %s are called %q. Let the right one make the offer themselves.", len(ids), short(org), short(name))
		}
	}
}

// Offers finds out what an import of offers comes to. It changes nothing: the commands are tried at the store and not
// done.
func Offers(ctx context.Context, store Doer, t *Table, o OfferOptions) (*Plan, error) {
	if o.Mapping == nil {
		o.Mapping = Map(t, OfferColumns)
	}
	if err := o.Mapping.Check(t, OfferColumns); err != nil {
		return nil, err
	}
	p := &Plan{table: t, mapping: o.Mapping}
	err := p.gather(ctx, store, "offer", func(source *Row) (*reader, marketplace.Command, [16]byte) {
		r := &offerReader{reader{t: t, m: o.Mapping, columns: OfferColumns, row: source, reason: source.Problem}, o}
		c := r.offer()
		return &r.reader, c, c.Facts.Import
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

type offerReader struct {
	reader
	o OfferOptions
}

func (r *offerReader) offer() marketplace.ImportOffer {
	ref, org := r.needed("ref"), strings.ToUpper(r.needed("trust_ods"))
	source := r.o.Source
	if source == "" {
		source = org
	}
	f := marketplace.OfferFacts{
		Kind: r.kind(), Org: org, Volunteer: r.volunteer(org), Days: r.days(), Capacity: r.whole("capacity", 1, 100),
		Languages: r.languages(), Outcodes: r.outcodes(), Airports: r.airports(), From: r.day("from"), Until: r.day("until"),
		Import: marketplace.ImportKey(marketplace.AggregateOffer, source, ref),
	}
	return marketplace.ImportOffer{Facts: f, Title: r.text("title"), Note: r.text("note")}
}

// kindWords leads from what people write to a kind of offer, beside the kinds' own names and labels.
var kindWords = []struct {
	word string
	kind marketplace.OfferKind
}{
	{"pickup", marketplace.OfferPickup},
	{"pick up", marketplace.OfferPickup},
	{"airport", marketplace.OfferPickup},
	{"lift", marketplace.OfferPickup},
	{"buddy", marketplace.OfferBuddy},
	{"mentor", marketplace.OfferMentor},
	{"coach", marketplace.OfferCoach},
	{"tour", marketplace.OfferTour},
	{"bank", marketplace.OfferBank},
	{"gp", marketplace.OfferGP},
	{"doctor", marketplace.OfferGP},
	{"sim", marketplace.OfferSIM},
	{"school", marketplace.OfferSchool},
	{"worship", marketplace.OfferWorship},
	{"church", marketplace.OfferWorship},
	{"mosque", marketplace.OfferWorship},
	{"transport", marketplace.OfferTransport},
	{"bus", marketplace.OfferTransport},
	{"dialect", marketplace.OfferDialect},
	{"other", marketplace.OfferOther},
	{"something else", marketplace.OfferOther},
}

func (r *offerReader) kind() marketplace.OfferKind {
	s := r.needed("kind")
	said := " " + fold(s) + " "
	for _, w := range kindWords {
		if strings.Contains(said, " "+w.word+" ") || strings.Contains(said, " "+w.word+"s ") || strings.Contains(said, " "+w.word+"ing ") {
			return w.kind
		}
	}
	var names []string
	for k := marketplace.OfferOther; k <= marketplace.OfferDialect; k++ {
		names = append(names, k.String())
	}
	if s != "" {
		r.fail("kind", "%q is not a kind of offer. Use one of these: %s.", short(s), strings.Join(names, ", "))
	}
	return marketplace.OfferOther
}

func (r *offerReader) volunteer(org string) marketplace.ID {
	name := r.needed("volunteer")
	if name == "" || org == "" {
		return marketplace.ID{}
	}
	id, err := r.o.Volunteer(name, org)
	if err != nil {
		r.fail("volunteer", "%s", marketplace.Sentence(err))
	}
	return id
}

// day is a date, zero where the cell is empty.
func (r *offerReader) day(field string) marketplace.Date {
	if r.text(field) == "" {
		return 0
	}
	return r.date(field)
}

// parts are the parts of a cell that lists several things.
func (r *offerReader) parts(field string) []string {
	var all []string
	for part := range strings.FieldsFuncSeq(r.text(field), func(c rune) bool { return c == ',' || c == ';' || c == '/' || c == '|' || c == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func (r *offerReader) languages() []string {
	var codes []string
	for _, name := range r.parts("languages") {
		code, ok := strings.ToLower(name), true
		if r.o.Language != nil {
			code, ok = r.o.Language(name)
		}
		if !ok {
			r.fail("languages", "%q is not a language that Settle knows. Write it like Malayalam or ml, or leave it out.", short(name))
		}
		codes = append(codes, code)
	}
	return codes
}

func (r *offerReader) outcodes() []string {
	var codes []string
	for _, s := range r.parts("outcodes") {
		m := postcode.FindStringSubmatch(strings.ToUpper(s))
		if m == nil {
			r.fail("outcodes", "%q is not the first half of a postcode. Write it like GU2, with commas between.", short(s))
			return nil
		}
		codes = append(codes, m[1])
	}
	return codes
}

func (r *offerReader) airports() []string {
	var codes []string
	for _, s := range r.parts("airports") {
		code := strings.ToUpper(s)
		if len(code) != 3 || r.o.Airport != nil && !r.o.Airport(code) {
			r.fail("airports", "%q is not an airport that Settle knows. Write it by its three letters, such as LHR.", short(s))
		}
		codes = append(codes, code)
	}
	return codes
}

// weekdays are the days as people begin them.
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// days reads "Mon, Wed", "Monday to Friday", "weekends" or "any day"; none is any.
func (r *offerReader) days() marketplace.Weekdays {
	var all marketplace.Weekdays
	for _, part := range r.parts("days") {
		days, ok := daysIn(fold(through.Replace(part)))
		if !ok {
			r.fail("days", "%q is no day of the week. Write them like Mon, Wed or Mon to Fri, or leave it empty for any day.", short(part))
		}
		all |= days
	}
	if all == 0x7f {
		return 0 // any
	}
	return all
}

var through = strings.NewReplacer("-", " to ", "–", " to ")

func daysIn(said string) (all marketplace.Weekdays, ok bool) {
	switch strings.TrimSuffix(said, "s") {
	case "any", "any day", "every day", "all", "all day", "daily":
		return 0x7f, true
	case "weekday", "working day":
		return 0x1f, true
	case "weekend":
		return 0x60, true
	}
	first, toward := -1, false
	for word := range strings.FieldsSeq(said) {
		if word == "to" || word == "until" {
			toward = true
			continue
		}
		if word == "and" {
			continue
		}
		day := -1
		for i, w := range weekdays {
			if strings.HasPrefix(word, w) {
				day = i
			}
		}
		if day < 0 {
			return 0, false
		}
		all |= 1 << day
		if toward && first >= 0 {
			for i := first; i != day; i = (i + 1) % len(weekdays) {
				all |= 1 << i
			}
		}
		first, toward = day, false
	}
	return all, all != 0 && !toward
}
