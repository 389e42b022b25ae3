package main

import (
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// membersCmd lists who takes part.
type membersCmd struct{}

// memberOut is a person who takes part.
type memberOut struct {
	Person  string      `json:"person"`
	Name    string      `json:"name"`
	Org     string      `json:"org"`
	Roles   []string    `json:"roles"`
	Devices []deviceOut `json:"devices"`
	You     bool        `json:"you"`
}

type deviceOut struct {
	Device  string `json:"device"`
	Revoked bool   `json:"revoked"`
}

// Run lists them.
func (c *membersCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error { return e.members(s) })
}

func (e *env) members(s *sqlite.Store) error {
	rows, err := s.Members(e.ctx)
	if err != nil {
		return err
	}
	out := []memberOut{}
	for _, r := range rows {
		m := memberOut{r.Person.ID.String(), r.Name, r.Person.Org, list(r.Person.Roles.Names()), []deviceOut{}, r.This}
		for _, d := range r.Devices {
			m.Devices = append(m.Devices, deviceOut{d.ID.String(), d.Revoked})
		}
		out = append(out, m)
	}
	return e.answer(out, func(p *paper) {
		var cells [][]string
		for i, m := range out {
			cells = append(cells, []string{short(rows[i].Person.ID), m.Name, m.Org, strings.Join(m.Roles, ", "), fmt.Sprint(len(m.Devices)), yes(m.You)})
		}
		table(p, "PERSON|NAME|ORGANISATION|ROLES|DEVICES|YOU", cells)
	})
}

// memberCmd adds people and changes what they may do.
type memberCmd struct {
	Add   memberAddCmd   `cmd:"" help:"Add a person who has no computer of their own here, such as a volunteer who is told by telephone."`
	Roles memberRolesCmd `cmd:"" help:"Give a person other roles, or another organisation."`
}

// memberAddCmd adds a person.
type memberAddCmd struct {
	Name  string            `required:"" help:"Their name, as colleagues know them."`
	Org   string            `required:"" placeholder:"ODS" help:"ODS code of their organisation."`
	Roles marketplace.Roles `required:"" placeholder:"ROLES" help:"Their roles, with commas between."`
}

// Run adds them.
func (c *memberAddCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		receipt, err := s.Do(e.ctx, marketplace.InvitePerson{Name: c.Name, Org: strings.ToUpper(c.Org), Roles: c.Roles})
		if err != nil {
			return err
		}
		id := marketplace.PersonOf(receipt.Refs[0])
		return e.answer(struct {
			Person string `json:"person"`
		}{id.String()}, func(p *paper) { p.f("Added %s: %s\n", line(c.Name), id) })
	})
}

// memberRolesCmd changes what a person may do.
type memberRolesCmd struct {
	Person string            `arg:"" help:"Id of the person, or its first digits."`
	Roles  marketplace.Roles `required:"" placeholder:"ROLES" help:"All their roles from now on, with commas between."`
	Org    string            `placeholder:"ODS" help:"Their organisation; as it is when left out."`
}

// Run changes it.
func (c *memberRolesCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		rows, err := s.Members(e.ctx)
		if err != nil {
			return err
		}
		id, err := e.person(s, c.Person)
		if err != nil {
			return err
		}
		change := marketplace.ChangeRoles{Person: id, Org: strings.ToUpper(c.Org), Roles: c.Roles}
		for _, r := range rows {
			if r.Person.ID == id && change.Org == "" {
				change.Org = r.Person.Org
			}
		}
		if _, err := s.Do(e.ctx, change); err != nil {
			return err
		}
		return e.members(s)
	})
}

// organisationsCmd lists the organisations of the system.
type organisationsCmd struct{}

// organisationOut is an organisation.
type organisationOut struct {
	Org        string   `json:"org"`
	Name       string   `json:"name"`
	From       string   `json:"valid_from,omitempty"`
	To         string   `json:"valid_to,omitempty"`
	Successors []string `json:"successors"`
}

// Run lists them.
func (c *organisationsCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		rows, err := s.Organisations(e.ctx)
		if err != nil {
			return err
		}
		out := []organisationOut{}
		var cells [][]string
		for _, r := range rows {
			out = append(out, organisationOut{r.Code, r.NameText, r.ValidFrom.String(), r.ValidTo.String(), list(r.Successors)})
			cells = append(cells, []string{r.Code, r.NameText, r.ValidFrom.Short(), r.ValidTo.Short(), strings.Join(r.Successors, ", ")})
		}
		return e.answer(out, func(p *paper) { table(p, "CODE|NAME|FROM|TO|FOLLOWED BY", cells) })
	})
}
