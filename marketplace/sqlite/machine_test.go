package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

func TestDiskFull(t *testing.T) {
	s, _ := found(t)
	do(t, s, pair())
	if err := sqlite.Tune(s, "PRAGMA max_page_count = 1"); err != nil { // no more than it has now
		t.Fatal(err)
	}
	var refused error
	for range 500 {
		before := length(t, s)
		if _, refused = s.Do(context.Background(), pair()); refused == nil {
			continue
		}
		if length(t, s) != before {
			t.Error("half an act was written")
		}
		break
	}
	if marketplace.CodeOf(refused) != marketplace.Unavailable || !strings.Contains(refused.Error(), "disk is full") {
		t.Fatalf("on a full disk an act answers %v", refused)
	}
	wantSentence(t, refused)
	if err := sqlite.Tune(s, "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	do(t, s, pair())
	report, err := s.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("verify: %v %q", err, report.Problems)
	}
}

func TestErrorsOfTheMachine(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		code marketplace.Code
		says string
	}{
		"disk full":           {sqlite3.Error{Code: sqlite3.ErrFull}, marketplace.Unavailable, "disk is full"},
		"no space in a write": {sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: sqlite.DiskFull}, marketplace.Unavailable, "disk is full"},
		"no space in a copy":  {&fs.PathError{Op: "write", Path: "x", Err: sqlite.DiskFull}, marketplace.Unavailable, "disk is full"},
		"read-only database":  {sqlite3.Error{Code: sqlite3.ErrReadonly}, marketplace.Unavailable, "may not write"},
		"read-only folder":    {sqlite3.Error{Code: sqlite3.ErrCantOpen}, marketplace.Unavailable, "may not write"},
		"no permission":       {&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, marketplace.Unavailable, "may not write"},
		"read-only disk":      {&fs.PathError{Op: "open", Path: "x", Err: sqlite.ReadOnlyDisk}, marketplace.Unavailable, "may not write"},
		"busy":                {sqlite3.Error{Code: sqlite3.ErrBusy}, marketplace.Unavailable, "busy"},
		"corrupt":             {sqlite3.Error{Code: sqlite3.ErrCorrupt}, marketplace.Damaged, "settlectl restore"},
		"not a database":      {sqlite3.Error{Code: sqlite3.ErrNotADB}, marketplace.Damaged, "settlectl restore"},
		"disk fails":          {sqlite3.Error{Code: sqlite3.ErrIoErr}, marketplace.Unavailable, "Check the disk"},
	} {
		t.Run(name, func(t *testing.T) {
			err := sqlite.Said(fmt.Errorf("deep inside: %w", c.err))
			wantSentence(t, err)
			if marketplace.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || !errors.Is(err, c.err) {
				t.Errorf("%s: %v", marketplace.CodeOf(err), err)
			}
		})
	}
	if err := sqlite.Said(context.Canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context becomes %v", err)
	}
}

func TestLockedTooLong(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Now()}
	s := foundIn(t, dir, c)
	other, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for _, statement := range []string{"PRAGMA busy_timeout = 20"} {
		if err := sqlite.Tune(other, statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := sqlite.Tune(s, "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	_, err = other.Do(context.Background(), pair())
	wantSentence(t, err)
	if marketplace.CodeOf(err) != marketplace.Unavailable || !strings.Contains(err.Error(), "Another copy") {
		t.Errorf("while another writes: %v", err)
	}
	if _, err := other.Me(context.Background()); err != nil {
		t.Errorf("reading waits as well: %v", err)
	}
	if err := sqlite.Tune(s, "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	do(t, other, pair())
}

func TestNewerSchema(t *testing.T) {
	dir := t.TempDir()
	s := foundIn(t, dir, &clock{time.Now()})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, "INSERT INTO migration (number, name) VALUES (999, 'from the future')")
	_, err := sqlite.Open(context.Background(), dir, sqlite.Options{})
	wantSentence(t, err)
	if marketplace.CodeOf(err) != marketplace.Unavailable || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("of a newer file: %v", err)
	}
}

func TestOlderRulesAreFoldedAnew(t *testing.T) {
	dir := t.TempDir()
	s := foundIn(t, dir, &clock{time.Now()})
	do(t, s, pair())
	want := digest(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, "UPDATE meta SET rules = 0; UPDATE aggregate SET state = NULL; UPDATE entry SET outcome = 2, why = 'old'; DELETE FROM home")
	s, err := sqlite.Open(context.Background(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	homes, err := s.Homes(context.Background())
	if digest(t, s) != want || err != nil || len(homes) != 2 {
		t.Errorf("after opening there are %d homes (%v), digest %s instead of %s", len(homes), err, digest(t, s), want)
	}
}

// TestTwoWriters lets two stores on one folder act at the same time: one log comes of it.
func TestTwoWriters(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Now()}
	s := foundIn(t, dir, c)
	start := length(t, s)
	other, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	const acts = 25
	var writers sync.WaitGroup
	for _, w := range []*sqlite.Store{s, other, s} {
		writers.Go(func() {
			for range acts {
				if _, err := w.Do(context.Background(), pair()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	if n := length(t, other) - start; n != 3*acts*2 {
		t.Errorf("the log grew by %d entries", n)
	}
	report, err := other.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 || report.Devices != 1 {
		t.Errorf("verify: %v %+v", err, report)
	}
}

// TestTwoProcesses lets two more processes act while this one does.
func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	s := foundIn(t, dir, &clock{time.Now()})
	start := length(t, s)
	var processes sync.WaitGroup
	for range 2 {
		processes.Go(func() {
			if out, err := childCommand("act-often", dir).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	for range oftenActs {
		do(t, s, pair())
	}
	processes.Wait()
	if n := length(t, s) - start; n != 3*oftenActs*2 {
		t.Errorf("the log grew by %d entries", n)
	}
	homes, err := s.Homes(context.Background())
	if err != nil || len(homes) != 3*oftenActs*2 {
		t.Errorf("there are %d homes (%v)", len(homes), err)
	}
	report, err := s.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 || report.Devices != 1 {
		t.Errorf("verify: %v %+v", err, report)
	}
}

func TestLock(t *testing.T) {
	dir, c := t.TempDir(), &clock{time.Now()}
	s := foundIn(t, dir, c)
	other, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	release, ok, err := s.Lock("replication")
	if err != nil || !ok {
		t.Fatalf("the first gets %v, %v", ok, err)
	}
	if _, ok, err := other.Lock("replication"); ok || err != nil {
		t.Errorf("the second gets %v, %v", ok, err)
	}
	if release, ok, err := other.Lock("another"); !ok || err != nil {
		t.Errorf("another lock gets %v, %v", ok, err)
	} else {
		release()
	}
	release()
	release, ok, err = other.Lock("replication")
	if err != nil || !ok {
		t.Fatalf("once released it gets %v, %v", ok, err)
	}
	release()
	for _, name := range []string{"", "../x", "Replication", "x/y", strings.Repeat("x", 40), filepath.Join("a", "b")} {
		_, _, err := s.Lock(name)
		wantSentence(t, err)
	}
}
