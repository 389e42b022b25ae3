package oplog_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"settle.example/settle/sync/oplog"
)

// hexBytes reads hex digits from JSON.
type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

func (h hexBytes) device() oplog.DeviceID {
	return oplog.DeviceID(ed25519.NewKeyFromSeed(h).Public().(ed25519.PublicKey))
}

// vectors is testdata/vectors.json. Once published, a vector never changes.
type vectors struct {
	Subjects []struct {
		Device, ID hexBytes
		Seq        uint64
	}
	Entries []struct {
		Name, Kind        string
		Seed, Prev        hexBytes
		Seq, Clock        uint64
		Version           uint32
		Subject           hexBytes
		PrivateHash       hexBytes `json:"private_hash"`
		DeleteAfter       uint32   `json:"delete_after"`
		Facts, Body, Hash hexBytes
	}
	Private []struct {
		Name   string
		Salt   hexBytes
		Text   map[uint]string
		Sealed []struct {
			Class      uint8
			Rings      []hexBytes
			Ciphertext hexBytes
		}
		Bytes, Hash hexBytes
	}
	Heads []struct {
		Seed, Hash, Message, Signature, Bytes hexBytes
		Seq                                   uint64
	}
	Runs []struct {
		System, Seed, Bytes hexBytes
		First               uint64
		Records             []struct {
			Body, Private hexBytes
			State         uint8
		}
	}
	VersionVectors []struct {
		Name          string
		Seqs          map[string]uint64
		Bytes, Digest hexBytes
	} `json:"version_vectors"`
}

func readVectors(t *testing.T) (v vectors) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(must(os.ReadFile("testdata/vectors.json"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if len(v.Subjects) == 0 || len(v.Entries) == 0 || len(v.Private) == 0 || len(v.Heads) == 0 || len(v.Runs) == 0 || len(v.VersionVectors) == 0 {
		t.Fatal("a kind of vector is missing")
	}
	return v
}

func TestVectorsOfEntries(t *testing.T) {
	v := readVectors(t)
	for _, s := range v.Subjects {
		if got := oplog.SubjectOf(oplog.DeviceID(s.Device), s.Seq); !bytes.Equal(got[:], s.ID) {
			t.Errorf("subject of seq %d: %s", s.Seq, got)
		}
	}
	for _, e := range v.Entries {
		t.Run(e.Name, func(t *testing.T) {
			want := oplog.Entry{Facts: e.Facts, Header: oplog.Header{
				Position: oplog.Position{Device: e.Seed.device(), Seq: e.Seq, Prev: oplog.Hash(e.Prev)},
				Clock:    oplog.Clock(e.Clock), Kind: e.Kind, Version: e.Version, Subject: oplog.ID(e.Subject),
				DeleteAfter: oplog.Day(e.DeleteAfter),
			}}
			copy(want.PrivateHash[:], e.PrivateHash)
			if body, err := want.AppendBody(nil); err != nil || !bytes.Equal(body, e.Body) {
				t.Errorf("writes %x (%v)", body, err)
			}
			if got, err := oplog.DecodeBody(want.Position, e.Body); err != nil || !cmp.Equal(got, want) {
				t.Error(err, cmp.Diff(got, want))
			}
			if hash := want.Position.Hash(e.Body); !bytes.Equal(hash[:], e.Hash) {
				t.Error("hash", hash)
			}
		})
	}
}

func TestVectorsOfPrivateParts(t *testing.T) {
	for _, p := range readVectors(t).Private {
		t.Run(p.Name, func(t *testing.T) {
			want := oplog.Private{Salt: [16]byte(p.Salt), Text: p.Text}
			for _, s := range p.Sealed {
				box := oplog.SealedBox{Class: oplog.Class(s.Class), Ciphertext: s.Ciphertext, Rings: []oplog.RingID{}}
				for _, r := range s.Rings {
					box.Rings = append(box.Rings, oplog.RingID(r))
				}
				want.Sealed = append(want.Sealed, box)
			}
			if data, err := want.MarshalBinary(); err != nil || !bytes.Equal(data, p.Bytes) {
				t.Errorf("writes %x (%v)", data, err)
			}
			var got oplog.Private
			if err := got.UnmarshalBinary(p.Bytes); err != nil || !cmp.Equal(got, want) {
				t.Error(err, cmp.Diff(got, want))
			}
			if hash := oplog.HashPrivate(p.Bytes); !bytes.Equal(hash[:], p.Hash) {
				t.Error("hash", hash)
			}
		})
	}
}

func TestVectorsOfHeadsAndRuns(t *testing.T) {
	v := readVectors(t)
	for _, h := range v.Heads {
		head, err := oplog.SignHead(ed25519.NewKeyFromSeed(h.Seed), h.Seq, oplog.Hash(h.Hash))
		if err != nil || !bytes.Equal(head.Signature[:], h.Signature) || !bytes.Equal(must(head.MarshalBinary()), h.Bytes) {
			t.Errorf("head of seq %d: %x (%v)", h.Seq, head.Signature, err)
		}
		if !ed25519.Verify(head.Device[:], h.Message, h.Signature) {
			t.Errorf("head of seq %d: another message is signed", h.Seq)
		}
	}
	for i, r := range v.Runs {
		var run oplog.Run
		if err := run.UnmarshalBinary(r.Bytes); err != nil {
			t.Fatalf("run %d: %v", i, err)
		}
		if again := must(run.MarshalBinary()); !bytes.Equal(again, r.Bytes) {
			t.Errorf("run %d comes back as %x", i, again)
		}
		if run.Device != r.Seed.device() || run.First != r.First || len(run.Records) != len(r.Records) {
			t.Fatalf("run %d: %+v", i, run)
		}
		for j, rec := range r.Records {
			if got := run.Records[j]; !bytes.Equal(got.Body, rec.Body) || !bytes.Equal(got.Private, rec.Private) || got.State != oplog.PrivateState(rec.State) {
				t.Errorf("run %d, record %d: %+v", i, j, got)
			}
		}
		known := oplog.Tip{Seq: run.First - 1, Hash: run.Prev}
		if _, err := oplog.VerifyRun(oplog.Hash(r.System), known, &run); err != nil {
			t.Errorf("run %d: %v", i, err)
		}
	}
}

func TestVectorsOfVersionVectors(t *testing.T) {
	for _, v := range readVectors(t).VersionVectors {
		t.Run(v.Name, func(t *testing.T) {
			want := oplog.VersionVector{}
			for text, seq := range v.Seqs {
				var d oplog.DeviceID
				if err := d.UnmarshalText([]byte(text)); err != nil {
					t.Fatal(err)
				}
				want[d] = seq
			}
			if data := must(want.MarshalBinary()); !bytes.Equal(data, v.Bytes) {
				t.Errorf("writes %x", data)
			}
			var got oplog.VersionVector
			if err := got.UnmarshalBinary(v.Bytes); err != nil || !cmp.Equal(got, want) {
				t.Error(err, cmp.Diff(got, want))
			}
			if digest := must(want.Digest().MarshalBinary()); !bytes.Equal(digest, v.Digest) {
				t.Errorf("digest %x", digest)
			}
		})
	}
}
