package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

// Names in the data folder.
const (
	fileName = "settle.db"
	keysName = "keys"
)

// rules is the version of what the folds and projections make of entries. Raise it when either changes: files of an
// older version are folded anew when they are opened.
const rules = 9

// Open opens the system kept in dir. It fails with NotAMember where there is none, with Damaged where the file does not
// hold what it should, with Locked where a passphrase is needed to open this device's key, or another one, and with
// Unavailable where the folder, the disk, the vault or a newer schema stands in the way.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	info, err := os.Stat(filepath.Join(dir, fileName))
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil, noSystem(dir)
	}
	s, err := openFile(ctx, dir, o)
	if err != nil {
		return nil, said(err)
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(said(err), s.Close())
	}
	return s, nil
}

// noSystem says why a folder without a data file cannot be opened.
func noSystem(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, keysName)); err == nil {
		return marketplace.Errorf(marketplace.Damaged, "The data file in %s is missing or empty. Bring it back with settlectl restore from your newest backup.", dir)
	}
	return marketplace.Errorf(marketplace.NotAMember, "There is no Settle system in %s yet. Found one, join one by invitation, or restore a backup.", dir)
}

// openFile opens or makes the folder's file and brings its schema up to date.
func openFile(ctx context.Context, dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := refuseNetwork(dir); err != nil {
		return nil, err
	}
	return openAt(ctx, filepath.Join(dir, fileName), dir, o)
}

// openAt is openFile for a file of another name, which keys in dir belong to.
func openAt(ctx context.Context, path, dir string, o Options) (*Store, error) {
	if err := keepPrivate(path); err != nil {
		return nil, err
	}
	c, err := newConn(writerDSN(path))
	if err != nil {
		return nil, err
	}
	if err := prepareFile(ctx, c); err != nil {
		return nil, errors.Join(err, c.close())
	}
	s := &Store{
		dir: dir, now: o.Now, writer: make(chan *conn, 1), readers: &readers{dsn: readerDSN(path)}, closed: make(chan struct{}),
		locks: o.locks(), machine: machineSum(o.MachineID),
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.writer <- c
	s.watch.init(s)
	return s, nil
}

func prepareFile(ctx context.Context, c *conn) error {
	// The mode is kept in the file; asking for it also shows whether the file can be read and written at all. What a
	// statement may have to undo stays in memory.
	if err := c.script("PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY"); err != nil {
		return err
	}
	if err := quickCheck(c); err != nil {
		return err
	}
	_, err := migrate(ctx, c)
	return err
}

// keepPrivate makes the file if need be and keeps it from other accounts of this computer: it says who takes part. What
// SQLite puts beside it gets the same rights. A file that is there is never opened here: to close it would drop the
// locks that this process holds on it.
func keepPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case err == nil:
		return f.Close()
	case !errors.Is(err, fs.ErrExist):
		return err
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 || runtime.GOOS == "windows" {
		return err
	}
	return os.Chmod(path, 0o600)
}

// smallFile is the size in bytes up to which every page is looked at when the file is opened. Larger ones are looked at
// by Verify.
const smallFile = 8 << 20

// quickCheck finds what a torn or overwritten file shows soon: SQLite itself notices a wrong header or a missing end.
func quickCheck(c *conn) error {
	var pages, size int64
	for query, dest := range map[string]*int64{"PRAGMA page_count": &pages, "PRAGMA page_size": &size} {
		if err := c.each(query, nil, func(scan scanner) error { return scan(dest) }); err != nil {
			return err
		}
	}
	if pages*size > smallFile {
		return nil
	}
	return checkPages(c, "quick_check")
}

// start reads who this device is, folds anew what an older version folded, and lets in what time has brought.
func (s *Store) start(ctx context.Context) error {
	var m meta
	err := s.readers.look(ctx, func(q querier) (err error) {
		if m, err = readMeta(ctx, q); err != nil {
			return err
		}
		return checkTip(ctx, q, m.self)
	})
	if errors.Is(err, errNotFounded) {
		return noSystem(s.dir)
	}
	if err != nil {
		return err
	}
	if err := s.openKeys(m.self); err != nil {
		return err
	}
	if !m.self.IsZero() {
		if err := s.checkMachine(ctx); err != nil {
			return err
		}
	}
	if m.rules != rules {
		if err := s.Rebuild(ctx); err != nil {
			return err
		}
	}
	return s.write(ctx, func(t *tx) error {
		if err := t.ripen(ctx); err != nil {
			return err
		}
		return t.closeWithDuties(ctx)
	})
}

// openKeys reads this device's key. A store without its key, or with that of another device, can be read and not
// written to.
func (s *Store) openKeys(self marketplace.DeviceID) error {
	if self.IsZero() {
		return nil
	}
	s.opening.Lock()
	defer s.opening.Unlock()
	if err := swapKeys(s.dir, self); err != nil {
		return err
	}
	key, err := s.locks.open(filepath.Join(s.dir, keysName))
	switch own := (*marketplace.Error)(nil); {
	case errors.Is(err, identity.ErrNoDevice):
		return nil
	case errors.As(err, &own):
		return own
	case err != nil:
		e := marketplace.Errorf(marketplace.Damaged, "This computer's key cannot be read: %s. Restore with the recovery file, or ask a registrar to invite you again.", err)
		e.Err = err
		return e
	case marketplace.DeviceID(key.ID()) == self:
		s.self.Store(key)
	}
	return nil
}

// checkTip finds a file whose own log does not end where it says.
func checkTip(ctx context.Context, q querier, self marketplace.DeviceID) error {
	if self.IsZero() {
		return nil
	}
	var ends bool
	found, err := one(ctx, q, `SELECT entry.hash = device.hash OR device.seq = 0 FROM device LEFT JOIN entry ON entry.id = device.id << 40 | device.seq
		WHERE device.key = ?`, []any{self}, &ends)
	if err == nil && (!found || !ends) {
		return errDamagedEntry
	}
	return err
}

// writerDSN is how the one writing connection opens the file. What was erased is overwritten, not just unlinked. The
// file is never mapped into memory: there an error of the disk comes as a signal that no program survives. Foreign keys
// are looked at by Verify and not with each row.
func writerDSN(path string) string {
	return dsn(path, "_busy_timeout=10000&_synchronous=FULL&_secure_delete=on&_cache_size=-"+writerCache)
}

// writerCache is what the writing connection keeps of the file in memory, in KiB, unless much comes in.
const writerCache = "32768"

func readerDSN(path string) string {
	return dsn(path, "mode=ro&_busy_timeout=10000&_cache_size=-8192&_query_only=1")
}

// dsn names a file for a connection that one goroutine uses at a time, so that SQLite needs no lock on it.
func dsn(path, options string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?_mutex=no&" + options
}
