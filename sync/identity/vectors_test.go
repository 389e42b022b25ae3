package identity_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"testing"
	"time"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// hexBytes reads hex digits from JSON.
type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// vectors is testdata/vectors.json. Once published, it never changes.
type vectors struct {
	Seed, Device, System, Grant hexBytes
	DeviceSecret                hexBytes `json:"device_secret"`
	DeviceRecipient             hexBytes `json:"device_recipient"`
	DeviceRecipientAge          string   `json:"device_recipient_age"`
	RingSecret                  hexBytes `json:"ring_secret"`
	RingPublic                  hexBytes `json:"ring_public"`
	Ring                        hexBytes
	RootSeed                    hexBytes `json:"root_seed"`
	RootPublic                  hexBytes `json:"root_public"`
	InvitationUse               hexBytes `json:"invitation_use"`
	Successor                   hexBytes
	RootAct                     struct {
		Seq            uint64
		Act, Signature hexBytes
	} `json:"root_act"`
	Fields               map[uint]string
	PrivatePart          hexBytes `json:"private_part"`
	KeyFile              hexBytes `json:"key_file"`
	ProtectedKeyFile     hexBytes `json:"protected_key_file"`
	Passphrase, Recovery string
}

func TestVectors(t *testing.T) {
	var v vectors
	dec := json.NewDecoder(bytes.NewReader(must(os.ReadFile("testdata/vectors.json"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	d := identity.DeviceOf([32]byte(v.Seed), [32]byte(v.DeviceSecret))
	ring := must(identity.KeyOf([32]byte(v.RingSecret)))
	root := identity.SigningKeyOf([32]byte(v.RootSeed))
	system := oplog.Hash(v.System)

	equal := func(what string, got, want []byte) {
		t.Helper()
		if !bytes.Equal(got, want) {
			t.Errorf("%s is %x", what, got)
		}
	}
	id, recipient, public, rootKey := d.ID(), d.Recipient(), ring.Recipient(), root.PublicKey()
	ringID := identity.RingIDOf(public)
	equal("the device", id[:], v.Device)
	equal("its recipient", recipient[:], v.DeviceRecipient)
	equal("age's form of it", []byte(identity.Bech32("age", recipient)), []byte(v.DeviceRecipientAge))
	equal("the ring's key", public[:], v.RingPublic)
	equal("the ring", ringID[:], v.Ring)
	equal("the root", rootKey[:], v.RootPublic)

	use := identity.UseInvitation(root, system, d.ID())
	successor := identity.NameSuccessor(d, system, oplog.DeviceID(rootKey))
	act := identity.SignRootAct(root, system, d.ID(), v.RootAct.Seq, v.RootAct.Act)
	equal("the use of an invitation", use[:], v.InvitationUse)
	equal("the successor's proof", successor[:], v.Successor)
	equal("the root's act", act[:], v.RootAct.Signature)

	var part oplog.Private
	if err := part.UnmarshalBinary(v.PrivatePart); err != nil || len(part.Sealed) != 2 {
		t.Fatal(err)
	}
	for _, box := range part.Sealed {
		if got, err := identity.Unseal(box, d.ID(), ring); err != nil || !maps.Equal(got, v.Fields) {
			t.Errorf("class %d: %v, %v", box.Class, got, err)
		}
	}
	if key, err := identity.OpenRingKey(v.Grant, identity.Ring{Public: public}, d.Key()); err != nil || key.Raw() != ring.Raw() {
		t.Error("the grant:", err)
	}

	plain := must(identity.FormatKeyFile(d, identity.Lock{}))
	equal("the key file", plain, v.KeyFile)
	for passphrase, file := range map[string][]byte{"": v.KeyFile, v.Passphrase: v.ProtectedKeyFile} {
		if got, err := identity.ParseKeyFile(file, identity.WithPassphrase(passphrase)); err != nil || !same(got, d) {
			t.Error("a key file:", err)
		}
	}
	recovery := identity.Recovery{
		Name: "Invented system", Made: time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC),
		System: system, Root: root, Rings: []identity.Key{ring},
	}
	equal("the recovery file", must(identity.FormatRecovery(recovery, "")), []byte(v.Recovery))
	got, err := identity.ParseRecovery([]byte(v.Recovery), "")
	if err != nil {
		t.Fatal(err)
	}
	checkRecovery(t, got, recovery)
}
