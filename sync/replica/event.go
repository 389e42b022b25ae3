package replica

import "settle.example/settle/sync/oplog"

// Event is something that happened outside the engine. Slices and runs in it are
// the engine's from then on: do not change them.
type Event interface{ event() }

// Opened says that a link stands. Peer is the device that the other end proved to be.
type Opened struct {
	Link     LinkID
	Peer     oplog.DeviceID
	Dialled  bool // this end dialled
	Standing Standing
}

// Judged says that the membership says something else of a link's peer than
// before, or that an [Admit] has been decided. All but Member closes the link.
type Judged struct {
	Link     LinkID
	Standing Standing
	Reason   Reason // why an Unknown one is not admitted: NotAMember, which NoReason stands for, or ProofUsed
}

// Closed says that the link is gone, whoever closed it.
type Closed struct{ Link LinkID }

// Received says that one whole frame came, as [ReadFrame] returns it.
type Received struct {
	Link  LinkID
	Frame []byte
}

// Written says that the frame of the link's last [Send] has been handed on, so the next
// may come.
type Written struct{ Link LinkID }

// Grown says that logs grew here other than by a [Store]: own acts, another process, a
// bundle. All that grew may be told together.
type Grown struct{ Held []Held }

// Hinted passes on what gossip says: that the device's log has reached Seq. Run may hold the
// entries themselves; it is checked like any other.
type Hinted struct {
	Device oplog.DeviceID
	Seq    uint64
	Run    *oplog.Run // nil: the hint alone
}

// Wanted says that a screen asks for a photo.
type Wanted struct{ Blob BlobID }

// Forked says that a fork was proven here other than by a [Fork] task, as by a bundle.
// Held is what is left of that log.
type Forked struct {
	Cut  Cut
	Held Held
}

// Tick says that the time of a [Wake] has come. One too many does no harm.
type Tick struct{}

// ReadDone answers [Read].
type ReadDone struct {
	ID   TaskID
	Runs []*oplog.Run
	Err  error
}

// StoreDone answers [Store].
type StoreDone struct {
	ID     TaskID
	Stored Stored
	Err    error
}

// ForkDone answers [Fork].
type ForkDone struct {
	ID   TaskID
	Cut  Cut
	Held Held
	Err  error
}

// ProofRead answers [ReadProof].
type ProofRead struct {
	ID   TaskID
	A, B *oplog.Run
	Err  error
}

// OwedRead answers [ReadOwed].
type OwedRead struct {
	ID     TaskID
	Places []Place
	Err    error
}

// PartsRead answers [ReadParts].
type PartsRead struct {
	ID     TaskID
	Parts  []Part // those that are here
	Looked int    // how many of the places were looked at
	Err    error
}

// PartsStored answers [StoreParts].
type PartsStored struct {
	ID  TaskID
	Err error // matches oplog.ErrPrivate where a part is not the one promised
}

// MissingRead answers [ReadMissing].
type MissingRead struct {
	ID    TaskID
	Blobs []BlobID
	Err   error
}

// BlobRead answers [ReadBlob].
type BlobRead struct {
	ID   TaskID
	Blob []byte // nil: not here
	Err  error
}

// BlobStored answers [StoreBlob].
type BlobStored struct {
	ID  TaskID
	Err error
}

func (Opened) event()      {}
func (Judged) event()      {}
func (Closed) event()      {}
func (Received) event()    {}
func (Written) event()     {}
func (Grown) event()       {}
func (Hinted) event()      {}
func (Wanted) event()      {}
func (Forked) event()      {}
func (Tick) event()        {}
func (ReadDone) event()    {}
func (StoreDone) event()   {}
func (ForkDone) event()    {}
func (ProofRead) event()   {}
func (OwedRead) event()    {}
func (PartsRead) event()   {}
func (PartsStored) event() {}
func (MissingRead) event() {}
func (BlobRead) event()    {}
func (BlobStored) event()  {}
