package markettest

import (
	"maps"
	"slices"
	"time"

	"settle.example/settle/marketplace"
)

// View is what a command sees at this device now.
func (d *Device) View() marketplace.View { return view{d, d.replica()} }

type view struct {
	d *Device
	r *replica
}

var _ marketplace.View = view{}

func (v view) Now() time.Time              { return v.d.world.now }
func (v view) System() *marketplace.System { return v.r.sys }

func (v view) Actor() marketplace.Actor {
	a, _ := v.r.sys.ActorOf(v.d.ID)
	return a
}

func (v view) Home(id marketplace.ID) (*marketplace.Home, error) { return found(v.r.homes, id, "home") }

func (v view) Room(id marketplace.ID) (*marketplace.Room, error) { return found(v.r.rooms, id, "room") }

func (v view) Arrival(id marketplace.ID) (*marketplace.Arrival, error) {
	return found(v.r.arrivals, id, "arrival")
}

func (v view) Offer(id marketplace.ID) (*marketplace.Offer, error) {
	return found(v.r.offers, id, "offer")
}

func (v view) RoomOfBooking(id marketplace.ID) (*marketplace.Room, error) {
	return found(v.r.rooms, v.r.bookings[id], "booking")
}

func (v view) OfferOfPairing(id marketplace.ID) (*marketplace.Offer, error) {
	return found(v.r.offers, v.r.pairings[id], "pairing")
}

func found[T any](all map[marketplace.ID]*T, id marketplace.ID, what string) (*T, error) {
	if t := all[id]; t != nil {
		return t, nil
	}
	return nil, marketplace.Errorf(marketplace.NotFound, "This %s is not here (yet). Look at the list again.", what)
}

func (v view) LodgersIn(home marketplace.ID, dates marketplace.Range, except marketplace.ID) (int, error) {
	var held []*marketplace.Booking
	for id := range v.r.inHome[home] {
		room := v.r.rooms[id]
		if room == nil || room.Facts.Home != home {
			continue
		}
		for _, b := range room.Bookings {
			if b.ID != except && b.Held.Nights() > 0 && b.Held.Overlaps(dates) {
				held = append(held, b)
			}
		}
	}
	most := 0
	for night := dates.From; night < dates.To; night++ {
		n := 0
		for _, b := range held {
			if b.Held.From <= night && night < b.Held.To {
				n += max(1, len(b.Facts.People))
			}
		}
		most = max(most, n)
	}
	return most, nil
}

func (v view) BookedElsewhere(arrival marketplace.ID, dates marketplace.Range, except marketplace.ID) (marketplace.ID, error) {
	var ids []marketplace.ID
	for id, b := range v.r.stays[arrival] {
		switch b.StateAt(v.d.world.Instant()) {
		case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
			if id != except && b.Dates.Overlaps(dates) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return marketplace.ID{}, nil
	}
	return slices.MinFunc(ids, compareIDs), nil
}

func (v view) Imported(key [16]byte) (marketplace.ID, error) { return v.r.imports[key], nil }

func (v view) Next(n int) marketplace.Ref {
	return marketplace.Ref{Device: v.d.ID, Seq: v.r.heads[v.d.ID] + 1 + uint64(n)}
}

func (v view) Complete(ref marketplace.Ref) bool { return v.r.heads[ref.Device] >= ref.Seq }

// Lost is never so: no computer of a world is copied.
func (v view) Lost([]marketplace.ID) []marketplace.ID { return nil }

func (v view) Head(id marketplace.DeviceID) uint64 { return v.r.heads[id] }

func (v view) Text(ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return maps.Clone(v.d.world.private[ref].Text), nil
}

// Opened is the fields whose audience this person belongs to, or that this device sealed itself.
func (v view) Opened(ref marketplace.Ref) (map[marketplace.Field]string, error) {
	all := map[marketplace.Field]string{}
	for _, s := range v.d.world.private[ref].Seal {
		if ref.Device == v.d.ID || slices.ContainsFunc(s.To, v.hears) {
			maps.Copy(all, s.Fields)
		}
	}
	return all, nil
}

func (v view) hears(to marketplace.Audience) bool {
	a := v.Actor()
	switch to.Ring {
	case marketplace.RingPerson:
		return to.Person == a.Person
	case marketplace.RingLeads:
		return to.Org == a.Org && a.Roles.Has(marketplace.RoleLead)
	case marketplace.RingCoordinator:
		return a.Roles.Has(marketplace.RoleCoordinator)
	case marketplace.RingGuardian:
		return to.Org == a.Org && a.Roles.Has(marketplace.RoleGuardian)
	}
	return false
}

// Parts is every private part that was drafted about the subject: nothing is ever erased in a world.
func (v view) Parts(about marketplace.ID) ([]*marketplace.Entry, error) {
	subjects := map[marketplace.ID]bool{about: true}
	for id, room := range v.r.rooms {
		subjects[id] = subjects[id] || room != nil && (room.Facts.Host == about || slices.ContainsFunc(room.Bookings, func(b *marketplace.Booking) bool {
			return slices.Contains(b.Facts.People, about)
		}))
	}
	for id, home := range v.r.homes {
		subjects[id] = subjects[id] || home != nil && home.Facts.Host == about
	}
	for id, offer := range v.r.offers {
		subjects[id] = subjects[id] || offer != nil && (offer.Facts.Volunteer == about || slices.ContainsFunc(offer.Pairings, func(p *marketplace.Pairing) bool {
			return p.Facts.Arrival == about
		}))
	}
	p := v.r.sys.Persons[about]
	var all []*marketplace.Entry
	for _, w := range v.d.world.written {
		_, letter := w.Entry.Fact.(*marketplace.LetterWritten)
		d := v.r.sys.Devices[w.Entry.Ref.Device]
		mine := subjects[w.Entry.Subject] || p != nil && p.Name == w.Entry.Ref || letter && d != nil && d.Person == about
		if mine && !w.Private.Empty() && w.Entry.Ref.Seq <= v.r.heads[w.Entry.Ref.Device] {
			all = append(all, w.Entry)
		}
	}
	return all, nil
}
