package identity

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"filippo.io/age"

	"settle.example/settle/sync/oplog"
)

// Recipient is an X25519 public key: what things are sealed to.
type Recipient [32]byte

// PublicKey is the ed25519 public key of a root or of an invitation. (That of a
// device is its oplog.DeviceID.)
type PublicKey [ed25519.PublicKeySize]byte

// Key is an X25519 secret key, a device's or a ring's: what opens sealed things.
// The zero Key opens nothing.
//
// The secret is inside a function because fmt looks into everything else: asked
// for a verb that does not suit, such as %s for a struct around a Key, it follows
// pointers and skips the Format methods of unexported fields.
type Key struct{ secret func() *keySecret }

type keySecret struct {
	raw       [32]byte
	recipient Recipient
	age       *age.X25519Identity
}

// newKey makes a key of 32 secret bytes. They must be clamped (RFC 7748 §5), so
// that a key has one form and every flipped bit shows.
func newKey(raw [32]byte) (Key, error) {
	if clamp(raw) != raw {
		return Key{}, ErrDamaged
	}
	private, err := ecdh.X25519().NewPrivateKey(raw[:])
	if err != nil {
		return Key{}, ErrDamaged
	}
	identity, err := age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", raw)))
	if err != nil {
		return Key{}, ErrDamaged
	}
	secret := &keySecret{raw: raw, recipient: Recipient(private.PublicKey().Bytes()), age: identity}
	return Key{func() *keySecret { return secret }}, nil
}

// freshKey makes a random key.
func freshKey() (Key, error) { return newKey(clamp(random())) }

// clamp sets the bits that X25519 sets in every secret key.
func clamp(raw [32]byte) [32]byte {
	raw[0] &= 248
	raw[31] = raw[31]&127 | 64
	return raw
}

func random() (b [32]byte) {
	rand.Read(b[:]) // never fails: crypto/rand stops the program instead
	return b
}

// Recipient returns the public half of k, or zero for the zero Key.
func (k Key) Recipient() Recipient {
	if k.secret == nil {
		return Recipient{}
	}
	return k.secret().recipient
}

// SigningKey is an ed25519 secret key: a device's, a root's or an invitation's.
// It is a crypto.Signer. The zero SigningKey signs nothing.
type SigningKey struct{ secret func() ed25519.PrivateKey }

// NewSigningKey makes a key for a root or an invitation.
func NewSigningKey() SigningKey { return SigningKeyOf(random()) }

// SigningKeyOf makes the key of a seed, which Seed gave.
func SigningKeyOf(seed [ed25519.SeedSize]byte) SigningKey {
	private := ed25519.NewKeyFromSeed(seed[:])
	return SigningKey{func() ed25519.PrivateKey { return private }}
}

// Seed returns the secret itself, for the file that hands an invitation on.
func (k SigningKey) Seed() (seed [ed25519.SeedSize]byte) {
	if k.secret != nil {
		copy(seed[:], k.secret().Seed())
	}
	return seed
}

// PublicKey returns the public half of k, or zero for the zero SigningKey.
func (k SigningKey) PublicKey() (p PublicKey) {
	if k.secret != nil {
		copy(p[:], k.secret()[ed25519.SeedSize:])
	}
	return p
}

// Public returns the public half as an ed25519.PublicKey, for crypto.Signer.
func (k SigningKey) Public() crypto.PublicKey {
	p := k.PublicKey()
	return ed25519.PublicKey(p[:])
}

// Sign implements crypto.Signer; pass crypto.Hash(0), as ed25519 asks.
func (k SigningKey) Sign(random io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	if k.secret == nil {
		return nil, ErrNoDevice
	}
	return k.secret().Sign(random, message, opts)
}

func (k SigningKey) sign(message []byte) (s oplog.Signature) {
	if k.secret != nil {
		copy(s[:], ed25519.Sign(k.secret(), message))
	}
	return s
}

const redacted = "[secret key]"

// String hides the secret.
func (k Key) String() string { return redacted }

// Format hides the secret from every verb of fmt.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the secret from slog.
func (k Key) LogValue() slog.Value { return slog.StringValue(redacted) }

// String hides the secret.
func (k SigningKey) String() string { return redacted }

// Format hides the secret from every verb of fmt.
func (k SigningKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue hides the secret from slog.
func (k SigningKey) LogValue() slog.Value { return slog.StringValue(redacted) }

var (
	_ crypto.Signer  = SigningKey{}
	_ slog.LogValuer = SigningKey{}
	_ slog.LogValuer = Key{}
)
