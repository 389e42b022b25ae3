package identity_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

func recovery(t testing.TB) identity.Recovery {
	t.Helper()
	r := identity.Recovery{
		Name: "Invented system", Made: time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC),
		System: system, Root: identity.SigningKeyOf([32]byte{1}),
	}
	for _, name := range []string{"trust a", "trust b"} {
		r.Rings = append(r.Rings, device(name).Key())
	}
	return r
}

func checkRecovery(t *testing.T, got, want identity.Recovery) {
	t.Helper()
	ok := got.System == want.System && got.Root.Seed() == want.Root.Seed() && len(got.Rings) == len(want.Rings)
	for i := range want.Rings {
		ok = ok && got.Rings[i].Raw() == want.Rings[i].Raw()
	}
	if !ok {
		t.Fatal("the keys differ")
	}
}

func TestARecoveryFileComesBack(t *testing.T) {
	want := recovery(t)
	for name, p := range map[string]string{"plain": "", "with a passphrase": passphrase} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "recovery.txt")
			if err := identity.WriteRecovery(path, want, p); err != nil {
				t.Fatal(err)
			}
			if info := must(os.Stat(path)); info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
				t.Error(info.Mode())
			}
			got, err := identity.ReadRecovery(path, p)
			if err != nil {
				t.Fatal(err)
			}
			checkRecovery(t, got, want)
			if err := identity.WriteRecovery(path, want, p); !errors.Is(err, fs.ErrExist) {
				t.Error("it was overwritten:", err)
			}
		})
	}
}

func TestARecoveryFileSaysWhatItIs(t *testing.T) {
	r := recovery(t)
	r.Name = "Two\nlines \x1b[31mred " + strings.Repeat("long ", 40)
	for _, p := range []string{"", passphrase} {
		text := string(must(identity.FormatRecovery(r, p)))
		for _, want := range []string{"SETTLE RECOVERY FILE\n", `Settle system "Two lines  [31mred long`, "Made on 7 December 2026.", "put the paper in a safe"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in:\n%s", want, text)
			}
		}
		for line := range strings.Lines(text) {
			if len(line) > 130 || strings.ContainsRune(line, '\x1b') {
				t.Errorf("a line that does not print well: %q", line)
			}
		}
	}
}

func TestARecoveryFileIsTypedInFromPaper(t *testing.T) {
	want := recovery(t)
	text := string(must(identity.FormatRecovery(want, "")))
	_, keys, _ := strings.Cut(text, "settle recovery 1")
	keys = "settle recovery 1" + keys
	for name, typed := range map[string]string{
		"the keys alone":       keys,
		"in small letters":     strings.ToLower(keys),
		"with other spaces":    strings.ReplaceAll(keys, " ", "   "),
		"with Windows lines":   strings.ReplaceAll(text, "\n", "\r\n"),
		"with empty lines":     strings.ReplaceAll(keys, "\n", "\n\n"),
		"with a mark in front": "\ufeff" + text,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := identity.ParseRecovery([]byte(typed), "")
			if err != nil {
				t.Fatal(err)
			}
			checkRecovery(t, got, want)
		})
	}
}

func TestEverySlipInAKeyIsNoticed(t *testing.T) {
	text := must(identity.FormatRecovery(recovery(t), ""))
	begin := bytes.Index(text, []byte("settle recovery 1"))
	for i := begin; i < len(text); i++ {
		if text[i] == ' ' || text[i] == '\n' {
			continue
		}
		bad := bytes.Clone(text)
		if bad[i]++; bad[i] == 'Z'+1 {
			bad[i] = 'A'
		}
		if _, err := identity.ParseRecovery(bad, ""); err == nil {
			t.Fatalf("byte %d changed from %c to %c", i, text[i], bad[i])
		}
	}
	for n := begin; n < len(text)-1; n++ {
		if _, err := identity.ParseRecovery(text[:n], ""); err == nil {
			t.Fatalf("cut to %d bytes", n)
		}
	}
}

func TestParseRecoveryRefuses(t *testing.T) {
	plain := string(must(identity.FormatRecovery(recovery(t), "")))
	sealed := string(must(identity.FormatRecovery(recovery(t), passphrase)))
	lines := strings.Split(plain, "\n")
	ring := lines[len(lines)-3]
	if !strings.HasPrefix(ring, "ring ") {
		t.Fatal(ring)
	}
	without := func(label string) string {
		var kept []string
		for _, l := range lines {
			if !strings.HasPrefix(l, label) {
				kept = append(kept, l)
			}
		}
		return strings.Join(kept, "\n")
	}
	tests := []struct {
		name, text, passphrase string
		want                   error
		says                   string
	}{
		{"nothing", "", "", identity.ErrDamaged, "“settle recovery 1” is missing"},
		{"another file", "Dear colleague,\n", "", identity.ErrDamaged, "is missing"},
		{"a huge file", strings.Repeat("x\n", 20_000), "", identity.ErrDamaged, "much shorter"},
		{"a later format", strings.Replace(plain, "settle recovery 1", "settle recovery 2", 1), "", identity.ErrNewer, ""},
		{"no system", without("system"), "", identity.ErrDamaged, "one line each"},
		{"no root", without("root"), "", identity.ErrDamaged, "one line each"},
		{"no end", without("end"), "", identity.ErrDamaged, "one line each"},
		{"text after the end", plain + "more", "", identity.ErrDamaged, "after “end”"},
		{"a label that is none", strings.Replace(plain, "\nring ", "\nking ", 1), "", identity.ErrDamaged, "line 16"},
		{"a ring called root", strings.Replace(plain, "\nring ", "\nroot ", 1), "", identity.ErrDamaged, "line 16"},
		{"a group left out", strings.Replace(plain, ring, ring[:len(ring)-5], 1), "", identity.ErrDamaged, "line 17"},
		{"65 rings", strings.Replace(plain, ring, strings.Repeat(ring+"\n", 64), 1), "", identity.ErrDamaged, "one line each"},
		{"no passphrase", sealed, "", identity.ErrLocked, ""},
		{"a wrong passphrase", sealed, "incorrect horse", identity.ErrPassphrase, ""},
		{"an encrypted part cut short", sealed[:len(sealed)-60], passphrase, identity.ErrDamaged, "not whole"},
		{"text after the encrypted part", sealed + "more", passphrase, identity.ErrDamaged, "not whole"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := identity.ParseRecovery([]byte(tt.text), tt.passphrase)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("error %v, want %v that says %q", err, tt.want, tt.says)
			}
		})
	}
}

func TestFormatRecoveryRefuses(t *testing.T) {
	r := recovery(t)
	noRoot, manyRings, zeroRing := r, r, r
	noRoot.Root = identity.SigningKey{}
	manyRings.Rings = make([]identity.Key, identity.MaxRecoveryRings+1)
	zeroRing.Rings = []identity.Key{{}}
	for name, r := range map[string]identity.Recovery{"no root": noRoot, "too many rings": manyRings, "a ring without a key": zeroRing} {
		if _, err := identity.FormatRecovery(r, ""); err == nil {
			t.Error(name)
		}
	}
	if _, err := identity.FormatRecovery(r, "short"); !errors.Is(err, identity.ErrWeakPassphrase) {
		t.Error(err)
	}
	if _, err := identity.ReadRecovery(filepath.Join(t.TempDir(), "none"), ""); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := identity.WriteRecovery(filepath.Join(t.TempDir(), "none", "file"), r, ""); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func FuzzRecovery(f *testing.F) {
	r := identity.Recovery{System: oplog.Hash{1}, Root: identity.SigningKeyOf([32]byte{2}), Rings: []identity.Key{device("a").Key()}}
	f.Add(must(identity.FormatRecovery(r, "")))
	f.Add(must(identity.FormatRecovery(r, passphrase)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := identity.ParseRecovery(data, "")
		if err != nil {
			return
		}
		again, err := identity.FormatRecovery(r, "")
		if err != nil {
			t.Fatal(err)
		}
		back, err := identity.ParseRecovery(again, "")
		if err != nil {
			t.Fatal(err)
		}
		checkRecovery(t, back, r)
	})
}
