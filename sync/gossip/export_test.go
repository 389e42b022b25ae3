package gossip

import (
	"bytes"
	"context"
	"crypto"
	"crypto/tls"
	"io"
	"net"
	"time"

	"github.com/hashicorp/mdns"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// What tests in package gossip_test see of the inside.

const (
	MaxPacket      = maxPacket
	MaxProxyAnswer = maxProxyAnswer
	ProtocolLog    = protocolLog
	ProtocolGossip = protocolGossip
	HintSize       = hintSize
	DigestSize     = digestSize
	MaxHints       = maxHints
)

var (
	ErrPacket      = errPacket
	ErrExchange    = errExchange
	ErrGreeting    = errGreeting
	ErrOtherDevice = errOtherDevice
	ErrProxyLogin  = errProxyLogin
	ErrProxyAnswer = errProxyAnswer
)

func ReadPacket(r io.Reader) ([]byte, error) { return readPacket(r) }

func AppendPacket(b, p []byte) []byte { return appendPacket(b, p) }

func ReadGreeting(r io.Reader) (byte, string, error) { return readGreeting(r) }

func ReadConnectAnswer(r io.Reader) error { return readConnectAnswer(r) }

func ReadExchangeHead(b []byte) ([]byte, error) { return readExchangeHead(bytes.NewReader(b)) }

func DecodeHint(b []byte) (oplog.DeviceID, uint64, error) {
	h, err := decodeHint(b)
	return h.device, h.seq, err
}

func EncodeHint(d oplog.DeviceID, seq uint64) []byte { return hint{d, seq}.encode() }

func DecodeDigest(b []byte) (oplog.DeviceID, replica.Digest, error) { return decodeDigest(b) }

func EncodeDigest(d oplog.DeviceID, digest replica.Digest) []byte { return encodeDigest(d, digest) }

// Hints is the queue of hints of a pool of so many.
type Hints struct{ *hints }

func NewHints(mult, members int) Hints { return Hints{newHints(mult, func() int { return members })} }

func (h Hints) Add(d oplog.DeviceID, seq uint64) bool { return h.add(hint{d, seq}) }

func (h Hints) Take(overhead, limit int) [][]byte { return h.take(overhead, limit) }

// Gate is the limits' book-keeping.
type Gate struct{ *gate }

func NewGate(l Limits) Gate { return Gate{newGate(l)} }

func (g Gate) Begin(from string, now time.Time) bool { return g.begin(from, now) }

func (g Gate) Shaken(from string, well bool) { g.shaken(from, well) }

func (g Gate) Closed() { g.closed() }

func (g Gate) Callers() int { return len(g.callers) }

func CallerOf(address string) string { return callerOf(address) }

// ClientConfig is how a device dials.
func ClientConfig(key crypto.Signer, protocols ...string) (*tls.Config, error) {
	own, _, err := certificate(key)
	if err != nil {
		return nil, err
	}
	return tlsConfig(own, protocols...), nil
}

// SetQuery has the local network asked in another way until the returned function is called.
func SetQuery(ask func(context.Context, *mdns.QueryParam) error) (restore func()) {
	before := query
	query = ask
	return func() { query = before }
}

// Announcement is what the local network learns of a machine.
func Announcement(self oplog.DeviceID, listening net.Addr) (*mdns.MDNSService, error) {
	return announcement(self, listening)
}

// Discovered reads an announcement.
func Discovered(e *mdns.ServiceEntry) (Address, error) { return discovered(e) }

// Calls is how a machine chooses whom to call, among members of its pool.
type Calls struct{ *peers }

func NewCalls(self oplog.DeviceID, others ...Address) Calls {
	c := Calls{newPeers(self, LANPace())}
	for _, a := range others {
		c.joined(a.Device, a.Address, false, a.Seen)
	}
	return c
}

func (c Calls) Lacks(d oplog.DeviceID, now time.Time) { c.lacks(d, now) }

// Called is whom it calls now.
func (c Calls) Called(degree int, now time.Time) []Address {
	var called []Address
	for _, at := range c.toDial(degree, now, func(oplog.DeviceID) bool { return true }) {
		called = append(called, Address{Device: at.device, Address: at.address})
	}
	return called
}

// Linked is whom it calls now where all of them answer.
func (c Calls) Linked(degree int, now time.Time) (linked []oplog.DeviceID) {
	for _, a := range c.Called(degree, now) {
		c.reached(a.Address, a.Device, degree, now)
		c.linked(a.Device, 1, now)
		linked = append(linked, a.Device)
	}
	return linked
}
