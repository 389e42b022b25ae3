package replication_test

import (
	"errors"
	"strings"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

func arrivals(t testing.TB, s *sqlite.Store) int {
	t.Helper()
	n, err := s.CountArrivals(t.Context(), marketplace.ArrivalFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func anArrival() marketplace.RecordArrival {
	return marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: "RA2", Group: "nurse", At: marketplace.InstantOf(now().AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	}
}

// pair is a founder and a member, connected until the test ends.
func pair(t *testing.T) (first, second *sqlite.Store, a, b *replication.Service) {
	t.Helper()
	first = found(t)
	a = start(t, first)
	t.Cleanup(func() { stop(t, a) })
	second = join(t, invited(t, first, lead, at(first, a)))
	b = start(t, second)
	t.Cleanup(func() { stop(t, b) })
	member(t, second)
	equal(t, first, second)
	return first, second, a, b
}

func TestAnActOnOneIsReadableOnTheOther(t *testing.T) {
	first, second, a, b := pair(t)
	do(t, first, anArrival())
	eventually(t, "the other reads it", func() bool { return arrivals(t, second) == 1 })
	do(t, second, anArrival())
	eventually(t, "and the other way", func() bool { return arrivals(t, first) == 2 })
	equal(t, first, second)
	eventually(t, "both say that all is shared", func() bool {
		x, y := a.Status(), b.Status()
		return x.InStep == 1 && y.InStep == 1 && x.Waits() == 0 && x.SharedBy == 1 && y.Entries == x.Entries
	})
	if _, waits, err := replication.Waits(t.Context(), second); waits || err != nil {
		t.Errorf("it still waits (%v)", err)
	}
	eventually(t, "of what was kept for joining only the key of a first bundle is left", func() bool {
		kept, err := second.Setting(t.Context(), "replication.joining")
		return err == nil && strings.Contains(kept, `"opening"`) && !strings.Contains(kept, `"addresses"`) && !strings.Contains(kept, `"person"`)
	})
}

func TestAnInvitationWorksWhileTheRegistrarIsOff(t *testing.T) {
	registrar := found(t)
	a := start(t, registrar)
	second := join(t, invited(t, registrar, lead, at(registrar, a)))
	b := start(t, second)
	defer stop(t, b)
	member(t, second)
	equal(t, registrar, second)
	invitation := invited(t, registrar, host, at(registrar, a), at(second, b))
	equal(t, registrar, second) // the entry that invites has arrived there
	stop(t, a)
	third := join(t, invitation)
	c := start(t, third)
	defer stop(t, c)
	member(t, third)
	equal(t, second, third)
	me, err := third.Me(t.Context())
	if err != nil || me.Name != "Ann Lee" || me.Roles != marketplace.RoleHost {
		t.Errorf("the third is %+v (%v)", me, err)
	}
	again := start(t, registrar, at(second, b))
	defer stop(t, again)
	equal(t, registrar, third)
}

func TestAJoinerGoesOnAfterARestart(t *testing.T) {
	first := found(t)
	a := start(t, first)
	where := at(first, a)
	invitation := invited(t, first, lead, where)
	stop(t, a)
	dir := t.TempDir()
	second, err := replication.Join(t.Context(), dir, invitation, options)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t, second)
	stop(t, b)
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if second, err = sqlite.Open(t.Context(), dir, options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, second))
	j, waits, err := replication.Waits(t.Context(), second)
	if err != nil || !waits || j.Person != "Tom Price" || j.System == "" || len(j.Addresses) != 1 || j.Addresses[0] != where.Address {
		t.Fatalf("waits %v for %+v (%v)", waits, j, err)
	}
	b = start(t, second)
	defer stop(t, b)
	o := loopback()
	o.Listen = where.Address
	if a, err = replication.Start(t.Context(), first, o); err != nil {
		t.Fatal(err)
	}
	defer stop(t, a)
	member(t, second)
	equal(t, first, second)
}

// revoke removes a device.
type revoke struct{ device marketplace.DeviceID }

func (c revoke) Decide(v marketplace.View) ([]marketplace.Draft, error) {
	return []marketplace.Draft{{Subject: v.System().ID, Fact: &marketplace.MemberRevoked{Device: c.device, LastGood: v.Head(c.device)}}}, nil
}

func TestARemovedDeviceIsCutOffAndTold(t *testing.T) {
	first, second, a, b := pair(t)
	do(t, first, revoke{second.Device()})
	eventually(t, "the first has no link any more", func() bool { return a.Status().Linked() == 0 })
	eventually(t, "the second knows why", func() bool { return b.Status().Trouble == replication.TroubleRevoked })
	do(t, first, anArrival())
	eventually(t, "the first waits to share", func() bool { return a.Status().Waits() > 0 })
	if arrivals(t, second) != 0 {
		t.Error("what came later reached the removed device")
	}
}

func TestOneProcessAtATime(t *testing.T) {
	s := found(t)
	a := start(t, s)
	if _, err := replication.Start(t.Context(), s, loopback()); !errors.Is(err, replication.ErrElsewhere) {
		t.Errorf("a second one: %v", err)
	}
	eventually(t, "the file tells others", func() bool {
		r := replication.Read(s.Dir())
		return r.Connected && r.Listens == a.Address() && r.Device == oplog.DeviceID(s.Device())
	})
	stop(t, a)
	if r := replication.Read(s.Dir()); r.Connected || r.Entries == 0 {
		t.Errorf("after the end the file says %+v", r)
	}
}

func TestASessionTakesOverAndGivesBack(t *testing.T) {
	s := found(t)
	node := start(t, s)
	eventually(t, "the node's file is there", func() bool { return replication.Read(s.Dir()).Connected })
	desktop := replication.Connect(t.Context(), s, loopback(), nil)
	eventually(t, "the desktop shows the node's status", func() bool {
		now := desktop.Status()
		return now.Elsewhere && now.Listens == node.Address()
	})
	stop(t, node)
	eventually(t, "it takes over", func() bool { now := desktop.Status(); return now.Connected && !now.Elsewhere && now.Listens != "" })
	desktop.Close()
	again := start(t, s)
	stop(t, again)
}

func TestATakenPortLeavesDialling(t *testing.T) {
	first := found(t)
	a := start(t, first)
	defer stop(t, a)
	second := join(t, invited(t, first, lead, at(first, a)))
	o := loopback()
	o.Listen = a.Address()
	if _, err := replication.Start(t.Context(), second, o); marketplace.CodeOf(err) != marketplace.Unavailable || !strings.Contains(marketplace.Sentence(err), o.Listen) {
		t.Errorf("one that is to accept others says %v", err)
	}
	o.Outbound = true
	b, err := replication.Start(t.Context(), second, o)
	if err != nil {
		t.Fatal(err)
	}
	defer stop(t, b)
	member(t, second)
	equal(t, first, second)
	eventually(t, "it says that the port is taken", func() bool { now := b.Status(); return now.PortTaken && now.Listens == "" })
}
