package sqlite_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// backedUp is a lived-in store, closed, with a backup and its recovery file kept apart.
func backedUp(t testing.TB) (dir, backup, recovery string, at *clock) {
	t.Helper()
	dir, apart := t.TempDir(), t.TempDir()
	s := lived(t, dir)
	backup = filepath.Join(apart, "settle.backup")
	if err := s.Backup(context.Background(), backup, nil); err != nil {
		t.Fatal(err)
	}
	recovery = filepath.Join(apart, "recovery.txt")
	if err := os.Rename(filepath.Join(dir, sqlite.RecoveryName), recovery); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, backup, recovery, &clock{markettest.Start.Add(time.Hour)}
}

func restore(t testing.TB, backup, dir, recovery string, c *clock) (*sqlite.Store, sqlite.Restored) {
	t.Helper()
	s, done, err := sqlite.Restore(context.Background(), backup, dir, sqlite.Restoring{Recovery: recovery, Options: sqlite.Options{Now: c.Now}})
	if err != nil {
		t.Fatalf("restore: %v", err)
	}
	t.Cleanup(closing(t, s))
	return s, done
}

func TestRestore(t *testing.T) {
	dir, backup, recovery, c := backedUp(t)
	sqliteOpen := func(dir string) *sqlite.Store {
		s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	was := sqliteOpen(dir)
	old, person := was.Device(), person(t, was)
	if err := was.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"with the old key", "with the recovery file", "with neither"} {
		t.Run(name, func(t *testing.T) {
			to, with := t.TempDir(), ""
			switch name {
			case "with the old key":
				to = dir
			case "with the recovery file":
				with = recovery
			}
			s, done := restore(t, backup, to, with, c)
			if name == "with neither" {
				wantReadOnly(t, s, done)
				return
			}
			me, err := s.Me(context.Background())
			if err != nil || !done.MayWrite || !strings.Contains(done.Sentence, "shared with nobody yet is lost") || me.Person != person || me.Device == old || me.Device != s.Device() {
				t.Fatalf("restored as %+v (%v), was %v; %+v", me.Actor, err, old, done)
			}
			do(t, s, pair())
			wantOpens(t, s)
			// Once more, over what was just restored: the folder's key is by now that of a device which this backup never saw.
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			c.now = c.now.Add(time.Minute)
			again, done := restore(t, backup, to, with, c)
			if !done.MayWrite || done.Kept == "" || again.Device() == s.Device() {
				t.Fatalf("a second restore comes to %+v", done)
			}
			do(t, again, pair())
			wantOpens(t, again)
			report, err := again.Verify(context.Background(), nil)
			if err != nil || len(report.Problems) > 0 || report.Devices != 2 {
				t.Errorf("verify: %v %+v", err, report)
			}
		})
	}
}

// wantOpens looks for what was sealed for the person before.
func wantOpens(t *testing.T, s *sqlite.Store) {
	t.Helper()
	bookings, err := s.Bookings(context.Background(), marketplace.BookingFilter{})
	if err != nil || len(bookings) != 1 {
		t.Fatalf("%d bookings (%v)", len(bookings), err)
	}
	b, err := s.BookingDetail(context.Background(), bookings[0].Booking)
	if err != nil || !strings.Contains(b.Address, secrets["address (class B)"]) || !strings.Contains(bookings[0].Guest, secrets["given name (class B)"]) {
		t.Errorf("after the restore the address reads %q and the guest %q (%v)", b.Address, bookings[0].Guest, err)
	}
}

func wantReadOnly(t *testing.T, s *sqlite.Store, done sqlite.Restored) {
	t.Helper()
	if done.MayWrite || !strings.Contains(done.Sentence, "registrar") {
		t.Errorf("restored without a key: %+v", done)
	}
	_, err := s.Do(context.Background(), pair())
	wantSentence(t, err)
	if marketplace.CodeOf(err) != marketplace.NotAMember || !strings.Contains(err.Error(), "registrar") {
		t.Errorf("writing without a key: %v", err)
	}
	bookings, err := s.Bookings(context.Background(), marketplace.BookingFilter{})
	if err != nil || len(bookings) != 1 {
		t.Errorf("%d bookings can be read (%v)", len(bookings), err)
	}
	b, err := s.BookingDetail(context.Background(), bookings[0].Booking)
	if err != nil || strings.Contains(b.Address, secrets["address (class B)"]) {
		t.Errorf("the address reads %q without a key (%v)", b.Address, err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	dir, backup, _, c := backedUp(t)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	other := t.TempDir()
	foundIn(t, other, c)
	write := func(content []byte) string {
		path := filepath.Join(t.TempDir(), "backup")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	torn := append([]byte(nil), whole...)
	for i := 8192; i < 12288; i++ {
		torn[i] = 0xa5
	}
	for name, r := range map[string]struct {
		file, recovery string
		code           marketplace.Code
	}{
		"no such file":                {filepath.Join(dir, "nothing"), "", marketplace.NotFound},
		"an empty file":               {write(nil), "", marketplace.Damaged},
		"a file cut short":            {write(whole[:len(whole)/2]), "", marketplace.Damaged},
		"a file overwritten":          {write(torn), "", marketplace.Damaged},
		"something else":              {write([]byte(strings.Repeat("not a database ", 999))), "", marketplace.Damaged},
		"another's recovery file":     {backup, filepath.Join(other, sqlite.RecoveryName), marketplace.Invalid},
		"no such recovery file":       {backup, filepath.Join(dir, "nothing"), marketplace.NotFound},
		"a recovery file that is not": {backup, write([]byte("hello")), marketplace.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			to := t.TempDir()
			s, _, err := sqlite.Restore(context.Background(), r.file, to, sqlite.Restoring{Recovery: r.recovery, Options: sqlite.Options{Now: c.Now}})
			if err == nil {
				closing(t, s)()
				t.Fatal("it was restored")
			}
			wantSentence(t, err)
			if marketplace.CodeOf(err) != r.code {
				t.Errorf("the code is %s: %v", marketplace.CodeOf(err), err)
			}
			for _, left := range []string{"settle.db", "settle.db.restoring"} {
				if _, err := os.Stat(filepath.Join(to, left)); err == nil {
					t.Errorf("%s was left behind", left)
				}
			}
		})
	}
}

func TestRestoreWhileOpen(t *testing.T) {
	dir, backup, _, c := backedUp(t)
	s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	before := digest(t, s)
	_, _, err = sqlite.Restore(context.Background(), backup, dir, sqlite.Restoring{})
	wantSentence(t, err)
	if marketplace.CodeOf(err) != marketplace.Unavailable {
		t.Errorf("restoring over a store that is open: %v", err)
	}
	if digest(t, s) != before {
		t.Error("it changed")
	}
	do(t, s, pair())
}

func TestBackupWhileOthersWrite(t *testing.T) {
	s, c := found(t)
	for range 20 {
		do(t, s, pair())
	}
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if _, err := s.Do(context.Background(), pair()); err != nil {
				stopped <- err
				return
			}
		}
	}()
	backup := filepath.Join(t.TempDir(), "backup")
	seen := 0
	if err := s.Backup(context.Background(), backup, func(done, total int) { seen = done - total }); err != nil {
		t.Fatal(err)
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if seen != 0 {
		t.Errorf("progress ends %d pages short", -seen)
	}
	b, _ := restore(t, backup, t.TempDir(), "", c)
	if n := length(t, b); n < 40 || (n-length0(t))%2 != 0 {
		t.Errorf("the backup holds %d entries: half an act", n)
	}
	wantSentence(t, s.Backup(context.Background(), backup, nil))
	if _, err := os.Stat(backup + "-wal"); err == nil {
		t.Error("the backup is more than one file")
	}
}

// length0 is how many entries a system has when it is founded.
func length0(t testing.TB) uint64 {
	s, _ := found(t)
	return length(t, s)
}

func TestBackupIsCancelled(t *testing.T) {
	s, _ := found(t)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "backup"), nil); err == nil {
		t.Fatal("it was made")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files were left behind (%v)", len(left), err)
	}
}
