package marketplace

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// ID names a subject: a room, a booking, a person. It is 16 bytes, the start of a hash of the entry that gave
// birth to it, and prints as 32 hexadecimal digits.
type ID [16]byte

// DeviceID is a device's ed25519 public key, 32 bytes. A device is one log.
type DeviceID [32]byte

// BlobID is the SHA-256 of a photo's stored bytes.
type BlobID [32]byte

// Ref points at one entry: a device's log and a place in it, counted from 1.
type Ref struct {
	Device DeviceID `cbor:"1,keyasint"`
	Seq    uint64   `cbor:"2,keyasint"`
}

// maxSeq is the greatest seq of a log that any store holds, a million million. A Ref beyond it points at nothing.
const maxSeq = 1<<40 - 1

// SubjectOf is the id of the subject that the entry at ref gave birth to. It is defined in sync/oplog/DESIGN.md and
// a test there holds the two definitions together.
func SubjectOf(ref Ref) ID { return derive("settle/subject/1", ref) }

// PersonOf is the id of the person whom the membership entry at ref introduced.
func PersonOf(ref Ref) ID { return derive("settle/person/1", ref) }

func derive(domain string, ref Ref) ID {
	h := sha256.New()
	h.Write([]byte(domain))
	h.Write(ref.Device[:])
	var seq [8]byte
	binary.BigEndian.PutUint64(seq[:], ref.Seq)
	h.Write(seq[:])
	var id ID
	copy(id[:], h.Sum(nil))
	return id
}

// IsZero tells whether no id was set.
func (id ID) IsZero() bool { return id == ID{} }

// String is the id as 32 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText is String, for JSON.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// ParseID reads what String wrote. It answers [ErrInvalid] for anything else.
func ParseID(s string) (ID, error) {
	var id ID
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return ID{}, Errorf(Invalid, "That is not an id: it should be 32 digits and letters a to f. Copy it from a list.")
	}
	copy(id[:], b)
	return id, nil
}

// IsZero tells whether no device was set.
func (d DeviceID) IsZero() bool { return d == DeviceID{} }

// String is the device's key as 64 hexadecimal digits.
func (d DeviceID) String() string { return hex.EncodeToString(d[:]) }

// MarshalText is String, for JSON.
func (d DeviceID) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// IsZero tells whether there is no photo.
func (b BlobID) IsZero() bool { return b == BlobID{} }

// String is the hash as 64 hexadecimal digits.
func (b BlobID) String() string { return hex.EncodeToString(b[:]) }

// MarshalText is String, for JSON.
func (b BlobID) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// IsZero tells whether the reference points at nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// Compare orders references by device, then seq.
func (r Ref) Compare(o Ref) int {
	if c := compareDevices(r.Device, o.Device); c != 0 {
		return c
	}
	return cmp.Compare(r.Seq, o.Seq)
}
