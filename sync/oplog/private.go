package oplog

import (
	"crypto/rand"
	"crypto/sha256"
	"maps"
	"slices"
	"unicode/utf8"
)

// Class says who may read a sealed box. Class A, all signed-in staff, is not
// sealed.
type Class uint8

// The classes that are sealed.
const (
	ClassB      Class = 2 // the parties of a booking or pairing
	ClassC      Class = 3 // the coordinator or the guardian
	ClassD      Class = 4 // the person's own devices
	ClassLetter Class = 5 // a letter: whose it is shows inside the seal only
)

// RingID names a ring, a key pair that the devices of a person or of a role
// share. It is derived from the ring's public key.
type RingID [16]byte

// SealedBox is fields sealed with age to rings.
type SealedBox struct {
	Class      Class
	Rings      []RingID // in the order of the recipients; empty where readers have to try their keys, as for letters
	Ciphertext []byte   // an age file
}

// Private is the part of an entry that can be erased: text that all staff may
// read, and sealed boxes. Only its hash is chained.
type Private struct {
	Salt   [16]byte // random, so that erased text cannot be guessed from its hash
	Text   map[uint]string
	Sealed []SealedBox
}

// Bounds of a private part, beside MaxEntry.
const (
	MaxPrivateKey = 1<<16 - 1 // the greatest key of a text
	MaxBoxes      = 32        // sealed boxes in a private part
	MaxRings      = 64        // rings named by a box
)

// PrivateState says what a replica holds of an entry's private part. Once it is
// Erased or PastDate it is never taken back.
type PrivateState uint8

// The states. Their numbers are on the wire.
const (
	NoPrivate PrivateState = iota // the header names none
	Owed                          // named, not here: another replica may have it
	Erased                        // removed by request
	PastDate                      // removed as its day was over
	Present                       // here
)

// NewPrivate returns a private part with a fresh random salt.
func NewPrivate(text map[uint]string, sealed ...SealedBox) Private {
	p := Private{Text: text, Sealed: sealed}
	rand.Read(p.Salt[:]) // never fails: crypto/rand stops the program instead
	return p
}

// HashPrivate returns what a header holds of a private part: SHA-256 of
// "settle/private/1" ‖ its bytes.
func HashPrivate(private []byte) Hash {
	return hashPrivate(make([]byte, 0, len(tagPrivate)+len(private)), private)
}

// hashPrivate is HashPrivate with a buffer to use again.
func hashPrivate(buf, private []byte) Hash {
	return sha256.Sum256(append(append(buf[:0], tagPrivate...), private...))
}

// CheckPrivate reports ErrPrivate unless private is the private part that the
// header promises.
func (h *Header) CheckPrivate(private []byte) error {
	return h.checkPrivate(make([]byte, 0, len(tagPrivate)+len(private)), private)
}

func (h *Header) checkPrivate(buf, private []byte) error {
	if h.PrivateHash.IsZero() || hashPrivate(buf, private) != h.PrivateHash {
		return ErrPrivate
	}
	return nil
}

// MarshalBinary encodes the private part as the CBOR map {1: salt, 2: text,
// 3: boxes}, where empty text or boxes are left out. It refuses what
// UnmarshalBinary would refuse.
func (p Private) MarshalBinary() ([]byte, error) {
	pairs := uint64(1)
	if len(p.Text) > 0 {
		pairs++
	}
	if len(p.Sealed) > 0 {
		pairs++
	}
	b := appendBytes(append(appendHead(nil, majorMap, pairs), 1), p.Salt[:])
	if len(p.Text) > 0 {
		b = appendHead(append(b, 2), majorMap, uint64(len(p.Text)))
		for _, key := range slices.Sorted(maps.Keys(p.Text)) {
			if key > MaxPrivateKey || !utf8.ValidString(p.Text[key]) {
				return nil, damaged("text that is not UTF-8, or its key too large")
			}
			b = appendText(appendUint(b, uint64(key)), p.Text[key])
		}
	}
	if len(p.Sealed) > 0 {
		b = appendHead(append(b, 3), majorArray, uint64(len(p.Sealed)))
		for i := range p.Sealed {
			b = p.Sealed[i].append(b)
		}
	}
	var back Private
	return b, back.UnmarshalBinary(b)
}

func (s *SealedBox) append(b []byte) []byte {
	b = appendUint(append(appendHead(b, majorMap, 3), 1), uint64(s.Class))
	b = appendHead(append(b, 2), majorArray, uint64(len(s.Rings)))
	for _, id := range s.Rings {
		b = appendBytes(b, id[:])
	}
	return appendBytes(append(b, 3), s.Ciphertext)
}

// UnmarshalBinary reads the form of MarshalBinary. It fails with ErrTooLarge,
// ErrDamaged or, where the part has keys of a newer Settle, ErrUnknownField.
func (p *Private) UnmarshalBinary(data []byte) error {
	err := p.alias(data)
	for i := range p.Sealed {
		p.Sealed[i].Ciphertext = slices.Clone(p.Sealed[i].Ciphertext)
	}
	return err
}

// TextOf returns the text of an encoded private part; nil where it has none or
// UnmarshalBinary refuses it.
func TextOf(private []byte) map[uint]string {
	var p Private
	if p.alias(private) != nil {
		return nil
	}
	return p.Text
}

// alias is UnmarshalBinary with ciphertexts that alias data.
func (p *Private) alias(data []byte) error {
	if len(data) > MaxEntry {
		return ErrTooLarge
	}
	*p = Private{}
	r := reader{b: data}
	newer := false
	key, seen := int64(-1), 0
	for n := r.mapping(); n > 0 && r.err == nil; n-- {
		key = r.key(key)
		switch key {
		case 1:
			r.fixed(p.Salt[:])
		case 2:
			p.Text = r.texts()
		case 3:
			p.Sealed = r.boxes(&newer)
		default:
			r.raw()
			newer = true
		}
		seen |= 1 << min(key, 4)
	}
	if seen&1 != 0 || seen&2 == 0 || seen == 2 {
		r.fail("a private part without salt or content")
	}
	if err := r.done(); err != nil {
		return err
	}
	if newer {
		return ErrUnknownField
	}
	return nil
}

func (r *reader) texts() map[uint]string {
	n := r.mapping()
	if n == 0 {
		r.fail("empty text")
	}
	text := make(map[uint]string, n)
	for key := int64(-1); n > 0 && r.err == nil; n-- {
		key = r.key(key)
		if key > MaxPrivateKey {
			r.fail("a key too large")
		}
		text[uint(key)] = string(r.text())
	}
	return text
}

func (r *reader) boxes(newer *bool) []SealedBox {
	n := r.array(MaxBoxes)
	if n == 0 {
		r.fail("no boxes")
	}
	boxes := make([]SealedBox, n)
	for i := range boxes {
		seen, key := 0, int64(-1)
		for n := r.mapping(); n > 0 && r.err == nil; n-- {
			key = r.key(key)
			boxes[i].field(r, key, newer)
			seen |= 1 << min(key, 4)
		}
		if seen&15 != 1<<1|1<<2|1<<3 {
			r.fail("a box without its fields")
		}
	}
	return boxes
}

func (s *SealedBox) field(r *reader, key int64, newer *bool) {
	switch key {
	case 1:
		s.Class = Class(r.between(uint64(ClassB), 255))
	case 2:
		s.Rings = make([]RingID, r.array(MaxRings))
		for i := range s.Rings {
			r.fixed(s.Rings[i][:])
		}
	case 3:
		s.Ciphertext = r.bytes()
		if len(s.Ciphertext) == 0 {
			r.fail("an empty box")
		}
	default:
		r.raw()
		*newer = true
	}
}
