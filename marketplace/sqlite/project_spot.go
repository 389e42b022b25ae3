package sqlite

import (
	"context"
	"encoding/binary"
	"math"

	"settle.example/settle/marketplace"
)

// spot is a room's place in the search tree.
type spot struct {
	listed   bool
	cell     marketplace.Cell
	week     marketplace.Pence
	tie      uint32
	features marketplace.Features
}

// spotCell numbers a hundredth of a degree, row by row from the south.
func spotCell(c marketplace.Cell) int64 { return (int64(c.Lat)+9000)*36001 + int64(c.Lon) + 18000 }

// tieOf orders rooms that are equal otherwise, in the order of their ids.
func tieOf(id marketplace.ID) uint32 { return binary.BigEndian.Uint32(id[:]) }

var spotInsert = newInsert("spot", "cell", "week", "tie", "room", "features", "lapses", "guests", "bathroom", "supply", "min_nights", "max_nights",
	"notice_days", "host_org", "area")

// projectSpot moves a room within the search tree, and out of and into the cells that it leaves and enters. A room that
// is not live, or nil, leaves it.
func projectSpot(ctx context.Context, t *tx, room int64, was spot, r *marketplace.Room) error {
	if was.listed {
		if err := t.exec(ctx, "DELETE FROM spot WHERE cell = ? AND week = ? AND tie = ? AND room = ?",
			spotCell(was.cell), was.week, was.tie, room); err != nil {
			return err
		}
		if err := projectCell(ctx, t, was.cell, was.features, -1); err != nil {
			return err
		}
	}
	if r == nil || r.State != marketplace.RoomLive {
		return nil
	}
	f := &r.Facts
	most := f.MaxNights
	if most == 0 {
		most = math.MaxInt32
	}
	if err := t.gather(spotInsert, spotCell(f.Cell), r.Week, tieOf(r.ID), room, f.Features, r.ConfirmedUntil()+1, max(f.Guests, 1), f.Bathroom,
		f.Supply, f.MinNights, most, f.NoticeDays, f.HostOrg, f.Area); err != nil {
		return err
	}
	return projectCell(ctx, t, f.Cell, f.Features, 1)
}
