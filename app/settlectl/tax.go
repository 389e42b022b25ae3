package main

import (
	"fmt"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// taxCmd shows a host's own income against the Rent a Room limit.
type taxCmd struct{}

// taxOut is a tax year.
type taxOut struct {
	Year     string            `json:"tax_year"`
	From     string            `json:"from"`
	To       string            `json:"to"`
	Limit    marketplace.Pence `json:"limit_pence"`
	Earned   marketplace.Pence `json:"earned_pence"`
	Expected marketplace.Pence `json:"expected_pence"`
	Nights   int               `json:"nights"`
	Crosses  string            `json:"crosses_on,omitempty"`
}

// Run shows it.
func (c *taxCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		years, err := s.HostYears(e.ctx, marketplace.ID{})
		if err != nil {
			return err
		}
		out := []taxOut{}
		for _, y := range years {
			out = append(out, taxOut{y.Year, y.From.String(), y.To.String(), y.Limit, y.Earned, y.Expected, y.Nights, y.CrossesOn.String()})
		}
		return e.answer(out, func(p *paper) {
			var cells [][]string
			for _, y := range years {
				crosses := "not at the present bookings"
				if !y.CrossesOn.IsZero() {
					crosses = y.CrossesOn.Long()
				}
				cells = append(cells, []string{y.Year, fmt.Sprint(y.Nights), y.Earned.String(), y.Expected.String(), y.Limit.String(), crosses})
			}
			table(p, "TAX YEAR|NIGHTS|EARNED|WITH WHAT IS AGREED|LIMIT|CROSSED ON", cells)
		})
	})
}
