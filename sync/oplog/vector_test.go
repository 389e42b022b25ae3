package oplog_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
)

// anyVector draws from few devices and seqs, so that vectors meet often.
func anyVector() *rapid.Generator[oplog.VersionVector] {
	return rapid.Custom(func(t *rapid.T) oplog.VersionVector {
		m := rapid.MapOfN(rapid.ByteMax(5), rapid.Uint64Max(4), 0, 6).Draw(t, "vector")
		v := oplog.VersionVector{}
		for d, seq := range m {
			v[oplog.DeviceID{31: d}] = seq
		}
		return v
	})
}

func merged(a, b oplog.VersionVector) oplog.VersionVector {
	out := maps.Clone(a)
	out.Merge(b)
	return out
}

func TestVectorMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyVector().Draw(t, "a"), anyVector().Draw(t, "b"), anyVector().Draw(t, "c")
		equal := func(law string, x, y oplog.VersionVector) {
			if x.Compare(y) != oplog.Equal || x.Digest() != y.Digest() {
				t.Fatalf("%s: %v and %v", law, x, y)
			}
		}
		equal("commutative", merged(a, b), merged(b, a))
		equal("associative", merged(merged(a, b), c), merged(a, merged(b, c)))
		equal("idempotent", merged(a, a), a)
		equal("nothing is neutral", merged(a, oplog.VersionVector{}), a)
		if o := merged(a, b).Compare(a); o != oplog.Equal && o != oplog.Greater {
			t.Fatalf("a merge is %v to what went into it", o)
		}
	})
}

func TestVectorCompareAndMissingAgree(t *testing.T) {
	mirror := map[oplog.Order]oplog.Order{
		oplog.Equal: oplog.Equal, oplog.Less: oplog.Greater, oplog.Greater: oplog.Less, oplog.Concurrent: oplog.Concurrent,
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyVector().Draw(t, "a"), anyVector().Draw(t, "b")
		order := a.Compare(b)
		if b.Compare(a) != mirror[order] {
			t.Fatal("the order depends on the side")
		}
		if (order == oplog.Equal) != (a.Digest() == b.Digest()) {
			t.Fatal("digests and order disagree")
		}
		missing := a.Missing(b)
		if (len(missing) > 0) != (order == oplog.Less || order == oplog.Concurrent) {
			t.Fatal("missing and order disagree")
		}
		caughtUp := maps.Clone(a)
		for i, r := range missing {
			if r.From != caughtUp[r.Device]+1 || r.To < r.From || i > 0 && missing[i-1].Device.Compare(r.Device) >= 0 {
				t.Fatalf("ranges %v", missing)
			}
			caughtUp[r.Device] = r.To
		}
		if caughtUp.Compare(merged(a, b)) != oplog.Equal {
			t.Fatal("fetching what is missing is no merge")
		}
		if merged(a, b).Entries() < max(a.Entries(), b.Entries()) {
			t.Fatal("a merge lost entries")
		}
	})
}

func TestVectorComesBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVector().Draw(t, "v")
		if rapid.Bool().Draw(t, "large") {
			v[deviceID("a")] = rapid.Uint64Max(oplog.MaxSeq).Draw(t, "seq")
		}
		data, err := v.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back oplog.VersionVector
		if err := back.UnmarshalBinary(data); err != nil || back.Compare(v) != oplog.Equal {
			t.Fatal(back, err)
		}
		var digest oplog.VectorDigest
		if err := digest.UnmarshalBinary(must(v.Digest().MarshalBinary())); err != nil || digest != v.Digest() {
			t.Fatal(digest, err)
		}
	})
}

func TestVectorTakesOneEncodingOnly(t *testing.T) {
	a, b := append([]byte{0x58, 32}, bytes.Repeat([]byte{1}, 32)...), append([]byte{0x58, 32}, bytes.Repeat([]byte{2}, 32)...)
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", []byte{0xa0}, nil},
		{"two devices", join([]byte{0xa2}, a, []byte{1}, b, []byte{2}), nil},
		{"nothing", nil, oplog.ErrDamaged},
		{"out of order", join([]byte{0xa2}, b, []byte{1}, a, []byte{2}), oplog.ErrDamaged},
		{"a device twice", join([]byte{0xa2}, a, []byte{1}, a, []byte{2}), oplog.ErrDamaged},
		{"seq 0", join([]byte{0xa1}, a, []byte{0}), oplog.ErrDamaged},
		{"a seq past the signed range", join([]byte{0xa1}, a, binary.BigEndian.AppendUint64([]byte{0x1b}, 1<<63)), oplog.ErrDamaged},
		{"a longer form", join([]byte{0xa1}, a, []byte{0x18, 1}), oplog.ErrDamaged},
		{"a short device", []byte{0xa1, 0x41, 1, 1}, oplog.ErrDamaged},
		{"cut short", join([]byte{0xa2}, a, []byte{1}), oplog.ErrDamaged},
		{"more devices than bytes", []byte{0xba, 0xff, 0xff, 0xff, 0xff}, oplog.ErrDamaged},
		{"bytes after the end", []byte{0xa0, 0}, oplog.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v oplog.VersionVector
			err := v.UnmarshalBinary(tt.data)
			if !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			if again, _ := v.MarshalBinary(); err == nil && !bytes.Equal(again, tt.data) {
				t.Fatalf("%x comes back as %x", tt.data, again)
			}
		})
	}
}

func TestVectorIsBounded(t *testing.T) {
	v := oplog.VersionVector{}
	for i := range oplog.MaxDevices + 1 {
		v[oplog.DeviceID(binary.BigEndian.AppendUint64(make([]byte, 24), uint64(i)))] = 1
	}
	if _, err := v.MarshalBinary(); !errors.Is(err, oplog.ErrTooLarge) {
		t.Fatal(err)
	}
	delete(v, oplog.DeviceID{})
	data, err := v.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back oplog.VersionVector
	if err := back.UnmarshalBinary(data); err != nil || len(back) != oplog.MaxDevices {
		t.Fatal(err, len(back))
	}
}

func FuzzVector(f *testing.F) {
	v := oplog.VersionVector{deviceID("a"): 7, deviceID("b"): 70_000}
	f.Add(must(v.MarshalBinary()))
	f.Add(must(v.Digest().MarshalBinary()))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v oplog.VersionVector
		if v.UnmarshalBinary(data) == nil {
			if again := must(v.MarshalBinary()); !bytes.Equal(again, data) {
				t.Fatalf("%x comes back as %x", data, again)
			}
		}
		var d oplog.VectorDigest
		if d.UnmarshalBinary(data) == nil {
			if again := must(d.MarshalBinary()); !bytes.Equal(again, data) {
				t.Fatalf("%x comes back as %x", data, again)
			}
		}
	})
}
