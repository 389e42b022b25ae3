package identity_test

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

var (
	host     = device("host").ID()
	hostKey  = device("host").Key()
	leadKey  = device("lead").Key()
	otherKey = device("other").Key()
)

func seal(t testing.TB, class oplog.Class, fields map[uint]string, to ...identity.Recipient) oplog.SealedBox {
	t.Helper()
	box, err := identity.Seal(host, class, fields, to)
	if err != nil {
		t.Fatal(err)
	}
	return box
}

func TestSealedFieldsComeBack(t *testing.T) {
	classes := []oplog.Class{oplog.ClassB, oplog.ClassC, oplog.ClassD, oplog.ClassLetter}
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.MapOfN(rapid.UintMax(oplog.MaxPrivateKey), rapid.String(), 0, 5).Draw(t, "fields")
		class := rapid.SampledFrom(classes).Draw(t, "class")
		box, err := identity.Seal(host, class, fields, []identity.Recipient{hostKey.Recipient(), leadKey.Recipient()})
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []identity.Key{hostKey, leadKey} {
			got, err := identity.Unseal(box, host, otherKey, key)
			if err != nil || !maps.Equal(got, fields) {
				t.Fatal(got, err)
			}
		}
		if _, err := oplog.NewPrivate(nil, box).MarshalBinary(); err != nil {
			t.Fatal("an entry cannot carry the box:", err)
		}
	})
}

func TestUnsealRefuses(t *testing.T) {
	address := map[uint]string{1: "12 Invented Lane"}
	box := seal(t, oplog.ClassB, address, leadKey.Recipient())
	letter := seal(t, oplog.ClassLetter, address, leadKey.Recipient())
	raw := func(plain string) oplog.SealedBox {
		return oplog.SealedBox{Class: oplog.ClassB, Ciphertext: identity.EncryptRaw([]byte(plain), leadKey.Recipient())}
	}
	edited := func(change func(*oplog.SealedBox)) oplog.SealedBox {
		b := box
		b.Ciphertext = bytes.Clone(b.Ciphertext)
		change(&b)
		return b
	}
	tests := []struct {
		name   string
		box    oplog.SealedBox
		author oplog.DeviceID
		keys   []identity.Key
		want   error
	}{
		{"no key", box, host, nil, identity.ErrNotForYou},
		{"the zero key", box, host, []identity.Key{{}}, identity.ErrNotForYou},
		{"another key", box, host, []identity.Key{otherKey}, identity.ErrNotForYou},
		{"another key to a letter", letter, host, []identity.Key{otherKey}, identity.ErrNotForYou},
		{"a copy in another device's entry", box, device("copy").ID(), []identity.Key{leadKey}, identity.ErrAuthor},
		{"a letter called fields", oplog.SealedBox{Class: oplog.ClassB, Ciphertext: letter.Ciphertext}, host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"fields called a letter", oplog.SealedBox{Class: oplog.ClassLetter, Ciphertext: box.Ciphertext}, host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"no ciphertext", edited(func(b *oplog.SealedBox) { b.Ciphertext = nil }), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"cut short", edited(func(b *oplog.SealedBox) { b.Ciphertext = b.Ciphertext[:len(b.Ciphertext)-1] }), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"too long", edited(func(b *oplog.SealedBox) { b.Ciphertext = make([]byte, oplog.MaxEntry+1) }), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"too many readers", edited(func(b *oplog.SealedBox) {
			b.Ciphertext = []byte("age-encryption.org/v1" + strings.Repeat("\n-> X25519 AAAA\nAAAA", oplog.MaxRings+1))
		}), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"content that is not padded", raw("x"), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"a length beyond the padding", raw("\xff\xff\xff\xff" + strings.Repeat("\x00", 124)), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"padding that is not zero", raw("\x00\x00\x00\x01\xa0" + strings.Repeat("\x00", 122) + "x"), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"more padding than needed", raw("\x00\x00\x00\x01\xa0" + strings.Repeat("\x00", 251)), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"content that is not CBOR", raw(string(identity.PadTo([]byte{0xff}, 128))), host, []identity.Key{leadKey}, identity.ErrDamaged},
		{"content of a newer Settle", raw(string(identity.PadTo(append(append([]byte{0xa3, 1, 0x58, 32}, host[:]...), 2, 0xa0, 3, 0), 128))), host, []identity.Key{leadKey}, oplog.ErrUnknownField},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fields, err := identity.Unseal(tt.box, tt.author, tt.keys...)
			if !errors.Is(err, tt.want) || fields != nil {
				t.Fatalf("%v, error %v, want %v", fields, err, tt.want)
			}
		})
	}
}

func TestNoByteOfABoxMayChange(t *testing.T) {
	box := seal(t, oplog.ClassB, map[uint]string{1: "12 Invented Lane"}, leadKey.Recipient())
	for i := range box.Ciphertext {
		bad := box
		bad.Ciphertext = bytes.Clone(box.Ciphertext)
		bad.Ciphertext[i] ^= 1
		if _, err := identity.Unseal(bad, host, leadKey); !errors.Is(err, identity.ErrDamaged) && !errors.Is(err, identity.ErrNotForYou) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
}

func TestLengthsRevealLittle(t *testing.T) {
	size := func(class oplog.Class, chars int) int {
		return len(seal(t, class, map[uint]string{1: strings.Repeat("x", chars)}, leadKey.Recipient()).Ciphertext)
	}
	if size(oplog.ClassB, 1) != size(oplog.ClassB, 60) {
		t.Error("a short field shows its length")
	}
	if size(oplog.ClassLetter, 1) != size(oplog.ClassLetter, 900) {
		t.Error("a short letter shows its length")
	}
	if size(oplog.ClassB, 1) == size(oplog.ClassB, 200) || size(oplog.ClassLetter, 1) == size(oplog.ClassLetter, 1100) {
		t.Error("all lengths are one, so the padding is not what it should be")
	}
}

func TestALetterHidesItsReaders(t *testing.T) {
	text := map[uint]string{1: "x"}
	one := seal(t, oplog.ClassLetter, text, leadKey.Recipient())
	three := seal(t, oplog.ClassLetter, text, leadKey.Recipient(), hostKey.Recipient(), otherKey.Recipient())
	if len(one.Rings)+len(three.Rings) > 0 {
		t.Error("a letter names its rings")
	}
	if len(one.Ciphertext) != len(three.Ciphertext) {
		t.Error("a letter shows how many read it")
	}
}

func TestABoxNamesItsRings(t *testing.T) {
	box := seal(t, oplog.ClassB, nil, leadKey.Recipient(), hostKey.Recipient())
	if len(box.Rings) != 2 || box.Rings[0] != identity.RingIDOf(leadKey.Recipient()) || box.Rings[1] != identity.RingIDOf(hostKey.Recipient()) {
		t.Fatal(box.Rings)
	}
}

func TestSealRefuses(t *testing.T) {
	lead := []identity.Recipient{leadKey.Recipient()}
	many := make([]identity.Recipient, oplog.MaxRings+1)
	for i := range many {
		many[i] = lead[0]
	}
	tests := []struct {
		name   string
		fields map[uint]string
		to     []identity.Recipient
		want   error
	}{
		{"nobody", nil, nil, identity.ErrRecipient},
		{"too many", nil, many, identity.ErrRecipient},
		{"a key of low order", nil, []identity.Recipient{{}}, identity.ErrRecipient},
		{"too much", map[uint]string{1: strings.Repeat("x", 49<<10)}, lead, identity.ErrTooLarge},
		{"more than an entry", map[uint]string{1: strings.Repeat("x", 70<<10)}, lead, identity.ErrTooLarge},
		{"text that is not UTF-8", map[uint]string{1: "\xff"}, lead, oplog.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := identity.Seal(host, oplog.ClassB, tt.fields, tt.to); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestTheLargestBoxFitsAnEntry(t *testing.T) {
	to := make([]identity.Recipient, oplog.MaxRings)
	for i := range to {
		to[i] = leadKey.Recipient()
	}
	for _, class := range []oplog.Class{oplog.ClassB, oplog.ClassLetter} {
		box := seal(t, class, map[uint]string{1: strings.Repeat("x", 48<<10-50)}, to...)
		part, err := oplog.NewPrivate(nil, box).MarshalBinary()
		if err != nil || len(part) > oplog.MaxEntry-4<<10 {
			t.Fatal(len(part), err)
		}
	}
}

func TestRingKeysAreGranted(t *testing.T) {
	ring, key, err := identity.NewRing(identity.RingLeads, oplog.ID{1})
	if err != nil {
		t.Fatal(err)
	}
	grant, err := identity.SealRingKey(key, []identity.Recipient{leadKey.Recipient(), hostKey.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	got, err := identity.OpenRingKey(grant, ring, otherKey, hostKey)
	if err != nil {
		t.Fatal(err)
	}
	box := seal(t, oplog.ClassB, map[uint]string{1: "x"}, ring.Public)
	if fields, err := identity.Unseal(box, host, got); err != nil || fields[1] != "x" {
		t.Fatal(fields, err)
	}

	another, _, err := identity.NewRing(identity.RingLeads, oplog.ID{1})
	if err != nil {
		t.Fatal(err)
	}
	if another.ID() == ring.ID() {
		t.Error("two rings have one id")
	}
	tests := []struct {
		name  string
		grant []byte
		ring  identity.Ring
		key   identity.Key
		want  error
	}{
		{"another key", grant, ring, otherKey, identity.ErrNotForYou},
		{"another ring's grant", grant, another, hostKey, identity.ErrDamaged},
		{"cut short", grant[:len(grant)-1], ring, hostKey, identity.ErrDamaged},
		{"a key that is not clamped", identity.EncryptRaw(bytes.Repeat([]byte{1}, 32), hostKey.Recipient()), ring, hostKey, identity.ErrDamaged},
		{"a key too short", identity.EncryptRaw(make([]byte, 31), hostKey.Recipient()), ring, hostKey, identity.ErrDamaged},
		{"nothing", nil, ring, hostKey, identity.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := identity.OpenRingKey(tt.grant, tt.ring, tt.key); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := identity.SealRingKey(identity.Key{}, []identity.Recipient{ring.Public}); !errors.Is(err, identity.ErrRecipient) {
		t.Error("the zero key was granted:", err)
	}
	if _, err := identity.SealRingKey(key, nil); !errors.Is(err, identity.ErrRecipient) {
		t.Error("a key was granted to nobody:", err)
	}
}

func TestRingKinds(t *testing.T) {
	for _, k := range []identity.RingKind{identity.RingPerson, identity.RingLeads, identity.RingCoordinator, identity.RingGuardian, identity.RingRecovery} {
		if !k.Valid() {
			t.Error(k)
		}
	}
	if identity.RingKind("boss").Valid() {
		t.Error("any word is a kind of ring")
	}
}

func FuzzUnseal(f *testing.F) {
	f.Add(seal(f, oplog.ClassB, map[uint]string{1: "x"}, leadKey.Recipient()).Ciphertext)
	f.Add(seal(f, oplog.ClassLetter, nil, leadKey.Recipient()).Ciphertext)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, class := range []oplog.Class{oplog.ClassB, oplog.ClassLetter} {
			fields, err := identity.Unseal(oplog.SealedBox{Class: class, Ciphertext: data}, host, leadKey)
			if err != nil && fields != nil {
				t.Fatal("fields came with an error")
			}
		}
	})
}

func FuzzUnpad(f *testing.F) {
	f.Add(identity.PadTo([]byte("x"), 128))
	f.Add(make([]byte, 128))
	f.Fuzz(func(t *testing.T, data []byte) {
		if content, err := identity.Unpad(data, 128); err == nil && !bytes.Equal(identity.PadTo(content, 128), data) {
			t.Fatalf("%x", data)
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	to := []identity.Recipient{hostKey.Recipient(), leadKey.Recipient(), otherKey.Recipient()}
	fields := map[uint]string{1: "12 Invented Lane", 2: "01483 000000"}
	b.Run("three rings", func(b *testing.B) {
		for range b.N {
			seal(b, oplog.ClassB, fields, to...)
		}
	})
	box := seal(b, oplog.ClassB, fields, to...)
	b.Run("unseal", func(b *testing.B) {
		for range b.N {
			if _, err := identity.Unseal(box, host, leadKey); err != nil {
				b.Fatal(err)
			}
		}
	})
}
