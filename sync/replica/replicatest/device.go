package replicatest

import (
	"crypto/ed25519"
	"crypto/sha256"
	"time"

	"settle.example/settle/sync/oplog"
)

// System is the id of an invented system. Its logs start from it; nobody founded
// it.
var System = oplog.Hash{'i', 'n', 'v', 'e', 'n', 't', 'e', 'd'}

// Noon is when invented things begin.
var Noon = time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)

// Key returns the signing key of the invented device of that name.
func Key(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("invented device " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

// ID returns the id of the invented device of that name.
func ID(name string) oplog.DeviceID { return IDOf(Key(name)) }

// IDOf returns the id of the device that has the key.
func IDOf(key ed25519.PrivateKey) oplog.DeviceID {
	return oplog.DeviceID(key.Public().(ed25519.PublicKey))
}

// Draft returns a draft of an entry whose facts are about size bytes and unlike
// those of another n.
func Draft(n, size int) oplog.Draft {
	pad := make([]byte, 0, size+sha256.Size)
	for block := sha256.Sum256([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}); len(pad) < size; {
		pad = append(pad, block[:]...)
		block = sha256.Sum256(block[:])
	}
	facts, err := oplog.Marshal(map[uint]any{1: n, 2: pad[:size]})
	if err != nil { // only a size past oplog.MaxEntry
		return oplog.Draft{}
	}
	return oplog.Draft{Kind: "room.listed", Version: 1, Facts: facts}
}

// WithText returns the draft with a private part that holds the text, without
// the salt that would make it different each time.
func WithText(d oplog.Draft, text string) oplog.Draft {
	part, err := oplog.Private{Text: map[uint]string{1: text}}.MarshalBinary()
	if err == nil {
		d.Private = part
	}
	return d
}
