package gossip

import (
	"sync/atomic"
)

// counters count what a node does, from any goroutine.
type counters struct {
	accepted, handshakesFailed, turnedAway, acceptErrors atomic.Uint64
	dials, dialsFailed                                   atomic.Uint64
	framesIn, framesOut, bytesIn, bytesOut               atomic.Uint64
	linksRefused, runsRefused, twins                     atomic.Uint64
	packetsIn, packetsOut, packetsDropped, packetsBad    atomic.Uint64
	hintsIn, hintsOut, hintsDropped                      atomic.Uint64
	gossipWarnings, bookErrors, diskErrors               atomic.Uint64
}

// Metrics are what a node has done since it started.
type Metrics struct {
	Accepted         uint64 // connections whose handshake went well
	HandshakesFailed uint64
	TurnedAway       uint64 // connections over a limit
	AcceptErrors     uint64 // of the listener, as when files run out
	Dials            uint64
	DialsFailed      uint64

	FramesIn, FramesOut uint64
	BytesIn, BytesOut   uint64 // of frames, before TLS
	LinksRefused        uint64 // links that the engine closed, whatever the reason
	RunsRefused         uint64 // entries that did not verify
	Twins               uint64 // meetings with another machine that has our key

	PacketsIn, PacketsOut uint64 // of the pool
	PacketsDropped        uint64 // for lack of room or of a way
	PacketsBad            uint64 // that no Settle sends
	HintsIn, HintsOut     uint64
	HintsDropped          uint64 // malformed, or of no member
	GossipWarnings        uint64 // of memberlist
	BookErrors            uint64 // address book not saved
	DiskErrors            uint64 // tasks that failed, to be tried again
}

// Metrics returns what the node has done so far.
func (n *Node) Metrics() Metrics {
	c := n.counters
	return Metrics{
		Accepted: c.accepted.Load(), HandshakesFailed: c.handshakesFailed.Load(),
		TurnedAway: c.turnedAway.Load(), AcceptErrors: c.acceptErrors.Load(),
		Dials: c.dials.Load(), DialsFailed: c.dialsFailed.Load(),
		FramesIn: c.framesIn.Load(), FramesOut: c.framesOut.Load(),
		BytesIn: c.bytesIn.Load(), BytesOut: c.bytesOut.Load(),
		LinksRefused: c.linksRefused.Load(), RunsRefused: c.runsRefused.Load(), Twins: c.twins.Load(),
		PacketsIn: c.packetsIn.Load(), PacketsOut: c.packetsOut.Load(),
		PacketsDropped: c.packetsDropped.Load(), PacketsBad: c.packetsBad.Load(),
		HintsIn: c.hintsIn.Load(), HintsOut: c.hintsOut.Load(), HintsDropped: c.hintsDropped.Load(),
		GossipWarnings: c.gossipWarnings.Load(), BookErrors: c.bookErrors.Load(), DiskErrors: c.diskErrors.Load(),
	}
}
