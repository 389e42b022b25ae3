package sqlite_test

import (
	"context"
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// TestWhatWasSealedToAnUndoneRingIsRead has a registrar make a new ring for leads, one of whom records an arrival for
// it. Then all that the registrar did lately is undone, and the other lead, whose Settle starts anew, reads the name
// still. Whoever was given no key reads nothing.
func TestWhatWasSealedToAnUndoneRingIsRead(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	dir := t.TempDir()
	registrar := invite(t, s, c, t.TempDir(), "Ann Lee", "RXX", marketplace.RoleRegistrar)
	lead := invite(t, s, c, t.TempDir(), "Tom Price", "RXX", marketplace.RoleLead)
	other := invite(t, s, c, dir, "Sam Hill", "RXX", marketplace.RoleLead)
	host := invite(t, s, c, t.TempDir(), "Mia Ray", "RXX", marketplace.RoleHost)
	share := func(with *sqlite.Store, all ...*sqlite.Store) {
		t.Helper()
		for range 2 {
			for _, m := range all {
				even(t, with, m)
			}
		}
	}
	share(s, registrar, lead, other, host)
	me, err := lead.Me(ctx)
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Invite(ctx, marketplace.InvitePerson{Name: me.Name, Org: "RXX", Roles: me.Roles, Person: me.Person})
	if err != nil {
		t.Fatal(err)
	}
	lost := joinWith(t, c, second)
	share(s, lost, registrar, lead, other, host)
	vector, err := registrar.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	good := vector[oplog.DeviceID(registrar.Device())]

	do(t, lead, marketplace.RevokeDevice{Device: lost.Device(), Reason: marketplace.ReasonLost})
	share(registrar, lead, other, host) // the registrar makes the leads another ring
	id := arrival(t, lead, c, "RXX")
	share(registrar, lead, other, host)
	reads := func(by *sqlite.Store) bool {
		t.Helper()
		a, err := by.ArrivalDetail(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return a.Given != ""
	}
	if !reads(other) || reads(host) {
		t.Fatal("before, the other lead does not read the name, or a host does")
	}
	theirs := func(r marketplace.Ring) bool {
		return r.Made.Device == registrar.Device() && r.For.Ring == marketplace.RingLeads
	}
	if !slices.ContainsFunc(sqlite.Rings(t, registrar), theirs) {
		t.Fatal("the registrar made the leads no ring")
	}
	share(s, registrar)
	do(t, s, marketplace.RevokeDevice{Device: registrar.Device(), Reason: marketplace.ReasonLost, LastGood: &good})
	share(s, lead, other, host)
	if slices.ContainsFunc(sqlite.Rings(t, s), theirs) {
		t.Fatal("the registrar's ring is in effect still")
	}
	reopen := func() {
		t.Helper()
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		if other, err = sqlite.Open(ctx, dir, sqlite.Options{Now: c.Now}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(closing(t, other))
	}
	reopen()
	if !reads(other) {
		t.Error("the other lead does not read any more what was sealed to a ring that is undone")
	}
	if reads(host) {
		t.Error("a host reads it")
	}
	if err := other.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	share(s, other)
	reopen()
	if !reads(other) {
		t.Error("under a new key the other lead does not read it")
	}
}
