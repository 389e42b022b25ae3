package sqlite

import (
	"context"
	"strings"

	"settle.example/settle/marketplace"
)

// Bookings implements marketplace.Queries.
func (s *Store) Bookings(ctx context.Context, f marketplace.BookingFilter) ([]marketplace.BookingRow, error) {
	var rows []marketplace.BookingRow
	err := s.ask(ctx, func(a *asking) error {
		w, err := a.whereBookings(ctx, f)
		if err != nil {
			return err
		}
		found, err := a.bookingPage(ctx, w, f)
		if err != nil {
			return err
		}
		rows, err = a.bookings(ctx, found)
		return err
	})
	return rows, err
}

// CountBookings implements marketplace.Queries.
func (s *Store) CountBookings(ctx context.Context, f marketplace.BookingFilter) (int, error) {
	n := 0
	err := s.ask(ctx, func(a *asking) error {
		w, err := a.whereBookings(ctx, f)
		if err != nil {
			return err
		}
		_, err = one(ctx, a, "SELECT count(*) FROM booking b"+w.String(), w.args, &n)
		return err
	})
	return n, err
}

func (a *asking) whereBookings(ctx context.Context, f marketplace.BookingFilter) (where, error) {
	var w where
	a.noDraftsOfOthers(&w)
	if len(f.States) > 0 {
		states := make([]int, len(f.States))
		for i, s := range f.States {
			states[i] = int(s)
		}
		w.and(bookingStateAt+" IN (SELECT value FROM json_each(?))", a.now, list(states))
	}
	if !f.Room.IsZero() {
		w.and("b.room = (SELECT room FROM room WHERE id = ?)", f.Room)
	}
	if !f.Arrival.IsZero() {
		w.and("b.booking IN (SELECT booking FROM booking_person WHERE arrival = ?)", f.Arrival)
	}
	if f.Mine {
		w.either(a.ownBookings()...)
	}
	if f.GuestOrg != "" {
		w.and("b.guest_org = ?", f.GuestOrg)
	}
	if f.HostOrg != "" {
		w.and("b.host_org = ?", f.HostOrg)
	}
	if !f.From.IsZero() {
		w.and("b.ends > ?", f.From)
	}
	if !f.To.IsZero() {
		w.and("b.starts < ?", f.To)
	}
	if f.Starts != (marketplace.Range{}) {
		w.and("b.starts >= ? AND b.starts < ?", f.Starts.From, f.Starts.To)
	}
	if strings.TrimSpace(f.Text) != "" {
		if err := a.whereBookingText(ctx, &w, f.Text); err != nil {
			return w, err
		}
	}
	return w, nil
}

// noDraftsOfOthers leaves out what a lead has not sent yet, but for the lead and their organisation: a host must not see
// who might ask for their room.
func (a *asking) noDraftsOfOthers(w *where) {
	w.and("(b.state <> 0 OR b.lead = ? OR b.guest_org IN (SELECT value FROM json_each(?)))", a.me.Person, list(a.myOrgs()))
}

// ownBookings is the conditions of which one makes a booking this person's: as the host, as the one who asked, or as
// somebody who answers for the guest's organisation or for rooms there that have no host.
func (a *asking) ownBookings() []where {
	if a.me.Person.IsZero() {
		return nil
	}
	var host, lead where
	host.and("b.host = ?", a.me.Person)
	lead.and("b.lead = ?", a.me.Person)
	all := []where{host, lead}
	if orgs := a.myOrgs(); len(orgs) > 0 {
		var guest, org where
		guest.and("b.guest_org IN (SELECT value FROM json_each(?))", list(orgs))
		org.and("b.host IS NULL AND b.host_org IN (SELECT value FROM json_each(?))", list(orgs))
		all = append(all, guest, org)
	}
	return all
}

// whereBookingText finds text in the room's title, outcode and host, in aliases, and in the names that this device may
// open.
func (a *asking) whereBookingText(ctx context.Context, w *where, text string) error {
	named, err := a.arrivalsNamed(ctx, text)
	if err != nil {
		return err
	}
	mine, err := a.guestsNamed(ctx, text)
	if err != nil {
		return err
	}
	pattern := like(text)
	w.and(`(b.booking IN (SELECT q.booking FROM json_each(?) j JOIN booking_person q ON q.arrival = unhex(j.value))
		OR b.booking IN (SELECT value FROM json_each(?))
		OR b.booking IN (SELECT q.booking FROM arrival g CROSS JOIN text t ON t.entry = g.last_entry AND t.field = 5
			CROSS JOIN booking_person q ON q.arrival = g.id WHERE t.value LIKE ? ESCAPE '\')
		OR b.host IN (SELECT p.id FROM person p CROSS JOIN text n ON n.entry = p.name_entry AND n.field = 3 WHERE n.value LIKE ? ESCAPE '\')
		OR EXISTS (SELECT 1 FROM room r LEFT JOIN text t ON t.entry = r.text_entry AND t.field = 1
			WHERE r.room = b.room AND (t.value LIKE ? ESCAPE '\' OR r.outcode LIKE ? ESCAPE '\')))`,
		list(named), list(mine), pattern, pattern, pattern, pattern)
	return nil
}

// guestsNamed is the bookings of this person's own rooms with a guest whose name holds some text.
func (a *asking) guestsNamed(ctx context.Context, text string) ([]int64, error) {
	if a.me.Person.IsZero() {
		return nil, nil
	}
	text = strings.ToLower(strings.TrimSpace(text))
	began := map[int64]int64{}
	if err := a.each(ctx, "SELECT booking, began_entry FROM booking WHERE host = ?", []any{a.me.Person}, func(scan scanner) error {
		var booking, entry int64
		err := scan(&booking, &entry)
		began[booking] = entry
		return err
	}); err != nil {
		return nil, err
	}
	var named []int64
	for booking, entry := range began {
		fields, err := a.opened(ctx, entry)
		if err != nil {
			return nil, err
		}
		if strings.Contains(strings.ToLower(strings.Join(namesIn(fields), "\n")), text) {
			named = append(named, booking)
		}
	}
	return named, nil
}

const bookingColumns = `b.booking, b.id, r.id, t.value, r.outcode, ` + bookingStateAt + `, b.starts, b.ends, b.week, b.people, b.staff_group, b.guest_org,
	b.host_org, b.host, b.deadline, b.arrived_on, b.left_on, b.arrival, r.photo, b.rtr_seen, b.via, b.began_entry,
	(SELECT min(c.deadline) FROM change c WHERE c.booking = b.booking AND c.state = 0 AND c.deadline >= ?)`

const bookingJoin = " CROSS JOIN room r ON r.room = b.room LEFT JOIN text t ON t.entry = r.text_entry AND t.field = 1"

// bookingsNumbered reads one row for each number in its last argument, in that order; the arguments before are the time.
const bookingsNumbered = "SELECT " + bookingColumns + " FROM json_each(?) j CROSS JOIN booking b ON b.booking = j.value" + bookingJoin + " ORDER BY j.key"

// bookings is the rows of the bookings of those numbers.
func (a *asking) bookings(ctx context.Context, found []int64) ([]marketplace.BookingRow, error) {
	rows := []marketplace.BookingRow{}
	var began []int64
	err := a.each(ctx, bookingsNumbered, []any{a.now, a.now, list(found)}, func(scan scanner) error {
		r, entry, err := a.bookingRow(ctx, scan)
		rows, began = append(rows, r), append(began, entry)
		return err
	})
	for i := range rows {
		if err != nil {
			return nil, err
		}
		rows[i].Guest, err = a.guest(ctx, began[i], rows[i].Arrival)
	}
	return rows, err
}

// bookingsWhere is the rows of the bookings that a condition names, the latest first night first.
func (a *asking) bookingsWhere(ctx context.Context, w where) ([]marketplace.BookingRow, error) {
	found, err := a.bookingPage(ctx, w, marketplace.BookingFilter{})
	if err != nil {
		return nil, err
	}
	return a.bookings(ctx, found)
}

// bookingRow reads a row of bookingColumns, all but the guest's name. began is the entry that holds it.
func (a *asking) bookingRow(ctx context.Context, scan scanner) (r marketplace.BookingRow, began int64, err error) {
	var host marketplace.ID
	var change marketplace.Instant
	if err := scan(nil, &r.Booking, &r.Room, &r.RoomTitle, &r.Outcode, &r.State, &r.Dates.From, &r.Dates.To, &r.Week, &r.People, &r.Group, &r.GuestOrg,
		&r.HostOrg, &host, &r.Deadline, &r.ArrivedOn, &r.LeftOn, &r.Arrival, &r.Photo, &r.RTRSeen, &r.Via, &began, &change); err != nil {
		return r, 0, err
	}
	r.RoomTitle = titleOf(r.RoomTitle, r.Outcode)
	r.HasChange = change > 0
	if r.Deadline < a.now {
		r.Deadline = 0
	}
	if r.HasChange && (r.Deadline == 0 || change < r.Deadline) {
		r.Deadline = change
	}
	r.Side = a.sideOf(host, r.HostOrg, r.GuestOrg)
	r.HostName, err = a.person(ctx, host)
	return r, began, err
}

// sideOf is this person's side of a booking, by the domain's rule.
func (a *asking) sideOf(host marketplace.ID, hostOrg, guestOrg string) marketplace.Side {
	if a.me.Person.IsZero() {
		return marketplace.SideNone
	}
	room := marketplace.Room{Facts: marketplace.RoomFacts{Host: host, HostOrg: hostOrg}}
	booking := marketplace.Booking{Facts: marketplace.BookingFacts{GuestOrg: guestOrg}}
	return room.SideOf(a.sys, &booking, a.me, a.today)
}
