package setup_test

import (
	"context"
	"testing"
	"time"

	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

func TestAFoundedSystemHasTheReferenceDatasOrganisationsAndCap(t *testing.T) {
	ctx := context.Background()
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	s, err := setup.Found(ctx, t.TempDir(), ref, setup.Founding{
		System: "Surrey rehearsal", Person: "Siân Rees", Org: "RA2", Roles: marketplace.RoleLead, Rehearsal: true,
	}, sqlite.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	orgs, err := s.Organisations(ctx)
	if err != nil || len(orgs) != len(ref.Organisations()) {
		t.Fatalf("%d organisations, %v; want %d", len(orgs), err, len(ref.Organisations()))
	}
	caps, err := s.CapPolicies(ctx)
	if err != nil || len(caps) != 1 {
		t.Fatalf("%d policies, %v; want 1", len(caps), err)
	}
	limit, _, ok := caps[0].Limit("Guildford")
	if !ok || limit != 11771 {
		t.Fatalf("the cap of Guildford is %v, want £117.71", limit)
	}
}

func TestAnOrganisationThatIsNotInTheListIsRefused(t *testing.T) {
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = setup.Found(context.Background(), t.TempDir(), ref, setup.Founding{System: "S", Person: "P", Org: "ZZZ"}, sqlite.Options{})
	if marketplace.CodeOf(err) != marketplace.Invalid {
		t.Fatalf("got %v", err)
	}
}
