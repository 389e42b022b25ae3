package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

var rooms = newProjection("room", "room", "room", "id", "sum", "ranges_sum", "home", "host", "host_org", "supply", "outcode", "lat", "lon", "area",
	"bed", "bathroom", "shared", "features", "guests", "min_nights", "max_nights", "notice_days", "gap_days", "week", "state",
	"lapses", "pending", "photo", "text_entry", "sealed", "import_key")

// keptRoom is what stands of a room; its row is 0 where nothing does.
type keptRoom struct {
	row            int64
	sum, rangesSum []byte
	spot           spot
}

// roomRows is what a room's projection says, but for the numbers of its rows. To make it takes no connection.
type roomRows struct {
	room           *marketplace.Room
	row            row // without its key
	sum, rangesSum []byte
	busy           []marketplace.Range
	bookings       []bookingRows
	err            error // of a value that cannot be stored
}

func rowsOf(r *marketplace.Room) *roomRows {
	rows := &roomRows{room: r, row: roomRow(r), busy: busyRanges(r)}
	rows.err = rows.row.settle()
	var err error
	rows.sum, err = append(slices.Clip(rows.row), photosOf(r)...).sum()
	rows.err = cmp.Or(rows.err, err)
	rows.rangesSum, err = rangesOf(r, rows.busy).sum()
	rows.err = cmp.Or(rows.err, err)
	rows.bookings = make([]bookingRows, len(r.Bookings))
	for i, b := range r.Bookings {
		rows.bookings[i], err = rowsOfBooking(r, b)
		rows.err = cmp.Or(rows.err, err)
	}
	return rows
}

// projectRoom replaces the rows of a room, its calendar and its bookings; nil removes them; bare tells that there are
// none. An act changes little of a room, so each part is written only where it differs from what stands.
func projectRoom(ctx context.Context, t *tx, id marketplace.ID, rows *roomRows, bare bool) error {
	was := keptRoom{spot: spot{tie: tieOf(id)}}
	if !bare {
		if err := findKeptRoom(ctx, t, id, &was); err != nil {
			return err
		}
	}
	if rows == nil {
		return dropRoom(ctx, t, was)
	}
	if rows.err != nil {
		return rows.err
	}
	r, stands := rows.room, was.row != 0
	sameRow, sameRanges := bytes.Equal(rows.sum, was.sum), bytes.Equal(rows.rangesSum, was.rangesSum)
	room := was.row
	if !stands {
		var err error
		if room, err = t.number(ctx, "SELECT max(room) FROM room"); err != nil {
			return err
		}
	}
	if !sameRow || !sameRanges {
		if err := rooms.write(ctx, t, !stands, append(row{room, id[:], rows.sum, rows.rangesSum}, rows.row...)); err != nil {
			return err
		}
	}
	if !sameRow {
		if err := projectSpot(ctx, t, room, was.spot, r); err != nil {
			return err
		}
		if err := projectPhotos(ctx, t, room, stands, r); err != nil {
			return err
		}
	}
	if !sameRanges {
		if err := projectRanges(ctx, t, room, stands, r, rows.busy); err != nil {
			return err
		}
	}
	if err := projectBookings(ctx, t, room, stands, rows.bookings); err != nil {
		return err
	}
	return projectStays(ctx, t, room, stands, r)
}

func findKeptRoom(ctx context.Context, t *tx, id marketplace.ID, was *keptRoom) error {
	var state marketplace.RoomState
	_, err := one(ctx, t, "SELECT room, sum, ranges_sum, state, lat, lon, week, features FROM room WHERE id = ?", []any{id},
		&was.row, &was.sum, &was.rangesSum, &state, &was.spot.cell.Lat, &was.spot.cell.Lon, &was.spot.week, &was.spot.features)
	was.spot.listed = was.row != 0 && state == marketplace.RoomLive
	return err
}

func dropRoom(ctx context.Context, t *tx, was keptRoom) error {
	if was.row == 0 {
		return nil
	}
	if err := projectSpot(ctx, t, was.row, was.spot, nil); err != nil {
		return err
	}
	if err := projectBookings(ctx, t, was.row, true, nil); err != nil {
		return err
	}
	return t.execEach(ctx, was.row, "DELETE FROM block WHERE room = ?", "DELETE FROM busy WHERE room = ?", "DELETE FROM stay WHERE room = ?",
		"DELETE FROM photo WHERE room = ?", "DELETE FROM room WHERE room = ?")
}

func roomRow(r *marketplace.Room) row {
	var photo any
	if len(r.Photos) > 0 {
		photo = r.Photos[0].Blob
	}
	f := &r.Facts
	return row{
		orNull(f.Home), orNull(f.Host), f.HostOrg, f.Supply, f.Outcode, f.Cell.Lat, f.Cell.Lon, f.Area,
		f.Bed, f.Bathroom, f.Shared, f.Features, max(f.Guests, 1), f.MinNights, f.MaxNights, f.NoticeDays, f.GapDays, r.Week, r.State,
		r.ConfirmedUntil() + 1, f.Pending, photo, r.Text, r.Sealed, orNull(f.Import),
	}
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
		if err := t.exec(ctx, "INSERT OR REPLACE INTO photo (room, blob) VALUES (?, ?)", room, p.Blob[:]); err != nil {
			return err
		}
	}
	return nil
}
