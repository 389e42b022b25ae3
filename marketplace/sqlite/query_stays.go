package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// The ledger's rules are StaysOf's. What it needs of each booking is read from the table stay, several numbers packed
// into one column: at a million nights most of the time goes into moving columns out of SQLite.
const (
	dateBits   = 24 // dates up to MaxDate, and their distance from 1970, fit easily
	peopleBits = 8
	stateBits  = 8
)

const stayColumns = `y.booking, y.starts << 24 | y.ends, y.held_from << 24 | y.held_to, y.arrived_on << 24 | y.left_on, y.deadline << 8 | y.state,
	y.week << 8 | y.people, y.cap_entry, y.area, y.host_org, y.guest_org, y.staff_group, y.arrival`

// stayRead is a row of the ledger, as a booking in a room: enough of both for StaysOf.
type stayRead struct {
	room     marketplace.Room
	booking  marketplace.Booking
	bookings [1]*marketplace.Booking
	people   [1]marketplace.ID
	groups   [1]string

	number                              int64
	dates, held, there, deadline, price int64
	policy                              int64
	arrival                             []byte
}

func (r *stayRead) scan(scan scanner, more ...any) error {
	dest := append([]any{
		&r.number, &r.dates, &r.held, &r.there, &r.deadline, &r.price, &r.policy, &r.booking.Area, &r.room.Facts.HostOrg,
		&r.booking.Facts.GuestOrg, &r.groups[0], &r.arrival,
	}, more...)
	if err := scan(dest...); err != nil {
		return err
	}
	b := &r.booking
	b.Dates, b.Held = rangeOf(r.dates), rangeOf(r.held)
	there := rangeOf(r.there)
	b.ArrivedOn, b.LeftOn = there.From, there.To
	b.State, b.ConfirmBy = marketplace.BookingState(r.deadline&(1<<stateBits-1)), marketplace.Instant(r.deadline>>stateBits)
	b.Week = marketplace.Pence(r.price >> peopleBits)
	copy(r.people[0][:], r.arrival)
	b.Facts.People, b.Facts.Groups = r.people[:], r.groups[:]
	r.bookings[0] = b
	r.room.Bookings = r.bookings[:]
	return nil
}

// partySize is how many people the booking is for.
func (r *stayRead) partySize() int { return int(r.price & (1<<peopleBits - 1)) }

func rangeOf(packed int64) marketplace.Range {
	return marketplace.Range{From: marketplace.Date(packed >> dateBits), To: marketplace.Date(packed & (1<<dateBits - 1))}
}

// ledger is the stays of the bookings y that a condition names, as of today, without titles, names and the ids of
// booking and room.
func (a *asking) ledger(ctx context.Context, condition string, args ...any) ([]marketplace.Stay, error) {
	policies, err := a.policies(ctx)
	if err != nil {
		return nil, err
	}
	parties, err := a.parties(ctx)
	if err != nil {
		return nil, err
	}
	var count int
	if _, err := one(ctx, a, "SELECT count(*) FROM stay y"+condition, args, &count); err != nil {
		return nil, err
	}
	stays := make([]marketplace.Stay, 0, count)
	persons := make([]marketplace.ID, 0, count)
	var r stayRead
	err = a.each(ctx, "SELECT "+stayColumns+" FROM stay y"+condition, args, func(scan scanner) error {
		if err := r.scan(scan); err != nil {
			return err
		}
		r.booking.Cap = policies[r.policy]
		for _, s := range marketplace.StaysOf(a.sys, &r.room, a.today) {
			if s.Persons = parties[r.number]; s.Persons == nil {
				persons = append(persons, r.people[0])
				s.Persons = persons[len(persons)-1 : len(persons) : len(persons)]
			}
			s.People = len(s.Persons)
			stays = append(stays, s)
		}
		return nil
	})
	return stays, err
}

// policies is the cap policy's versions by their rows.
func (a *asking) policies(ctx context.Context) (map[int64]marketplace.Ref, error) {
	all := make(map[int64]marketplace.Ref, len(a.sys.Caps))
	for i := range a.sys.Caps {
		entry, err := entryRow(ctx, a.querier, a.sys.Caps[i].Ref)
		if err != nil {
			return nil, err
		}
		all[entry] = a.sys.Caps[i].Ref
	}
	return all, nil
}

// parties is the arrivals of the bookings for more than one.
func (a *asking) parties(ctx context.Context) (map[int64][]marketplace.ID, error) {
	all := map[int64][]marketplace.ID{}
	err := a.each(ctx, `SELECT p.booking, p.arrival FROM stay y CROSS JOIN booking_person p ON p.booking = y.booking WHERE y.people > 1
		ORDER BY p.booking, p.place`, nil, func(scan scanner) error {
		var booking int64
		var person marketplace.ID
		err := scan(&booking, &person)
		all[booking] = append(all[booking], person)
		return err
	})
	return all, err
}
