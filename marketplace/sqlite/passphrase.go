package sqlite

import (
	"context"
	"errors"
	"path/filepath"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

// Protection says how this device's key is kept on disk; WayPlain where it has none.
func (s *Store) Protection() (identity.Way, error) {
	file, err := identity.Inspect(filepath.Join(s.dir, keysName))
	if errors.Is(err, identity.ErrNoDevice) {
		return identity.WayPlain, nil
	}
	return file.Way, said(err)
}

// SetPassphrase locks this device's keys, those that it succeeded too, with a passphrase that Open must then be given;
// with an empty one the vault protects them again, or where there is none the rights of the file alone. It fails with
// Invalid for a passphrase that is too short, and then, as whenever it fails, this device's key is as it was.
func (s *Store) SetPassphrase(_ context.Context, passphrase string) error {
	release, err := alone(s.dir)
	if err != nil {
		return said(err)
	}
	defer release()
	self := s.device()
	if self == nil {
		return errReadOnlyCopy
	}
	file, err := identity.Inspect(filepath.Join(s.dir, keysName))
	if err != nil {
		return said(err)
	}
	if file.Device != self.ID() {
		return marketplace.Errorf(marketplace.Changed, "This computer has been given another key meanwhile. Open Settle again, and then set the passphrase.")
	}
	next := &locks{passphrase: passphrase, vault: s.locks.vault}
	for _, dir := range formers(s.dir) {
		_ = s.locks.hand(dir, next) // one that cannot be opened stays as it is
	}
	if err := s.locks.hand(filepath.Join(s.dir, keysName), next); err != nil {
		return said(err)
	}
	s.locks.mu.Lock()
	defer s.locks.mu.Unlock()
	s.locks.passphrase = passphrase
	return nil
}

// hand closes the key in dir with other locks.
func (l *locks) hand(dir string, next *locks) error {
	file, err := identity.Inspect(dir)
	if err != nil || file.Way == identity.WaySecret && next.passphrase == "" {
		return err
	}
	d, err := l.open(dir)
	if err != nil {
		return err
	}
	lock, err := next.closer(d.ID())
	if err != nil {
		return err
	}
	if err := weak(identity.Protect(dir, d, lock)); err != nil {
		return err
	}
	if file.Way == identity.WaySecret {
		_ = l.vault.Forget(d.ID().String()) // what stays opens nothing any more
	}
	return nil
}

// weak says of a passphrase that cannot be used what one needs.
func weak(err error) error {
	if !errors.Is(err, identity.ErrWeakPassphrase) {
		return err
	}
	e := marketplace.Errorf(marketplace.Invalid, "A passphrase needs 12 to 200 characters: four words that you can remember do well.").On("passphrase")
	e.Err = err
	return e
}
