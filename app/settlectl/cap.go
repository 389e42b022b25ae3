package main

import (
	"fmt"

	"settle.example/settle/app/setup"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// capCmd shows or sets the rent cap.
type capCmd struct {
	Show capShowCmd `cmd:"" default:"1" help:"Show the cap in force, area by area, and where it comes from."`
	Set  capSetCmd  `cmd:"" help:"Set the cap from a day on: a share of each area's estimated average."`
}

// capShowCmd shows the cap in force.
type capShowCmd struct{}

// capOut is a version of the policy.
type capOut struct {
	Percent int          `json:"percent"`
	From    string       `json:"from"`
	Source  string       `json:"source"`
	Over    int          `json:"listings_over"`
	Areas   []capAreaOut `json:"areas"`
}

type capAreaOut struct {
	Area       string            `json:"area"`
	CapWeek    marketplace.Pence `json:"cap_week_pence"`
	AvgWeek    marketplace.Pence `json:"average_week_pence"`
	Base       marketplace.Pence `json:"base_week_pence,omitempty"`
	Percentile int               `json:"percentile,omitempty"`
	Sample     int               `json:"sample_size,omitempty"`
	Effective  string            `json:"effective,omitempty"`
}

// Run shows it.
func (c *capShowCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		policies, err := s.CapPolicies(e.ctx)
		if err != nil {
			return err
		}
		for i := range policies {
			if policies[i].Now {
				return e.answerCap(&policies[i])
			}
		}
		return marketplace.Errorf(marketplace.NotFound, "No cap is in force. A coordinator sets one with settlectl cap set.")
	})
}

func (e *env) answerCap(c *marketplace.CapPolicy) error {
	out := capOut{Percent: c.Percent, From: c.From.String(), Source: c.Source, Over: c.Over, Areas: []capAreaOut{}}
	for _, area := range sortedKeys(c.Areas) {
		limit, a, _ := c.Limit(area)
		out.Areas = append(out.Areas, capAreaOut{area, limit, a.Average, a.Base, a.Percentile, a.Sample, a.Effective.String()})
	}
	return e.answer(out, func(p *paper) {
		p.f("%d per cent of the estimated average, from %s.\n%s\n\n", c.Percent, c.From.Long(), line(c.Source))
		var cells [][]string
		for _, a := range out.Areas {
			cells = append(cells, []string{a.Area, a.CapWeek.String(), a.AvgWeek.String(), fmt.Sprint(a.Percentile), fmt.Sprint(a.Sample), a.Effective})
		}
		table(p, "AREA|CAP A WEEK|AVERAGE|PERCENTILE|SAMPLE|RATE FROM", cells)
	})
}

// capSetCmd sets the cap.
type capSetCmd struct {
	Percent int              `required:"" help:"Share of each area's estimated average rent, from 1 to 100."`
	From    marketplace.Date `placeholder:"DATE" help:"From this day on; today when left out."`
}

// Run sets it, with the averages of the reference data in force on that day.
func (c *capSetCmd) Run(e *env) error {
	ref, err := e.reference()
	if err != nil {
		return err
	}
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		if c.From.IsZero() {
			c.From = marketplace.DateOf(e.time())
		}
		policy := setup.FirstCap(ref, c.From)
		policy.Percent = c.Percent
		receipt, err := s.Do(e.ctx, policy)
		if err != nil {
			return err
		}
		policies, err := s.CapPolicies(e.ctx)
		if err != nil {
			return err
		}
		for i := range policies {
			if policies[i].Ref == receipt.Refs[0] {
				return e.answerCap(&policies[i])
			}
		}
		return nil
	})
}
