package identity

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"slices"

	"filippo.io/age"

	"settle.example/settle/sync/oplog"
)

const (
	tagRing = "settle/ring/1"

	padFields = 128  // sealed fields fill up to a multiple of this
	padLetter = 1024 // sealed letters to a multiple of this
	// Letters are sealed to a multiple of this many keys, filled up with keys
	// that nobody has, so that the number of readers shows no letter's kind.
	padReaders = 4
	// maxPlain bounds what is sealed, so that box and entry stay within 64 KiB.
	maxPlain = 48 << 10
)

// RingIDOf returns the id of the ring whose public key is r: the first 16 bytes
// of SHA-256("settle/ring/1" ‖ r). An id thus stands for one key for ever.
func RingIDOf(r Recipient) oplog.RingID {
	sum := sha256.Sum256(append([]byte(tagRing), r[:]...))
	return oplog.RingID(sum[:16])
}

// plain is what a box holds.
type plain struct {
	Author oplog.DeviceID  `cbor:"1,keyasint"`
	Fields map[uint]string `cbor:"2,keyasint"`
}

// Seal seals fields so that the holders of the recipients' keys, and nobody
// else, can open them. Author is the device that will write the box into its
// log: a copy in another device's entry does not open. A box of ClassLetter does
// not name its rings. It fails with ErrRecipient or ErrTooLarge.
func Seal(author oplog.DeviceID, class oplog.Class, fields map[uint]string, to []Recipient) (oplog.SealedBox, error) {
	if len(to) == 0 || len(to) > oplog.MaxRings {
		return oplog.SealedBox{}, ErrRecipient
	}
	content, err := oplog.Marshal(plain{Author: author, Fields: fields})
	if errors.Is(err, oplog.ErrTooLarge) || len(content) > maxPlain {
		return oplog.SealedBox{}, ErrTooLarge
	}
	if err != nil {
		return oplog.SealedBox{}, err
	}
	box, pad := oplog.SealedBox{Class: class}, padFields
	if class == oplog.ClassLetter {
		pad = padLetter
		if to, err = hideReaders(to); err != nil {
			return oplog.SealedBox{}, err
		}
	} else {
		for _, r := range to {
			box.Rings = append(box.Rings, RingIDOf(r))
		}
	}
	box.Ciphertext, err = encrypt(padTo(content, pad), to)
	return box, err
}

// hideReaders fills recipients up to a multiple of padReaders and shuffles them.
func hideReaders(to []Recipient) ([]Recipient, error) {
	to = slices.Clone(to)
	for len(to)%padReaders != 0 {
		nobody, err := freshKey()
		if err != nil {
			return nil, err
		}
		to = append(to, nobody.Recipient())
	}
	rand.Shuffle(len(to), func(i, j int) { to[i], to[j] = to[j], to[i] })
	return to, nil
}

// Unseal opens a box with whichever of the keys fits. Author is the device whose
// entry the box came in (or one that this device has proved to succeed). It
// fails with ErrNotForYou, ErrAuthor, ErrDamaged, or oplog.ErrUnknownField where
// the content needs a newer Settle.
func Unseal(box oplog.SealedBox, author oplog.DeviceID, keys ...Key) (map[uint]string, error) {
	if len(box.Rings) > 0 {
		keys = slices.DeleteFunc(slices.Clone(keys), func(k Key) bool {
			return !slices.Contains(box.Rings, RingIDOf(k.Recipient()))
		})
	}
	padded, err := decrypt(box.Ciphertext, keys)
	if err != nil {
		return nil, err
	}
	pad := padFields
	if box.Class == oplog.ClassLetter {
		pad = padLetter
	}
	content, err := unpad(padded, pad)
	if err != nil {
		return nil, err
	}
	var p plain
	if err := oplog.Unmarshal(content, &p); err != nil {
		if errors.Is(err, oplog.ErrUnknownField) {
			return nil, err
		}
		return nil, ErrDamaged
	}
	if p.Author != author {
		return nil, ErrAuthor
	}
	return p.Fields, nil
}

// padTo puts the length of content, as 4 bytes big-endian, before it and zeros
// after it, up to a multiple of size.
func padTo(content []byte, size int) []byte {
	n := 4 + len(content)
	out := make([]byte, (n+size-1)/size*size)
	binary.BigEndian.PutUint32(out, uint32(len(content)))
	copy(out[4:], content)
	return out
}

// unpad undoes padTo, and nothing else.
func unpad(padded []byte, size int) ([]byte, error) {
	if len(padded) < size || len(padded)%size != 0 {
		return nil, ErrDamaged
	}
	n := binary.BigEndian.Uint32(padded)
	if n > uint32(len(padded)-4) {
		return nil, ErrDamaged
	}
	content := padded[4 : 4+n]
	if !bytes.Equal(padTo(content, size), padded) {
		return nil, ErrDamaged
	}
	return content, nil
}

// encrypt makes an age file for the recipients, in their order.
func encrypt(plaintext []byte, to []Recipient) ([]byte, error) {
	if len(to) == 0 || len(to) > oplog.MaxRings {
		return nil, ErrRecipient
	}
	recipients, err := ageRecipients(to)
	if err != nil {
		return nil, err
	}
	return encryptFor(plaintext, recipients...)
}

func ageRecipients(to []Recipient) ([]age.Recipient, error) {
	recipients := make([]age.Recipient, len(to))
	for i, r := range to {
		recipient, err := age.ParseX25519Recipient(bech32("age", r))
		if err != nil {
			return nil, ErrRecipient
		}
		recipients[i] = recipient
	}
	return recipients, nil
}

// ageIdentities passes over the zero Key, which opens nothing.
func ageIdentities(keys []Key) []age.Identity {
	var identities []age.Identity
	for _, k := range keys {
		if k.secret != nil {
			identities = append(identities, k.secret().age)
		}
	}
	return identities
}

func encryptFor(plaintext []byte, to ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to...)
	if err != nil {
		return nil, ErrRecipient // a key of low order
	}
	if _, err := w.Write(plaintext); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// decrypt opens an age file of at most oplog.MaxEntry bytes.
func decrypt(ciphertext []byte, keys []Key) ([]byte, error) {
	identities := ageIdentities(keys)
	if len(identities) == 0 {
		return nil, ErrNotForYou
	}
	// Each stanza costs each key a multiplication: bound them before trying.
	if len(ciphertext) > oplog.MaxEntry || bytes.Count(ciphertext, []byte("\n-> ")) > oplog.MaxRings {
		return nil, ErrDamaged
	}
	return openAge(ciphertext, ErrNotForYou, identities...)
}

// openAge opens an age file; none is the error where no identity fits.
func openAge(ciphertext []byte, none error, identities ...age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(ciphertext), identities...)
	if unfit := (*age.NoIdentityMatchError)(nil); errors.As(err, &unfit) {
		return nil, none
	}
	if err != nil {
		return nil, ErrDamaged
	}
	plaintext, err := io.ReadAll(r) // no longer than the ciphertext
	if err != nil {
		return nil, ErrDamaged
	}
	return plaintext, nil
}
