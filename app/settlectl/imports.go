package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/intake"
	"settle.example/settle/marketplace/sqlite"
)

// importing is what every import takes.
type importing struct {
	File    string `arg:"" type:"path" help:"CSV or XLSX file with a header line."`
	Source  string `placeholder:"NAME" help:"Name of the list: a second import of the same list knows its rows again by their ref. Each row's organisation when left out."`
	Sheet   string `placeholder:"NAME" help:"Sheet of a workbook; the first when left out."`
	Rejects string `placeholder:"FILE" type:"path" help:"Write the refused rows here, each with its reason: correct them and import that file."`
	DryRun  bool   `help:"Say what the import would come to, and change nothing."`
}

// importRoomsCmd imports rooms.
type importRoomsCmd struct {
	importing
	Unavailable string `placeholder:"FILE" type:"path" help:"CSV or XLSX of dates on which rooms are not free: ref, from, to."`
}

// Run imports them.
func (c *importRoomsCmd) Run(e *env) error {
	return c.run(e, func(s *sqlite.Store, t *intake.Table, ref *assets.Reference) (*intake.Plan, error) {
		o := intake.RoomsBy(ref)
		o.Source = c.Source
		if c.Unavailable != "" {
			var err error
			if o.Unavailable, err = intake.ReadFile(c.Unavailable, ""); err != nil {
				return nil, err
			}
		}
		return intake.Rooms(e.ctx, s, t, o)
	})
}

// importArrivalsCmd imports arrivals.
type importArrivalsCmd struct{ importing }

// Run imports them.
func (c *importArrivalsCmd) Run(e *env) error {
	return c.run(e, func(s *sqlite.Store, t *intake.Table, ref *assets.Reference) (*intake.Plan, error) {
		o := intake.ArrivalsBy(ref)
		o.Source = c.Source
		return intake.Arrivals(e.ctx, s, t, o)
	})
}

// importOffersCmd imports what volunteers offer.
type importOffersCmd struct{ importing }

// Run imports them.
func (c *importOffersCmd) Run(e *env) error {
	return c.run(e, func(s *sqlite.Store, t *intake.Table, ref *assets.Reference) (*intake.Plan, error) {
		members, err := s.Members(e.ctx)
		if err != nil {
			return nil, err
		}
		o := intake.OffersBy(ref, members)
		o.Source = c.Source
		return intake.Offers(e.ctx, s, t, o)
	})
}

// run reads the file, plans its import, does it unless it is a dry run, and tells what it came to.
func (c *importing) run(e *env, plan func(*sqlite.Store, *intake.Table, *assets.Reference) (*intake.Plan, error)) error {
	t, err := intake.ReadFile(c.File, c.Sheet)
	if err != nil {
		return err
	}
	ref, err := e.reference()
	if err != nil {
		return err
	}
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		p, err := plan(s, t, ref)
		if err != nil {
			return err
		}
		result := p.Result()
		if !c.DryRun {
			if result, err = p.Apply(e.ctx, s, nil); err != nil {
				return stoppedAfter(result.Accepted, err)
			}
		}
		if c.Rejects != "" {
			if err := writeFile(c.Rejects, p.WriteRejects); err != nil {
				return err
			}
		}
		c.tell(e, p)
		if err := e.answer(struct {
			Accepted  int  `json:"accepted"`
			Rejected  int  `json:"rejected"`
			Unchanged int  `json:"unchanged"`
			DryRun    bool `json:"dry_run,omitempty"`
		}{result.Accepted, result.Rejected, result.Unchanged, c.DryRun}, func(p *paper) {
			p.f("%s\n", result)
		}); err != nil {
			return err
		}
		if result.Rejected > 0 {
			return errPart
		}
		return nil
	})
}

// stoppedAfter says of a failure what was taken in before it.
func stoppedAfter(rows int, err error) error {
	if rows == 0 || errors.Is(err, context.Canceled) {
		return err
	}
	e := marketplace.Errorf(marketplace.CodeOf(err), "%s The first %d rows that change anything are in: import the same file again to go on.", marketplace.Sentence(err), rows)
	e.Err = err
	return e
}

// mostTold is how many refused rows are told one by one.
const mostTold = 10

// tell says why rows were refused.
func (c *importing) tell(e *env, p *intake.Plan) {
	for i, r := range p.Rejected {
		if i == mostTold {
			where := "; name a file with --rejects to have them all"
			if c.Rejects != "" {
				where = "; all of them are in " + c.Rejects
			}
			e.say("And %d rows more%s.", len(p.Rejected)-mostTold, where)
			break
		}
		e.say("Line %d: %s", r.Line, line(r.Reason))
	}
	for i, r := range p.Remarks {
		if i == mostTold {
			e.say("And %d remarks more.", len(p.Remarks)-mostTold)
			break
		}
		if r.Line == 0 {
			e.say("%s", line(r.Text))
		} else {
			e.say("Line %d: %s", r.Line, line(r.Text))
		}
	}
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) (err error) {
	part, err := os.CreateTemp(filepath.Dir(path), ".settle-*")
	if err != nil {
		return cannotWrite(path, err)
	}
	defer func() {
		if err != nil {
			err = cannotWrite(path, errors.Join(err, os.Remove(part.Name())))
		}
	}()
	if err := errors.Join(write(part), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

func cannotWrite(path string, err error) error {
	e := marketplace.Errorf(marketplace.Unavailable, "%s could not be written. Choose another folder, or free some room on the disk.", path)
	e.Err = err
	return e
}
