package oplog_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"settle.example/settle/sync/oplog"
)

var system = oplog.Hash{0x5e}

// fiveEntries is a device's log whose third entry has a private part.
func fiveEntries(t testing.TB, title string) *log {
	l := newLog(t, "a", system)
	l.write(draft(), draft(), draft(withPrivate(title)), draft(), draft())
	return l
}

func TestVerifyRunTakesWhatGoesOn(t *testing.T) {
	l := fiveEntries(t, "Sunny room")
	tests := []struct {
		name               string
		known, first, last uint64
		links              int
	}{
		{"a log from its start", 0, 1, 5, 5},
		{"one entry", 0, 1, 1, 1},
		{"the rest of a log", 2, 3, 5, 3},
		{"a run that begins before the tip", 3, 1, 5, 2},
		{"a run that begins at the tip", 3, 3, 5, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := oplog.VerifyRun(system, l.at(tt.known), l.run(tt.first, tt.last))
			if err != nil {
				t.Fatal(err)
			}
			if len(v.Links) != tt.links || v.Tip != l.at(tt.last) || v.Refused != 0 {
				t.Fatalf("%d links, tip %v, refused %d", len(v.Links), v.Tip, v.Refused)
			}
			for i, link := range v.Links {
				want := l.links[int(tt.known)+i]
				if link.Hash != want.Hash || link.Seq != want.Seq || link.Prev != want.Prev ||
					!bytes.Equal(link.Private, want.Private) || link.State != want.State || !bytes.Equal(link.Facts, want.Facts) {
					t.Fatalf("entry %d differs: %+v", want.Seq, link)
				}
			}
		})
	}
}

func TestVerifyRunRefuses(t *testing.T) {
	l := fiveEntries(t, "Sunny room")
	fork := fiveEntries(t, "Dark room") // the same key, another history from entry 3 on
	stranger := newLog(t, "a", oplog.Hash{0xbd})
	stranger.write(draft(), draft())

	tests := []struct {
		name   string
		known  oplog.Tip
		run    *oplog.Run
		change func(*oplog.Run)
		want   error
		seq    uint64
	}{
		{"a gap", l.at(1), l.run(3, 5), nil, oplog.ErrGap, 2},
		{"entries before the first", oplog.Tip{}, l.run(2, 5), nil, oplog.ErrGap, 1},
		{"what is held already", l.at(5), l.run(1, 4), nil, oplog.ErrDuplicate, 1},
		{"exactly what is held already", l.at(5), l.run(2, 5), nil, oplog.ErrDuplicate, 2},
		{"a fork after the tip", fork.at(3), l.run(4, 5), nil, oplog.ErrFork, 3},
		{"a fork before the tip", fork.at(4), l.run(3, 5), nil, oplog.ErrFork, 4},
		{"a fork that ends at the tip", fork.at(5), l.run(1, 5), nil, oplog.ErrFork, 5},
		{"another system", oplog.Tip{}, stranger.run(1, 2), nil, oplog.ErrWrongSystem, 1},
		{"no entries", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Records = nil }, oplog.ErrDamaged, 3},
		{"seq 0", oplog.Tip{}, l.run(1, 2), func(r *oplog.Run) { r.First = 0 }, oplog.ErrDamaged, 0},
		{"a seq past all", oplog.Tip{Seq: oplog.MaxSeq}, l.run(1, 2), func(r *oplog.Run) { r.First = oplog.MaxSeq }, oplog.ErrDamaged, oplog.MaxSeq},
		{"too many entries", l.at(2), l.run(3, 5), func(r *oplog.Run) {
			r.Records = slices.Repeat(r.Records[:1], oplog.MaxRunEntries+1)
		}, oplog.ErrDamaged, 3},
		{"a body that is not CBOR", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Records[1].Body = []byte{0xff} }, oplog.ErrDamaged, 4},
		{"a body over 64 KiB", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Records[1].Body = make([]byte, oplog.MaxEntry+1) }, oplog.ErrTooLarge, 4},
		{"a flipped bit", l.at(2), l.run(3, 5), flipFact, oplog.ErrBroken, 5},
		{"an entry left out", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Records = slices.Delete(r.Records, 1, 2) }, oplog.ErrBroken, 4},
		{"an entry twice", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Records = slices.Insert(r.Records, 1, r.Records[1]) }, oplog.ErrBroken, 6},
		{"entries swapped", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Records[1], r.Records[2] = r.Records[2], r.Records[1] }, oplog.ErrBroken, 5},
		{"another start", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Prev[0] ^= 1 }, oplog.ErrBroken, 5},
		{"another end", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Hash[0] ^= 1 }, oplog.ErrBroken, 5},
		{"another device's name", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Device = deviceID("b") }, oplog.ErrBroken, 5},
		{"a forged signature", l.at(2), l.run(3, 5), func(r *oplog.Run) { r.Signature[5] ^= 1 }, oplog.ErrSignature, 5},
		{"a flipped bit, the end made to fit", l.at(2), l.run(3, 5), func(r *oplog.Run) { flipFact(r); r.Hash = chain(r) }, oplog.ErrSignature, 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.change != nil {
				tt.change(tt.run)
			}
			v, err := oplog.VerifyRun(system, tt.known, tt.run)
			if !errors.Is(err, tt.want) || len(v.Links) > 0 {
				t.Fatalf("error %v with %d links, want %v", err, len(v.Links), tt.want)
			}
			var at *oplog.ChainError
			if !errors.As(err, &at) || at.Device != tt.run.Device || at.Seq != tt.seq {
				t.Fatalf("at %+v, want entry %d", at, tt.seq)
			}
		})
	}
}

// flipFact changes a byte of the run's second entry that stays good CBOR.
func flipFact(r *oplog.Run) {
	body := bytes.Clone(r.Records[1].Body)
	body[bytes.Index(body, []byte("GU2"))] = 'S'
	r.Records[1].Body = body
}

// chain returns the hash that the run's entries lead to.
func chain(r *oplog.Run) oplog.Hash {
	p := oplog.Position{Device: r.Device, Seq: r.First, Prev: r.Prev}
	for _, rec := range r.Records {
		p.Prev, p.Seq = p.Hash(rec.Body), p.Seq+1
	}
	return p.Prev
}

func TestVerifyRunRefusesAClockThatGoesBack(t *testing.T) {
	for _, tt := range []struct {
		name   string
		clocks []oplog.Clock
		known  int
		seq    uint64
	}{
		{"within the run", []oplog.Clock{10, 20, 19}, 0, 3},
		{"equal", []oplog.Clock{10, 20, 20}, 0, 3},
		{"against the tip", []oplog.Clock{10, 9, 20}, 1, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLog(t, "a", system)
			p := oplog.Position{Device: deviceID("a"), Seq: 1, Prev: system}
			for _, c := range tt.clocks {
				e := oplog.Entry{Facts: []byte{0xa0}, Header: oplog.Header{Position: p, Clock: c, Kind: "a", Version: 1, Subject: oplog.ID{1}}}
				rec := oplog.Record{Body: must(e.AppendBody(nil))}
				l.links = append(l.links, oplog.Link{Entry: e, Hash: p.Hash(rec.Body), Record: rec})
				l.records = append(l.records, rec)
				p.Prev, p.Seq = p.Hash(rec.Body), p.Seq+1
			}
			_, err := oplog.VerifyRun(system, l.at(uint64(tt.known)), l.run(uint64(tt.known)+1, 3))
			var at *oplog.ChainError
			if !errors.Is(err, oplog.ErrClockBackwards) || !errors.As(err, &at) || at.Seq != tt.seq {
				t.Fatal(err)
			}
		})
	}
}

func TestVerifyRunNeverRefusesAnEntryForItsPrivatePart(t *testing.T) {
	l := fiveEntries(t, "Sunny room")
	other := must(oplog.NewPrivate(map[uint]string{1: "other"}).MarshalBinary())
	tests := []struct {
		name    string
		entry   uint64
		carried oplog.Record // but for the body
		state   oplog.PrivateState
		refused int
	}{
		{"another part", 3, oplog.Record{Private: other, State: oplog.Present}, oplog.Owed, 1},
		{"a part that makes the entry too large", 3, oplog.Record{Private: make([]byte, oplog.MaxEntry), State: oplog.Present}, oplog.Owed, 1},
		{"an empty part", 3, oplog.Record{State: oplog.Present}, oplog.Owed, 1},
		{"owed by the carrier too", 3, oplog.Record{State: oplog.Owed}, oplog.Owed, 0},
		{"erased", 3, oplog.Record{State: oplog.Erased}, oplog.Erased, 0},
		{"past its date", 3, oplog.Record{State: oplog.PastDate}, oplog.PastDate, 0},
		{"called none where there is one", 3, oplog.Record{State: oplog.NoPrivate}, oplog.Owed, 0},
		{"a part where none is promised", 4, oplog.Record{Private: other, State: oplog.Present}, oplog.NoPrivate, 1},
		{"called owed where there is none", 4, oplog.Record{State: oplog.Owed}, oplog.NoPrivate, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := l.run(1, 5)
			tt.carried.Body = run.Records[tt.entry-1].Body
			run.Records[tt.entry-1] = tt.carried
			v, err := oplog.VerifyRun(system, oplog.Tip{}, run)
			if err != nil {
				t.Fatal(err)
			}
			link := v.Links[tt.entry-1]
			if link.State != tt.state || link.Private != nil || v.Refused != tt.refused {
				t.Fatalf("state %d, private part %x, refused %d", link.State, link.Private, v.Refused)
			}
		})
	}
}

func TestAFoundingEntryMakesTheSystem(t *testing.T) {
	founder := newLog(t, "founder", oplog.Hash{})
	founder.write(draft(func(d *oplog.Draft) { d.Kind = "system.founded" }), draft())
	id := founder.links[0].Hash
	if !founder.links[0].Prev.IsZero() {
		t.Fatal("a founding entry follows something")
	}
	if _, err := oplog.VerifyRun(id, oplog.Tip{}, founder.run(1, 2)); err != nil {
		t.Fatal(err)
	}
	if _, err := oplog.VerifyRun(system, oplog.Tip{}, founder.run(1, 2)); !errors.Is(err, oplog.ErrWrongSystem) {
		t.Fatal("a founding entry passed in another system:", err)
	}
	joiner := newLog(t, "joiner", id)
	joiner.write(draft())
	if _, err := oplog.VerifyRun(id, oplog.Tip{}, joiner.run(1, 1)); err != nil {
		t.Fatal(err)
	}
}

func TestHeads(t *testing.T) {
	l := fiveEntries(t, "Sunny room")
	head := l.run(1, 5).Head()
	data := must(head.MarshalBinary())
	var back oplog.SignedHead
	if err := back.UnmarshalBinary(data); err != nil || back != head || back.Verify() != nil {
		t.Fatal(err, back)
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 1
		if back.UnmarshalBinary(bad) == nil && back.Verify() == nil {
			t.Fatalf("byte %d may change", i)
		}
	}
	for n := range data {
		if back.UnmarshalBinary(data[:n]) == nil {
			t.Fatalf("%d bytes were taken for a head", n)
		}
	}
}

func TestErrorsAreSentencesWithoutIDs(t *testing.T) {
	err := &oplog.ChainError{Device: deviceID("a"), Seq: 7, Err: oplog.ErrFork}
	if got, want := err.Error(), "entry 7: the device signed two different histories, as a copied disk does"; got != want {
		t.Fatalf("%q", got)
	}
}

func FuzzRun(f *testing.F) {
	l := newLog(f, "fuzz", system)
	l.write(draft(), draft(withPrivate("x")))
	f.Add(must(l.run(1, 2).MarshalBinary()))
	f.Add(must(l.run(2, 2).MarshalBinary()))
	known := l.at(1)
	f.Fuzz(func(t *testing.T, data []byte) {
		var run oplog.Run
		if run.UnmarshalBinary(data) != nil {
			return
		}
		if again, err := run.MarshalBinary(); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x comes back as %x (%v)", data, again, err)
		}
		for _, tip := range []oplog.Tip{{}, known} {
			v, err := oplog.VerifyRun(system, tip, &run)
			if err == nil && v.Links[len(v.Links)-1].Hash != l.links[v.Tip.Seq-1].Hash {
				t.Fatal("a forged run was taken")
			}
		}
	})
}

func FuzzHead(f *testing.F) {
	l := newLog(f, "fuzz", system)
	l.write(draft())
	f.Add(must(l.run(1, 1).Head().MarshalBinary()))
	f.Fuzz(func(t *testing.T, data []byte) {
		var h oplog.SignedHead
		if h.UnmarshalBinary(data) != nil {
			return
		}
		if again := must(h.MarshalBinary()); !bytes.Equal(again, data) {
			t.Fatalf("%x comes back as %x", data, again)
		}
	})
}
