package setup_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

func TestOnlyARehearsalTakesAnotherTime(t *testing.T) {
	ref, err := assets.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(1000 * time.Hour)
	for name, rehearsal := range map[string]bool{"real": false, "rehearsal": true} {
		t.Run(name, func(t *testing.T) {
			ctx, dir := context.Background(), t.TempDir()
			s, err := setup.Found(ctx, dir, ref, setup.Founding{System: "S", Person: "P", Org: "RA2", Roles: marketplace.RoleLead, Rehearsal: rehearsal}, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s, err = setup.Open(ctx, dir, sqlite.Options{Now: func() time.Time { return later }})
			if !rehearsal {
				if marketplace.CodeOf(err) != marketplace.Refused {
					t.Fatalf("got %v", err)
				}
				if s, err = setup.Open(ctx, dir, sqlite.Options{}); err != nil {
					t.Fatal(err)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestTheVersionIsThatOfThePackagedDesktop(t *testing.T) {
	b, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), `Version = "`+setup.Version+`"`) {
		t.Errorf("FyneApp.toml has another version than %s", setup.Version)
	}
}
