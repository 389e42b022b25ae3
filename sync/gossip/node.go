package gossip

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Node is this machine among the others. Its methods may be called from any
// goroutine and do not wait for the network.
type Node struct {
	config   Config
	self     oplog.DeviceID
	own      tls.Certificate
	dialler  *dialler
	peers    *peers
	counters *counters
	logger   *slog.Logger
	inbox    *inbox
	look     chan struct{}      // makes seek look now
	instance [instanceSize]byte // tells this process from another with our key

	door *door // nil: outbound only

	mu   sync.Mutex
	pool *pool                  // nil: outbound only, or between two addresses
	held map[oplog.DeviceID]int // connections that a device opened

	digested atomic.Pointer[replica.Digest]

	ctx     context.Context // ends at Close
	end     context.CancelFunc
	tasks   context.Context // ends when Close has no more patience with the disk
	endIt   context.CancelFunc
	running sync.WaitGroup
}

// Start begins to take part. It reads what the log holds before it returns, and
// connects afterwards. Ctx is for the start alone.
func Start(ctx context.Context, config Config) (*Node, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	own, self, err := certificate(config.Key)
	if err != nil {
		return nil, err
	}
	held, err := config.Log.Held(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading what is held here: %w", err)
	}
	cuts, err := config.Log.Cuts(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading which logs are cut: %w", err)
	}
	n := &Node{
		config: config, self: self, own: own, counters: &counters{}, logger: config.Logger, inbox: newInbox(), look: make(chan struct{}, 1),
		peers: newPeers(self, config.Pace), instance: newInstance(),
		held: map[oplog.DeviceID]int{},
	}
	n.digested.Store(&replica.Digest{})
	n.dialler = &dialler{network: config.Network, own: own, timeout: config.Pace.Dial, counters: n.counters}
	n.peers.add(true, config.Peers...)
	if config.Book != nil {
		known, err := config.Book.Load(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the addresses of other machines: %w", err)
		}
		n.peers.add(false, known[:min(len(known), maxBook)]...)
	}
	n.ctx, n.end = context.WithCancel(context.WithoutCancel(ctx))
	n.tasks, n.endIt = context.WithCancel(context.WithoutCancel(ctx))
	if err := n.listen(); err != nil {
		n.end()
		n.endIt()
		return nil, err
	}
	engine := replica.New(replica.Config{
		System: config.System, Self: self, AlwaysOn: config.AlwaysOn, Proof: config.Proof, Limits: config.Engine,
	}, held, cuts)
	n.running.Go(newLoop(n, engine).run)
	n.running.Go(n.seek)
	if config.Book != nil {
		n.running.Go(n.keepBook)
	}
	if config.Discover {
		n.running.Go(n.discover)
	}
	n.logger.LogAttrs(n.ctx, slog.LevelInfo, "started", device("device", self), slog.Bool("listens", n.door != nil))
	return n, nil
}

// listen opens the door and enters the pool, if this machine does either.
func (n *Node) listen() error {
	if n.config.Listen == "" {
		return nil
	}
	listener, err := n.config.Network.Listen(n.config.Listen)
	if err != nil {
		return fmt.Errorf("listening for other machines at %s: %w", n.config.Listen, err)
	}
	n.door = newDoor(listener, n.own, n.config.Limits, n.counters, n.meet)
	if err := n.enterPool(); err != nil {
		n.door.close()
		return err
	}
	return nil
}

// Close ends it all: it says goodbye to the pool, closes every link, lets the
// disk finish what it is doing until ctx ends, and returns when no goroutine is
// left.
func (n *Node) Close(ctx context.Context) error {
	stop := context.AfterFunc(ctx, n.endIt)
	defer stop()
	n.end()
	n.leavePool(true)
	if n.door != nil {
		n.door.close()
	}
	n.running.Wait()
	n.endIt()
	return nil
}

// Address is where this machine listens; empty if it does not.
func (n *Node) Address() string {
	if n.door == nil {
		return ""
	}
	return n.door.listener.Addr().String()
}

// Grown tells that logs grew here: by own acts, another process or a bundle.
func (n *Node) Grown(held ...replica.Held) { n.inbox.put(func(i *inbox) { i.grow(held) }) }

// Forked tells that a fork was proven here, as by a bundle.
func (n *Node) Forked(fork replica.Forked) {
	n.inbox.put(func(i *inbox) { i.forks = append(i.forks, fork) })
}

// Want asks for a photo.
func (n *Node) Want(blob replica.BlobID) { n.inbox.put(func(i *inbox) { i.want(blob) }) }

// MembersChanged tells that Admission.Standing answers otherwise than before.
// Links of devices that are members no more are closed at once.
func (n *Node) MembersChanged() {
	n.inbox.put(func(i *inbox) { i.judge = true })
	if p := n.poolNow(); p != nil {
		p.transport.expel()
	}
}

// poolNow is the pool that this machine is in; nil for none.
func (n *Node) poolNow() *pool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.pool
}

// AddPeers adds addresses, as of an invitation that was just opened. They are
// tried soon.
func (n *Node) AddPeers(peers ...Address) { n.peers.add(true, peers...) }

// member reports whether a device takes part.
func (n *Node) member(id oplog.DeviceID) bool {
	return n.config.Admission.Standing(id) == replica.Member
}

// standing is what a connection's other end may do. A machine that is not a
// member by what it holds itself knows nobody; it takes those that it dials as
// members, because what they send proves itself.
func (n *Node) standing(conn *connection) replica.Standing {
	s := n.config.Admission.Standing(conn.device)
	if s == replica.Unknown && (conn.dialled && n.config.Admission.Standing(n.self) == replica.Unknown || conn.device == n.self) {
		return replica.Member
	}
	return s
}

// allowed reports whether a device may be called. One that is not known may be a
// member under a new key, and shows by what right it answers at that address.
func (n *Node) allowed(id oplog.DeviceID) bool {
	return n.config.Admission.Standing(id) != replica.Revoked
}

// device names a device in a log line.
func device(key string, id oplog.DeviceID) slog.Attr { return slog.String(key, short(id)) }

// meet takes over a connection that somebody opened.
func (n *Node) meet(conn *connection) {
	if !n.hold(conn) {
		n.counters.turnedAway.Add(1)
		shut(conn)
		return
	}
	switch {
	case conn.protocol == protocolLog && conn.device == n.self:
		n.running.Go(func() { n.recognise(conn) })
	case conn.protocol == protocolLog:
		n.inbox.put(func(i *inbox) { i.open(conn) })
	case conn.device != n.self && n.member(conn.device):
		p := n.poolNow()
		if p == nil {
			shut(conn)
			return
		}
		p.transport.meet(conn)
	default:
		n.running.Go(func() {
			defer shut(conn)
			if conn.SetDeadline(time.Now().Add(greetingTimeout)) == nil {
				_, _ = conn.Write([]byte{answerNoMember})
			}
		})
	}
}

// hold counts the connections of a device, and reports whether it may have one
// more.
func (n *Node) hold(conn *connection) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ctx.Err() != nil || n.held[conn.device] >= n.config.Limits.PerDevice {
		return false
	}
	n.held[conn.device]++
	before := conn.closed
	conn.closed = func() {
		before()
		n.mu.Lock()
		defer n.mu.Unlock()
		if n.held[conn.device]--; n.held[conn.device] == 0 {
			delete(n.held, conn.device)
		}
	}
	return true
}

// enterPool enters the pool at the address that others reach this machine at.
func (n *Node) enterPool() error {
	at, err := advertised(n.config.Advertise, n.door.listener.Addr())
	if err != nil {
		return err
	}
	t := newTransport(n.self, n.config.Pool, at, n.dialler, n.member)
	p, err := openPool(t, n.config.AlwaysOn, n.config.Pace, n)
	if err != nil {
		_ = t.Shutdown()
		return err
	}
	n.mu.Lock()
	ended := n.ctx.Err() != nil // Close has come by meanwhile
	if !ended {
		n.pool = p
	}
	n.mu.Unlock()
	if ended {
		p.close()
	}
	return nil
}

// leavePool leaves it, with a goodbye if that can be heard.
func (n *Node) leavePool(goodbye bool) {
	n.mu.Lock()
	p := n.pool
	n.pool = nil
	n.mu.Unlock()
	if p == nil {
		return
	}
	if goodbye {
		p.leave()
	}
	p.close()
	n.peers.leftPool()
}

// advertised is where others reach what listens there.
func advertised(given string, listening net.Addr) (net.TCPAddr, error) {
	if given != "" {
		at, err := net.ResolveTCPAddr("tcp", given)
		if err != nil {
			return net.TCPAddr{}, fmt.Errorf("the address to be reached at: %w", err)
		}
		return *at, nil
	}
	at, ok := listening.(*net.TCPAddr)
	if !ok {
		return net.TCPAddr{}, fmt.Errorf("the address to be reached at is not known: name it")
	}
	if !at.IP.IsUnspecified() {
		return *at, nil
	}
	return net.TCPAddr{IP: firstAddress(), Port: at.Port}, nil
}
