package gossip_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// loopback is the i-th machine on this computer.
func loopback(i int, admission gossip.Admission) gossip.Config {
	c := gossip.Loopback()
	c.System, c.Key, c.Log, c.Admission = replicatest.System, keyOf(i), replicatest.New(oplog.VerifyRun), admission
	return c
}

func TestCertificateHoldsTheKeyAlone(t *testing.T) {
	config, err := gossip.ClientConfig(keyOf(1), gossip.ProtocolLog)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(config.Certificates[0].Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if c.Subject.String() != "" || c.Issuer.String() != "" || len(c.Extensions) != 0 {
		t.Errorf("it says more than the key: %v %v %v", c.Subject, c.Issuer, c.Extensions)
	}
	if !bytes.Equal(c.PublicKey.(ed25519.PublicKey), keyOf(1).Public().(ed25519.PublicKey)) {
		t.Error("it holds another key")
	}
	if c.NotAfter.Year() != 9999 || c.NotBefore.Year() != 1970 {
		t.Errorf("it is valid from %v to %v", c.NotBefore, c.NotAfter)
	}
	if config.MinVersion != tls.VersionTLS13 || !config.SessionTicketsDisabled {
		t.Error("TLS before 1.3, or resumption")
	}
}

// shake dials a node as a client with this configuration and reports what the
// node makes of it: a connection that TLS refuses ends at the first read.
func shake(t *testing.T, address string, config *tls.Config) error {
	t.Helper()
	conn, err := tls.Dial("tcp", address, config)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetReadDeadline(time.Now().Add(300 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	_, err = conn.Read(make([]byte, 1))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil // still open
	}
	return err
}

// callAs calls a node as a device, for ten seconds.
func callAs(t *testing.T, node *gossip.Node, key int, protocol string) *tls.Conn {
	t.Helper()
	config, err := gossip.ClientConfig(keyOf(key), protocol)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := tls.Dial("tcp", node.Address(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestWhoGetsIn(t *testing.T) {
	n := start(t, loopback(0, newMembers(0, 1)))
	defer stop(t, n)
	good := func(protocols ...string) *tls.Config {
		c, err := gossip.ClientConfig(keyOf(1), protocols...)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	chain := good(gossip.ProtocolLog)
	chain.Certificates[0].Certificate = append(chain.Certificates[0].Certificate, chain.Certificates[0].Certificate[0])
	large := good(gossip.ProtocolLog)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: strings.Repeat("x", 2000)}}
	der, err := x509.CreateCertificate(nil, template, template, keyOf(1).Public(), keyOf(1))
	if err != nil {
		t.Fatal(err)
	}
	large.Certificates[0].Certificate = [][]byte{der}
	none := good(gossip.ProtocolLog)
	none.Certificates = nil
	old := good(gossip.ProtocolLog)
	old.MinVersion, old.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	cases := []struct {
		name   string
		config *tls.Config
		in     bool
	}{
		{"a member, for the log", good(gossip.ProtocolLog), true},
		{"no certificate", none, false},
		{"two certificates", chain, false},
		{"a certificate with a long story", large, false},
		{"TLS 1.2", old, false},
		{"another protocol", good("h2"), false},
		{"no protocol", good(), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := shake(t, n.Address(), c.config); (err == nil) != c.in {
				t.Errorf("got %v, want in: %v", err, c.in)
			}
		})
	}
}

// A node under a flood of two thousand connections that say nothing, noise, or
// half a handshake keeps a member's link and lets another member in.
func TestFlood(t *testing.T) {
	all := newMembers(upTo(3)...)
	c := loopback(0, all)
	c.Limits = gossip.DefaultLimits()
	node := start(t, c)
	defer stop(t, node)
	peer := func(i int) *gossip.Node {
		c := loopback(i, all)
		c.Listen, c.Peers = "", []gossip.Address{{Address: node.Address()}}
		return start(t, c)
	}
	first := peer(1)
	defer stop(t, first)
	eventually(t, 10*time.Second, "a link before the flood", func() bool { return linksOf(t, node) == 1 })

	hello := clientHello(t)
	payloads := [][]byte{nil, []byte("GET / HTTP/1.1\r\n\r\n"), hello[:len(hello)/2], hello, bytes.Repeat([]byte{0x16}, 4096)}
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}
	const flood = 2000
	var mu sync.Mutex
	var conns []net.Conn
	var busy sync.WaitGroup
	for w := range 20 {
		busy.Go(func() {
			for i := range flood / 20 {
				conn, err := dialer.Dial("tcp", node.Address())
				if err != nil {
					continue
				}
				mu.Lock()
				conns = append(conns, conn)
				mu.Unlock()
				_, _ = conn.Write(payloads[(i+w)%len(payloads)])
			}
		})
	}
	busy.Wait()
	defer func() {
		for _, c := range conns {
			_ = c.Close()
		}
	}()
	if len(conns) < flood*9/10 {
		t.Fatalf("only %d connections could be made", len(conns))
	}
	second := peer(2)
	defer stop(t, second)
	eventually(t, 10*time.Second, "a second link in the flood", func() bool { return linksOf(t, node) == 2 })
	if m := node.Metrics(); m.TurnedAway < flood/2 {
		t.Errorf("only %d were turned away", m.TurnedAway)
	}
}

// clientHello is what a client says first.
func clientHello(t *testing.T) []byte {
	t.Helper()
	config, err := gossip.ClientConfig(keyOf(9), gossip.ProtocolLog)
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	var said bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer cancel()
		b := make([]byte, 16<<10)
		k, _ := theirs.Read(b)
		said.Write(b[:k])
		_ = theirs.Close()
	}()
	_ = tls.Client(ours, config).HandshakeContext(ctx) // nobody answers it
	<-done
	_ = ours.Close()
	return said.Bytes()
}

// What a stranger sends after a good handshake harms nobody but its link.
func TestHostileLinks(t *testing.T) {
	all := newMembers(0, 1, 2)
	node := start(t, loopback(0, all))
	defer stop(t, node)
	c := loopback(1, all)
	c.Listen, c.Peers = "", []gossip.Address{{Address: node.Address()}}
	peer := start(t, c)
	defer stop(t, peer)
	eventually(t, 10*time.Second, "a link", func() bool { return linksOf(t, node) == 1 })
	cases := []struct {
		name, protocol string
		key            int
		bytes          []byte
	}{
		{"an oversized frame", gossip.ProtocolLog, 2, []byte{0xff, 0xff, 0xff, 0xff, 1}},
		{"an oversized frame of a stranger", gossip.ProtocolLog, 7, []byte{0xff, 0xff, 0xff, 0xff, 1}},
		{"heartbeats without end", gossip.ProtocolLog, 2, make([]byte, 64<<10)},
		{"a greeting that is none", gossip.ProtocolGossip, 2, []byte("x\xff")},
		{"another pool", gossip.ProtocolGossip, 2, []byte("p\x05other")},
		{"a compressed packet", gossip.ProtocolGossip, 2, []byte("p\x00\x00\x02\x09\x01")},
		{"an oversized packet", gossip.ProtocolGossip, 2, []byte("p\x00\xff\xff")},
		{"an exchange with a million nodes", gossip.ProtocolGossip, 2, []byte("s\x00\x06\x81\xa5Nodes\xce\x00\x0f\x42\x40")},
		{"gossip of a stranger", gossip.ProtocolGossip, 7, []byte("p\x00\x00\x02\x00\x80")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			conn := callAs(t, node, c.key, c.protocol)
			_, _ = conn.Write(c.bytes)
			if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
				t.Error("the connection is still open")
			}
		})
	}
	for _, p := range node.Status(t.Context()).Peers {
		if p.Device == deviceOf(1) && p.Link == nil {
			t.Error("the link of somebody else ended")
		}
	}
}

func TestRevocationClosesLinks(t *testing.T) {
	all := newMembers(0, 1)
	node := start(t, loopback(0, all))
	defer stop(t, node)
	others := newMembers(0, 1)
	c := loopback(1, others)
	c.Listen, c.Peers = "", []gossip.Address{{Address: node.Address()}}
	peer := start(t, c)
	defer stop(t, peer)
	eventually(t, 10*time.Second, "a link", func() bool { return linksOf(t, node) == 1 })
	all.set(deviceOf(1), replica.Revoked)
	node.MembersChanged()
	took := eventually(t, 5*time.Second, "no link", func() bool {
		s := node.Status(t.Context())
		for _, p := range s.Peers {
			if p.Link != nil && p.Link.Standing == replica.Member {
				return false
			}
		}
		return true
	})
	t.Log("closed after", took)
}

// lines keeps what is logged, by its message.
type lines struct {
	mu  sync.Mutex
	all map[string][]string
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, msg, _ := strings.Cut(string(b), "msg=")
	msg, _, _ = strings.Cut(strings.ReplaceAll(msg, `"`, ""), " ")
	l.all[msg] = append(l.all[msg], string(b))
	return len(b), nil
}

func (l *lines) of(msg string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.all[msg])
}

// TestTheLogHearsOfRefusals: of callers who never prove a key, and of strangers, a line or two stand for all, with no
// address in it.
func TestTheLogHearsOfRefusals(t *testing.T) {
	const strangers = 30
	log := &lines{all: map[string][]string{}}
	c := loopback(0, newMembers(0))
	c.Logger = slog.New(slog.NewTextHandler(log, nil))
	node := start(t, c)
	defer stop(t, node)
	for range 3 {
		conn, err := net.Dial("tcp", node.Address())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write([]byte("GET / HTTP/1.1\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, conn) // until the node hangs up
		_ = conn.Close()
	}
	eventually(t, 5*time.Second, "the log says so", func() bool { return len(log.of("refused")) > 0 })
	for i := range strangers {
		conn := callAs(t, node, 100+i, gossip.ProtocolLog)
		if _, err := conn.Write([]byte{0, 0, 0, 1, 99}); err != nil { // a frame of no kind
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, conn) // until the node hangs up
		_ = conn.Close()
	}
	eventually(t, 30*time.Second, "it says the rest", func() bool { return len(log.of("refused")) > 1 })
	told := log.of("link")
	if len(told) == 0 || len(told) > strangers/2 {
		t.Errorf("%d strangers got %d lines", strangers, len(told))
	}
	for _, line := range append(log.of("refused"), told...) {
		if strings.Contains(line, "127.0.0.1") {
			t.Errorf("it says %s", line)
		}
	}
	if last := log.of("refused"); !strings.Contains(last[0], "handshakes_failed=") || strings.Contains(last[1], "strangers=0") {
		t.Errorf("it says %s", last)
	}
}

// TestRevocationClosesPoolConnections revokes a device that has called to gossip: its connection ends, and the node goes
// on.
func TestRevocationClosesPoolConnections(t *testing.T) {
	all := newMembers(0, 1)
	node := start(t, loopback(0, all))
	defer stop(t, node)
	conn := callAs(t, node, 1, gossip.ProtocolGossip)
	if _, err := conn.Write([]byte("p\x00")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
		t.Fatal("it is not welcome: ", err)
	}
	all.set(deviceOf(1), replica.Revoked)
	told := make(chan struct{})
	go func() { defer close(told); node.MembersChanged() }()
	if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal("the connection is still open")
	}
	<-told
	if s := node.Status(t.Context()); s.Pool != 1 {
		t.Errorf("the pool has %d machines", s.Pool)
	}
}
