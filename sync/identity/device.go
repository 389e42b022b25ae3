package identity

import (
	"crypto"
	"fmt"
	"io"
	"log/slog"

	"settle.example/settle/sync/oplog"
)

// Device is this machine's identity: an ed25519 key that signs its log and an
// X25519 key that opens what is sealed to it. It is a crypto.Signer.
type Device struct {
	signing SigningKey
	key     Key
}

// New makes a device with fresh keys. Create keeps them on disk.
func New() (*Device, error) {
	key, err := freshKey()
	if err != nil {
		return nil, err
	}
	return &Device{signing: NewSigningKey(), key: key}, nil
}

// ID returns the name under which the device takes part.
func (d *Device) ID() oplog.DeviceID { return oplog.DeviceID(d.signing.PublicKey()) }

// Recipient returns the key that rings are granted to the device with.
func (d *Device) Recipient() Recipient { return d.key.Recipient() }

// Key returns the secret half of Recipient, for Unseal and OpenRingKey.
func (d *Device) Key() Key { return d.key }

// Public implements crypto.Signer.
func (d *Device) Public() crypto.PublicKey { return d.signing.Public() }

// Sign implements crypto.Signer.
func (d *Device) Sign(random io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	return d.signing.Sign(random, message, opts)
}

// String names the device and hides its secrets.
func (d *Device) String() string { return "device " + d.ID().String()[:8] }

// Format writes String for every verb of fmt.
func (d *Device) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, d.String()) }

// LogValue names the device and hides its secrets from slog.
func (d *Device) LogValue() slog.Value { return slog.StringValue(d.String()) }

var (
	_ crypto.Signer  = (*Device)(nil)
	_ slog.LogValuer = (*Device)(nil)
)
