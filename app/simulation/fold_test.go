package simulation_test

import (
	"crypto/sha256"
	"errors"
	"maps"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// entry is an entry as a fold needs it. All machines of a seed share it.
type entry struct {
	*marketplace.Entry
	hash      oplog.Hash
	kind      marketplace.AggregateKind
	birth     bool
	malformed bool
	private   bool // it promises a private part
}

// sum names a set of entries: the hashes of its members, one over the other.
type sum [sha256.Size]byte

func (s *sum) add(h oplog.Hash) {
	for i := range s {
		s[i] ^= h[i]
	}
}

// folded is what the entries of a subject come to.
type folded struct {
	kind     marketplace.AggregateKind
	home     *marketplace.Home
	room     *marketplace.Room
	arrival  *marketplace.Arrival
	offer    *marketplace.Offer
	erasure  *marketplace.Erasure
	verdicts []marketplace.Verdict
}

// members is what the system's entries come to.
type members struct {
	*marketplace.System
	verdicts []marketplace.Verdict
}

// memo remembers what was decoded and folded, for all machines of a seed: twenty
// machines come by the same states, and a fold hangs on its entries and the
// members alone. The end of a seed folds everything again without it.
type memo struct {
	base    *memo // that of the days before, never changed
	entries map[oplog.Hash]*entry
	systems map[sum]*members
	folds   map[foldKey]*folded
	proofs  map[oplog.Hash]bool
	watch   func(*members, *folded) // is shown each state once
	rule    func(*members)          // changes a fold of the members, likewise
	mutate  func(*entry)            // changes an entry that is read here for the first time, where a test breaks a rule
}

type foldKey struct {
	subject marketplace.ID
	sum     sum
	kind    marketplace.AggregateKind
	sys     *members
}

func newMemo(base *memo) *memo {
	return &memo{
		base: base, entries: map[oplog.Hash]*entry{}, systems: map[sum]*members{}, folds: map[foldKey]*folded{},
		proofs: map[oplog.Hash]bool{}, watch: func(*members, *folded) {}, rule: func(*members) {}, mutate: func(*entry) {},
	}
}

// decode reads an entry as the store does.
func (m *memo) decode(at replica.Place, hash oplog.Hash, body []byte) *entry {
	if m.base != nil {
		if e := m.base.entries[hash]; e != nil {
			return e
		}
	}
	if e := m.entries[hash]; e != nil {
		return e
	}
	raw, err := oplog.DecodeBody(oplog.Position{Device: at.Device, Seq: at.Seq}, body)
	if err != nil {
		return nil // the log verified it
	}
	e := read(raw)
	e.hash = hash
	m.mutate(e)
	m.entries[hash] = e
	return e
}

func read(raw oplog.Entry) *entry {
	e := &entry{private: !raw.PrivateHash.IsZero(), Entry: &marketplace.Entry{
		Ref: marketplace.Ref{Device: marketplace.DeviceID(raw.Device), Seq: raw.Seq}, Clock: marketplace.Clock(raw.Clock),
		Subject: marketplace.ID(raw.Subject), Kind: raw.Kind, Version: uint(raw.Version),
	}}
	fact, kind, begins, ok := marketplace.NewFact(raw.Kind, uint(raw.Version))
	if !ok {
		return e
	}
	e.kind, e.birth = kind, begins && raw.Birth()
	switch err := oplog.Unmarshal(raw.Facts, fact); {
	case err == nil:
		e.Fact = fact
	case !errors.Is(err, oplog.ErrUnknownField):
		e.malformed = true
	}
	return e
}

// system folds the entries of the system.
func (m *memo) system(of sum, entries []*entry) *members {
	if m.base != nil {
		if s := m.base.systems[of]; s != nil {
			return s
		}
	}
	if s := m.systems[of]; s != nil {
		return s
	}
	s := foldSystem(entries, m)
	m.rule(s)
	m.systems[of] = s
	return s
}

func foldSystem(entries []*entry, v marketplace.Verifier) *members {
	s := &members{}
	s.System, s.verdicts = marketplace.FoldSystem(sorted(entries), v)
	return s
}

// fold folds the entries of another subject.
func (m *memo) fold(sys *members, of *history) *folded {
	key := foldKey{of.subject, of.sum, of.kind, sys}
	if m.base != nil {
		if f := m.base.folds[key]; f != nil {
			return f
		}
	}
	if f := m.folds[key]; f != nil {
		return f
	}
	f := fold(sys, of.kind, of.entries)
	m.folds[key] = f
	m.watch(sys, f)
	return f
}

func fold(sys *members, kind marketplace.AggregateKind, all []*entry) *folded {
	entries := sorted(all)
	f := &folded{kind: kind}
	switch kind {
	case marketplace.AggregateHome:
		f.home, f.verdicts = marketplace.FoldHome(sys.System, entries)
	case marketplace.AggregateRoom:
		f.room, f.verdicts = marketplace.FoldRoom(sys.System, entries)
	case marketplace.AggregateArrival:
		f.arrival, f.verdicts = marketplace.FoldArrival(sys.System, entries)
	case marketplace.AggregateOffer:
		f.offer, f.verdicts = marketplace.FoldOffer(sys.System, entries)
	case marketplace.AggregateErasure:
		f.erasure, f.verdicts = marketplace.FoldErasure(sys.System, entries)
	}
	return f
}

// sorted is the entries in the order of a fold, without those whose facts are not
// their kind's.
func sorted(all []*entry) []*marketplace.Entry {
	entries := make([]*marketplace.Entry, 0, len(all))
	for _, e := range all {
		if !e.malformed {
			entries = append(entries, e.Entry)
		}
	}
	slices.SortFunc(entries, func(a, b *marketplace.Entry) int {
		if a.Before(b) {
			return -1
		}
		return 1
	})
	return entries
}

// Founds implements marketplace.Verifier. The system is an invented one: its
// founding entry is known by its place.
func (m *memo) Founds(e *marketplace.Entry) bool {
	return e.Ref == marketplace.Ref{Device: founder, Seq: 1}
}

var founder = marketplace.DeviceID(replicatest.ID("the founder's"))

// ProofHolds implements marketplace.Verifier.
func (m *memo) ProofHolds(e *marketplace.Entry, j *marketplace.MemberJoined, key [32]byte) bool {
	if len(j.Signature) != len(oplog.Signature{}) {
		return false
	}
	question := sha256.Sum256(slices.Concat(j.Signature, key[:], e.Ref.Device[:], []byte{byte(j.Proof)}))
	if m.base != nil && m.base.proofs[question] {
		return true
	}
	if held, ok := m.proofs[question]; ok {
		return held
	}
	device, signature := oplog.DeviceID(e.Ref.Device), oplog.Signature(j.Signature)
	var err error
	switch j.Proof {
	case marketplace.ProofInvitation:
		err = identity.CheckInvitation(identity.PublicKey(key), replicatest.System, device, signature)
	case marketplace.ProofSuccessor:
		err = identity.CheckSuccessor(oplog.DeviceID(key), replicatest.System, device, signature)
	default:
		err = identity.ErrProof
	}
	m.proofs[question] = err == nil
	return err == nil
}

// history is a subject's entries on one machine.
type history struct {
	subject marketplace.ID
	kind    marketplace.AggregateKind
	born    bool
	entries []*entry
	sum     sum
	folded  *folded // nil where it has to be folded again
}

// add takes an entry in. The first entry of a subject says what it is; before that
// is here the lowest kind among the others stands in.
func (h *history) add(e *entry) {
	switch {
	case e.birth:
		h.kind, h.born = e.kind, true
	case !h.born && e.kind != 0 && (h.kind == 0 || e.kind < h.kind):
		h.kind = e.kind
	}
	h.entries = append(h.entries, e)
	h.sum.add(e.hash)
	h.folded = nil
}

func (h *history) writtenBy(devices map[marketplace.DeviceID]bool) bool {
	return slices.ContainsFunc(h.entries, func(e *entry) bool { return devices[e.Ref.Device] })
}

// book is what a machine has folded.
type book struct {
	memo     *memo
	subjects map[marketplace.ID]*history
	order    []*history // as they came
	system   history    // all that belongs to a system
	sys      *members
	seqs     map[oplog.DeviceID]uint64 // how far each log was read
	ahead    []*entry                  // whose time has not come
	clock    oplog.Clock
}

func newBook(m *memo) *book {
	return &book{memo: m, subjects: map[marketplace.ID]*history{}, seqs: map[oplog.DeviceID]uint64{}, sys: m.system(sum{}, nil)}
}

// take takes an entry in whose time has come.
func (b *book) take(e *entry) {
	b.clock = max(b.clock, oplog.Clock(e.Clock))
	h := b.subjects[e.Subject]
	if h == nil {
		h = &history{subject: e.Subject}
		b.subjects[e.Subject] = h
		b.order = append(b.order, h)
	}
	h.add(e)
}

// refold folds what has changed, the members first, and answers with it.
func (b *book) refold() []*history {
	sys := history{}
	for _, h := range b.order {
		if h.kind == marketplace.AggregateSystem {
			sys.entries = append(sys.entries, h.entries...)
			for i := range sys.sum {
				sys.sum[i] ^= h.sum[i]
			}
		}
	}
	if sys.sum != b.system.sum || b.system.entries == nil {
		b.system = sys
		before := b.sys
		b.sys = b.memo.system(sys.sum, sys.entries)
		b.doubt(before)
	}
	var changed []*history
	for _, h := range b.order {
		if h.folded == nil && h.kind != marketplace.AggregateSystem {
			h.folded = b.memo.fold(b.sys, h)
			changed = append(changed, h)
		}
	}
	return changed
}

// doubt marks what other members judge otherwise, as the store does.
func (b *book) doubt(before *members) {
	changed := map[marketplace.DeviceID]bool{}
	for _, d := range marketplace.ChangedDevices(before.System, b.sys.System) {
		changed[d] = true
	}
	caps := slices.ContainsFunc(b.sys.Caps, func(c marketplace.Cap) bool {
		_, ok := before.CapByRef(c.Ref)
		return !ok
	})
	for _, h := range b.order {
		if h.folded == nil {
			continue
		}
		for _, v := range h.folded.verdicts {
			if caps && v.Outcome == marketplace.Waiting && (v.Why == "cap" || v.Why == "price") {
				h.folded = nil
				break
			}
		}
		if h.writtenBy(changed) || h.kind == marketplace.AggregateErasure && len(changed) > 0 {
			h.folded = nil
		}
	}
}

// standing is what the members' entries say of a device.
func (b *book) standing(d oplog.DeviceID) replica.Standing {
	switch s, _ := b.sys.StandingOf(marketplace.Ref{Device: marketplace.DeviceID(d), Seq: oplog.MaxSeq}); s {
	case marketplace.StandingMember:
		return replica.Member
	case marketplace.StandingRevoked:
		return replica.Revoked
	}
	return replica.Unknown
}

// outcome is what the folds made of an entry.
func (b *book) outcome(e *entry) (marketplace.Outcome, string) {
	h := b.subjects[e.Subject]
	if h == nil {
		return marketplace.Waiting, "ahead"
	}
	verdicts := b.sys.verdicts
	if h.kind != marketplace.AggregateSystem {
		verdicts = h.folded.verdicts
	}
	for _, v := range verdicts {
		if v.Ref == e.Ref {
			return v.Outcome, v.Why
		}
	}
	return marketplace.Applied, ""
}

// devices is every device whose log was read, in order.
func (b *book) devices() []oplog.DeviceID {
	return slices.SortedFunc(maps.Keys(b.seqs), oplog.DeviceID.Compare)
}
