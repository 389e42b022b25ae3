package identity

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"settle.example/settle/sync/oplog"
)

// The device key file. Its first line says what it is and how it is protected;
// the rest is the keys as CBOR, or an age file of that.
const (
	keyFile        = "device.key"
	keyFileMax     = 4 << 10
	headPlain      = "settle device key 1 plain\n"
	headPassphrase = "settle device key 1 passphrase\n"
	headAny        = "settle device key "
)

// deviceKeys is the content of a key file. The public halves are there so that
// one flipped bit shows.
type deviceKeys struct {
	Seed      [32]byte       `cbor:"1,keyasint"`
	Secret    [32]byte       `cbor:"2,keyasint"`
	ID        oplog.DeviceID `cbor:"3,keyasint"`
	Recipient Recipient      `cbor:"4,keyasint"`
}

// Create makes a device and keeps its keys, unprotected, in the folder dir, which
// it makes if need be. The keys are on the disk when it returns. It fails with
// ErrDeviceExists. Callers hold the lock of the data folder.
func Create(dir string) (*Device, error) {
	if _, err := os.Lstat(filepath.Join(dir, keyFile)); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = ErrDeviceExists
		}
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for keys: %w", err)
	}
	return keepNew(dir, "")
}

// keepNew makes a device and writes its keys to dir.
func keepNew(dir, passphrase string) (*Device, error) {
	d, err := newDevice()
	if err == nil {
		err = Protect(dir, d, passphrase)
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Open reads the device's keys from dir. It fails with ErrNoDevice, ErrLocked
// (ask for the passphrase and call Unlock), ErrDamaged or ErrNewer.
func Open(dir string) (*Device, error) { return Unlock(dir, "") }

// Unlock is Open for keys that a passphrase protects; it also fails with
// ErrPassphrase.
func Unlock(dir, passphrase string) (*Device, error) {
	data, err := readKeyFile(filepath.Join(dir, keyFile))
	if err != nil {
		return nil, err
	}
	return parseKeyFile(data, passphrase)
}

// Protect writes the device's keys to dir afresh, protected by the passphrase;
// an empty one takes the protection off. It fails with ErrWeakPassphrase, and
// then, or when the disk fails, leaves the file as it was.
func Protect(dir string, d *Device, passphrase string) error {
	data, err := formatKeyFile(d, passphrase)
	if err != nil {
		return err
	}
	return writeFile(dir, keyFile, data)
}

// Replace makes a new device in place of old, for a machine whose log was forked
// or that goes on from a backup. The old keys stay in dir in a file of their own,
// under the protection that they had; the new ones are protected by the
// passphrase, or not if it is empty. Name the successor with NameSuccessor.
func Replace(dir string, old *Device, passphrase string) (*Device, error) {
	data, err := readKeyFile(filepath.Join(dir, keyFile))
	if err != nil {
		return nil, err
	}
	if err := writeFile(dir, "former-"+old.ID().String()[:16]+".key", data); err != nil {
		return nil, err
	}
	return keepNew(dir, passphrase)
}

func formatKeyFile(d *Device, passphrase string) ([]byte, error) {
	content, err := oplog.Marshal(deviceKeys{
		Seed: d.signing.Seed(), Secret: d.key.secret().raw, ID: d.ID(), Recipient: d.Recipient(),
	})
	if err != nil {
		return nil, err
	}
	if passphrase == "" {
		return append([]byte(headPlain), content...), nil
	}
	sealed, err := protect(content, passphrase)
	return append([]byte(headPassphrase), sealed...), err
}

func parseKeyFile(data []byte, passphrase string) (*Device, error) {
	content, plain := bytes.CutPrefix(data, []byte(headPlain))
	if !plain {
		sealed, protected := bytes.CutPrefix(data, []byte(headPassphrase))
		switch {
		case protected:
		case bytes.HasPrefix(data, []byte(headAny)):
			return nil, ErrNewer
		default:
			return nil, ErrDamaged
		}
		var err error
		if content, err = unprotect(sealed, passphrase); err != nil {
			return nil, err
		}
	}
	var k deviceKeys
	if oplog.Unmarshal(content, &k) != nil {
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
