package oplog

import (
	"errors"
	"fmt"
)

// What can be wrong with bytes that should be part of a log. Errors of this
// package match one of these by errors.Is.
var (
	// ErrDamaged: not the strict encoding that DESIGN.md lays down.
	ErrDamaged = errors.New("the data is damaged or was not written by Settle")
	// ErrTooLarge: over a size that DESIGN.md lays down.
	ErrTooLarge = errors.New("the data is larger than Settle allows")
	// ErrUnknownField: written by a newer Settle; keep it and relay it.
	ErrUnknownField = errors.New("this needs a newer Settle")

	// ErrGap: entries between the known tip and the run are missing.
	ErrGap = errors.New("entries are missing before these")
	// ErrDuplicate: every entry of the run is held already.
	ErrDuplicate = errors.New("these entries are here already")
	// ErrBroken: the entries do not lead to the hash that was signed.
	ErrBroken = errors.New("the entries do not match what their device signed")
	// ErrSignature: the head was not signed by its device.
	ErrSignature = errors.New("the signature is not that of the device")
	// ErrFork: the device signed two histories. The run is proof of it.
	ErrFork = errors.New("the device signed two different histories, as a copied disk does")
	// ErrWrongSystem: the device's log does not start from this system.
	ErrWrongSystem = errors.New("the entries belong to another Settle system")
	// ErrClockBackwards: a clock is not greater than that of the entry before.
	ErrClockBackwards = errors.New("the clock of an entry is not later than that of the entry before it")
	// ErrPrivate: not the private part that the entry's header promises.
	ErrPrivate = errors.New("the private part is not the one that belongs to the entry")
)

// ChainError says where a device's log went wrong. Its text holds no ids: show
// the device by the name that its membership gives it.
type ChainError struct {
	Device DeviceID
	Seq    uint64 // the entry in question; a fork lies at it or before it
	Err    error  // one of the errors above, perhaps wrapped
}

// Error implements error.
func (e *ChainError) Error() string { return fmt.Sprintf("entry %d: %v", e.Seq, e.Err) }

// Unwrap returns the cause.
func (e *ChainError) Unwrap() error { return e.Err }

// damaged returns ErrDamaged with the detail that a log file may want.
func damaged(detail string) error { return fmt.Errorf("%w (%s)", ErrDamaged, detail) }
