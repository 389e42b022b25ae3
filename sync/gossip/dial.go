package gossip

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"settle.example/settle/sync/oplog"
)

// errOtherDevice is about an address at which another device answers than the
// one that was called.
var errOtherDevice = errors.New("another device answers at that address")

// dialler opens connections to other devices.
type dialler struct {
	network  Network
	own      tls.Certificate
	timeout  time.Duration // for a connection and its handshake
	counters *counters
}

// dial connects to the address and speaks the protocol. Want is the device that
// must answer; zero takes whoever does.
func (d *dialler) dial(ctx context.Context, address, protocol string, want oplog.DeviceID) (*connection, error) {
	if err := CheckAddress(address); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	d.counters.dials.Add(1)
	raw, err := d.network.Dial(ctx, address)
	if err != nil {
		d.counters.dialsFailed.Add(1)
		return nil, err
	}
	config := tlsConfig(d.own, protocol)
	if protocol == protocolGossip {
		// Addresses need no protection from the computers of a later age, and
		// without it a handshake takes a third less.
		config.CurvePreferences = []tls.CurveID{tls.X25519}
	}
	conn := tls.Client(raw, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		d.counters.dialsFailed.Add(1)
		shut(raw)
		return nil, err
	}
	device, err := deviceOf(conn.ConnectionState())
	if err == nil && !want.IsZero() && device != want {
		err = errOtherDevice
	}
	if err != nil {
		d.counters.dialsFailed.Add(1)
		shut(conn)
		return nil, err
	}
	return &connection{Conn: conn, device: device, protocol: protocol, dialled: true, address: address}, nil
}

// maxAddress bounds an address, in bytes: a DNS name has at most 253.
const maxAddress = 261

// CheckAddress reports, as a sentence for a person, why an address cannot be
// one: they are written host:port, with an IPv6 host in brackets.
func CheckAddress(address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil || host == "" || len(address) > maxAddress {
		return fmt.Errorf("an address is written name:port or number:port, as in settle.trust.example:7946")
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return fmt.Errorf("the port in an address is a number from 1 to 65535")
	}
	for _, c := range []byte(host) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c == '.', c == '-', c == '_', c == ':', c == '%':
		default:
			return fmt.Errorf("the name in an address has letters, digits, dots and hyphens only")
		}
	}
	return nil
}
