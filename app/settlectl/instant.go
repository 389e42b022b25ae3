package main

import (
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// listingInstantCmd sets the rules by which requests are accepted at once.
type listingInstantCmd struct {
	Room      string `arg:"" help:"Id of the room, or its first digits."`
	For       string `enum:"own,any,none" default:"own" help:"Whose guests: those of the host's own organisation (own), of any, or none."`
	MinNights int    `help:"Least nights."`
	MaxNights int    `help:"Most nights."`
	Notice    int    `placeholder:"DAYS" help:"Days before the first night, at least."`
	Gap       int    `placeholder:"DAYS" help:"Days between two guests, at least."`
}

// instantOut is the rules in force.
type instantOut struct {
	For        string `json:"for"`
	MinNights  int    `json:"min_nights,omitempty"`
	MaxNights  int    `json:"max_nights,omitempty"`
	NoticeDays int    `json:"notice_days,omitempty"`
	GapDays    int    `json:"gap_days,omitempty"`
}

// instantOf is the rules for JSON.
func instantOf(r *marketplace.RoomRules) instantOut {
	out := instantOut{For: "none", MinNights: r.MinNights, MaxNights: r.MaxNights, NoticeDays: r.NoticeDays, GapDays: r.GapDays}
	switch {
	case r.On && r.For == marketplace.InstantAny:
		out.For = "any"
	case r.On:
		out.For = "own"
	}
	return out
}

// Run sets them.
func (c *listingInstantCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		id, err := e.room(s, c.Room)
		if err != nil {
			return err
		}
		rules := marketplace.RoomRules{On: c.For != "none", MinNights: c.MinNights, MaxNights: c.MaxNights, NoticeDays: c.Notice, GapDays: c.Gap}
		if c.For == "any" {
			rules.For = marketplace.InstantAny
		}
		if _, err := s.Do(e.ctx, marketplace.SetInstantRules{Room: id, RoomRules: rules}); err != nil {
			return err
		}
		d, err := s.RoomDetail(e.ctx, id)
		if err != nil {
			return err
		}
		return e.answer(struct {
			Room    string     `json:"room"`
			Instant instantOut `json:"instant"`
		}{id.String(), instantOf(&d.Instant.RoomRules)}, func(p *paper) { p.f("%s: %s.\n", line(d.Title), d.Instant.Label()) })
	})
}
