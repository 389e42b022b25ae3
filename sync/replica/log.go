package replica

import (
	"context"

	"settle.example/settle/sync/oplog"
)

// Log is the store that an engine replicates. Tasks call it (see [Task]); its
// methods may be called at the same time from several goroutines, at most one of
// them writing. An error means that the call did nothing and may be tried again;
// what is wrong with the data itself is told otherwise, as each method says.
type Log interface {
	// Held lists every log that is held, in any order.
	Held(ctx context.Context) ([]Held, error)

	// Cuts lists the forks that are proven here, in any order.
	Cuts(ctx context.Context) ([]Cut, error)

	// Read returns whole runs from the ranges: each begins at the From of its
	// range, or after the run before it, and the run whose first entry has the
	// earliest clock comes first, so that what others rest on is there before
	// them. It stops before maxBytes of bodies and private parts, but returns at
	// least one run if anything in the ranges is held. What is not held is left
	// out. A range that reaches the end of a cut log is answered with a run that
	// goes on past the cut, along either history of its proof, up to a signed
	// head: without one nobody could verify it.
	Read(ctx context.Context, ranges []oplog.Range, maxBytes int) ([]*oplog.Run, error)

	// Store verifies the runs, commits what is new and folds it, in one
	// transaction. Of a cut log it keeps nothing past the cut.
	Store(ctx context.Context, runs []*oplog.Run) (Stored, error)

	// Fork verifies that a and b prove a fork (see oplog.VerifyFork), keeps them,
	// takes all after the last common entry out of that log, and returns the cut
	// and what is left. An earlier cut stands. A log that does not lead to the
	// histories of the proof goes whole: it is a third one. Fork fails with an
	// oplog error where the runs prove nothing.
	Fork(ctx context.Context, a, b *oplog.Run) (Cut, Held, error)

	// Proof returns the two runs that Fork kept for the device's cut; nil for none.
	Proof(ctx context.Context, device oplog.DeviceID) (a, b *oplog.Run, err error)

	// Owed lists places whose private part is owed. Each call goes on where the
	// last one ended, and begins again at the end, so that what nobody has does
	// not stand before the rest.
	Owed(ctx context.Context, limit int) ([]Place, error)

	// Part returns the private part at a place; false where it is not here.
	Part(ctx context.Context, at Place) ([]byte, bool, error)

	// StorePart keeps a private part that is owed, and passes over one that is
	// here or gone for good. It fails with oplog.ErrPrivate where the entry
	// promises another.
	StorePart(ctx context.Context, at Place, part []byte) error

	// MissingBlobs lists photos that entries name and that are not here. Each
	// call goes on where the last one ended, as Owed does.
	MissingBlobs(ctx context.Context, limit int) ([]BlobID, error)

	// Blob returns a photo; false where it is not here.
	Blob(ctx context.Context, id BlobID) ([]byte, bool, error)

	// StoreBlob keeps a photo, whose id is the hash of its bytes.
	StoreBlob(ctx context.Context, blob []byte) error
}

// Stored is what Store did.
type Stored struct {
	// Held is every log that grew, this device's own too where the transaction
	// added to it.
	Held []Held
	// Owed is how many of the new entries lack their private part.
	Owed int
	// Faults are the runs that were not taken, each an *oplog.ChainError. The
	// others were. A run that brings nothing new is no fault.
	Faults []error
}
