package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// Turns is where bookings stand between the computers, by their ids, for those where somebody has something to do. Ask
// it for what a screen shows, not for everything: each room is folded.
func (s *Store) Turns(ctx context.Context, bookings []marketplace.ID) (map[marketplace.ID]marketplace.Turn, error) {
	turns := map[marketplace.ID]marketplace.Turn{}
	err := s.ask(ctx, func(a *asking) error {
		rooms := map[marketplace.ID]*marketplace.Room{}
		for _, id := range bookings {
			at, err := roomOfBooking(ctx, a.querier, id)
			if err != nil {
				return err
			}
			if _, known := rooms[at]; !known {
				f, err := a.fold(ctx, at, marketplace.AggregateRoom)
				if err != nil {
					return err
				}
				rooms[at] = f.room
			}
			room := rooms[at]
			if room == nil {
				continue
			}
			b, ok := room.BookingByID(id)
			if !ok {
				continue
			}
			turn, err := a.turn(ctx, room, b)
			if err != nil {
				return err
			}
			if turn.For != marketplace.WaitsForNobody {
				turns[id] = turn
			}
		}
		return nil
	})
	return turns, err
}
