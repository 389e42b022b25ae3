package oplog_test

import (
	"errors"
	"testing"

	"settle.example/settle/sync/oplog"
)

func TestVerifyFork(t *testing.T) {
	system := oplog.Hash{7}
	mine := newLog(t, "a copied disk", system)
	mine.write(draft(), draft(), draft())
	other := newLog(t, "a copied disk", system)
	other.write(draft(), draft(), draft())
	mine.write(draft(withFacts(facts(10))), draft())
	other.write(draft(withFacts(facts(20))), draft(), draft())
	stranger := newLog(t, "another disk", system)
	stranger.write(draft(), draft(), draft(), draft(withFacts(facts(30))))
	late := newLog(t, "a copied disk", oplog.Hash{8})
	late.write(draft())
	other1 := newLog(t, "a copied disk", system)
	other1.write(draft(withFacts(facts(40))))

	forged := other.run(4, 6)
	forged.Signature[0] ^= 1
	cases := []struct {
		name string
		a, b *oplog.Run
		at   uint64
		err  error
	}{
		{"parting after the third", mine.run(4, 5), other.run(4, 6), 3, nil},
		{"parting at the first", mine.run(1, 3), other1.run(1, 1), 0, nil},
		{"beginning before they part", mine.run(3, 5), other.run(3, 6), 0, oplog.ErrDamaged},
		{"one and the same", mine.run(4, 5), mine.run(4, 4), 0, oplog.ErrDamaged},
		{"after they parted", mine.run(5, 5), other.run(5, 6), 0, oplog.ErrDamaged},
		{"two places", mine.run(4, 5), other.run(5, 6), 0, oplog.ErrDamaged},
		{"two devices", mine.run(4, 5), stranger.run(4, 4), 0, oplog.ErrDamaged},
		{"a forged side", mine.run(4, 5), forged, 0, oplog.ErrSignature},
		{"another system", late.run(1, 1), late.run(1, 1), 0, oplog.ErrWrongSystem},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at, hash, err := oplog.VerifyFork(system, c.a, c.b)
			if !errors.Is(err, c.err) {
				t.Fatalf("got %v, want %v", err, c.err)
			}
			if err != nil {
				return
			}
			if at != c.at || hash != mine.at(c.at).Hash {
				t.Errorf("parted after entry %d, want %d", at, c.at)
			}
		})
	}
}
