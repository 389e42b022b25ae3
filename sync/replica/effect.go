package replica

import (
	"time"

	"settle.example/settle/sync/oplog"
)

// Effect is something that the engine wants done. Those that are a [Task] are
// the disk's; the rest the driver does itself.
type Effect interface{ effect() }

// Send asks to write the frame's bytes to the link, then to answer with
// [Written]. There is at most one a link at a time; a refusal, which [Close] follows, may
// come behind it. The bytes may be shared: do not change them.
type Send struct {
	Link  LinkID
	Frame []byte
}

// Close asks to close the link once what was sent on it is out. The engine has
// forgotten it; [Closed] is not needed but does no harm.
type Close struct {
	Link   LinkID
	Peer   oplog.DeviceID
	Reason Reason
}

// Admit says that an unknown device shows its proof. If it holds, store it; then
// answer with [Judged], or [Closed] if it does not hold.
type Admit struct {
	Link LinkID
	Peer oplog.DeviceID
	// Proof is runs of one record, seq 1, each of another log and signed: the
	// last of the peer's own, those before it of logs that it may go on from. At
	// most MaxProof.
	Proof []*oplog.Run
}

// Hint says that this device's own log has grown, which gossip may spread.
type Hint struct{ Held Held }

// Wake asks for a [Tick] at this time. It replaces any earlier one.
type Wake struct{ At time.Time }

// Notice tells what is worth a line in a status page or a log. It names devices
// and nothing personal.
type Notice struct {
	Kind   NoticeKind
	Link   LinkID         // where one is concerned
	Peer   oplog.DeviceID // the device at its other end
	Device oplog.DeviceID // whose log is meant
	Seq    uint64
	Reason Reason // of PeerRefused
	Err    error  // of RunRefused and DiskFailed
}

// NoticeKind says what a Notice tells.
type NoticeKind uint8

// The kinds of notices.
const (
	// PeerInStep: peer and engine hold the same, both ways.
	PeerInStep NoticeKind = iota + 1
	// PeerRefused: the peer will not talk to this device, for the Reason given.
	PeerRefused
	// PeerForeign: the peer belongs to another system, by what it showed, and was
	// told so.
	PeerForeign
	// RunRefused: entries of Device that the peer sent did not verify.
	RunRefused
	// LogForked: Device signed two histories; its log ends at Seq.
	LogForked
	// OwnLogAhead: the peer holds this device's own log past what is held here: it
	// has shown entries up to Seq that this device's key signed. This folder was
	// restored or copied, and must go on as a new device before it writes there.
	OwnLogAhead
	// LogLacking: a hint named Device at Seq, and the log has come to rest before
	// that though no link is about to bring more, or has for Limits.Stall.
	LogLacking
	// DiskFailed: a task failed with Err; it is tried again later.
	DiskFailed
)

// String returns words for logs.
func (k NoticeKind) String() string {
	return name(k, "nothing", "peer in step", "refused by peer", "peer of another system", "entries refused", "log forked",
		"own log ahead elsewhere", "log lacking", "disk failed")
}

func (Send) effect()   {}
func (Close) effect()  {}
func (Admit) effect()  {}
func (Hint) effect()   {}
func (Wake) effect()   {}
func (Notice) effect() {}
