package simulation_test

import (
	"fmt"
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
	m.remember()
	m.former = append(m.former, former{device: m.Config.Self, tail: m.tail})
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
