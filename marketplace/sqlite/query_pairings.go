package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// pairingStateAt is a pairing's state as Pairing.StateAt has it, with the time as its argument.
const pairingStateAt = "iif(p.state = 0 AND p.deadline < ?, 4, p.state)"

// Pairings implements marketplace.Queries: the latest question first.
func (s *Store) Pairings(ctx context.Context, f marketplace.PairingFilter) ([]marketplace.PairingRow, error) {
	var rows []marketplace.PairingRow
	err := s.ask(ctx, func(a *asking) error {
		var err error
		rows, err = a.pairings(ctx, f)
		return err
	})
	return rows, err
}

func (a *asking) wherePairings(f marketplace.PairingFilter) where {
	var w where
	if f.Mine {
		var all []where
		if !a.me.Person.IsZero() {
			var own where
			own.and("(o.volunteer = ? OR p.lead = ?)", a.me.Person, a.me.Person)
			all = append(all, own)
		}
		if orgs := a.myOrgs(); len(orgs) > 0 {
			var org where
			org.and("p.guest_org IN (SELECT value FROM json_each(?))", list(orgs))
			all = append(all, org)
		}
		w.either(all...)
	}
	if !f.Arrival.IsZero() {
		w.and("p.arrival = ?", f.Arrival)
	}
	if !f.Offer.IsZero() {
		w.and("o.id = ?", f.Offer)
	}
	if f.Open {
		w.and(pairingStateAt+" IN (0, 1)", a.now)
	}
	return w
}

func (a *asking) pairings(ctx context.Context, f marketplace.PairingFilter) ([]marketplace.PairingRow, error) {
	w := a.wherePairings(f)
	limit, _ := page(f.Limit, 0)
	type hidden struct {
		pairing, asked int64
		guestOrg, org  string
		volunteer      marketplace.ID
	}
	rows := []marketplace.PairingRow{}
	var more []hidden
	err := a.each(ctx, "SELECT p.pairing, p.id, o.id, o.kind, o.volunteer, o.org, p.arrival, p.guest_org, "+pairingStateAt+`, p.reason, p.at, p.deadline, p.asked_entry
		FROM pairing p JOIN offer o ON o.offer = p.offer`+w.String()+" ORDER BY p.asked_at DESC, p.id LIMIT ?",
		append(append([]any{a.now}, w.args...), limit), func(scan scanner) error {
			var r marketplace.PairingRow
			var h hidden
			err := scan(&h.pairing, &r.Pairing, &r.Offer, &r.Kind, &h.volunteer, &h.org, &r.Arrival, &h.guestOrg, &r.State, &r.Reason, &r.At, &r.Deadline, &h.asked)
			rows, more = append(rows, r), append(more, h)
			return err
		})
	for i := range rows {
		if err != nil {
			return nil, err
		}
		r, h := &rows[i], more[i]
		r.Side = a.pairingSide(h.volunteer, h.org, h.guestOrg)
		if r.Volunteer, err = a.person(ctx, h.volunteer); err != nil {
			return nil, err
		}
		if r.Guest, err = a.guest(ctx, h.asked, r.Arrival); err != nil {
			return nil, err
		}
		if r.Flight, err = a.flight(ctx, h.asked, r.Arrival); err != nil {
			return nil, err
		}
		r.Contacts, err = a.contacts(ctx, h.pairing, r.Pairing)
	}
	return rows, err
}

// pairingSide is this person's side: the volunteer's own, else the guest's for whoever answers for their organisation,
// else the host's for whoever answers for the volunteer's.
func (a *asking) pairingSide(volunteer marketplace.ID, org, guestOrg string) marketplace.Side {
	switch {
	case a.me.Person.IsZero():
		return marketplace.SideNone
	case volunteer == a.me.Person:
		return marketplace.SideHost
	case a.speaks(guestOrg):
		return marketplace.SideGuest
	case a.speaks(org):
		return marketplace.SideHost
	}
	return marketplace.SideNone
}

// flight is the flight to meet, where it may be opened: as the volunteer was told, else as the arrival has it.
func (a *asking) flight(ctx context.Context, asked int64, arrival marketplace.ID) (string, error) {
	fields, err := a.opened(ctx, asked)
	if flight := fields[marketplace.FieldFlight]; flight != "" || err != nil {
		return flight, err
	}
	var last int64
	if _, err := one(ctx, a, "SELECT last_entry FROM arrival WHERE id = ?", []any{arrival}, &last); err != nil {
		return "", err
	}
	fields, err = a.opened(ctx, last)
	return fields[marketplace.FieldFlight], err
}

func (a *asking) contacts(ctx context.Context, pairing int64, id marketplace.ID) ([]marketplace.ContactLogged, error) {
	var all []marketplace.ContactLogged
	err := a.each(ctx, "SELECT happened, how FROM contact WHERE pairing = ? ORDER BY place", []any{pairing}, func(scan scanner) error {
		c := marketplace.ContactLogged{Pairing: id}
		err := scan(&c.On, &c.How)
		all = append(all, c)
		return err
	})
	return all, err
}
