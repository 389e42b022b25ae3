package identity_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

const passphrase = "correct horse battery"

func created(t *testing.T) (dir string, d *identity.Device) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "keys")
	d = must(identity.New())
	if err := identity.Create(dir, d, identity.Lock{}); err != nil {
		t.Fatal(err)
	}
	return dir, d
}

func same(a, b *identity.Device) bool {
	return a.ID() == b.ID() && a.Recipient() == b.Recipient() && a.Seed() == b.Seed() && a.Key().Raw() == b.Key().Raw()
}

func TestADeviceIsKept(t *testing.T) {
	dir, d := created(t)
	got, err := identity.Open(dir, identity.Lock{})
	if err != nil || !same(got, d) {
		t.Fatal(err)
	}
	if d.ID().IsZero() || d.Recipient() == (identity.Recipient{}) {
		t.Fatal("the device has no name")
	}
	if err := identity.Create(dir, device("b"), identity.Lock{}); !errors.Is(err, identity.ErrDeviceExists) {
		t.Fatal("a device was overwritten:", err)
	}
	if again, err := identity.Open(dir, identity.Lock{}); err != nil || !same(again, d) {
		t.Fatal("it changed:", err)
	}
	if _, other := created(t); other.ID() == d.ID() || other.Recipient() == d.Recipient() {
		t.Fatal("two devices share a key")
	}
}

func TestADeviceSignsItsLog(t *testing.T) {
	_, d := created(t)
	head, err := oplog.SignHead(d, 1, oplog.Hash{1})
	if err != nil || head.Device != d.ID() || head.Verify() != nil {
		t.Fatal(head, err)
	}
}

func TestAPassphraseProtectsADevice(t *testing.T) {
	dir, d := created(t)
	if err := identity.Protect(dir, d, identity.WithPassphrase(passphrase)); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(filepath.Join(dir, "device.key")))
	seed, secret := d.Seed(), d.Key().Raw()
	if bytes.Contains(data, seed[:8]) || bytes.Contains(data, secret[:8]) {
		t.Fatal("the secrets lie open")
	}
	if _, err := identity.Open(dir, identity.Lock{}); !errors.Is(err, identity.ErrLocked) {
		t.Error("without passphrase:", err)
	}
	for name, wrong := range map[string]string{"wrong": "incorrect horse", "in capitals": strings.ToUpper(passphrase), "endless": strings.Repeat("x", 10_000)} {
		if _, err := identity.Open(dir, identity.WithPassphrase(wrong)); !errors.Is(err, identity.ErrPassphrase) {
			t.Errorf("a passphrase that is %s: %v", name, err)
		}
	}
	got, err := identity.Open(dir, identity.WithPassphrase(passphrase))
	if err != nil || !same(got, d) {
		t.Fatal(err)
	}
	if err := identity.Protect(dir, got, identity.Lock{}); err != nil {
		t.Fatal(err)
	}
	if got, err = identity.Open(dir, identity.Lock{}); err != nil || !same(got, d) {
		t.Fatal("after taking the protection off:", err)
	}
}

func TestAWeakPassphraseChangesNothing(t *testing.T) {
	dir, d := created(t)
	for _, weak := range []string{"x", "eleven char", strings.Repeat("x", 201)} {
		if err := identity.Protect(dir, d, identity.WithPassphrase(weak)); !errors.Is(err, identity.ErrWeakPassphrase) {
			t.Errorf("%d characters: %v", len(weak), err)
		}
	}
	if got, err := identity.Open(dir, identity.Lock{}); err != nil || !same(got, d) {
		t.Fatal(err)
	}
}

func TestOnlyItsOwnerReadsAKeyFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // no such modes; the folder is the person's own
	}
	dir, _ := created(t)
	path := filepath.Join(dir, "device.key")
	if info := must(os.Stat(dir)); info.Mode().Perm() != 0o700 {
		t.Error("folder:", info.Mode())
	}
	if info := must(os.Stat(path)); info.Mode().Perm() != 0o600 {
		t.Error("file:", info.Mode())
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.Open(dir, identity.Lock{}); err != nil {
		t.Fatal(err)
	}
	if info := must(os.Stat(path)); info.Mode().Perm() != 0o600 {
		t.Error("a file open to others stays open:", info.Mode())
	}
	if names := must(os.ReadDir(dir)); len(names) != 1 {
		t.Error("files are left over:", names)
	}
}

func TestADamagedKeyFileIsNoticed(t *testing.T) {
	dir, d := created(t)
	path := filepath.Join(dir, "device.key")
	good := must(os.ReadFile(path))
	write := func(data []byte) error {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := identity.Open(dir, identity.Lock{})
		return err
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 1
		if err := write(bad); !errors.Is(err, identity.ErrDamaged) && !errors.Is(err, identity.ErrNewer) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for n := range good {
		if err := write(good[:n]); !errors.Is(err, identity.ErrDamaged) && !errors.Is(err, identity.ErrNewer) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	if err := write(append(bytes.Clone(good), make([]byte, 10_000)...)); !errors.Is(err, identity.ErrDamaged) {
		t.Error("a huge file:", err)
	}
	if err := write([]byte("settle device key 2 plain\n")); !errors.Is(err, identity.ErrNewer) {
		t.Error("a later format:", err)
	}
	if err := identity.Protect(dir, d, identity.WithPassphrase(passphrase)); err != nil {
		t.Fatal(err)
	}
	sealed := must(os.ReadFile(path))
	for _, n := range []int{31, 60, len(sealed) / 2, len(sealed) - 1} {
		if err := os.WriteFile(path, sealed[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.Open(dir, identity.WithPassphrase(passphrase)); !errors.Is(err, identity.ErrDamaged) && !errors.Is(err, identity.ErrPassphrase) {
			t.Errorf("a protected file cut to %d bytes: %v", n, err)
		}
	}
}

// TestAFileCannotAskForEndlessWork gives scrypt a work factor of 2^30.
func TestAFileCannotAskForEndlessWork(t *testing.T) {
	dir, d := created(t)
	if err := identity.Protect(dir, d, identity.WithPassphrase(passphrase)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "device.key")
	data := bytes.Replace(must(os.ReadFile(path)), []byte(" 10\n"), []byte(" 30\n"), 1)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.Open(dir, identity.WithPassphrase(passphrase)); !errors.Is(err, identity.ErrDamaged) {
		t.Fatal(err)
	}
}

func TestAFolderWithoutADevice(t *testing.T) {
	if _, err := identity.Open(t.TempDir(), identity.Lock{}); !errors.Is(err, identity.ErrNoDevice) {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := identity.Create(filepath.Join(file, "keys"), device("a"), identity.Lock{}); err == nil {
		t.Error("a device was kept inside a file")
	}
	if err := identity.Protect(filepath.Join(t.TempDir(), "none"), device("a"), identity.Lock{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func FuzzKeyFile(f *testing.F) {
	dir := f.TempDir()
	d := device("a")
	for _, p := range []string{"", passphrase} {
		if err := identity.Protect(dir, d, identity.WithPassphrase(p)); err != nil {
			f.Fatal(err)
		}
		f.Add(must(os.ReadFile(filepath.Join(dir, "device.key"))))
	}
	f.Add([]byte("settle device key 1 secret\n" + d.ID().String() + "\n"))
	f.Add([]byte("settle device key 3"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := identity.ParseKeyFile(data, identity.Lock{})
		if (d == nil) != (err != nil) {
			t.Fatal(d, err)
		}
	})
}
