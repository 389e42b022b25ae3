package sqlite

import (
	"context"
	"errors"
	"time"

	"settle.example/settle/marketplace"
)

// view is what a command may look at: the state of its own transaction.
type view struct {
	ctx    context.Context // of the one Decide that it is for
	t      *tx
	w      *logWriter
	folded map[marketplace.ID]folded
	err    error // of a method that cannot return one
}

var _ marketplace.View = (*view)(nil)

func (v *view) Now() time.Time              { return v.t.now }
func (v *view) Actor() marketplace.Actor    { return v.w.actor }
func (v *view) System() *marketplace.System { return v.t.sys }

func (v *view) Home(id marketplace.ID) (*marketplace.Home, error) {
	f, err := v.fold(id, marketplace.AggregateHome)
	return found(f.home, err, "home")
}

func (v *view) Room(id marketplace.ID) (*marketplace.Room, error) {
	f, err := v.fold(id, marketplace.AggregateRoom)
	return found(f.room, err, "room")
}

func (v *view) Arrival(id marketplace.ID) (*marketplace.Arrival, error) {
	f, err := v.fold(id, marketplace.AggregateArrival)
	return found(f.arrival, err, "arrival")
}

func (v *view) Offer(id marketplace.ID) (*marketplace.Offer, error) {
	f, err := v.fold(id, marketplace.AggregateOffer)
	return found(f.offer, err, "offer")
}

func found[T any](aggregate *T, err error, what string) (*T, error) {
	if err == nil && aggregate == nil {
		err = marketplace.Errorf(marketplace.NotFound, "This %s is not here (yet). Look at the list again.", what)
	}
	return aggregate, err
}

// fold folds the aggregate from its entries, once a command.
func (v *view) fold(id marketplace.ID, kind marketplace.AggregateKind) (folded, error) {
	if f, ok := v.folded[id]; ok && f.kind == kind {
		return f, nil
	}
	a, err := v.t.aggregate(v.ctx, id)
	if err != nil || a == nil || a.kind != kind {
		return folded{}, err
	}
	if err := v.t.load(v.ctx, a); err != nil {
		return folded{}, err
	}
	f := foldEntries(v.t.sys, a.kind, a.entries)
	if v.folded == nil {
		v.folded = map[marketplace.ID]folded{}
	}
	v.folded[id] = f
	return f, nil
}

func (v *view) RoomOfBooking(booking marketplace.ID) (*marketplace.Room, error) {
	id, err := roomOfBooking(v.ctx, v.t, booking)
	if err == nil && id.IsZero() {
		return found[marketplace.Room](nil, nil, "booking")
	}
	if err != nil {
		return nil, err
	}
	return v.Room(id)
}

func (v *view) OfferOfPairing(pairing marketplace.ID) (*marketplace.Offer, error) {
	id, err := offerOfPairing(v.ctx, v.t, pairing)
	if err == nil && id.IsZero() {
		return found[marketplace.Offer](nil, nil, "pairing")
	}
	if err != nil {
		return nil, err
	}
	return v.Offer(id)
}

func (v *view) LodgersIn(home marketplace.ID, dates marketplace.Range, except marketplace.ID) (int, error) {
	return lodgersIn(v.ctx, v.t, home, dates, except)
}

func (v *view) BookedElsewhere(arrival marketplace.ID, dates marketplace.Range, except marketplace.ID) (marketplace.ID, error) {
	return bookedElsewhere(v.ctx, v.t, marketplace.InstantOf(v.t.now), arrival, dates, except)
}

func (v *view) Imported(key [16]byte) (marketplace.ID, error) { return imported(v.ctx, v.t, key) }

func (v *view) Next(n int) marketplace.Ref {
	return marketplace.Ref{Device: v.w.actor.Device, Seq: v.w.w.Next().Seq + uint64(n)}
}

func (v *view) Head(id marketplace.DeviceID) (seq uint64) {
	_, err := one(v.ctx, v.t, `SELECT seq FROM device WHERE key = ?`, []any{id}, &seq)
	v.err = errors.Join(v.err, err)
	return seq
}

func (v *view) Complete(ref marketplace.Ref) bool {
	here, err := v.t.complete(v.ctx, ref)
	v.err = errors.Join(v.err, err)
	return here
}

func (v *view) Lost(bookings []marketplace.ID) (lost []marketplace.ID) {
	err := v.t.each(v.ctx, `SELECT device.key, fork.at FROM fork JOIN device ON device.id = fork.device`, nil, func(scan scanner) error {
		var id marketplace.DeviceID
		var at uint64
		err := scan(&id, &at)
		if err == nil {
			lost = append(lost, v.t.s.bornPast(bookings, id, at)...)
		}
		return err
	})
	v.err = errors.Join(v.err, err)
	return lost
}

// birth is whether an id was born past a cut of a device's log, which is final.
type birth struct {
	id     marketplace.ID
	device marketplace.DeviceID
	cut    uint64
}

// bornPast is marketplace.BornPast that works an answer out once.
func (s *Store) bornPast(ids []marketplace.ID, device marketplace.DeviceID, cut uint64) (born []marketplace.ID) {
	var unknown []marketplace.ID
	for _, id := range ids {
		switch past, known := s.births.get(birth{id, device, cut}); {
		case !known:
			unknown = append(unknown, id)
		case past:
			born = append(born, id)
		}
	}
	if len(unknown) == 0 {
		return born
	}
	found := marketplace.BornPast(unknown, device, cut)
	for _, id := range unknown {
		s.births.put(birth{id, device, cut}, false)
	}
	for _, id := range found {
		s.births.put(birth{id, device, cut}, true)
	}
	return append(born, found...)
}

func (v *view) Opened(ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return v.t.s.opened(v.ctx, v.t, ref)
}

func (v *view) Text(ref marketplace.Ref) (map[marketplace.Field]string, error) {
	return v.t.s.text(v.ctx, v.t, ref)
}
