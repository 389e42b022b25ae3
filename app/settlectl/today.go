package main

import (
	"maps"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// todayCmd lists what needs this person.
type todayCmd struct{}

// taskOut is one thing that needs this person.
type taskOut struct {
	Kind    string `json:"kind"`
	About   string `json:"about,omitempty"`
	Due     string `json:"due,omitempty"`
	Overdue bool   `json:"overdue"`
	Title   string `json:"title"`
	Detail  string `json:"detail,omitempty"`
}

// Run lists it.
func (c *todayCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		t, err := s.Today(e.ctx)
		if err != nil {
			return err
		}
		out := struct {
			Tasks  []taskOut `json:"tasks"`
			Total  int       `json:"total_tasks"`
			Coming int       `json:"arriving_in_7_days"`
			Here   int       `json:"staying_now"`
			Free   int       `json:"free_tonight"`
			Nights int       `json:"nights_this_month"`
		}{[]taskOut{}, t.TotalTasks, t.ArrivingIn7, t.StayingNow, t.FreeTonight, t.NightsMonth}
		for _, x := range t.Tasks {
			out.Tasks = append(out.Tasks, taskOut{string(x.Kind), idText(x.About), instant(x.Due), x.Overdue, x.Title, x.Detail})
		}
		return e.answer(out, func(p *paper) {
			if len(t.Tasks) == 0 {
				p.f("Nothing needs you today.\n")
			}
			for _, x := range t.Tasks {
				p.f("%s\n    %s\n", line(x.Title), line(x.Detail))
			}
		})
	})
}

// sortedKeys is the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
