package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// TestAnInvitationKnowsWhereThisMachineIsReached invites with an always-on computer and this machine as addresses.
func TestAnInvitationKnowsWhereThisMachineIsReached(t *testing.T) {
	ctx := t.Context()
	reference, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	store, err := setup.Found(ctx, t.TempDir(), reference, setup.Founding{System: "Surrey", Person: "Siân Rees", Org: "RA2", Roles: marketplace.RoleHost}, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	node := oplog.DeviceID{5}
	if err := store.SaveAddresses(ctx, []sqlite.Address{
		{Device: node, Address: "node.invented.example:7946", AlwaysOn: true, At: now}, {Device: oplog.DeviceID{6}, Address: "10.0.0.6:7946", At: now},
	}); err != nil {
		t.Fatal(err)
	}
	p := taking{data{Store: store, status: func() replication.Status { return replication.Status{Connected: true, Listens: "10.0.0.7:7946"} }}}
	at, err := p.Reachable(ctx)
	if err != nil || !slices.Equal(at, []string{"node.invented.example:7946", "10.0.0.7:7946"}) {
		t.Fatalf("it is reached at %q (%v)", at, err)
	}
	c := marketplace.InvitePerson{Name: "Grace Okoro", Org: "RA2", Roles: marketplace.RoleLead}
	if _, err := p.Invitation(ctx, c, []string{"nowhere"}); marketplace.CodeOf(err) != marketplace.Invalid {
		t.Errorf("an address that is none is told as %v", err)
	}
	i, err := p.Invitation(ctx, c, append(at, "other.invented.example:7946"))
	if err != nil || i.Reaches != 3 || i.Grouped != identity.GroupCode(i.Code) {
		t.Fatalf("the invitation is %+v (%v)", i, err)
	}
	bundle := filepath.Join(t.TempDir(), "Grace.bundle")
	if _, err := i.Bundle(ctx, bundle, nil); err != nil {
		t.Fatal(err)
	}
	joinsFrom(t, bundle, i.Grouped)
	path := filepath.Join(t.TempDir(), "Grace.txt")
	if err := i.Write(path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	read, err := identity.ParseInvitation(text)
	self := oplog.DeviceID(store.Device())
	if err != nil || len(read.Addresses) != 3 || read.Addresses[0].Device != node || read.Addresses[1].Device != self || read.Addresses[2].Device != self {
		t.Errorf("it reaches %+v (%v)", read.Addresses, err)
	}
	for _, again := range []string{path, filepath.Join(t.TempDir(), "none", "Grace.txt")} {
		if err := i.Write(again); marketplace.CodeOf(err) != marketplace.Refused {
			t.Errorf("writing to %q is told as %v", again, err)
		}
	}
}

// joinsFrom joins with a code that was typed, and takes part by a bundle alone.
func joinsFrom(t *testing.T, bundle, code string) {
	t.Helper()
	ctx := t.Context()
	typed, err := replication.ParseInvitation(code)
	if err != nil {
		t.Fatal(err)
	}
	joiner, err := replication.Join(ctx, t.TempDir(), typed, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := joiner.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := replication.Import(ctx, joiner, bundle, replication.Importing{With: &typed}); err != nil {
		t.Fatal(err)
	}
	if _, waits, err := replication.Waits(ctx, joiner); waits || err != nil {
		t.Errorf("after the bundle it waits: %v (%v)", waits, err)
	}
	if me, err := joiner.Me(ctx); err != nil || me.Name != "Grace Okoro" {
		t.Errorf("it takes part as %q (%v)", me.Name, err)
	}
}

func TestOwnAddresses(t *testing.T) {
	for name, c := range map[string]struct {
		status replication.Status
		want   []string
	}{
		"not connected":     {replication.Status{Listens: "10.0.0.7:7946"}, nil},
		"not listening":     {replication.Status{Connected: true}, nil},
		"itself alone":      {replication.Status{Connected: true, Listens: "127.0.0.1:7946"}, nil},
		"at one address":    {replication.Status{Connected: true, Listens: "10.0.0.7:7946"}, []string{"10.0.0.7:7946"}},
		"under a name":      {replication.Status{Connected: true, Listens: "pc.invented.example:7946"}, []string{"pc.invented.example:7946"}},
		"no address at all": {replication.Status{Connected: true, Listens: "7946"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ownAddresses(c.status); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	for listens, want := range map[string]string{"[::]:7946": "", ":7946": "", "": "", "127.0.0.1:7946": "127.0.0.1:7946", "10.0.0.7:7946": "10.0.0.7:7946"} {
		if got := reachable(replication.Status{Listens: listens}); got != want { // not connected: no address of its own is known
			t.Errorf("listening at %q it is called at %q, want %q", listens, got, want)
		}
	}
	for _, own := range ownAddresses(replication.Status{Connected: true, Listens: "[::]:7946"}) {
		if !strings.HasSuffix(own, ":7946") || identity.CheckAddress(own) != nil {
			t.Errorf("everywhere is %q", own)
		}
	}
}
