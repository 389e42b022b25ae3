package replication_test

import (
	"errors"
	"strings"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
)

// renew lets a store go on under a new key, so often.
func renew(t testing.TB, s *sqlite.Store, times int) {
	t.Helper()
	for range times {
		if _, err := s.Reissue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestANewKeyIsLetIn calls with a key that nobody but its owner has heard of: what it shows must be enough for whoever
// is called.
func TestANewKeyIsLetIn(t *testing.T) {
	for _, c := range []struct {
		name  string
		met   bool // the others know its first key
		times int  // that it took a new one, offline
	}{
		{"met, and one new key", true, 1},
		{"met, and two new keys", true, 2},
		{"joined by invitation and bundle, and called", false, 0},
		{"joined by invitation and bundle, and one new key", false, 1},
		{"joined by invitation and bundle, and two new keys", false, 2},
		{"joined by invitation and bundle, and three new keys", false, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := found(t)
			a := start(t, first)
			defer stop(t, a)
			i := invited(t, first, lead, at(first, a))
			second := join(t, i)
			if c.met {
				b := start(t, second)
				member(t, second)
				equal(t, first, second)
				stop(t, b)
			} else {
				take(t, second, must(bundle(t, first, replication.Exporting{For: &i})))
			}
			renew(t, second, c.times)
			do(t, second, anArrival())
			b := start(t, second, at(first, a))
			defer stop(t, b)
			equal(t, first, second)
			if arrivals(t, first) != 1 {
				t.Error("what it wrote is not there")
			}
		})
	}
}

// TestANewKeyIsLetInByBundle carries the same on a stick.
func TestANewKeyIsLetInByBundle(t *testing.T) {
	first := found(t)
	i := invited(t, first, lead)
	second := join(t, i)
	take(t, second, must(bundle(t, first, replication.Exporting{For: &i})))
	renew(t, second, 2)
	do(t, second, anArrival())
	take(t, first, must(bundle(t, second, replication.Exporting{})))
	take(t, second, must(bundle(t, first, replication.Exporting{}))) // what that made due there
	if digest(t, first) != digest(t, second) || arrivals(t, first) != 1 {
		t.Error("they differ")
	}
}

// TestWhoIsCalledTookANewKey calls a machine that was known by another key, as an always-on node that came back from a
// backup: the caller opens no port, so that it cannot be called itself.
func TestWhoIsCalledTookANewKey(t *testing.T) {
	for _, c := range []struct {
		name   string
		caller int // new keys that the caller took meanwhile
	}{{"the caller did not", 0}, {"the caller did, too", 1}} {
		t.Run(c.name, func(t *testing.T) {
			first := found(t)
			a := start(t, first)
			where := at(first, a)
			second := join(t, invited(t, first, lead, where))
			b := start(t, second)
			member(t, second)
			equal(t, first, second)
			stop(t, b)
			stop(t, a)
			renew(t, first, 2)
			renew(t, second, c.caller)
			o := loopback()
			o.Listen = where.Address
			a, err := replication.Start(t.Context(), first, o)
			if err != nil {
				t.Fatal(err)
			}
			defer stop(t, a)
			o.Listen, o.Peers = "", []gossip.Address{where} // by the key that it had
			if b, err = replication.Start(t.Context(), second, o); err != nil {
				t.Fatal(err)
			}
			defer stop(t, b)
			equal(t, first, second)
		})
	}
}

// TestAJoinerKeepsItsKey asks for a new key before the old one is known to take part: that is refused in a sentence,
// and the old one gets in.
func TestAJoinerKeepsItsKey(t *testing.T) {
	first := found(t)
	a := start(t, first)
	defer stop(t, a)
	second := join(t, invited(t, first, lead, at(first, a)))
	before := second.Device()
	if _, err := second.Reissue(t.Context()); !errors.Is(err, marketplace.ErrNotAMember) || !strings.Contains(marketplace.Sentence(err), "not taken part yet") {
		t.Fatalf("asked for a new key: %v", err)
	}
	if second.Device() != before {
		t.Error("it has another key")
	}
	b := start(t, second)
	defer stop(t, b)
	member(t, second)
	equal(t, first, second)
}
