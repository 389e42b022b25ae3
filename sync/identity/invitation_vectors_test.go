package identity_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"settle.example/settle/sync/identity"
)

// invitationVectors is testdata/invitation.json, of what invitation makes. Once
// published, it never changes.
type invitationVectors struct {
	Secret          hexBytes
	SigningKey      hexBytes `json:"signing_key"`
	OpenedRecipient hexBytes `json:"opened_recipient"`
	Bytes           hexBytes
	File, Code      string
}

func TestInvitationVectors(t *testing.T) {
	var v invitationVectors
	dec := json.NewDecoder(bytes.NewReader(must(os.ReadFile("testdata/invitation.json"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	i := invitation()
	i.OneUse = identity.OneUseKeyOf([16]byte(v.Secret))
	signing, opening := i.OneUse.Signing().PublicKey(), must(i.OneUse.Opening()).Recipient()
	for what, pair := range map[string][2]string{
		"the key that signs": {hex.EncodeToString(signing[:]), hex.EncodeToString(v.SigningKey)},
		"what is opened":     {hex.EncodeToString(opening[:]), hex.EncodeToString(v.OpenedRecipient)},
		"the bytes":          {hex.EncodeToString(identity.InvitationBytes(i)), hex.EncodeToString(v.Bytes)},
		"the file":           {string(must(identity.FormatInvitation(i))), v.File},
		"the code":           {must(i.Code()), v.Code},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q", what, pair[0])
		}
	}
	for _, text := range []string{v.File, v.Code, identity.GroupCode(v.Code)} {
		if got, err := identity.ParseInvitation([]byte(text)); err != nil || got.OneUse.Signing().PublicKey() != signing {
			t.Error(text, err)
		}
	}
}
