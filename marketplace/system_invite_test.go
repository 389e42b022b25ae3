package marketplace_test

import (
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestInvitePersonIsRefused(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	now := marketplace.InstantOf(w.Now())
	cases := []struct {
		name string
		by   *markettest.Device
		c    marketplace.InvitePerson
		want string
	}{
		{"by a lead", lead, marketplace.InvitePerson{Name: "Ann Lee", Org: "RXX", Roles: 1}, "Only a registrar or coordinator adds people. Ask yours."},
		{"run out", w.Founder, marketplace.InvitePerson{Name: "Ann Lee", Org: "RXX", Roles: 1, Until: now}, "The invitation would have run out already. Choose a later day."},
		{"for ever and a day", w.Founder, marketplace.InvitePerson{Name: "Ann Lee", Org: "RXX", Roles: 1, Until: 1 << 60}, "The invitation would have run out already. Choose a later day."},
		{"another computer for nobody", w.Founder, marketplace.InvitePerson{Person: marketplace.ID{1}, Key: [32]byte{1}}, "This person is not here (yet). Look at the list of members again."},
		{"another computer without a key", w.Founder, marketplace.InvitePerson{Person: lead.Person}, "This person takes part already. An invitation for another computer of theirs needs a key."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := c.by.Try(c.c); err == nil || err.Error() != c.want {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func TestAnInvitationForAnotherComputer(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	until := marketplace.InstantOf(w.Now().Add(24 * time.Hour))
	invited := w.Founder.Do(marketplace.InvitePerson{Person: lead.Person, Key: [32]byte{9}, Until: until}).Refs[0]
	second := w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: invited})
	if second.Person != lead.Person {
		t.Fatalf("the second computer is of %v", second.Person)
	}
	w.Advance(25 * time.Hour)
	late := w.Founder.Do(marketplace.InvitePerson{Person: lead.Person, Key: [32]byte{8}, Until: marketplace.InstantOf(w.Now().Add(time.Hour))}).Refs[0]
	w.Advance(2 * time.Hour)
	if d := w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: late}); !d.Person.IsZero() {
		t.Error("an invitation that had run out admitted a computer")
	}
	w.CheckRefold(1, 4)
}
