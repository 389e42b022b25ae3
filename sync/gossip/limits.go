package gossip

import (
	"net/netip"
	"time"
)

// Limits bound what others can make this machine do. Connections beyond them
// are closed before they cost anything, and those who meant well call again.
type Limits struct {
	// Connections is how many may be open at once, from everybody.
	Connections int
	// Handshakes is how many of these may be in the TLS handshake.
	Handshakes int
	// HandshakesPerAddress is how many of those may come from one IPv4 address,
	// or one IPv6 network of 64 bits.
	HandshakesPerAddress int
	// HandshakeRate is how many handshakes a second one address may begin for
	// long; a burst of as many as four seconds give is allowed. One costs about
	// a millisecond of one core.
	HandshakeRate float64
	// TotalRate is the same for all addresses together.
	TotalRate float64
	// HandshakeTimeout ends a handshake that dawdles.
	HandshakeTimeout time.Duration
	// PerDevice is how many connections one device may hold.
	PerDevice int
	// Strangers is how many devices that are no members may hold a link at once,
	// to hand in their proof.
	Strangers int
	// StrangerTime is how long such a link may last.
	StrangerTime time.Duration
}

// DefaultLimits suit a desktop and a trust's always-on node alike.
func DefaultLimits() Limits {
	return Limits{
		Connections: 1024, Handshakes: 128, HandshakesPerAddress: 16,
		HandshakeRate: 20, TotalRate: 200, HandshakeTimeout: 10 * time.Second,
		PerDevice: 12, Strangers: 16, StrangerTime: 30 * time.Second,
	}
}

// burst is how many seconds of its rate a bucket holds.
const burst = 4

// bucket allows things at a rate.
type bucket struct {
	tokens float64
	at     time.Time
}

// take reports whether one more may happen now.
func (b *bucket) take(rate float64, now time.Time) bool {
	if b.at.IsZero() {
		b.tokens = burst * rate
	} else {
		b.tokens = min(burst*rate, b.tokens+rate*now.Sub(b.at).Seconds())
	}
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

// maxCallers is how many addresses a gate remembers.
const maxCallers = 4096

// gate decides which connections may begin a handshake. It is not for several
// goroutines at once.
type gate struct {
	limits  Limits
	all     bucket
	open    int // connections, handshakes included
	shaking int
	callers map[string]*caller
}

type caller struct {
	bucket
	shaking int
}

func newGate(limits Limits) *gate { return &gate{limits: limits, callers: map[string]*caller{}} }

// begin reports whether a connection from there may go on to its handshake; if
// so, shaken must follow.
func (g *gate) begin(from string, now time.Time) bool {
	if g.open >= g.limits.Connections || g.shaking >= g.limits.Handshakes {
		return false
	}
	c := g.callers[from]
	if c == nil {
		if len(g.callers) >= maxCallers && !g.forget(now) {
			return false
		}
		c = &caller{}
		g.callers[from] = c
	}
	if c.shaking >= g.limits.HandshakesPerAddress ||
		!c.take(g.limits.HandshakeRate, now) || !g.all.take(g.limits.TotalRate, now) {
		return false
	}
	c.shaking++
	g.shaking++
	g.open++
	return true
}

// shaken ends what begin began; the connection stays open if it went well.
func (g *gate) shaken(from string, well bool) {
	g.shaking--
	if c := g.callers[from]; c != nil {
		c.shaking--
	}
	if !well {
		g.open--
	}
}

// closed counts an open connection out.
func (g *gate) closed() { g.open-- }

// forget drops the addresses that have been quiet, and reports whether there is
// room again.
func (g *gate) forget(now time.Time) bool {
	for from, c := range g.callers {
		if c.shaking == 0 && now.Sub(c.at) > burst*time.Second {
			delete(g.callers, from)
		}
	}
	return len(g.callers) < maxCallers
}

// callerOf names the place that a connection comes from, for its limits.
func callerOf(address string) string {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return address
	}
	ip := at.Addr().Unmap().WithZone("")
	if ip.Is6() {
		if network, err := ip.Prefix(64); err == nil {
			return network.String()
		}
	}
	return ip.String()
}
