package gossip

import (
	"context"
	"log/slog"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// sweepEvery is how often the loop looks after its links without being asked.
const sweepEvery = time.Second

// bothDialled is how young a link must be for another one with the same device
// to mean that both sides dialled at once. Later it means that the other side
// has lost the first.
const bothDialled = 10 * time.Second

// loop runs the engine: everything that happens comes to it one after another,
// and it never waits for network or disk.
type loop struct {
	node   *Node
	engine *replica.Engine

	links    map[replica.LinkID]*link
	byDevice map[oplog.DeviceID]*link
	last     replica.LinkID
	hint     replica.Held // of our own log, not passed on yet
	refused  refused

	events        chan replica.Event // from links and disk
	done          chan struct{}      // closed when nobody listens to events any more
	reads, writes queue
	wake          *time.Timer
}

func newLoop(n *Node, engine *replica.Engine) *loop {
	return &loop{
		node: n, engine: engine,
		links: map[replica.LinkID]*link{}, byDevice: map[oplog.DeviceID]*link{},
		events: make(chan replica.Event, 16), done: make(chan struct{}),
		reads: newQueue(), writes: newQueue(),
		wake: time.NewTimer(time.Hour),
	}
}

// run is the goroutine of the loop. It owns those of its links and of the disk.
func (l *loop) run() {
	n := l.node
	n.running.Go(func() { l.reads.work(n.tasks, l.emit) })
	n.running.Go(func() { l.writes.work(n.tasks, l.emit) })
	sweep := time.NewTicker(sweepEvery)
	defer sweep.Stop()
	defer l.end()
	l.step(replica.Tick{})
	for {
		reads, read := l.reads.next()
		writes, write := l.writes.next()
		select {
		case ev := <-l.events:
			l.event(ev)
		case <-n.inbox.bell:
			l.inbox(n.inbox.take())
		case reads <- read:
			l.reads.taken()
		case writes <- write:
			l.writes.taken()
		case <-l.wake.C:
			l.step(replica.Tick{})
		case now := <-sweep.C:
			l.sweep(now)
		case <-n.ctx.Done():
			return
		}
	}
}

// end lets go of everything: links say what they have begun to say, and the disk
// finishes what it does.
func (l *loop) end() {
	l.node.inbox.close()
	for _, k := range l.links {
		l.forget(k)
		k.finish()
	}
	close(l.done)
	close(l.reads.jobs)
	close(l.writes.jobs)
	l.wake.Stop()
}

// emit is how other goroutines hand in events. It reports whether anybody
// listens.
func (l *loop) emit(ev replica.Event) bool {
	select {
	case l.events <- ev:
		return true
	case <-l.done:
		return false
	}
}

// event takes an event from a link or the disk.
func (l *loop) event(ev replica.Event) {
	switch ev := ev.(type) {
	case replica.Received:
		if l.links[ev.Link] == nil {
			return
		}
		l.node.counters.framesIn.Add(1)
		l.node.counters.bytesIn.Add(uint64(len(ev.Frame)))
	case replica.Written:
		if l.links[ev.Link] == nil {
			return
		}
	case replica.Judged:
		k := l.links[ev.Link]
		if k == nil {
			return
		}
		if k.standing != replica.Member && ev.Standing == replica.Member {
			l.tellOpened(k.conn)
		}
		k.standing = ev.Standing
	case replica.Closed:
		k := l.links[ev.Link]
		if k == nil {
			return
		}
		if k.standing == replica.Member {
			l.node.logger.LogAttrs(l.node.ctx, slog.LevelInfo, "link ended", device("peer", k.conn.device))
		} else {
			l.refused.strangers++
		}
		l.drop(k)
		return
	}
	l.step(ev)
}

// inbox takes what others left.
func (l *loop) inbox(i *inbox) {
	for _, conn := range i.opened {
		l.open(conn)
	}
	if len(i.grown) > 0 {
		grown := make([]replica.Held, 0, len(i.grown))
		for _, h := range i.grown {
			grown = append(grown, h)
		}
		l.step(replica.Grown{Held: grown})
	}
	for _, fork := range i.forks {
		l.step(fork)
	}
	for id, seq := range i.hinted {
		l.step(replica.Hinted{Device: id, Seq: seq})
	}
	for blob := range i.wanted {
		l.step(replica.Wanted{Blob: blob})
	}
	if i.judge {
		l.judge()
	}
	if len(i.asked) > 0 {
		v := view{links: l.engine.Peers(), digest: l.engine.Digest()}
		for _, answer := range i.asked {
			answer <- v
		}
	}
}

// open begins a link, unless there is one already or there are too many.
func (l *loop) open(conn *connection) {
	standing := l.node.standing(conn)
	if !l.room(conn, standing) {
		l.node.counters.turnedAway.Add(1)
		l.refuse(conn)
		return
	}
	if other := l.byDevice[conn.device]; other != nil {
		if time.Since(other.since) < bothDialled && !l.newer(conn, other.conn) {
			l.refuse(conn)
			return
		}
		l.drop(other)
	}
	l.last++
	k := newLink(l.last, conn, standing)
	l.links[k.id], l.byDevice[conn.device] = k, k
	l.node.peers.linked(conn.device, 1, k.since)
	beat := l.node.config.Pace.Heartbeat
	l.node.running.Go(func() { k.read(beat, l.emit) })
	l.node.running.Go(func() { k.write(beat, l.emit) })
	if standing == replica.Member {
		l.tellOpened(conn)
	}
	l.step(replica.Opened{Link: k.id, Peer: conn.device, Dialled: conn.dialled, Standing: standing})
}

// tellOpened logs that a member is linked.
func (l *loop) tellOpened(conn *connection) {
	l.node.logger.LogAttrs(l.node.ctx, slog.LevelInfo, "link opened", device("peer", conn.device), slog.Bool("dialled", conn.dialled))
}

// newer decides which of two links with one device stays when both sides dialled
// at once. Both sides decide alike: the one that the lesser device dialled.
func (l *loop) newer(conn, than *connection) bool {
	byUs := l.node.self.Compare(conn.device) < 0
	return conn.dialled == byUs && than.dialled != byUs
}

// room reports whether one more link may stand, and makes room for a stranger:
// the one who has been there longest goes.
func (l *loop) room(conn *connection, standing replica.Standing) bool {
	members, strangers := 0, 0
	var oldest *link
	for _, k := range l.links {
		if k.standing == replica.Member {
			members++
			continue
		}
		strangers++
		if oldest == nil || k.id < oldest.id {
			oldest = k
		}
	}
	if standing == replica.Member {
		return members < l.node.config.MaxLinks || l.byDevice[conn.device] != nil
	}
	if strangers >= max(1, l.node.config.Limits.Strangers) {
		l.drop(oldest)
	}
	return true
}

// refuse closes a connection that no link is made of.
func (l *loop) refuse(conn *connection) {
	shut(conn)
	if conn.dialled {
		l.node.peers.lasted(conn.address, false, time.Now())
	}
}

// drop ends a link at once.
func (l *loop) drop(k *link) {
	l.forget(k)
	shut(k.conn)
	close(k.out)
	l.step(replica.Closed{Link: k.id})
}

// forget takes a link out of the books.
func (l *loop) forget(k *link) {
	now := time.Now()
	delete(l.links, k.id)
	if l.byDevice[k.conn.device] == k {
		delete(l.byDevice, k.conn.device)
	}
	l.node.peers.linked(k.conn.device, -1, now)
	if k.conn.dialled {
		l.node.peers.lasted(k.conn.address, k.standing == replica.Member && now.Sub(k.since) > bothDialled, now)
	}
}

// judge asks again what each link's other end may do.
func (l *loop) judge() {
	for _, k := range l.sorted() {
		standing := l.node.standing(k.conn)
		if standing == k.standing {
			continue
		}
		k.standing = standing
		l.step(replica.Judged{Link: k.id, Standing: standing})
	}
}

// sorted returns the links in the order in which they began.
func (l *loop) sorted() []*link {
	all := make([]*link, 0, len(l.links))
	for id := replica.LinkID(1); id <= l.last && len(all) < len(l.links); id++ {
		if k := l.links[id]; k != nil {
			all = append(all, k)
		}
	}
	return all
}

// sweep ends the links of strangers who have had their time, and judges anew in
// case that nobody told. It leaves the digest for the pool, and the newest hint:
// one a second is enough for those who have no link that brings the entries.
func (l *loop) sweep(now time.Time) {
	if l.hint.Seq > 0 {
		l.node.hint(l.hint)
		l.hint = replica.Held{}
	}
	digest := l.engine.Digest()
	l.node.digested.Store(&digest)
	for _, k := range l.sorted() {
		if k.standing != replica.Member && now.Sub(k.since) > l.node.config.Limits.StrangerTime {
			l.drop(k)
		}
	}
	l.judge()
	l.tellRefused(now)
}

// step gives the engine an event and does what it asks for.
func (l *loop) step(ev replica.Event) {
	for _, effect := range l.engine.Step(ev, time.Now()) {
		l.do(effect)
	}
}

func (l *loop) do(effect replica.Effect) {
	n := l.node
	switch e := effect.(type) {
	case replica.Send:
		k := l.links[e.Link]
		if k == nil {
			return
		}
		n.counters.framesOut.Add(1)
		n.counters.bytesOut.Add(uint64(len(e.Frame)))
		k.out <- e.Frame // at most one is on its way, and a refusal behind it: there is room
	case replica.Close:
		k := l.links[e.Link]
		if k == nil {
			return
		}
		n.counters.linksRefused.Add(1)
		if k.standing == replica.Member || l.refused.mayTell(time.Now()) {
			n.logger.LogAttrs(n.ctx, slog.LevelWarn, "link closed", device("peer", e.Peer), slog.String("reason", e.Reason.String()))
		}
		l.forget(k)
		k.finish()
	case replica.Admit:
		k := l.links[e.Link]
		if k == nil {
			return
		}
		from := k.conn.from()
		l.writes.add(func(ctx context.Context, emit func(replica.Event) bool) { n.admit(ctx, e, from, emit) })
	case replica.Hint:
		l.hint = e.Held
	case replica.Wake:
		l.wake.Reset(max(0, time.Until(e.At)))
	case replica.Notice:
		n.notice(e, l.links[e.Link])
	case replica.Task:
		q := &l.reads
		if e.Writes() {
			q = &l.writes
		}
		q.add(func(ctx context.Context, emit func(replica.Event) bool) { emit(e.Do(ctx, n.config.Log)) })
	}
}
