package identity_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// invitation is an invented invitation of the longest usual kind.
func invitation() identity.Invitation {
	inviter := device("a registrar's laptop")
	return identity.Invitation{
		Name: "Invented system", Person: "Ada Invented",
		System: system, Subject: oplog.ID{7}, Rehearsal: true,
		Inviter: inviter.ID(), Seq: 12_345,
		OneUse:    identity.OneUseKeyOf([16]byte{1, 2, 3}),
		Until:     time.Date(2026, 12, 7, 17, 0, 0, 0, time.UTC),
		Recipient: inviter.Recipient(),
		Addresses: []identity.Address{
			{HostPort: "settle-node.invented.example:7946", Device: device("a node").ID()},
			{HostPort: "[fd00::1]:7946", Device: inviter.ID()},
		},
	}
}

// sameInvitation compares what is read back.
func sameInvitation(a, b identity.Invitation) bool {
	return bytes.Equal(identity.InvitationBytes(a), identity.InvitationBytes(b)) &&
		a.OneUse.Signing().Seed() == b.OneUse.Signing().Seed() && a.Until.Equal(b.Until) && slices.Equal(a.Addresses, b.Addresses)
}

func TestAnInvitationFileComesBack(t *testing.T) {
	want := invitation()
	path := filepath.Join(t.TempDir(), "invitation.txt")
	if err := identity.WriteInvitation(path, want); err != nil {
		t.Fatal(err)
	}
	if info := must(os.Stat(path)); info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Error(info.Mode())
	}
	if got := must(identity.ReadInvitation(path)); !sameInvitation(got, want) {
		t.Errorf("%+v", got.Addresses)
	}
	if err := identity.WriteInvitation(path, want); !errors.Is(err, fs.ErrExist) {
		t.Error("it was overwritten:", err)
	}
	if _, err := identity.ReadInvitation(path + " too"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := identity.WriteInvitation(filepath.Join(path, "file"), want); err == nil {
		t.Error("a file was written below a file")
	}
}

func TestACodeIsShortAndHasOneAddress(t *testing.T) {
	i := invitation()
	code := must(i.Code())
	if len(code) > 300 {
		t.Errorf("%d letters", len(code))
	}
	if strings.Trim(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		t.Errorf("not for a QR code of letters and digits: %s", code)
	}
	got := must(identity.ParseInvitation([]byte(code)))
	i.Addresses, i.Recipient = i.Addresses[:1], identity.Recipient{}
	if !sameInvitation(got, i) {
		t.Errorf("%+v", got.Addresses)
	}
	i.Addresses = nil
	if got := must(identity.ParseInvitation([]byte(must(i.Code())))); len(got.Addresses) != 0 {
		t.Error(got.Addresses)
	}
}

func TestAnInvitationMayBeTyped(t *testing.T) {
	i := invitation()
	file, code := string(must(identity.FormatInvitation(i))), must(i.Code())
	groups := identity.GroupCode(code)
	for name, typed := range map[string]string{
		"the code in groups":         groups,
		"in small letters":           strings.ToLower(groups),
		"with hyphens":               strings.ReplaceAll(groups, " ", "-"),
		"with Windows lines":         strings.ReplaceAll(groups, "\n", "\r\n") + "\r\n",
		"with a mark in front":       "\ufeff" + code,
		"O for 0":                    "SETTLE1" + strings.ReplaceAll(code[7:], "0", "O"),
		"l for 1":                    "settle1" + strings.ReplaceAll(strings.ToLower(code[7:]), "1", "l"),
		"the file":                   file,
		"the file in small letters":  strings.ToLower(file),
		"the file with empty lines":  strings.ReplaceAll(file, "\n", "\n\n"),
		"the file's last part alone": file[strings.Index(file, "settle invitation 1"):],
	} {
		t.Run(name, func(t *testing.T) {
			got, err := identity.ParseInvitation([]byte(typed))
			if err != nil || got.OneUse.Signing().Seed() != i.OneUse.Signing().Seed() {
				t.Fatal(err)
			}
		})
	}
}

func TestEverySlipInACodeIsNoticedInItsLine(t *testing.T) {
	code := must(invitation().Code())
	for n := 7; n < len(code); n++ {
		bad := []byte(code)
		if bad[n]++; bad[n] == '9'+1 || bad[n] == 'Z'+1 {
			bad[n] = 'U'
		}
		if strings.ContainsRune("ILO", rune(bad[n])) {
			bad[n] = 'U' // these mean a digit
		}
		line := fmt.Sprintf("line %d of the code", (n-7)/50+1)
		if row := (n - 7) % 50; row >= 5 {
			line += ", which begins with " + code[n-row:n-row+5]
		}
		if _, err := identity.ParseInvitation(bad); err == nil || !strings.Contains(err.Error(), line) {
			t.Fatalf("letter %d changed from %c to %c: %v, want %s", n, code[n], bad[n], err, line)
		}
	}
	for n := range len(code) {
		if _, err := identity.ParseInvitation([]byte(code[:n])); err == nil {
			t.Fatalf("cut to %d letters", n)
		}
		if left := code[:n] + code[n+1:]; left != code {
			if _, err := identity.ParseInvitation([]byte(left)); err == nil {
				t.Fatalf("letter %d left out", n)
			}
		}
	}
}

func TestParseInvitationRefuses(t *testing.T) {
	i := invitation()
	file, code := string(must(identity.FormatInvitation(i))), must(i.Code())
	lines := strings.Split(identity.GroupCode(code), "\n")
	swapped := slices.Clone(lines)
	swapped[1], swapped[2] = swapped[2], swapped[1]
	tests := []struct {
		name, text string
		want       error
		says       string
	}{
		{"nothing", "", identity.ErrInvitation, "begins with SETTLE1"},
		{"another text", "Dear colleague,\n", identity.ErrInvitation, "begins with SETTLE1"},
		{"a huge text", strings.Repeat("x\n", 20_000), identity.ErrInvitation, "much shorter"},
		{"a later code", "SETTLE2" + code[7:], identity.ErrNewer, ""},
		{"a later file", strings.Replace(file, "invitation 1", "invitation 2", 1), identity.ErrNewer, ""},
		{"a code that only begins", "SETTLE1", identity.ErrInvitation, "end is missing"},
		{"the last line missing", strings.Join(lines[:len(lines)-1], "\n"), identity.ErrInvitation, "line"},
		{"two lines in each other's place", strings.Join(swapped, "\n"), identity.ErrInvitation, "line 1"},
		{"a file without an end", strings.TrimSuffix(file, "end\n"), identity.ErrInvitation, "“end” is missing"},
		{"a file with more after the end", file + "more", identity.ErrInvitation, "after “end”"},
		{"a recovery file", string(must(identity.FormatRecovery(recovery(t), ""))), identity.ErrInvitation, "begins with"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := identity.ParseInvitation([]byte(tt.text))
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("error %v, want %v that says %q", err, tt.want, tt.says)
			}
		})
	}
}

func TestInvitationBytesHaveOneForm(t *testing.T) {
	good := identity.InvitationBytes(invitation())
	if _, err := identity.InvitationOf(good); err != nil {
		t.Fatal(err)
	}
	// Of what the bytes hold, only the flags, the seq, the addresses' text and
	// who answers there can be written wrongly: all else is any 16 or 32 bytes.
	change := func(at int, to ...byte) []byte { return slices.Replace(slices.Clone(good), at, at+1, to...) }
	const seq = 1 + 32 + 16 + 32
	host := bytes.IndexByte(good, 's')
	for name, bad := range map[string][]byte{
		"nothing":                     {},
		"a flag that is none":         change(0, 0x80|good[0]),
		"bytes after the end":         append(slices.Clone(good), 0),
		"a seq written at length":     change(seq+1, good[seq+1]|0x80, 0),
		"a seq without end":           slices.Concat(good[:seq], bytes.Repeat([]byte{0xff}, 11), good[seq+2:]),
		"a host of other letters":     change(host, '\n'),
		"a host of none":              change(host-1, 0),
		"nine addresses":              change(host-2, 9),
		"someone answers":             change(host+len("settle-node.invented.example:7946"), 2),
		"the inviter, but as another": append(slices.Clone(good[:len(good)-1]), append([]byte{1}, good[49:81]...)...),
	} {
		if _, err := identity.InvitationOf(bad); err == nil {
			t.Error(name)
		}
	}
}

func TestCheckAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"node.invented.example:7946": true, "10.1.2.3:1": true, "[fd00::1]:65535": true, "localhost:80": true,
		"": false, ":7946": false, "node": false, "node:": false, "node:0": false, "node:65536": false, "node:07946": false,
		"node:+1": false, "a b:1": false, "fd00::1:7946": false, "[fd00::1:7946": false, "[node]:7946": false, "[]:1": false,
		"http://node:1": false, "nöde:1": false, strings.Repeat("n", 118) + ":1": true, strings.Repeat("n", 119) + ":1": false,
	} {
		if err := identity.CheckAddress(address); (err == nil) != want || err != nil && !errors.Is(err, identity.ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestFormatInvitationRefuses(t *testing.T) {
	for name, change := range map[string]func(*identity.Invitation){
		"no system":           func(i *identity.Invitation) { i.System = oplog.Hash{} },
		"no subject":          func(i *identity.Invitation) { i.Subject = oplog.ID{} },
		"no inviter":          func(i *identity.Invitation) { i.Inviter = oplog.DeviceID{} },
		"no place":            func(i *identity.Invitation) { i.Seq = 0 },
		"no key":              func(i *identity.Invitation) { i.OneUse = identity.OneUseKey{} },
		"a day long ago":      func(i *identity.Invitation) { i.Until = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC) },
		"a day too far away":  func(i *identity.Invitation) { i.Until = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) },
		"nine addresses":      func(i *identity.Invitation) { i.Addresses = slices.Repeat(i.Addresses[:1], 9) },
		"no address":          func(i *identity.Invitation) { i.Addresses[0].HostPort = "somewhere" },
		"nobody answers here": func(i *identity.Invitation) { i.Addresses[0].Device = oplog.DeviceID{} },
	} {
		i := invitation()
		change(&i)
		_, file := identity.FormatInvitation(i)
		_, code := i.Code()
		if file == nil || code == nil {
			t.Error(name)
		}
	}
}

func TestAnInvitationSpeaksToPeople(t *testing.T) {
	i := invitation()
	i.Name = "Invented\nsettle invitation 1\nend"
	text := string(must(identity.FormatInvitation(i)))
	for _, part := range []string{"This invites Ada Invented to", "until 17:00 on 7 December 2026", "a rehearsal", "hand it to that person only"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing from\n%s", part, text)
		}
	}
	if got := must(identity.ParseInvitation([]byte(text))); !sameInvitation(got, i) {
		t.Error("a name with lines of its own changed what is read")
	}
}

func TestAOneUseKeyMakesTwoKeys(t *testing.T) {
	key := identity.NewOneUseKey()
	joiner := device("a joiner")
	signature := identity.UseInvitation(key.Signing(), system, joiner.ID())
	if err := identity.CheckInvitation(key.Signing().PublicKey(), system, joiner.ID(), signature); err != nil {
		t.Error(err)
	}
	opening := must(key.Opening())
	box := must(identity.Seal(joiner.ID(), oplog.ClassB, map[uint]string{1: "hello"}, []identity.Recipient{opening.Recipient()}))
	if got, err := identity.Unseal(box, joiner.ID(), opening); err != nil || got[1] != "hello" {
		t.Error(got, err)
	}
	if identity.NewOneUseKey().Signing().Seed() == key.Signing().Seed() {
		t.Error("two keys are one")
	}
	if _, err := (identity.OneUseKey{}).Opening(); err == nil || (identity.OneUseKey{}).Signing().PublicKey() != (identity.PublicKey{}) {
		t.Error("no key opens or signs")
	}
}

func TestAnInvitationIsNeverPrinted(t *testing.T) {
	i := invitation()
	secret := "010203"
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		for _, v := range []any{i, &i, i.OneUse, struct{ I identity.OneUseKey }{i.OneUse}, []any{i}} {
			if out := fmt.Sprintf(verb, v); strings.Contains(out, secret) || strings.Contains(out, "1, 2, 3") || strings.Contains(out, "[1 2 3") {
				t.Errorf("%s of %T: %s", verb, v, out)
			}
		}
	}
}

func TestInvitationsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := identity.Invitation{
			System: bytes32().Draw(t, "system"), Rehearsal: rapid.Bool().Draw(t, "rehearsal"),
			Inviter: bytes32().Draw(t, "inviter"), Seq: rapid.Uint64Min(1).Draw(t, "seq"),
			OneUse:    identity.OneUseKeyOf([16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "secret"))),
			Recipient: bytes32().Draw(t, "recipient"),
		}
		want.System[0], want.Inviter[0], want.Subject[0] = 1, 1, 1
		if until := rapid.Int64Range(0, 1<<32-1).Draw(t, "until"); until != 0 {
			want.Until = time.Unix(until, 0)
		}
		for range rapid.IntRange(0, identity.MaxAddresses).Draw(t, "addresses") {
			a := identity.Address{HostPort: rapid.StringMatching(`[a-z.-]{1,100}:[1-9][0-9]{0,3}`).Draw(t, "address"), Device: want.Inviter}
			if rapid.Bool().Draw(t, "another answers") {
				a.Device = oplog.DeviceID{9}
			}
			want.Addresses = append(want.Addresses, a)
		}
		got, err := identity.ParseInvitation(must(identity.FormatInvitation(want)))
		if err != nil || !sameInvitation(got, want) {
			t.Fatal(got, err)
		}
	})
}

func FuzzInvitation(f *testing.F) {
	i := invitation()
	f.Add(must(identity.FormatInvitation(i)))
	f.Add([]byte(must(i.Code())))
	f.Add([]byte(identity.GroupCode(must(i.Code()))))
	f.Fuzz(func(t *testing.T, data []byte) {
		i, err := identity.ParseInvitation(data)
		if err != nil {
			return
		}
		again, err := identity.ParseInvitation(must(identity.FormatInvitation(i)))
		if err != nil || !sameInvitation(again, i) {
			t.Fatal(err)
		}
	})
}

// FuzzInvitationBytes goes past the checks of the letters.
func FuzzInvitationBytes(f *testing.F) {
	f.Add(identity.InvitationBytes(invitation()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if i, err := identity.InvitationOf(data); err == nil && !bytes.Equal(identity.InvitationBytes(i), data) {
			t.Fatal("two forms of one invitation")
		}
	})
}
