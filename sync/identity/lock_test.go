package identity_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"settle.example/settle/sync/identity"
)

func withSecret(t *testing.T) identity.Lock {
	t.Helper()
	return must(identity.WithSecret(must(identity.NewSecret())))
}

func TestASecretProtectsADevice(t *testing.T) {
	dir, d := created(t)
	lock := withSecret(t)
	if err := identity.Protect(dir, d, lock); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(filepath.Join(dir, "device.key")))
	seed, secret := d.Seed(), d.Key().Raw()
	if bytes.Contains(data, seed[:8]) || bytes.Contains(data, secret[:8]) {
		t.Fatal("the secrets lie open")
	}
	for name, wrong := range map[string]identity.Lock{"none": {}, "another": withSecret(t), "a passphrase": identity.WithPassphrase(passphrase)} {
		if _, err := identity.Open(dir, wrong); !errors.Is(err, identity.ErrNoSecret) {
			t.Errorf("with %s: %v", name, err)
		}
	}
	if got, err := identity.Open(dir, lock); err != nil || !same(got, d) {
		t.Fatal(err)
	}
}

func TestASecretIsWhatNewSecretMade(t *testing.T) {
	for name, text := range map[string]string{"none": "", "another text": "secret", "a public key": "age10xnrrmk7r0uunrcjqvkdatwsu7s8jwv0c7rt3rxggmkgntu955dq25yyzj"} {
		if _, err := identity.WithSecret(text); !errors.Is(err, identity.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeyFileTellsWhoseItIsUnopened(t *testing.T) {
	for name, lock := range map[string]identity.Lock{"plain": {}, "a passphrase": identity.WithPassphrase(passphrase), "a secret": withSecret(t)} {
		t.Run(name, func(t *testing.T) {
			dir, d := created(t)
			if err := identity.Protect(dir, d, lock); err != nil {
				t.Fatal(err)
			}
			if k, err := identity.Inspect(dir); err != nil || k.Device != d.ID() || k.Way != lock.Way() {
				t.Fatalf("it is %+v, %v", k, err)
			}
		})
	}
	if _, err := identity.Inspect(t.TempDir()); !errors.Is(err, identity.ErrNoDevice) {
		t.Error("of an empty folder:", err)
	}
}

func TestALockedFileCannotNameAnotherDevice(t *testing.T) {
	dir, d := created(t)
	lock := withSecret(t)
	if err := identity.Protect(dir, d, lock); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "device.key")
	data := must(os.ReadFile(path))
	data = bytes.Replace(data, []byte(d.ID().String()), []byte(device("another").ID().String()), 1)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.Open(dir, lock); !errors.Is(err, identity.ErrDamaged) {
		t.Fatal(err)
	}
}
