package simnet

import (
	"bytes"
	"slices"
	"time"

	"settle.example/settle/sync/replica"
)

// end is one end of a link: what its node sends goes to the other end.
type end struct {
	id     replica.LinkID
	node   *Node
	peer   *end
	open   bool
	flying []flight  // sent and not yet there, in order
	last   time.Time // when the last of it arrives
	wire   *wire
}

type flight struct {
	frame []byte
	at    time.Time
}

// wire is what both ends share.
type wire struct {
	carried int
	limit   int // bytes after which it is cut; below 0: never
}

// Link is a link between two nodes, to be watched and cut.
type Link struct{ a, b *end }

// Dial opens a link between two nodes now. It returns nil where one of them is
// down or they cannot reach each other.
func (w *World) Dial(from, to *Node) *Link { return w.DialLimited(from, to, -1) }

// DialLimited is Dial for a link that is cut after that many bytes, both ways
// together: of the frame in which the limit lies a part arrives, or nothing.
func (w *World) DialLimited(from, to *Node, limit int) *Link {
	if !from.up || !to.up || from.group != to.group {
		return nil
	}
	w.lastLink++
	shared := &wire{limit: limit}
	a := &end{id: w.lastLink, node: from, open: true, wire: shared}
	b := &end{id: w.lastLink, node: to, open: true, wire: shared}
	a.peer, b.peer = b, a
	from.ends, to.ends = append(from.ends, a), append(to.ends, b)
	from.Step(replica.Opened{Link: a.id, Peer: to.Device, Dialled: true, Standing: from.Host.Standing(to.Device)})
	to.Step(replica.Opened{Link: b.id, Peer: from.Device, Standing: to.Host.Standing(from.Device)})
	return &Link{a, b}
}

// Open reports whether the link stands.
func (l *Link) Open() bool { return l.a.open && l.b.open }

// Carried returns how many bytes of frames have arrived, both ways together.
func (l *Link) Carried() int { return l.a.wire.carried }

// Cut cuts the link: of what is on its way a part arrives, up to any byte.
func (w *World) Cut(l *Link) { w.cut(l.a) }

func (n *Node) end(id replica.LinkID) *end {
	for _, e := range n.ends {
		if e.id == id && e.open {
			return e
		}
	}
	return nil
}

// send puts a frame on its way. The link's next frame may follow once this one is
// on the line.
func (w *World) send(e *end, frame []byte) {
	line := time.Duration(0)
	if w.o.Bandwidth > 0 {
		line = time.Duration(int64(len(frame)) * int64(time.Second) / int64(w.o.Bandwidth))
	}
	e.last = w.later(e.last, w.now.Add(line+w.between(w.o.Latency)))
	e.flying = append(e.flying, flight{frame, e.last})
	w.After(e.last.Sub(w.now), func() { w.arrive(e) })
	w.onNode(e.node, line, func() {
		if e.open {
			e.node.Step(replica.Written{Link: e.id})
		}
	})
}

func (w *World) later(a, b time.Time) time.Time {
	if b.Before(a) {
		return a
	}
	return b
}

// arrive delivers the first frame that is on its way.
func (w *World) arrive(e *end) {
	if len(e.flying) == 0 || e.flying[0].at.After(w.now) || !e.peer.open {
		return
	}
	frame := e.flying[0].frame
	e.flying = e.flying[1:]
	if e.wire.limit >= 0 && e.wire.carried+len(frame) > e.wire.limit {
		e.flying = nil
		w.cut(e)
		return
	}
	e.wire.carried += len(frame)
	e.peer.node.Step(replica.Received{Link: e.id, Frame: frame})
	if !e.open && len(e.flying) == 0 { // the last of what was sent before a close
		w.hangUp(e.peer)
	}
}

// close ends a link from one end, as a driver does: what was sent arrives first.
func (w *World) close(e *end) {
	w.leave(e)
	if len(e.flying) == 0 {
		w.onNode(e.peer.node, w.between(w.o.Latency), func() { w.hangUp(e.peer) })
	}
}

// cut ends a link at any byte of what is on its way, in both directions.
func (w *World) cut(e *end) {
	for _, from := range []*end{e, e.peer} {
		if !from.peer.open || !from.peer.node.up {
			continue
		}
		var line []byte
		for _, f := range from.flying {
			line = append(line, f.frame...)
		}
		from.flying = nil
		if len(line) == 0 {
			continue
		}
		r := bytes.NewReader(line[:w.rnd.IntN(len(line)+1)])
		for frame, err := replica.ReadFrame(r); err == nil; frame, err = replica.ReadFrame(r) {
			from.wire.carried += len(frame)
			if from.peer.node.Step(replica.Received{Link: from.id, Frame: frame}); !from.peer.open {
				break
			}
		}
	}
	w.hangUp(e)
	w.hangUp(e.peer)
}

// hangUp tells a node that its end is gone.
func (w *World) hangUp(e *end) {
	if e.open {
		w.leave(e)
		e.node.Step(replica.Closed{Link: e.id})
	}
}

func (w *World) leave(e *end) {
	e.open = false
	e.node.ends = slices.DeleteFunc(e.node.ends, func(other *end) bool { return other == e })
}

// redial keeps a node's links at Degree, and now and then changes one of them
// for another: so two halves of a world, each content with itself, meet again.
func (w *World) redial(n *Node) {
	if w.o.Degree == 0 {
		return
	}
	w.onNode(n, w.between(w.o.Redial), func() {
		w.redial(n)
		if len(n.ends) >= w.o.Degree {
			if w.rnd.IntN(4) > 0 {
				return
			}
			e := n.ends[w.rnd.IntN(len(n.ends))]
			w.close(e)
			n.Step(replica.Closed{Link: e.id})
		}
		var near []*Node
		for _, other := range w.nodes {
			if other != n && other.up && other.group == n.group && !n.linked(other) {
				near = append(near, other)
			}
		}
		if len(near) > 0 {
			w.Dial(n, near[w.rnd.IntN(len(near))])
		}
	})
}

func (n *Node) linked(other *Node) bool {
	return slices.ContainsFunc(n.ends, func(e *end) bool { return e.peer.node == other })
}

// gossip spreads a hint to everyone within reach, as badly as datagrams do.
func (w *World) gossip(n *Node, held replica.Held) {
	var small *replica.Hinted
	for _, other := range w.nodes {
		if other == n || !other.up || other.group != n.group || w.rnd.Float64() < w.o.HintLoss {
			continue
		}
		if small == nil {
			small = w.hint(n, held)
		}
		copies := 1
		if w.rnd.Float64() < w.o.HintCopies {
			copies = 2
		}
		for range copies {
			w.onNode(other, 3*w.between(w.o.Latency), func() { other.Step(*small) })
		}
	}
}
