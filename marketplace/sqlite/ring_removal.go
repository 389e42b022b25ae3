package sqlite

import (
	"context"
	"slices"
	"sync"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Who is removed keeps the keys that they were granted. A ring whose key a removed device has is spent: nothing more is
// sealed to it. Whoever may make it makes another in its place, as a duty and whenever they seal something; until then
// the others seal to the devices that belong to it.

// spentRings remembers which rings are spent, for one revision of the members.
type spentRings struct {
	mu      sync.Mutex
	members int64
	spent   map[marketplace.ID]bool
}

// spent tells whether a removed device has the ring's key.
func (t *tx) spent(ctx context.Context, r *marketplace.Ring) (bool, error) {
	settled := t.meta.members == t.found.members // else it may be rolled back, and the number given again
	known := &t.s.spent
	known.mu.Lock()
	defer known.mu.Unlock()
	if settled && known.members == t.meta.members {
		if spent, ok := known.spent[r.ID]; ok {
			return spent, nil
		}
	}
	spent, err := t.findSpent(ctx, r)
	if err != nil || !settled {
		return spent, err
	}
	if known.spent == nil || known.members != t.meta.members {
		known.spent, known.members = map[marketplace.ID]bool{}, t.meta.members
	}
	known.spent[r.ID] = spent
	return spent, nil
}

func (t *tx) findSpent(ctx context.Context, r *marketplace.Ring) (bool, error) {
	if r.For.Ring == marketplace.RingRecovery {
		return false, nil // its key is on paper
	}
	removed := t.removedFrom(r)
	if len(removed) == 0 {
		return false, nil
	}
	for _, ref := range append([]marketplace.Ref{r.Made}, r.Grants...) {
		row, err := entryRow(ctx, t, ref)
		if err != nil {
			return false, err
		}
		p, here, err := t.s.private(ctx, t, row)
		if err != nil {
			return false, err
		}
		for _, box := range p.Sealed {
			if slices.ContainsFunc(box.Rings, func(id oplog.RingID) bool { return removed[id] }) {
				return true, nil
			}
		}
		if here {
			continue
		}
		// Without the grant itself, whom it names, or who belonged to the ring, may have it.
		e, _, err := entryAt(ctx, t, row)
		if err != nil {
			return false, err
		}
		granted, ok := factIn[*marketplace.RingGranted](e)
		if !ok || slices.ContainsFunc(granted.Devices, func(id marketplace.DeviceID) bool { return removed[t.keyOf(id)] }) {
			return true, nil
		}
	}
	return false, nil
}

func factIn[F marketplace.Fact](e stored) (f F, ok bool) {
	if e.entry == nil {
		return f, false
	}
	f, ok = e.entry.Fact.(F)
	return f, ok
}

// keyOf names the key that rings are granted to a device with.
func (t *tx) keyOf(id marketplace.DeviceID) oplog.RingID {
	if d := t.sys.Devices[id]; d != nil {
		return identity.RingIDOf(identity.Recipient(d.Recipient))
	}
	for i := range t.sys.Gone {
		if t.sys.Gone[i].ID == id {
			return identity.RingIDOf(identity.Recipient(t.sys.Gone[i].Recipient))
		}
	}
	return oplog.RingID{}
}

// removedFrom is the keys of devices that do not belong to the ring: those that were revoked, and those of people whose
// roles have changed. The ring's maker may keep it for those who are still to come.
func (t *tx) removedFrom(r *marketplace.Ring) map[oplog.RingID]bool {
	removed := map[oplog.RingID]bool{}
	for id, d := range t.sys.Devices {
		actor, member := t.sys.ActorOf(id)
		if !member || !belongs(actor, r.For) && !(id == r.Made.Device && actor.MayMakeRing(r.For)) {
			removed[identity.RingIDOf(identity.Recipient(d.Recipient))] = true
		}
	}
	for i := range t.sys.Gone {
		removed[identity.RingIDOf(identity.Recipient(t.sys.Gone[i].Recipient))] = true
	}
	// A device may name any key when it joins: another's is not taken from that other.
	for _, d := range t.ringDevices(r.For) {
		delete(removed, identity.RingIDOf(identity.Recipient(d.Recipient)))
	}
	for i := range t.sys.Rings {
		if other := &t.sys.Rings[i]; other.For.Ring == marketplace.RingRecovery {
			delete(removed, ringID(other))
		}
	}
	return removed
}

// remakeRings makes, for each spent ring that this person may make and that has devices left, another in its place.
func (w *logWriter) remakeRings(ctx context.Context) error {
	for i := range w.t.sys.Rings {
		r := &w.t.sys.Rings[i]
		if r.Replaced || !w.actor.MayMakeRing(r.For) || len(w.t.ringDevices(r.For)) == 0 {
			continue
		}
		if newest, ok := w.t.sys.RingFor(r.For); !ok || newest.ID != r.ID {
			continue
		}
		if _, _, err := w.sealer.ring(ctx, r.For); err != nil {
			return err
		}
	}
	return nil
}

// members is the keys of those who belong to a spent ring: they stand in for it.
func (s *sealer) members(ctx context.Context, a marketplace.Audience) ([]identity.Recipient, error) {
	r, ok := s.t.sys.RingFor(a)
	if !ok {
		return nil, nil
	}
	if spent, err := s.t.spent(ctx, &r); err != nil || !spent {
		return nil, err
	}
	var to []identity.Recipient
	for _, d := range s.t.ringDevices(a) {
		to = append(to, identity.Recipient(d.Recipient))
	}
	if len(to) == 0 {
		return nil, nil
	}
	return append(to, s.t.recovery(a)...), nil
}
