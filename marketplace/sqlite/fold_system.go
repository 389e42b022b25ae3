package sqlite

import (
	"context"
	"slices"
	"sync"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// systemCache keeps the fold of the system's entries between transactions. It holds for one revision of the file,
// whichever process wrote that.
type systemCache struct {
	mu      sync.Mutex
	members int64 // meta.members; −1 while empty
	sys     *marketplace.System
}

// put keeps the fold of a revision that was just committed.
func (c *systemCache) put(members int64, sys *marketplace.System) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.members, c.sys = members, sys
}

// systemAt is the system as q sees it. It is shared: nobody changes it.
func (s *Store) systemAt(ctx context.Context, q querier) (*marketplace.System, error) {
	var members int64
	if found, err := one(ctx, q, `SELECT members FROM meta WHERE id = 1`, nil, &members); err != nil || !found {
		return &marketplace.System{}, err
	}
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	if s.cache.sys != nil && s.cache.members == members {
		return s.cache.sys, nil
	}
	m, err := readMeta(ctx, q)
	if err != nil {
		return nil, err
	}
	entries, err := s.systemEntries(ctx, q)
	if err != nil {
		return nil, err
	}
	sys, _ := marketplace.FoldSystem(foldable(entries), s.verifier(m.system, entries))
	s.cache.sys, s.cache.members = sys, members
	return sys, nil
}

// systemEntries reads every entry that belongs to a system, ours or one that somebody made up, in the order of a fold.
func (s *Store) systemEntries(ctx context.Context, q querier) ([]stored, error) {
	return entriesWhere(ctx, q, `aggregate IN (SELECT id FROM aggregate WHERE kind = 1)`)
}

// refoldSystem folds the system and marks what hangs on it: all that devices wrote which are judged otherwise now, and
// where a version of the cap policy has come what waits for one. Nothing else waits for the system, so a catch-up in
// which much waits folds it once and not with every batch.
func (t *tx) refoldSystem(ctx context.Context) error {
	before := t.sys
	if err := t.foldSystem(ctx); err != nil {
		return err
	}
	newCap := slices.ContainsFunc(t.sys.Caps, func(c marketplace.Cap) bool {
		_, ok := before.CapByRef(c.Ref)
		return !ok
	})
	return t.touchJudged(ctx, marketplace.ChangedDevices(before, t.sys), newCap)
}

// foldSystem folds the system's own entries.
func (t *tx) foldSystem(ctx context.Context) error {
	t.pending.system = false
	if err := t.flush(); err != nil {
		return err
	}
	entries, err := t.s.systemEntries(ctx, t)
	if err != nil {
		return err
	}
	sys, verdicts := marketplace.FoldSystem(foldable(entries), t.s.verifier(t.meta.system, entries))
	outcomes := make([]verdict, len(entries))
	judge(entries, verdicts, outcomes)
	if err := t.putOutcomes(ctx, entries, outcomes); err != nil {
		return err
	}
	t.sys, t.regroup = sys, true
	if err := t.markSystem(ctx, entries, outcomes); err != nil {
		return err
	}
	return projectSystem(ctx, t, sys)
}

// markSystem writes the state of each subject that calls itself a system.
func (t *tx) markSystem(ctx context.Context, entries []stored, outcomes []verdict) error {
	bySubject := map[marketplace.ID][]int{}
	for i := range entries {
		bySubject[entries[i].entry.Subject] = append(bySubject[entries[i].entry.Subject], i)
	}
	for subject, places := range bySubject {
		a, err := t.aggregate(ctx, subject)
		if err != nil {
			return err
		}
		if a == nil { // an entry without the row that it points to
			return errDamagedEntry
		}
		var value any
		if subject == t.sys.ID {
			value = t.sys
		}
		mine, judged := make([]stored, len(places)), make([]verdict, len(places))
		for n, i := range places {
			mine[n], judged[n] = entries[i], outcomes[i]
		}
		if err := t.mark(ctx, a, stateOf(marketplace.AggregateSystem, value, mine, judged)); err != nil {
			return err
		}
	}
	t.meta.members = t.meta.revision
	return nil
}

// touchJudged marks every aggregate that the devices wrote to, every erasure, and with caps every one in which a rent
// may hang on its version of the cap policy: it waits for that, or was set by somebody who is out since.
func (t *tx) touchJudged(ctx context.Context, devices []marketplace.DeviceID, caps bool) error {
	mark := func(scan scanner) error {
		a := &aggregate{}
		if err := scan(&a.id, &a.subject, &a.kind, &a.born); err != nil {
			return err
		}
		if met := t.pending.met[a.subject]; met != nil {
			a = met
		} else {
			a.was = a.kind
			t.pending.met[a.subject] = a
		}
		if a.kind != marketplace.AggregateSystem {
			t.touch(a)
		}
		return nil
	}
	const columns = `SELECT id, subject, kind, born FROM aggregate WHERE id IN `
	for _, id := range devices {
		number, err := deviceNumber(ctx, t, id)
		if err != nil {
			return err
		}
		if number == 0 {
			continue
		}
		if err := t.each(ctx, columns+`(SELECT aggregate FROM entry WHERE id BETWEEN ? AND ?)`,
			[]any{rowID(number, 0), rowID(number, maxSeq)}, mark); err != nil {
			return err
		}
	}
	if len(devices) > 0 { // an erasure hangs on whose the entries are that it names, wherever it was written
		if err := t.each(ctx, columns+`(SELECT id FROM aggregate WHERE kind = ?)`, []any{marketplace.AggregateErasure}, mark); err != nil {
			return err
		}
	}
	if !caps {
		return nil
	}
	return t.each(ctx, columns+`(SELECT aggregate FROM entry WHERE outcome <> 0 AND why IN ('cap', 'price', 'revoked', 'membership', 'not_allowed'))`, nil, mark)
}

// verifier answers the fold's questions about hashes and signatures. It remembers the proofs that hold for the store's
// life: a signature costs as much as folding twenty entries.
type verifier struct {
	system oplog.Hash
	hashes map[marketplace.Ref]oplog.Hash
	proofs *sync.Map // proofKey → bool
}

type proofKey struct {
	ref marketplace.Ref
	key [32]byte
}

func (s *Store) verifier(system oplog.Hash, entries []stored) marketplace.Verifier {
	v := verifier{system: system, hashes: map[marketplace.Ref]oplog.Hash{}, proofs: &s.proofs}
	for i := range entries {
		if _, ok := entries[i].entry.Fact.(*marketplace.SystemFounded); ok {
			v.hashes[entries[i].entry.Ref] = entries[i].hash
		}
	}
	return v
}

// Founds implements marketplace.Verifier.
func (v verifier) Founds(e *marketplace.Entry) bool { return v.hashes[e.Ref] == v.system }

// ProofHolds implements marketplace.Verifier.
func (v verifier) ProofHolds(e *marketplace.Entry, j *marketplace.MemberJoined, key [32]byte) bool {
	at := proofKey{e.Ref, key}
	if held, ok := v.proofs.Load(at); ok {
		return held.(bool)
	}
	held := v.check(e, j, key)
	v.proofs.Store(at, held)
	return held
}

func (v verifier) check(e *marketplace.Entry, j *marketplace.MemberJoined, key [32]byte) bool {
	if len(j.Signature) != len(oplog.Signature{}) {
		return false
	}
	device, signature := oplog.DeviceID(e.Ref.Device), oplog.Signature(j.Signature)
	switch j.Proof {
	case marketplace.ProofInvitation:
		return identity.CheckInvitation(identity.PublicKey(key), v.system, device, signature) == nil
	case marketplace.ProofSuccessor:
		return identity.CheckSuccessor(oplog.DeviceID(key), v.system, device, signature) == nil
	case marketplace.ProofRoot:
		return identity.CheckRootAct(identity.PublicKey(key), v.system, device, e.Ref.Seq, rootAct(j.Person, j.Recipient), signature) == nil
	}
	return false
}

// rootAct is what a root key signs to admit a device: "member.joined", the person whose device it becomes and the key
// that rings are granted to it with.
func rootAct(person marketplace.ID, recipient [32]byte) []byte {
	act := append([]byte("member.joined"), person[:]...)
	return append(act, recipient[:]...)
}
