package people

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// types is the types of organisation with their words.
var types = []struct {
	kind  marketplace.OrgType
	value string
	label string
}{
	{marketplace.OrgTrust, "trust", "NHS trust"},
	{marketplace.OrgCommunity, "community", "Community provider"},
	{marketplace.OrgICB, "icb", "Integrated care board"},
	{marketplace.OrgSubICB, "sub-icb", "Sub-location of an integrated care board"},
	{marketplace.OrgUniversity, "university", "University"},
	{marketplace.OrgOther, "other", "Other"},
}

func typeLabel(k marketplace.OrgType) string {
	for _, t := range types {
		if t.kind == k {
			return t.label
		}
	}
	return "Needs a newer Settle"
}

// orgs is the view of organisations.
type orgs struct {
	s     *screen
	rows  []marketplace.OrgRow
	count map[string]int // people of each
	grid  *xwidget.Grid
	card  *xwidget.Card
}

var _ xwidget.GridSource = (*orgs)(nil)

func newOrgs(s *screen) *orgs {
	o := &orgs{s: s}
	o.grid = xwidget.NewTwoLineGrid([]xwidget.Column{
		{Title: "Organisation", Flex: 2.6},
		{Title: "Type", Flex: 1.3, HideBelow: 800},
		{Title: "Stands", Flex: 1.7, HideBelow: 480},
		{Title: "People", Width: 84, Align: fyne.TextAlignTrailing},
	}, o, nil)
	o.grid.OnActivated = func(i int) {
		if i >= 0 && i < len(o.rows) {
			o.open(o.rows[i])
		}
	}
	o.card = xwidget.NewPlainCard(o.grid)
	return o
}

// show is the organisations that match, or why there are none. The current row stays with its organisation.
func (o *orgs) show(all everybody, text string) fyne.CanvasObject {
	was := ""
	if i := o.grid.Current(); i >= 0 && i < len(o.rows) {
		was = o.rows[i].Code
	}
	o.rows, o.count = nil, map[string]int{}
	for _, m := range all.members {
		o.count[m.Person.Org]++
	}
	for _, r := range all.orgs {
		if matches(text, r.NameText, r.Code) {
			o.rows = append(o.rows, r)
		}
	}
	if len(o.rows) == 0 {
		return xwidget.Middle(xwidget.NewEmptyState(look.IconBuilding, "No organisation matches", "Look for another name or code.",
			xwidget.NewButton(xwidget.Secondary, "Show all organisations", func() {
				o.s.text.SetText("")
				o.s.chose()
			})))
	}
	o.grid.Reload()
	if i := slices.IndexFunc(o.rows, func(r marketplace.OrgRow) bool { return r.Code == was }); was != "" && i != o.grid.Current() {
		o.grid.Select(i)
	}
	return o.card
}

// Len is how many organisations there are.
func (o *orgs) Len() int { return len(o.rows) }

// Row fills the cells of an organisation.
func (o *orgs) Row(i int, cells []xwidget.Cell) (string, bool) {
	r := o.rows[i]
	cells[0] = xwidget.Cell{Text: nameOfOrg(r), Secondary: r.Code, Bold: true}
	cells[1] = xwidget.Cell{Text: typeLabel(r.Type)}
	stands, then := o.stands(r)
	cells[2] = xwidget.Cell{Text: stands, Secondary: then}
	cells[3] = xwidget.Cell{Text: xwidget.FormatCount(o.count[r.Code])}
	return "", true
}

func nameOfOrg(r marketplace.OrgRow) string {
	if r.NameText == "" {
		return r.Code
	}
	return r.NameText
}

// stands says from when to when an organisation exists, and who followed it.
func (o *orgs) stands(r marketplace.OrgRow) (stands, then string) {
	switch today := o.s.today(); {
	case !r.ValidTo.IsZero() && today > r.ValidTo:
		stands = "Ended on " + r.ValidTo.Long()
	case !r.ValidTo.IsZero():
		stands = "Until " + r.ValidTo.Long()
	case !r.ValidFrom.IsZero() && today < r.ValidFrom:
		stands = "From " + r.ValidFrom.Long()
	case !r.ValidFrom.IsZero():
		stands = "Since " + r.ValidFrom.Long()
	default:
		stands = "Open"
	}
	if len(r.Successors) > 0 {
		names := make([]string, len(r.Successors))
		for i, code := range r.Successors {
			names[i] = o.s.orgName(code)
		}
		then = "then " + strings.Join(names, ", ")
	}
	return stands, then
}

// open shows an organisation: to amend it, or only to read where this person may not.
func (o *orgs) open(r marketplace.OrgRow) {
	if o.s.coordinates() {
		o.edit(&r)
		return
	}
	stands, then := o.stands(r)
	line := func(label, text string) fyne.CanvasObject {
		return xwidget.VBox(2, xwidget.NewText(xwidget.Caption, label), xwidget.NewText(xwidget.Body, text))
	}
	parts := xwidget.VBox(12, line("Code", r.Code), line("Type", typeLabel(r.Type)), line("Stands", stands))
	if then != "" {
		parts.Add(line("Followed by", strings.TrimPrefix(then, "then ")))
	}
	o.s.desk.Sheet(nameOfOrg(r), xwidget.VBox(look.Space16, parts, xwidget.NewText(xwidget.Muted, "A coordinator amends organisations. Ask yours where something is wrong.")))
}

// edit takes what is recorded of an organisation; nil is a new one.
func (o *orgs) edit(r *marketplace.OrgRow) {
	code, name := xwidget.NewTextField("such as RA2"), xwidget.NewTextField("")
	code.MaxLength, name.MaxLength = 12, marketplace.MaxLine
	var options []xwidget.Option
	for _, t := range types {
		options = append(options, xwidget.Option{Value: t.value, Label: t.label})
	}
	kind := xwidget.NewSelect("Choose a type", options, nil)
	kind.SetValue(types[0].value)
	from, until := xwidget.NewDateField(nil), xwidget.NewDateField(nil)
	from.Now, until.Now = o.s.desk.Now, o.s.desk.Now
	next := xwidget.NewTextField("codes, with commas between")
	f := form{title: "Record an organisation", verb: "Record it", toast: "The organisation is recorded."}
	if r != nil {
		f.title, f.verb, f.toast = nameOfOrg(*r), "Save", "Saved."
		code.SetText(r.Code)
		code.Disable()
		name.SetText(r.NameText)
		for _, t := range types {
			if t.kind == r.Type {
				kind.SetValue(t.value)
			}
		}
		from.SetValue(dayOf(r.ValidFrom))
		until.SetValue(dayOf(r.ValidTo))
		next.SetText(strings.Join(r.Successors, ", "))
	}
	fromField, untilField := xwidget.NewField("First day", "Leave empty where it is not known.", from), xwidget.NewField("Last day", "Leave empty while it stands.", until)
	f.fields = []field{
		{"org", xwidget.NewField("ODS code", "The code that the NHS knows it by.", code)},
		{"name", xwidget.NewField("Name", "", name)},
		{"type", xwidget.NewField("Type", "", kind)},
		{"valid_from", fromField},
		{"valid_to", untilField},
		{"successors", xwidget.NewField("Followed by", "Where it ended: the codes of those that came after it, the main one first.", next)},
	}
	f.command = func() (marketplace.Command, bool) {
		first, err := from.Value()
		fine := fromField.Check(err)
		last, err := until.Value()
		fine = untilField.Check(err) && fine
		c := marketplace.RecordOrganisation{Code: code.Text(), Name: name.Text(), ValidFrom: dateOf(first), ValidTo: dateOf(last), Successors: codes(next.Text())}
		for _, t := range types {
			if t.value == kind.Value() {
				c.Type = t.kind
			}
		}
		return c, fine
	}
	o.s.ask(f)
}

// codes reads codes with commas or spaces between.
func codes(s string) []string {
	return strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
}

func dayOf(d marketplace.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.Time()
}

func dateOf(t time.Time) marketplace.Date {
	if t.IsZero() {
		return 0
	}
	return marketplace.NewDate(t.Date())
}
