package gossip

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"

	"settle.example/settle/sync/oplog"
)

// What the transport keeps for others, and for how long.
const (
	packetsWaiting  = 256              // in
	packetsPerLine  = 64               // out, to one device
	maxLines        = 256              // devices with packets on their way
	lineIdle        = 90 * time.Second // then a connection for packets is closed
	greetingTimeout = 5 * time.Second
	writeTimeout    = 15 * time.Second
)

var errNoDeviceName = errors.New("a member of a pool is named by its device")

// transport carries memberlist over TLS connections. Packets go over one
// connection to each device, kept for a while; like datagrams they are dropped
// when there is no room, and nobody learns of it. Each exchange has a connection
// of its own.
type transport struct {
	self      oplog.DeviceID
	pool      string
	dialler   *dialler
	member    func(oplog.DeviceID) bool
	advertise net.TCPAddr
	counters  *counters

	packets chan *memberlist.Packet
	streams chan net.Conn

	ctx     context.Context // ends at Shutdown
	end     context.CancelFunc
	running sync.WaitGroup

	mu       sync.Mutex
	lines    map[oplog.DeviceID]*line
	conns    map[*connection]struct{}
	refusals map[oplog.DeviceID]error // of members that did not welcome us
	shut     bool
}

var _ memberlist.NodeAwareTransport = (*transport)(nil)

func newTransport(self oplog.DeviceID, pool string, advertise net.TCPAddr, d *dialler, member func(oplog.DeviceID) bool) *transport {
	ctx, end := context.WithCancel(context.Background())
	return &transport{
		self: self, pool: pool, dialler: d, member: member, advertise: advertise, counters: d.counters,
		packets: make(chan *memberlist.Packet, packetsWaiting), streams: make(chan net.Conn),
		ctx: ctx, end: end, lines: map[oplog.DeviceID]*line{}, conns: map[*connection]struct{}{},
		refusals: map[oplog.DeviceID]error{},
	}
}

// FinalAdvertiseAddr implements memberlist.Transport.
func (t *transport) FinalAdvertiseAddr(string, int) (net.IP, int, error) {
	return t.advertise.IP, t.advertise.Port, nil
}

// PacketCh implements memberlist.Transport.
func (t *transport) PacketCh() <-chan *memberlist.Packet { return t.packets }

// StreamCh implements memberlist.Transport.
func (t *transport) StreamCh() <-chan net.Conn { return t.streams }

// WriteTo implements memberlist.Transport. Nothing goes to an address without a
// device.
func (t *transport) WriteTo([]byte, string) (time.Time, error) { return time.Time{}, errNoDeviceName }

// DialTimeout implements memberlist.Transport.
func (t *transport) DialTimeout(string, time.Duration) (net.Conn, error) {
	return nil, errNoDeviceName
}

// WriteToAddress implements memberlist.NodeAwareTransport. It never waits.
func (t *transport) WriteToAddress(b []byte, to memberlist.Address) (time.Time, error) {
	device, err := deviceNamed(to.Name)
	if err != nil {
		return time.Time{}, err
	}
	if len(b) == 0 || len(b) > maxPacket || !t.member(device) || device == t.self {
		t.counters.packetsDropped.Add(1)
		return time.Now(), nil
	}
	if l := t.line(device, to.Addr); l == nil || !l.send(b) {
		t.counters.packetsDropped.Add(1)
	}
	return time.Now(), nil
}

// DialAddressTimeout implements memberlist.NodeAwareTransport.
func (t *transport) DialAddressTimeout(to memberlist.Address, timeout time.Duration) (net.Conn, error) {
	device, err := deviceNamed(to.Name)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(t.ctx, timeout)
	defer cancel()
	conn, err := t.call(ctx, to.Addr, device, kindExchange)
	if err != nil {
		return nil, err
	}
	return newExchange(&tracked{conn, t}), nil
}

// call dials a member and greets it.
func (t *transport) call(ctx context.Context, address string, device oplog.DeviceID, kind byte) (*connection, error) {
	conn, err := t.dialler.dial(ctx, address, protocolGossip, device)
	if err != nil {
		return nil, err
	}
	if !t.track(conn) {
		return nil, net.ErrClosed
	}
	err = greet(conn, kind, t.pool)
	t.mu.Lock()
	if errors.Is(err, errOtherPool) || errors.Is(err, errNoMember) {
		t.refusals[device] = err
	} else {
		delete(t.refusals, device)
	}
	t.mu.Unlock()
	if err != nil {
		t.drop(conn)
		return nil, err
	}
	return conn, nil
}

// refusal is how a member last answered our greeting, if that was not a welcome.
func (t *transport) refusal(device oplog.DeviceID) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.refusals[device]
}

// meet takes over a connection that a member opened.
func (t *transport) meet(conn *connection) {
	if !t.track(conn) {
		return
	}
	t.running.Go(func() {
		kind, err := answer(conn, t.pool)
		switch {
		case err != nil:
			t.drop(conn)
		case kind == kindExchange:
			select {
			case t.streams <- newExchange(&tracked{conn, t}):
			case <-t.ctx.Done():
				t.drop(conn)
			}
		default:
			t.adopt(conn)
			t.receive(conn)
		}
	})
}

// receive hands on the packets of a connection until it ends.
func (t *transport) receive(conn *connection) {
	defer t.drop(conn)
	for {
		if err := conn.SetReadDeadline(time.Now().Add(2 * lineIdle)); err != nil {
			return
		}
		p, err := readPacket(conn)
		if err != nil {
			if errors.Is(err, errPacket) {
				t.counters.packetsBad.Add(1)
			}
			return
		}
		t.counters.packetsIn.Add(1)
		select {
		case t.packets <- &memberlist.Packet{Buf: p, From: conn.RemoteAddr(), Timestamp: time.Now()}:
		default:
			t.counters.packetsDropped.Add(1)
		}
	}
}

// Shutdown implements memberlist.Transport: it closes every connection and waits
// until nothing runs any more. The door is not its own and stays open.
func (t *transport) Shutdown() error {
	t.end()
	t.mu.Lock()
	t.shut = true
	for conn := range t.conns {
		shut(conn)
	}
	t.mu.Unlock()
	t.running.Wait()
	return nil
}

// expel closes the connections of devices that are members no more. Closing one
// may take the node's lock, so that is done without ours.
func (t *transport) expel() {
	var gone []*connection
	t.mu.Lock()
	for conn := range t.conns {
		if !t.member(conn.device) {
			gone = append(gone, conn)
		}
	}
	t.mu.Unlock()
	for _, conn := range gone {
		shut(conn)
	}
}

// track takes note of a connection, or closes it if the transport is shut.
func (t *transport) track(conn *connection) bool {
	t.mu.Lock()
	open := !t.shut
	if open {
		t.conns[conn] = struct{}{}
	}
	t.mu.Unlock()
	if !open {
		shut(conn)
	}
	return open
}

func (t *transport) drop(conn *connection) {
	shut(conn)
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.conns, conn)
}

// tracked is a connection that memberlist closes.
type tracked struct {
	*connection
	transport *transport
}

// Close implements net.Conn.
func (c *tracked) Close() error {
	c.transport.drop(c.connection)
	return nil
}

// deviceNamed returns the device of a member's name.
func deviceNamed(name string) (oplog.DeviceID, error) {
	var d oplog.DeviceID
	if err := d.UnmarshalText([]byte(name)); err != nil {
		return d, errNoDeviceName
	}
	return d, nil
}

// line is the way of packets to one device.
type line struct {
	out chan []byte
}

// send reports whether there was room.
func (l *line) send(b []byte) bool {
	select {
	case l.out <- append([]byte(nil), b...): // memberlist may use b again
		return true
	default:
		return false
	}
}

// line returns the line to a device, and begins one if there is none. It is nil
// if there are too many.
func (t *transport) line(device oplog.DeviceID, address string) *line {
	return t.begin(device, func() (*connection, error) {
		return t.call(t.ctx, address, device, kindPackets)
	}, true)
}

// adopt answers over a connection that the other side opened, if there is no
// line yet.
func (t *transport) adopt(conn *connection) {
	t.begin(conn.device, func() (*connection, error) { return conn, nil }, false)
}

func (t *transport) begin(device oplog.DeviceID, open func() (*connection, error), read bool) *line {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.lines[device]
	if l != nil || t.shut || len(t.lines) >= maxLines {
		return l
	}
	l = &line{out: make(chan []byte, packetsPerLine)}
	t.lines[device] = l
	t.running.Go(func() {
		defer t.hangUp(device)
		conn, err := open()
		if err != nil {
			return
		}
		defer t.drop(conn)
		if read {
			t.running.Go(func() { t.receive(conn) })
		}
		t.transmit(conn, l)
	})
	return l
}

func (t *transport) hangUp(device oplog.DeviceID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.lines, device)
}

// transmit writes a line's packets until it has been idle for long.
func (t *transport) transmit(conn io.Writer, l *line) {
	idle := time.NewTimer(lineIdle)
	defer idle.Stop()
	deadline := conn.(interface{ SetWriteDeadline(time.Time) error })
	buffer := make([]byte, 0, 2*maxPacket)
	for {
		select {
		case p := <-l.out:
			buffer = appendPacket(buffer[:0], p)
			n := uint64(1)
			for len(buffer) < maxPacket && len(l.out) > 0 { // what waits goes with it
				buffer = appendPacket(buffer, <-l.out)
				n++
			}
			if deadline.SetWriteDeadline(time.Now().Add(writeTimeout)) != nil {
				return
			}
			if _, err := conn.Write(buffer); err != nil {
				return
			}
			t.counters.packetsOut.Add(n)
			idle.Reset(lineIdle)
		case <-idle.C:
			return
		case <-t.ctx.Done():
			return
		}
	}
}
