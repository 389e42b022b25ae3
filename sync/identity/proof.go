package identity

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"

	"settle.example/settle/sync/oplog"
)

// The domain tags of proofs. What follows each is of fixed length.
const (
	tagInvitation = "settle/invitation-use/1"
	tagSuccessor  = "settle/successor/1"
	tagRootAct    = "settle/root-act/1"
)

// UseInvitation signs, with the one-use key that an invitation holds, that the
// device takes it up: "settle/invitation-use/1" ‖ system ‖ device.
func UseInvitation(invitation SigningKey, system oplog.Hash, device oplog.DeviceID) oplog.Signature {
	return invitation.sign(proof(tagInvitation, system, device[:]))
}

// CheckInvitation reports ErrProof unless the invitation's key signed that the
// device takes it up.
func CheckInvitation(invitation PublicKey, system oplog.Hash, device oplog.DeviceID, s oplog.Signature) error {
	return check(invitation, proof(tagInvitation, system, device[:]), s)
}

// NameSuccessor signs, as the old device, that the new one is of the same
// person: "settle/successor/1" ‖ system ‖ old device ‖ new device.
func NameSuccessor(old *Device, system oplog.Hash, successor oplog.DeviceID) oplog.Signature {
	id := old.ID()
	return old.signing.sign(proof(tagSuccessor, system, id[:], successor[:]))
}

// CheckSuccessor reports ErrProof unless the old device named the new one its
// successor.
func CheckSuccessor(old oplog.DeviceID, system oplog.Hash, successor oplog.DeviceID, s oplog.Signature) error {
	return check(PublicKey(old), proof(tagSuccessor, system, old[:], successor[:]), s)
}

// SignRootAct signs, with a root key, what the entry seq of the device's log
// does in the root's name: "settle/root-act/1" ‖ system ‖ device ‖ seq as 8
// bytes, big-endian ‖ SHA-256 of act. The place is signed too, so that an act
// cannot be done again from elsewhere once it has been undone.
func SignRootAct(root SigningKey, system oplog.Hash, device oplog.DeviceID, seq uint64, act []byte) oplog.Signature {
	return root.sign(rootAct(system, device, seq, act))
}

// CheckRootAct reports ErrProof unless the root key signed the act at that place.
func CheckRootAct(root PublicKey, system oplog.Hash, device oplog.DeviceID, seq uint64, act []byte, s oplog.Signature) error {
	return check(root, rootAct(system, device, seq, act), s)
}

func rootAct(system oplog.Hash, device oplog.DeviceID, seq uint64, act []byte) []byte {
	sum := sha256.Sum256(act)
	return proof(tagRootAct, system, device[:], binary.BigEndian.AppendUint64(nil, seq), sum[:])
}

func proof(tag string, system oplog.Hash, parts ...[]byte) []byte {
	b := append([]byte(tag), system[:]...)
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

func check(key PublicKey, message []byte, s oplog.Signature) error {
	if !ed25519.Verify(key[:], message, s[:]) {
		return ErrProof
	}
	return nil
}
