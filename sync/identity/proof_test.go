package identity_test

import (
	"errors"
	"testing"

	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

var system = oplog.Hash{0x5e}

func TestInvitationUse(t *testing.T) {
	invitation, other := identity.NewSigningKey(), identity.NewSigningKey()
	joiner, thief := device("joiner").ID(), device("thief").ID()
	proof := identity.UseInvitation(invitation, system, joiner)
	tests := []struct {
		name   string
		key    identity.PublicKey
		system oplog.Hash
		device oplog.DeviceID
		proof  oplog.Signature
		want   error
	}{
		{"as it was signed", invitation.PublicKey(), system, joiner, proof, nil},
		{"another invitation", other.PublicKey(), system, joiner, proof, identity.ErrProof},
		{"another system", invitation.PublicKey(), oplog.Hash{1}, joiner, proof, identity.ErrProof},
		{"another device", invitation.PublicKey(), system, thief, proof, identity.ErrProof},
		{"no signature", invitation.PublicKey(), system, joiner, oplog.Signature{}, identity.ErrProof},
		{"a successor's proof", identity.PublicKey(thief), system, joiner, identity.NameSuccessor(device("thief"), system, joiner), identity.ErrProof},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := identity.CheckInvitation(tt.key, tt.system, tt.device, tt.proof); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
	if again := identity.SigningKeyOf(invitation.Seed()); identity.UseInvitation(again, system, joiner) != proof {
		t.Error("an invitation's key does not come back from its seed")
	}
}

func TestSuccessor(t *testing.T) {
	old, successor := device("old"), device("new").ID()
	proof := identity.NameSuccessor(old, system, successor)
	tests := []struct {
		name   string
		old    oplog.DeviceID
		system oplog.Hash
		device oplog.DeviceID
		want   error
	}{
		{"as it was signed", old.ID(), system, successor, nil},
		{"another old device", device("else").ID(), system, successor, identity.ErrProof},
		{"another system", old.ID(), oplog.Hash{1}, successor, identity.ErrProof},
		{"another successor", old.ID(), system, device("else").ID(), identity.ErrProof},
		{"the other way round", successor, system, old.ID(), identity.ErrProof},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := identity.CheckSuccessor(tt.old, tt.system, tt.device, proof); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
}

func TestRootAct(t *testing.T) {
	root := identity.NewSigningKey()
	by := device("registrar").ID()
	act := []byte("admit the registrar of an invented trust")
	proof := identity.SignRootAct(root, system, by, 7, act)
	tests := []struct {
		name   string
		root   identity.PublicKey
		system oplog.Hash
		device oplog.DeviceID
		seq    uint64
		act    []byte
		want   error
	}{
		{"as it was signed", root.PublicKey(), system, by, 7, act, nil},
		{"another root", identity.NewSigningKey().PublicKey(), system, by, 7, act, identity.ErrProof},
		{"another system", root.PublicKey(), oplog.Hash{1}, by, 7, act, identity.ErrProof},
		{"done again by another device", root.PublicKey(), system, device("else").ID(), 7, act, identity.ErrProof},
		{"done again later", root.PublicKey(), system, by, 8, act, identity.ErrProof},
		{"another act", root.PublicKey(), system, by, 7, act[1:], identity.ErrProof},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := identity.CheckRootAct(tt.root, tt.system, tt.device, tt.seq, tt.act, proof); !errors.Is(err, tt.want) {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
		})
	}
}
