package marketplace_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// invitation lets the founder invite somebody.
func invitation(w *markettest.World, roles marketplace.Roles) marketplace.Ref {
	return w.Founder.Do(marketplace.InvitePerson{Name: "Tom Price", Org: "RXX", Roles: roles, Key: [32]byte{1, 2, 3}}).Refs[0]
}

func uses(i marketplace.Ref) *marketplace.MemberJoined {
	return &marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: i}
}

func isIn(w *markettest.World, d *markettest.Device) bool {
	_, ok := w.System().ActorOf(d.ID)
	return ok
}

func stateOf(t *testing.T, w *markettest.World, ref marketplace.Ref) marketplace.InvitationState {
	t.Helper()
	i, ok := w.System().InvitationByRef(ref)
	if !ok {
		t.Fatal("the invitation is not listed")
	}
	return i.StateAt(w.Instant())
}

func TestWithdrawInvitation(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Ann Lee", "RXX", marketplace.RoleLead)
	ref := invitation(w, marketplace.RoleHost)
	_, err := lead.Try(marketplace.WithdrawInvitation{Invitation: ref})
	sentence(t, err, marketplace.NotAllowed, "Only a registrar or coordinator")
	_, err = w.Founder.Try(marketplace.WithdrawInvitation{Invitation: marketplace.Ref{Device: lead.ID, Seq: 9}})
	sentence(t, err, marketplace.NotFound, "not here")
	w.Founder.Do(marketplace.WithdrawInvitation{Invitation: ref})
	if got := stateOf(t, w, ref); got != marketplace.InvitationWithdrawn || got.String() != "withdrawn" {
		t.Errorf("it is %v", got)
	}
	_, err = w.Founder.Try(marketplace.WithdrawInvitation{Invitation: ref})
	sentence(t, err, marketplace.Refused, "withdrawn already")
	if d := w.Stranger(uses(ref)); isIn(w, d) || stateOf(t, w, ref) != marketplace.InvitationWithdrawn {
		t.Error("a withdrawn invitation let somebody in")
	}
	if d := w.StrangerAt(w.Now().Add(-48*time.Hour), uses(ref)); isIn(w, d) {
		t.Error("a clock set back let somebody in")
	}

	used := w.Founder.Do(marketplace.InvitePerson{Name: "Ola Berg", Org: "RXX", Roles: marketplace.RoleHost, Key: [32]byte{2}}).Refs[0]
	w.Stranger(uses(used))
	_, err = w.Founder.Try(marketplace.WithdrawInvitation{Invitation: used})
	sentence(t, err, marketplace.Refused, "has been used already")
	w.Stranger(uses(used))
	w.Founder.Do(marketplace.WithdrawInvitation{Invitation: used}) // used twice, and nobody chosen
	if got := stateOf(t, w, used); got != marketplace.InvitationWithdrawn {
		t.Errorf("used twice and withdrawn it is %v", got)
	}
	w.CheckRefold(1, 10)
}

// TestAWithdrawalBeatsAUseThatItDoesNotKnow: whoever was in by it is out, with what they wrote and whom they let in,
// until somebody lets them in all the same.
func TestAWithdrawalBeatsAUseThatItDoesNotKnow(t *testing.T) {
	w := markettest.NewWorld(t)
	other := w.Join("Ann Lee", "RA2", marketplace.RoleRegistrar)
	ref := invitation(w, marketplace.RoleRegistrar)
	other.Offline()
	w.Later()
	joined := w.Stranger(uses(ref))
	home := joined.Home()
	guest := joined.Do(marketplace.InvitePerson{Name: "Ola Berg", Org: "RXX", Roles: marketplace.RoleRegistrar, Key: [32]byte{5}}).Refs[0]
	second := w.Stranger(uses(guest))
	if !isIn(w, joined) || !isIn(w, second) {
		t.Fatal("they are not in to begin with")
	}
	w.Later()
	other.Do(marketplace.WithdrawInvitation{Invitation: ref})
	other.Online()
	if isIn(w, joined) || isIn(w, second) || stateOf(t, w, ref) != marketplace.InvitationWithdrawn {
		t.Error("the withdrawal has no effect on a use that it did not know")
	}
	if v := w.Verdicts(home); len(v) == 0 || v[0].Outcome != marketplace.Void {
		t.Errorf("what was written by it counts: %+v", v)
	}
	w.CheckRefold(1, 10)

	_, err := w.Join("Eve", "RA2", marketplace.RoleHost).Try(marketplace.ChooseInvitee{Device: joined.ID})
	sentence(t, err, marketplace.NotAllowed, "chooses who was meant")
	w.Founder.Do(marketplace.ChooseInvitee{Device: joined.ID})
	if !isIn(w, joined) || !isIn(w, second) || stateOf(t, w, ref) != marketplace.InvitationUsed || len(w.Verdicts(home)) != 0 {
		t.Error("the one that was let in all the same is not in")
	}
	_, err = w.Founder.Try(marketplace.ChooseInvitee{Device: joined.ID})
	sentence(t, err, marketplace.Refused, "nothing to choose")

	third := w.Stranger(uses(ref))
	if !isIn(w, joined) || isIn(w, third) {
		t.Error("a later use did something")
	}
	w.Founder.Do(marketplace.ChooseInvitee{Device: third.ID}) // no, this one
	if isIn(w, joined) || !isIn(w, third) {
		t.Error("the second choice is not in effect")
	}
	w.CheckRefold(2, 10)
}

// TestNobodyUpholdsThemselves: those who are in by a withdrawn invitation alone cannot say that they are, however early
// their clocks put it and however many they invite.
func TestNobodyUpholdsThemselves(t *testing.T) {
	w := markettest.NewWorld(t)
	ref := invitation(w, marketplace.RoleRegistrar)
	past := w.Now().Add(-24 * time.Hour)
	w.Founder.Offline()
	thief := w.StrangerAt(past, uses(ref))
	write := func(d *markettest.Device, f marketplace.Fact) marketplace.Ref {
		return d.Write(marketplace.Draft{Subject: w.System().ID, Fact: f})[0]
	}
	write(thief, &marketplace.MemberUpheld{Device: thief.ID})
	puppet := w.Stranger(uses(write(thief, &marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleRegistrar, Key: [32]byte{7}})))
	write(puppet, &marketplace.MemberUpheld{Device: thief.ID})
	if !isIn(w, thief) || !isIn(w, puppet) {
		t.Fatal("they are not in to begin with")
	}
	w.Later()
	w.Founder.Do(marketplace.WithdrawInvitation{Invitation: ref})
	w.Founder.Online()
	if isIn(w, thief) || isIn(w, puppet) {
		t.Error("they upheld one another")
	}
	w.CheckRefold(1, 10)
}

func TestAWithdrawalByWhomItConcerns(t *testing.T) {
	for _, c := range []struct {
		name string
		fact func(w *markettest.World, invited marketplace.Ref) marketplace.Fact
		want string
	}{
		{"of what is no invitation", func(w *markettest.World, _ marketplace.Ref) marketplace.Fact {
			return &marketplace.MemberUninvited{Invitation: marketplace.Ref{Device: w.Founder.ID, Seq: 1}}
		}, "invitation"},
		{"of somebody without a computer", func(w *markettest.World, _ marketplace.Ref) marketplace.Fact {
			return &marketplace.MemberUninvited{Invitation: w.Founder.Do(marketplace.InvitePerson{Name: "Ann", Org: "RXX", Roles: marketplace.RoleHost}).Refs[0]}
		}, "invalid"},
		{"nobody upheld", func(*markettest.World, marketplace.Ref) marketplace.Fact { return &marketplace.MemberUpheld{} }, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := markettest.NewWorld(t)
			ref := w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: c.fact(w, invitation(w, marketplace.RoleHost))})[0]
			if _, got := systemVerdict(w, w.System().ID, ref); got != c.want {
				t.Errorf("the verdict is %q, not %q", got, c.want)
			}
		})
	}
	// A withdrawal by a lead, and one by a device that was revoked before it, leave the invitation as it was.
	w := markettest.NewWorld(t)
	lead, lost := w.Join("Ann Lee", "RXX", marketplace.RoleLead), w.Join("Ola Berg", "RXX", marketplace.RoleRegistrar)
	ref := invitation(w, marketplace.RoleHost)
	d := w.Stranger(uses(ref))
	for _, by := range []*markettest.Device{lead, lost} {
		by.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberUninvited{Invitation: ref}})
	}
	if isIn(w, d) {
		t.Error("a registrar's withdrawal has no effect")
	}
	last := uint64(1)
	w.Founder.Do(marketplace.RevokeDevice{Device: lost.ID, LastGood: &last})
	if !isIn(w, d) {
		t.Error("a withdrawal without authority is in effect")
	}
	w.CheckRefold(1, 10)
}

// TestInvitationsFoldAlike writes invitations, uses, withdrawals, choices and revocations from several devices, some of
// them offline, and folds them in many orders. Nobody is in by a withdrawn invitation whom no registrar let in.
func TestInvitationsFoldAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := markettest.NewWorld(t)
		devices := []*markettest.Device{w.Founder, w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar), w.Join("Eve", "RXX", marketplace.RoleLead)}
		var invitations []marketplace.Ref
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			d := rapid.SampledFrom(devices).Draw(t, "by")
			w.Later()
			write := func(f marketplace.Fact) marketplace.Ref {
				return d.Write(marketplace.Draft{Subject: w.System().ID, Fact: f})[0]
			}
			what := rapid.IntRange(0, 7).Draw(t, "what")
			if len(invitations) == 0 {
				what = 2
			}
			switch what {
			case 0:
				d.Offline()
			case 1:
				d.Online()
			case 2:
				invitations = append(invitations, write(&marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleRegistrar, Key: [32]byte{1}}))
			case 3, 4:
				at := w.Now().Add(time.Duration(rapid.IntRange(-20, 0).Draw(t, "minutes")) * time.Minute)
				devices = append(devices, w.StrangerAt(at, uses(rapid.SampledFrom(invitations).Draw(t, "used"))))
			case 5:
				write(&marketplace.MemberUninvited{Invitation: rapid.SampledFrom(invitations).Draw(t, "withdrawn")})
			case 6:
				write(&marketplace.MemberUpheld{Device: rapid.SampledFrom(devices).Draw(t, "upheld").ID})
			case 7:
				write(&marketplace.MemberRevoked{Device: rapid.SampledFrom(devices).Draw(t, "revoked").ID, LastGood: rapid.Uint64Range(0, 4).Draw(t, "good")})
			}
		}
		for _, d := range devices {
			d.Online()
		}
		w.CheckRefold(rapid.Uint64().Draw(t, "seed"), 4)
		for _, i := range w.System().Invitations {
			for _, id := range i.Uses {
				if _, in := w.System().ActorOf(id); in && i.Withdrawn && len(i.Upheld) == 0 {
					t.Fatalf("%x is in by an invitation that is withdrawn", id[:4])
				}
			}
		}
	})
}
