package oplog_test

import (
	"errors"
	"testing"

	"settle.example/settle/sync/oplog"
)

func TestVerifyFork(t *testing.T) {
	one := fiveEntries(t, "Sunny room")
	two := fiveEntries(t, "Dark room") // the same key, another history from entry 3 on
	stranger := newLog(t, "b", system)
	stranger.write(draft(), draft(), draft(withPrivate("x")), draft(), draft())
	flipped := *two.run(3, 5)
	flipped.Signature[0] ^= 1

	tests := []struct {
		name string
		a, b *oplog.Run
		want error
	}{
		{"two histories", one.run(3, 5), two.run(3, 5), nil},
		{"of different lengths", one.run(3, 3), two.run(3, 5), nil},
		{"one history twice", one.run(3, 5), one.run(3, 4), oplog.ErrDamaged},
		{"from a shared entry", one.run(2, 5), two.run(2, 5), oplog.ErrDamaged},
		{"from different places", one.run(3, 5), two.run(4, 5), oplog.ErrDamaged},
		{"after different entries", one.run(4, 5), two.run(4, 5), oplog.ErrDamaged},
		{"of two devices", one.run(3, 5), stranger.run(3, 5), oplog.ErrDamaged},
		{"one unsigned", one.run(3, 5), &flipped, oplog.ErrSignature},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, pair := range [][2]*oplog.Run{{tt.a, tt.b}, {tt.b, tt.a}} {
				got, err := oplog.VerifyFork(system, pair[0], pair[1])
				if !errors.Is(err, tt.want) {
					t.Fatalf("got %v, want %v", err, tt.want)
				}
				if err == nil && (got.Device != one.links[1].Device || got.At != 2 || got.Hash != one.links[1].Hash) {
					t.Fatalf("they part at %+v", got)
				}
			}
		})
	}
}

func TestVerifyForkAtTheStart(t *testing.T) {
	one, two := newLog(t, "a", system), newLog(t, "a", system)
	one.write(draft())
	two.write(draft(withPrivate("another")))
	got, err := oplog.VerifyFork(system, one.run(1, 1), two.run(1, 1))
	if err != nil || got.At != 0 || !got.Hash.IsZero() {
		t.Errorf("they part at %+v (%v)", got, err)
	}
	if _, err := oplog.VerifyFork(oplog.Hash{9}, one.run(1, 1), two.run(1, 1)); !errors.Is(err, oplog.ErrWrongSystem) {
		t.Errorf("in another system: %v", err)
	}
}
