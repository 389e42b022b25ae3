package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"settle.example/settle/marketplace"
)

// migrations are the steps from an empty file to the present schema. A step never changes once it has been released:
// files of every age are out there.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as Settle's: "SETL" (see PRAGMA application_id).
const applicationID = 0x5345544c

type migration struct {
	number int
	name   string
	script string
}

func listMigrations() ([]migration, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql") // in lexical order, which the leading zeros make that of the numbers
	if err != nil {
		return nil, err
	}
	var all []migration
	for _, path := range names {
		name := strings.TrimSuffix(strings.TrimPrefix(path, "migrations/"), ".sql")
		digits, _, _ := strings.Cut(name, "_")
		number, err := strconv.Atoi(digits)
		if err != nil || number != len(all)+1 {
			return nil, fmt.Errorf("migration %s is out of order", path)
		}
		script, err := migrations.ReadFile(path)
		if err != nil {
			return nil, err
		}
		all = append(all, migration{number, name, string(script)})
	}
	return all, nil
}

// migrate brings the file's schema up to date in one transaction. applied is how many steps that took. It refuses a
// file that a newer Settle wrote.
func migrate(ctx context.Context, c *conn) (applied int, err error) {
	steps, err := listMigrations()
	if err != nil {
		return 0, err
	}
	present, err := schemaOf(ctx, c)
	if err != nil || present == len(steps) {
		return 0, err
	}
	if present > len(steps) {
		return 0, errNewer()
	}
	if err := c.script("BEGIN IMMEDIATE"); err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			c.rollback()
		}
	}()
	// Another process may have done it while this one waited.
	if present, err = schemaOf(ctx, c); err != nil {
		return 0, err
	}
	if present == 0 {
		if err := c.script(fmt.Sprintf(`PRAGMA application_id = %d; CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT`, applicationID)); err != nil {
			return 0, err
		}
	}
	for _, m := range steps[min(present, len(steps)):] {
		if err := c.script(m.script); err != nil {
			return 0, fmt.Errorf("migration %s: %w", m.name, err)
		}
		if err := c.exec(`INSERT INTO migration (number, name) VALUES (?, ?)`, []any{m.number, m.name}); err != nil {
			return 0, err
		}
		applied++
	}
	if present > 0 { // the projections of the log that is here have to be made in their new shape
		if err := c.script("UPDATE meta SET rules = 0"); err != nil {
			return 0, err
		}
	}
	return applied, c.script("COMMIT")
}

// schemaOf is the number of the last step in the file: 0 for an empty one. A database that is not Settle's is refused.
func schemaOf(ctx context.Context, c *conn) (int, error) {
	var id, tables, last int
	for query, dest := range map[string]*int{"PRAGMA application_id": &id, "SELECT count(*) FROM sqlite_schema": &tables} {
		if err := c.each(query, nil, func(scan scanner) error { return scan(dest) }); err != nil {
			return 0, err
		}
	}
	switch {
	case id == 0 && tables == 0:
		return 0, nil
	case id != applicationID:
		return 0, marketplace.Errorf(marketplace.Damaged, "The file settle.db in this folder was not written by Settle. Choose another folder, or bring Settle's own file back with settlectl restore.")
	}
	err := c.each("SELECT coalesce(max(number), 0) FROM migration", nil, func(scan scanner) error { return scan(&last) })
	return last, err
}

func errNewer() error {
	return marketplace.Errorf(marketplace.Unavailable, "This data was written by a newer version of Settle. Install that version and open it again: nothing was changed.")
}
