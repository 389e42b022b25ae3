package markettest

import (
	"slices"

	"settle.example/settle/marketplace"
)

// replica is the folds of a set of entries.
type replica struct {
	sys      *marketplace.System
	entries  map[marketplace.ID][]*marketplace.Entry // by subject, in the order of the fold; the system's under its id
	kinds    map[marketplace.ID]marketplace.AggregateKind
	system   []*marketplace.Entry
	born     map[marketplace.ID]bool // subjects whose first entry is here
	homes    map[marketplace.ID]*marketplace.Home
	rooms    map[marketplace.ID]*marketplace.Room
	arrivals map[marketplace.ID]*marketplace.Arrival
	offers   map[marketplace.ID]*marketplace.Offer
	verdicts map[marketplace.ID][]marketplace.Verdict

	bookings map[marketplace.ID]marketplace.ID                          // the room of each
	pairings map[marketplace.ID]marketplace.ID                          // the offer of each
	stays    map[marketplace.ID]map[marketplace.ID]*marketplace.Booking // bookings of each arrival
	inHome   map[marketplace.ID]map[marketplace.ID]bool                 // rooms of each home
	imports  map[[16]byte]marketplace.ID
	heads    map[marketplace.DeviceID]uint64
	clock    marketplace.Clock
}

func newReplica() *replica {
	sys, _ := marketplace.FoldSystem(nil, nil)
	return &replica{
		sys:      sys,
		entries:  map[marketplace.ID][]*marketplace.Entry{},
		kinds:    map[marketplace.ID]marketplace.AggregateKind{},
		born:     map[marketplace.ID]bool{},
		homes:    map[marketplace.ID]*marketplace.Home{},
		rooms:    map[marketplace.ID]*marketplace.Room{},
		arrivals: map[marketplace.ID]*marketplace.Arrival{},
		offers:   map[marketplace.ID]*marketplace.Offer{},
		verdicts: map[marketplace.ID][]marketplace.Verdict{},
		bookings: map[marketplace.ID]marketplace.ID{},
		pairings: map[marketplace.ID]marketplace.ID{},
		stays:    map[marketplace.ID]map[marketplace.ID]*marketplace.Booking{},
		inHome:   map[marketplace.ID]map[marketplace.ID]bool{},
		imports:  map[[16]byte]marketplace.ID{},
		heads:    map[marketplace.DeviceID]uint64{},
	}
}

// add takes entries in, in whatever order, and folds what they touch. It answers the rooms and
// offers among it.
func (r *replica) add(entries ...*marketplace.Entry) (kept []marketplace.ID) {
	touched := map[marketplace.ID]bool{}
	system := false
	for _, e := range entries {
		r.heads[e.Ref.Device] = max(r.heads[e.Ref.Device], e.Ref.Seq)
		r.clock = max(r.clock, e.Clock)
		_, kind, _, _ := marketplace.NewFact(e.Kind, e.Version)
		if kind == marketplace.AggregateSystem {
			r.system = insert(r.system, e)
			system = true
			continue
		}
		r.entries[e.Subject] = insert(r.entries[e.Subject], e)
		r.classify(e, kind)
		touched[e.Subject] = true
	}
	if system {
		r.foldSystem(touched)
	}
	for id := range touched {
		r.fold(id)
		if due, _ := r.keeps(id); due != nil {
			kept = append(kept, id)
		}
	}
	slices.SortFunc(kept, compareIDs)
	return kept
}

// keeps is the duties of a room's or an offer's keeper, and who that is; nil for anything else.
func (r *replica) keeps(id marketplace.ID) (due func(marketplace.View) ([]marketplace.Draft, error), keeper marketplace.DeviceID) {
	if room := r.rooms[id]; room != nil {
		return room.Duties, room.Keeper
	}
	if offer := r.offers[id]; offer != nil {
		return offer.Duties, offer.Keeper
	}
	return nil, keeper
}

// classify decides what a subject is: the entry that gave birth to it says so; before it is here the lowest kind among
// the others stands in, so that the order of arrival does not matter.
func (r *replica) classify(e *marketplace.Entry, kind marketplace.AggregateKind) {
	old, ok := r.kinds[e.Subject]
	switch {
	case e.Subject == marketplace.SubjectOf(e.Ref):
		r.born[e.Subject] = true
		r.kinds[e.Subject] = kind
	case !r.born[e.Subject] && (!ok || kind < old):
		r.kinds[e.Subject] = kind
	default:
		return
	}
	if old != r.kinds[e.Subject] { // what was folded of it under the other kind is gone
		delete(r.homes, e.Subject)
		delete(r.rooms, e.Subject)
		delete(r.arrivals, e.Subject)
		delete(r.offers, e.Subject)
	}
}

func insert(sorted []*marketplace.Entry, e *marketplace.Entry) []*marketplace.Entry {
	i := len(sorted)
	for i > 0 && e.Before(sorted[i-1]) {
		i--
	}
	return slices.Insert(sorted, i, e)
}

// foldSystem folds the system and adds to touched what its devices wrote to.
func (r *replica) foldSystem(touched map[marketplace.ID]bool) {
	before := r.sys
	var verdicts []marketplace.Verdict
	r.sys, verdicts = marketplace.FoldSystem(r.system, nil)
	r.verdicts[r.sys.ID] = verdicts
	if len(r.entries) == 0 {
		return
	}
	changed := map[marketplace.DeviceID]bool{}
	for _, id := range marketplace.ChangedDevices(before, r.sys) {
		changed[id] = true
	}
	caps := len(before.Caps) != len(r.sys.Caps)
	for id, entries := range r.entries {
		if caps || slices.ContainsFunc(entries, func(e *marketplace.Entry) bool { return changed[e.Ref.Device] }) {
			touched[id] = true
		}
	}
}

func (r *replica) fold(id marketplace.ID) {
	entries := r.entries[id]
	switch r.kinds[id] {
	case marketplace.AggregateHome:
		r.homes[id], r.verdicts[id] = marketplace.FoldHome(r.sys, entries)
	case marketplace.AggregateRoom:
		r.rooms[id], r.verdicts[id] = marketplace.FoldRoom(r.sys, entries)
		r.indexRoom(id)
	case marketplace.AggregateArrival:
		r.arrivals[id], r.verdicts[id] = marketplace.FoldArrival(r.sys, entries)
		if a := r.arrivals[id]; a != nil {
			r.remember(a.Facts.Import, id)
		}
	case marketplace.AggregateOffer:
		r.offers[id], r.verdicts[id] = marketplace.FoldOffer(r.sys, entries)
		if o := r.offers[id]; o != nil {
			r.remember(o.Facts.Import, id)
			for _, p := range o.Pairings {
				r.pairings[p.ID] = id
			}
		}
	}
}

func (r *replica) indexRoom(id marketplace.ID) {
	room := r.rooms[id]
	if room == nil {
		return
	}
	r.remember(room.Facts.Import, id)
	if home := room.Facts.Home; !home.IsZero() {
		if r.inHome[home] == nil {
			r.inHome[home] = map[marketplace.ID]bool{}
		}
		r.inHome[home][id] = true
	}
	for _, b := range room.Bookings {
		r.bookings[b.ID] = id
		for _, person := range b.Facts.People {
			if r.stays[person] == nil {
				r.stays[person] = map[marketplace.ID]*marketplace.Booking{}
			}
			r.stays[person][b.ID] = b
		}
	}
}

func (r *replica) remember(key [16]byte, id marketplace.ID) {
	if _, ok := r.imports[key]; !ok && key != [16]byte{} {
		r.imports[key] = id
	}
}

// births is the subjects of a kind, in the order of their first entries.
func (r *replica) births(kind marketplace.AggregateKind) []marketplace.ID {
	var ids []marketplace.ID
	for id, k := range r.kinds {
		if k == kind {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b marketplace.ID) int {
		if first, other := r.entries[a][0], r.entries[b][0]; first.Before(other) {
			return -1
		}
		return 1
	})
	return ids
}

func compareIDs(a, b marketplace.ID) int { return slices.Compare(a[:], b[:]) }
