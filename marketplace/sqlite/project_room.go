package sqlite

import (
	"bytes"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

var roomWrite = upsert("room", "id", "id", "sum", "ranges_sum", "home", "host", "host_org", "supply", "outcode", "lat", "lon", "area",
	"bed", "bathroom", "shared", "features", "guests", "min_nights", "max_nights", "notice_days", "gap_days", "week", "state",
	"lapses", "pending", "photo", "text_entry", "sealed", "import_key")

// keptRoom is what stands of a room; its row is 0 where nothing does.
type keptRoom struct {
	row            int64
	sum, rangesSum []byte
	spot           spot
}

// projectRoom replaces the rows of a room, its calendar and its bookings; nil removes them. An act changes little of a
// room, so each part is written only where it differs from what stands.
func projectRoom(ctx context.Context, t *tx, id marketplace.ID, r *marketplace.Room) error {
	was, err := findKeptRoom(ctx, t, id)
	if err != nil {
		return err
	}
	if r == nil {
		return dropRoom(ctx, t, was)
	}
	row, err := roomRow(ctx, t, r)
	if err != nil {
		return err
	}
	sum, err := append(slices.Clone(row), photosOf(r)...).sum()
	if err != nil {
		return err
	}
	rangesSum, err := rangesOf(r).sum()
	if err != nil {
		return err
	}
	sameRow, sameRanges := bytes.Equal(sum, was.sum), bytes.Equal(rangesSum, was.rangesSum)
	room := was.row
	if !sameRow || !sameRanges {
		if room, err = writeRoom(ctx, t, was, append(roomKey(id, sum, rangesSum), row...)); err != nil {
			return err
		}
	}
	if !sameRow {
		if err := projectSpot(ctx, t, room, was.spot, r); err != nil {
			return err
		}
		if err := projectPhotos(ctx, t, room, was.row != 0, r); err != nil {
			return err
		}
	}
	if !sameRanges {
		if err := projectRanges(ctx, t, room, was.row != 0, r); err != nil {
			return err
		}
	}
	if err := projectBookings(ctx, t, room, was.row != 0, r); err != nil {
		return err
	}
	return projectStays(ctx, t, room, was.row != 0, r)
}

func findKeptRoom(ctx context.Context, t *tx, id marketplace.ID) (keptRoom, error) {
	var was keptRoom
	var state marketplace.RoomState
	_, err := one(ctx, t, "SELECT room, sum, ranges_sum, state, lat, lon, week, features FROM room WHERE id = ?", []any{id},
		&was.row, &was.sum, &was.rangesSum, &state, &was.spot.cell.Lat, &was.spot.cell.Lon, &was.spot.week, &was.spot.features)
	was.spot.tie = tieOf(id)
	was.spot.listed = was.row != 0 && state == marketplace.RoomLive
	return was, err
}

func dropRoom(ctx context.Context, t *tx, was keptRoom) error {
	if was.row == 0 {
		return nil
	}
	if err := projectSpot(ctx, t, was.row, was.spot, nil); err != nil {
		return err
	}
	if err := projectBookings(ctx, t, was.row, true, &marketplace.Room{}); err != nil {
		return err
	}
	return t.execEach(ctx, was.row, "DELETE FROM block WHERE room = ?", "DELETE FROM busy WHERE room = ?", "DELETE FROM stay WHERE room = ?",
		"DELETE FROM photo WHERE room = ?", "DELETE FROM room WHERE room = ?")
}

func writeRoom(ctx context.Context, t *tx, was keptRoom, values row) (int64, error) {
	if was.row != 0 {
		return was.row, t.exec(ctx, roomWrite, values...)
	}
	return t.insert(ctx, roomWrite, values...)
}

func roomKey(id marketplace.ID, sum, rangesSum []byte) row {
	return append(make(row, 0, 32), id, sum, rangesSum)
}

func roomRow(ctx context.Context, t *tx, r *marketplace.Room) (row, error) {
	text, err := entryRow(ctx, t, r.Text)
	if err != nil {
		return nil, err
	}
	sealed := make([]int64, len(r.Sealed))
	for i, ref := range r.Sealed {
		if sealed[i], err = entryRow(ctx, t, ref); err != nil {
			return nil, err
		}
	}
	var photo any
	if len(r.Photos) > 0 {
		photo = r.Photos[0].Blob
	}
	f := &r.Facts
	return row{
		orNull(f.Home), orNull(f.Host), f.HostOrg, f.Supply, f.Outcode, f.Cell.Lat, f.Cell.Lon, f.Area,
		f.Bed, f.Bathroom, f.Shared, f.Features, max(f.Guests, 1), f.MinNights, f.MaxNights, f.NoticeDays, f.GapDays, r.Week, r.State,
		r.ConfirmedUntil() + 1, f.Pending, photo, text, list(sealed), orNull(f.Import),
	}, nil
}

// photosOf is what projectPhotos writes, for a sum.
func photosOf(r *marketplace.Room) row {
	all := make(row, 0, len(r.Photos))
	for _, p := range r.Photos {
		all = append(all, p.Blob)
	}
	return all
}

// projectPhotos replaces the photos that a room shows; stands tells whether it has a row yet.
func projectPhotos(ctx context.Context, t *tx, room int64, stands bool, r *marketplace.Room) error {
	if stands {
		if err := t.exec(ctx, "DELETE FROM photo WHERE room = ?", room); err != nil {
			return err
		}
	}
	for _, p := range r.Photos {
		if err := t.exec(ctx, "INSERT OR REPLACE INTO photo (room, blob) VALUES (?, ?)", room, p.Blob); err != nil {
			return err
		}
	}
	return nil
}
