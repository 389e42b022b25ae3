package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// safetyFields are the sealed fields of a listing that say who vouches and when safety items were checked.
var safetyFields = []marketplace.Field{
	marketplace.FieldVouchedBy, marketplace.FieldGasSafety, marketplace.FieldSmokeAlarm, marketplace.FieldCOAlarm, marketplace.FieldElectrical,
}

// RoomDetail implements marketplace.Queries.
func (s *Store) RoomDetail(ctx context.Context, id marketplace.ID) (marketplace.RoomDetail, error) {
	var d marketplace.RoomDetail
	err := s.ask(ctx, func(a *asking) error {
		f, err := a.fold(ctx, id, marketplace.AggregateRoom)
		if err != nil {
			return err
		}
		if f.room == nil {
			return notHere("room")
		}
		d.Room = *f.room
		d.StateNow = d.Room.StateAt(a.now)
		d.Mine = !a.me.Person.IsZero() && d.Room.MayChange(a.sys, a.me, a.today)
		d.KeptHere = d.Keeper == a.self && !a.self.IsZero()
		if d.KeptBy, err = a.keeper(ctx, f.room.Keeper, f.room.Facts.Host); err != nil {
			return err
		}
		for _, fill := range []func(context.Context, *marketplace.RoomDetail) error{a.fillWords, a.fillCap, a.fillHost, a.fillSealed, a.fillBusy} {
			if err := fill(ctx, &d); err != nil {
				return err
			}
		}
		return nil
	})
	return d, err
}

// fillWords adds what everyone may read.
func (a *asking) fillWords(ctx context.Context, d *marketplace.RoomDetail) error {
	text, err := a.s.text(ctx, a.querier, d.Text)
	d.Title = titleOf(text[marketplace.FieldTitle], d.Facts.Outcode)
	d.Description, d.Rules = text[marketplace.FieldDescription], text[marketplace.FieldHouseRules]
	for _, p := range d.Photos {
		if err != nil {
			return err
		}
		text, err = a.s.text(ctx, a.querier, p.Text)
		d.Captions = append(d.Captions, text[marketplace.FieldTitle])
	}
	return err
}

// fillCap adds the cap of the room's area under the policy in force, and where its figures come from.
func (a *asking) fillCap(ctx context.Context, d *marketplace.RoomDetail) error {
	policy, ok := a.sys.CapOn(a.today)
	if !ok {
		return nil
	}
	d.CapPercent = policy.Percent
	d.CapWeek, d.CapArea, _ = policy.Limit(d.Facts.Area)
	d.AvgWeek = d.CapArea.Average
	d.Reprice = d.State != marketplace.RoomRetired && d.Room.Reprice(a.sys, a.today)
	text, err := a.s.text(ctx, a.querier, policy.Ref)
	d.CapSource = text[marketplace.FieldSource]
	return err
}

func (a *asking) fillHost(ctx context.Context, d *marketplace.RoomDetail) (err error) {
	if d.HostName, err = a.person(ctx, d.Facts.Host); err != nil {
		return err
	}
	d.HostOrgName, err = a.org(ctx, d.Facts.HostOrg)
	return err
}

// fillSealed adds what this device may open: contacts, address and safety dates.
func (a *asking) fillSealed(ctx context.Context, d *marketplace.RoomDetail) error {
	open := func(ref marketplace.Ref) (map[marketplace.Field]string, error) {
		return a.s.opened(ctx, a.querier, ref)
	}
	fields, err := d.Room.Opened(open)
	if err != nil {
		return err
	}
	d.Phone, d.DoorNotes = fields[marketplace.FieldPhone], fields[marketplace.FieldDoorNotes]
	d.Email, d.Reference = fields[marketplace.FieldEmail], fields[marketplace.FieldReference]
	for _, f := range safetyFields {
		if fields[f] != "" {
			if d.Safety == nil {
				d.Safety = map[marketplace.Field]string{}
			}
			d.Safety[f] = fields[f]
		}
	}
	d.Address, err = a.addressOf(ctx, d.Facts.Home)
	return err
}

// addressOf is a home's address, where this device may open it.
func (a *asking) addressOf(ctx context.Context, home marketplace.ID) (string, error) {
	if home.IsZero() {
		return "", nil
	}
	var last int64
	if _, err := one(ctx, a, "SELECT last_entry FROM home WHERE id = ?", []any{home}, &last); err != nil {
		return "", err
	}
	fields, err := a.opened(ctx, last)
	return fields[marketplace.FieldAddress], err
}

// fillBusy adds the calendar, with the guests of those bookings that are this person's.
func (a *asking) fillBusy(ctx context.Context, d *marketplace.RoomDetail) error {
	d.Busy = d.Room.Busy(a.now)
	for i := range d.Busy {
		b, ok := d.Room.BookingByID(d.Busy[i].Booking)
		if !ok || a.sideOf(d.Facts.Host, d.Facts.HostOrg, b.Facts.GuestOrg) == marketplace.SideNone {
			continue
		}
		began, err := entryRow(ctx, a.querier, b.Began)
		if err != nil {
			return err
		}
		if d.Busy[i].Who, err = a.guest(ctx, began, firstOf(b.Facts.People)); err != nil {
			return err
		}
	}
	return nil
}

// firstOf is the first of a party.
func firstOf(people []marketplace.ID) marketplace.ID {
	if len(people) == 0 {
		return marketplace.ID{}
	}
	return people[0]
}
