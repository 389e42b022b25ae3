package simulation_test

import (
	"slices"
	"strings"

	"settle.example/settle/marketplace"
)

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
	if strings.HasSuffix(victim.name, m.name) {
		all = all[1:] // one's own machine, or a copy of it, anybody revokes
	}
	add(marketplace.ID{}, &marketplace.PartsErased{Refs: []marketplace.Ref{{Device: w.machines[2].id(), Seq: 2}}})
	for _, r := range m.book.rooms() {
		if r.Facts.Host == me.Person {
			continue
		}
		for _, b := range r.Bookings { // also where the calendar was handed to this machine: its word is not the host's
			add(r.ID, &marketplace.KeeperAccepted{
				Booking: b.ID, By: r.Facts.Host, Via: marketplace.Via(w.Rand().IntN(3)), Dates: b.Facts.Dates, Deadline: marketplace.InstantOf(m.now()) + 86400,
			})
		}
		if r.Keeper == m.id() {
			continue
		}
		add(r.ID,
			&marketplace.KeeperTaken{To: m.id(), Ends: r.Kept.Opened, Last: marketplace.Ref{Device: r.Keeper, Seq: 1}},
			&marketplace.RoomMoved{To: marketplace.RoomRetired},
			&marketplace.RoomPriced{Week: 1, Cap: r.Cap},
			&marketplace.RoomRules{On: true, For: marketplace.InstantAny},
			&marketplace.KeeperBlocked{Ranges: []marketplace.Range{w.dates(m)}})
		if k := m.book.sys.Devices[r.Keeper]; k == nil || k.Person != me.Person { // one's own other computer's may be handed on
			add(r.ID, &marketplace.KeeperHanded{To: m.id(), Ends: r.Kept.Opened})
		}
		for _, b := range r.Bookings {
			add(r.ID,
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
