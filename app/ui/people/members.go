package people

import (
	"slices"

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
	cells[2] = xwidget.Cell{Text: m.takesPart(r)}
	return "", true
}

func nameOf(r marketplace.MemberRow) string {
	if r.Name == "" {
		return "Somebody"
	}
	return r.Name
}

// takesPart says how many computers a person takes part with; those that were revoked do not count. Who may not invite
// is not told of invitations.
func (m *members) takesPart(r marketplace.MemberRow) string {
	n := 0
	for _, d := range r.Devices {
		if !d.Revoked {
			n++
		}
	}
	invited := slices.ContainsFunc(m.s.all.invited, func(i marketplace.InvitationRow) bool {
		return i.Person == r.Person.ID && i.State == marketplace.InvitationOpen
	})
	switch {
	case n > 0:
		return xwidget.CountOf(n, "computer", "computers")
	case invited:
		return "Invited, not joined yet"
	}
	return "No computer of their own"
}
