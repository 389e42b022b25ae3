package identity

import (
	"unicode/utf8"

	"filippo.io/age"
)

// Lengths of a passphrase, in characters.
const (
	minPassphrase = 12
	maxPassphrase = 200
)

// maxWorkFactor bounds what a file may ask of this machine: scrypt at 2^18 takes
// 256 MiB and about a second.
const maxWorkFactor = 18

// workFactor is the cost of guessing: scrypt at N = 2^17, r = 8, p = 1 (OWASP
// password storage cheat sheet) takes 128 MiB.
var workFactor = 17

// protect encrypts plaintext with a passphrase, as age does.
func protect(plaintext []byte, passphrase string) ([]byte, error) {
	if n := utf8.RuneCountInString(passphrase); n < minPassphrase || n > maxPassphrase {
		return nil, ErrWeakPassphrase
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, ErrWeakPassphrase
	}
	recipient.SetWorkFactor(workFactor)
	return encryptFor(plaintext, recipient)
}

// unprotect undoes protect. It fails with ErrLocked when the passphrase is
// empty, else with ErrPassphrase or ErrDamaged.
func unprotect(ciphertext []byte, passphrase string) ([]byte, error) {
	if passphrase == "" {
		return nil, ErrLocked
	}
	if len(passphrase) > maxPassphrase*utf8.UTFMax {
		return nil, ErrPassphrase
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrPassphrase
	}
	identity.SetMaxWorkFactor(maxWorkFactor)
	return openAge(ciphertext, ErrPassphrase, identity)
}
