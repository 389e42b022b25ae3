package main

import (
	"errors"
	"os"

	"golang.org/x/term"

	"settle.example/settle/app/setup"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// passphraseFile is the environment variable that names a file whose first line is the passphrase of the data folder.
const passphraseFile = "SETTLE_PASSPHRASE_FILE"

// unlocking opens with what SETTLE_PASSPHRASE_FILE holds. Where another passphrase is needed it asks whoever sits at
// the terminal, once, and opens again.
func (e *env) unlocking(open func(o sqlite.Options) error) error {
	passphrase, err := firstLine(os.Getenv(passphraseFile))
	if err != nil {
		return err
	}
	err = open(setup.Options(e.now, passphrase))
	if !errors.Is(err, marketplace.ErrLocked) {
		return err
	}
	if passphrase == "" && atTerminal() {
		if passphrase, err = e.ask("Passphrase: "); err != nil {
			return err
		}
		return open(setup.Options(e.now, passphrase))
	}
	return marketplace.Errorf(marketplace.Locked, "%s Put it on the first line of a file that only you can read, and name that file in %s.", marketplace.Sentence(err), passphraseFile)
}

func atTerminal() bool { return term.IsTerminal(int(os.Stdin.Fd())) }

// ask reads a line from the terminal without showing it.
func (e *env) ask(prompt string) (string, error) {
	if _, err := e.err.Write([]byte(prompt)); err != nil {
		return "", err
	}
	b, err := term.ReadPassword(int(os.Stdin.Fd()))
	e.say("")
	if err != nil {
		return "", marketplace.Errorf(marketplace.Invalid, "No passphrase was entered.")
	}
	return string(b), nil
}
