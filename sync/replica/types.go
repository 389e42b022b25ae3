package replica

import (
	"crypto/sha256"
	"encoding/hex"

	"settle.example/settle/sync/oplog"
)

// LinkID names a link for as long as the engine lives. The driver chooses it and
// never uses one twice.
type LinkID uint64

// TaskID tells which task an answer belongs to.
type TaskID uint64

// Held says how far a device's log is held and the hash of the entry there. That
// entry is a signed head, or the last before a cut.
type Held struct {
	Device oplog.DeviceID
	Seq    uint64
	Hash   oplog.Hash
}

// Cut says where a forked log ends for everybody: at the last entry that its two
// histories share. At is 0, and Hash zero, where they share none.
type Cut struct {
	Device oplog.DeviceID
	At     uint64
	Hash   oplog.Hash
}

// Place names an entry by its device and seq. The zero Place is before all.
type Place struct {
	Device oplog.DeviceID
	Seq    uint64
}

// Part is the private part of the entry at a place.
type Part struct {
	Place
	Bytes []byte
}

// BlobID names a photo: it is the SHA-256 of its bytes.
type BlobID [sha256.Size]byte

// String returns the 64 lower-case hex digits of id.
func (id BlobID) String() string { return hex.EncodeToString(id[:]) }

// Standing is what this replica's membership says of a device.
type Standing uint8

// The standings.
const (
	Unknown Standing = iota // no membership known here: it may show its proof
	Member                  // takes part
	Revoked                 // was a member: it is refused
)

// String returns a word for logs.
func (s Standing) String() string {
	return name(s, "unknown", "member", "revoked")
}

// Reason says why the engine closes a link, or why a peer refused it.
type Reason uint8

// The reasons. The first six travel in a refused frame.
const (
	NoReason      Reason = iota
	NotAMember           // the device is unknown and its proof, if any, did not help
	WasRevoked           // its membership was revoked
	OtherSystem          // the two belong to different systems
	OtherProtocol        // no version of the protocol in common
	ProofUsed            // another device took part by what the proof rests on
	Malformed            // bytes that no engine sends
	OutOfPlace           // a frame that does not belong there
	Faulty               // entries, parts or proofs that do not verify
	Stalled              // asked, and nothing came for too long
	Overrun              // more than was asked for
)

// String returns words for logs.
func (r Reason) String() string {
	return name(r, "no reason", "not a member", "membership revoked", "another system", "another protocol", "proof used before",
		"malformed frame", "frame out of place", "entries that do not verify", "stalled", "more than was asked for")
}

func name[N ~uint8](n N, names ...string) string {
	if int(n) < len(names) {
		return names[n]
	}
	return "unknown"
}
