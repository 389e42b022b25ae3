package main

import (
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// memberCmd adds people and changes what they may do.
type memberCmd struct {
	Add    memberAddCmd    `cmd:"" help:"Add a person who has no computer of their own here, such as a volunteer who is told by telephone."`
	Roles  memberRolesCmd  `cmd:"" help:"Give a person other roles, or another organisation."`
	Choose memberChooseCmd `cmd:"" help:"Say which of the computers that used one invitation is the right one, the others are out; or let one in that used an invitation before its withdrawal was known, or went on under a new key before its revocation was."`

	Withdraw memberWithdrawCmd `cmd:"" help:"Withdraw an invitation that nobody has used, such as one that went to the wrong person."`
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
