package simulation_test

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// acts runs f on a machine, if it is up, and tells its engine of what it wrote.
func (w *world) acting(m *machine, f func()) {
	m.node.Act(func(time.Time) []replica.Held {
		before := m.book.seqs[m.Config.Self]
		f()
		if m.book.seqs[m.Config.Self] == before {
			return nil
		}
		tip := m.held(m.Config.Self)
		return []replica.Held{{Device: m.Config.Self, Seq: tip.Seq, Hash: tip.Hash}}
	})
}

// wake lets a machine see what time has brought.
func (w *world) wake(m *machine) {
	w.acting(m, func() {
		m.ripen()
		m.settle()
	})
}

// join lets a registrar invite somebody, whose machine begins at once.
func (w *world) join() {
	by := w.machines[w.Rand().IntN(2)]
	name := fmt.Sprintf("newcomer %d's", len(w.machines))
	roles := pick(w, []marketplace.Roles{marketplace.RoleLead, marketplace.RoleHost | marketplace.RoleVolunteer, marketplace.RoleLead | marketplace.RoleVolunteer})
	var first marketplace.Draft
	w.acting(by, func() { first = w.invite(by, name, pick(w, []string{"RA2", "RXX", "RTP"}), roles) })
	if first.Fact == nil {
		return // the registrar's machine is down, or may not write
	}
	disk := replicatest.New(w.verify)
	disk.Keep()
	m := newMachine(w, name, disk, w.memo)
	m.clock = w.Now().Add(w.leap)
	m.write(first)
	m.proves()
	w.add(m)
	w.faults["joins"]++
}

// duplicate starts another machine from a copy of a disk.
func (w *world) duplicate() {
	old := w.any()
	if old.out || old.book.standing(old.Config.Self) != replica.Member || old.Forked() || old.life > 0 {
		return
	}
	m := newMachine(w, fmt.Sprintf("copy %d of %s", len(w.machines), old.name), old.Disk.Copy(), w.memo)
	m.Key, m.Config = old.Key, old.Config
	m.copied = true
	w.add(m)
	w.faults["copied disks"]++
}

// revoke lets a registrar revoke a machine; what it has written since counts no more.
func (w *world) revoke() {
	by, lost := w.machines[w.Rand().IntN(2)], w.any()
	if lost == w.machines[0] || lost == w.machines[1] || lost.copied {
		return
	}
	c := marketplace.RevokeDevice{Device: lost.id(), Reason: marketplace.ReasonNotRecognised}
	if head := by.book.seqs[lost.Config.Self]; head > 3 && w.Rand().IntN(2) == 0 {
		last := head - w.Rand().Uint64N(3)
		c.LastGood = &last
	}
	w.acting(by, func() {
		if _, err := by.do(c); err == nil {
			w.acts++
			w.faults["revocations"]++
		}
	})
}

// prove lets everybody write who sees their own log to be longer elsewhere.
func (w *world) prove() {
	for _, m := range w.machines {
		if m.stale == m.Config.Self && !m.Forked() && m.mayWrite() {
			m.stale = oplog.DeviceID{}
			w.acting(m, func() { m.write(marketplace.Draft{Fact: &marketplace.LetterWritten{}}) })
		}
	}
}

// renew lets a machine whose disk was copied go on under a new key of the same
// person, as the store's Reissue does: it takes over the calendars that the old one
// kept, and writes again what a cut has taken out of its log.
func (w *world) renew(m *machine) {
	if m.Config.Self != m.node.Device || !m.node.Up() {
		return // Start sees to it
	}
	if m.book.standing(m.Config.Self) != replica.Member {
		return // a revoked key names no other
	}
	m.node.Crash()
	m.goOn()
	m.node.Device = m.Config.Self
	m.node.Restart()
	w.faults["renewals"]++
}

func (m *machine) goOn() {
	m.reload()
	old, oldKey := m.id(), m.Key
	last := m.book.seqs[m.Config.Self]
	m.life++
	m.Key = key(fmt.Sprintf("%s, life %d", m.name, m.life))
	m.Config.Self = replicatest.IDOf(m.Key)
	m.write(successor(oldKey, m.Config.Self, m.book.sys.ID))
	m.proves()
	openings := map[marketplace.ID]marketplace.Ref{}
	for _, r := range m.book.rooms() {
		if r.Keeper != old {
			continue
		}
		refs := m.write(marketplace.Draft{Subject: r.ID, Fact: &marketplace.KeeperHanded{
			To: m.id(), Ends: r.Kept.Opened, Last: marketplace.Ref{Device: old, Seq: last},
		}})
		if len(refs) == 1 {
			openings[r.ID] = refs[0]
		}
	}
	m.settle()
	again := reissue{machine: m, openings: openings, ids: map[marketplace.ID]marketplace.ID{}, refs: map[marketplace.Ref]marketplace.Ref{}}
	for _, t := range m.tail {
		again.entry(t)
	}
	m.tail = nil
	m.settle()
}

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
	r.rewrite(reflect.ValueOf(fact))
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

// rewrite replaces every id and reference, however deep, that has another now.
func (r *reissue) rewrite(v reflect.Value) {
	switch at := v.Interface().(type) {
	case marketplace.ID:
		if other, ok := r.ids[at]; ok {
			v.Set(reflect.ValueOf(other))
		}
		return
	case marketplace.Ref:
		if other, ok := r.refs[at]; ok {
			v.Set(reflect.ValueOf(other))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		r.rewrite(v.Elem())
	case reflect.Struct:
		for _, field := range v.Fields() {
			r.rewrite(field)
		}
	case reflect.Slice:
		for i := range v.Len() {
			r.rewrite(v.Index(i))
		}
	}
}

// misuse lets somebody write, past every rule, what a command would never come to.
func (w *world) misuse() {
	m := w.named(mallory)
	facts := w.unauthorised(m)
	keeper := w.Rand().IntN(3) == 0
	if keeper {
		if m = w.any(); m == w.named(mallory) {
			return
		}
		facts = w.doubled(m)
	}
	if len(facts) == 0 || !m.node.Up() || !m.mayWrite() {
		return
	}
	w.acting(m, func() {
		if refs := m.write(pick(w, facts)); len(refs) == 1 {
			e := m.wrote[len(m.wrote)-1]
			w.hostile[e.hash] = true
			if !keeper {
				w.banned[e.hash] = e.Kind
			}
			w.faults["hostile acts"]++
		}
		m.settle()
	})
}

// unauthorised is what a host without a room has no authority for.
func (w *world) unauthorised(m *machine) (all []marketplace.Draft) {
	me := m.view().Actor()
	add := func(subject marketplace.ID, facts ...marketplace.Fact) {
		for _, f := range facts {
			all = append(all, marketplace.Draft{Subject: subject, Fact: f})
		}
	}
	victim := w.any()
	add(m.book.sys.ID,
		&marketplace.MemberRevoked{Device: victim.id(), LastGood: 1},
		&marketplace.MemberRoles{Person: me.Person, Org: me.Org, Roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar},
		&marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleCoordinator, Key: oneUse("nobody's").PublicKey()},
		&marketplace.CapSet{Percent: 100, From: marketplace.DateOf(m.now()), Areas: m.firstCap()})
	if victim == m {
		all = all[1:] // one's own machine anybody revokes
	}
	add(marketplace.ID{}, &marketplace.PartsErased{Refs: []marketplace.Ref{{Device: w.machines[2].id(), Seq: 2}}})
	for _, r := range m.book.rooms() {
		if r.Facts.Host == me.Person || r.Keeper == m.id() {
			continue
		}
		add(r.ID,
			&marketplace.KeeperTaken{To: m.id(), Ends: r.Kept.Opened, Last: marketplace.Ref{Device: r.Keeper, Seq: 1}},
			&marketplace.KeeperHanded{To: m.id(), Ends: r.Kept.Opened},
			&marketplace.RoomMoved{To: marketplace.RoomRetired},
			&marketplace.RoomPriced{Week: 1, Cap: r.Cap},
			&marketplace.RoomRules{On: true, For: marketplace.InstantAny},
			&marketplace.KeeperBlocked{Ranges: []marketplace.Range{w.dates(m)}})
		for _, b := range r.Bookings {
			add(r.ID,
				&marketplace.KeeperAccepted{Booking: b.ID, By: r.Facts.Host, Dates: b.Facts.Dates, Deadline: marketplace.InstantOf(m.now()) + 86400},
				&marketplace.KeeperReleased{Booking: b.ID},
				&marketplace.BookingConsented{Booking: b.ID}, &marketplace.BookingDeclined{Booking: b.ID},
				&marketplace.BookingConfirmed{Booking: b.ID}, &marketplace.BookingWithdrawn{Booking: b.ID},
				&marketplace.BookingCancelled{Booking: b.ID, Side: marketplace.Side(w.Rand().IntN(3))},
				&marketplace.BookingArrivedOn{Booking: b.ID, On: b.Dates.From})
		}
	}
	return all
}

func (m *machine) firstCap() (areas []marketplace.CapArea) {
	for _, a := range m.book.sys.Caps[0].Areas {
		areas = append(areas, a)
	}
	slices.SortFunc(areas, func(a, b marketplace.CapArea) int {
		if a.Area < b.Area {
			return -1
		}
		return 1
	})
	return areas
}

// doubled is what only the keeper of a calendar can spoil.
func (w *world) doubled(m *machine) (all []marketplace.Draft) {
	for _, r := range m.book.rooms() {
		if r.Keeper != m.id() {
			continue
		}
		for _, b := range r.Bookings {
			for _, dates := range []marketplace.Range{b.Facts.Dates, w.dates(m)} {
				all = append(all, marketplace.Draft{Subject: r.ID, Fact: &marketplace.KeeperAccepted{
					Booking: b.ID, By: r.Facts.Host, Dates: dates, Deadline: marketplace.InstantOf(m.now()) + 86400,
				}})
			}
			all = append(all, marketplace.Draft{Subject: r.ID, Fact: &marketplace.KeeperReleased{Booking: b.ID, From: b.Dates.From + 1}})
			for _, c := range b.Changes {
				all = append(all, marketplace.Draft{Subject: r.ID, Fact: &marketplace.KeeperChanged{Booking: b.ID, Change: c.ID, Dates: w.dates(m)}})
			}
		}
	}
	return all
}
