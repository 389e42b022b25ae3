package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
)

// The domain tags of the two keys that the secret of an invitation makes.
const (
	tagOneUseSign = "settle/invitation-sign/1"
	tagOneUseOpen = "settle/invitation-open/1"
)

// OneUseKey is the secret that an invitation holds: 16 bytes, so that a code can
// be typed. It makes a key that signs the use of the invitation and one that
// opens what is sealed to whoever holds it. The zero OneUseKey does neither.
type OneUseKey struct{ secret func() [16]byte }

// NewOneUseKey makes the secret of a new invitation.
func NewOneUseKey() OneUseKey {
	var secret [16]byte
	rand.Read(secret[:]) // never fails: crypto/rand stops the program instead
	return oneUseKeyOf(secret)
}

func oneUseKeyOf(secret [16]byte) OneUseKey {
	return OneUseKey{func() [16]byte { return secret }}
}

// Signing returns the ed25519 key whose public half the entry that invites names:
// its seed is SHA-256("settle/invitation-sign/1" ‖ secret).
func (k OneUseKey) Signing() SigningKey {
	if k.secret == nil {
		return SigningKey{}
	}
	return SigningKeyOf(k.derive(tagOneUseSign))
}

// Opening returns the X25519 key that opens a first bundle made for whoever holds
// the invitation: SHA-256("settle/invitation-open/1" ‖ secret), clamped.
func (k OneUseKey) Opening() (Key, error) {
	if k.secret == nil {
		return Key{}, ErrRecipient
	}
	return newKey(clamp(k.derive(tagOneUseOpen)))
}

func (k OneUseKey) derive(tag string) [32]byte {
	secret := k.secret()
	return sha256.Sum256(append([]byte(tag), secret[:]...))
}

// String hides the secret.
func (k OneUseKey) String() string { return redacted }

// Format hides the secret from every verb of fmt.
func (k OneUseKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the secret from slog.
func (k OneUseKey) LogValue() slog.Value { return slog.StringValue(redacted) }

var _ slog.LogValuer = OneUseKey{}
