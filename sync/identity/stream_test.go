package identity_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"settle.example/settle/sync/identity"
)

func encrypted(t testing.TB, plain []byte, to ...identity.Recipient) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := identity.EncryptFile(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func fresh(t testing.TB) identity.Key {
	t.Helper()
	d, err := identity.New()
	if err != nil {
		t.Fatal(err)
	}
	return d.Key()
}

func TestAnEncryptedFileOpensForItsReaders(t *testing.T) {
	a, b, stranger := fresh(t), fresh(t), fresh(t)
	plain := bytes.Repeat([]byte("rooms at a fair rent "), 20_000)
	file := encrypted(t, plain, a.Recipient(), b.Recipient())
	for name, key := range map[string]identity.Key{"the first": a, "the second": b} {
		r, err := identity.DecryptFile(bytes.NewReader(file), key)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s reads %d bytes (%v)", name, len(got), err)
		}
	}
	if _, err := identity.DecryptFile(bytes.NewReader(file), stranger); !errors.Is(err, identity.ErrNotForYou) {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := identity.DecryptFile(bytes.NewReader(file)); !errors.Is(err, identity.ErrNotForYou) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := identity.EncryptFile(io.Discard, nil); !errors.Is(err, identity.ErrRecipient) {
		t.Errorf("for nobody: %v", err)
	}
}

func TestADamagedFileSaysSo(t *testing.T) {
	key := fresh(t)
	whole := encrypted(t, bytes.Repeat([]byte("x"), 200_000), key.Recipient())
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	endless := "age-encryption.org/v1\n" + strings.Repeat("-> X25519 AAAA\nBBBB\n", 100_000)
	for name, file := range map[string][]byte{
		"empty": nil, "a text": []byte("Dear colleague,\n"), "cut": whole[:len(whole)-1], "cut in the header": whole[:60],
		"cut at a chunk": whole[:len(whole)-len(whole)%65_552], "changed": changed, "an endless header": []byte(endless),
		"longer": append(bytes.Clone(whole), 1),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := identity.DecryptFile(bytes.NewReader(file), key)
			if err == nil {
				_, err = io.Copy(io.Discard, r)
			}
			if !errors.Is(err, identity.ErrDamaged) {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func FuzzDecryptFile(f *testing.F) {
	key := fresh(f)
	f.Add(encrypted(f, []byte("a bundle"), key.Recipient()))
	f.Add([]byte("age-encryption.org/v1\n-> X25519 \n---"))
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := identity.DecryptFile(bytes.NewReader(file), key)
		if err != nil {
			return
		}
		if _, err := io.Copy(io.Discard, r); err != nil && !errors.Is(err, identity.ErrDamaged) {
			t.Errorf("it says %v", err)
		}
	})
}
