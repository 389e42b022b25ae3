package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// BookingDetail implements marketplace.Queries. The address and how to get in are for the host's side always, and for
// the guest's once the booking is confirmed.
func (s *Store) BookingDetail(ctx context.Context, id marketplace.ID) (marketplace.BookingDetail, error) {
	var d marketplace.BookingDetail
	err := s.ask(ctx, func(a *asking) error {
		room, err := roomOfBooking(ctx, a.querier, id)
		if err != nil {
			return err
		}
		f, err := a.fold(ctx, room, marketplace.AggregateRoom)
		if err != nil {
			return err
		}
		if f.room == nil {
			return notHere("booking")
		}
		b, ok := f.room.BookingByID(id)
		if !ok {
			return notHere("booking")
		}
		var w where
		w.and("b.id = ?", id)
		a.noDraftsOfOthers(&w)
		rows, err := a.bookingsWhere(ctx, w)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return notHere("booking")
		}
		d.BookingRow, d.Fold = rows[0], *b
		d.Total = marketplace.Rent(b.Week, b.Dates.Nights())
		d.Occupier = f.room.Facts.Shared
		check := f.room.RightToRent(b, a.now)
		d.RTRFrom, d.RTRNeeded = check.From, check.Needed
		if !a.me.Person.IsZero() {
			d.Actions = f.room.ActionsFor(a.sys, b, a.me, a.now)
		}
		d.KeptHere = f.room.Keeper == a.self && !a.self.IsZero()
		if d.Turn, err = a.turn(ctx, f.room, b); err != nil {
			return err
		}
		if err := a.fillParties(ctx, &d, f.room); err != nil {
			return err
		}
		return a.fillSteps(ctx, &d)
	})
	return d, err
}

// fillParties adds who takes part, and what each side may know of the other.
func (a *asking) fillParties(ctx context.Context, d *marketplace.BookingDetail, r *marketplace.Room) error {
	b := &d.Fold
	var err error
	if d.LeadName, err = a.person(ctx, b.Facts.Lead); err != nil {
		return err
	}
	if k, ok := a.sys.Devices[r.Keeper]; ok {
		if d.KeeperName, err = a.person(ctx, k.Person); err != nil {
			return err
		}
	}
	fields, err := a.s.opened(ctx, a.querier, b.Began)
	if err != nil {
		return err
	}
	d.Names, d.Note = namesIn(fields), fields[marketplace.FieldNote]
	if len(d.Names) == 0 {
		if d.Names, err = a.partyNames(ctx, b.Facts.People); err != nil {
			return err
		}
	}
	host, guest := r.Sides(a.sys, b, a.me, a.today)
	if a.me.Person.IsZero() {
		return nil
	}
	if guest && !b.ConfirmedAt.IsZero() {
		told, err := a.merged(ctx, []marketplace.Ref{b.Consent, b.Accepted, b.WayIn})
		if err != nil {
			return err
		}
		d.Address, d.Phone, d.DoorNotes = told[marketplace.FieldAddress], told[marketplace.FieldPhone], told[marketplace.FieldDoorNotes]
	}
	if host {
		return a.fillOwn(ctx, d, r)
	}
	return nil
}

// fillOwn adds what the host's side knows of its own room.
func (a *asking) fillOwn(ctx context.Context, d *marketplace.BookingDetail, r *marketplace.Room) error {
	own, err := r.Opened(func(ref marketplace.Ref) (map[marketplace.Field]string, error) {
		return a.s.opened(ctx, a.querier, ref)
	})
	if err != nil {
		return err
	}
	d.HostEmail = own[marketplace.FieldEmail]
	for dest, value := range map[*string]string{&d.Phone: own[marketplace.FieldPhone], &d.DoorNotes: own[marketplace.FieldDoorNotes]} {
		if value != "" {
			*dest = value
		}
	}
	address, err := a.addressOf(ctx, r.Facts.Home)
	if address != "" {
		d.Address = address
	}
	return err
}

// partyNames is the names of a party's arrivals, or their aliases; those of whom neither is here are left out.
func (a *asking) partyNames(ctx context.Context, people []marketplace.ID) ([]string, error) {
	var names []string
	for _, id := range people {
		name, alias, err := a.arrivalNames(ctx, id)
		switch {
		case err != nil:
			return nil, err
		case name != "":
			names = append(names, name)
		case alias != "":
			names = append(names, alias)
		}
	}
	return names, nil
}

// fillSteps adds the history with names.
func (a *asking) fillSteps(ctx context.Context, d *marketplace.BookingDetail) error {
	for _, step := range d.Fold.Trail {
		who, err := a.person(ctx, step.By)
		if err != nil {
			return err
		}
		if who == "" {
			who = "Somebody"
		}
		d.Steps = append(d.Steps, marketplace.StepRow{At: step.At, Who: who, What: step.What})
	}
	return nil
}
