package app

import (
	"context"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// data is the store as the screens read it: with which computers are connected now, and a photo that is not here is asked
// for.
type data struct {
	*sqlite.Store
	status func() replication.Status
	want   func(marketplace.BlobID) // asks the others for a photo
}

// linked tells which devices are connected with this computer.
func linked(status replication.Status) func(marketplace.DeviceID) bool {
	now := map[marketplace.DeviceID]bool{}
	for _, p := range status.Peers {
		now[marketplace.DeviceID(p.Device)] = p.Linked
	}
	return func(id marketplace.DeviceID) bool { return now[id] }
}

// connected notes in rows which computers are connected with this one.
func connected(rows []marketplace.ComputerRow, status replication.Status) []marketplace.ComputerRow {
	now := linked(status)
	for i := range rows {
		rows[i].Linked = now(rows[i].Device)
	}
	return rows
}

// Turns is where bookings stand between the computers, and which of those are connected now.
func (d data) Turns(ctx context.Context, bookings []marketplace.ID) (map[marketplace.ID]marketplace.Turn, error) {
	turns, err := d.Store.Turns(ctx, bookings)
	now := linked(d.status())
	for id, t := range turns {
		turns[id] = t.Linked(now)
	}
	return turns, err
}

// BookingDetail is a booking's page, with whose computers are connected now.
func (d data) BookingDetail(ctx context.Context, id marketplace.ID) (marketplace.BookingDetail, error) {
	b, err := d.Store.BookingDetail(ctx, id)
	b.Turn = b.Turn.Linked(linked(d.status()))
	return b, err
}

// RoomDetail is a room's page, with whether the computer that keeps its calendar is connected now.
func (d data) RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error) {
	r, err := d.Store.RoomDetail(ctx, id)
	r.KeptBy.Linked = linked(d.status())(r.KeptBy.Device)
	return r, err
}

// Computers is the computers that take part, with which are connected now.
func (d data) Computers(ctx context.Context) ([]marketplace.ComputerRow, error) {
	rows, err := d.Store.Computers(ctx)
	return connected(rows, d.status()), err
}

// Photo is a photo's bytes.
func (d data) Photo(ctx context.Context, id marketplace.BlobID) ([]byte, error) {
	jpeg, err := d.Store.Photo(ctx, id)
	if err != nil && marketplace.CodeOf(err) == marketplace.NotFound {
		d.want(id)
	}
	return jpeg, err
}
