package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"github.com/mattn/go-sqlite3"

	"settle.example/settle/marketplace"
)

// Progress is told how much of a long job is done. It is called from the job's goroutine and must be quick.
type Progress func(done, total int)

// pagesAtOnce is how many pages of 4 KiB are copied between two looks at whether the job is still wanted.
const pagesAtOnce = 512

// Backup copies the data, as it is at this moment, into one file, which must not be there yet. Others may go on reading
// and writing. The file is whole and on disk when it returns; it never holds a key. It fails with Refused where there is
// a file of that name, and with Unavailable where the disk does not take it.
func (s *Store) Backup(ctx context.Context, file string, progress Progress) error {
	return said(s.backup(ctx, file, progress))
}

func (s *Store) backup(ctx context.Context, file string, progress Progress) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return marketplace.Errorf(marketplace.Refused, "There is a file at %s already. Choose another name for the backup.", file)
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) { // of a backup that was cut off
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removeIfThere(part))
		}
	}()
	err = s.readers.look(ctx, func(q querier) error {
		return copyDatabase(ctx, part, q.(reader).conn, progress)
	})
	if err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	return syncDir(filepath.Dir(file))
}

// copyDatabase copies what from sees into a new file at path, and checks the copy.
func copyDatabase(ctx context.Context, path string, from *conn, progress Progress) (err error) {
	if err := keepPrivate(path); err != nil {
		return err
	}
	to, err := newConn(dsn(path, "_synchronous=FULL"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.close()) }()
	// A read fixes the state that the copy is of, as long as the reader's transaction lasts.
	if err := from.each("SELECT count(*) FROM sqlite_schema", nil, func(scanner) error { return nil }); err != nil {
		return err
	}
	if err := copyPages(ctx, to.c, from.c, progress); err != nil {
		return err
	}
	// One file, without a write-ahead log beside it.
	if err := to.script("PRAGMA journal_mode = DELETE"); err != nil {
		return err
	}
	return checkPages(to, "quick_check")
}

func copyPages(ctx context.Context, to, from *sqlite3.SQLiteConn, progress Progress) (err error) {
	b, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Finish()) }()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		finished, err := b.Step(pagesAtOnce)
		if err != nil {
			return err
		}
		if progress != nil {
			progress(b.PageCount()-b.Remaining(), b.PageCount())
		}
		if finished {
			return nil
		}
	}
}

// checkPages runs quick_check or integrity_check and answers Damaged with the first complaint.
func checkPages(c *conn, pragma string) error {
	return c.each("PRAGMA "+pragma+"(1)", nil, func(scan scanner) error {
		var says string
		if err := scan(&says); err != nil {
			return err
		}
		if says != "ok" {
			return errors.Join(errDamagedEntry, errors.New(says))
		}
		return nil
	})
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// syncFile makes a file's content durable.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes a rename within dir durable. Windows has no such call, and needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
