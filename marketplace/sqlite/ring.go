package sqlite

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// ringDevices is the devices that belong to an audience's ring, in order: a person's own; those of the leads and
// coordinators who answer for an organisation; those of the coordinators; those of an organisation's guardians.
func (t *tx) ringDevices(a marketplace.Audience) []*marketplace.Device {
	var all []*marketplace.Device
	for id, d := range t.sys.Devices {
		actor, ok := t.sys.ActorOf(id)
		if ok && !d.Revoked && belongs(actor, a) {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(x, y *marketplace.Device) int { return bytes.Compare(x.ID[:], y.ID[:]) })
	return all
}

func belongs(actor marketplace.Actor, a marketplace.Audience) bool {
	switch a.Ring {
	case marketplace.RingPerson:
		return actor.Person == a.Person
	case marketplace.RingLeads:
		return actor.Speaks(a.Org)
	case marketplace.RingCoordinator:
		return actor.Roles.Has(marketplace.RoleCoordinator)
	case marketplace.RingGuardian:
		return actor.Roles.Has(marketplace.RoleGuardian) && actor.Org == a.Org
	}
	return false
}

// recovery is the recovery rings that a ring's key is sealed to as well: that of the organisation, else any of the
// system. A guardian's ring has none: a concern is for the guardian alone.
func (t *tx) recovery(a marketplace.Audience) []identity.Recipient {
	if a.Ring == marketplace.RingGuardian || a.Ring == marketplace.RingRecovery {
		return nil
	}
	org := a.Org
	if p := t.sys.Persons[a.Person]; p != nil {
		org = p.Org
	}
	if r, ok := t.sys.RingFor(marketplace.Audience{Ring: marketplace.RingRecovery, Org: org}); ok {
		return []identity.Recipient{identity.Recipient(r.Recipient)}
	}
	for _, r := range slices.Backward(t.sys.Rings) {
		if r.For.Ring == marketplace.RingRecovery && !r.Replaced {
			return []identity.Recipient{identity.Recipient(r.Recipient)}
		}
	}
	return nil
}

// ringMade is the entry that makes a ring; its private part holds the key, sealed to the ring's devices and to the
// recovery ring. A ring that has no devices yet is kept by its maker, who can grant it to the first.
func (t *tx) ringMade(m madeRing, self *identity.Device) (ready, error) {
	var to []identity.Recipient
	for _, d := range t.ringDevices(m.of) {
		to = append(to, identity.Recipient(d.Recipient))
	}
	if len(to) == 0 {
		to = append(to, self.Recipient())
	}
	to = append(to, t.recovery(m.of)...)
	private, err := grant(m.of.Ring, m.key, to)
	return ready{
		draft:   marketplace.Draft{Subject: t.sys.ID, Fact: &marketplace.RingMade{For: m.of, Recipient: m.ring.Public, Replaces: m.replaces}},
		private: private,
	}, err
}

// grant is a private part that holds a ring's key sealed to the recipients.
func grant(kind marketplace.RingKind, key identity.Key, to []identity.Recipient) ([]byte, error) {
	var boxes []oplog.SealedBox
	for part := range slices.Chunk(to, maxReaders) {
		sealed, err := identity.SealRingKey(key, part)
		if errors.Is(err, identity.ErrRecipient) {
			if part = usable(key, part); len(part) == 0 {
				continue
			}
			sealed, err = identity.SealRingKey(key, part)
		}
		if err != nil {
			return nil, err
		}
		box := oplog.SealedBox{Class: ringClass(kind), Ciphertext: sealed}
		for _, r := range part {
			box.Rings = append(box.Rings, identity.RingIDOf(r))
		}
		boxes = append(boxes, box)
	}
	if len(boxes) == 0 {
		return nil, nil
	}
	return oplog.NewPrivate(nil, boxes...).MarshalBinary()
}

// usable leaves out keys that nothing can be sealed to. A device may name such a key when it joins; that harms itself,
// and must not keep others from what they do.
func usable(any identity.Key, to []identity.Recipient) []identity.Recipient {
	return slices.DeleteFunc(slices.Clone(to), func(r identity.Recipient) bool {
		_, err := identity.SealRingKey(any, []identity.Recipient{r})
		return err != nil
	})
}

func ringClass(kind marketplace.RingKind) oplog.Class {
	switch kind {
	case marketplace.RingPerson:
		return oplog.ClassD
	case marketplace.RingCoordinator, marketplace.RingGuardian:
		return oplog.ClassC
	}
	return oplog.ClassB
}

// ringDuties is the grants that are due: for each ring whose key this device holds, and may grant, its devices that
// have no grant yet. What was sealed to a ring before it was replaced is for those who come later, too.
func (t *tx) ringDuties(ctx context.Context, self *identity.Device, actor marketplace.Actor) ([]ready, error) {
	var due []ready
	for i := range t.sys.Rings {
		r := &t.sys.Rings[i]
		if !actor.MayMakeRing(r.For) || r.For.Ring == marketplace.RingRecovery {
			continue
		}
		missing, err := t.ungranted(ctx, r)
		if err != nil {
			return nil, err
		}
		if len(missing) == 0 {
			continue
		}
		key, ok, err := t.s.openRing(ctx, t, r, self.Key())
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		granted := &marketplace.RingGranted{Ring: r.ID}
		var to []identity.Recipient
		for _, d := range missing {
			granted.Devices = append(granted.Devices, d.ID)
			to = append(to, identity.Recipient(d.Recipient))
		}
		private, err := grant(r.For.Ring, key, to)
		if err != nil {
			return nil, err
		}
		if private == nil {
			continue
		}
		due = append(due, ready{draft: marketplace.Draft{Subject: t.sys.ID, Fact: granted}, private: private})
	}
	return due, nil
}

// ungranted is the ring's devices that no entry grants its key to. Where a grant's private part is not here, nobody
// can tell, and nobody is missing.
func (t *tx) ungranted(ctx context.Context, r *marketplace.Ring) ([]*marketplace.Device, error) {
	devices := t.ringDevices(r.For)
	for _, ref := range append([]marketplace.Ref{r.Made}, r.Grants...) {
		row, err := entryRow(ctx, t, ref)
		if err != nil {
			return nil, err
		}
		p, ok, err := t.s.private(ctx, t, row)
		if err != nil || !ok {
			return nil, err
		}
		devices = slices.DeleteFunc(devices, func(d *marketplace.Device) bool {
			id := identity.RingIDOf(identity.Recipient(d.Recipient))
			return slices.ContainsFunc(p.Sealed, func(b oplog.SealedBox) bool { return slices.Contains(b.Rings, id) })
		})
	}
	return devices, nil
}
