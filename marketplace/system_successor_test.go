package marketplace_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func successorOf(d *markettest.Device) *marketplace.MemberJoined {
	return &marketplace.MemberJoined{Proof: marketplace.ProofSuccessor, Of: d.ID}
}

// TestAStolenKeyNamesNobody: whoever has a revoked key can date a successor before the revocation; it has no effect
// wherever it arrives first, and nor has whom that one lets in.
func TestAStolenKeyNamesNobody(t *testing.T) {
	for _, c := range []struct {
		name    string
		revoke  func(w *markettest.World, old *markettest.Device)
		thiefIn bool
	}{
		{"revoked by the command", func(w *markettest.World, old *markettest.Device) {
			w.Founder.Do(marketplace.RevokeDevice{Device: old.ID, Reason: marketplace.ReasonLost})
		}, false},
		{"version 1, in an old log, keeps its meaning", func(w *markettest.World, old *markettest.Device) {
			w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: old.ID, LastGood: 1}})
		}, true},
		{"version 1, and again by the command", func(w *markettest.World, old *markettest.Device) {
			w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: old.ID, LastGood: 2}})
			last := uint64(1)
			w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevokedV2{Device: old.ID, LastGood: last}})
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := markettest.NewWorld(t)
			old := w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar)
			early := w.Now()
			w.Advance(24 * time.Hour)
			c.revoke(w, old)
			w.Later()
			thief := w.StrangerAt(early, successorOf(old))
			key := [32]byte{9}
			invited := thief.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleRegistrar, Key: key}})[0]
			puppet := w.Stranger(uses(invited))
			if isIn(w, thief) != c.thiefIn || isIn(w, puppet) != c.thiefIn {
				t.Errorf("the thief is in: %v, whom they let in: %v", isIn(w, thief), isIn(w, puppet))
			}
			w.CheckRefold(1, 10)
		})
	}
}

func TestRevokingSparesTheSuccessorsThatAreKnown(t *testing.T) {
	w := markettest.NewWorld(t)
	old := w.Join("Ann Lee", "RXX", marketplace.RoleLead)
	other := w.Join("Ola Berg", "RA2", marketplace.RoleRegistrar)
	first := old.Second()
	other.Offline()
	w.Later()
	second := old.Second() // that the other registrar does not know
	arrival := second.Arrival()
	w.Later()
	other.Do(marketplace.RevokeDevice{Device: old.ID, Reason: marketplace.ReasonReplaced})
	other.Online()
	if !isIn(w, first) || isIn(w, second) || isIn(w, old) {
		t.Errorf("in are the first: %v, the second: %v, the old one: %v", isIn(w, first), isIn(w, second), isIn(w, old))
	}
	if got := w.System().Disowned(); len(got) != 1 || got[0] != second.ID {
		t.Errorf("disowned are %v", got)
	}
	_, err := w.Join("Eve", "RA2", marketplace.RoleHost).Try(marketplace.ChooseInvitee{Device: second.ID})
	sentence(t, err, marketplace.NotAllowed, "chooses who was meant")
	w.Founder.Do(marketplace.ChooseInvitee{Device: second.ID})
	if !isIn(w, second) || len(w.System().Disowned()) != 0 || len(w.Verdicts(arrival)) != 0 {
		t.Error("let in all the same, it is not in")
	}
	w.CheckRefold(1, 10)

	// With an earlier last good entry somebody else has had the computer: whom it named since is out.
	last := uint64(1)
	w.Founder.Do(marketplace.RevokeDevice{Device: first.ID, LastGood: &last})
	third := w.Join("Siân Rees", "RXX", marketplace.RoleLead)
	third.Arrival()
	stolen := third.Second()
	w.Founder.Do(marketplace.RevokeDevice{Device: third.ID, LastGood: &last})
	if isIn(w, stolen) {
		t.Error("whom it named after its last good entry is in")
	}
	w.CheckRefold(2, 10)
}

// TestNoSuccessorUpholdsItself: those who are in by a stolen key alone cannot say that they are.
func TestNoSuccessorUpholdsItself(t *testing.T) {
	w := markettest.NewWorld(t)
	old := w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar)
	w.Founder.Offline()
	thief, second := w.Stranger(successorOf(old)), w.Stranger(successorOf(old))
	for _, d := range []*markettest.Device{thief, second} {
		d.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberUpheld{Device: thief.ID}})
		d.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberUpheld{Device: second.ID}})
	}
	w.Advance(time.Hour)
	w.Founder.Do(marketplace.RevokeDevice{Device: old.ID, Reason: marketplace.ReasonLost})
	w.Founder.Online()
	if isIn(w, thief) || isIn(w, second) {
		t.Error("they upheld one another")
	}
	w.CheckRefold(1, 10)
}

// TestSuccessorsFoldAlike names successors, revokes and upholds from several devices, some offline and with any clock,
// and folds the entries in many orders. Nobody is in whose old key was revoked by version 2 without sparing them, unless
// they were upheld.
func TestSuccessorsFoldAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := markettest.NewWorld(t)
		devices := []*markettest.Device{w.Founder, w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar), w.Join("Ola Berg", "RA2", marketplace.RoleRegistrar)}
		pick := func(what string) *markettest.Device { return rapid.SampledFrom(devices).Draw(t, what) }
		upheld := map[marketplace.DeviceID]bool{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			d := pick("by")
			w.Later()
			write := func(f marketplace.Fact) { d.Write(marketplace.Draft{Subject: w.System().ID, Fact: f}) }
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0:
				d.Offline()
			case 1:
				d.Online()
			case 2, 3:
				at := w.Now().Add(time.Duration(rapid.IntRange(-20, 20).Draw(t, "minutes")) * time.Minute)
				devices = append(devices, w.StrangerAt(at, successorOf(pick("old"))))
			case 4:
				write(&marketplace.MemberRevoked{Device: pick("revoked").ID, LastGood: rapid.Uint64Range(0, 4).Draw(t, "good")})
			case 5:
				write(&marketplace.MemberRevokedV2{
					Device: pick("revoked").ID, LastGood: rapid.Uint64Range(0, 4).Draw(t, "good"), Successors: []marketplace.DeviceID{pick("spared").ID},
				})
			case 6:
				id := pick("upheld").ID
				upheld[id] = true
				write(&marketplace.MemberUpheld{Device: id})
			}
		}
		for _, d := range devices {
			d.Online()
		}
		w.CheckRefold(rapid.Uint64().Draw(t, "seed"), 4)
		sys := w.System()
		for _, e := range w.Written() {
			m, ok := e.Entry.Fact.(*marketplace.MemberRevokedV2)
			if _, why := systemVerdict(w, sys.ID, e.Entry.Ref); !ok || why != "" {
				continue
			}
			for _, id := range sys.SuccessorsOf(m.Device) {
				if _, in := sys.ActorOf(id); in && id != m.Successors[0] && !upheld[id] {
					t.Fatalf("%x is in by a key that was revoked", id[:4])
				}
			}
		}
	})
}
