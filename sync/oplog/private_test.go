package oplog_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"settle.example/settle/sync/oplog"
)

func TestAPrivatePartComesBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := oplog.NewPrivate(
			rapid.MapOfN(rapid.UintMax(oplog.MaxPrivateKey), rapid.String(), 1, 9).Draw(t, "text"),
			rapid.SliceOfN(rapid.Custom(func(t *rapid.T) oplog.SealedBox {
				return oplog.SealedBox{
					Class: oplog.Class(rapid.ByteMin(2).Draw(t, "class")),
					Rings: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) oplog.RingID {
						return oplog.RingID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "ring"))
					}), 0, 4).Draw(t, "rings"),
					Ciphertext: rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "ciphertext"),
				}
			}), 0, 4).Draw(t, "sealed")...)
		data, err := want.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := oplog.Checked(data); err != nil {
			t.Fatal(err)
		}
		var got oplog.Private
		if err := got.UnmarshalBinary(data); err != nil || !cmp.Equal(got, want, cmpopts.EquateEmpty()) {
			t.Fatal(err, cmp.Diff(got, want))
		}
	})
}

func TestPrivateTakesOneEncodingOnly(t *testing.T) {
	const (
		salt = "01 50 000102030405060708090a0b0c0d0e0f"
		text = "02 a1 01 61 78"
		ring = "50 0f0e0d0c0b0a09080706050403020100"
		box  = "a3 01 02 02 81" + ring + "03 42 6162"
	)
	tests := []struct {
		name, hex string
		want      error
	}{
		{"text", "a2" + salt + text, nil},
		{"a box", "a2" + salt + "03 81" + box, nil},
		{"both", "a3" + salt + text + "03 81" + box, nil},
		{"a box that names no ring", "a2" + salt + "03 81 a3 01 05 02 80 03 42 6162", nil},
		{"a key of a newer Settle", "a3" + salt + text + "04 01", oplog.ErrUnknownField},
		{"content of a newer Settle only", "a2" + salt + "04 01", oplog.ErrUnknownField},
		{"a box with a key of a newer Settle", "a2" + salt + "03 81 a4 01 02 02 80 03 42 6162 04 00", oplog.ErrUnknownField},
		{"nothing", "", oplog.ErrDamaged},
		{"an empty map", "a0", oplog.ErrDamaged},
		{"salt alone", "a1" + salt, oplog.ErrDamaged},
		{"no salt", "a1" + text, oplog.ErrDamaged},
		{"key 0", "a3 00 00" + salt + text, oplog.ErrDamaged},
		{"a short salt", "a2 01 41 00" + text, oplog.ErrDamaged},
		{"empty text", "a2" + salt + "02 a0", oplog.ErrDamaged},
		{"no boxes", "a2" + salt + "03 80", oplog.ErrDamaged},
		{"text keys out of order", "a2" + salt + "02 a2 02 61 78 01 61 78", oplog.ErrDamaged},
		{"a text key past 16 bits", "a2" + salt + "02 a1 1a 00010000 61 78", oplog.ErrDamaged},
		{"text that is not UTF-8", "a2" + salt + "02 a1 01 61 ff", oplog.ErrDamaged},
		{"text as bytes", "a2" + salt + "02 a1 01 41 78", oplog.ErrDamaged},
		{"33 boxes", "a2" + salt + "03 9821" + strings.Repeat(box, 33), oplog.ErrDamaged},
		{"65 rings", "a2" + salt + "03 81 a3 01 02 02 9841" + strings.Repeat(ring, 65) + "03 42 6162", oplog.ErrDamaged},
		{"a box without a class", "a2" + salt + "03 81 a2 02 80 03 42 6162", oplog.ErrDamaged},
		{"class A in a box", "a2" + salt + "03 81 a3 01 01 02 80 03 42 6162", oplog.ErrDamaged},
		{"an empty box", "a2" + salt + "03 81 a3 01 02 02 80 03 40", oplog.ErrDamaged},
		{"bytes after the end", "a2" + salt + text + "00", oplog.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p oplog.Private
			data := unhex(t, tt.hex)
			if err := p.UnmarshalBinary(data); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				return
			}
			if again, err := p.MarshalBinary(); err != nil || !bytes.Equal(again, data) {
				t.Fatalf("%x comes back as %x (%v)", data, again, err)
			}
		})
	}
}

func TestPrivateRefusesWhatWouldNotComeBack(t *testing.T) {
	box := oplog.SealedBox{Class: oplog.ClassB, Ciphertext: []byte{1}}
	tests := []struct {
		name   string
		text   map[uint]string
		sealed []oplog.SealedBox
		want   error
	}{
		{"nothing", nil, nil, oplog.ErrDamaged},
		{"a key past 16 bits", map[uint]string{1 << 16: "x"}, nil, oplog.ErrDamaged},
		{"text that is not UTF-8", map[uint]string{1: "\xff"}, nil, oplog.ErrDamaged},
		{"text longer than an entry", map[uint]string{1: strings.Repeat("x", oplog.MaxEntry)}, nil, oplog.ErrTooLarge},
		{"too many boxes", nil, slices.Repeat([]oplog.SealedBox{box}, oplog.MaxBoxes+1), oplog.ErrDamaged},
		{"a box without a class", nil, []oplog.SealedBox{{Ciphertext: []byte{1}}}, oplog.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := oplog.NewPrivate(tt.text, tt.sealed...).MarshalBinary(); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestSaltHidesEqualText(t *testing.T) {
	a := must(oplog.NewPrivate(map[uint]string{1: "Sunny room"}).MarshalBinary())
	b := must(oplog.NewPrivate(map[uint]string{1: "Sunny room"}).MarshalBinary())
	if oplog.HashPrivate(a) == oplog.HashPrivate(b) {
		t.Fatal("equal texts have equal hashes, so erased text can be guessed")
	}
}

func TestCheckPrivate(t *testing.T) {
	part := must(oplog.NewPrivate(map[uint]string{1: "x"}).MarshalBinary())
	h := oplog.Header{PrivateHash: oplog.HashPrivate(part)}
	if err := h.CheckPrivate(part); err != nil {
		t.Error(err)
	}
	if err := h.CheckPrivate(part[:len(part)-1]); !errors.Is(err, oplog.ErrPrivate) {
		t.Error("another part:", err)
	}
	if err := (&oplog.Header{}).CheckPrivate(nil); !errors.Is(err, oplog.ErrPrivate) {
		t.Error("a part where none is promised:", err)
	}
}

func FuzzPrivate(f *testing.F) {
	f.Add(must(oplog.NewPrivate(map[uint]string{1: "x", 700: "é"}, oplog.SealedBox{
		Class: oplog.ClassB, Rings: []oplog.RingID{{1}}, Ciphertext: []byte("age"),
	}).MarshalBinary()))
	f.Add(unhex(f, "a2 01 50 000102030405060708090a0b0c0d0e0f 03 81 a3 01 05 02 80 03 42 6162"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p oplog.Private
		if p.UnmarshalBinary(data) != nil {
			return
		}
		if again, err := p.MarshalBinary(); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x comes back as %x (%v)", data, again, err)
		}
	})
}
