package sqlite

import (
	"context"
	"slices"
	"sync"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// keyring is the ring keys that this device may use, opened in memory and kept nowhere else.
type keyring struct {
	mu      sync.Mutex
	members int64 // meta.members for which it was filled
	filled  bool
	keys    map[oplog.RingID]identity.Key
}

func (k *keyring) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.filled, k.keys = false, nil
}

// ringKeys is every key that this device opens sealed fields with: its own first, then those of its rings.
func (s *Store) ringKeys(ctx context.Context, q querier) ([]identity.Key, error) {
	self := s.device()
	if self == nil {
		return nil, nil
	}
	sys, members, settled, err := s.membersAt(ctx, q)
	if err != nil {
		return nil, err
	}
	s.keyring.mu.Lock()
	defer s.keyring.mu.Unlock()
	if !s.keyring.filled || s.keyring.members != members {
		if err := s.fillRing(ctx, q, sys, self); err != nil {
			return nil, err
		}
		s.keyring.members, s.keyring.filled = members, settled
	}
	keys := make([]identity.Key, 0, len(s.keyring.keys)+1)
	keys = append(keys, self.Key())
	for _, k := range s.keyring.keys {
		keys = append(keys, k)
	}
	return keys, nil
}

// membersAt is the system as q sees it, and the revision of it. settled is false within a transaction that changed it:
// that may be rolled back, and the number given again.
func (s *Store) membersAt(ctx context.Context, q querier) (sys *marketplace.System, members int64, settled bool, err error) {
	if t, ok := q.(*tx); ok {
		return t.sys, t.meta.members, t.meta.members == t.found.members, nil
	}
	m, err := readMeta(ctx, q)
	if err != nil {
		return nil, 0, false, err
	}
	sys, err = s.systemAt(ctx, q)
	return sys, m.members, true, err
}

// fillRing opens the rings that this device belongs to and has not opened yet.
func (s *Store) fillRing(ctx context.Context, q querier, sys *marketplace.System, self *identity.Device) error {
	if s.keyring.keys == nil {
		s.keyring.keys = map[oplog.RingID]identity.Key{}
	}
	actor, _ := sys.ActorOf(marketplace.DeviceID(self.ID()))
	rings, err := s.readableRings(ctx, q, sys)
	if err != nil {
		return err
	}
	for i := range rings {
		r := &rings[i]
		id := ringID(r)
		_, open := s.keyring.keys[id]
		others := r.For.Ring == marketplace.RingPerson && r.For.Person != actor.Person
		if open || others || r.For.Ring == marketplace.RingRecovery {
			continue
		}
		key, ok, err := s.openRing(ctx, q, r, self.Key())
		if err != nil {
			return err
		}
		if ok {
			s.keyring.keys[id] = key
		}
	}
	return nil
}

// openRing looks for a grant of the ring's key that one of the keys opens.
func (s *Store) openRing(ctx context.Context, q querier, r *marketplace.Ring, keys ...identity.Key) (identity.Key, bool, error) {
	ring := identity.Ring{Public: identity.Recipient(r.Recipient)}
	var inherited []byte
	found, err := one(ctx, q, `SELECT sealed FROM ring_key WHERE ring = ?`, []any{ringID(r)}, &inherited)
	if err != nil {
		return identity.Key{}, false, err
	}
	if found {
		if key, err := identity.OpenRingKey(inherited, ring, keys...); err == nil {
			return key, true, nil
		}
	}
	mine := func(id oplog.RingID) bool {
		return slices.ContainsFunc(keys, func(k identity.Key) bool { return identity.RingIDOf(k.Recipient()) == id })
	}
	for _, ref := range append([]marketplace.Ref{r.Made}, r.Grants...) {
		row, err := entryRow(ctx, q, ref)
		if err != nil {
			return identity.Key{}, false, err
		}
		p, ok, err := s.private(ctx, q, row)
		if err != nil {
			return identity.Key{}, false, err
		}
		if !ok {
			continue
		}
		for _, box := range p.Sealed {
			if !slices.ContainsFunc(box.Rings, mine) {
				continue
			}
			if key, err := identity.OpenRingKey(box.Ciphertext, ring, keys...); err == nil {
				return key, true, nil
			}
		}
	}
	return identity.Key{}, false, nil
}

func ringID(r *marketplace.Ring) oplog.RingID {
	return identity.RingIDOf(identity.Recipient(r.Recipient))
}

// opened is the sealed fields of the entry at ref that this device may open, merged; empty where there are none. They
// are opened in memory and kept there alone.
func (s *Store) opened(ctx context.Context, q querier, ref marketplace.Ref) (map[marketplace.Field]string, error) {
	row, err := entryRow(ctx, q, ref)
	if err != nil || row == 0 {
		return map[marketplace.Field]string{}, err
	}
	keys, err := s.ringKeys(ctx, q)
	if err != nil || len(keys) == 0 {
		return map[marketplace.Field]string{}, err
	}
	at := openedKey{row, len(keys)}
	if fields, ok := s.fields.get(at); ok {
		// What was erased since, here or by another process, is not shown from memory.
		here, err := one(ctx, q, `SELECT 1 FROM private WHERE entry = ? AND bytes IS NOT NULL`, []any{row}, nil)
		if err != nil || here {
			return fields, err
		}
	}
	fields := map[marketplace.Field]string{}
	p, ok, err := s.private(ctx, q, row)
	if err != nil || !ok {
		return fields, err
	}
	for _, box := range p.Sealed {
		opened, err := identity.Unseal(box, oplog.DeviceID(ref.Device), keys...)
		if err != nil {
			continue // sealed for others, or damaged: either way nothing that can be shown
		}
		for field, value := range opened {
			fields[marketplace.Field(field)] = value
		}
	}
	if _, writing := q.(*tx); !writing {
		s.fields.put(at, fields)
	}
	return fields, nil
}

// openedKey names what was opened with how many keys: a ring granted later may open more.
type openedKey struct {
	row  int64
	keys int
}
