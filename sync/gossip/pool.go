package gossip

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// poolEvents are what a pool tells its node. They are called with memberlist's
// locks held: they take note and return.
type poolEvents interface {
	poolJoined(device oplog.DeviceID, address string, alwaysOn bool)
	poolLeft(device oplog.DeviceID)
	poolHinted(h hint)
	poolDigest(device oplog.DeviceID, digest replica.Digest)
	poolTwin(address string) // another machine is in the pool under our name
	member(device oplog.DeviceID) bool
	digest() replica.Digest
}

// pool is this machine's part in a pool: machines that can all dial one another
// and keep one address book.
type pool struct {
	self      oplog.DeviceID
	alwaysOn  bool
	node      poolEvents
	counters  *counters
	transport *transport
	hints     *hints
	list      *memberlist.Memberlist
	alive     atomic.Int64 // this one too
	changed   atomic.Int64 // when alive last changed, in Unix nanoseconds
}

// openPool enters a pool of one; join makes it grow.
func openPool(t *transport, alwaysOn bool, pace Pace, node poolEvents) (*pool, error) {
	p := &pool{self: t.self, alwaysOn: alwaysOn, node: node, counters: t.counters, transport: t}
	const retransmit = 4
	p.hints = newHints(retransmit/2, p.members)
	c := memberlist.DefaultLANConfig()
	c.Name = p.self.String()
	c.Transport = t
	c.AdvertisePort, c.BindPort = t.advertise.Port, t.advertise.Port
	c.TCPTimeout = pace.Dial
	c.RetransmitMult = retransmit
	c.PushPullInterval = pace.Exchange
	c.ProbeInterval, c.ProbeTimeout = pace.Probe, pace.Patience
	c.GossipInterval = pace.Gossip
	c.GossipToTheDeadTime = 30 * time.Second
	c.DisableTcpPings = true // the probes are TCP already
	c.EnableCompression = false
	c.RequireNodeNames = true
	c.DeadNodeReclaimTime = 30 * time.Second // a machine comes back with another address
	c.UDPBufferSize = maxPacket
	c.HandoffQueueDepth = 256
	c.DNSConfigPath = "" // addresses are resolved before they come here
	c.LogOutput = &warnings{p.counters}
	c.Delegate, c.Events, c.Alive, c.Conflict = p, p, p, p
	list, err := memberlist.Create(c)
	if err != nil {
		return nil, fmt.Errorf("entering the pool: %w", err)
	}
	p.list = list
	return p, nil
}

// join exchanges addresses with a machine, and through it with its pool.
func (p *pool) join(device oplog.DeviceID, address netip.AddrPort) error {
	_, err := p.list.Join([]string{device.String() + "/" + address.String()})
	return err
}

// members counts the machines that are there, this one too.
func (p *pool) members() int { return int(p.alive.Load()) }

// settling is how long after a change a pool is held to be still changing.
const settling = 5 * time.Second

// settled reports whether nobody has come or gone lately.
func (p *pool) settled(now time.Time) bool {
	return now.Sub(time.Unix(0, p.changed.Load())) > settling
}

// leave says goodbye for at most a second, so that nobody has to find out.
func (p *pool) leave() {
	if p.members() > 1 {
		if err := p.list.Leave(time.Second); err != nil {
			p.counters.gossipWarnings.Add(1)
		}
	}
}

// close ends it all.
func (p *pool) close() { _ = p.list.Shutdown() } // it has no error to return

// NodeMeta implements memberlist.Delegate: one byte of flags.
func (p *pool) NodeMeta(int) []byte {
	if p.alwaysOn {
		return []byte{1}
	}
	return []byte{0}
}

// NotifyMsg implements memberlist.Delegate.
func (p *pool) NotifyMsg(b []byte) {
	h, err := decodeHint(b)
	if err != nil || !p.node.member(h.device) {
		p.counters.hintsDropped.Add(1)
		return
	}
	p.counters.hintsIn.Add(1)
	if p.hints.add(h) {
		p.node.poolHinted(h)
	}
}

// GetBroadcasts implements memberlist.Delegate.
func (p *pool) GetBroadcasts(overhead, limit int) [][]byte {
	out := p.hints.take(overhead, limit)
	p.counters.hintsOut.Add(uint64(len(out)))
	return out
}

// LocalState implements memberlist.Delegate.
func (p *pool) LocalState(bool) []byte { return encodeDigest(p.self, p.node.digest()) }

// MergeRemoteState implements memberlist.Delegate.
func (p *pool) MergeRemoteState(b []byte, _ bool) {
	device, digest, err := decodeDigest(b)
	if err == nil && p.node.member(device) {
		p.node.poolDigest(device, digest)
	}
}

// NotifyJoin implements memberlist.EventDelegate.
func (p *pool) NotifyJoin(n *memberlist.Node) {
	p.alive.Add(1)
	p.changed.Store(time.Now().UnixNano())
	p.NotifyUpdate(n)
}

// NotifyUpdate implements memberlist.EventDelegate.
func (p *pool) NotifyUpdate(n *memberlist.Node) {
	device, err := deviceNamed(n.Name)
	if err != nil || device == p.self {
		return
	}
	p.node.poolJoined(device, addressOf(n), len(n.Meta) > 0 && n.Meta[0]&1 != 0)
}

// NotifyLeave implements memberlist.EventDelegate.
func (p *pool) NotifyLeave(n *memberlist.Node) {
	p.alive.Add(-1)
	p.changed.Store(time.Now().UnixNano())
	if device, err := deviceNamed(n.Name); err == nil && device != p.self {
		p.node.poolLeft(device)
	}
}

// errNotWelcome is why a node is kept out of the list.
var errNotWelcome = errors.New("not a member of this system, or not set up as Settle sets it up")

// NotifyAlive implements memberlist.AliveDelegate: it keeps out whoever is no
// member, and versions that would make the rest refuse one another.
func (p *pool) NotifyAlive(n *memberlist.Node) error {
	device, err := deviceNamed(n.Name)
	ip, isIP := netip.AddrFromSlice(n.Addr)
	ip = ip.Unmap()
	switch {
	case err != nil, !isIP, !ip.IsValid(), ip.IsUnspecified(), ip.IsMulticast(), n.Port == 0, len(n.Meta) > 64,
		n.PMin > memberlist.ProtocolVersion2Compatible, n.PMax < memberlist.ProtocolVersion2Compatible,
		n.PCur != memberlist.ProtocolVersion2Compatible, n.DMin != 0, n.DMax != 0, n.DCur != 0:
		return errNotWelcome
	case device != p.self && !p.node.member(device):
		return errNotWelcome
	default:
		return nil
	}
}

// NotifyConflict implements memberlist.ConflictDelegate.
func (p *pool) NotifyConflict(_, other *memberlist.Node) {
	if device, err := deviceNamed(other.Name); err == nil && device == p.self {
		p.node.poolTwin(addressOf(other))
	}
}

func addressOf(n *memberlist.Node) string {
	ip, _ := netip.AddrFromSlice(n.Addr)
	return net.JoinHostPort(ip.Unmap().String(), strconv.Itoa(int(n.Port)))
}

// warnings counts memberlist's log lines and keeps none: they name addresses.
type warnings struct{ counters *counters }

// Write implements io.Writer.
func (w *warnings) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("[WARN]")) || bytes.Contains(line, []byte("[ERR]")) {
		w.counters.gossipWarnings.Add(1)
	}
	return len(line), nil
}

var (
	_ memberlist.Delegate         = (*pool)(nil)
	_ memberlist.EventDelegate    = (*pool)(nil)
	_ memberlist.AliveDelegate    = (*pool)(nil)
	_ memberlist.ConflictDelegate = (*pool)(nil)
	_ io.Writer                   = (*warnings)(nil)
)
