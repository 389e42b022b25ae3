package gossip

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// atOnce is how many calls to other machines are made at a time.
const atOnce = 32

// exchangeSoon is how often addresses are exchanged while the pool changes.
const exchangeSoon = 2 * time.Second

// seek keeps up the links and the pool: now and then it looks what is missing
// and calls.
func (n *Node) seek() {
	calls := make(chan struct{}, atOnce)
	call := func(do func()) {
		select {
		case calls <- struct{}{}:
			n.running.Go(func() {
				defer func() { <-calls }()
				do()
			})
		case <-n.ctx.Done():
		}
	}
	tick := time.NewTicker(n.config.Pace.Seek)
	defer tick.Stop()
	moved := time.NewTicker(30 * time.Second)
	defer moved.Stop()
	var exchanged time.Time
	for {
		for _, at := range n.peers.toDial(n.config.Degree, time.Now(), n.allowed) {
			call(func() { n.dial(at.address, at.device) })
		}
		p := n.poolNow()
		if p != nil && n.member(n.self) {
			for _, at := range n.peers.toJoin(time.Now(), n.member) {
				call(func() { n.join(p, at.address, at.device) })
			}
			// Gossip may miss somebody while many come at once, and the usual
			// exchange is far off: so exchange more while things change.
			if now := time.Now(); !p.settled(now) && now.Sub(exchanged) >= exchangeSoon {
				exchanged = now
				if id, address, ok := n.peers.inPool(); ok {
					call(func() { n.exchange(p, address, id) })
				}
			}
		}
		select {
		case <-tick.C:
		case <-n.look:
		case <-moved.C:
			n.followAddress()
		case <-n.ctx.Done():
			return
		}
	}
}

// dial opens a link.
func (n *Node) dial(address string, want oplog.DeviceID) {
	conn, err := n.dialler.dial(n.ctx, address, protocolLog, want)
	if err != nil {
		// Who answers there now is found out by asking without expecting anybody.
		if errors.Is(err, errOtherDevice) {
			n.peers.moved(address)
		}
		n.peers.missed(address, time.Now())
		return
	}
	wanted := n.peers.reached(address, conn.device, n.config.Degree, time.Now())
	if want.IsZero() { // now that it has a name it may be asked into the pool
		select {
		case n.look <- struct{}{}:
		default:
		}
	}
	switch {
	case conn.device == n.self:
		n.recognise(conn)
	case !n.allowed(conn.device):
		shut(conn)
		n.peers.missed(address, time.Now())
	case !wanted:
		shut(conn)
		n.peers.lasted(address, true, time.Now())
	default:
		n.inbox.put(func(i *inbox) { i.open(conn) })
	}
}

// join asks a machine into the pool.
func (n *Node) join(p *pool, address string, id oplog.DeviceID) {
	at, err := n.resolve(address)
	if err == nil {
		err = p.join(id, at)
	}
	other := err != nil && errors.Is(p.transport.refusal(id), errOtherPool)
	n.peers.joinTried(address, err, other, time.Now())
}

// exchange exchanges addresses with a member of the pool.
func (n *Node) exchange(p *pool, address string, id oplog.DeviceID) {
	if at, err := netip.ParseAddrPort(address); err == nil {
		_ = p.join(id, at) // the next exchange will do
	}
}

// resolve returns the first address of a name.
func (n *Node) resolve(address string) (netip.AddrPort, error) {
	if at, err := netip.ParseAddrPort(address); err == nil {
		return at, nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return netip.AddrPort{}, err
	}
	ctx, cancel := context.WithTimeout(n.ctx, n.config.Pace.Dial)
	defer cancel()
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return netip.AddrPort{}, err
	}
	number, err := net.DefaultResolver.LookupPort(ctx, "tcp", port)
	if err != nil || len(ips) == 0 {
		return netip.AddrPort{}, errors.Join(err, errUnknownName)
	}
	return netip.AddrPortFrom(ips[0].Unmap(), uint16(number)), nil
}

var errUnknownName = errors.New("nobody knows the name in that address")

// followAddress enters the pool anew when this machine's own address changed, as
// when it was carried elsewhere.
func (n *Node) followAddress() {
	if n.door == nil {
		return
	}
	if p := n.poolNow(); p != nil {
		at, err := advertised(n.config.Advertise, n.door.listener.Addr())
		if err != nil || at.IP.Equal(p.transport.advertise.IP) {
			return
		}
		n.leavePool(false)
	}
	n.peers.retryAll()
	if err := n.enterPool(); err != nil {
		n.counters.gossipWarnings.Add(1) // tried again at the next look
	}
}

// hint tells the pool that a log has grown.
func (n *Node) hint(held replica.Held) {
	if p := n.poolNow(); p != nil {
		p.hints.add(hint{held.Device, held.Seq})
	}
}

// The rest are the pool's events.

func (n *Node) poolJoined(id oplog.DeviceID, address string, alwaysOn bool) {
	n.peers.joined(id, address, alwaysOn, time.Now())
}

func (n *Node) poolLeft(id oplog.DeviceID) { n.peers.left(id) }

func (n *Node) poolHinted(h hint) { n.inbox.put(func(i *inbox) { i.hint(h) }) }

func (n *Node) poolDigest(id oplog.DeviceID, digest replica.Digest) {
	n.peers.compared(id, digest, n.digest())
}

func (n *Node) poolTwin(address string) {
	n.peers.add(false, Address{Address: address})
}

func (n *Node) digest() replica.Digest { return *n.digested.Load() }
