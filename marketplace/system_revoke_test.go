package marketplace_test

import (
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestRevokeDevice(t *testing.T) {
	w := markettest.NewWorld(t)
	lead, other := w.Join("Tom Price", "RXX", marketplace.RoleLead), w.Join("Eve", "RA2", marketplace.RoleHost)
	laptop := lead.Second()
	lead.Arrival()
	head := lead.View().Head(lead.ID)
	tooMany, none := head+1, uint64(0)
	_, err := other.Try(marketplace.RevokeDevice{Device: lead.ID})
	sentence(t, err, marketplace.NotAllowed, "Only a registrar or coordinator")
	_, err = w.Founder.Try(marketplace.RevokeDevice{Device: marketplace.DeviceID{9}})
	sentence(t, err, marketplace.NotFound, "does not take part")
	_, err = w.Founder.Try(marketplace.RevokeDevice{Device: w.Founder.ID})
	sentence(t, err, marketplace.Refused, "only computer of a registrar")
	_, err = w.Founder.Try(marketplace.RevokeDevice{Device: lead.ID, LastGood: &tooMany})
	sentence(t, err, marketplace.Invalid, "up to that")
	_, err = lead.Try(marketplace.RevokeDevice{Device: lead.ID, LastGood: &none})
	sentence(t, err, marketplace.Refused, "from another one")
	laptop.Do(marketplace.RevokeDevice{Device: lead.ID, Reason: marketplace.ReasonOther}) // their own, lost
	d := w.System().Devices[lead.ID]
	if d == nil || !d.Revoked || d.LastGood != head {
		t.Fatalf("the device is %+v, wanted it good up to %d", d, head)
	}
	if a := w.Arrival(w.ArrivalIDs()[0]); a == nil {
		t.Error("what it wrote before has gone")
	}
	if _, err := w.Founder.Try(marketplace.RevokeDevice{Device: lead.ID}); marketplace.CodeOf(err) != marketplace.Refused {
		t.Errorf("revoked twice: %v", err)
	}
	w.Founder.Do(marketplace.RevokeDevice{Device: lead.ID, LastGood: &none}) // earlier than first thought
	if w.System().Devices[lead.ID] != nil || len(w.System().Gone) != 1 {
		t.Errorf("from its first entry on it is %+v", w.System().Devices[lead.ID])
	}
}

func TestInvitationUsedTwice(t *testing.T) {
	w := markettest.NewWorld(t)
	key := [32]byte{1, 2, 3}
	until := w.Instant() + 86400
	ref := w.Founder.Do(marketplace.InvitePerson{Name: "Tom Price", Org: "RXX", Roles: marketplace.RoleLead, Key: key, Until: until}).Refs[0]
	state := func() marketplace.InvitationState {
		t.Helper()
		for _, i := range w.System().Invitations {
			if i.Ref == ref {
				return i.StateAt(w.Instant())
			}
		}
		t.Fatal("the invitation is not listed")
		return 0
	}
	if got := state(); got != marketplace.InvitationOpen {
		t.Errorf("at first it is %v", got)
	}
	join := &marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: ref}
	first := w.Stranger(join)
	if _, ok := w.System().ActorOf(first.ID); !ok || state() != marketplace.InvitationUsed {
		t.Errorf("used once it is %v", state())
	}
	_, err := w.Founder.Try(marketplace.ChooseInvitee{Device: first.ID})
	sentence(t, err, marketplace.Refused, "nothing to choose")
	again := *join
	second := w.Stranger(&again)
	third := w.Stranger(&again)
	for _, d := range []*markettest.Device{first, second, third} {
		if _, ok := w.System().ActorOf(d.ID); ok {
			t.Error("used more than once it lets somebody in")
		}
	}
	if state() != marketplace.InvitationUsedTwice {
		t.Errorf("used more than once it is %v", state())
	}
	_, err = w.Join("Eve", "RA2", marketplace.RoleHost).Try(marketplace.ChooseInvitee{Device: second.ID})
	sentence(t, err, marketplace.NotAllowed, "chooses who was meant")
	w.Founder.Do(marketplace.ChooseInvitee{Device: second.ID})
	if a, ok := w.System().ActorOf(second.ID); !ok || a.Org != "RXX" {
		t.Error("the one chosen is not in")
	}
	if _, ok := w.System().ActorOf(first.ID); ok || state() != marketplace.InvitationUsed {
		t.Errorf("the other is in, and the invitation %v", state())
	}
	if gone := w.System().Gone; len(gone) != 2 || !slices.ContainsFunc(gone, func(d marketplace.Device) bool { return d.ID == first.ID }) {
		t.Errorf("gone are %+v", gone)
	}
	late := w.Founder.Do(marketplace.InvitePerson{Name: "Ann", Org: "RXX", Roles: marketplace.RoleLead, Key: [32]byte{4}, Until: w.Instant() + 86400}).Refs[0]
	w.Advance(48 * time.Hour)
	i := w.System().Invitations[len(w.System().Invitations)-1]
	if i.Ref != late || i.StateAt(w.Instant()) != marketplace.InvitationRunOut {
		t.Errorf("the last is %+v", i)
	}
	w.CheckRefold(1, 10)
}
