package simulation_test

import (
	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// torn is an entry that a cut took out of its own machine's log, or may yet.
type torn struct {
	*entry
	raw  oplog.Entry
	text []byte
}

// remember keeps the machine's own entries before a cut may come.
func (m *machine) remember() {
	if m.Forked() {
		return
	}
	m.tail = nil
	for seq := uint64(1); seq <= m.book.seqs[m.Config.Self]; seq++ {
		at := replica.Place{Device: m.Config.Self, Seq: seq}
		body, hash, _, ok := m.Disk.Link(at)
		raw, err := oplog.DecodeBody(oplog.Position{Device: at.Device, Seq: seq}, body)
		if !ok || err != nil {
			continue
		}
		text, _, err := m.Disk.Part(background, at)
		if err == nil {
			m.tail = append(m.tail, torn{m.book.memo.decode(at, hash, body), raw, text})
		}
	}
}

// former is what a machine wrote under a key that it had before.
type former struct {
	device oplog.DeviceID
	tail   []torn
	cut    bool // since it was last looked through
}

// lose marks a log that a cut has shortened.
func (m *machine) lose(device oplog.DeviceID) {
	for i := range m.former {
		m.former[i].cut = m.former[i].cut || m.former[i].device == device
	}
}

// sayAgain writes again what this machine wrote under the keys before and a cut has
// taken out since.
func (m *machine) sayAgain() {
	for i := range m.former {
		if !m.former[i].cut {
			continue
		}
		m.former[i].cut = false
		again := reissue{machine: m, ids: map[marketplace.ID]marketplace.ID{}, refs: map[marketplace.Ref]marketplace.Ref{}}
		for _, t := range m.former[i].tail {
			again.entry(t)
		}
	}
}

// reissue writes entries again under another key. What they gave birth to gets
// another id, which those that follow must say.
type reissue struct {
	*machine
	openings map[marketplace.ID]marketplace.Ref
	ids      map[marketplace.ID]marketplace.ID
	refs     map[marketplace.Ref]marketplace.Ref
}

func (r *reissue) entry(t torn) {
	if _, hash, _, ok := r.Disk.Link(replica.Place{Device: oplog.DeviceID(t.Ref.Device), Seq: t.Ref.Seq}); ok && hash == t.hash {
		return // it is before the cut
	}
	if r.again[t.hash] {
		return
	}
	r.again[t.hash] = true
	fact, _, _, _ := marketplace.NewFact(t.Kind, t.Version)
	switch t.Fact.(type) {
	case nil, *marketplace.MemberJoined, *marketplace.KeeperBegan:
		return
	}
	if err := oplog.Unmarshal(t.raw.Facts, fact); err != nil {
		return
	}
	if f, ok := fact.(*marketplace.KeeperHanded); ok {
		if opened, ok := r.openings[t.Subject]; ok {
			f.Ends, f.Last = opened, marketplace.Ref{}
		}
	}
	d := marketplace.Draft{Fact: fact, Private: private(t.text)}
	if !t.birth && t.Subject != marketplace.SubjectOf(t.Ref) {
		d.Subject = t.Subject
		if other, ok := r.ids[d.Subject]; ok {
			d.Subject = other
		}
	}
	marketplace.Rewrite(fact, r.ids, r.refs)
	if refs := r.write(d); len(refs) == 1 {
		r.refs[t.Ref] = refs[0]
		r.ids[marketplace.SubjectOf(t.Ref)] = marketplace.SubjectOf(refs[0])
		r.ids[marketplace.PersonOf(t.Ref)] = marketplace.PersonOf(refs[0])
	}
	if r.world.hostile[t.hash] {
		r.condemn(t.hash)
	}
}

// condemn passes what is known of a hostile entry on to the one that was written last.
func (m *machine) condemn(old oplog.Hash) {
	again := m.wrote[len(m.wrote)-1].hash
	m.world.hostile[again] = true
	if why, ok := m.world.banned[old]; ok {
		m.world.banned[again] = why
	}
}

// private is a private part's fields again.
func private(b []byte) marketplace.Private {
	var p oplog.Private
	if b == nil || p.UnmarshalBinary(b) != nil {
		return marketplace.Private{}
	}
	all := marketplace.Private{Text: map[marketplace.Field]string{}}
	for f, s := range p.Text {
		all.Text[marketplace.Field(f)] = s
	}
	return all
}
