package sqlite

import (
	"bytes"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// keeper is the device that keeps a room's calendar.
func (a *asking) keeper(ctx context.Context, r *marketplace.Room) (marketplace.KeeperRow, error) {
	k := marketplace.KeeperRow{Device: r.Keeper, Here: r.Keeper == a.self && !a.self.IsZero()}
	d := a.sys.Devices[r.Keeper]
	if d == nil {
		k.Revoked = admissionOf(a.sys, r.Keeper) == AdmissionRevoked
		return k, nil
	}
	k.Revoked = d.Revoked
	k.Hosts = !r.Facts.Host.IsZero() && d.Person == r.Facts.Host
	var err error
	if k.Person, err = a.person(ctx, d.Person); err != nil {
		return k, err
	}
	if p := a.sys.Persons[d.Person]; p != nil {
		if k.OrgName, err = a.org(ctx, p.Org); err != nil {
			return k, err
		}
	}
	k.Seen, k.AlwaysOn, err = a.heard(ctx, r.Keeper)
	return k, err
}

// heard is when this computer last heard of a device, and whether that says that it is always on.
func (a *asking) heard(ctx context.Context, id marketplace.DeviceID) (at marketplace.Instant, alwaysOn bool, err error) {
	_, err = one(ctx, a, `SELECT coalesce(max(at), 0), coalesce(max(always_on), 0) FROM address WHERE device = ?`, []any{id}, &at, &alwaysOn)
	return at, alwaysOn, err
}

// turn is where a booking stands between the computers.
func (a *asking) turn(ctx context.Context, r *marketplace.Room, b *marketplace.Booking) (marketplace.Turn, error) {
	s := marketplace.Turn{For: r.WaitsFor(a.sys, b, a.now)}
	var err error
	if s.Keeper, err = a.keeper(ctx, r); err != nil {
		return s, err
	}
	if r.Facts.Host.IsZero() {
		return s, nil
	}
	if s.HostName, err = a.person(ctx, r.Facts.Host); err != nil {
		return s, err
	}
	for id, d := range a.sys.Devices {
		if d.Person != r.Facts.Host {
			continue
		}
		s.HostHere, s.HostDevices = s.HostHere || id == a.self, append(s.HostDevices, id)
		at, _, err := a.heard(ctx, id)
		if err != nil {
			return s, err
		}
		s.HostSeen = max(s.HostSeen, at)
	}
	slices.SortFunc(s.HostDevices, func(a, b marketplace.DeviceID) int { return bytes.Compare(a[:], b[:]) })
	return s, nil
}
