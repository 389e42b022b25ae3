package replication_test

import (
	"bytes"
	"io"
	"os"
	"testing"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

// plain is a bundle's bytes before it was encrypted.
func plain(t testing.TB, file string, key identity.Key) []byte {
	t.Helper()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := identity.DecryptFile(bytes.NewReader(whole), key)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// FuzzBundle gives the reader bytes that somebody who takes part could have encrypted.
func FuzzBundle(f *testing.F) {
	first := found(f)
	room(f, first)
	second := join(f, invited(f, first, lead))
	take(f, first, must(bundle(f, second, replication.Exporting{})))
	_, self, err := first.Identity(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	file, _ := bundle(f, first, replication.Exporting{})
	whole := plain(f, file, self.Key())
	f.Add(whole)
	f.Add(whole[:200])
	f.Add([]byte("settle/bundle/2\n"))
	f.Add(append(bytes.Clone(whole), 'E'))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := replication.ImportPlain(t.Context(), second, b)
		if err != nil && marketplace.CodeOf(err) == "internal" {
			t.Errorf("no sentence for %v", err)
		}
	})
}

// TestEveryByteOfABundleCounts changes each in turn: nothing that is changed gets in unnoticed.
func TestEveryByteOfABundleCounts(t *testing.T) {
	first := found(t)
	second := join(t, invited(t, first, lead))
	take(t, first, must(bundle(t, second, replication.Exporting{})))
	take(t, second, must(bundle(t, first, replication.Exporting{})))
	_, self, err := first.Identity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	do(t, first, anArrival())
	file, _ := bundle(t, first, replication.Exporting{})
	whole := plain(t, file, self.Key())
	before := digest(t, second)
	for n := 0; n < len(whole); n += 1 + len(whole)/200 {
		b := bytes.Clone(whole)
		b[n] ^= 0x10
		if _, err := replication.ImportPlain(t.Context(), second, b); err != nil && marketplace.CodeOf(err) == "internal" {
			t.Errorf("byte %d: no sentence for %v", n, err)
		}
	}
	if now := digest(t, second); now != before && now != digest(t, first) {
		t.Error("something else than what was sent got in")
	}
	for n := 0; n < len(whole); n += 1 + len(whole)/100 {
		if _, err := replication.ImportPlain(t.Context(), second, whole[:n]); err == nil {
			t.Errorf("cut at %d it went unnoticed", n)
		}
	}
}

func BenchmarkBundle(b *testing.B) {
	const entries = 20_000
	first := found(b)
	second := join(b, invited(b, first, lead))
	take(b, first, must(bundle(b, second, replication.Exporting{})))
	file, c := bundle(b, first, replication.Exporting{})
	take(b, second, file)
	for n := int(c.Entries); n < entries; n += 500 {
		var batch marketplace.Batch
		for range 500 {
			batch.Commands = append(batch.Commands, anArrival())
		}
		do(b, first, batch)
	}
	b.Run("export", func(b *testing.B) {
		for b.Loop() {
			bundle(b, first, replication.Exporting{})
		}
	})
	full, _ := bundle(b, first, replication.Exporting{})
	b.Run("import", func(b *testing.B) {
		take(b, second, full)
	})
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			take(b, second, full)
		}
	})
}
