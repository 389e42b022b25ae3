// Command hostile is a bad neighbour, for scripts/netns.sh: it throws at one
// address what no Settle sends, and ends when all was refused.
//
//	hostile ADDRESS CONNECTIONS
//
// It opens that many connections and holds them, sends noise, and shows a key of
// its own to speak both protocols: forged, oversized, cut and repeated frames.
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"strconv"
	"sync"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: hostile ADDRESS CONNECTIONS")
		os.Exit(2)
	}
	n, err := strconv.Atoi(os.Args[2])
	if err == nil {
		err = attack(os.Args[1], n)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func attack(address string, connections int) error {
	held, refused := hold(address, connections)
	fmt.Printf("%d connections were opened, %d refused or dropped at once\n", held, refused)
	for range 200 {
		noise(address)
	}
	answered := 0
	for _, protocol := range []string{"settle-log/1", "settle-gossip/1", "http/1.1", ""} {
		for _, bytes := range bad() {
			got, err := speak(address, protocol, bytes)
			if err != nil {
				return err
			}
			answered = max(answered, got)
		}
	}
	fmt.Printf("to a stranger's frames it answered with at most %d bytes\n", answered)
	if answered > mostAnswer {
		return fmt.Errorf("a stranger was told %d bytes", answered)
	}
	return nil
}

// mostAnswer is what a stranger may be told: who speaks which protocol, and a refusal.
const mostAnswer = 256

// hold opens connections, says nothing on them, and lets them go in the end.
func hold(address string, n int) (held, refused int) {
	var mu sync.Mutex
	var all []net.Conn
	var running sync.WaitGroup
	places := make(chan struct{}, 256)
	for range n {
		places <- struct{}{}
		running.Go(func() {
			defer func() { <-places }()
			conn, err := net.DialTimeout("tcp", address, 3*time.Second)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				refused++
				return
			}
			all = append(all, conn)
		})
	}
	running.Wait()
	for _, conn := range all {
		_ = conn.Close() // it was open; that was all
	}
	return len(all), refused
}

// noise sends random bytes and reads until it is dropped.
func noise(address string) {
	conn, err := net.DialTimeout("tcp", address, 3*time.Second)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }() // it is noise
	b := make([]byte, 4096)
	_, _ = rand.Read(b)
	_ = conn.SetDeadline(time.Now().Add(time.Second))
	_, _ = conn.Write(b)
	_, _ = io.Copy(io.Discard, io.LimitReader(conn, 1<<20))
}

// bad is what no Settle sends.
func bad() [][]byte {
	frame := func(length uint32, kind byte, payload []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, length)
		return append(append(b, kind), payload...)
	}
	random := make([]byte, 300)
	_, _ = rand.Read(random)
	var all [][]byte
	for kind := range byte(24) {
		f := frame(uint32(len(random)+1), kind, random)
		all = append(all, f, append(f, f...)) // and again
	}
	return append(all,
		frame(0, 0, nil), frame(1<<31, 1, nil), frame(1<<20, 10, make([]byte, 1<<20)), // oversized
		frame(500, 10, random), // cut short
		make([]byte, 64<<10), random)
}

// speak shows a key of its own, sends bytes, and answers how many came back.
func speak(address, protocol string, bytes []byte) (int, error) {
	cert, err := certificate()
	if err != nil {
		return 0, err
	}
	c := &tls.Config{Certificates: []tls.Certificate{cert}, InsecureSkipVerify: true, MinVersion: tls.VersionTLS13} //nolint:gosec // it wants to talk to anybody
	if protocol != "" {
		c.NextProtos = []string{protocol}
	}
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", address, c)
	if err != nil {
		return 0, nil // refused: so it should be
	}
	defer func() { _ = conn.Close() }() // it is over
	_ = conn.SetDeadline(time.Now().Add(300 * time.Millisecond))
	_, _ = conn.Write(bytes)
	n, _ := io.Copy(io.Discard, io.LimitReader(conn, 1<<20))
	return int(n), nil
}

func certificate() (tls.Certificate, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, public, private)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private}, err
}
