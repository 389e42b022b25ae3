package marketplace_test

import (
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

// systemVerdict is the outcome and word for the entry at ref; Applied and "" where it is in effect.
func systemVerdict(w *markettest.World, subject marketplace.ID, ref marketplace.Ref) (marketplace.Outcome, string) {
	for _, v := range w.Verdicts(subject) {
		if v.Ref == ref {
			return v.Outcome, v.Why
		}
	}
	return marketplace.Applied, ""
}

func TestSystemEntriesNeedAuthority(t *testing.T) {
	cap90 := &marketplace.CapSet{Percent: 90, From: markettest.Founding(20000).Cap.From, Areas: markettest.Areas()}
	cases := []struct {
		name  string
		roles marketplace.Roles
		fact  marketplace.Fact
		want  string
	}{
		{"a lead invites", marketplace.RoleLead, &marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleHost}, "not_allowed"},
		{"a registrar invites", marketplace.RoleRegistrar, &marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleHost}, ""},
		{"a coordinator invites", marketplace.RoleCoordinator, &marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleHost}, ""},
		{"an invitation to nowhere", marketplace.RoleRegistrar, &marketplace.MemberInvited{Org: "r a"}, "invalid"},
		{"a host sets a cap", marketplace.RoleHost, cap90, "not_allowed"},
		{"a registrar sets a cap", marketplace.RoleRegistrar, cap90, "not_allowed"},
		{"a coordinator sets a cap", marketplace.RoleCoordinator, cap90, ""},
		{"a cap of 140 %", marketplace.RoleCoordinator, &marketplace.CapSet{Percent: 140, From: cap90.From, Areas: cap90.Areas}, "invalid"},
		{"a cap without areas", marketplace.RoleCoordinator, &marketplace.CapSet{Percent: 90, From: cap90.From}, "invalid"},
		{"a lead records an organisation", marketplace.RoleLead, &marketplace.OrgRecorded{Code: "RDU"}, "not_allowed"},
		{"a coordinator records one", marketplace.RoleCoordinator, &marketplace.OrgRecorded{Code: "RDU"}, ""},
		{"an organisation without a code", marketplace.RoleCoordinator, &marketplace.OrgRecorded{}, "invalid"},
		{"a second founding", marketplace.RoleCoordinator, &marketplace.SystemFounded{Org: "RA2", Roles: 255}, "founded_already"},
		{"a lead makes the leads' ring", marketplace.RoleLead, &marketplace.RingMade{For: marketplace.Audience{Ring: marketplace.RingLeads, Org: "RXX"}, Recipient: [32]byte{1}}, "not_allowed"},
		{"a guardian makes the guardian's", marketplace.RoleGuardian, &marketplace.RingMade{For: marketplace.Audience{Ring: marketplace.RingGuardian, Org: "RXX"}, Recipient: [32]byte{1}}, ""},
		{"a guardian makes another trust's", marketplace.RoleGuardian, &marketplace.RingMade{For: marketplace.Audience{Ring: marketplace.RingGuardian, Org: "RA2"}, Recipient: [32]byte{1}}, "not_allowed"},
		{"a ring without a key", marketplace.RoleRegistrar, &marketplace.RingMade{For: marketplace.Audience{Ring: marketplace.RingLeads, Org: "RXX"}}, "invalid"},
		{"a ring of an unknown kind", marketplace.RoleRegistrar, &marketplace.RingMade{For: marketplace.Audience{Ring: 77}, Recipient: [32]byte{1}}, "not_allowed"},
		{"a grant of no ring", marketplace.RoleRegistrar, &marketplace.RingGranted{Ring: marketplace.ID{9}}, "ring"},
		{"roles for nobody", marketplace.RoleRegistrar, &marketplace.MemberRoles{Person: marketplace.ID{9}, Org: "RA2"}, "person"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := markettest.NewWorld(t)
			d := w.Join("Tom Price", "RXX", c.roles)
			ref := d.Write(marketplace.Draft{Subject: w.System().ID, Fact: c.fact})[0]
			if _, got := systemVerdict(w, w.System().ID, ref); got != c.want {
				t.Errorf("the verdict is %q, not %q", got, c.want)
			}
			w.CheckRefold(1, 2)
		})
	}
}

func TestPersonRingIsTheirOwn(t *testing.T) {
	w := markettest.NewWorld(t)
	host, other := w.Join("Siân Rees", "RA2", marketplace.RoleHost), w.Join("Tom Price", "RA2", marketplace.RoleHost)
	audience := marketplace.Audience{Ring: marketplace.RingPerson, Person: host.Person}
	made := func(d *markettest.Device, key byte, replaces marketplace.ID) marketplace.Ref {
		return d.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.RingMade{For: audience, Recipient: [32]byte{key}, Replaces: replaces}})[0]
	}
	first := made(host, 1, marketplace.ID{})
	if _, got := systemVerdict(w, w.System().ID, made(other, 2, marketplace.ID{})); got != "not_allowed" {
		t.Errorf("another person made the ring: %q", got)
	}
	made(host.Second(), 3, marketplace.SubjectOf(first))
	made(host, 4, marketplace.ID{})
	if ring, _ := w.System().RingFor(audience); ring.Recipient != [32]byte{4} {
		t.Errorf("of two rings the newest does not count: %+v", ring)
	}
	made(host, 3, marketplace.SubjectOf(first))
	ring, ok := w.System().RingFor(audience)
	if !ok || ring.Recipient != [32]byte{3} {
		t.Errorf("the ring is %+v", ring)
	}
}

func TestRevocation(t *testing.T) {
	w := markettest.NewWorld(t)
	lost := w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar)
	invite := marketplace.InvitePerson{Name: "Tom Price", Org: "RXX", Roles: marketplace.RoleHost}
	good := lost.Do(invite).Refs[0]
	w.Later()
	bad := lost.Do(invite).Refs[0]
	thief := w.Founder.Second() // stands for any device: revoked below by the lost one
	theft := lost.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: thief.ID}})[0]
	if standing, _ := w.System().StandingOf(marketplace.Ref{Device: thief.ID, Seq: 1}); standing != marketplace.StandingRevoked {
		t.Fatalf("the device is not revoked: %v", standing)
	}
	w.Later()
	revoke := func(lastGood uint64) {
		w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: lost.ID, LastGood: lastGood}})
	}
	revoke(good.Seq)
	revoke(good.Seq + 1) // the lowest wins
	sys := w.System()
	if sys.Persons[marketplace.PersonOf(good)] == nil || sys.Persons[marketplace.PersonOf(bad)] != nil {
		t.Errorf("what the device wrote up to its last good entry should stand, and nothing later")
	}
	if _, got := systemVerdict(w, sys.ID, theft); got != "revoked" {
		t.Errorf("the revocation by the lost device is %q", got)
	}
	if standing, _ := sys.StandingOf(marketplace.Ref{Device: thief.ID, Seq: 1}); standing != marketplace.StandingMember {
		t.Errorf("the device that the lost one revoked is not back: %v", standing)
	}
	w.CheckRefold(1, 10)
}

// TestRevokedDeviceHasNoSuccessor: whoever holds a stolen laptop cannot make another member with its key.
func TestRevokedDeviceHasNoSuccessor(t *testing.T) {
	w := markettest.NewWorld(t)
	old := w.Join("Ann Lee", "RXX", marketplace.RoleLead)
	next := old.Second()
	w.Later()
	w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: old.ID, LastGood: 1}})
	w.Later()
	thief := w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofSuccessor, Of: old.ID})
	if _, ok := w.System().ActorOf(next.ID); !ok {
		t.Error("the device that took over in time is no member any more")
	}
	if _, ok := w.System().ActorOf(thief.ID); ok {
		t.Error("the key of a revoked device made a member")
	}
	w.CheckRefold(1, 5)
}

func TestRootAdmits(t *testing.T) {
	w := markettest.NewWorldWith(t, markettest.Options{Founding: func(f *marketplace.Founding) { f.Roots = [][32]byte{{7}} }})
	d := w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofRoot, Person: w.Founder.Person})
	if a, ok := w.System().ActorOf(d.ID); !ok || a.Person != w.Founder.Person {
		t.Errorf("a device that a root key admits stands as %+v", a)
	}
	nobody := w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofRoot, Person: marketplace.ID{1}})
	if standing, _ := w.System().StandingOf(marketplace.Ref{Device: nobody.ID, Seq: 1}); standing != marketplace.StandingUnknown {
		t.Errorf("a device of nobody stands at %v", standing)
	}
}

func TestInvitationIsForOne(t *testing.T) {
	w := markettest.NewWorld(t)
	inv := w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberInvited{
		Org: "RXX", Roles: marketplace.RoleLead, Key: [32]byte{1}, Until: w.Instant() + 3600,
	}})[0]
	use := func() *markettest.Device {
		return w.Stranger(&marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: inv})
	}
	member := func(d *markettest.Device) bool { _, ok := w.System().ActorOf(d.ID); return ok }

	first := use()
	if !member(first) {
		t.Fatal("the first use did not make a member")
	}
	second := use()
	if member(first) || member(second) {
		t.Error("two used one invitation and one of them is a member")
	}
	w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: second.ID}})
	if !member(first) || member(second) {
		t.Error("the registrar chose, and it is not so")
	}
	w.Advance(2 * 3600e9)
	if late := use(); member(late) || !member(first) {
		t.Error("an invitation that has run out was used")
	}
	w.CheckRefold(1, 10)
}

func TestJoinerWithASlowClock(t *testing.T) {
	w := markettest.NewWorld(t)
	inv := w.Founder.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberInvited{Org: "RXX", Roles: marketplace.RoleLead, Key: [32]byte{1}}})[0]
	d := w.StrangerAt(w.Now().Add(-3600e9), &marketplace.MemberJoined{Proof: marketplace.ProofInvitation, Invitation: inv})
	if a, ok := w.System().ActorOf(d.ID); !ok || !a.Roles.Has(marketplace.RoleLead) {
		t.Errorf("a device whose clock is an hour slow stands as %+v", a)
	}
	w.CheckRefold(1, 5)
}

func TestChangeRolesKeepsHistory(t *testing.T) {
	w := markettest.NewWorld(t)
	was := w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar)
	first := was.Do(marketplace.InvitePerson{Name: "Tom Price", Org: "RXX", Roles: marketplace.RoleHost}).Refs[0]
	w.Founder.Do(marketplace.ChangeRoles{Person: was.Person, Org: "RA2", Roles: marketplace.RoleHost})
	if _, err := was.Try(marketplace.InvitePerson{Name: "Tom Price", Org: "RXX", Roles: marketplace.RoleHost}); marketplace.CodeOf(err) != marketplace.NotAllowed {
		t.Errorf("a registrar no longer may still invite: %v", err)
	}
	if w.System().Persons[marketplace.PersonOf(first)] == nil {
		t.Error("the invitation from before the change has lost its effect")
	}
	_, a := w.System().StandingOf(first)
	if a.Org != "RXX" || !a.Roles.Has(marketplace.RoleRegistrar) {
		t.Errorf("the earlier entry is judged as %+v", a)
	}
	w.CheckRefold(1, 5)
}

func TestGivingUpRolesIsInEffect(t *testing.T) {
	w := markettest.NewWorld(t)
	w.Join("Ann Lee", "RXX", marketplace.RoleRegistrar|marketplace.RoleCoordinator)
	w.Founder.Do(marketplace.ChangeRoles{Person: w.Founder.Person, Org: "RA2", Roles: marketplace.RoleHost})
	if a, _ := w.System().ActorOf(w.Founder.ID); a.Roles != marketplace.RoleHost {
		t.Errorf("the founder stands as %+v", a)
	}
	if len(w.System().Orgs) == 0 {
		t.Error("what the founder recorded has lost its effect")
	}
}

// registrars is three of one organisation.
func registrars(w *markettest.World) (all []*markettest.Device) {
	for _, name := range []string{"Ann Lee", "Tom Price", "Ola Berg"} {
		all = append(all, w.Join(name, "RA2", marketplace.RoleRegistrar))
	}
	return all
}

// revokeEachOther has each of the registrars revoke the next, without a word of the others.
func revokeEachOther(w *markettest.World, ring []*markettest.Device) {
	for _, d := range ring {
		d.Offline()
	}
	for i, d := range ring {
		w.Later()
		d.Write(marketplace.Draft{Subject: w.System().ID, Fact: &marketplace.MemberRevoked{Device: ring[(i+1)%len(ring)].ID, LastGood: 1}})
	}
	for _, d := range ring {
		d.Online()
	}
}

// TestMutualRevocation: three registrars revoke each other in a ring, which no order of effects settles. Every replica
// must come to the same end, and the fold must come to one.
func TestMutualRevocation(t *testing.T) {
	w := markettest.NewWorld(t)
	ring := registrars(w)
	revokeEachOther(w, ring)
	w.CheckRefold(1, 20)
	for _, d := range ring {
		if standing, _ := w.System().StandingOf(marketplace.Ref{Device: d.ID, Seq: 2}); standing != marketplace.StandingRevoked {
			t.Errorf("in a ring of revocations one device is still in")
		}
	}
}

// TestSystemFoldsAlike writes random, often unauthorised entries from several devices, some of them offline, and folds
// them in many orders.
func TestSystemFoldsAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := markettest.NewWorld(t)
		devices := []*markettest.Device{w.Founder}
		for _, roles := range []marketplace.Roles{marketplace.RoleRegistrar, marketplace.RoleCoordinator, marketplace.RoleRegistrar, marketplace.RoleLead} {
			devices = append(devices, w.Join("Somebody", "RXX", roles))
		}
		pick := func(what string) *markettest.Device { return rapid.SampledFrom(devices).Draw(t, what) }
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			d, other := pick("by"), pick("about")
			w.Later()
			var fact marketplace.Fact
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0:
				d.Offline()
				continue
			case 1:
				d.Online()
				continue
			case 2:
				fact = &marketplace.MemberRevoked{Device: other.ID, LastGood: rapid.Uint64Range(0, 6).Draw(t, "good")}
			case 3:
				fact = &marketplace.MemberRoles{
					Person: other.Person, Org: "RA2", Roles: marketplace.Roles(rapid.Byte().Draw(t, "roles")),
					Until: []marketplace.Ref{{Device: other.ID, Seq: rapid.Uint64Range(0, 6).Draw(t, "until")}},
				}
			case 4:
				fact = &marketplace.MemberInvited{Org: "RA2", Roles: marketplace.RoleRegistrar, Key: [32]byte{1}}
			case 5:
				fact = &marketplace.RingMade{For: marketplace.Audience{Ring: marketplace.RingPerson, Person: other.Person}, Recipient: [32]byte{1}}
			case 6:
				fact = &marketplace.CapSet{Percent: rapid.IntRange(0, 101).Draw(t, "percent"), From: w.Today(), Areas: markettest.Areas()}
			}
			d.Write(marketplace.Draft{Subject: w.System().ID, Fact: fact})
		}
		for _, d := range devices {
			d.Online()
		}
		w.CheckRefold(rapid.Uint64().Draw(t, "seed"), 4)
	})
}
