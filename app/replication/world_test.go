package replication_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func now() time.Time { return markettest.Start }

var options = sqlite.Options{Now: now}

// found founds a rehearsal system in a folder of its own.
func found(t testing.TB) *sqlite.Store {
	t.Helper()
	return foundIn(t, t.TempDir())
}

func foundIn(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	f := markettest.Founding(marketplace.DateOf(now()))
	s, err := sqlite.Found(t.Context(), dir, sqlite.Founding{
		System: f.System, Person: f.Person, Org: f.Org, Roles: f.Roles, Rehearsal: true, Orgs: f.Orgs, Cap: f.Cap,
	}, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, s))
	return s
}

func closing(t testing.TB, s *sqlite.Store) func() {
	return func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// loopback are options of a machine that talks to others of this computer only.
func loopback() replication.Options {
	return replication.Options{Pool: "test", Listen: "127.0.0.1:0", Tune: func(c *gossip.Config) {
		l := gossip.Loopback()
		c.Network, c.Pace, c.Limits = l.Network, l.Pace, l.Limits
	}}
}

// start connects a store until the test ends, or until it is closed before.
func start(t testing.TB, s *sqlite.Store, peers ...gossip.Address) *replication.Service {
	t.Helper()
	o := loopback()
	o.Peers = peers
	r, err := replication.Start(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func stop(t testing.TB, r *replication.Service) {
	t.Helper()
	if err := r.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// at is where a service can be reached.
func at(s *sqlite.Store, r *replication.Service) gossip.Address {
	return gossip.Address{Device: oplog.DeviceID(s.Device()), Address: r.Address()}
}

// invited is an invitation as it reads after it was handed over.
func invited(t testing.TB, s *sqlite.Store, c marketplace.InvitePerson, reach ...gossip.Address) replication.Invitation {
	t.Helper()
	var addresses []identity.Address
	for _, a := range reach {
		addresses = append(addresses, identity.Address{HostPort: a.Address, Device: a.Device})
	}
	i, err := s.Invite(t.Context(), c, addresses...)
	if err != nil {
		t.Fatal(err)
	}
	text, err := identity.FormatInvitation(i)
	if err != nil {
		t.Fatal(err)
	}
	read, err := replication.ParseInvitation(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

var (
	lead = marketplace.InvitePerson{Name: "Tom Price", Org: "RA2", Roles: marketplace.RoleLead}
	host = marketplace.InvitePerson{Name: "Ann Lee", Org: "RA2", Roles: marketplace.RoleHost}
)

func join(t testing.TB, i replication.Invitation) *sqlite.Store {
	t.Helper()
	s, err := replication.Join(t.Context(), t.TempDir(), i, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, s))
	return s
}

func do(t testing.TB, s *sqlite.Store, c marketplace.Command) marketplace.Receipt {
	t.Helper()
	r, err := s.Do(t.Context(), c)
	if err != nil {
		t.Fatalf("%T: %v", c, err)
	}
	return r
}

// eventually retries until what it asks for holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	limit := time.NewTimer(30 * time.Second)
	defer limit.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-limit.C:
			t.Fatalf("still not: %s", what)
		case <-tick.C:
		}
	}
}

// members waits until the store's own device takes part.
func member(t testing.TB, s *sqlite.Store) {
	t.Helper()
	eventually(t, "the device is a member", func() bool {
		_, waits, err := replication.Waits(t.Context(), s)
		return err == nil && !waits
	})
}

// equal waits until both stores hold the same.
func equal(t testing.TB, a, b *sqlite.Store) {
	t.Helper()
	eventually(t, "both hold the same", func() bool {
		x, err := a.Digest(t.Context())
		y, again := b.Digest(t.Context())
		return err == nil && again == nil && x == y
	})
}
