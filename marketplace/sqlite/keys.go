package sqlite

import (
	"errors"
	"sync"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Vault keeps small secrets for this account of this computer, outside of every data folder: the keyring of the system.
// A device's key file is sealed with a secret that is kept there under the device's id.
type Vault interface {
	// Secret is what is kept under a name; ok is false where the vault answers that it has none.
	Secret(name string) (secret string, ok bool, err error)
	// Keep keeps a secret under a name, in place of another.
	Keep(name, secret string) error
	// Forget removes what is kept under a name, if anything is.
	Forget(name string) error
}

// locks closes and opens the device keys of one folder. The passphrase, where there is one, goes before the vault, and
// the vault before a plain file.
type locks struct {
	mu         sync.Mutex
	passphrase string
	vault      Vault // nil where there is none
}

func (o Options) locks() *locks { return &locks{passphrase: o.Passphrase, vault: o.Vault} }

// open opens the device key in dir. Errors of the identity package mean that there is none, or a damaged one.
func (l *locks) open(dir string) (*identity.Device, error) {
	file, err := identity.Inspect(dir)
	if err != nil {
		return nil, err
	}
	lock, err := l.opener(file)
	if err != nil {
		return nil, err
	}
	d, err := identity.Open(dir, lock)
	switch {
	case errors.Is(err, identity.ErrLocked):
		return nil, keyError(err, marketplace.Locked, "This Settle is locked with a passphrase. Enter it to go on.")
	case errors.Is(err, identity.ErrPassphrase):
		return nil, keyError(err, marketplace.Locked, "That passphrase does not open this Settle: check capitals and try again.").On("passphrase")
	case errors.Is(err, identity.ErrNoSecret):
		return nil, keyError(err, marketplace.Unavailable, saidNoSecret)
	}
	return d, err
}

// opener is the lock that should open a key file.
func (l *locks) opener(file identity.KeyFile) (identity.Lock, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if file.Way != identity.WaySecret {
		return identity.WithPassphrase(l.passphrase), nil
	}
	if l.vault == nil {
		return identity.Lock{}, keyError(nil, marketplace.Unavailable, saidNoVault)
	}
	secret, ok, err := l.vault.Secret(file.Device.String())
	if err != nil {
		return identity.Lock{}, keyError(err, marketplace.Unavailable, saidNoVault)
	}
	lock, err := identity.WithSecret(secret)
	if !ok || err != nil {
		return identity.Lock{}, keyError(err, marketplace.Unavailable, saidNoSecret)
	}
	return lock, nil
}

const (
	saidNoSecret = "The key of this Settle is sealed with a secret in the keyring of the account and computer that it was made on, and the keyring here has none for it. If the folder was copied, restore a backup with the recovery file, or ask a registrar to invite you again."
	saidNoVault  = "The key of this Settle is sealed with a secret in this computer's keyring, which does not answer. Unlock the keyring and try again, from the desktop of the account that uses Settle."
)

func keyError(err error, code marketplace.Code, sentence string) *marketplace.Error {
	e := marketplace.Errorf(code, "%s", sentence)
	e.Err = err
	return e
}

// closer is the lock for the key of a device, the best that there is.
func (l *locks) closer(id oplog.DeviceID) (identity.Lock, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.passphrase != "" || l.vault == nil {
		return identity.WithPassphrase(l.passphrase), nil
	}
	name := id.String()
	secret, ok, err := l.vault.Secret(name)
	if err != nil {
		return identity.Lock{}, nil // no keyring answers: the file alone keeps the key
	}
	if !ok {
		if secret, err = identity.NewSecret(); err != nil {
			return identity.Lock{}, err
		}
		if l.vault.Keep(name, secret) != nil {
			return identity.Lock{}, nil
		}
		// A keyring that loses what it is given would lock the folder for ever.
		if kept, ok, err := l.vault.Secret(name); err != nil || !ok || kept != secret {
			return identity.Lock{}, nil
		}
	}
	return identity.WithSecret(secret)
}

// fresh makes a device and keeps its key in dir.
func (l *locks) fresh(dir string) (*identity.Device, error) {
	if _, err := identity.Inspect(dir); !errors.Is(err, identity.ErrNoDevice) {
		if err == nil {
			err = identity.ErrDeviceExists
		}
		return nil, err
	}
	d, err := identity.New()
	if err != nil {
		return nil, err
	}
	lock, err := l.closer(d.ID())
	if err == nil {
		err = weak(identity.Create(dir, d, lock))
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}
