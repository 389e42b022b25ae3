package oplog

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// The domain tags. Each stands before fixed-length fields in what is hashed or
// signed, so that bytes made for one purpose never pass for another.
const (
	tagSubject = "settle/subject/1"
	tagEntry   = "settle/entry/1"
	tagPrivate = "settle/private/1"
	tagHead    = "settle/head/1"
	tagVector  = "settle/vector/1"
)

// DeviceID names a device: it is the device's ed25519 public key.
type DeviceID [ed25519.PublicKeySize]byte

// ID names the subject of an entry: a room, a booking, a letter. It is made by
// [SubjectOf] and nothing else, so a subject has exactly one birth.
type ID [16]byte

// Hash is a SHA-256 digest. The zero Hash stands for "none".
type Hash [sha256.Size]byte

// SubjectOf returns the ID of the subject whose first entry is the device's
// entry seq: the first 16 bytes of SHA-256("settle/subject/1" ‖ device ‖ seq as
// 8 bytes, big-endian).
func SubjectOf(device DeviceID, seq uint64) ID {
	b := make([]byte, 0, len(tagSubject)+len(device)+8)
	b = append(b, tagSubject...)
	b = append(b, device[:]...)
	b = binary.BigEndian.AppendUint64(b, seq)
	sum := sha256.Sum256(b)
	return ID(sum[:len(ID{})])
}

// IsZero reports whether d is the zero value, which is no device.
func (d DeviceID) IsZero() bool { return d == DeviceID{} }

// IsZero reports whether id is the zero value, which names no subject.
func (id ID) IsZero() bool { return id == ID{} }

// IsZero reports whether h is the zero value, which stands for "none".
func (h Hash) IsZero() bool { return h == Hash{} }

// Compare orders devices by their bytes, as the fold and every encoding do.
func (d DeviceID) Compare(other DeviceID) int { return bytes.Compare(d[:], other[:]) }

// String returns the 64 lower-case hex digits of d.
func (d DeviceID) String() string { return hex.EncodeToString(d[:]) }

// String returns the 32 lower-case hex digits of id.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// String returns the 64 lower-case hex digits of h.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText implements encoding.TextMarshaler with the form of String.
func (d DeviceID) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalText implements encoding.TextMarshaler with the form of String.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// MarshalText implements encoding.TextMarshaler with the form of String.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the form of String.
func (d *DeviceID) UnmarshalText(text []byte) error { return unhex(d[:], text, "device") }

// UnmarshalText reads the form of String.
func (id *ID) UnmarshalText(text []byte) error { return unhex(id[:], text, "record") }

// UnmarshalText reads the form of String.
func (h *Hash) UnmarshalText(text []byte) error { return unhex(h[:], text, "digest") }

// unhex fills dst from exactly twice as many lower-case hex digits.
func unhex(dst, text []byte, what string) error {
	bad := len(text) != hex.EncodedLen(len(dst))
	for _, c := range text {
		bad = bad || !('0' <= c && c <= '9' || 'a' <= c && c <= 'f')
	}
	if bad {
		return fmt.Errorf("that is not the id of a %s: it should be %d digits from 0–9 and a–f, so copy the whole of it",
			what, hex.EncodedLen(len(dst)))
	}
	_, err := hex.Decode(dst, text)
	return err
}
