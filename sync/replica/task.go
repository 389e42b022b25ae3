package replica

import (
	"context"

	"settle.example/settle/sync/oplog"
)

// Task is an effect for the disk. Give the event that Do returns to the engine.
// Tasks may be done in any order and at the same time, but those that write
// (Writes) one after another in the order in which they were given.
type Task interface {
	Effect
	// Do carries the task out. It fails inside the event, never otherwise; once
	// ctx is cancelled it fails soon.
	Do(ctx context.Context, log Log) Event
	// Writes reports whether the task changes the log.
	Writes() bool
}

// Read is the task that reads entries; see [Log].
type Read struct {
	ID       TaskID
	Ranges   []oplog.Range
	MaxBytes int
}

// Store is the task that stores entries. At most one is outstanding.
type Store struct {
	ID   TaskID
	Runs []*oplog.Run
}

// Fork is the task that keeps the proof of a fork.
type Fork struct {
	ID   TaskID
	A, B *oplog.Run
}

// ReadProof is the task that reads the proof of a fork.
type ReadProof struct {
	ID     TaskID
	Device oplog.DeviceID
}

// ReadOwed is the task that lists the private parts that are owed.
type ReadOwed struct {
	ID    TaskID
	Limit int
}

// ReadParts is the task that reads private parts.
type ReadParts struct {
	ID       TaskID
	Places   []Place
	MaxBytes int // it stops before reading more
}

// StoreParts is the task that stores private parts.
type StoreParts struct {
	ID    TaskID
	Parts []Part
}

// ReadMissing is the task that lists the photos that are missing.
type ReadMissing struct {
	ID    TaskID
	Limit int
}

// ReadBlob is the task that reads a photo.
type ReadBlob struct {
	ID   TaskID
	Blob BlobID
}

// StoreBlob is the task that stores a photo.
type StoreBlob struct {
	ID   TaskID
	Blob []byte
}

// Do implements Task.
func (t Read) Do(ctx context.Context, log Log) Event {
	runs, err := log.Read(ctx, t.Ranges, t.MaxBytes)
	return ReadDone{ID: t.ID, Runs: runs, Err: err}
}

// Do implements Task.
func (t Store) Do(ctx context.Context, log Log) Event {
	stored, err := log.Store(ctx, t.Runs)
	return StoreDone{ID: t.ID, Stored: stored, Err: err}
}

// Do implements Task.
func (t Fork) Do(ctx context.Context, log Log) Event {
	cut, held, err := log.Fork(ctx, t.A, t.B)
	return ForkDone{ID: t.ID, Cut: cut, Held: held, Err: err}
}

// Do implements Task.
func (t ReadProof) Do(ctx context.Context, log Log) Event {
	a, b, err := log.Proof(ctx, t.Device)
	return ProofRead{ID: t.ID, A: a, B: b, Err: err}
}

// Do implements Task.
func (t ReadOwed) Do(ctx context.Context, log Log) Event {
	places, err := log.Owed(ctx, t.Limit)
	return OwedRead{ID: t.ID, Places: places, Err: err}
}

// Do implements Task.
func (t ReadParts) Do(ctx context.Context, log Log) Event {
	done := PartsRead{ID: t.ID}
	size := 0
	for _, at := range t.Places {
		part, here, err := log.Part(ctx, at)
		if err != nil {
			return PartsRead{ID: t.ID, Err: err}
		}
		if size += len(part); size > t.MaxBytes && len(done.Parts) > 0 {
			break
		}
		done.Looked++
		if here {
			done.Parts = append(done.Parts, Part{Place: at, Bytes: part})
		}
	}
	return done
}

// Do implements Task.
func (t StoreParts) Do(ctx context.Context, log Log) Event {
	for _, p := range t.Parts {
		if err := log.StorePart(ctx, p.Place, p.Bytes); err != nil {
			return PartsStored{ID: t.ID, Err: err}
		}
	}
	return PartsStored{ID: t.ID}
}

// Do implements Task.
func (t ReadMissing) Do(ctx context.Context, log Log) Event {
	blobs, err := log.MissingBlobs(ctx, t.Limit)
	return MissingRead{ID: t.ID, Blobs: blobs, Err: err}
}

// Do implements Task.
func (t ReadBlob) Do(ctx context.Context, log Log) Event {
	blob, here, err := log.Blob(ctx, t.Blob)
	if !here {
		blob = nil
	}
	return BlobRead{ID: t.ID, Blob: blob, Err: err}
}

// Do implements Task.
func (t StoreBlob) Do(ctx context.Context, log Log) Event {
	return BlobStored{ID: t.ID, Err: log.StoreBlob(ctx, t.Blob)}
}

// Writes implements Task.
func (Read) Writes() bool { return false }

// Writes implements Task.
func (Store) Writes() bool { return true }

// Writes implements Task.
func (Fork) Writes() bool { return true }

// Writes implements Task.
func (ReadProof) Writes() bool { return false }

// Writes implements Task.
func (ReadOwed) Writes() bool { return false }

// Writes implements Task.
func (ReadParts) Writes() bool { return false }

// Writes implements Task.
func (StoreParts) Writes() bool { return true }

// Writes implements Task.
func (ReadMissing) Writes() bool { return false }

// Writes implements Task.
func (ReadBlob) Writes() bool { return false }

// Writes implements Task.
func (StoreBlob) Writes() bool { return true }

func (Read) effect()        {}
func (Store) effect()       {}
func (Fork) effect()        {}
func (ReadProof) effect()   {}
func (ReadOwed) effect()    {}
func (ReadParts) effect()   {}
func (StoreParts) effect()  {}
func (ReadMissing) effect() {}
func (ReadBlob) effect()    {}
func (StoreBlob) effect()   {}
