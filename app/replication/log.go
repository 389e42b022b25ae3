package replication

import (
	"context"
	"errors"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// log is the store as an engine sees it.
type log struct{ store *sqlite.Store }

var _ replica.Log = log{}

// LogOf returns the store as an engine sees it, for whoever drives an engine of
// their own.
func LogOf(store *sqlite.Store) replica.Log { return log{store} }

// Held implements replica.Log.
func (l log) Held(ctx context.Context) ([]replica.Held, error) {
	heads, err := l.store.Heads(ctx)
	return heldOf(heads), err
}

func heldOf(heads []sqlite.Held) []replica.Held {
	held := make([]replica.Held, len(heads))
	for i, h := range heads {
		held[i] = replica.Held(h)
	}
	return held
}

// Cuts implements replica.Log.
func (l log) Cuts(ctx context.Context) ([]replica.Cut, error) {
	cuts, err := l.store.Cuts(ctx)
	all := make([]replica.Cut, len(cuts))
	for i, c := range cuts {
		all[i] = replica.Cut(c)
	}
	return all, err
}

// Read implements replica.Log.
func (l log) Read(ctx context.Context, ranges []oplog.Range, maxBytes int) ([]*oplog.Run, error) {
	return l.store.ReadRuns(ctx, ranges, maxBytes)
}

// Store implements replica.Log.
func (l log) Store(ctx context.Context, runs []*oplog.Run) (replica.Stored, error) {
	done, err := l.store.Append(ctx, runs...)
	if err != nil {
		return replica.Stored{}, err
	}
	return storedOf(done), nil
}

func storedOf(done sqlite.Appended) replica.Stored {
	return replica.Stored{Held: heldOf(done.Held), Owed: done.Owed, Faults: done.Faults}
}

// Fork implements replica.Log.
func (l log) Fork(ctx context.Context, a, b *oplog.Run) (replica.Cut, replica.Held, error) {
	cut, left, err := l.store.Fork(ctx, a, b)
	return replica.Cut(cut), replica.Held(left), err
}

// Proof implements replica.Log.
func (l log) Proof(ctx context.Context, device oplog.DeviceID) (a, b *oplog.Run, err error) {
	return l.store.ForkProof(ctx, device)
}

// Owed implements replica.Log.
func (l log) Owed(ctx context.Context, limit int) ([]replica.Place, error) {
	places, err := l.store.Owed(ctx, limit)
	all := make([]replica.Place, len(places))
	for i, p := range places {
		all[i] = replica.Place(p)
	}
	return all, err
}

// Part implements replica.Log.
func (l log) Part(ctx context.Context, at replica.Place) ([]byte, bool, error) {
	return l.store.Part(ctx, sqlite.Place(at))
}

// StorePart implements replica.Log.
func (l log) StorePart(ctx context.Context, at replica.Place, part []byte) error {
	err := l.store.PutPart(ctx, sqlite.Place(at), part)
	if errors.Is(err, marketplace.ErrInvalid) {
		return errors.Join(oplog.ErrPrivate, err)
	}
	return err
}

// MissingBlobs implements replica.Log.
func (l log) MissingBlobs(ctx context.Context, limit int) ([]replica.BlobID, error) {
	ids, err := l.store.MissingBlobs(ctx, limit)
	all := make([]replica.BlobID, len(ids))
	for i, id := range ids {
		all[i] = replica.BlobID(id)
	}
	return all, err
}

// Blob implements replica.Log.
func (l log) Blob(ctx context.Context, id replica.BlobID) ([]byte, bool, error) {
	return l.store.Blob(ctx, marketplace.BlobID(id))
}

// StoreBlob implements replica.Log.
func (l log) StoreBlob(ctx context.Context, blob []byte) error { return l.store.PutBlob(ctx, blob) }
