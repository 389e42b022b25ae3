package identity

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"settle.example/settle/sync/oplog"
)

// The device key file: a head, and the keys as CBOR or an age file of that.
const (
	keyFile    = "device.key"
	keyFileMax = 4 << 10
)

// deviceKeys is the content of a key file. The public halves are there so that
// one flipped bit shows.
type deviceKeys struct {
	Seed      [32]byte       `cbor:"1,keyasint"`
	Secret    [32]byte       `cbor:"2,keyasint"`
	ID        oplog.DeviceID `cbor:"3,keyasint"`
	Recipient Recipient      `cbor:"4,keyasint"`
}

// Create keeps a new device's keys in the folder dir, which it makes if need be,
// under the lock. They are on the disk when it returns. It fails with
// ErrDeviceExists and ErrWeakPassphrase. Callers hold the lock of the data folder.
func Create(dir string, d *Device, l Lock) error {
	if _, err := os.Lstat(filepath.Join(dir, keyFile)); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = ErrDeviceExists
		}
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder for keys: %w", err)
	}
	return Protect(dir, d, l)
}

// Inspect tells of the keys in dir whose they are and how they are protected. It
// fails with ErrNoDevice, ErrDamaged or ErrNewer.
func Inspect(dir string) (KeyFile, error) {
	data, err := readKeyFile(filepath.Join(dir, keyFile))
	if err != nil {
		return KeyFile{}, err
	}
	k, _, err := parseHead(data)
	if err != nil || k.Way != WayPlain {
		return k, err
	}
	d, err := parseKeyFile(data, Lock{})
	if err != nil {
		return KeyFile{}, err
	}
	return KeyFile{Device: d.ID()}, nil
}

// Open reads the device's keys from dir. It fails with ErrNoDevice, ErrDamaged or
// ErrNewer; and where the lock does not fit with ErrLocked (it takes a passphrase),
// ErrPassphrase or ErrNoSecret.
func Open(dir string, l Lock) (*Device, error) {
	data, err := readKeyFile(filepath.Join(dir, keyFile))
	if err != nil {
		return nil, err
	}
	return parseKeyFile(data, l)
}

// Protect writes the device's keys to dir afresh, under the lock. It fails with
// ErrWeakPassphrase, and then, or when the disk fails, leaves the file as it was.
func Protect(dir string, d *Device, l Lock) error {
	data, err := formatKeyFile(d, l)
	if err != nil {
		return err
	}
	return writeFile(dir, keyFile, data)
}

func formatKeyFile(d *Device, l Lock) ([]byte, error) {
	content, err := oplog.Marshal(deviceKeys{
		Seed: d.signing.Seed(), Secret: d.key.secret().raw, ID: d.ID(), Recipient: d.Recipient(),
	})
	if err != nil {
		return nil, err
	}
	head := heads[l.way]
	if l.way != WayPlain {
		head += d.ID().String() + "\n"
		if content, err = l.close(content); err != nil {
			return nil, err
		}
	}
	return append([]byte(head), content...), nil
}

func parseKeyFile(data []byte, l Lock) (*Device, error) {
	head, rest, err := parseHead(data)
	if err != nil {
		return nil, err
	}
	content, err := l.unlock(head.Way, rest)
	if err != nil {
		return nil, err
	}
	var k deviceKeys
	if oplog.Unmarshal(content, &k) != nil || head.Way != WayPlain && k.ID != head.Device {
		return nil, ErrDamaged
	}
	key, err := newKey(k.Secret)
	d := &Device{signing: SigningKeyOf(k.Seed), key: key}
	if err != nil || d.ID() != k.ID || d.Recipient() != k.Recipient {
		return nil, ErrDamaged
	}
	return d, nil
}

// readKeyFile reads a file that only its owner should be able to read, and makes
// that so if it is not.
func readKeyFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoDevice
	}
	if err != nil {
		return nil, fmt.Errorf("open the device key: %w", err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		if err := f.Chmod(0o600); err != nil {
			return nil, fmt.Errorf("close the device key to other people: %w", err)
		}
	}
	data, err := io.ReadAll(io.LimitReader(f, keyFileMax+1))
	if err != nil {
		return nil, fmt.Errorf("read the device key: %w", err)
	}
	if len(data) > keyFileMax {
		return nil, ErrDamaged
	}
	return data, nil
}

// writeFile puts data into the file name of dir, whole or not at all, readable by
// its owner alone, and on the disk when it returns.
func writeFile(dir, name string, data []byte) (err error) {
	f, err := os.CreateTemp(dir, name+".*.tmp") // mode 0600
	if err != nil {
		return fmt.Errorf("write the key: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			err = fmt.Errorf("write the key: %w", err)
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), filepath.Join(dir, name)); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes a rename in dir durable. Windows has no such call, and needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return d.Sync()
}
