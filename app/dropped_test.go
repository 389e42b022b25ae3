package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
)

func TestAnInvitationOnTheWindowOfAMember(t *testing.T) {
	dir := t.TempDir()
	write := func(name, system string, until time.Time) string {
		key := identity.NewOneUseKey()
		i := identity.Invitation{Name: system, Person: "Tom Price", Seq: 4, OneUse: key, Until: until}
		i.System[0], i.Subject[0], i.Inviter[0] = 1, 2, 3
		path := filepath.Join(dir, name)
		if err := identity.WriteInvitation(path, i); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	soon := time.Now().Add(time.Hour)
	for _, c := range []struct{ name, path, says string }{
		{"of this system", write("own.inv", "Surrey", soon), "This is an invitation to this system, and this computer takes part in Surrey already. Open it on the computer that is to join."},
		{"of another", write("other.inv", "Kent", soon), "This is an invitation to Kent, and this computer takes part in Surrey already. Open it on the computer that is to join."},
		{"that ran out", write("late.inv", "Kent", time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)), "This invitation ran out on 5 January 2026. Ask for a new one."},
		{"a spreadsheet", other("rooms.csv", "title,outcode\n"), ""},
		{"half an invitation", other("half.inv", "settle invitation 1\nSETTLE1"), ""},
		{"a large file", other("large.bundle", strings.Repeat("x", mostInvitation+1)), ""},
		{"a folder", dir, ""},
		{"nothing", filepath.Join(dir, "nothing"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := invitation(c.path, "Surrey")
			if (err == nil) != (c.says == "") || err != nil && marketplace.Sentence(err) != c.says {
				t.Errorf("it says %v, want %q", err, c.says)
			}
		})
	}
}
