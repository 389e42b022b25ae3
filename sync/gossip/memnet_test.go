package gossip_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// memNet is a network in memory, for tests inside a synctest bubble: buffered
// both ways (memberlist's own mock is not, and deadlocks there), with deadlines,
// and with cuts between machines.
type memNet struct {
	mu        sync.Mutex
	listeners map[string]*memListener
	conns     map[*memConn]struct{}
	apart     func(a, b string) bool // hosts that cannot reach each other
	next      int
}

func newMemNet() *memNet {
	return &memNet{listeners: map[string]*memListener{}, conns: map[*memConn]struct{}{}, apart: func(a, b string) bool { return false }}
}

// machine is one host's view of the network.
type machine struct {
	net  *memNet
	host string
}

func (n *memNet) machine(host string) *machine { return &machine{n, host} }

// cut lets no byte pass between hosts that are apart, from now on. What was on
// its way is lost with its connection once somebody gives up on it.
func (n *memNet) cut(apart func(a, b string) bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.apart = apart
	for c := range n.conns {
		c.in.setStalled(apart(c.local, c.remote))
	}
}

// heal lets everybody reach everybody.
func (n *memNet) heal() { n.cut(func(a, b string) bool { return false }) }

var errUnreachable = errors.New("nobody listens there")

func (m *machine) Dial(ctx context.Context, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	m.net.mu.Lock()
	l := m.net.listeners[address]
	apart := m.net.apart(m.host, host)
	m.net.next++
	port := 20000 + m.net.next%40000
	m.net.mu.Unlock()
	if apart { // as a firewall that drops packets does
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if l == nil {
		return nil, errUnreachable
	}
	ours, theirs := newMemBuffer(), newMemBuffer()
	own := &net.TCPAddr{IP: net.ParseIP(m.host), Port: port}
	there := l.addr
	a := &memConn{net: m.net, local: m.host, remote: host, in: ours, out: theirs, la: own, ra: there}
	b := &memConn{net: m.net, local: host, remote: m.host, in: theirs, out: ours, la: there, ra: own}
	m.net.mu.Lock()
	m.net.conns[a], m.net.conns[b] = struct{}{}, struct{}{}
	m.net.mu.Unlock()
	select {
	case l.backlog <- b:
		return a, nil
	case <-l.done:
		_ = a.Close()
		return nil, errUnreachable
	case <-ctx.Done():
		_ = a.Close()
		return nil, ctx.Err()
	}
}

func (m *machine) Listen(address string) (net.Listener, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	address = net.JoinHostPort(m.host, port)
	at, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, err
	}
	l := &memListener{net: m.net, address: address, addr: at, backlog: make(chan net.Conn, 64), done: make(chan struct{})}
	m.net.mu.Lock()
	defer m.net.mu.Unlock()
	m.net.listeners[address] = l
	return l, nil
}

type memListener struct {
	net     *memNet
	address string
	addr    *net.TCPAddr
	backlog chan net.Conn
	done    chan struct{}
	once    sync.Once
}

func (l *memListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.backlog:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *memListener) Close() error {
	l.once.Do(func() {
		close(l.done)
		l.net.mu.Lock()
		defer l.net.mu.Unlock()
		if l.net.listeners[l.address] == l {
			delete(l.net.listeners, l.address)
		}
	})
	return nil
}

func (l *memListener) Addr() net.Addr { return l.addr }

type memConn struct {
	net           *memNet
	local, remote string
	in, out       *memBuffer
	la, ra        net.Addr
}

func (c *memConn) Read(b []byte) (int, error)  { return c.in.read(b) }
func (c *memConn) Write(b []byte) (int, error) { return c.out.write(b) }
func (c *memConn) LocalAddr() net.Addr         { return c.la }
func (c *memConn) RemoteAddr() net.Addr        { return c.ra }

func (c *memConn) Close() error {
	c.in.close()
	c.out.close()
	c.net.mu.Lock()
	defer c.net.mu.Unlock()
	delete(c.net.conns, c)
	return nil
}

func (c *memConn) SetDeadline(t time.Time) error {
	_ = c.SetReadDeadline(t)
	return c.SetWriteDeadline(t)
}

func (c *memConn) SetReadDeadline(t time.Time) error {
	c.in.setDeadline(&c.in.readBy, t)
	return nil
}

func (c *memConn) SetWriteDeadline(t time.Time) error {
	c.out.setDeadline(&c.out.writeBy, t)
	return nil
}

// memBuffer is one direction of a connection.
type memBuffer struct {
	mu              sync.Mutex
	changed         *sync.Cond
	b               []byte
	closed, stalled bool
	readBy, writeBy time.Time
}

const memBufferSize = 256 << 10

func newMemBuffer() *memBuffer {
	m := &memBuffer{}
	m.changed = sync.NewCond(&m.mu)
	return m
}

func past(t time.Time) bool { return !t.IsZero() && !time.Now().Before(t) }

func (m *memBuffer) read(b []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for {
		switch {
		case past(m.readBy):
			return 0, os.ErrDeadlineExceeded
		case len(m.b) > 0 && !m.stalled:
			n := copy(b, m.b)
			m.b = m.b[n:]
			m.changed.Broadcast()
			return n, nil
		case m.closed:
			return 0, io.EOF
		}
		m.changed.Wait()
	}
}

func (m *memBuffer) write(b []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	done := 0
	for {
		switch {
		case m.closed:
			return done, io.ErrClosedPipe
		case past(m.writeBy):
			return done, os.ErrDeadlineExceeded
		case done == len(b):
			return done, nil
		case len(m.b) < memBufferSize:
			n := min(memBufferSize-len(m.b), len(b)-done)
			m.b = append(m.b, b[done:done+n]...)
			done += n
			m.changed.Broadcast()
			continue
		}
		m.changed.Wait()
	}
}

func (m *memBuffer) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.changed.Broadcast()
}

func (m *memBuffer) setStalled(stalled bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stalled = stalled
	m.changed.Broadcast()
}

func (m *memBuffer) setDeadline(at *time.Time, t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*at = t
	m.changed.Broadcast()
	if wait := time.Until(t); !t.IsZero() && wait > 0 {
		time.AfterFunc(wait, func() {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.changed.Broadcast()
		})
	}
}
