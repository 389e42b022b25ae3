package sqlite_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// update writes the oldest database anew. Once a version has been released its file stays as it is for ever: other
// versions add theirs.
var update = flag.Bool("update", false, "write testdata/schema-1.db.gz anew")

const oldest = "testdata/schema-1.db.gz"

// TestMigrateTheOldestFile opens a file that has nothing but the log, as the first step of the schema made it, with
// entries of every aggregate.
func TestMigrateTheOldestFile(t *testing.T) {
	if *update {
		writeOldest(t)
	}
	dir := t.TempDir()
	unpack(t, oldest, filepath.Join(dir, "settle.db"))
	s, err := sqlite.Open(context.Background(), dir, sqlite.Options{Now: (&clock{markettest.Start}).Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	rooms, err := s.Rooms(ctx, marketplace.RoomFilter{})
	if err != nil || len(rooms) != 1 || rooms[0].Title != "Quiet double room" {
		t.Errorf("the rooms are %+v (%v)", rooms, err)
	}
	bookings, err := s.Bookings(ctx, marketplace.BookingFilter{})
	if err != nil || len(bookings) != 1 || bookings[0].State != marketplace.StateConfirmed {
		t.Errorf("the bookings are %+v (%v)", bookings, err)
	}
	arrivals, err := s.Arrivals(ctx, marketplace.ArrivalFilter{})
	if err != nil || len(arrivals) != 1 {
		t.Errorf("the arrivals are %+v (%v)", arrivals, err)
	}
	report, err := s.Verify(ctx, nil)
	if err != nil || len(report.Problems) > 0 || report.Entries < 15 {
		t.Errorf("verify: %v %+v", err, report)
	}
	before := digest(t, s)
	if err := s.Rebuild(ctx); err != nil || digest(t, s) != before {
		t.Errorf("a rebuild comes to something else (%v)", err)
	}
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	f, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeOldest takes a file of today back to the first step.
func writeOldest(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	if err := lived(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("migrations/0001_log.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables(t, dir) {
		if table != "migration" && !strings.Contains(string(script), "CREATE TABLE "+table+" ") {
			tamper(t, dir, "DROP TABLE "+table)
		}
	}
	tamper(t, dir, "DELETE FROM migration WHERE number > 1; UPDATE aggregate SET state = NULL; VACUUM")
	b, err := os.ReadFile(filepath.Join(dir, "settle.db"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(oldest)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := gzip.NewWriter(f)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

func tables(t *testing.T, dir string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "settle.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}
