package oplog_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"io"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
)

// TestWhatAWriterWritesVerifies writes commits of random sizes and takes them to
// a replica in runs between the heads, whatever the sizes.
func TestWhatAWriterWritesVerifies(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLog(t, "a", system)
		tip := oplog.Tip{}
		for range rapid.IntRange(1, 3).Draw(rt, "commits") {
			sizes := rapid.SliceOfN(rapid.IntRange(0, 40_000), 1, 6).Draw(rt, "sizes")
			var drafts []oplog.Draft
			for _, n := range sizes {
				drafts = append(drafts, draft(withFacts(facts(n))))
			}
			for _, head := range l.write(drafts...) {
				if err := head.Verify(); err != nil {
					rt.Fatal(err)
				}
				data, err := l.run(tip.Seq+1, head.Seq).MarshalBinary()
				if err != nil {
					rt.Fatal("a run between two heads cannot be carried:", err)
				}
				var run oplog.Run
				if err := run.UnmarshalBinary(data); err != nil {
					rt.Fatal(err)
				}
				v, err := oplog.VerifyRun(system, tip, &run)
				if err != nil {
					rt.Fatal(err)
				}
				tip = v.Tip
			}
		}
		if tip != l.tip {
			rt.Fatalf("heads lead to %v, the log ends at %v", tip, l.tip)
		}
	})
}

func newWriter(t *testing.T, tip oplog.Tip, seen oplog.Clock) *oplog.Writer {
	t.Helper()
	w, err := oplog.NewWriter(deviceKey("a"), system, tip, seen)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWriterGivesABirthItsSubject(t *testing.T) {
	w := newWriter(t, oplog.Tip{}, 0)
	want := w.NextSubject()
	birth := must(w.Append(noon, draft()))
	if birth.Subject != want || !birth.Birth() {
		t.Fatal("a draft without subject is no birth")
	}
	later := must(w.Append(noon, draft(func(d *oplog.Draft) { d.Subject = want })))
	if later.Subject != want || later.Birth() {
		t.Fatal("a later entry of a subject is a birth")
	}
}

func TestWriterGoesOnFromEveryClockSeen(t *testing.T) {
	ahead := oplog.ClockAt(noon.Add(time.Hour))
	for name, w := range map[string]*oplog.Writer{
		"its own":          newWriter(t, oplog.Tip{Seq: 1, Clock: ahead}, 0),
		"another device's": newWriter(t, oplog.Tip{Seq: 1, Clock: 1}, ahead),
	} {
		if link := must(w.Append(noon, draft())); link.Clock != ahead+1 {
			t.Errorf("after %s clock: %x", name, link.Clock)
		}
	}
}

func TestWriterRefuses(t *testing.T) {
	tests := []struct {
		name  string
		tip   oplog.Tip
		seen  oplog.Clock
		draft oplog.Draft
		want  error
	}{
		{"a kind that is none", oplog.Tip{}, 0, draft(func(d *oplog.Draft) { d.Kind = "Room" }), oplog.ErrDamaged},
		{"no version", oplog.Tip{}, 0, draft(func(d *oplog.Draft) { d.Version = 0 }), oplog.ErrDamaged},
		{"facts that are not canonical", oplog.Tip{}, 0, draft(withFacts([]byte{0xbf, 0xff})), oplog.ErrDamaged},
		{"facts over 64 KiB", oplog.Tip{}, 0, draft(withFacts(facts(oplog.MaxEntry - 20))), oplog.ErrTooLarge},
		{"facts and private part over 64 KiB", oplog.Tip{}, 0, draft(func(d *oplog.Draft) { d.Private = make([]byte, oplog.MaxEntry-100) }), oplog.ErrTooLarge},
		{"clocks used up", oplog.Tip{}, oplog.MaxClock, draft(), oplog.ErrClockFull},
		{"seqs used up", oplog.Tip{Seq: oplog.MaxSeq}, 0, draft(), oplog.ErrClockFull},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter(t, tt.tip, tt.seen)
			before := w.Tip()
			if _, err := w.Append(noon, tt.draft); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			if heads, err := w.Heads(); w.Tip() != before || len(heads) > 0 || err != nil {
				t.Fatal("something was written")
			}
		})
	}
}

func TestWriterSignsOnce(t *testing.T) {
	w := newWriter(t, oplog.Tip{}, 0)
	must(w.Append(noon, draft()))
	if heads := must(w.Heads()); len(heads) != 1 || heads[0].Seq != 1 {
		t.Fatal(heads)
	}
	if heads := must(w.Heads()); len(heads) != 0 {
		t.Fatal("a head was signed for nothing:", heads)
	}
}

func TestOnlyEd25519Signs(t *testing.T) {
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	if _, err := oplog.NewWriter(key, system, oplog.Tip{}, 0); err == nil {
		t.Error("a writer with another key")
	}
	if _, err := oplog.SignHead(key, 1, oplog.Hash{}); err == nil {
		t.Error("a head with another key")
	}
	for name, s := range map[string]crypto.Signer{"no signature": brokenSigner{err: errors.New("locked")}, "a short signature": brokenSigner{}} {
		w, err := oplog.NewWriter(s, system, oplog.Tip{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		must(w.Append(noon, draft()))
		if _, err := w.Heads(); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

// brokenSigner has a good public key and never a good signature.
type brokenSigner struct{ err error }

func (brokenSigner) Public() crypto.PublicKey { return deviceKey("a").Public() }

func (s brokenSigner) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return []byte{1}, s.err
}
