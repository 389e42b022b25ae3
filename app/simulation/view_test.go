package simulation_test

import (
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// view is what a command sees on a machine now.
type view struct{ *machine }

var _ marketplace.View = view{}

func (m *machine) view() view { return view{m} }

func (v view) Now() time.Time              { return v.now() }
func (v view) System() *marketplace.System { return v.book.sys.System }

func (v view) Actor() marketplace.Actor {
	a, _ := v.book.sys.ActorOf(v.id())
	a.Device = v.id()
	return a
}

func (v view) fold(id marketplace.ID) *folded {
	if h := v.book.subjects[id]; h != nil && h.folded != nil {
		return h.folded
	}
	return &folded{}
}

func (v view) Home(id marketplace.ID) (*marketplace.Home, error) { return found(v.fold(id).home) }
func (v view) Room(id marketplace.ID) (*marketplace.Room, error) { return found(v.fold(id).room) }
func (v view) Arrival(id marketplace.ID) (*marketplace.Arrival, error) {
	return found(v.fold(id).arrival)
}

func (v view) Offer(id marketplace.ID) (*marketplace.Offer, error) { return found(v.fold(id).offer) }

func found[T any](t *T) (*T, error) {
	if t == nil {
		return nil, marketplace.Errorf(marketplace.NotFound, "This is not here (yet).")
	}
	return t, nil
}

// rooms is every room that the machine shows, as they came.
func (b *book) rooms() (all []*marketplace.Room) {
	for _, h := range b.order {
		if h.folded != nil && h.folded.room != nil {
			all = append(all, h.folded.room)
		}
	}
	return all
}

func (b *book) arrivals() (all []*marketplace.Arrival) {
	for _, h := range b.order {
		if h.folded != nil && h.folded.arrival != nil {
			all = append(all, h.folded.arrival)
		}
	}
	return all
}

func (b *book) offers() (all []*marketplace.Offer) {
	for _, h := range b.order {
		if h.folded != nil && h.folded.offer != nil {
			all = append(all, h.folded.offer)
		}
	}
	return all
}

func (v view) RoomOfBooking(id marketplace.ID) (*marketplace.Room, error) {
	for _, r := range v.book.rooms() {
		if _, ok := r.BookingByID(id); ok {
			return r, nil
		}
	}
	return found[marketplace.Room](nil)
}

func (v view) OfferOfPairing(id marketplace.ID) (*marketplace.Offer, error) {
	for _, o := range v.book.offers() {
		if _, ok := o.PairingByID(id); ok {
			return o, nil
		}
	}
	return found[marketplace.Offer](nil)
}

func (v view) LodgersIn(home marketplace.ID, dates marketplace.Range, except marketplace.ID) (int, error) {
	most := 0
	for night := dates.From; night < dates.To; night++ {
		n := 0
		for _, r := range v.book.rooms() {
			for _, b := range r.Bookings {
				if r.Facts.Home == home && b.ID != except && b.Held.From <= night && night < b.Held.To {
					n += max(1, len(b.Facts.People))
				}
			}
		}
		most = max(most, n)
	}
	return most, nil
}

func (v view) BookedElsewhere(arrival marketplace.ID, dates marketplace.Range, except marketplace.ID) (marketplace.ID, error) {
	for _, r := range v.book.rooms() {
		for _, b := range r.Bookings {
			if b.ID == except || !slices.Contains(b.Facts.People, arrival) || !b.Dates.Overlaps(dates) {
				continue
			}
			switch b.StateAt(marketplace.InstantOf(v.now())) {
			case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
				return b.ID, nil
			}
		}
	}
	return marketplace.ID{}, nil
}

func (v view) Imported([16]byte) (marketplace.ID, error) { return marketplace.ID{}, nil }

func (v view) Next(n int) marketplace.Ref {
	return marketplace.Ref{Device: v.id(), Seq: v.book.seqs[v.Config.Self] + 1 + uint64(n)}
}

func (v view) Complete(ref marketplace.Ref) bool {
	device := oplog.DeviceID(ref.Device)
	here := v.book.seqs[device]
	if here >= ref.Seq {
		return true
	}
	cuts, err := v.Disk.Cuts(background)
	return err == nil && slices.ContainsFunc(cuts, func(c replica.Cut) bool { return c.Device == device && here >= c.At })
}

func (v view) Lost(bookings []marketplace.ID) (lost []marketplace.ID) {
	cuts, err := v.Disk.Cuts(background)
	if err != nil {
		return nil
	}
	for _, c := range cuts {
		lost = append(lost, marketplace.BornPast(bookings, marketplace.DeviceID(c.Device), c.At)...)
	}
	return lost
}

func (v view) Head(id marketplace.DeviceID) uint64 { return v.book.seqs[oplog.DeviceID(id)] }

// fields reads a private part where it is here: the text below sealed, what would
// be sealed from there on.
func (v view) fields(ref marketplace.Ref, from, to uint) map[marketplace.Field]string {
	all := map[marketplace.Field]string{}
	b, here, err := v.Disk.Part(background, replica.Place{Device: oplog.DeviceID(ref.Device), Seq: ref.Seq})
	var p oplog.Private
	if err != nil || !here || p.UnmarshalBinary(b) != nil {
		return all
	}
	for f, s := range p.Text {
		if f >= from && f < to {
			all[marketplace.Field(f-from)] = s
		}
	}
	return all
}

func (v view) Opened(ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return v.fields(ref, sealed, 2*sealed), nil
}

func (v view) Text(ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return v.fields(ref, 0, sealed), nil
}

// Parts is the entries with a private part that is not gone, of the subject, of what
// is a host's or a volunteer's, and of where an arrival is booked.
func (v view) Parts(about marketplace.ID) ([]*marketplace.Entry, error) {
	p := v.book.sys.Persons[about]
	var all []*marketplace.Entry
	for _, h := range v.book.order {
		mine := h.subject == about
		if f := h.folded; f != nil {
			mine = mine || f.home != nil && f.home.Facts.Host == about || f.offer != nil && f.offer.Facts.Volunteer == about ||
				f.room != nil && (f.room.Facts.Host == about || slices.ContainsFunc(f.room.Bookings, func(b *marketplace.Booking) bool { return slices.Contains(b.Facts.People, about) }))
		}
		for _, e := range h.entries {
			_, _, state, ok := v.Disk.Link(replica.Place{Device: oplog.DeviceID(e.Ref.Device), Seq: e.Ref.Seq})
			if ok && (state == oplog.Present || state == oplog.Owed) && (mine || p != nil && p.Name == e.Ref) {
				all = append(all, e.Entry)
			}
		}
	}
	return all, nil
}
