package replica

import (
	"time"

	"settle.example/settle/sync/oplog"
)

// link is a stream to a peer and what is known of the peer.
type link struct {
	id       LinkID
	peer     oplog.DeviceID
	dialled  bool
	standing Standing
	since    time.Time
	gone     bool // closed: whoever still holds it must leave it alone

	// Traffic.
	busy    bool     // a Send is out
	first   [][]byte // frames that go before all others
	pushes  [][]byte // own new entries
	last    time.Time
	in, out uint64
	inRate  rate
	outRate rate

	// Greeting.
	greeted    bool   // our hello is sent
	sentDigest Digest // what it said
	hello      *hello // theirs
	sawWho     bool   // they asked for our proof
	shown      bool   // and were shown it
	sawProof   bool   // they showed theirs
	agreed     bool   // both hellos are here and fit

	view    view
	outlook outlook
	asked   asked
	serving serving
	answers answers

	chases    []*chase // logs of which the peer holds another history; the first is looked at
	suspects  map[oplog.DeviceID]bool
	half      *oplog.Run // the first side of a proof that is coming in
	blobAsked *BlobID    // a photo of which a piece was asked for
}

// view is what is known of what the peer holds.
type view struct {
	whole   bool                      // differ tells of every log
	differ  map[oplog.DeviceID]mark   // logs of which the peer holds more or less
	upTo    oplog.DeviceID            // how far a list that is coming in has come
	listing bool                      // one is
	partial bool                      // some logs were left out: there were too many new ones
	cuts    map[oplog.DeviceID]uint64 // forks that the peer knows
	cutting bool                      // cuts have come and the list after them has not
	agreed  bool                      // the driver was told that it is in step
}

// mark is how far the peer holds a log.
type mark struct {
	seq   uint64
	short uint64 // of the hash there; 0: not known
}

// outlook is what the peer is to be told of what is held here.
type outlook struct {
	listing  bool           // a list is being sent
	flags    byte           // of its next part
	from     oplog.DeviceID // the last device that was listed
	begun    time.Time      // when the last list began
	again    time.Time      // when to list again: the peer asked too soon
	patience time.Duration  // how long a list after a mismatch must be ago for another

	news    map[oplog.DeviceID]bool // logs that grew; false where it is no news to the peer
	lazy    time.Time               // when to tell also what is no news
	push    bool                    // our own log, to be pushed
	check   time.Time               // when to compare digests
	told    Digest                  // the last digest that was sent
	checked time.Time               // and when, if in a check
}

func (l *link) covers(d oplog.DeviceID) bool {
	return l.view.whole || l.view.listing && d.Compare(l.view.upTo) <= 0
}

// member reports whether entries may be exchanged.
func (l *link) member() bool { return l.agreed && l.standing == Member }

// even reports whether the peer holds what is held here, as far as is known.
func (l *link) even() bool {
	return l.member() && l.view.whole && len(l.view.differ) == 0 && len(l.asked.spans) == 0
}

// stirred puts the comparison of digests off until the link is quiet.
func (e *Engine) stirred(l *link) { l.outlook.check = e.now.Add(e.c.Limits.Quiet) }

// received takes a frame apart and passes it on by its kind.
func (e *Engine) received(l *link, frame []byte) {
	l.last = e.now
	l.in += uint64(len(frame))
	l.inRate.add(len(frame), e.now)
	k, b, err := open(frame)
	if err != nil {
		e.close(l, Malformed)
		return
	}
	take := e.greeting(k)
	if take == nil {
		if take = e.exchange(k); take == nil {
			e.close(l, Malformed)
			return
		}
		if !l.member() {
			e.close(l, OutOfPlace)
			return
		}
	}
	if r := take(l, b); r != NoReason {
		e.close(l, r)
	}
}

// taker takes a frame's payload. It answers with a reason to close the link.
type taker func(*link, []byte) Reason

func (e *Engine) greeting(k kind) taker {
	switch k {
	case kindHello:
		return e.tookHello
	case kindWho:
		return e.tookWho
	case kindProof:
		return e.tookProof
	case kindRefused:
		return e.tookRefused
	}
	return nil
}

func (e *Engine) exchange(k kind) taker {
	switch k {
	case kindCuts:
		return e.tookCuts
	case kindHeads:
		return e.tookHeads
	case kindCheck:
		return e.tookCheck
	case kindWant:
		return e.tookWant
	case kindMore:
		return e.tookMore
	case kindRuns:
		return e.tookRuns
	case kindTrace:
		return e.tookTrace
	case kindStrand:
		return e.tookStrand
	case kindFork:
		return e.tookFork
	case kindWantParts:
		return e.tookWantParts
	case kindParts:
		return e.tookParts
	case kindWantBlob:
		return e.tookWantBlob
	case kindBlob:
		return e.tookBlob
	}
	return nil
}

// write sends the link's next frame, if there is one and the last is out.
func (e *Engine) write(l *link) {
	if l.busy || l.gone {
		return
	}
	frame := e.next(l)
	if frame == nil {
		return
	}
	l.busy = true
	l.out += uint64(len(frame))
	l.outRate.add(len(frame), e.now)
	e.emit(Send{Link: l.id, Frame: frame})
}

// next chooses the link's next frame: what unblocks the peer or is new goes
// before what is merely more.
func (e *Engine) next(l *link) []byte {
	if len(l.first) > 0 {
		frame := l.first[0]
		l.first = l.first[1:]
		return frame
	}
	if !l.member() {
		return nil
	}
	if len(l.pushes) > 0 {
		frame := l.pushes[0]
		l.pushes = l.pushes[1:]
		return frame
	}
	for _, make := range []func(*link) []byte{e.nextMore, e.nextList, e.nextWant, e.nextNews, e.nextRuns, e.nextCheck} {
		if frame := make(l); frame != nil {
			return frame
		}
	}
	return nil
}

// rate measures the speed of a link while it is in use.
type rate struct {
	start, last time.Time
	bytes       float64
	speed       float64 // bytes a second
}

// rateSpan is what a speed is averaged over, rateGap the silence that ends it.
const (
	rateSpan = 10 * time.Second
	rateGap  = 2 * time.Second
)

func (r *rate) add(n int, now time.Time) {
	if now.Sub(r.last) > rateGap || now.Sub(r.start) > rateSpan {
		r.start, r.bytes = now, 0
	}
	r.last = now
	r.bytes += float64(n)
	if d := now.Sub(r.start); d > 0 {
		r.speed = r.bytes / d.Seconds()
	}
}
