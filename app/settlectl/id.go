package main

import (
	"fmt"
	"strings"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// leastDigits is how short the beginning of an id may be.
const leastDigits = 6

// pageRows is how many rows of a list are read at a time.
const pageRows = 1000

// pick finds the id that begins with what was typed among those that a list holds, a page at a time.
func pick(what, typed string, page func(offset int) ([]marketplace.ID, error)) (marketplace.ID, error) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if id, err := marketplace.ParseID(typed); err == nil {
		return id, nil
	}
	if len(typed) < leastDigits || len(typed) > 32 || strings.Trim(typed, "0123456789abcdef") != "" {
		return marketplace.ID{}, marketplace.Errorf(marketplace.Invalid,
			"%q is not the id of %s. Copy it from a list: at least its first %d digits.", line(cut(typed)), what, leastDigits)
	}
	var found marketplace.ID
	for offset := 0; ; offset += pageRows {
		ids, err := page(offset)
		if err != nil {
			return found, err
		}
		if found, err = match(found, typed, ids); err != nil {
			return found, err
		}
		if len(ids) < pageRows {
			break
		}
	}
	if found.IsZero() {
		return found, marketplace.Errorf(marketplace.NotFound, "There is no %s here whose id begins with %s. Look at the list again.", strings.TrimPrefix(strings.TrimPrefix(what, "a "), "an "), typed)
	}
	return found, nil
}

// match is the one of the ids that begins with what was typed: what was found before, or one of these.
func match[T interface {
	comparable
	fmt.Stringer
}](found T, typed string, ids []T) (T, error) {
	var none T
	for _, id := range ids {
		switch {
		case id == found || !strings.HasPrefix(id.String(), typed):
		case found != none:
			return found, marketplace.Errorf(marketplace.Invalid, "More than one id begins with %s. Give more of its digits.", typed)
		default:
			found = id
		}
	}
	return found, nil
}

func cut(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

// ids is what one column of a page holds.
func ids[T any](rows []T, err error, id func(T) marketplace.ID) ([]marketplace.ID, error) {
	all := make([]marketplace.ID, len(rows))
	for i, r := range rows {
		all[i] = id(r)
	}
	return all, err
}

func (e *env) room(s *sqlite.Store, typed string) (marketplace.ID, error) {
	return pick("a room", typed, func(offset int) ([]marketplace.ID, error) {
		rows, err := s.Rooms(e.ctx, marketplace.RoomFilter{Offset: offset, Limit: pageRows})
		return ids(rows, err, func(r marketplace.RoomRow) marketplace.ID { return r.Room })
	})
}

func (e *env) arrival(s *sqlite.Store, typed string) (marketplace.ID, error) {
	return pick("an arrival", typed, func(offset int) ([]marketplace.ID, error) {
		rows, err := s.Arrivals(e.ctx, marketplace.ArrivalFilter{Closed: true, Offset: offset, Limit: pageRows})
		return ids(rows, err, func(r marketplace.ArrivalRow) marketplace.ID { return r.Arrival })
	})
}

func (e *env) booking(s *sqlite.Store, typed string) (marketplace.ID, error) {
	return pick("a booking", typed, func(offset int) ([]marketplace.ID, error) {
		rows, err := s.Bookings(e.ctx, marketplace.BookingFilter{Offset: offset, Limit: pageRows})
		return ids(rows, err, func(r marketplace.BookingRow) marketplace.ID { return r.Booking })
	})
}

func (e *env) offer(s *sqlite.Store, typed string) (marketplace.ID, error) {
	return pick("an offer", typed, func(offset int) ([]marketplace.ID, error) {
		rows, err := s.Offers(e.ctx, marketplace.OfferFilter{Offset: offset, Limit: pageRows})
		return ids(rows, err, func(r marketplace.OfferRow) marketplace.ID { return r.Offer })
	})
}

// pairing looks among the newest pairings: their list has no further pages.
func (e *env) pairing(s *sqlite.Store, typed string) (marketplace.ID, error) {
	return pick("a pairing", typed, func(offset int) ([]marketplace.ID, error) {
		if offset > 0 {
			return nil, nil
		}
		rows, err := s.Pairings(e.ctx, marketplace.PairingFilter{Limit: pageRows})
		return ids(rows, err, func(r marketplace.PairingRow) marketplace.ID { return r.Pairing })
	})
}

func (e *env) person(s *sqlite.Store, typed string) (marketplace.ID, error) {
	return pick("a person", typed, func(offset int) ([]marketplace.ID, error) {
		if offset > 0 { // they come all at once
			return nil, nil
		}
		rows, err := s.Members(e.ctx)
		return ids(rows, err, func(r marketplace.MemberRow) marketplace.ID { return r.Person.ID })
	})
}

// device finds the device whose id is typed, or begins so.
func (e *env) device(s *sqlite.Store, typed string) (found marketplace.DeviceID, err error) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if len(typed) < leastDigits || len(typed) > 64 || strings.Trim(typed, "0123456789abcdef") != "" {
		return found, marketplace.Errorf(marketplace.Invalid,
			"%q is not the id of a device. Copy it from the list of members: at least its first %d digits.", line(cut(typed)), leastDigits)
	}
	all, err := e.devices(s)
	if err != nil {
		return found, err
	}
	if found, err = match(found, typed, all); err != nil {
		return found, err
	}
	if found.IsZero() {
		return found, marketplace.Errorf(marketplace.NotFound, "There is no device here whose id begins with %s. Look at the list of members again.", cut(typed))
	}
	return found, nil
}

// devices is every device that takes part, took part, or would.
func (e *env) devices(s *sqlite.Store) ([]marketplace.DeviceID, error) {
	rows, err := s.Computers(e.ctx)
	all := make([]marketplace.DeviceID, len(rows))
	for i, r := range rows {
		all[i] = r.Device
	}
	return all, err
}
