package sqlite_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
)

// member is somebody who takes part, at a store of their own.
type member struct {
	*sqlite.Store
	name string
	out  bool
}

// TestARevokedDeviceOpensNothingSealedAfterwards lets people of two organisations come, change roles, get deputies and
// be removed, in any order, and tries the keys of each who was removed on all that was sealed after everybody knew.
func TestARevokedDeviceOpensNothingSealedAfterwards(t *testing.T) {
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 1))
		c := &clock{markettest.Start}
		founder := &member{Store: foundIn(t, t.TempDir(), c), name: "the founder"}
		if err := sqlite.Volatile(founder.Store); err != nil {
			t.Fatal(err)
		}
		all := []*member{founder}
		join := func(name, org string, roles marketplace.Roles, person marketplace.ID) *member {
			c.now = c.now.Add(time.Second)
			i, err := founder.Invite(context.Background(), marketplace.InvitePerson{Name: name, Org: org, Roles: roles, Person: person})
			if err != nil {
				t.Fatalf("invite: %v", err)
			}
			m := &member{Store: joinWith(t, c, i), name: name}
			if err := sqlite.Volatile(m.Store); err != nil {
				t.Fatal(err)
			}
			all = append(all, m)
			return m
		}
		meet := func() {
			for range 2 {
				for _, m := range all[1:] {
					if !m.out {
						carry(t, founder.Store, m.Store)
						carry(t, m.Store, founder.Store)
					}
				}
			}
		}
		join("a lead", "RA2", marketplace.RoleLead, marketplace.ID{})
		join("another registrar", "RXX", marketplace.RoleRegistrar|marketplace.RoleLead, marketplace.ID{})
		join("a host", "RA2", marketplace.RoleHost, marketplace.ID{})
		meet()
		removed := map[*member]map[int64]bool{} // with the entries from before everybody knew
		for range 6 {
			c.now = c.now.Add(time.Minute)
			m := all[random.IntN(len(all))]
			switch random.IntN(5) {
			case 0:
				if m == founder || m.out {
					continue
				}
				do(t, founder.Store, marketplace.RevokeDevice{Device: m.Device()})
				m.out = true
				meet()
				removed[m] = sqlite.EntriesOf(t, founder.Store)
			case 1:
				if me, err := m.Me(context.Background()); err == nil && !m.out {
					join("a second computer", me.Org, me.Roles, me.Person)
				}
			case 2:
				if me, err := m.Me(context.Background()); err == nil && !m.out && m != founder {
					_, _ = founder.Do(context.Background(), marketplace.ChangeRoles{Person: me.Person, Org: "RXX", Roles: me.Roles ^ marketplace.RoleVolunteer})
				}
			}
			for _, m := range all {
				if !m.out {
					seal(m.Store, c)
				}
			}
			meet()
		}
		for m, before := range removed {
			if opened := sqlite.OpenedWith(t, m.Store, founder.Store, before); len(opened) > 0 {
				t.Errorf("seed %d: %s was removed and opens %v", seed, m.name, opened)
			}
		}
	}
}

// seal does what seals something: to the person's own devices, to the leads of an organisation, to the coordinators.
func seal(s *sqlite.Store, c *clock) {
	ctx := context.Background()
	today := marketplace.DateOf(c.now)
	home, err := s.Do(ctx, marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"})
	if err == nil {
		_, _ = s.Do(ctx, marketplace.ListRoom{
			Facts:   marketplace.RoomFacts{Home: home.Began[0], Outcode: "GU2", Area: "Guildford"},
			Words:   marketplace.RoomWords{Title: "A room"},
			Contact: marketplace.RoomContact{Phone: "01483 496000"},
			Safety:  marketplace.RoomSafety{VouchedBy: "Ann", NoGas: true, SmokeAlarm: today},
		})
	}
	me, err := s.Me(ctx)
	if err != nil {
		return
	}
	_, _ = s.Do(ctx, marketplace.RecordArrival{
		Facts:    marketplace.ArrivalFacts{Org: me.Org, Group: "nurse", At: marketplace.InstantOf(c.now.AddDate(0, 0, 35)), Airport: "LHR", Nights: 28},
		Personal: marketplace.Personal{Given: "Adaeze", Family: "Nwosu"},
	})
}

// TestDeputyReadsWhatWasSealedBefore gives somebody the role of a lead, and takes it away again: with one grant they read
// what is there, and afterwards nothing new.
func TestDeputyReadsWhatWasSealedBefore(t *testing.T) {
	ctx := context.Background()
	s, c := found(t)
	deputy := invite(t, s, c, t.TempDir(), "Ann Lee", "RA2", marketplace.RoleHost)
	even(t, s, deputy)
	before := arrival(t, s, c, "RA2")
	even(t, s, deputy)
	reads := func(id marketplace.ID) bool {
		t.Helper()
		a, err := deputy.ArrivalDetail(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return a.Given != ""
	}
	if reads(before) {
		t.Fatal("a host reads the name of an arrival")
	}
	me, err := deputy.Me(ctx)
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, marketplace.ChangeRoles{Person: me.Person, Org: "RA2", Roles: marketplace.RoleHost | marketplace.RoleLead})
	even(t, s, deputy)
	if !reads(before) {
		t.Error("a deputy does not read what was sealed before")
	}
	do(t, s, marketplace.ChangeRoles{Person: me.Person, Org: "RA2", Roles: marketplace.RoleHost})
	after := arrival(t, s, c, "RA2")
	even(t, s, deputy)
	if reads(after) {
		t.Error("who is no deputy any more reads what is new")
	}
	laptop := invite(t, s, c, t.TempDir(), "Tom Price", "RA2", marketplace.RoleLead)
	even(t, s, laptop)
	for _, id := range []marketplace.ID{before, after} {
		if a, err := laptop.ArrivalDetail(ctx, id); err != nil || a.Given == "" {
			t.Errorf("a new lead reads %q of the arrival (%v)", a.Given, err)
		}
	}
	if rows, err := s.Invitations(ctx); err != nil || len(rows) != 2 || rows[0].State != marketplace.InvitationUsed || rows[0].Name != "Tom Price" {
		t.Errorf("the invitations are %+v (%v)", rows, err)
	}
}
