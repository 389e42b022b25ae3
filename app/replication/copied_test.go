package replication_test

import (
	"os"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace/sqlite"
)

// twins are two copies of a member's folder that each went on by themselves, beside the founder.
func twins(t *testing.T) (founder *sqlite.Store, copies [2]*sqlite.Store) {
	t.Helper()
	founder = found(t)
	member := join(t, invited(t, founder, lead))
	take(t, founder, must(bundle(t, member, replication.Exporting{})))
	take(t, member, must(bundle(t, founder, replication.Exporting{})))
	if err := member.Close(); err != nil {
		t.Fatal(err)
	}
	dirs := [2]string{member.Dir(), t.TempDir()}
	if err := os.CopyFS(dirs[1], os.DirFS(dirs[0])); err != nil {
		t.Fatal(err)
	}
	for i, dir := range dirs {
		s, err := sqlite.Open(t.Context(), dir, options)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(closing(t, s))
		for range i + 1 {
			do(t, s, anArrival())
		}
		copies[i] = s
	}
	return founder, copies
}

func TestACopiedDiskIsNoticedAndBothGoOn(t *testing.T) {
	founder, copies := twins(t)
	a := start(t, founder)
	defer stop(t, a)
	var sessions [2]*replication.Session
	for i, s := range copies {
		sessions[i] = replication.Connect(t.Context(), s, loopback(), nil)
		defer sessions[i].Close()
		sessions[i].AddPeers(at(founder, a))
	}
	for i, s := range copies {
		eventually(t, "the copy knows that it must go on as another device", func() bool {
			due, err := s.RenewalDue(t.Context())
			return err == nil && due == sqlite.RenewalForked
		})
		eventually(t, "and says so", func() bool { return sessions[i].Status().Trouble == replication.TroubleCopied })
	}
	for _, s := range copies {
		if _, err := s.Reissue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "what both did is everywhere", func() bool {
		return arrivals(t, founder) == 3 && arrivals(t, copies[0]) == 3 && arrivals(t, copies[1]) == 3
	})
	equal(t, founder, copies[0])
	equal(t, founder, copies[1])
	for i := range sessions {
		eventually(t, "the trouble is over", func() bool { return sessions[i].Status().Trouble == replication.TroubleNone })
	}
}
