package sqlite

import (
	"encoding/binary"
	"errors"

	"settle.example/settle/marketplace"
)

var errPacked = errors.New("packed stays do not unpack")

// unpacker reads what packStays wrote into a room that it uses again for the next.
type unpacker struct {
	rest     []byte
	bad      bool
	words    map[string]string // texts that came before
	people   []marketplace.ID  // of all rooms: stays keep parts of it
	bookings []*marketplace.Booking
}

// room fills r with a room and its bookings, whose cap policies are named by their rows.
func (u *unpacker) room(packed []byte, policies map[int64]marketplace.Ref, r *marketplace.Room) error {
	u.rest, u.bad = packed, false
	r.ID, r.Facts.Home, r.Facts.Host = u.id(), u.id(), u.id()
	r.Facts.Supply = marketplace.Supply(u.number())
	r.Facts.HostOrg = u.text()
	n := 0
	for ; len(u.rest) > 0 && !u.bad; n++ {
		if n == len(u.bookings) {
			u.bookings = append(u.bookings, &marketplace.Booking{})
		}
		u.booking(policies, u.bookings[n])
	}
	r.Bookings = u.bookings[:n]
	if u.bad {
		return errPacked
	}
	return nil
}

func (u *unpacker) booking(policies map[int64]marketplace.Ref, b *marketplace.Booking) {
	b.ID = u.id()
	b.Dates.From, b.Dates.To = marketplace.Date(u.number()), marketplace.Date(u.number())
	b.Held.From, b.Held.To = marketplace.Date(u.number()), marketplace.Date(u.number())
	b.ArrivedOn, b.LeftOn = marketplace.Date(u.number()), marketplace.Date(u.number())
	b.State, b.ConfirmBy = marketplace.BookingState(u.number()), marketplace.Instant(u.number())
	b.Week = marketplace.Pence(u.number())
	b.Cap = policies[u.number()]
	b.Area = u.text()
	b.Facts.GuestOrg = u.text()
	b.Facts.Groups = append(b.Facts.Groups[:0], u.text())
	first := len(u.people)
	for ids := u.take(uint64(len(marketplace.ID{}))); len(ids) > 0; ids = ids[len(marketplace.ID{}):] {
		u.people = append(u.people, marketplace.ID(ids[:len(marketplace.ID{})]))
	}
	b.Facts.People = u.people[first:len(u.people):len(u.people)]
}

func (u *unpacker) number() int64 {
	v, n := binary.Varint(u.rest)
	if n <= 0 {
		u.bad, u.rest = true, nil
		return 0
	}
	u.rest = u.rest[n:]
	return v
}

// take is the next bytes: as many as their length says, times size.
func (u *unpacker) take(size uint64) []byte {
	v, n := binary.Uvarint(u.rest)
	if n <= 0 || v > uint64(len(u.rest)-n)/size {
		u.bad, u.rest = true, nil
		return nil
	}
	b := u.rest[n : uint64(n)+v*size]
	u.rest = u.rest[uint64(n)+v*size:]
	return b
}

func (u *unpacker) id() (id marketplace.ID) {
	if len(u.rest) < len(id) {
		u.bad, u.rest = true, nil
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
