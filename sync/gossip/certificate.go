package gossip

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"

	"settle.example/settle/sync/oplog"
)

// The two protocols of the one port, told apart by ALPN (RFC 7301).
const (
	protocolLog    = "settle-log/1"    // entries, between any two machines
	protocolGossip = "settle-gossip/1" // memberlist, within a pool
)

// maxCertificate bounds a peer's certificate, in bytes. Ours has about 200.
const maxCertificate = 1024

// errCertificate is about a peer whose certificate is not that of a device.
var errCertificate = errors.New("the other side did not show the certificate of a Settle device")

// certificate makes the certificate of a device: its key, signed by itself, and
// nothing else. It has no names and never expires (RFC 5280 §4.1.2.5 writes that
// as the end of the year 9999): who a device is and whether it may take part is
// in the log, so that a machine with a wrong clock can still connect.
func certificate(key crypto.Signer) (tls.Certificate, oplog.DeviceID, error) {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok || len(public) != ed25519.PublicKeySize {
		return tls.Certificate{}, oplog.DeviceID{}, errors.New("a device's key must be an ed25519 key")
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Unix(0, 0).UTC(),
		NotAfter:     time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, public, key)
	if err != nil {
		return tls.Certificate{}, oplog.DeviceID{}, fmt.Errorf("making this device's certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, oplog.DeviceID(public), nil
}

// tlsConfig is what both ends use: TLS 1.3, both show their key, no resumption
// (connections are few and long, and a ticket would outlive a revocation).
// Nothing but the key in the certificate is looked at; possession of it is what
// the handshake proves.
func tlsConfig(own tls.Certificate, protocols ...string) *tls.Config {
	return &tls.Config{
		Certificates:                []tls.Certificate{own},
		MinVersion:                  tls.VersionTLS13,
		NextProtos:                  protocols,
		ClientAuth:                  tls.RequireAnyClientCert,
		InsecureSkipVerify:          true, // no authority vouches for keys: VerifyConnection decides
		SessionTicketsDisabled:      true,
		DynamicRecordSizingDisabled: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			if state.NegotiatedProtocol == "" {
				return errors.New("the other side speaks no protocol of Settle")
			}
			_, err := deviceOf(state)
			return err
		},
	}
}

// deviceOf returns the device at the other end.
func deviceOf(state tls.ConnectionState) (oplog.DeviceID, error) {
	if len(state.PeerCertificates) != 1 || len(state.PeerCertificates[0].Raw) > maxCertificate {
		return oplog.DeviceID{}, errCertificate
	}
	public, ok := state.PeerCertificates[0].PublicKey.(ed25519.PublicKey)
	if !ok || len(public) != ed25519.PublicKeySize {
		return oplog.DeviceID{}, errCertificate
	}
	return oplog.DeviceID(public), nil
}

// short names a device in logs: enough to tell devices apart, too little to be
// looked up elsewhere.
func short(d oplog.DeviceID) string { return d.String()[:8] }
