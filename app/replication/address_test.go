package replication_test

import (
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// A host's address is for the host alone until somebody has booked: neither the leads of the host's organisation nor a
// coordinator read it, also where that organisation keeps no recovery key of its own.
func TestAddressIsTheHostsAlone(t *testing.T) {
	for _, org := range []string{"RA2", "RTP"} {
		t.Run(org, func(t *testing.T) {
			coordinator := found(t)
			theirs := marketplace.InvitePerson{Name: "Ann Lee", Org: org, Roles: marketplace.RoleHost}
			hosts := join(t, invited(t, coordinator, theirs))
			theirs.Name, theirs.Roles = "Tom Price", marketplace.RoleLead
			leads := join(t, invited(t, coordinator, theirs))
			all := []*sqlite.Store{coordinator, hosts, leads}
			share(t, all)
			room := list(t, hosts, 1)[0]
			share(t, all)
			for i, want := range []string{"", "1 Mill Lane, Guildford", ""} {
				d, err := all[i].RoomDetail(t.Context(), room)
				if err != nil || d.Address != want {
					t.Errorf("store %d reads %q, not %q: %v", i, d.Address, want, err)
				}
			}
		})
	}
}

// share brings stores to hold the same, duties and all.
func share(t *testing.T, all []*sqlite.Store) {
	t.Helper()
	for range 3 {
		for _, from := range all {
			for _, to := range all {
				if from != to {
					hand(t, from, to)
				}
			}
		}
	}
}
