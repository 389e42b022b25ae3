package people

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// members is the view of people.
type members struct {
	s    *screen
	rows []marketplace.MemberRow
	grid *xwidget.Grid
	card *xwidget.Card
}

var _ xwidget.GridSource = (*members)(nil)

func newMembers(s *screen) *members {
	m := &members{s: s}
	m.grid = xwidget.NewTwoLineGrid([]xwidget.Column{
		{Title: "Name", Flex: 2}, {Title: "Roles", Flex: 2.4, HideBelow: 520}, {Title: "Computers", Width: 190, HideBelow: 640},
	}, m, nil)
	m.grid.OnActivated = m.open
	m.card = xwidget.NewPlainCard(m.grid)
	return m
}

// show is the people that match, or why there are none. The current row stays with its person.
func (m *members) show(all everybody, text, role string) fyne.CanvasObject {
	var was marketplace.ID
	if i := m.grid.Current(); i >= 0 && i < len(m.rows) {
		was = m.rows[i].Person.ID
	}
	held, _ := marketplace.ParseRoles(role)
	m.rows = nil
	for _, r := range all.members {
		if matches(text, r.Name, m.s.orgName(r.Person.Org)) && (held == 0 || r.Person.Roles.Has(held)) {
			m.rows = append(m.rows, r)
		}
	}
	if len(m.rows) == 0 {
		return xwidget.Middle(xwidget.NewEmptyState(look.IconPeople, "Nobody matches", "Look for another name, or choose another role.",
			xwidget.NewButton(xwidget.Secondary, "Show everybody", func() {
				m.s.text.SetText("")
				m.s.role.SetValue("")
				m.s.chose()
			})))
	}
	m.grid.Reload()
	if i := slices.IndexFunc(m.rows, func(r marketplace.MemberRow) bool { return r.Person.ID == was }); !was.IsZero() && i != m.grid.Current() {
		m.grid.Select(i)
	}
	return m.card
}

// Len is how many people there are.
func (m *members) Len() int { return len(m.rows) }

// Row fills the cells of a person.
func (m *members) Row(i int, cells []xwidget.Cell) (string, bool) {
	r := m.rows[i]
	name := nameOf(r)
	if r.This {
		name += " (you)"
	}
	cells[0] = xwidget.Cell{Text: name, Secondary: m.s.orgName(r.Person.Org), Bold: true}
	cells[1] = xwidget.Cell{Text: said(r.Person.Roles)}
	cells[2] = xwidget.Cell{Text: computers(r.Devices)}
	return "", true
}

func nameOf(r marketplace.MemberRow) string {
	if r.Name == "" {
		return "Somebody"
	}
	return r.Name
}

// computers says how many computers a person takes part with; those that were revoked do not count.
func computers(all []marketplace.Device) string {
	n := 0
	for _, d := range all {
		if !d.Revoked {
			n++
		}
	}
	if n == 0 {
		return "No computer of their own"
	}
	return xwidget.CountOf(n, "computer", "computers")
}

// open shows a person: to change their roles, or only to read where this person may not.
func (m *members) open(i int) {
	if i < 0 || i >= len(m.rows) {
		return
	}
	r := m.rows[i]
	if !m.s.manages() {
		m.s.desk.Sheet(nameOf(r), xwidget.VBox(look.Space16, m.about(r),
			xwidget.NewText(xwidget.Muted, "A registrar or coordinator changes roles. Ask yours where something is wrong.")))
		return
	}
	org, held := xwidget.NewSelect("Choose an organisation", m.s.standing(), nil), newRoleGroup(r.Person.Roles)
	if !slices.ContainsFunc(org.Options, func(o xwidget.Option) bool { return o.Value == r.Person.Org }) {
		org.SetOptions(append(org.Options, xwidget.Option{Value: r.Person.Org, Label: m.s.orgName(r.Person.Org), Note: "has ended"}))
	}
	org.SetValue(r.Person.Org)
	m.s.ask(form{
		title: nameOf(r), verb: "Save", toast: "The roles of " + nameOf(r) + " are saved.",
		intro:  computers(r.Devices) + ". What they did under other roles keeps its weight.",
		fields: []field{{"org", xwidget.NewField("Organisation", "", org)}, {"roles", xwidget.NewField("Roles", "", held)}},
		command: func() (marketplace.Command, bool) {
			return marketplace.ChangeRoles{Person: r.Person.ID, Org: org.Value(), Roles: rolesIn(held)}, true
		},
	})
}

// about is what there is to know of a person.
func (m *members) about(r marketplace.MemberRow) fyne.CanvasObject {
	line := func(label, text string) fyne.CanvasObject {
		return xwidget.VBox(2, xwidget.NewText(xwidget.Caption, label), xwidget.NewText(xwidget.Body, text))
	}
	return xwidget.VBox(12, line("Organisation", m.s.orgName(r.Person.Org)), line("Roles", said(r.Person.Roles)), line("Computers", computers(r.Devices)))
}

// add takes a new person.
func (m *members) add() {
	name := xwidget.NewTextField("")
	name.MaxLength = marketplace.MaxName
	org, held := xwidget.NewSelect("Choose an organisation", m.s.standing(), nil), newRoleGroup(marketplace.RoleHost)
	org.SetValue(m.s.desk.Me().Org)
	named, at, as := xwidget.NewField("Name", "As colleagues know them.", name), xwidget.NewField("Organisation", "", org), xwidget.NewField("Roles", "", held)
	m.s.ask(form{
		title: "Add a person", verb: "Add", toast: "Added. They can now be chosen wherever people are.",
		intro:  "They need no computer of their own: a lead can record what they say by phone.",
		fields: []field{{"name", named}, {"org", at}, {"roles", as}},
		command: func() (marketplace.Command, bool) {
			fine := true
			require := func(f *xwidget.Field, missing bool, sentence string) {
				if missing {
					f.SetError(sentence)
					fine = false
				}
			}
			require(named, strings.TrimSpace(name.Text()) == "", "Enter the name.")
			require(at, org.Value() == "", "Choose the organisation that they work for.")
			require(as, rolesIn(held) == 0, "Tick at least one role.")
			return marketplace.InvitePerson{Name: name.Text(), Org: org.Value(), Roles: rolesIn(held)}, fine
		},
	})
}
