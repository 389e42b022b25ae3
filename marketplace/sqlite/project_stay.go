package sqlite

import (
	"context"
	"encoding/binary"
	"errors"

	"settle.example/settle/marketplace"
)

const stayWrite = "INSERT INTO stay (booking, held_from, held_to, packed) VALUES (?, ?, ?, ?)"

// hasNights tells whether a booking has nights in the ledger, slept or planned, or may have on another day.
func hasNights(b *marketplace.Booking) bool {
	switch b.State {
	case marketplace.StateAccepted, marketplace.StateConfirmed, marketplace.StateArrived:
		return true
	}
	return !b.ArrivedOn.IsZero() && b.Held.Nights() > 0
}

// stayRow is what the ledger needs of a booking; nil where it has no nights.
func stayRow(ctx context.Context, t *tx, r *marketplace.Room, b *marketplace.Booking) (row, error) {
	if !hasNights(b) {
		return nil, nil
	}
	policy, err := entryRow(ctx, t, b.Cap)
	if err != nil {
		return nil, err
	}
	return row{b.Held.From, b.Held.To, packStay(r, b, policy)}, nil
}

// packStay is what StaysOf reads of a booking and its room: numbers as varints, ids as they are, texts and the party's
// arrivals after their lengths. policy is the row of the cap policy under which its rent was set.
func packStay(r *marketplace.Room, b *marketplace.Booking, policy int64) []byte {
	p := make([]byte, 0, 160)
	for _, id := range [...]marketplace.ID{b.ID, r.ID, r.Facts.Home, r.Facts.Host} {
		p = append(p, id[:]...)
	}
	for _, n := range [...]int64{
		int64(b.Dates.From), int64(b.Dates.To), int64(b.Held.From), int64(b.Held.To), int64(b.ArrivedOn), int64(b.LeftOn), int64(b.State),
		int64(b.ConfirmBy), int64(b.Week), policy, int64(r.Facts.Supply),
	} {
		p = binary.AppendVarint(p, n)
	}
	group := ""
	if len(b.Facts.Groups) > 0 {
		group = b.Facts.Groups[0]
	}
	for _, text := range [...]string{b.Area, r.Facts.HostOrg, b.Facts.GuestOrg, group} {
		p = append(binary.AppendUvarint(p, uint64(len(text))), text...)
	}
	p = binary.AppendUvarint(p, uint64(len(b.Facts.People)))
	for _, id := range b.Facts.People {
		p = append(p, id[:]...)
	}
	return p
}

var errPacked = errors.New("a packed stay does not unpack")

// unpacker reads what packStay wrote. Texts that come again and again are kept once.
type unpacker struct {
	rest  []byte
	bad   bool
	words map[string]string
}

func (u *unpacker) number() int64 {
	v, n := binary.Varint(u.rest)
	if n <= 0 {
		u.bad = true
		return 0
	}
	u.rest = u.rest[n:]
	return v
}

// take is the next bytes, as many as times what their length says.
func (u *unpacker) take(times uint64) []byte {
	v, n := binary.Uvarint(u.rest)
	if n <= 0 || v > uint64(len(u.rest)-n)/times {
		u.bad = true
		return nil
	}
	b := u.rest[n : uint64(n)+v*times]
	u.rest = u.rest[uint64(n)+v*times:]
	return b
}

func (u *unpacker) id() (id marketplace.ID) {
	if len(u.rest) < len(id) {
		u.bad = true
		return id
	}
	u.rest = u.rest[copy(id[:], u.rest):]
	return id
}

func (u *unpacker) text() string {
	b := u.take(1)
	if word, ok := u.words[string(b)]; ok {
		return word
	}
	word := string(b)
	u.words[word] = word
	return word
}

// stay fills a room and its one booking with what was packed. policy is the row of the cap policy.
func (u *unpacker) stay(packed []byte, r *marketplace.Room, b *marketplace.Booking) (policy int64, err error) {
	u.rest, u.bad = packed, false
	b.ID, r.ID = u.id(), u.id()
	r.Facts.Home, r.Facts.Host = u.id(), u.id()
	b.Dates.From, b.Dates.To = marketplace.Date(u.number()), marketplace.Date(u.number())
	b.Held.From, b.Held.To = marketplace.Date(u.number()), marketplace.Date(u.number())
	b.ArrivedOn, b.LeftOn = marketplace.Date(u.number()), marketplace.Date(u.number())
	b.State, b.ConfirmBy = marketplace.BookingState(u.number()), marketplace.Instant(u.number())
	b.Week = marketplace.Pence(u.number())
	policy = u.number()
	r.Facts.Supply = marketplace.Supply(u.number())
	b.Area = u.text()
	r.Facts.HostOrg, b.Facts.GuestOrg = u.text(), u.text()
	group := u.text()
	b.Facts.Groups = append(b.Facts.Groups[:0], group)
	people := u.take(uint64(len(marketplace.ID{})))
	b.Facts.People = make([]marketplace.ID, len(people)/len(marketplace.ID{}))
	for i := range b.Facts.People {
		copy(b.Facts.People[i][:], people[i*len(marketplace.ID{}):])
	}
	if u.bad || len(u.rest) > 0 {
		return 0, errPacked
	}
	return policy, nil
}
