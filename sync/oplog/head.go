package oplog

import (
	"crypto"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"math"
)

// MaxSeq is the greatest sequence number: it fits a signed 64-bit column.
const MaxSeq = math.MaxInt64

// Signature is an ed25519 signature.
type Signature [ed25519.SignatureSize]byte

// SignedHead is a device's word that its log up to Seq is the chain that ends in
// Hash. It proves every entry before it.
type SignedHead struct {
	Device    DeviceID
	Seq       uint64
	Hash      Hash
	Signature Signature
}

// message is what is signed: "settle/head/1" ‖ device ‖ seq as 8 bytes,
// big-endian ‖ hash.
func (h *SignedHead) message() []byte {
	b := make([]byte, 0, len(tagHead)+len(h.Device)+8+len(h.Hash))
	b = append(b, tagHead...)
	b = append(b, h.Device[:]...)
	b = binary.BigEndian.AppendUint64(b, h.Seq)
	return append(b, h.Hash[:]...)
}

// SignHead signs the head of the signer's log. The signer's key must be ed25519.
func SignHead(signer crypto.Signer, seq uint64, hash Hash) (SignedHead, error) {
	device, err := deviceOf(signer)
	if err != nil {
		return SignedHead{}, err
	}
	h := SignedHead{Device: device, Seq: seq, Hash: hash}
	sig, err := signer.Sign(nil, h.message(), crypto.Hash(0))
	if err != nil {
		return SignedHead{}, err
	}
	if copy(h.Signature[:], sig) != len(h.Signature) {
		return SignedHead{}, errNotEd25519
	}
	return h, nil
}

var errNotEd25519 = errors.New("a log is signed with an ed25519 key only")

func deviceOf(signer crypto.Signer) (DeviceID, error) {
	key, ok := signer.Public().(ed25519.PublicKey)
	if !ok || len(key) != len(DeviceID{}) {
		return DeviceID{}, errNotEd25519
	}
	return DeviceID(key), nil
}

// Verify reports ErrSignature unless the head's own device signed it.
func (h *SignedHead) Verify() error {
	if !ed25519.Verify(h.Device[:], h.message(), h.Signature[:]) {
		return ErrSignature
	}
	return nil
}

// MarshalBinary encodes the head as the CBOR array [device, seq, hash, signature].
func (h SignedHead) MarshalBinary() ([]byte, error) {
	b := appendHead(make([]byte, 0, 144), majorArray, 4)
	b = appendBytes(b, h.Device[:])
	b = appendUint(b, h.Seq)
	b = appendBytes(b, h.Hash[:])
	return appendBytes(b, h.Signature[:]), nil
}

// UnmarshalBinary reads the form of MarshalBinary. It does not verify the head.
func (h *SignedHead) UnmarshalBinary(data []byte) error {
	r := reader{b: data}
	if r.array(4) != 4 {
		r.fail("a head of the wrong length")
	}
	r.fixed(h.Device[:])
	h.Seq = r.between(1, MaxSeq)
	r.fixed(h.Hash[:])
	r.fixed(h.Signature[:])
	return r.done()
}
