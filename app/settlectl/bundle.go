package main

import (
	"fmt"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// bundleExportCmd saves what is here in a file for a stick.
type bundleExportCmd struct {
	File    string `arg:"" type:"path" help:"The bundle. It must not be there yet."`
	Since   string `type:"path" placeholder:"FILE" help:"A bundle that the other computer saved: only what that one lacks goes in."`
	For     string `placeholder:"FILE" help:"An invitation, its file or its code: whoever joins with it can open the bundle, too."`
	Photos  bool   `default:"true" negatable:"" help:"Take photos along."`
	Replace bool   `help:"Let the bundle take the place of a file of that name, once it is whole."`
}

// Run saves it.
func (c *bundleExportCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		o := replication.Exporting{NoPhotos: !c.Photos, Replace: c.Replace}
		if c.Since != "" {
			theirs, err := replication.Inspect(e.ctx, s, c.Since, nil)
			if err != nil {
				return err
			}
			o.Since = &theirs
		}
		if c.For != "" {
			invitation, err := invitationOf(c.For)
			if err != nil {
				return err
			}
			o.For = &invitation
		}
		saved, err := replication.Export(e.ctx, s, c.File, o)
		if err != nil {
			return err
		}
		return e.answer(struct {
			File    string `json:"file"`
			Entries uint64 `json:"entries"`
			Photos  int    `json:"photos"`
		}{c.File, saved.Entries, saved.Photos}, func(p *paper) {
			p.f("The bundle %s holds %s. Only computers that take part can open it.\n", line(c.File), entriesAndPhotos(int(saved.Entries), saved.Photos))
		})
	})
}

// bundleImportCmd takes in what a bundle brings.
type bundleImportCmd struct {
	File string `arg:"" type:"path" help:"The bundle, as another computer saved it."`
}

// importedOut is what a bundle brought.
type importedOut struct {
	From      string `json:"device"`
	Made      string `json:"made_at"`
	Entries   uint64 `json:"entries"`
	Photos    int    `json:"photos"`
	New       int    `json:"new_entries"`
	NewPhotos int    `json:"new_photos"`
	NewParts  int    `json:"new_private_parts"`
	Known     bool   `json:"known"`    // all of it was here before
	LeftOut   int    `json:"left_out"` // runs that do not hold
	Copied    int    `json:"copied"`   // computers whose disk was copied, as it shows
	Member    bool   `json:"member"`   // this computer takes part now
}

// Run takes it in.
func (c *bundleImportCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		_, waited, err := replication.Waits(e.ctx, s)
		if err != nil {
			return err
		}
		done, err := replication.Import(e.ctx, s, c.File, replication.Importing{})
		if err != nil {
			return err
		}
		_, waits, err := replication.Waits(e.ctx, s)
		if err == nil && waited && !waits {
			err = replication.Joined(e.ctx, s)
		}
		if err != nil {
			return err
		}
		out := importedOut{
			marketplace.DeviceID(done.From).String(), instant(marketplace.InstantOf(done.Made)), done.Entries, done.Photos,
			done.New, done.NewPhotos, done.NewParts, done.New+done.NewPhotos+done.NewParts+done.Faults+done.Forks == 0, done.Faults, done.Forks, !waits,
		}
		if err := e.answer(out, func(p *paper) { out.show(p) }); err != nil {
			return err
		}
		if out.Copied > 0 {
			e.say("The bundle shows that the disk of %s was copied: what was done there since the copy counts once that computer has written it again.", countOf(out.Copied, "computer", "computers"))
		}
		if out.LeftOut > 0 {
			e.say("A part of the bundle does not hold and was left out: ask for another one, and tell whoever looks after the computer that saved it.")
			return errPart
		}
		if waits {
			e.say("This computer does not take part yet: nothing in the bundle tells that its invitation is known. Save a bundle here, take it to the registrar, and bring one back.")
		}
		return nil
	})
}

// show says what it brought.
func (i *importedOut) show(p *paper) {
	switch {
	case i.Known:
		p.f("All of the bundle was here already; nothing has changed.\n")
	case i.New+i.NewPhotos > 0:
		were := "were"
		if i.New+i.NewPhotos == 1 {
			were = "was"
		}
		p.f("The bundle brought %s that %s not here, of %s in all.\n", entriesAndPhotos(i.New, i.NewPhotos), were, entriesAndPhotos(int(i.Entries), i.Photos))
	case i.NewParts > 0:
		p.f("The bundle brought what was missing of %s.\n", countOf(i.NewParts, "entry", "entries"))
	}
}

// entriesAndPhotos is how much a bundle holds or brought. Entries are left out where it brought photos alone.
func entriesAndPhotos(entries, photos int) string {
	switch {
	case photos == 0:
		return countOf(entries, "entry", "entries")
	case entries == 0:
		return countOf(photos, "photo", "photos")
	}
	return countOf(entries, "entry", "entries") + " and " + countOf(photos, "photo", "photos")
}

// countOf is a number with its noun.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
