package replication

import (
	"errors"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Contents says what a bundle holds: a file by which entries and photos travel where no network does. It is encrypted to
// everybody who takes part; DESIGN.md has its bytes.
type Contents struct {
	System  oplog.Hash
	From    oplog.DeviceID // the device that made it
	Made    time.Time      // in whole seconds
	Entries uint64         // that it holds
	Photos  int
	Held    []sqlite.Held // how far each device's log was held there, ordered by device
	Shown   []uint64      // the first eight bytes of the photos that were there, ascending
}

// Bounds of a bundle.
const (
	maxHeld    = oplog.MaxDevices
	maxShown   = 1 << 17
	maxBlob    = 2 << 20
	appendSize = 4 << 20 // bodies and private parts that are stored in one transaction
)

// Progress is told how much of a long job is done. It is called from the job's goroutine and must be quick.
type Progress func(done, total int)

// What can be wrong with a bundle, for those who branch.
var (
	errNoBundle   = marketplace.Errorf(marketplace.Invalid, "This file is not a Settle bundle. Choose the file that was saved with Settle on another computer.")
	errTorn       = marketplace.Errorf(marketplace.Damaged, "This bundle is damaged or was not copied whole. What came before the damage is here; copy the file again and import it again.")
	errNotForHere = marketplace.Errorf(marketplace.NotAllowed, "This bundle was not made for this computer, so it cannot be opened here. Ask for one that was saved after this computer joined.")
	errForeign    = marketplace.Errorf(marketplace.Refused, "This bundle belongs to another Settle system. Nothing of it was imported.")
	errNewer      = marketplace.Errorf(marketplace.Invalid, "This bundle was saved by a newer Settle. Install the newest Settle here, then import it again.")
)

// opened says for a person what opening or reading the encrypted file came to.
func opened(err error, reading bool) error {
	switch {
	case errors.Is(err, identity.ErrNotForYou):
		return errNotForHere
	case errors.Is(err, identity.ErrDamaged) && !reading:
		return errNoBundle
	case errors.Is(err, identity.ErrDamaged):
		return errTorn
	}
	return err
}

// unreadable says that a file of this machine could not be read or written.
func unreadable(err error, sentence string) error {
	if err == nil {
		return nil
	}
	e := marketplace.Errorf(marketplace.Unavailable, "%s", sentence)
	e.Err = err
	return e
}
