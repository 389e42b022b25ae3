package oplog

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
)

// Sizes of the format.
const (
	// MaxEntry bounds one entry: its body and its private part together.
	MaxEntry = 64 << 10
	// MaxKind bounds the name of a kind, in bytes.
	MaxKind = 40
	// Format is the format of entries that this package writes and reads whole.
	Format = 1
)

// Position is an entry's place: which log, how far along, after what. It is
// hashed with the body but never written in it, since the log around an entry
// gives it.
type Position struct {
	Device DeviceID
	Seq    uint64 // from 1, without gaps
	Prev   Hash   // hash of the entry before; for seq 1 the system id, or zero in the founding entry
}

// Hash returns the hash of the entry that has this body at p: SHA-256 of
// "settle/entry/1" ‖ device ‖ seq as 8 bytes, big-endian ‖ prev ‖ body. That of
// a system's founding entry is the system id.
func (p Position) Hash(body []byte) Hash {
	return p.hash(make([]byte, 0, positionSize+len(body)), body)
}

const positionSize = len(tagEntry) + len(DeviceID{}) + 8 + len(Hash{})

// hash is Hash with a buffer to use again.
func (p *Position) hash(buf, body []byte) Hash {
	buf = append(buf[:0], tagEntry...)
	buf = append(buf, p.Device[:]...)
	buf = binary.BigEndian.AppendUint64(buf, p.Seq)
	buf = append(buf, p.Prev[:]...)
	return sha256.Sum256(append(buf, body...))
}

// Header is what every replica must understand of every entry, whatever its kind.
type Header struct {
	Position
	Clock       Clock  // greater than that of the entry before
	Kind        string // what happened, such as "room.listed"; see ValidKind
	Version     uint32 // version of the kind's rules, from 1
	Subject     ID     // what it happened to
	PrivateHash Hash   // see HashPrivate; zero when there is no private part
	DeleteAfter Day    // the private part goes after this day; zero: never
}

// Birth reports whether the entry is the first of its subject.
func (h *Header) Birth() bool { return h.Subject == SubjectOf(h.Device, h.Seq) }

// Entry is a header and the facts that it carries.
type Entry struct {
	Header
	Facts []byte // a CBOR map in the form of Marshal; read it with Unmarshal
	// Newer is true for an entry that needs a newer Settle: its format is above
	// Format, or its header has keys that this package does not know. The other
	// fields hold; keep its body as it came, relay it, do not fold it.
	Newer bool
}

// ValidKind reports whether kind is 1 to 40 of the characters a–z, '.' and '_'.
func ValidKind[S ~string | ~[]byte](kind S) bool {
	if len(kind) == 0 || len(kind) > MaxKind {
		return false
	}
	for i := range len(kind) {
		if c := kind[i]; (c < 'a' || c > 'z') && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

// Keys of a body. Keys 2 to 8 keep their meaning in every later format.
const (
	keyFormat = iota + 1
	keyClock
	keyKind
	keyVersion
	keySubject
	keyPrivate
	keyDeleteAfter
	keyFacts
)

// AppendBody appends the body, which is all of the entry but its Position, to
// dst. It refuses an entry that DecodeBody would not give back equal.
func (e *Entry) AppendBody(dst []byte) ([]byte, error) {
	start := len(dst)
	pairs := uint64(6)
	if !e.PrivateHash.IsZero() {
		pairs++
	}
	if e.DeleteAfter != 0 {
		pairs++
	}
	switch {
	case e.Newer:
		return nil, ErrUnknownField
	case e.Clock < 1 || e.Clock > MaxClock || !ValidKind(e.Kind) || e.Version < 1 || e.Subject.IsZero() || e.DeleteAfter > MaxDay:
		return nil, damaged("a header field is out of range")
	}
	r := reader{b: e.Facts}
	r.facts()
	if err := r.done(); err != nil {
		return nil, err
	}
	dst = appendHead(dst, majorMap, pairs)
	dst = appendUint(append(dst, keyFormat), Format)
	dst = appendUint(append(dst, keyClock), uint64(e.Clock))
	dst = appendText(append(dst, keyKind), e.Kind)
	dst = appendUint(append(dst, keyVersion), uint64(e.Version))
	dst = appendBytes(append(dst, keySubject), e.Subject[:])
	if !e.PrivateHash.IsZero() {
		dst = appendBytes(append(dst, keyPrivate), e.PrivateHash[:])
	}
	if e.DeleteAfter != 0 {
		dst = appendUint(append(dst, keyDeleteAfter), uint64(e.DeleteAfter))
	}
	dst = append(append(dst, keyFacts), e.Facts...)
	if len(dst)-start > MaxEntry {
		return nil, ErrTooLarge
	}
	return dst, nil
}

// DecodeBody reads the body of the entry at p. The entry's Facts alias body. It
// fails with ErrTooLarge or ErrDamaged.
func DecodeBody(p Position, body []byte) (Entry, error) {
	e := Entry{Header: Header{Position: p}}
	if err := e.decodeBody(body); err != nil {
		return Entry{}, err
	}
	return e, nil
}

func (e *Entry) decodeBody(body []byte) error {
	if len(body) > MaxEntry {
		return ErrTooLarge
	}
	r := reader{b: body}
	var seen uint16
	key := int64(-1)
	for n := r.mapping(); n > 0 && r.err == nil; n-- {
		key = r.key(key)
		if key <= keyFacts {
			seen |= 1 << key
		}
		e.decodeField(&r, key)
	}
	const required = 1<<keyFormat | 1<<keyClock | 1<<keyKind | 1<<keyVersion | 1<<keySubject | 1<<keyFacts
	if seen&required != required {
		r.fail("a header field is missing")
	}
	return r.done()
}

func (e *Entry) decodeField(r *reader, key int64) {
	switch key {
	case keyFormat:
		e.Newer = r.between(1, math.MaxUint32) > Format || e.Newer
	case keyClock:
		e.Clock = Clock(r.between(1, uint64(MaxClock)))
	case keyKind:
		kind := r.text()
		if r.err == nil && !ValidKind(kind) {
			r.fail("the name of a kind")
		}
		e.Kind = string(kind)
	case keyVersion:
		e.Version = uint32(r.between(1, math.MaxUint32))
	case keySubject:
		r.fixed(e.Subject[:])
		if e.Subject.IsZero() {
			r.fail("no subject")
		}
	case keyPrivate:
		r.fixed(e.PrivateHash[:])
		if e.PrivateHash.IsZero() {
			r.fail("an empty private hash")
		}
	case keyDeleteAfter:
		e.DeleteAfter = Day(r.between(1, uint64(MaxDay)))
	case keyFacts:
		e.Facts = r.facts()
	case 0:
		r.fail("header key 0")
	default:
		r.raw()
		e.Newer = true
	}
}

// between takes an unsigned integer that must lie in [low, high].
func (r *reader) between(low, high uint64) uint64 {
	v := r.uint()
	if r.err == nil && (v < low || v > high) {
		r.fail("a number out of range")
	}
	return v
}

// facts takes a map of anything.
func (r *reader) facts() []byte {
	if r.err == nil && r.i < len(r.b) && r.b[r.i]>>5 != majorMap {
		r.fail("facts that are no map")
	}
	return r.raw()
}
