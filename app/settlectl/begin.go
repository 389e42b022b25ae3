package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"settle.example/settle/app/setup"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// foundCmd founds a system.
type foundCmd struct {
	System         string            `required:"" placeholder:"NAME" help:"What the system is called."`
	Org            string            `required:"" placeholder:"ODS" help:"ODS code of your organisation."`
	Person         string            `required:"" placeholder:"NAME" help:"Your name, as colleagues know you."`
	Roles          marketplace.Roles `default:"coordinator,registrar,lead,host,volunteer" placeholder:"ROLES" help:"Your roles, with commas between: coordinator, registrar, lead, host, volunteer, guardian."`
	Rehearsal      bool              `help:"Found a rehearsal: marked as such everywhere, and its time can be set with --now."`
	Recovery       string            `placeholder:"FILE" type:"path" help:"Where to write the recovery file; beside the data when left out."`
	PassphraseFile string            `placeholder:"FILE" type:"path" help:"File whose first line is the passphrase that protects the recovery file."`
}

// Run founds it.
func (c *foundCmd) Run(e *env) error {
	if !e.now.IsZero() && !c.Rehearsal {
		return setup.NotRehearsal()
	}
	dir, err := e.folder()
	if err != nil {
		return err
	}
	ref, err := e.reference()
	if err != nil {
		return err
	}
	passphrase, err := firstLine(c.PassphraseFile)
	if err != nil {
		return err
	}
	var s *sqlite.Store
	if err := e.unlocking(func(o sqlite.Options) (err error) {
		s, err = setup.Found(e.ctx, dir, ref, setup.Founding{
			System: c.System, Person: c.Person, Org: strings.ToUpper(c.Org), Roles: c.Roles, Rehearsal: c.Rehearsal, Recovery: c.Recovery, Passphrase: passphrase,
		}, o)
		return err
	}); err != nil {
		return err
	}
	me, err := s.Me(e.ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	recovery := c.Recovery
	if recovery == "" {
		recovery = filepath.Join(dir, sqlite.RecoveryName)
	}
	e.say("The recovery file is %s: keep it apart from this computer, and let nobody else have it.", recovery)
	return e.answer(struct {
		System    string `json:"system"`
		Person    string `json:"person"`
		Device    string `json:"device"`
		Rehearsal bool   `json:"rehearsal"`
		Recovery  string `json:"recovery_file"`
	}{me.System, me.Person.String(), me.Device.String(), me.Rehearsal, recovery}, func(p *paper) {
		p.f("Founded %s for %s at %s.\n", line(me.System), line(me.Name), line(me.OrgName))
	})
}

// demoCmd founds the demo system.
type demoCmd struct{}

// Run founds it in the data folder, or in a new one where none was named, and shares it with two more computers.
func (c *demoCmd) Run(e *env) error {
	ref, err := e.reference()
	if err != nil {
		return err
	}
	dir, made := e.dir, false
	if dir == "" {
		if dir, err = os.MkdirTemp("", "settle-demo-"); err != nil {
			return err
		}
		made = true
	}
	if err := setup.Demo(e.ctx, dir, ref, e.time(), nil); err != nil {
		if made {
			err = errors.Join(err, os.RemoveAll(dir))
		}
		return err
	}
	e.dir = dir
	others, err := os.MkdirTemp("", "settle-demo-others-")
	if err != nil {
		return err
	}
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		came, err := e.share(s, me, dir, others)
		if err != nil {
			return err
		}
		return e.tellDemo(s, me, dir, came)
	})
}

// restoreCmd brings a backup back.
type restoreCmd struct {
	File           string `arg:"" type:"path" help:"The backup."`
	Recovery       string `placeholder:"FILE" type:"path" help:"The recovery file, where this computer has not the key of the device that made the backup."`
	PassphraseFile string `placeholder:"FILE" type:"path" help:"File whose first line is the passphrase of the recovery file."`
}

// Run restores it.
func (c *restoreCmd) Run(e *env) error {
	if !e.now.IsZero() {
		return usageError{errors.New("--now is not for restore: a restore is always of this moment")}
	}
	dir, err := e.folder()
	if err != nil {
		return err
	}
	passphrase, err := firstLine(c.PassphraseFile)
	if err != nil {
		return err
	}
	var s *sqlite.Store
	var done sqlite.Restored
	if err := e.unlocking(func(o sqlite.Options) (err error) {
		s, done, err = sqlite.Restore(e.ctx, c.File, dir, sqlite.Restoring{Recovery: c.Recovery, Passphrase: passphrase, Options: o})
		return err
	}); err != nil {
		return err
	}
	me, err := s.Me(e.ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	if done.Sentence != "" {
		e.say("%s", done.Sentence)
	}
	device := ""
	if !me.Device.IsZero() {
		device = me.Device.String()
	}
	return e.answer(struct {
		System   string `json:"system"`
		Device   string `json:"device,omitempty"`
		MayWrite bool   `json:"may_write"`
		Kept     string `json:"kept,omitempty"`
	}{me.System, device, done.MayWrite, done.Kept}, func(p *paper) {
		p.f("Restored %s into %s.\n", line(me.System), dir)
		if done.Kept != "" {
			p.f("What was there before is kept as %s.\n", done.Kept)
		}
	})
}

// firstLine is the first line of a file; nothing where no file is named.
func firstLine(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", marketplace.Errorf(marketplace.NotFound, "The passphrase cannot be read from %s. Check the name of the file.", path)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(first, "\r"), nil
}
