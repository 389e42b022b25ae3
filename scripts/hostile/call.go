package main

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"time"

	"settle.example/settle/sync/oplog"
)

// The node's protocols.
const (
	protocolLog    = "settle-log/1"
	protocolGossip = "settle-gossip/1"
)

// The answers to a greeting in a pool.
const (
	answerWelcome  = 0
	answerNoMember = 2
)

// The kinds of frames that are spoken here: sync/replica/DESIGN.md has them all.
const (
	kindHello   = 1
	kindWho     = 2
	kindProof   = 3
	kindRefused = 4
	kindHeads   = 6
	kindWant    = 8
	kindRuns    = 10
	kindStrand  = 12
	kindFork    = 13
	kindParts   = 15
	kindBlob    = 17
	kinds       = 24 // some of which are none
)

func frame(kind byte, payload []byte) []byte { return claim(uint32(len(payload)+1), kind, payload) }

// claim is a frame that says that it has another length.
func claim(length uint32, kind byte, payload []byte) []byte {
	return append(append(binary.BigEndian.AppendUint32(nil, length), kind), payload...)
}

func noise(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

func newKey() crypto.Signer {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err) // the system gives no randomness
	}
	return private
}

func config(key crypto.Signer, protocol string) (*tls.Config, error) {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, NextProtos: []string{protocol},
		InsecureSkipVerify: true, MinVersion: tls.VersionTLS13, //nolint:gosec // it wants to talk to anybody
	}, nil
}

// recorder keeps what is written through it, which is what a wire would show.
type recorder struct {
	net.Conn
	sent bytes.Buffer
}

func (r *recorder) Write(b []byte) (int, error) {
	r.sent.Write(b)
	return r.Conn.Write(b)
}

// line is a connection that the node has answered on.
type line struct {
	*tls.Conn
	wire   *recorder
	opened []byte // the first frame, or the answer to a greeting
}

// patience is for how long the door may turn one caller away.
const patience = 40 * time.Second

// call calls until the node answers with its first frame; on the gossip
// protocol, until it answers the greeting.
func call(address string, key crypto.Signer, protocol string, greeting []byte) (*line, error) {
	c, err := config(key, protocol)
	if err != nil {
		return nil, err
	}
	limit := time.Now().Add(patience)
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		l, err := callOnce(address, c, greeting)
		if err == nil {
			return l, nil
		}
		if time.Now().After(limit) {
			return nil, fmt.Errorf("not let in within %v: %w", patience, err)
		}
		<-time.After(wait)
	}
}

func callOnce(address string, c *tls.Config, greeting []byte) (*line, error) {
	raw, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		return nil, err
	}
	l := &line{wire: &recorder{Conn: raw}}
	l.Conn = tls.Client(l.wire, c)
	err = l.SetDeadline(time.Now().Add(5 * time.Second))
	if err == nil {
		_, err = l.Write(greeting)
	}
	if err == nil && greeting != nil {
		l.opened = make([]byte, 1)
		_, err = io.ReadFull(l, l.opened)
	} else if err == nil {
		l.opened, err = l.frame()
	}
	if err == nil {
		err = l.SetDeadline(time.Time{})
	}
	if err != nil {
		l.hangUp()
		return nil, err
	}
	return l, nil
}

// device is whose key the node showed.
func (l *line) device() (d oplog.DeviceID) {
	if public, ok := l.ConnectionState().PeerCertificates[0].PublicKey.(ed25519.PublicKey); ok {
		copy(d[:], public)
	}
	return d
}

func (l *line) frame() ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(l, head); err != nil {
		return nil, err
	}
	b := make([]byte, min(binary.BigEndian.Uint32(head), 1<<17))
	_, err := io.ReadFull(l, b)
	return b, err
}

// hangUp ends the connection without a goodbye.
func (l *line) hangUp() { _ = l.wire.Close() }

var errStays = errors.New("the node did not hang up")

// ends reads until the node hangs up, and answers how many bytes came before.
func (l *line) ends(within time.Duration) (int64, error) {
	if err := l.SetReadDeadline(time.Now().Add(within)); err != nil {
		return 0, err
	}
	n, err := io.Copy(io.Discard, l)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return n, errStays
	}
	return n, nil
}

// dribble sends one byte a second, until the node hangs up.
func dribble(conn net.Conn, b []byte, within time.Duration) error {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, conn) // until it ends, however
	}()
	limit := time.After(within)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for i := 0; ; i = min(i+1, len(b)-1) {
		select {
		case <-ended:
			return nil
		case <-limit:
			return errStays
		case <-tick.C:
			_, _ = conn.Write(b[i : i+1])
		}
	}
}
