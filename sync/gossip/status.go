package gossip

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Status is how this machine stands among the others.
type Status struct {
	Self    oplog.DeviceID
	Address string // where it listens; empty: it does not
	Pool    int    // machines in the pool, this one too; 0: it is in none
	Digest  replica.Digest
	Peers   []Peer // every device that is linked, in the pool or known by address
}

// Peer is another device.
type Peer struct {
	Device   oplog.DeviceID
	Address  string // where it was last reached; empty: it came to us
	AlwaysOn bool
	InPool   bool
	Seen     time.Time // when it was last connected with; zero: never
	// Link is the state of the link with it; nil if there is none.
	Link *replica.PeerState
}

// Status returns a snapshot. After Close no peer has a link.
func (n *Node) Status(ctx context.Context) Status {
	s := Status{Self: n.self, Address: n.Address()}
	if p := n.poolNow(); p != nil {
		s.Pool = p.members()
	}
	answer := make(chan view, 1)
	n.inbox.put(func(i *inbox) { i.ask(answer) })
	var v view
	select {
	case v = <-answer:
	case <-ctx.Done():
	}
	s.Digest = v.digest
	links := v.links
	now := time.Now()
	s.Peers = n.peers.all(now)
	for i := range links {
		at := slices.IndexFunc(s.Peers, func(p Peer) bool { return p.Device == links[i].Peer })
		if at < 0 {
			at = len(s.Peers)
			s.Peers = append(s.Peers, Peer{Device: links[i].Peer})
		}
		s.Peers[at].Link, s.Peers[at].Seen = &links[i], now
	}
	return s
}

// all returns every device, ordered by its id.
func (p *peers) all(now time.Time) []Peer {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []Peer
	for _, d := range p.devices {
		peer := Peer{Device: d.id, Address: d.pooled, AlwaysOn: d.alwaysOn, InPool: d.pooled != "", Seen: d.seen}
		if peer.InPool {
			peer.Seen = now
		}
		all = append(all, peer)
	}
	slices.SortFunc(all, func(a, b Peer) int { return a.Device.Compare(b.Device) })
	best := map[oplog.DeviceID]*place{}
	for _, at := range p.places {
		if at.before(best[at.device]) {
			best[at.device] = at
		}
	}
	for i := range all {
		if b := best[all[i].Device]; b != nil && all[i].Address == "" {
			all[i].Address = b.address
		}
	}
	return all
}

// notice passes on what the engine has to tell, of a link or of none.
func (n *Node) notice(e replica.Notice, k *link) {
	attrs := []slog.Attr{slog.String("what", e.Kind.String())}
	if !e.Peer.IsZero() {
		attrs = append(attrs, device("peer", e.Peer))
	}
	if !e.Device.IsZero() {
		attrs = append(attrs, device("of", e.Device), slog.Uint64("seq", e.Seq))
	}
	level := slog.LevelInfo
	switch e.Kind {
	case replica.PeerRefused:
		attrs = append(attrs, slog.String("reason", e.Reason.String()))
		level = slog.LevelWarn
	case replica.PeerForeign:
		level = slog.LevelWarn
	case replica.RunRefused:
		n.counters.runsRefused.Add(1)
		level = slog.LevelWarn
	case replica.LogForked, replica.OwnLogAhead:
		level = slog.LevelWarn
	case replica.LogLacking:
		n.peers.lacks(e.Device, time.Now())
	case replica.DiskFailed:
		n.counters.diskErrors.Add(1)
		attrs = append(attrs, slog.Any("err", e.Err))
		level = slog.LevelError
	}
	n.logger.LogAttrs(n.ctx, level, "notice", attrs...)
	if n.config.Notice != nil {
		n.config.Notice(Notice{Notice: e, Address: n.called(k)})
	}
}

// called is where this machine calls the other end of a link; empty where it does
// not, or for no link.
func (n *Node) called(k *link) string {
	switch {
	case k == nil:
		return ""
	case k.conn.dialled:
		return k.conn.address
	}
	return n.peers.addressOf(k.conn.device)
}
