package sqlite_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
)

func TestFoundingWritesARecoveryFile(t *testing.T) {
	dir := t.TempDir()
	foundIn(t, dir, &clock{time.Now()})
	r, err := identity.ReadRecovery(filepath.Join(dir, sqlite.RecoveryName), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rings) != 1 || r.System.IsZero() {
		t.Errorf("the recovery file holds %d rings of system %v", len(r.Rings), r.System)
	}
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // modes mean nothing there: the folder's own rights hold
	}
	dir := t.TempDir()
	s := foundIn(t, dir, &clock{time.Now()})
	if err := s.Backup(context.Background(), filepath.Join(dir, "b.backup"), nil); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", filepath.Base(path), info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFoundRefuses(t *testing.T) {
	taken := t.TempDir()
	foundIn(t, taken, &clock{time.Now()})
	recovery := filepath.Join(t.TempDir(), "recovery.txt")
	if err := os.WriteFile(recovery, []byte("another system's"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		dir    string
		change func(*sqlite.Founding)
		code   marketplace.Code
	}{
		"a folder with a system":      {taken, func(*sqlite.Founding) {}, marketplace.Refused},
		"no name":                     {t.TempDir(), func(f *sqlite.Founding) { f.System = "" }, marketplace.Invalid},
		"an unknown organisation":     {t.TempDir(), func(f *sqlite.Founding) { f.Org = "ZZZ" }, marketplace.Invalid},
		"a weak passphrase":           {t.TempDir(), func(f *sqlite.Founding) { f.Passphrase = "short" }, marketplace.Invalid},
		"a recovery file in the way":  {t.TempDir(), func(f *sqlite.Founding) { f.Recovery = recovery }, marketplace.Refused},
		"a path on a network":         {"//server/share/settle", func(*sqlite.Founding) {}, marketplace.Unavailable},
		"a path on a Windows network": {`\\server\share\settle`, func(*sqlite.Founding) {}, marketplace.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			f := founding(time.Now())
			c.change(&f)
			s, err := sqlite.Found(context.Background(), c.dir, f, sqlite.Options{})
			if err == nil {
				closing(t, s)()
				t.Fatal("it was founded")
			}
			wantSentence(t, err)
			if marketplace.CodeOf(err) != c.code {
				t.Errorf("the code is %s: %v", marketplace.CodeOf(err), err)
			}
		})
	}
}

// TestFoundingAgain founds in a folder in which a founding failed on its last step.
func TestFoundingAgain(t *testing.T) {
	dir := t.TempDir()
	f := founding(time.Now())
	f.Recovery = filepath.Join(dir, "no such folder", "recovery.txt")
	if _, err := sqlite.Found(context.Background(), dir, f, sqlite.Options{}); err == nil {
		t.Fatal("it was founded without its recovery file")
	}
	if _, err := sqlite.Open(context.Background(), dir, sqlite.Options{}); err == nil {
		t.Fatal("there is half a system")
	} else {
		wantSentence(t, err)
	}
	f.Recovery = ""
	s, err := sqlite.Found(context.Background(), dir, f, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, s)()
}

func TestOpenNothing(t *testing.T) {
	_, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "empty"), sqlite.Options{})
	wantSentence(t, err)
	if marketplace.CodeOf(err) != marketplace.NotAMember {
		t.Errorf("the code is %s", marketplace.CodeOf(err))
	}
}

func TestRecoveryFileIsReadable(t *testing.T) {
	dir := t.TempDir()
	foundIn(t, dir, &clock{time.Now()}, func(f *sqlite.Founding) { f.Passphrase = "four words to remember" })
	path := filepath.Join(dir, sqlite.RecoveryName)
	if _, err := identity.ReadRecovery(path, ""); err == nil {
		t.Error("the file opens without its passphrase")
	}
	if _, err := identity.ReadRecovery(path, "four words to remember"); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "Surrey Heartlands rehearsal") {
		t.Errorf("the file does not say what it is of (%v)", err)
	}
}
