package identity

import "filippo.io/age"

// Internals that tests look into.
var (
	Bech32        = bech32
	ParseKeyFile  = parseKeyFile
	FormatKeyFile = formatKeyFile
	Unpad         = unpad
	PadTo         = padTo
	KeyOf         = newKey
	Clamp         = clamp
	OneUseKeyOf   = oneUseKeyOf
)

// InvitationBytes returns the bytes behind an invitation's letters.
func InvitationBytes(i Invitation) []byte { return i.bytes() }

// InvitationOf reads InvitationBytes.
var InvitationOf = invitationOf

// AgeIdentity returns age's own form of k.
func (k Key) AgeIdentity() *age.X25519Identity { return k.secret().age }

// Raw returns the secret bytes of k.
func (k Key) Raw() [32]byte { return k.secret().raw }

// Seed returns the device's secret signing seed.
func (d *Device) Seed() [32]byte { return d.signing.Seed() }

// CheapPassphrases makes guessing cheap, for tests only.
func CheapPassphrases() { workFactor = 10 }

// EncryptRaw seals bytes of any form.
func EncryptRaw(plaintext []byte, to ...Recipient) []byte {
	out, err := encrypt(plaintext, to)
	if err != nil {
		panic(err)
	}
	return out
}

// DeviceOf makes a device of known secrets.
func DeviceOf(seed, secret [32]byte) *Device {
	key, err := newKey(clamp(secret))
	if err != nil {
		panic(err)
	}
	return &Device{signing: SigningKeyOf(seed), key: key}
}
