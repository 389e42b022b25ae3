package main

import (
	"errors"
	"fmt"
	"os"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
)

// passphraseCmd locks the data folder with a passphrase, or takes that off.
type passphraseCmd struct {
	Set    setPassphraseCmd    `cmd:"" help:"Lock this computer's key with a passphrase, or with another one."`
	Remove removePassphraseCmd `cmd:"" help:"Take the passphrase off: the key goes to the system's keyring, or where there is none into a file that only you can read."`
}

// setPassphraseCmd sets it.
type setPassphraseCmd struct {
	PassphraseFile string `placeholder:"FILE" type:"path" help:"File whose first line is the new passphrase. Without it the terminal asks, or the file named in SETTLE_PASSPHRASE_FILE is taken where there is no passphrase yet."`
}

// Run sets it.
func (c *setPassphraseCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		file := c.PassphraseFile
		if way, err := s.Protection(); err != nil {
			return err
		} else if file == "" && way != identity.WayPassphrase {
			file = os.Getenv(passphraseFile)
		}
		passphrase, err := firstLine(file)
		if err == nil && file == "" {
			passphrase, err = e.askTwice()
		}
		if err != nil {
			return err
		}
		if passphrase == "" {
			return marketplace.Errorf(marketplace.Invalid, "The passphrase is empty. To take it off, use settlectl passphrase remove.")
		}
		if err := s.SetPassphrase(e.ctx, passphrase); err != nil {
			return err
		}
		return e.answerProtection(s)
	})
}

func (e *env) askTwice() (string, error) {
	if !atTerminal() {
		return "", usageError{errors.New("name a file with --passphrase-file: there is no terminal to ask at")}
	}
	first, err := e.ask("New passphrase: ")
	if err != nil {
		return "", err
	}
	again, err := e.ask("The same again: ")
	if err == nil && first != again {
		err = marketplace.Errorf(marketplace.Invalid, "The two passphrases differ, so nothing was changed. Try again.")
	}
	return first, err
}

// removePassphraseCmd takes it off.
type removePassphraseCmd struct{}

// Run takes it off.
func (c *removePassphraseCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		if err := s.SetPassphrase(e.ctx, ""); err != nil {
			return err
		}
		return e.answerProtection(s)
	})
}

// answerProtection says how the key is kept now.
func (e *env) answerProtection(s *sqlite.Store) error {
	way, err := s.Protection()
	if err != nil {
		return err
	}
	return e.answer(struct {
		Key string `json:"key"`
	}{protection(way)}, func(p *paper) { p.f("%s\n", protectionWords[way]) })
}

// protection names a way in JSON.
func protection(way identity.Way) string {
	return map[identity.Way]string{identity.WayPlain: "file", identity.WayPassphrase: "passphrase", identity.WaySecret: "keyring"}[way]
}

var protectionWords = map[identity.Way]string{
	identity.WayPlain:      "This computer's key is in a file that only your account may read: no keyring answered.",
	identity.WayPassphrase: "This computer's key is locked with your passphrase. Nobody can bring a forgotten one back: keep the recovery file.",
	identity.WaySecret:     "This computer's key is sealed with a secret in the system's keyring.",
}

// renewCmd lets this computer go on under a new key.
type renewCmd struct{}

// Run renews it.
func (c *renewCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		done, err := s.Reissue(e.ctx)
		if err != nil {
			return err
		}
		return e.answer(struct {
			Device string `json:"device"`
			Former string `json:"former"`
			Cut    int    `json:"cut_entries"`
			Again  int    `json:"written_again"`
			Left   int    `json:"not_written_again"`
		}{s.Device().String(), me.Device.String(), done.Cut, done.Entries, done.Left}, func(p *paper) {
			p.f("This computer goes on under a new key. %s\n", renewed(done))
		})
	})
}

// renewed says what became of what the old key wrote.
func renewed(done sqlite.Reissued) string {
	if done.Cut == 0 {
		return "All that the old one wrote stays as it is."
	}
	said := countOf(done.Cut, "entry was", "entries were") + " cut from the old key's log, here as everywhere: what was written since the disk was copied. " +
		countOf(done.Entries, "of them is", "of them are") + " written again under the new key."
	if done.Left > 0 {
		said += fmt.Sprintf(" %d of them could not be: look at what you did last.", done.Left)
	}
	if own := done.Cut - done.Entries - done.Left; own > 0 {
		said += fmt.Sprintf(" %d concerned the old key alone.", own)
	}
	return said + " All that was written before stays as it is."
}
