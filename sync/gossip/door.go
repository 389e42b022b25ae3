package gossip

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"settle.example/settle/sync/oplog"
)

// connection is a TLS connection whose other end is known.
type connection struct {
	*tls.Conn
	device   oplog.DeviceID // at the other end
	protocol string         // that ALPN chose
	dialled  bool           // by us
	address  string         // that we dialled, or that the other end dialled from

	once   sync.Once
	closed func() // counts it out; nil for those that we dialled
}

// Close closes the connection at once, without the goodbye of TLS: that could
// wait for a peer that reads no more, and every frame has its length.
func (c *connection) Close() error {
	err := c.NetConn().Close()
	c.once.Do(func() {
		if c.closed != nil {
			c.closed()
		}
	})
	return err
}

// from is where the other end is: where it was dialled, or the host that it called from.
func (c *connection) from() string {
	if host, _, err := net.SplitHostPort(c.address); err == nil && !c.dialled {
		return host
	}
	return c.address
}

// shut closes what is done with. Nothing can be made of an error any more.
func shut(c io.Closer) { _ = c.Close() }

// CloseWrite says that nothing more comes, and leaves the other direction open.
func (c *connection) CloseWrite() {
	_ = c.Conn.CloseWrite() // the connection is done for anyway
	if half, ok := c.NetConn().(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}

// door accepts connections, within limits, and hands on those whose handshake
// went well.
type door struct {
	listener net.Listener
	config   *tls.Config
	timeout  time.Duration
	meet     func(*connection) // takes the connection over; on a goroutine of the door's
	counters *counters

	mu      sync.Mutex
	gate    *gate
	ajar    map[net.Conn]struct{} // in their handshake
	shut    bool
	serving sync.WaitGroup
}

func newDoor(listener net.Listener, own tls.Certificate, limits Limits, c *counters, meet func(*connection)) *door {
	d := &door{
		listener: listener, config: tlsConfig(own, protocolLog, protocolGossip),
		timeout: limits.HandshakeTimeout, meet: meet, counters: c,
		gate: newGate(limits), ajar: map[net.Conn]struct{}{},
	}
	d.serving.Go(d.serve)
	return d
}

// serve accepts until close.
func (d *door) serve() {
	const longest = time.Second
	wait := 5 * time.Millisecond
	for {
		conn, err := d.listener.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // out of files, say: others may go on, so wait for better
			if d.isShut() {
				return
			}
			d.counters.acceptErrors.Add(1)
			pause := time.NewTimer(wait)
			<-pause.C
			wait = min(2*wait, longest)
			continue
		}
		wait = 5 * time.Millisecond
		from := callerOf(conn.RemoteAddr().String())
		if !d.begin(conn, from) {
			d.counters.turnedAway.Add(1)
			shut(conn)
			continue
		}
		d.serving.Go(func() { d.shake(conn, from) })
	}
}

func (d *door) isShut() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.shut
}

func (d *door) begin(conn net.Conn, from string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shut || !d.gate.begin(from, time.Now()) {
		return false
	}
	d.ajar[conn] = struct{}{}
	return true
}

// shake does the handshake and hands the connection on.
func (d *door) shake(raw net.Conn, from string) {
	ctx, cancel := context.WithTimeout(context.Background(), d.timeout)
	defer cancel()
	conn := tls.Server(raw, d.config)
	err := conn.HandshakeContext(ctx)
	var device oplog.DeviceID
	if err == nil {
		device, err = deviceOf(conn.ConnectionState())
	}
	d.mu.Lock()
	delete(d.ajar, raw)
	well := err == nil && !d.shut
	d.gate.shaken(from, well)
	d.mu.Unlock()
	if !well {
		d.counters.handshakesFailed.Add(1)
		shut(raw)
		return
	}
	d.counters.accepted.Add(1)
	d.meet(&connection{
		Conn: conn, device: device, protocol: conn.ConnectionState().NegotiatedProtocol,
		address: raw.RemoteAddr().String(), closed: d.count,
	})
}

func (d *door) count() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gate.closed()
}

// close ends accepting, and every handshake, and waits until all is over.
// Connections handed on are for whoever took them.
func (d *door) close() {
	d.mu.Lock()
	d.shut = true
	for conn := range d.ajar {
		shut(conn)
	}
	d.mu.Unlock()
	shut(d.listener)
	d.serving.Wait()
}
