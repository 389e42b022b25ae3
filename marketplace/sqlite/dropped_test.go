package sqlite_test

import (
	"context"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// A home goes with the log that it began in, which was cut, and with what this device wrote of it under a former key that
// was copied too. Said again under the new key, that begins the home's row anew in the transaction that dropped it.
func TestWhatIsSaidAgainOfASubjectThatWent(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	dirs := [2]string{t.TempDir(), t.TempDir()}
	var hosts [2]*sqlite.Store
	var former [2]oplog.DeviceID
	for i, name := range []string{"Tom Price", "Ann Lee"} {
		hosts[i] = invite(t, founder, c, dirs[i], name, "RA2", marketplace.RoleHost|marketplace.RoleLead)
		even(t, founder, hosts[i])
		former[i] = oplog.DeviceID(hosts[i].Device())
	}
	even(t, founder, hosts[0])
	do(t, hosts[1], marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"})
	even(t, founder, hosts[1])

	host, other, shared := twins(t, hosts[0], dirs[0], c)
	home := do(t, host, marketplace.AddHome{LodgerLimit: 1, Address: "2 Mill Lane", OfOrganisation: true, Org: "RA2"}).Began[0]
	do(t, other, marketplace.AddHome{LodgerLimit: 1, Address: "3 Mill Lane"})
	even(t, founder, host)
	even(t, founder, hosts[1])
	began := [2]*oplog.Run{tailOf(t, host, former[0], shared), tailOf(t, other, former[0], shared)}

	writer, other, shared := twins(t, hosts[1], dirs[1], c)
	do(t, writer, marketplace.ChangeHome{Home: home, LodgerLimit: 2, Address: "2a Mill Lane"})
	do(t, writer, marketplace.AddHome{LodgerLimit: 2, Address: "4 Mill Lane"})
	do(t, other, marketplace.AddHome{LodgerLimit: 1, Address: "5 Mill Lane"})
	changed := [2]*oplog.Run{tailOf(t, writer, former[1], shared), tailOf(t, other, former[1], shared)}
	reissued(t, writer)

	witness, err := sqlite.Follow(ctx, t.TempDir(), systemOf(t, founder), true, sqlite.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closing(t, witness))
	carry(t, founder, witness)
	for _, proof := range [][2]*oplog.Run{began, changed} {
		for _, s := range []*sqlite.Store{writer, witness} {
			if _, _, err := s.Fork(ctx, proof[0], proof[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	do(t, writer, marketplace.AddHome{LodgerLimit: 2, Address: "6 Mill Lane"})
	if r, err := writer.Verify(ctx, nil); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v (%v)", r.Problems, err)
	}
	carry(t, writer, witness)
	if digest(t, writer) != digest(t, witness) {
		t.Error("the same entries have unequal digests")
	}
}
