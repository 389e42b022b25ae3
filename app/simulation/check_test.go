package simulation_test

import (
	"reflect"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// check looks at a state that some machine has come to, once.
func (w *world) check(sys *members, f *folded) {
	if f.room != nil {
		w.checkRoom(f.room)
	}
}

// checkRoom checks what holds of every room on every machine at every moment.
func (w *world) checkRoom(r *marketplace.Room) {
	for i, b := range r.Bookings {
		for _, o := range r.Bookings[:i] {
			if b.Held.Nights() > 0 && o.Held.Nights() > 0 && b.Held.Overlaps(o.Held) {
				w.fail("two guests hold the same nights: %v and %v", b.Held, o.Held)
			}
			if accepted(b) && accepted(o) && b.Dates.Overlaps(o.Dates) {
				w.fail("two guests are accepted for the same nights: %v and %v", b.Dates, o.Dates)
			}
		}
		if accepted(b) && (b.Held.From > b.Dates.From || b.Held.To < b.Dates.To) {
			w.fail("%v for %v, but holding %v", b.State, b.Dates, b.Held)
		}
		if !b.ConfirmedAt.IsZero() && b.AcceptedAt.IsZero() || !b.ArrivedOn.IsZero() && b.ConfirmedAt.IsZero() {
			w.fail("a step was left out: %+v", b)
		}
	}
}

func accepted(b *marketplace.Booking) bool {
	switch b.State {
	case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
		return true
	}
	return false
}

// calm reports whether all who take part hold the same and nothing is due.
func (w *world) calm() bool {
	all := w.members()
	for _, m := range all {
		if !m.node.Up() || len(m.book.ahead) > 0 || !same(all[0].Disk, m.Disk) {
			return false
		}
	}
	return true
}

// same compares two vectors, with the hashes, and the cuts.
func same(a, b replica.Log) bool {
	x, err := a.Held(background)
	y, again := b.Held(background)
	cutsX, errX := a.Cuts(background)
	cutsY, errY := b.Cuts(background)
	return err == nil && again == nil && errX == nil && errY == nil && reflect.DeepEqual(x, y) && reflect.DeepEqual(cutsX, cutsY)
}

// judgeOut finds who takes part no more, by what the founder's machine holds.
func (w *world) judgeOut() {
	for _, m := range w.machines {
		m.out = w.machines[0].book.standing(m.Config.Self) != replica.Member
	}
}

// verify checks the end of a seed, when all is calm.
func (w *world) checkEnd() {
	all := w.members()
	first := all[0]
	for _, m := range all[1:] {
		w.checkEqual(first, m)
	}
	w.checkAuthority(first)
	w.checkAfresh(first)
	w.checkLost(first)
	w.checkWaiting(first)
	for _, m := range all {
		w.checkErased(m)
		if m.mayWrite() {
			for _, r := range m.book.rooms() {
				if due, err := r.Duties(m.view()); err == nil && len(due) > 0 && m.refused(due) == "" {
					w.fail("%s machine still has to write %s", m.name, due[0].Fact.Kind())
				}
			}
		}
	}
}

// checkEqual holds the folds of two machines against each other.
func (w *world) checkEqual(a, b *machine) {
	if a.book.sys != b.book.sys && !reflect.DeepEqual(a.book.sys, b.book.sys) {
		w.fail("%s machine and %s hold the same and see other members", a.name, b.name)
	}
	if len(a.book.order) != len(b.book.order) {
		w.fail("%s machine has %d subjects and %s %d", a.name, len(a.book.order), b.name, len(b.book.order))
	}
	for _, h := range a.book.order {
		other := b.book.subjects[h.subject]
		if other == nil || h.folded != other.folded && !reflect.DeepEqual(h.folded, other.folded) {
			w.fail("%s machine and %s hold the same and fold %s (kind %d) otherwise", a.name, b.name, h.subject, h.kind)
		}
	}
}

// checkAfresh folds all that a machine holds again, without what is remembered.
func (w *world) checkAfresh(m *machine) {
	sys := foldSystem(m.book.system.entries, newMemo(nil))
	if !reflect.DeepEqual(sys, m.book.sys) {
		w.fail("folded afresh the members are others")
	}
	for _, h := range m.book.order {
		if h.kind != marketplace.AggregateSystem && !reflect.DeepEqual(fold(sys, h.kind, h.entries), h.folded) {
			w.fail("folded afresh %s (kind %d) is another", h.subject, h.kind)
		}
	}
}

// checkAuthority looks for acts in effect that nobody had authority for.
func (w *world) checkAuthority(m *machine) {
	for _, h := range m.book.order {
		for _, e := range h.entries {
			why, banned := w.banned[e.hash]
			outcome, _ := m.book.outcome(e)
			if banned && outcome == marketplace.Applied {
				w.fail("%s without authority is in effect", why)
			}
			if standing, _ := m.book.sys.StandingOf(e.Ref); standing == marketplace.StandingRevoked && outcome == marketplace.Applied && !keepers(e) {
				w.fail("%s of a revoked device is in effect", e.Kind)
			}
		}
	}
}

// keepers tells whether an entry is one with which a keeper decides a calendar: a
// revocation frees no nights.
func keepers(e *entry) bool {
	switch e.Fact.(type) {
	case *marketplace.BookingDeclined, *marketplace.KeeperAccepted, *marketplace.KeeperReleased, *marketplace.KeeperBlocked, *marketplace.KeeperOpened, *marketplace.KeeperChanged,
		*marketplace.KeeperHanded, *marketplace.KeeperTaken, *marketplace.KeeperBegan, *marketplace.KeeperAdopted, *marketplace.BookingConflicted:
		return true
	}
	return false
}

// checkLost looks for every entry that was acknowledged on a machine that takes part.
func (w *world) checkLost(m *machine) {
	for _, by := range w.members() {
		for _, e := range by.wrote {
			_, hash, _, here := m.Disk.Link(replica.Place{Device: oplog.DeviceID(e.Ref.Device), Seq: e.Ref.Seq})
			if (!here || hash != e.hash) && !by.again[e.hash] {
				w.fail("%s %d of %s machine is lost", e.Kind, e.Ref.Seq, by.name)
			}
		}
	}
}

// checkWaiting looks for entries that wait though nothing is missing.
func (w *world) checkWaiting(m *machine) {
	cuts, err := m.Disk.Cuts(background)
	if err != nil || len(cuts) > 0 {
		return // what was born past a cut is waited for in vain
	}
	idle := map[marketplace.ID]bool{} // what an entry that is not in effect would have begun
	for _, h := range m.book.order {
		for _, e := range h.entries {
			if outcome, _ := m.book.outcome(e); outcome != marketplace.Applied {
				idle[marketplace.SubjectOf(e.Ref)] = true
			}
		}
	}
	for _, h := range m.book.order {
		for _, e := range h.entries {
			if _, member := m.book.sys.ActorOf(e.Ref.Device); !member || w.hostile[e.hash] {
				continue
			}
			if outcome, why := m.book.outcome(e); outcome == marketplace.Waiting && !idle[e.Subject] && !mentions(reflect.ValueOf(e.Fact), idle) {
				w.fail("%s waits for %s", e.Kind, why)
			}
		}
	}
}

// mentions tells whether a fact names one of the ids.
func mentions(v reflect.Value, ids map[marketplace.ID]bool) bool {
	if id, ok := reflect.TypeAssert[marketplace.ID](v); ok {
		return ids[id]
	}
	switch v.Kind() {
	case reflect.Pointer:
		return mentions(v.Elem(), ids)
	case reflect.Struct:
		for _, field := range v.Fields() {
			if mentions(field, ids) {
				return true
			}
		}
	}
	return false
}

// checkErased looks for private parts that an erasure in effect names, and for
// parts that nobody erased and that are not here.
func (w *world) checkErased(m *machine) {
	named := map[marketplace.Ref]bool{}
	for _, h := range m.book.order {
		if h.kind != marketplace.AggregateErasure {
			continue
		}
		for _, e := range h.entries {
			fact, ok := e.Fact.(*marketplace.PartsErased)
			if !ok {
				continue
			}
			for _, ref := range fact.Refs {
				named[ref] = true // in effect or not: one that is void since may have been in effect
				if _, here, err := m.Disk.Part(background, replica.Place{Device: oplog.DeviceID(ref.Device), Seq: ref.Seq}); h.folded.erasure != nil && (here || err != nil) {
					w.fail("what was erased is still on %s machine", m.name)
				}
			}
		}
	}
	if cuts, err := m.Disk.Cuts(background); err != nil || len(cuts) > 0 {
		return // an erasure that was cut out of a log has had its effect
	}
	for _, h := range m.book.order {
		for _, e := range h.entries {
			_, _, state, _ := m.Disk.Link(replica.Place{Device: oplog.DeviceID(e.Ref.Device), Seq: e.Ref.Seq})
			if e.private && !named[e.Ref] && state != oplog.Present {
				w.fail("the private part of %s is not on %s machine: %d", e.Kind, m.name, state)
			}
		}
	}
}
