package sqlite

import (
	"bytes"
	"context"
	"encoding/binary"

	"settle.example/settle/marketplace"
)

var stayInsert = newInsert("stay", "room", "held_from", "held_to", "bookings", "packed")

// projectStays replaces what the ledger reads of a room; stands tells whether there may be something yet.
func projectStays(ctx context.Context, t *tx, room int64, stands bool, r *marketplace.Room) error {
	held, bookings, packed, err := packStays(ctx, t, r)
	if err != nil {
		return err
	}
	var kept []byte
	if stands {
		if _, err := one(ctx, t, "SELECT packed FROM stay WHERE room = ?", []any{room}, &kept); err != nil {
			return err
		}
	}
	switch {
	case bytes.Equal(kept, packed):
		return nil
	case kept == nil:
		return t.gather(stayInsert, room, int64(held.From), int64(held.To), bookings, packed)
	case packed == nil:
		return t.exec(ctx, "DELETE FROM stay WHERE room = ?", room)
	}
	return t.exec(ctx, "INSERT OR REPLACE INTO stay (room, held_from, held_to, bookings, packed) VALUES (?, ?, ?, ?, ?)", room, held.From, held.To,
		bookings, packed)
}

// hasNights tells whether a booking has nights in the ledger, slept or planned, or may have on another day.
func hasNights(b *marketplace.Booking) bool {
	switch b.State {
	case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
		return true
	}
	return !b.ArrivedOn.IsZero() && b.Held.Nights() > 0
}

// packStays is what StaysOf reads of a room and those of its bookings that have nights; nothing where none has. held is
// from the first night that is held to the last.
func packStays(ctx context.Context, t *tx, r *marketplace.Room) (held marketplace.Range, bookings int, packed []byte, err error) {
	for _, b := range r.Bookings {
		if !hasNights(b) {
			continue
		}
		policy, err := entryRow(ctx, t, b.Cap)
		if err != nil {
			return held, 0, nil, err
		}
		if packed == nil {
			packed, held = packRoom(r), b.Held
		}
		packed = packBooking(packed, b, policy)
		bookings++
		held.From, held.To = min(held.From, b.Held.From), max(held.To, b.Held.To)
	}
	return held, bookings, packed, nil
}

// Numbers are packed as varints, ids as they are, texts and the party's arrivals after their lengths.

func packRoom(r *marketplace.Room) []byte {
	p := make([]byte, 0, 256)
	for _, id := range [...]marketplace.ID{r.ID, r.Facts.Home, r.Facts.Host} {
		p = append(p, id[:]...)
	}
	return packText(binary.AppendVarint(p, int64(r.Facts.Supply)), r.Facts.HostOrg)
}

// packBooking appends a booking. policy is the row of the cap policy under which its rent was set.
func packBooking(p []byte, b *marketplace.Booking, policy int64) []byte {
	p = append(p, b.ID[:]...)
	for _, n := range [...]int64{
		int64(b.Dates.From), int64(b.Dates.To), int64(b.Held.From), int64(b.Held.To), int64(b.ArrivedOn), int64(b.LeftOn), int64(b.State),
		int64(b.ConfirmBy), int64(b.Week), policy,
	} {
		p = binary.AppendVarint(p, n)
	}
	group := ""
	if len(b.Facts.Groups) > 0 {
		group = b.Facts.Groups[0]
	}
	for _, text := range [...]string{b.Area, b.Facts.GuestOrg, group} {
		p = packText(p, text)
	}
	p = binary.AppendUvarint(p, uint64(len(b.Facts.People)))
	for _, id := range b.Facts.People {
		p = append(p, id[:]...)
	}
	return p
}

func packText(p []byte, text string) []byte {
	return append(binary.AppendUvarint(p, uint64(len(text))), text...)
}
