package sqlite_test

import (
	"context"
	"slices"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// unheard is a host that has the system's entries and that nobody has heard of, under so many new keys; each key wrote
// something.
func unheard(t *testing.T, founder *sqlite.Store, c *clock, keys int) *sqlite.Store {
	t.Helper()
	host := invite(t, founder, c, t.TempDir(), "Siân Rees", "RA2", marketplace.RoleHost)
	carry(t, founder, host)
	for n := range keys + 1 {
		if n > 0 {
			reissued(t, host)
		}
		do(t, host, marketplace.AddHome{LodgerLimit: 1, Address: "1 Mill Lane"})
		do(t, host, marketplace.AddHome{LodgerLimit: 1, Address: "2 Mill Lane"})
	}
	return host
}

func proofOf(t *testing.T, s *sqlite.Store) []*oplog.Run {
	t.Helper()
	proof, err := s.Proof(t.Context(), 8)
	if err != nil {
		t.Fatal(err)
	}
	return proof
}

// TestAProofIsWhole shows what a device goes by: the first entries alone, each signed, of no more keys than lead to one
// that was invited.
func TestAProofIsWhole(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	for _, k := range []struct{ keys, runs int }{{0, 1}, {1, 2}, {3, 2}} {
		host := unheard(t, founder, c, k.keys)
		proof := proofOf(t, host)
		if len(proof) != k.runs || proof[len(proof)-1].Device != oplog.DeviceID(host.Device()) {
			t.Fatalf("after %d new keys the proof has %d runs", k.keys, len(proof))
		}
		for _, run := range proof {
			if run.First != 1 || len(run.Records) != 1 || run.Records[0].State == oplog.Present {
				t.Errorf("it holds %d records from %d on", len(run.Records), run.First)
			}
			if _, err := oplog.VerifyRun(systemOf(t, founder), oplog.Tip{}, run); err != nil {
				t.Error(err)
			}
		}
		done, ok, err := founder.Admit(ctx, proof)
		if err != nil || !ok || done.Entries != k.runs {
			t.Fatalf("after %d new keys: admitted %v, %d entries (%v)", k.keys, ok, done.Entries, err)
		}
		even(t, founder, host)
	}
	if short, err := unheard(t, founder, c, 1).Proof(ctx, 1); err != nil || len(short) != 1 {
		t.Errorf("of one run it is %d long (%v)", len(short), err)
	}
}

// TestAProofThatDoesNotHold leaves nothing behind.
func TestAProofThatDoesNotHold(t *testing.T) {
	ctx := context.Background()
	founder, c := found(t)
	host, other := unheard(t, founder, c, 1), unheard(t, founder, c, 0)
	good, another := proofOf(t, host), proofOf(t, other)
	elsewhere, at := found(t)
	foreign := proofOf(t, unheard(t, elsewhere, at, 1))
	forged := *good[0]
	forged.Signature[3] ^= 1
	longer := *good[1]
	longer.Records = append(slices.Clone(longer.Records), longer.Records[0])
	for _, k := range []struct {
		name  string
		proof []*oplog.Run
	}{
		{"nothing", nil},
		{"a key that an unknown one names", good[1:]},
		{"a forged invitation", []*oplog.Run{&forged, good[1]}},
		{"of another system", foreign},
		{"somebody else's invitation", []*oplog.Run{another[0], good[1]}},
		{"somebody else beside", []*oplog.Run{another[0], good[0], good[1]}},
		{"more than first entries", []*oplog.Run{good[0], &longer}},
	} {
		t.Run(k.name, func(t *testing.T) {
			before, err := founder.Heads(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if done, ok, err := founder.Admit(ctx, k.proof); ok || err != nil || done.Entries != 0 {
				t.Errorf("admitted %v with %d entries (%v)", ok, done.Entries, err)
			}
			if after, err := founder.Heads(ctx); err != nil || !slices.Equal(before, after) {
				t.Errorf("it left something behind (%v)", err)
			}
		})
	}
	if _, ok, err := founder.Admit(ctx, good); !ok || err != nil {
		t.Errorf("whole, it is not admitted (%v)", err)
	}
}

// TestAProofOfARemovedKey: a key that was revoked names nobody any more.
func TestAProofOfARemovedKey(t *testing.T) {
	founder, c := found(t)
	host := unheard(t, founder, c, 0)
	if _, ok, err := founder.Admit(t.Context(), proofOf(t, host)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	do(t, founder, marketplace.RevokeDevice{Device: host.Device(), Reason: marketplace.ReasonLost})
	reissued(t, host)
	if _, ok, err := founder.Admit(t.Context(), proofOf(t, host)); ok || err != nil {
		t.Errorf("admitted %v (%v)", ok, err)
	}
}
