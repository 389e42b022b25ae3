package identity

import (
	"bytes"

	"filippo.io/age"

	"settle.example/settle/sync/oplog"
)

// Way is how a device key file is protected.
type Way uint8

// The ways. The zero Way is none: whoever can read the file has the keys.
const (
	WayPlain      Way = iota
	WayPassphrase     // by a passphrase that a person types
	WaySecret         // by a random secret that is kept elsewhere, such as in the system's keyring
)

// Lock closes a device key file and opens it again. The zero Lock leaves it open.
// What a Lock knows is inside functions, where nothing prints it.
type Lock struct {
	way   Way
	close func(plaintext []byte) ([]byte, error)
	open  func(ciphertext []byte) ([]byte, error)
}

// Way is how the lock protects.
func (l Lock) Way() Way { return l.way }

// WithPassphrase locks with a passphrase of 12 to 200 characters; closing with
// another fails with ErrWeakPassphrase. An empty one is no lock.
func WithPassphrase(passphrase string) Lock {
	if passphrase == "" {
		return Lock{}
	}
	return Lock{
		way:   WayPassphrase,
		close: func(b []byte) ([]byte, error) { return protect(b, passphrase) },
		open:  func(b []byte) ([]byte, error) { return unprotect(b, passphrase) },
	}
}

// NewSecret makes a random secret for WithSecret: age's text for an X25519 key.
func NewSecret() (string, error) {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	return k.String(), nil
}

// WithSecret locks with a secret that NewSecret made. It fails with ErrDamaged for
// any other text. Opening what another secret closed fails with ErrNoSecret.
func WithSecret(secret string) (Lock, error) {
	k, err := age.ParseX25519Identity(secret)
	if err != nil {
		return Lock{}, ErrDamaged
	}
	return Lock{
		way:   WaySecret,
		close: func(b []byte) ([]byte, error) { return encryptFor(b, k.Recipient()) },
		open:  func(b []byte) ([]byte, error) { return openAge(b, ErrNoSecret, k) },
	}, nil
}

// The first line of a key file says what it is and how it is protected. Under a
// lock the second names the device, so that its secret can be looked up.
const (
	headPlain      = "settle device key 1 plain\n"
	headPassphrase = "settle device key 1 passphrase\n"
	headSecret     = "settle device key 1 secret\n"
	headAny        = "settle device key "
)

var heads = map[Way]string{WayPlain: headPlain, WayPassphrase: headPassphrase, WaySecret: headSecret}

// KeyFile is what a device key file says without being opened.
type KeyFile struct {
	Device oplog.DeviceID
	Way    Way
}

// parseHead reads the head of a key file; rest is what follows it. It fails with
// ErrNewer or ErrDamaged.
func parseHead(data []byte) (k KeyFile, rest []byte, err error) {
	for way, head := range heads {
		rest, ok := bytes.CutPrefix(data, []byte(head))
		if !ok {
			continue
		}
		if way == WayPlain {
			return KeyFile{Way: way}, rest, nil
		}
		name, rest, ok := bytes.Cut(rest, []byte("\n"))
		var id oplog.DeviceID
		if !ok || id.UnmarshalText(name) != nil {
			return KeyFile{}, nil, ErrDamaged
		}
		return KeyFile{id, way}, rest, nil
	}
	if bytes.HasPrefix(data, []byte(headAny)) {
		return KeyFile{}, nil, ErrNewer
	}
	return KeyFile{}, nil, ErrDamaged
}

// unlock opens what follows the head of a file that is protected in a way. It fails
// with ErrLocked or ErrNoSecret where the lock is of another way.
func (l Lock) unlock(way Way, rest []byte) ([]byte, error) {
	switch {
	case way == WayPlain:
		return rest, nil
	case way == l.way:
		return l.open(rest)
	case way == WayPassphrase:
		return nil, ErrLocked
	}
	return nil, ErrNoSecret
}
