package sqlite_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
)

const words = "four words that last"

// vault is a keyring in memory. While it is away it answers nothing; a deaf one forgets what it is given.
type vault struct {
	kept       map[string]string
	away, deaf bool
}

var errAway = errors.New("no keyring")

func (v *vault) Secret(name string) (string, bool, error) {
	if v.away {
		return "", false, errAway
	}
	s, ok := v.kept[name]
	return s, ok, nil
}

func (v *vault) Keep(name, secret string) error {
	if v.away {
		return errAway
	}
	if !v.deaf {
		v.kept[name] = secret
	}
	return nil
}

func (v *vault) Forget(name string) error {
	delete(v.kept, name)
	return nil
}

func newVault() *vault { return &vault{kept: map[string]string{}} }

// keyed founds a system with options and answers its folder and them; the store is closed.
func keyed(t *testing.T, o sqlite.Options) (dir string, _ sqlite.Options) {
	t.Helper()
	dir, c := t.TempDir(), &clock{markettest.Start}
	o.Now = c.Now
	s, err := sqlite.Found(context.Background(), dir, founding(c.now), o)
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, pair())
	closing(t, s)()
	return dir, o
}

// writes opens the folder and writes in it.
func writes(dir string, o sqlite.Options) error {
	s, err := sqlite.Open(context.Background(), dir, o)
	if err != nil {
		return err
	}
	_, err = s.Do(context.Background(), pair())
	return errors.Join(err, s.Close())
}

func change(t *testing.T, dir string, o sqlite.Options, act func(*sqlite.Store) error) {
	t.Helper()
	s, err := sqlite.Open(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, s)()
	if err := act(s); err != nil {
		t.Fatal(err)
	}
}

func way(t *testing.T, dir string) identity.Way {
	t.Helper()
	k, err := identity.Inspect(filepath.Join(dir, "keys"))
	if err != nil {
		t.Fatal(err)
	}
	return k.Way
}

func TestAKeyIsSealedWhereAVaultAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		vault *vault
		want  identity.Way
	}{
		"it answers":       {newVault(), identity.WaySecret},
		"it does not":      {&vault{away: true}, identity.WayPlain},
		"it keeps nothing": {&vault{deaf: true}, identity.WayPlain},
	} {
		t.Run(name, func(t *testing.T) {
			dir, o := keyed(t, sqlite.Options{Vault: c.vault})
			if got := way(t, dir); got != c.want {
				t.Fatalf("the key is kept in way %d, want %d", got, c.want)
			}
			if err := writes(dir, o); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestASealedKeyNeedsItsVault(t *testing.T) {
	dir, o := keyed(t, sqlite.Options{Vault: newVault()})
	for name, c := range map[string]struct {
		vault sqlite.Vault
		says  string
	}{
		"another's":     {newVault(), "restore a backup"},
		"none":          {nil, "does not answer"},
		"one that left": {&vault{away: true}, "does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			err := writes(dir, sqlite.Options{Now: o.Now, Vault: c.vault})
			if marketplace.CodeOf(err) != marketplace.Unavailable || !strings.Contains(marketplace.Sentence(err), c.says) {
				t.Fatalf("it says %v", err)
			}
		})
	}
}

func TestAPassphraseLocksAFolder(t *testing.T) {
	v := newVault()
	dir, o := keyed(t, sqlite.Options{Vault: v})
	change(t, dir, o, func(s *sqlite.Store) error {
		if err := s.SetPassphrase(context.Background(), "short"); !errors.Is(err, marketplace.ErrInvalid) {
			t.Errorf("a weak passphrase: %v", err)
		}
		if err := s.SetPassphrase(context.Background(), words); err != nil {
			return err
		}
		_, err := s.Do(context.Background(), pair()) // who has it open goes on
		return err
	})
	if len(v.kept) != 0 || way(t, dir) != identity.WayPassphrase {
		t.Error("a passphrase leaves the vault's secret behind")
	}
	for name, given := range map[string]string{"none": "", "a wrong one": "four other words"} {
		if err := writes(dir, sqlite.Options{Now: o.Now, Passphrase: given}); !errors.Is(err, marketplace.ErrLocked) {
			t.Errorf("with %s: %v", name, err)
		}
	}
	o.Passphrase = words
	change(t, dir, o, func(s *sqlite.Store) error { return s.Renew(context.Background()) })
	if way(t, dir) != identity.WayPassphrase {
		t.Error("a new key is not locked as the old one was")
	}
	change(t, dir, o, func(s *sqlite.Store) error { return s.SetPassphrase(context.Background(), "") })
	if err := writes(dir, sqlite.Options{Now: o.Now, Vault: v}); err != nil || way(t, dir) != identity.WaySecret {
		t.Errorf("without the passphrase again: %v", err)
	}
}

func TestRestoreAsksForThePassphraseOfTheKeyHere(t *testing.T) {
	dir, o := keyed(t, sqlite.Options{Passphrase: words})
	backup := filepath.Join(t.TempDir(), "b")
	change(t, dir, o, func(s *sqlite.Store) error { return s.Backup(context.Background(), backup, nil) })
	locked := sqlite.Options{Now: o.Now}
	if _, _, err := sqlite.Restore(context.Background(), backup, dir, sqlite.Restoring{Options: locked}); !errors.Is(err, marketplace.ErrLocked) {
		t.Fatalf("without it: %v", err)
	}
	s, done, err := sqlite.Restore(context.Background(), backup, dir, sqlite.Restoring{Options: o})
	if err != nil || !done.MayWrite {
		t.Fatalf("with it: %+v, %v", done, err)
	}
	closing(t, s)()
	if way(t, dir) != identity.WayPassphrase {
		t.Error("the new key is not locked as the old one was")
	}
	// Who has forgotten it has the recovery file.
	later := func() time.Time { return o.Now().Add(time.Minute) }
	s, done, err = sqlite.Restore(context.Background(), backup, dir, sqlite.Restoring{Recovery: filepath.Join(dir, sqlite.RecoveryName), Options: sqlite.Options{Now: later}})
	if err != nil || !done.MayWrite {
		t.Fatalf("with the recovery file: %+v, %v", done, err)
	}
	closing(t, s)()
}

func TestTwoProcessesDoNotSwapKeys(t *testing.T) {
	dir, o := keyed(t, sqlite.Options{})
	change(t, dir, o, func(first *sqlite.Store) error {
		change(t, dir, o, func(s *sqlite.Store) error { return s.Renew(context.Background()) })
		if err := first.SetPassphrase(context.Background(), words); marketplace.CodeOf(err) != marketplace.Changed {
			t.Errorf("an old key took the place of the new one: %v", err)
		}
		return nil
	})
	if err := writes(dir, o); err != nil {
		t.Fatal(err)
	}
}
