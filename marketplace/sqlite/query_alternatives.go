package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// Alternatives is the rooms that could take a booking's guests instead, the best first: for one whose nights another
// guest has. It is empty where no night of it is left.
func (s *Store) Alternatives(ctx context.Context, booking marketplace.ID) ([]marketplace.RoomHit, error) {
	var room *marketplace.Room
	var b *marketplace.Booking
	var search marketplace.RoomSearch
	left := false
	err := s.ask(ctx, func(a *asking) error {
		id, err := roomOfBooking(ctx, a.querier, booking)
		if err != nil {
			return err
		}
		f, err := a.fold(ctx, id, marketplace.AggregateRoom)
		if err != nil {
			return err
		}
		if room = f.room; room == nil {
			return notHere("booking")
		}
		var ok bool
		if b, ok = room.BookingByID(booking); !ok {
			return notHere("booking")
		}
		search, left = room.AlternativeSearch(b, a.today)
		return nil
	})
	if err != nil || !left {
		return nil, err
	}
	found, err := s.FindRooms(ctx, search)
	if err != nil {
		return nil, err
	}
	return room.RankAlternatives(b, found), nil
}
