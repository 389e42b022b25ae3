package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"
)

const (
	soon       = 5 * time.Second
	mostTime   = 45 * time.Second // a stranger's link, and a frame's start
	mostAnswer = 256              // bytes that a stranger is told: who are you, and a refusal
)

// stranger does what somebody on the network can: TLS with a key of their own.
func stranger(address string) error {
	var slow sync.WaitGroup
	var mu sync.Mutex
	var wrong []error
	note := func(what string, err error) {
		if err == nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		wrong = append(wrong, fmt.Errorf("%s: %w", what, err))
	}
	for i := range 8 { // and all the while, eight who take their time
		slow.Go(func() { note("a slow caller", dawdle(address, i%2 == 0)) })
	}
	most := int64(0)
	all := strangeFrames()
	for _, a := range all {
		n, err := strangely(address, a.bytes)
		most = max(most, n)
		note(a.what, err)
	}
	fmt.Printf("%d times a stranger was let in, sent what it must not, and was hung up on; it was told at most %d bytes\n", len(all), most)
	if most > mostAnswer {
		note("frames", fmt.Errorf("a stranger was told %d bytes", most))
	}
	for range 100 {
		note("noise", rawly(address, noise(4096)))
	}
	note("a recorded session", again(address))
	note("gossip", sayInPool(address, newKey(), "rxx", answerNoMember, nil))
	for _, protocol := range []string{"http/1.1", "settle-log/2"} {
		note(protocol, unspoken(address, protocol))
	}
	slow.Wait()
	fmt.Println("slow callers, noise, a session recorded and played again, gossip and other protocols were refused")
	return errors.Join(wrong...)
}

type strange struct {
	what  string
	bytes []byte
}

// strangeFrames is what no stranger may send, each ending its link.
func strangeFrames() []strange {
	var all []strange
	for kind := range byte(kinds) {
		all = append(all, strange{fmt.Sprint("noise in a frame of kind ", kind), frame(kind, noise(300))})
		if kind != kindHello && kind != kindWho && kind != kindProof && kind != kindRefused {
			all = append(all, strange{fmt.Sprint("an empty frame of kind ", kind), frame(kind, nil)})
		}
	}
	return append(all,
		strange{"a length of two gigabytes", claim(1<<31, kindHello, nil)},
		strange{"a length of a megabyte", claim(1<<20, kindRuns, make([]byte, 1<<20))},
		strange{"a length past the limit by one", claim(128<<10-3, kindRuns, nil)},
		strange{"heartbeats without end", make([]byte, 64<<10)},
		strange{"a web page's address", []byte("GET / HTTP/1.1\r\nHost: settle\r\n\r\n")},
		strange{"the same question twice", append(frame(kindWho, nil), frame(kindWho, nil)...)},
	)
}

// strangely sends bytes under a new key.
func strangely(address string, b []byte) (int64, error) {
	l, err := call(address, newKey(), protocolLog, nil)
	if err != nil {
		return 0, err
	}
	defer l.hangUp()
	if len(l.opened) != 1 || l.opened[0] != kindWho {
		return 0, fmt.Errorf("it was met with frame %v", l.opened[:1])
	}
	_, _ = l.Write(b) // it may have hung up already
	n, err := l.ends(soon)
	return n + 5, err
}

// rawly sends bytes without TLS.
func rawly(address string, b []byte) error {
	conn, err := net.DialTimeout("tcp", address, soon)
	if err != nil {
		return nil // the queue of the listener is full: refused
	}
	defer func() { _ = conn.Close() }() // it is over
	_, _ = conn.Write(b)
	if err := conn.SetReadDeadline(time.Now().Add(mostTime)); err != nil {
		return err
	}
	n, err := io.Copy(io.Discard, conn)
	if failed := net.Error(nil); errors.As(err, &failed) && failed.Timeout() {
		return errStays
	}
	if n > 8<<10 { // a handshake's first half is what anybody gets
		return fmt.Errorf("it answered %d bytes", n)
	}
	return nil
}

// again plays the bytes of a whole session once more, as somebody who listens on
// the wire could.
func again(address string) error {
	l, err := call(address, newKey(), protocolLog, nil)
	if err != nil {
		return err
	}
	_, _ = l.Write(frame(kindHello, append([]byte{1}, make([]byte, 64)...)))
	_, err = l.ends(soon) // of another system
	l.hangUp()
	if err != nil {
		return err
	}
	return rawly(address, l.wire.sent.Bytes())
}

func unspoken(address, protocol string) error {
	c, err := config(newKey(), protocol)
	if err != nil {
		return err
	}
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: soon}, "tcp", address, c)
	if err == nil {
		_ = conn.Close()
		return errors.New("it was spoken")
	}
	return nil
}

// dawdle begins a handshake, or a frame, and goes on a byte a second.
func dawdle(address string, handshake bool) error {
	if handshake {
		hello := clientHello(address)
		conn, err := net.DialTimeout("tcp", address, soon)
		if err != nil {
			return nil
		}
		defer func() { _ = conn.Close() }() // it is over
		return dribble(conn, hello, mostTime)
	}
	l, err := call(address, newKey(), protocolLog, nil)
	if err != nil {
		return err
	}
	defer l.hangUp()
	return dribble(l, claim(1<<16, kindHello, []byte(strings.Repeat("slow ", 20))), mostTime)
}
