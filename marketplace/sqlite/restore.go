package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"settle.example/settle/marketplace"
)

// Restoring says how a backup comes back.
type Restoring struct {
	Recovery   string // the recovery file, where this device's old key is lost
	Passphrase string // of the recovery file
	Progress   Progress
	Options    Options
}

// Restored says what a restore came to.
type Restored struct {
	// MayWrite is false where neither the old key nor a recovery file was at hand: then Sentence says what to do. Else
	// it says what a backup cannot bring back.
	MayWrite bool
	Sentence string
	// Kept is where the file that was here before is kept; empty where there was none.
	Kept string
}

const restoringName = "settle.db.restoring"

// sinceTheBackup is what nobody can write again: the old log goes on where others hold more of it, and nowhere else.
const sinceTheBackup = "All is as it was at the time of the backup. What this computer did after that comes back from the computers that it was shared with; what it had shared with nobody yet is lost, so enter that again."

// Restore brings a backup back into dir, under a new device identity of the same person: the old log ends where the
// backup has it, so that nothing is ever written twice at one place. With the old device's key still in the folder that
// key names the new one; else the recovery file does; with neither the store can be read and not written to. A file that
// is in the folder, damaged or not, is kept beside under another name. It fails with Damaged where the backup is not
// whole, and with Unavailable where Settle is open on the folder.
func Restore(ctx context.Context, file, dir string, r Restoring) (*Store, Restored, error) {
	s, done, err := restore(ctx, file, dir, r)
	return s, done, said(err)
}

func restore(ctx context.Context, file, dir string, r Restoring) (*Store, Restored, error) {
	if err := refuseNetwork(dir); err != nil {
		return nil, Restored{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, Restored{}, err
	}
	release, err := alone(dir)
	if err != nil {
		return nil, Restored{}, err
	}
	defer release()
	coming := filepath.Join(dir, restoringName)
	if err := removeDatabase(coming); err != nil {
		return nil, Restored{}, err
	}
	if err := fetch(ctx, file, coming, r.Progress); err != nil {
		return nil, Restored{}, errors.Join(err, removeDatabase(coming))
	}
	why, err := takeIdentity(ctx, coming, dir, r)
	if err != nil {
		return nil, Restored{}, errors.Join(err, removeDatabase(coming))
	}
	kept, err := setAside(dir, r.Options.time())
	if err != nil {
		return nil, Restored{}, errors.Join(err, removeDatabase(coming))
	}
	if err := os.Rename(coming, filepath.Join(dir, fileName)); err != nil {
		return nil, Restored{}, err
	}
	if err := syncDir(dir); err != nil {
		return nil, Restored{}, err
	}
	s, err := Open(ctx, dir, r.Options)
	if err != nil {
		return nil, Restored{Kept: kept}, err
	}
	done := Restored{MayWrite: s.device() != nil, Sentence: why, Kept: kept}
	if done.MayWrite {
		done.Sentence = sinceTheBackup
	}
	return s, done, nil
}

func (o Options) time() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

// fetch copies the backup and checks every page of it. The backup itself is only read.
func fetch(ctx context.Context, file, to string, progress Progress) error {
	f, err := os.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return marketplace.Errorf(marketplace.NotFound, "There is no file at %s. Check the name of the backup.", file)
	case errors.Is(err, fs.ErrPermission):
		return marketplace.Errorf(marketplace.Unavailable, "You may not read %s. Ask whoever made the backup for the right to read it, or copy it to where you may.", file)
	case err != nil:
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	from, err := newConn(dsn(file, "mode=ro&immutable=1"))
	if err == nil {
		err = copyDatabase(ctx, to, from, progress)
		err = errors.Join(err, from.close())
	}
	if err != nil {
		return badBackup(err)
	}
	c, err := newConn(dsn(to, "mode=ro"))
	if err != nil {
		return err
	}
	present, err := schemaOf(ctx, c)
	if err == nil && present == 0 {
		err = errDamagedEntry
	}
	if err = errors.Join(err, checkPages(c, "integrity_check"), c.close()); err != nil {
		return badBackup(err)
	}
	return nil
}

// badBackup says of a damaged file that it is the backup.
func badBackup(err error) error {
	if errors.Is(said(err), marketplace.ErrDamaged) {
		e := marketplace.Errorf(marketplace.Damaged, "This file is not a whole Settle backup. Nothing was changed: use another backup, or ask the others of your system to send everything again.")
		e.Err = err
		return e
	}
	return err
}

// setAside moves the file that is in the folder out of the way, under a name with the time. It refuses while a process
// has it open.
func setAside(dir string, now time.Time) (kept string, err error) {
	path := filepath.Join(dir, fileName)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if inUse(path) {
		return "", marketplace.Errorf(marketplace.Unavailable, "Settle is open on %s. Close it, and its node if one runs, and restore again.", dir)
	}
	kept = fmt.Sprintf("%s.before-%s", path, now.UTC().Format("2006-01-02T150405Z"))
	if _, err := os.Lstat(kept); err == nil {
		return "", marketplace.Errorf(marketplace.Refused, "There is a file at %s already. Move it away and restore again.", kept)
	}
	for _, tail := range databaseTails {
		if err := os.Rename(path+tail, kept+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return kept, nil
}

// databaseTails are what SQLite keeps beside a file. They go where it goes.
var databaseTails = []string{"", "-wal", "-shm", "-journal"}

func removeDatabase(path string) error {
	for _, tail := range databaseTails {
		if err := removeIfThere(path + tail); err != nil {
			return err
		}
	}
	return nil
}

// inUse tells whether another connection has the file open: leaving the write-ahead log asks for the file alone. Of a
// file that is too damaged to tell, nobody makes use.
func inUse(path string) bool {
	c, err := newConn(dsn(path, "_busy_timeout=500"))
	if err != nil {
		return false
	}
	err = c.script("PRAGMA journal_mode = DELETE")
	var mode string
	if err == nil {
		err = c.each("PRAGMA journal_mode", nil, func(scan scanner) error { return scan(&mode) })
	}
	busy := mode == "wal" || isBusy(err)
	return errors.Join(c.close()) == nil && busy
}
