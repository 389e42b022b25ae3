package identity_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"pgregory.net/rapid"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

func TestMain(m *testing.M) {
	identity.CheapPassphrases()
	os.Exit(m.Run())
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func bytes32() *rapid.Generator[[32]byte] {
	return rapid.Custom(func(t *rapid.T) [32]byte {
		return [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "bytes"))
	})
}

// device returns an invented device.
func device(name string) *identity.Device {
	var a, b [32]byte
	copy(a[:], "signing "+name)
	copy(b[:], "sealing "+name)
	return identity.DeviceOf(a, b)
}

// TestKeysAreWhatAgeMakesOfThem takes keys through age's own parser and printer.
func TestKeysAreWhatAgeMakesOfThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := must(identity.KeyOf(identity.Clamp(bytes32().Draw(t, "secret"))))
		secret, public := key.AgeIdentity().String(), key.AgeIdentity().Recipient().String()
		if got := identity.Bech32("age", key.Recipient()); got != public {
			t.Fatalf("recipient %s, age says %s", got, public)
		}
		if got := strings.ToUpper(identity.Bech32("age-secret-key-", key.Raw())); got != secret {
			t.Fatal("secret keys differ")
		}
		if _, err := age.ParseX25519Recipient(public); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	d := device("a")
	ring, ringKey, err := identity.NewRing(identity.RingPerson, oplog.ID{1})
	if err != nil {
		t.Fatal(err)
	}
	root := identity.NewSigningKey()
	recovery := identity.Recovery{Name: "x", Made: time.Unix(0, 0), Root: root, Rings: []identity.Key{ringKey}}
	secrets := map[string][32]byte{
		"device seed": d.Seed(), "device key": d.Key().Raw(), "ring key": ringKey.Raw(), "root seed": root.Seed(),
	}
	type holder struct {
		Device *identity.Device
		Key    identity.Key
		hidden identity.SigningKey
		deep   []identity.Key
	}
	values := map[string]any{
		"device": d, "device by value": *d, "key": ringKey, "signing key": root, "ring": ring, "recovery": recovery,
		"holder": holder{d, ringKey, root, []identity.Key{ringKey}}, "map": map[string]any{"k": ringKey, "d": d},
		"error": fmt.Errorf("with %v and %v", d, root),
	}
	for name, v := range values {
		var out bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%08b", "%T"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", slog.Any("v", v))
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", slog.Any("v", v))
		if j, err := json.Marshal(v); err == nil {
			out.Write(j)
		}
		for what, secret := range secrets {
			for form, text := range forms(secret[:]) {
				if strings.Contains(out.String(), text) {
					t.Errorf("printing a %s shows the %s as %s", name, what, form)
				}
			}
		}
		if strings.Contains(out.String(), "AGE-SECRET-KEY") {
			t.Errorf("printing a %s shows an age key", name)
		}
	}
}

// forms are ways in which the first bytes of a secret might show.
func forms(secret []byte) map[string]string {
	head := secret[:8]
	return map[string]string{
		"raw": string(head), "hex": hex.EncodeToString(head), "HEX": strings.ToUpper(hex.EncodeToString(head)),
		"base64": base64.StdEncoding.EncodeToString(secret[:9]), "decimal": strings.Trim(fmt.Sprint(head), "[]"),
		"Go syntax": strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", head), "[]byte{"), "}"),
	}
}

func TestTheZeroKeysDoNothing(t *testing.T) {
	if (identity.Key{}).Recipient() != (identity.Recipient{}) {
		t.Error("a recipient")
	}
	if _, err := (identity.SigningKey{}).Sign(nil, nil, nil); err == nil {
		t.Error("a signature")
	}
	if (identity.SigningKey{}).PublicKey() != (identity.PublicKey{}) || (identity.SigningKey{}).Seed() != [32]byte{} {
		t.Error("a key")
	}
}
