package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/setup"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// machine is one of the demo's computers: a store of its own, connected over loopback while its cable is in.
type machine struct {
	name    string // whose it is
	org     string
	folder  string
	store   *sqlite.Store
	service *replication.Service
}

// shared is what the demo's computers came to.
type shared struct {
	Booking  marketplace.ID
	Room     string
	Guest    string
	Digest   string
	Machines []*machine
	Again    time.Duration // until all were equal again
}

// share invites two computers of two other trusts, lists a room on one, books it from the other while the first of the
// three is cut off, and brings all together again.
func (e *env) share(first *sqlite.Store, me marketplace.Me, dir, others string) (out shared, err error) {
	a := &machine{name: me.Name, org: me.OrgName, folder: dir, store: first}
	out.Machines = []*machine{a}
	defer func() {
		for _, m := range out.Machines {
			err = errors.Join(err, m.unplug())
			if m != a {
				err = errors.Join(err, m.store.Close())
			}
		}
	}()
	if err := a.plug(e.ctx); err != nil {
		return out, err
	}
	for _, p := range []marketplace.InvitePerson{
		{Name: "Nia Fairweather", Org: "RTP", Roles: marketplace.RoleHost},
		{Name: "Omar Haddad", Org: "RXX", Roles: marketplace.RoleLead},
	} {
		m, err := e.welcome(a, p, filepath.Join(others, p.Org))
		if err != nil {
			return out, err
		}
		out.Machines = append(out.Machines, m)
	}
	host, lead := out.Machines[1], out.Machines[2]
	if _, err := e.allEqual(out.Machines...); err != nil {
		return out, err
	}
	if err := a.unplug(); err != nil {
		return out, err
	}
	// The two that are left find each other by the addresses that each knows.
	lead.service.AddPeers(host.at())
	if err := e.book(host, lead, &out); err != nil {
		return out, err
	}
	// Meanwhile the one that is cut off goes on.
	if _, err := a.store.Do(e.ctx, marketplace.MakeOffer{Facts: marketplace.OfferFacts{
		Kind: marketplace.OfferTour, Languages: []string{"en"}, Outcodes: []string{"GU1"}, Capacity: 2,
	}}); err != nil {
		return out, err
	}
	began := time.Now()
	if err := a.plug(e.ctx, host.at(), lead.at()); err != nil {
		return out, err
	}
	out.Digest, err = e.allEqual(out.Machines...)
	out.Again = time.Since(began)
	return out, err
}

// plug connects the computer.
func (m *machine) plug(ctx context.Context, peers ...gossip.Address) (err error) {
	m.service, err = replication.Start(ctx, m.store, replication.Options{
		Listen: "127.0.0.1:0", Pool: "demo", Peers: peers,
		Tune: func(c *gossip.Config) {
			near := gossip.Loopback()
			c.Network, c.Pace, c.Limits, c.Discover = near.Network, near.Pace, near.Limits, false
		},
	})
	return err
}

// unplug cuts it off.
func (m *machine) unplug() error {
	if m.service == nil {
		return nil
	}
	err := m.service.CloseSoon()
	m.service = nil
	return err
}

// at is where it can be reached.
func (m *machine) at() gossip.Address {
	return gossip.Address{Device: oplog.DeviceID(m.store.Device()), Address: m.service.Address()}
}

// welcome invites somebody at one computer and joins at another, whose data goes into folder.
func (e *env) welcome(at *machine, p marketplace.InvitePerson, folder string) (*machine, error) {
	here := at.at()
	i, err := at.store.Invite(e.ctx, p, identity.Address{HostPort: here.Address, Device: here.Device})
	if err != nil {
		return nil, err
	}
	m := &machine{name: p.Name, folder: folder}
	if m.store, err = replication.Join(e.ctx, folder, replication.Invitation{Invitation: i}, setup.Options(e.now, "")); err != nil {
		return nil, err
	}
	if err := m.plug(e.ctx); err != nil {
		return nil, errors.Join(err, m.store.Close())
	}
	err = e.until(func() (bool, error) {
		me, err := m.store.Me(e.ctx)
		m.org = me.OrgName
		return me.Name == p.Name, err
	})
	return m, err
}

// book lists a room at the host's computer, and sees a booking through between the two.
func (e *env) book(host, lead *machine, out *shared) error {
	today := marketplace.DateOf(e.time())
	home, err := host.store.Do(e.ctx, marketplace.AddHome{LodgerLimit: 1, Address: "3 Invented Lane, Redhill"})
	if err != nil {
		return err
	}
	out.Room = "Quiet double near East Surrey Hospital"
	listed, err := host.store.Do(e.ctx, marketplace.ListRoom{
		Facts: marketplace.RoomFacts{
			Home: home.Began[0], Outcode: "RH1", Cell: marketplace.Cell{Lat: 5123, Lon: -15}, Area: "Crawley and Reigate", Bed: marketplace.BedDouble,
			Bathroom: marketplace.BathroomShared, Shared: marketplace.SharedYes, Features: marketplace.Wifi | marketplace.Desk,
			Included: marketplace.IncludesBills, Guests: 1, Household: marketplace.Household{Adults: 2}, Guards: marketplace.Furnished,
		},
		Words:   marketplace.RoomWords{Title: out.Room},
		Contact: marketplace.RoomContact{Phone: "01632 960100"},
		Safety:  marketplace.RoomSafety{VouchedBy: "Ward manager", Gas: today - 60, SmokeAlarm: today - 5, COAlarm: today - 5, Electrical: today - 400},
		Week:    10500, Live: true,
	})
	if err != nil {
		return err
	}
	room := listed.Began[0]
	if err := e.until(func() (bool, error) {
		_, err := lead.store.RoomDetail(e.ctx, room)
		return err == nil, unlessMissing(err)
	}); err != nil {
		return err
	}
	nights := marketplace.Range{From: today + 35, To: today + 63}
	out.Guest = "Adaeze Nwosu"
	arrival, err := lead.store.Do(e.ctx, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Group: "nurse", Route: marketplace.RouteInternational, At: marketplace.InstantOf(nights.From.Time()) + 6*3600, Airport: "LHR", Nights: nights.Nights()},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	})
	if err != nil {
		return err
	}
	asked, err := lead.store.Do(e.ctx, marketplace.RequestBooking{Room: room, Arrivals: arrival.Began[:1], Dates: nights})
	if err != nil {
		return err
	}
	out.Booking = asked.Began[0]
	if err := e.untilState(host, out.Booking, marketplace.StateRequested); err != nil {
		return err
	}
	if _, err := host.store.Do(e.ctx, marketplace.AcceptBooking{Booking: out.Booking}); err != nil {
		return err
	}
	if err := e.untilState(lead, out.Booking, marketplace.StateAccepted); err != nil {
		return err
	}
	_, err = lead.store.Do(e.ctx, marketplace.ConfirmBooking{Booking: out.Booking})
	return err
}

func (e *env) untilState(at *machine, booking marketplace.ID, state marketplace.BookingState) error {
	return e.until(func() (bool, error) {
		b, err := at.store.BookingDetail(e.ctx, booking)
		return err == nil && b.State == state, unlessMissing(err)
	})
}

// unlessMissing passes over what has not arrived yet.
func unlessMissing(err error) error {
	if errors.Is(err, marketplace.ErrNotFound) {
		return nil
	}
	return err
}

// allEqual waits until all hold the same, and answers their digest.
func (e *env) allEqual(all ...*machine) (digest string, err error) {
	err = e.until(func() (bool, error) {
		for i, m := range all {
			d, err := m.store.Digest(e.ctx)
			if err != nil {
				return false, err
			}
			if i == 0 {
				digest = d
			}
			if d != digest {
				return false, nil
			}
		}
		return true, nil
	})
	return digest, err
}

// demoPatience is how long the demo waits for what takes a moment.
const demoPatience = time.Minute

// until looks again and again until holds does.
func (e *env) until(holds func() (bool, error)) error {
	deadline := time.NewTimer(demoPatience)
	defer deadline.Stop()
	tick := time.NewTicker(lookEvery / 5)
	defer tick.Stop()
	for {
		if done, err := holds(); done || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-e.ctx.Done():
			return e.ctx.Err()
		case <-deadline.C:
			return marketplace.Errorf(marketplace.Unavailable, "The demo's computers did not find each other over this machine's own network. Is loopback switched off?")
		}
	}
}
