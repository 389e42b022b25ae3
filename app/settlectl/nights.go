package main

import (
	"fmt"
	"io"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/report"
	"settle.example/settle/marketplace/sqlite"
)

// nightsCmd reports nights provided.
type nightsCmd struct {
	From     marketplace.Date     `placeholder:"DATE" help:"Nights on this day and later."`
	To       marketplace.Date     `placeholder:"DATE" help:"Nights before this day."`
	By       marketplace.NightsBy `placeholder:"WHAT" help:"Group by month, host_org, guest_org, area and staff_group, with commas between."`
	Follow   bool                 `help:"Count an organisation that ended under its successor."`
	Format   string               `enum:"table,csv,json,xlsx,pdf,html" default:"table" help:"table, csv, json, xlsx, pdf or html."`
	Out      string               `placeholder:"FILE" type:"path" help:"Write to this file; needed for xlsx and pdf."`
	Internal bool                 `help:"Show small numbers too; for a coordinator alone, and marked on every page."`
}

// Run reports them.
func (c *nightsCmd) Run(e *env) error {
	if e.json && c.Format == "table" {
		c.Format = "json"
	}
	if c.Out == "" && (c.Format == "xlsx" || c.Format == "pdf") {
		return usageError{fmt.Errorf("say with --out FILE where the %s goes", c.Format)}
	}
	if c.From != 0 && c.To != 0 && c.To <= c.From {
		return marketplace.Errorf(marketplace.Invalid, "There are no nights from %s to %s. Give a later --to.", c.From.Long(), c.To.Long())
	}
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		if c.Internal && !me.Roles.Has(marketplace.RoleCoordinator) {
			return marketplace.Errorf(marketplace.NotAllowed, "Only a coordinator may see a report with its small numbers. Leave --internal out.")
		}
		l, err := c.ledger(e, s, me)
		if err != nil {
			return err
		}
		if c.Out == "" {
			return c.write(e.out, l)
		}
		if err := writeFile(c.Out, func(w io.Writer) error { return c.write(w, l) }); err != nil {
			return err
		}
		e.say("The report is in %s.", c.Out)
		return nil
	})
}

// ledger reads what the report is made of.
func (c *nightsCmd) ledger(e *env, s *sqlite.Store, me marketplace.Me) (report.Ledger, error) {
	l := report.Ledger{By: c.By, From: c.From, To: c.To, System: me.System, Made: e.time(), Internal: c.Internal}
	if me.Rehearsal {
		l.System += " (rehearsal)"
	}
	f := marketplace.NightsFilter{From: c.From, To: c.To, By: c.By, Follow: c.Follow}
	var err error
	if l.Rows, err = s.Nights(e.ctx, f); err != nil {
		return l, err
	}
	f.By = 0
	whole, err := s.Nights(e.ctx, f)
	if err != nil {
		return l, err
	}
	if len(whole) > 0 {
		l.Whole = whole[0]
	}
	orgs, err := s.Organisations(e.ctx)
	if err != nil {
		return l, err
	}
	ref, err := e.reference()
	if err != nil {
		return l, err
	}
	names := map[string]string{}
	for _, o := range orgs {
		names[o.Code] = o.NameText
	}
	l.Org = func(code string) string { return or(names[code], code) }
	l.Group = func(code string) string {
		g, ok := ref.StaffGroup(code)
		if !ok {
			return code
		}
		return g.Label
	}
	return l, nil
}

func (c *nightsCmd) write(w io.Writer, l report.Ledger) error {
	switch c.Format {
	case "json":
		return writeNights(w, l)
	case "csv":
		return report.WriteCSV(w, report.Nights(l), report.CSV{})
	case "xlsx":
		return report.WriteXLSX(w, report.Nights(l))
	case "pdf":
		return report.WritePDF(w, report.Nights(l))
	case "html":
		return report.WriteHTML(w, report.Nights(l))
	}
	return report.WriteTable(w, report.Nights(l))
}

// nightsOut is the report in JSON. A figure that is withheld is null.
type nightsOut struct {
	Rows       []nightsRowOut `json:"rows"`
	Total      *int64         `json:"total_nights"`
	Planned    *int64         `json:"total_planned"`
	Saving     *int64         `json:"total_saving_pence"`
	Suppressed int            `json:"suppressed"`
	Internal   bool           `json:"internal"`
}

type nightsRowOut struct {
	Month    string `json:"month,omitempty"`
	HostOrg  string `json:"host_org,omitempty"`
	GuestOrg string `json:"guest_org,omitempty"`
	Area     string `json:"area,omitempty"`
	Group    string `json:"staff_group,omitempty"`
	Nights   *int64 `json:"nights"`
	Planned  *int64 `json:"planned"`
	People   *int64 `json:"people"`
	Rent     *int64 `json:"rent_pence"`
	Saving   *int64 `json:"saving_pence"`
}

func writeNights(w io.Writer, l report.Ledger) error {
	rows, total, suppressed := l.Published()
	out := nightsOut{
		Rows: []nightsRowOut{}, Total: number(total.Nights), Planned: number(total.Planned), Saving: number(total.Saving), Suppressed: suppressed,
		Internal: l.Internal,
	}
	for _, r := range rows {
		o := nightsRowOut{
			HostOrg: r.HostOrg, GuestOrg: r.GuestOrg, Area: r.Area, Group: r.Group, Nights: number(r.Published.Nights), Planned: number(r.Published.Planned),
			People: number(r.Published.People), Rent: number(r.Published.Rent), Saving: number(r.Published.Saving),
		}
		if l.By&marketplace.ByMonth != 0 {
			o.Month = r.Month.Time().Format("2006-01")
		}
		out.Rows = append(out.Rows, o)
	}
	return (&env{out: w, json: true}).answer(out, nil)
}

// number is the figure of a cell; nil where it is withheld.
func number(c report.Cell) *int64 {
	n, ok := c.Number()
	if !ok {
		return nil
	}
	return &n
}
