package identity

import "settle.example/settle/sync/oplog"

// RingKind says whose a ring is.
type RingKind string

// The kinds of ring.
const (
	RingPerson      RingKind = "person"      // one person's devices
	RingLeads       RingKind = "leads"       // the recruitment leads of a trust
	RingCoordinator RingKind = "coordinator" // the coordinators of the system
	RingGuardian    RingKind = "guardian"    // the Freedom to Speak Up guardian
	RingRecovery    RingKind = "recovery"    // a trust's recovery key, on paper
)

// Valid reports whether k is one of the kinds above.
func (k RingKind) Valid() bool {
	switch k {
	case RingPerson, RingLeads, RingCoordinator, RingGuardian, RingRecovery:
		return true
	}
	return false
}

// Ring is the public side of a key that several devices share. A new key, as
// after a removal, is a new ring of the same kind and owner.
type Ring struct {
	Kind   RingKind
	Owner  oplog.ID // the person or organisation
	Public Recipient
}

// ID returns the ring's id, which sealed boxes name.
func (r Ring) ID() oplog.RingID { return RingIDOf(r.Public) }

// NewRing makes a ring and its key.
func NewRing(kind RingKind, owner oplog.ID) (Ring, Key, error) {
	key, err := freshKey()
	return Ring{Kind: kind, Owner: owner, Public: key.Recipient()}, key, err
}

// SealRingKey seals a ring's key to devices, or to a recovery ring: the grant
// that a membership entry carries. It fails with ErrRecipient.
func SealRingKey(ring Key, to []Recipient) ([]byte, error) {
	if ring.secret == nil {
		return nil, ErrRecipient
	}
	return encrypt(ring.secret().raw[:], to)
}

// OpenRingKey opens a grant of the ring with whichever of the keys fits. It
// fails with ErrNotForYou, or with ErrDamaged where the grant holds another key
// than the ring's.
func OpenRingKey(grant []byte, ring Ring, keys ...Key) (Key, error) {
	raw, err := decrypt(grant, keys)
	if err != nil {
		return Key{}, err
	}
	if len(raw) != 32 {
		return Key{}, ErrDamaged
	}
	key, err := newKey([32]byte(raw))
	if err != nil || key.Recipient() != ring.Public {
		return Key{}, ErrDamaged
	}
	return key, nil
}
