package sqlite

import (
	"bytes"
	"context"
	"slices"

	"settle.example/settle/marketplace"
)

// keeper is the device that keeps a room's calendar or an offer's places. The owner is the room's host, if any.
func (a *asking) keeper(ctx context.Context, id marketplace.DeviceID, owner marketplace.ID) (marketplace.KeeperRow, error) {
	k := marketplace.KeeperRow{Device: id, Here: id == a.self && !a.self.IsZero()}
	d := a.sys.Devices[id]
	if d == nil {
		k.Revoked = admissionOf(a.sys, id) == AdmissionRevoked
		return k, nil
	}
	k.Revoked = d.Revoked
	k.Hosts = !owner.IsZero() && d.Person == owner
	var err error
	if k.Person, err = a.person(ctx, d.Person); err != nil {
		return k, err
	}
	if p := a.sys.Persons[d.Person]; p != nil {
		if k.OrgName, err = a.org(ctx, p.Org); err != nil {
			return k, err
		}
	}
	k.Seen, k.AlwaysOn, err = a.heard(ctx, id)
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
	if s.Keeper, err = a.keeper(ctx, r.Keeper, r.Facts.Host); err != nil {
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
