package people

import (
	"fyne.io/fyne/v2"

	"settle.example/settle/app/look"
	"settle.example/settle/app/xwidget"
	"settle.example/settle/marketplace"
)

// open shows a person beside the page: what they are here, their computers, and what this person may do about it.
func (m *members) open(i int) {
	if i < 0 || i >= len(m.rows) {
		return
	}
	r := m.rows[i]
	var closing func()
	then := func(act func()) func() {
		return func() {
			closing()
			act()
		}
	}
	parts := xwidget.VBox(look.Space24, m.about(r))
	acts := xwidget.Flow(look.Space8)
	if m.s.manages() {
		acts.Add(xwidget.NewButton(xwidget.Secondary, "Change roles", then(func() { m.change(r) })))
		invite := "Invite a computer of theirs"
		if r.This {
			invite = "Invite another computer"
		}
		acts.Add(xwidget.NewButton(xwidget.Secondary, invite, then(func() { m.s.invite(&r) })))
	}
	if len(acts.Objects) > 0 {
		parts.Add(acts)
	}
	parts.Add(m.computers(r, then))
	if !m.s.manages() {
		words := "A registrar or coordinator changes roles. Ask yours where something is wrong."
		if r.This {
			words = "A registrar or coordinator changes roles, and invites another computer of yours. Ask yours where something is wrong."
		}
		parts.Add(xwidget.NewText(xwidget.Muted, words))
	}
	if r.This || m.s.coordinates() {
		parts.Add(xwidget.Row(0, xwidget.NewButton(xwidget.Quiet, "Erase personal details", then(func() { m.s.erase(r) }))))
	}
	closing = m.s.desk.Sheet(nameOf(r), parts)
}

// about is what a person is here.
func (m *members) about(r marketplace.MemberRow) fyne.CanvasObject {
	line := func(label, text string) fyne.CanvasObject {
		return xwidget.VBox(2, xwidget.NewText(xwidget.Caption, label), xwidget.NewText(xwidget.Body, text))
	}
	return xwidget.VBox(12, line("Organisation", m.s.orgName(r.Person.Org)), line("Roles", said(r.Person.Roles)))
}

// computers is the computers of a person, each with the way to remove it.
func (m *members) computers(r marketplace.MemberRow, then func(func()) func()) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, c := range m.s.all.computers {
		if c.Person == r.Person.ID {
			rows = append(rows, m.computer(r, c, then))
		}
	}
	if len(rows) == 0 {
		rows = append(rows, xwidget.NewText(xwidget.Body, m.takesPart(r)))
	}
	return xwidget.VBox(look.Space8, xwidget.NewText(xwidget.Caption, "Computers"), xwidget.Ruled(rows...))
}

// computer is one computer of a person: since when, when it was last heard of, and the way to remove it.
func (m *members) computer(r marketplace.MemberRow, c marketplace.ComputerRow, then func(func()) func()) fyne.CanvasObject {
	title, note := c.SeenAt(m.s.now()), "Takes part since "+c.Joined.Date().Long()
	if c.AlwaysOn {
		note += ". Always on"
	}
	if c.Revoked {
		title, note = "Removed", "Took part from "+c.Joined.Date().Long()
	}
	row := []fyne.CanvasObject{
		xwidget.Grow(xwidget.VBox(2, xwidget.NewText(xwidget.Body, title), xwidget.NewText(xwidget.Caption, note))),
	}
	if !c.Revoked && !c.Here && (m.s.manages() || r.This) {
		remove := xwidget.NewButton(xwidget.Secondary, "Remove", then(func() { m.s.remove(r, c) }))
		remove.Compact = true
		row = append(row, remove)
	}
	return xwidget.Row(12, row...)
}

// change takes other roles or another organisation.
func (m *members) change(r marketplace.MemberRow) {
	org, held := m.orgs(r.Person.Org), newRoleGroup(r.Person.Roles)
	m.s.ask(form{
		title: nameOf(r), verb: "Save", toast: "The roles of " + nameOf(r) + " are saved.",
		intro:  m.takesPart(r) + ". What they did under other roles keeps its weight.",
		fields: []field{{"org", xwidget.NewField("Organisation", "", org)}, {"roles", xwidget.NewField("Roles", "", held)}},
		command: func() (marketplace.Command, bool) {
			return marketplace.ChangeRoles{Person: r.Person.ID, Org: org.Value(), Roles: rolesIn(held)}, true
		},
	})
}
