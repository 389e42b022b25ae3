package sqlite

import (
	"context"
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// reissue writes entries of a cut log again under a new identity. What an entry gave birth to gets another id, so every
// id and reference to it in those that follow is rewritten; what was sealed as the old device's is opened and sealed
// again for the same readers, since a box names its author.
type reissue struct {
	*logWriter
	old      *identity.Device
	openings map[marketplace.ID]marketplace.Ref // of the epochs in which this device keeps the old one's calendars and offers
	ids      map[marketplace.ID]marketplace.ID
	refs     map[marketplace.Ref]marketplace.Ref
	rings    []identity.Key // of the rings that were made past the cut, and are made again
}

// reissue takes what is kept of the old device's log in its order, and forgets it. It answers how many entries that was,
// how many of them were written again, and how many could not be.
func (w *logWriter) reissue(ctx context.Context, old *identity.Device, device int64, openings map[marketplace.ID]marketplace.Ref) (cut, again, left int, err error) {
	r := &reissue{logWriter: w, old: old, openings: openings, ids: map[marketplace.ID]marketplace.ID{}, refs: map[marketplace.Ref]marketplace.Ref{}}
	var tail []stored
	var parts [][]byte
	err = r.t.each(ctx, `SELECT seq, body, private FROM tail WHERE device = ? ORDER BY seq`, []any{device}, func(scan scanner) error {
		var seq uint64
		var body, private []byte
		if err := scan(&seq, &body, &private); err != nil {
			return err
		}
		e, err := oplog.DecodeBody(oplog.Position{Device: r.old.ID(), Seq: seq}, body)
		if err != nil {
			return errDamagedEntry
		}
		s := read(&e)
		s.deleteAfter = marketplace.Date(e.DeleteAfter)
		tail, parts = append(tail, s), append(parts, private)
		return nil
	})
	if err != nil {
		return 0, 0, 0, err
	}
	for i := range tail { // what was sealed to a ring comes before the entry that makes it
		if fact, ok := tail[i].entry.Fact.(*marketplace.RingMade); ok {
			var p oplog.Private
			if p.UnmarshalBinary(parts[i]) != nil {
				continue // it has gone
			}
			if key, ok := r.ringKey(fact, &p); ok {
				r.rings = append(r.rings, key)
			}
		}
	}
	for i := range tail {
		if ofTheOldIdentity(tail[i].entry.Fact) {
			continue
		}
		written, err := r.entry(ctx, &tail[i], parts[i])
		switch {
		case err != nil:
			return 0, 0, 0, err
		case written:
			again++
		default:
			left++
		}
	}
	return len(tail), again, left, r.t.exec(ctx, `DELETE FROM tail WHERE device = ?`, device)
}

// ofTheOldIdentity tells whether an entry means nothing under another identity, or is a duty that this device has done,
// or will do, by itself.
func ofTheOldIdentity(fact marketplace.Fact) bool {
	switch fact.(type) {
	case *marketplace.SystemFounded, *marketplace.MemberJoined, *marketplace.KeeperBegan, *marketplace.OfferBegan, *marketplace.RingGranted:
		return true
	}
	return false
}

// entry writes one entry again; false where it cannot be.
func (r *reissue) entry(ctx context.Context, e *stored, part []byte) (bool, error) {
	fact := e.entry.Fact
	if fact == nil {
		return false, nil // a newer Settle wrote it: what of it to rewrite is not known
	}
	f, handed := fact.(*marketplace.KeeperHanded)
	if of, ok := fact.(*marketplace.OfferHanded); ok {
		f, handed = (*marketplace.KeeperHanded)(of), true
	}
	if opened, ok := r.openings[e.entry.Subject]; ok && handed {
		f.Ends, f.Last = opened, marketplace.Ref{}
	}
	d := marketplace.Draft{Fact: fact, DeleteAfter: e.deleteAfter}
	if e.entry.Subject != marketplace.SubjectOf(e.entry.Ref) {
		d.Subject = e.entry.Subject
		if other, ok := r.ids[d.Subject]; ok {
			d.Subject = other
		}
	}
	marketplace.Rewrite(fact, r.ids, r.refs)
	private, ok, err := r.private(ctx, e, fact, part)
	if err != nil || !ok {
		return false, err
	}
	r.at = later(r.at, e.entry.Clock.Time())
	l, err := r.append(ctx, ready{d, private})
	if err != nil {
		return false, err
	}
	now := marketplace.Ref{Device: r.actor.Device, Seq: l.Seq}
	r.refs[e.entry.Ref] = now
	r.ids[marketplace.SubjectOf(e.entry.Ref)] = marketplace.SubjectOf(now)
	r.ids[marketplace.PersonOf(e.entry.Ref)] = marketplace.PersonOf(now)
	return true, r.t.fold(ctx)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// private makes the entry's private part anew; false where the entry cannot do without what cannot be made.
func (r *reissue) private(ctx context.Context, e *stored, fact marketplace.Fact, part []byte) ([]byte, bool, error) {
	var p oplog.Private
	if part == nil || p.UnmarshalBinary(part) != nil {
		_, letter := fact.(*marketplace.LetterWritten)
		_, ring := fact.(*marketplace.RingMade)
		return nil, !letter && !ring, nil
	}
	switch f := fact.(type) {
	case *marketplace.RingMade:
		return r.ring(f, &p)
	case *marketplace.LetterWritten:
		return r.letter(ctx, &p)
	}
	var boxes []oplog.SealedBox
	keys, err := r.keys(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, box := range p.Sealed {
		fields, err := identity.Unseal(box, r.old.ID(), keys...)
		if err != nil {
			continue // whoever wrote it could read it: it was damaged
		}
		again, err := sealBox(r.self, box.Class, fields, r.readersOf(box.Rings))
		if err != nil {
			return nil, false, err
		}
		boxes = append(boxes, again)
	}
	if len(boxes) == 0 && len(p.Text) == 0 {
		return nil, true, nil
	}
	b, err := oplog.NewPrivate(p.Text, boxes...).MarshalBinary()
	return b, err == nil, err
}

// keys is all that opens what the old device sealed: it could always read its own.
func (r *reissue) keys(ctx context.Context) ([]identity.Key, error) {
	keys := append([]identity.Key{r.old.Key(), r.self.Key()}, r.rings...)
	for i := range r.t.sys.Rings {
		key, ok, err := r.t.s.openRing(ctx, r.t, &r.t.sys.Rings[i], r.old.Key(), r.self.Key())
		if err != nil {
			return nil, err
		}
		if ok {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// readersOf finds the keys that a box was sealed to. A ring that was replaced stands for the one in its place; the old
// device's own key for this one's.
func (r *reissue) readersOf(rings []oplog.RingID) []identity.Recipient {
	to := []identity.Recipient{r.self.Recipient()}
	add := func(k identity.Recipient) {
		if !slices.Contains(to, k) {
			to = append(to, k)
		}
	}
	for i := range r.t.sys.Rings {
		ring := &r.t.sys.Rings[i]
		if !slices.Contains(rings, ringID(ring)) {
			continue
		}
		if newest, ok := r.t.sys.RingFor(ring.For); ok {
			ring = &newest
		}
		add(identity.Recipient(ring.Recipient))
	}
	for _, key := range r.rings {
		if slices.Contains(rings, identity.RingIDOf(key.Recipient())) {
			add(key.Recipient())
		}
	}
	for id, d := range r.t.sys.Devices {
		if _, ok := r.t.sys.ActorOf(id); ok && id != marketplace.DeviceID(r.old.ID()) && slices.Contains(rings, identity.RingIDOf(identity.Recipient(d.Recipient))) {
			add(identity.Recipient(d.Recipient))
		}
	}
	slices.SortFunc(to[1:], func(a, b identity.Recipient) int { return slices.Compare(a[:], b[:]) })
	return to
}

// ring grants a ring's key to its devices as they are now.
func (r *reissue) ring(fact *marketplace.RingMade, p *oplog.Private) ([]byte, bool, error) {
	key, ok := r.ringKey(fact, p)
	if !ok {
		return nil, false, nil
	}
	made, err := r.t.ringMade(madeRing{of: fact.For, ring: identity.Ring{Public: key.Recipient()}, key: key, replaces: fact.Replaces}, r.self)
	return made.private, err == nil, err
}

// ringKey opens the key of a ring that the old device made.
func (r *reissue) ringKey(fact *marketplace.RingMade, p *oplog.Private) (identity.Key, bool) {
	ring := identity.Ring{Public: identity.Recipient(fact.Recipient)}
	for _, box := range p.Sealed {
		if key, err := identity.OpenRingKey(box.Ciphertext, ring, r.old.Key()); err == nil {
			return key, true
		}
	}
	return identity.Key{}, false
}

// letter seals a letter again for the two sides of what it is about: who they are it does not say itself.
func (r *reissue) letter(ctx context.Context, p *oplog.Private) ([]byte, bool, error) {
	keys, err := r.keys(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, box := range p.Sealed {
		fields, err := identity.Unseal(box, r.old.ID(), keys...)
		if err != nil {
			continue
		}
		about, err := marketplace.ParseID(fields[uint(marketplace.FieldLetterAbout)])
		if err != nil {
			return nil, false, nil
		}
		if other, ok := r.ids[about]; ok {
			about = other
		}
		v := &view{ctx: ctx, t: r.t, w: r.logWriter}
		drafts, err := marketplace.WriteLetter{About: about, Text: fields[uint(marketplace.FieldLetterText)]}.Decide(v)
		if err != nil {
			return nil, false, v.err
		}
		private, err := r.sealer.private(ctx, drafts...)
		if err != nil {
			return nil, false, err
		}
		return private[0], true, nil
	}
	return nil, false, nil
}
