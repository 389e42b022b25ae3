package replication_test

import (
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
)

// TestAnotherSystemIsToldOf lets machines of two systems call each other: both are told, and where the other is.
func TestAnotherSystemIsToldOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		second func(t *testing.T) *sqlite.Store
	}{
		{"members of two systems", func(t *testing.T) *sqlite.Store { return found(t) }},
		{"one that has not joined its own yet", func(t *testing.T) *sqlite.Store { return join(t, invited(t, found(t), lead)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := start(t, found(t))
			defer stop(t, a)
			b := start(t, c.second(t), gossip.Address{Address: a.Address()})
			defer stop(t, b)
			a.AddPeers(gossip.Address{Address: b.Address()})
			for who, where := range map[*replication.Service]string{a: b.Address(), b: a.Address()} {
				eventually(t, "each knows that the other is of another system, and where", func() bool {
					s := who.Status()
					return s.Trouble == replication.TroubleSystem && s.TroubleAt == where
				})
			}
		})
	}
}

// TestACallerOfAnotherSystemIsNoTrouble of the one that is called: it has nothing to mend.
func TestACallerOfAnotherSystemIsNoTrouble(t *testing.T) {
	a := start(t, found(t))
	defer stop(t, a)
	o := loopback()
	o.Listen, o.Peers = "", []gossip.Address{{Address: a.Address()}}
	b, err := replication.Start(t.Context(), found(t), o)
	if err != nil {
		t.Fatal(err)
	}
	defer stop(t, b)
	eventually(t, "the caller knows", func() bool { return b.Status().Trouble == replication.TroubleSystem })
	if now := a.Look(t.Context()); now.Trouble != replication.TroubleNone {
		t.Errorf("the one that was called says %q of %s", now.Trouble, now.TroubleAt)
	}
}

// TestOthersOfTheSystemMendIt finds a machine of the own system beside one of another.
func TestOthersOfTheSystemMendIt(t *testing.T) {
	a := start(t, found(t))
	defer stop(t, a)
	first := found(t)
	second := join(t, invited(t, first, lead))
	b := start(t, second, gossip.Address{Address: a.Address()})
	defer stop(t, b)
	eventually(t, "only another system answers", func() bool { return b.Status().Trouble == replication.TroubleSystem })
	c := start(t, first)
	defer stop(t, c)
	b.AddPeers(at(first, c))
	member(t, second)
	equal(t, first, second)
	eventually(t, "the right one answers", func() bool { return b.Status().Linked() == 1 })
}
