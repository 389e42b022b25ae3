package markettest_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
)

func TestWorldIsFounded(t *testing.T) {
	w := markettest.NewWorld(t)
	sys := w.System()
	if len(sys.Orgs) != 5 || len(sys.Caps) != 1 || len(sys.Persons) != 1 || !sys.Rehearsal {
		t.Fatalf("the founded system has %d organisations, %d caps, %d persons", len(sys.Orgs), len(sys.Caps), len(sys.Persons))
	}
	a, ok := sys.ActorOf(w.Founder.ID)
	if !ok || a.Org != "RA2" || !a.Roles.Has(marketplace.RoleCoordinator) || a.Person != w.Founder.Person {
		t.Fatalf("the founder is %+v", a)
	}
}

func TestJoin(t *testing.T) {
	w := markettest.NewWorld(t)
	host := w.Join("Siân Rees", "RXX", marketplace.RoleHost)
	second := host.Second()
	a, ok := w.System().ActorOf(second.ID)
	if !ok || a.Person != host.Person || a.Org != "RXX" || a.Roles != marketplace.RoleHost {
		t.Fatalf("the second device stands as %+v", a)
	}
	w.CheckRefold(1, 5)
}

func TestOffline(t *testing.T) {
	w := markettest.NewWorld(t)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	lead.Offline()
	w.Founder.Do(marketplace.InvitePerson{Name: "Ann Lee", Org: "RA2", Roles: marketplace.RoleHost})
	if n := len(lead.View().System().Persons); n != 2 {
		t.Fatalf("offline, the lead sees %d persons", n)
	}
	lead.Online()
	if n := len(lead.View().System().Persons); n != 3 {
		t.Fatalf("online again, the lead sees %d persons", n)
	}
}
