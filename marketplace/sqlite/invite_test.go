package sqlite_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// TestAnInvitationOnPaper takes invitations through what people hand over.
func TestAnInvitationOnPaper(t *testing.T) {
	s, c := found(t)
	ctx := context.Background()
	address := identity.Address{HostPort: "node.invented.example:7946", Device: oplog.DeviceID(s.Device())}
	until := marketplace.InstantOf(c.now.Add(14 * 24 * time.Hour))
	i, err := s.Invite(ctx, marketplace.InvitePerson{Name: "Tom Price", Org: "RA2", Roles: marketplace.RoleLead, Until: until}, address)
	if err != nil {
		t.Fatal(err)
	}
	if me, err := s.Me(ctx); err != nil || i.Name != me.System || i.Person != "Tom Price" || !i.Rehearsal || marketplace.InstantOf(i.Until) != until {
		t.Errorf("%q, %q, rehearsal %v, until %v (%v)", i.Name, i.Person, i.Rehearsal, i.Until, err)
	}
	file, err := identity.FormatInvitation(i)
	if err != nil {
		t.Fatal(err)
	}
	read, err := identity.ParseInvitation(file)
	if err != nil || !slices.Equal(read.Addresses, []identity.Address{address}) {
		t.Fatal(read.Addresses, err)
	}
	lead := joinWith(t, c, read)
	even(t, s, lead)
	me, err := lead.Me(ctx)
	if err != nil || me.Name != "Tom Price" || me.Roles != marketplace.RoleLead {
		t.Fatalf("the lead is %+v (%v)", me, err)
	}

	second, err := s.Invite(ctx, marketplace.InvitePerson{Person: me.Person})
	if err != nil || second.Person != "Tom Price" {
		t.Fatal(second.Person, err)
	}
	code, err := second.Code()
	if err != nil {
		t.Fatal(err)
	}
	if read, err = identity.ParseInvitation([]byte(identity.GroupCode(code))); err != nil {
		t.Fatal(err)
	}
	laptop := joinWith(t, c, read)
	even(t, s, laptop)
	if again, err := laptop.Me(ctx); err != nil || again.Person != me.Person || again.Device == me.Device {
		t.Errorf("the laptop is of %+v (%v)", again, err)
	}
}

func joinWith(t testing.TB, c *clock, i identity.Invitation) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Join(context.Background(), t.TempDir(), i, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, s))
	return s
}

func TestInviteIsRefused(t *testing.T) {
	s, _ := found(t)
	good := identity.Address{HostPort: "10.0.0.1:7946", Device: oplog.DeviceID(s.Device())}
	person := marketplace.InvitePerson{Name: "Tom Price", Org: "RA2", Roles: marketplace.RoleLead}
	before := length(t, s)
	for name, try := range map[string]struct {
		c         marketplace.InvitePerson
		addresses []identity.Address
	}{
		"nowhere":             {person, []identity.Address{{HostPort: "somewhere", Device: good.Device}}},
		"too many addresses":  {person, slices.Repeat([]identity.Address{good}, 9)},
		"nobody answers":      {person, []identity.Address{{HostPort: good.HostPort}}},
		"nobody":              {marketplace.InvitePerson{Org: "RA2", Roles: marketplace.RoleLead}, nil},
		"nobody that is here": {marketplace.InvitePerson{Person: marketplace.ID{1}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.Invite(context.Background(), try.c, try.addresses...)
			wantSentence(t, err)
		})
	}
	if length(t, s) != before {
		t.Error("an invitation that was refused is in the log")
	}
}
