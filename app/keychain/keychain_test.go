package keychain_test

import (
	"errors"
	"testing"

	"github.com/zalando/go-keyring"

	"settle.example/settle/app/keychain"
	"settle.example/settle/marketplace/sqlite"
)

// system is the keyring of a system that has one.
func system(t *testing.T) sqlite.Vault {
	t.Helper()
	t.Setenv(keychain.Off, "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	v := keychain.System()
	if v == nil {
		t.Fatal("there is none")
	}
	return v
}

func TestASecretIsKeptAndForgotten(t *testing.T) {
	keyring.MockInit()
	v := system(t)
	if _, ok, err := v.Secret("a"); ok || err != nil {
		t.Fatalf("before: %v, %v", ok, err)
	}
	if err := v.Keep("a", "one"); err != nil {
		t.Fatal(err)
	}
	if err := v.Keep("a", "two"); err != nil {
		t.Fatal(err)
	}
	if s, ok, err := v.Secret("a"); s != "two" || !ok || err != nil {
		t.Fatalf("kept: %q, %v, %v", s, ok, err)
	}
	for range 2 {
		if err := v.Forget("a"); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok, err := v.Secret("a"); ok || err != nil {
		t.Fatalf("after: %v, %v", ok, err)
	}
}

func TestAKeyringThatFailsIsAnError(t *testing.T) {
	broken := errors.New("broken")
	keyring.MockInitWithError(broken)
	v := system(t)
	_, ok, err := v.Secret("a")
	for name, err := range map[string]error{"reading": err, "keeping": v.Keep("a", "one"), "forgetting": v.Forget("a")} {
		if !errors.Is(err, broken) || ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhereThereIsAKeyringToAsk(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		env    map[string]string
		want   bool
	}{
		"Windows":              {"windows", nil, true},
		"macOS":                {"darwin", nil, true},
		"a desktop with a bus": {"linux", map[string]string{"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1/bus"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := keychain.Reachable(c.system, func(k string) string { return c.env[k] }); got != c.want {
				t.Errorf("it is %v", got)
			}
		})
	}
	t.Setenv(keychain.Off, "off")
	if keychain.System() != nil {
		t.Error("it is asked although it is switched off")
	}
}
