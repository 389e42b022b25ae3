package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"settle.example/settle/marketplace"
)

// said turns an error of the disk or the database into one that a person can read. Errors that carry a sentence
// already, and a context that ended, pass as they are.
func said(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if own := (*marketplace.Error)(nil); errors.As(err, &own) {
		return own
	}
	if code, sentence := sentenceOf(err); sentence != "" {
		e := marketplace.Errorf(code, "%s", sentence)
		e.Err = err
		return e
	}
	return err
}

// Sentences for what a machine can do to the store.
const (
	saidFull     = "The disk is full, so nothing was saved. Free some space and try again: everything saved before is safe."
	saidReadOnly = "Settle may not write to its folder, so nothing was saved. Ask whoever looks after this computer for write access to the folder, or choose another one."
	saidLocked   = "Another copy of Settle has kept the data busy for too long, so nothing was saved. Wait until it has finished, or close it, and try again."
	saidDamaged  = "The data file is damaged, so Settle will not write to it. Bring it back with settlectl restore from your newest backup; the damaged file is kept."
	saidDisk     = "The disk did not take or give what Settle asked for, so nothing was saved. Check the disk, make a backup elsewhere and try again."
)

func sentenceOf(err error) (marketplace.Code, string) {
	switch {
	case isAny(err, diskFull):
		return marketplace.Unavailable, saidFull
	case errors.Is(err, fs.ErrPermission), isAny(err, readOnly):
		return marketplace.Unavailable, saidReadOnly
	}
	e := sqlite3.Error{}
	if !errors.As(err, &e) {
		return "", ""
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return marketplace.Unavailable, saidFull
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen, sqlite3.ErrAuth:
		return marketplace.Unavailable, saidReadOnly
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return marketplace.Unavailable, saidLocked
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return marketplace.Damaged, saidDamaged
	case sqlite3.ErrIoErr:
		if slices.Contains(diskFull, e.SystemErrno) {
			return marketplace.Unavailable, saidFull
		}
		return marketplace.Unavailable, saidDisk
	}
	return "", ""
}

func isAny(err error, of []syscall.Errno) bool {
	return slices.ContainsFunc(of, func(e syscall.Errno) bool { return errors.Is(err, e) })
}

// isBusy tells whether another connection was in the way.
func isBusy(err error) bool {
	e := sqlite3.Error{}
	return errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked)
}
