package replica

import (
	"time"

	"settle.example/settle/sync/oplog"
)

// Config is what an engine has to know from the start.
type Config struct {
	// System is the id of the system; logs and peers of another are refused.
	System oplog.Hash
	// Self is this device.
	Self oplog.DeviceID
	// AlwaysOn makes the engine fetch photos in advance.
	AlwaysOn bool
	// Proof is by what this device takes part: the first entry of its own log,
	// and before it those of the logs that it goes on from under a new key, each
	// as a run of one record, the earliest first. It is shown to a member that
	// does not know this device yet, and to a stranger that was called. At most
	// MaxProof; empty when there is none to show.
	Proof []*oplog.Run
	// Limits bounds memory and patience; the zero value stands for
	// DefaultLimits.
	Limits Limits
}

// MaxProof is how many logs a proof holds the first entries of, at most.
const MaxProof = 8

// Limits bounds what an engine holds in memory and how long it waits.
type Limits struct {
	// Memory bounds entries that were received or asked for and are not stored
	// yet, over all links.
	Memory int
	// Window is the most that one link is asked for ahead of what it delivered.
	// A link begins with FirstWindow and doubles as it delivers.
	Window, FirstWindow int
	// ReadBytes is how much is read at a time for a link. Once more than Readers
	// links are read for, it is a frame's worth.
	ReadBytes, Readers int
	// Strangers is how many logs that are not held here a peer may name at once;
	// the rest is asked about later.
	Strangers int
	// Stall is how long a link that was asked may bring nothing until the same is
	// asked elsewhere; after GiveUp it is closed. A stranger that is not admitted
	// within GiveUp is closed too.
	Stall, GiveUp time.Duration
	// Quiet is how long a link has to be without news until both ends compare
	// what they hold.
	Quiet time.Duration
	// Retry is how long after a failed task, or when nobody has it, owed parts,
	// photos and entries are tried again.
	Retry time.Duration
}

// DefaultLimits suits a desktop and a node alike.
func DefaultLimits() Limits {
	return Limits{
		Memory: 8 << 20, Window: 2 << 20, FirstWindow: 512 << 10,
		ReadBytes: 512 << 10, Readers: 8,
		Strangers: 2048,
		Stall:     15 * time.Second, GiveUp: 2 * time.Minute,
		Quiet: 2 * time.Second, Retry: 30 * time.Second,
	}
}
