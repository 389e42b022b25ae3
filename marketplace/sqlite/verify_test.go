package sqlite_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// tamper changes a closed store's file by hand.
func tamper(t testing.TB, dir, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "settle.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func TestVerifyFinds(t *testing.T) {
	template := t.TempDir()
	if err := lived(t, template).Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		query string
		says  string // part of the first problem; empty: all is well
		stale bool
	}{
		"nothing":                {"SELECT 1", "", false},
		"a changed entry":        {"UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'RA2', 'RA3') AS BLOB) WHERE id = (SELECT id FROM entry WHERE instr(CAST(body AS TEXT), 'home.added') LIMIT 1)", "not what was signed", false},
		"a changed hash":         {"UPDATE entry SET hash = zeroblob(32) WHERE id & 0xff = 3", "Entry 3 in the log of Maya Okafor's computer", false},
		"a missing entry":        {"DELETE FROM private WHERE entry & 0xff = 5; DELETE FROM text WHERE entry & 0xff = 5; DELETE FROM entry WHERE id & 0xff = 5", "Entry 6 in the log", false},
		"a missing subject":      {"DELETE FROM aggregate WHERE kind = 3", "A part of the data file is damaged", false},
		"a missing system":       {"DELETE FROM aggregate WHERE kind = 1", "A part of the data file is damaged", false},
		"a missing head":         {"DELETE FROM head", "ends at entry", false},
		"a forged head":          {"UPDATE head SET signature = zeroblob(64)", "not what was signed", false},
		"another private part":   {"UPDATE private SET bytes = zeroblob(80) WHERE entry = (SELECT max(entry) FROM private)", "private part", false},
		"another title":          {"UPDATE text SET value = 'Palace' WHERE value = 'Quiet double room'", "title", false},
		"an extra title":         {"INSERT INTO text (entry, field, value) VALUES ((SELECT max(id) FROM entry), 1, 'Palace')", "title", false},
		"another fold":           {"UPDATE aggregate SET state = zeroblob(32) WHERE kind = 3", "can make the lists again", true},
		"another outcome":        {"UPDATE entry SET outcome = 2, why = 'not_keeper' WHERE id = (SELECT max(id) FROM entry)", "can make the lists again", true},
		"another member's state": {"UPDATE entry SET outcome = 2, why = 'x' WHERE id & 0xff = 2", "can make the lists again", true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyDir(t, template)
			tamper(t, dir, c.query)
			s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: (&clock{markettest.Start}).Now})
			if err != nil {
				wantSentence(t, err) // found sooner still
				if marketplace.CodeOf(err) != marketplace.Damaged {
					t.Errorf("opening answers %v", err)
				}
				return
			}
			defer s.Close()
			done, total := 0, 0
			report, err := s.Verify(context.Background(), func(d, of int) { done, total = d, of })
			if err != nil {
				t.Fatal(err)
			}
			if c.says == "" {
				if len(report.Problems) > 0 || report.Signatures == 0 || report.Private == 0 || report.Subjects < 4 || done != total || total != 2*report.Entries {
					t.Errorf("of a whole store: %+v, %d of %d", report, done, total)
				}
				return
			}
			if len(report.Problems) == 0 || !strings.Contains(report.Problems[0], c.says) || report.Stale != c.stale {
				t.Fatalf("the report is %+v", report)
			}
			for _, p := range report.Problems {
				wantSentence(t, marketplace.Errorf(marketplace.Damaged, "%s", p))
			}
			if c.stale {
				if err := s.Rebuild(context.Background()); err != nil {
					t.Fatal(err)
				}
				if again, err := s.Verify(context.Background(), nil); err != nil || len(again.Problems) > 0 {
					t.Errorf("after a rebuild: %v %+v", err, again)
				}
			} else if err := s.Rebuild(context.Background()); err != nil {
				wantSentence(t, err)
			}
		})
	}
}

func copyDir(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := copyTo(to, from); err != nil {
		t.Fatal(err)
	}
	return to
}

func copyTo(to, from string) error { return os.CopyFS(to, os.DirFS(from)) }

// TestDamagedFile opens files that a disk or a person has damaged: each gets one clear sentence, and is left as it was.
func TestDamagedFile(t *testing.T) {
	template := t.TempDir()
	if err := lived(t, template).Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(template, "settle.db"))
	if err != nil {
		t.Fatal(err)
	}
	changed := func(f func(b []byte) []byte) []byte { return f(append([]byte(nil), whole...)) }
	for name, content := range map[string][]byte{
		"empty":              nil,
		"header overwritten": changed(func(b []byte) []byte { copy(b, "Not a database at all"); return b }),
		"cut short":          whole[:len(whole)/3/4096*4096],
		"cut inside a page":  whole[:len(whole)/2+100],
		"a page of zeros":    changed(func(b []byte) []byte { clear(b[5*4096 : 6*4096]); return b }),
		"pages of noise": changed(func(b []byte) []byte {
			for i := 3 * 4096; i < 12*4096; i++ {
				b[i] = byte(i * 7)
			}
			return b
		}),
		"another program's": changed(func(b []byte) []byte { copy(b[68:72], "ABCD"); return b }),
		"text":              []byte(strings.Repeat("Dear Sir or Madam, ", 1000)),
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyDir(t, template)
			path := filepath.Join(dir, "settle.db")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := sqlite.Open(context.Background(), dir, sqlite.Options{})
			if err == nil {
				closing(t, s)()
				t.Fatal("it was opened")
			}
			wantSentence(t, err)
			if marketplace.CodeOf(err) != marketplace.Damaged || !strings.Contains(err.Error(), "settlectl restore") {
				t.Errorf("the code is %s: %v", marketplace.CodeOf(err), err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(content) {
				t.Errorf("the damaged file was changed (%v)", err)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		dir := copyDir(t, template)
		if err := os.Remove(filepath.Join(dir, "settle.db")); err != nil {
			t.Fatal(err)
		}
		_, err := sqlite.Open(context.Background(), dir, sqlite.Options{})
		wantSentence(t, err)
		if marketplace.CodeOf(err) != marketplace.Damaged || !strings.Contains(err.Error(), "settlectl restore") {
			t.Errorf("the code is %s: %v", marketplace.CodeOf(err), err)
		}
	})
}

func TestADamagedMembershipIsSaid(t *testing.T) {
	dir := t.TempDir()
	if err := lived(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, dir, "UPDATE entry SET body = x'00' WHERE id = (SELECT max(id) FROM entry WHERE aggregate IN (SELECT id FROM aggregate WHERE kind = 1))")
	s, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err == nil {
		defer s.Close()
		_, err = s.Standings(t.Context())
	}
	if marketplace.CodeOf(err) != marketplace.Damaged {
		t.Errorf("who takes part: %v", err)
	}
}
