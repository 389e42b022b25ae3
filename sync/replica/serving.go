package replica

import (
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// serving is what a peer asked for and is still to be sent.
type serving struct {
	active  bool          // until the frame that ends the answer is sent
	ranges  []oplog.Range // still to be read
	window  int           // how much may be sent
	reading bool
	ready   []packed // read and not sent
	retry   time.Time
}

func (e *Engine) tookWant(l *link, b []byte) Reason {
	w, err := parseWant(b)
	if err != nil {
		return Malformed
	}
	if l.serving.active {
		return OutOfPlace
	}
	l.serving = serving{active: true, ranges: w.ranges, window: w.window}
	e.stirred(l)
	return NoReason
}

func (e *Engine) tookMore(l *link, b []byte) Reason {
	n, err := parseMore(b)
	if err != nil {
		return Malformed
	}
	l.serving.window = min(l.serving.window+n, maxWindow)
	return NoReason
}

// read reads for every link that may be sent more.
func (e *Engine) read() {
	for _, l := range e.links {
		s := &l.serving
		if !s.active || s.reading || len(s.ready) > 0 || len(s.ranges) == 0 || s.window <= 0 || e.now.Before(s.retry) {
			continue
		}
		s.reading = true
		e.reading++
		size := e.c.Limits.ReadBytes
		if e.reading > e.c.Limits.Readers {
			size = packPlain
		}
		ranges := slices.Clone(s.ranges)
		e.readRuns(ranges, size, func(done ReadDone) {
			if !l.gone {
				e.served(l, done)
			}
		})
	}
}

// readRuns reads entries to be sent. A run may reach past what was asked for, and
// so past what the engine has been told of: that is learnt before any peer is sent
// it, lest a peer seem to hold more of a log than there is here.
func (e *Engine) readRuns(ranges []oplog.Range, maxBytes int, then func(ReadDone)) {
	task(e, func(id TaskID) Task { return Read{ID: id, Ranges: ranges, MaxBytes: maxBytes} }, func(done ReadDone) {
		for _, run := range done.Runs {
			e.grow(Held{Device: run.Device, Seq: run.Last(), Hash: run.Hash}, 0)
		}
		then(done)
	})
}

func (e *Engine) served(l *link, done ReadDone) {
	e.stopReading(l)
	s := &l.serving
	frames, err := []packed(nil), done.Err
	if err == nil {
		rest := slices.Clone(s.ranges)
		for _, run := range done.Runs {
			for i := range rest {
				if rest[i].Device == run.Device {
					rest[i].From = max(rest[i].From, run.Last()+1)
				}
			}
		}
		rest = slices.DeleteFunc(rest, func(r oplog.Range) bool { return r.From > r.To })
		if len(done.Runs) == 0 { // nothing more is held
			rest = nil
		}
		if frames, err = pack(done.Runs, true, len(rest) == 0); err == nil {
			s.ranges, s.ready = rest, frames
			return
		}
	}
	s.retry = e.now.Add(e.c.Limits.Retry)
	e.emit(Notice{Kind: DiskFailed, Link: l.id, Peer: l.peer, Err: err})
}

func (e *Engine) stopReading(l *link) {
	if l.serving.reading {
		l.serving.reading = false
		e.reading--
	}
}

// nextRuns returns the next entries that the peer asked for, as its window
// allows. What was sent counts as held there.
func (e *Engine) nextRuns(l *link) []byte {
	s := &l.serving
	if len(s.ready) == 0 || s.ready[0].cost > s.window {
		return nil
	}
	p := s.ready[0]
	s.ready = s.ready[1:]
	s.window -= p.cost
	if p.end {
		*s = serving{}
	}
	e.sent(l, p)
	return p.frame
}

// sent notes that the peer holds what it was sent.
func (e *Engine) sent(l *link, p packed) {
	e.stirred(l)
	for _, h := range p.heads {
		if m, known := l.view.differ[h.device]; known && h.seq > m.seq {
			e.put(l, h.device, h.seq, h.short)
		}
	}
}

// push sends own new entries to every link that held all before them. They are
// read once. Where there are many, the peers are told and ask.
func (e *Engine) push() {
	if e.pushing {
		return
	}
	var from uint64
	any := false
	for _, l := range e.links {
		if l.outlook.push {
			any, from = true, max(from, l.view.differ[e.c.Self].seq)
		}
	}
	to := e.logs.held[e.c.Self].Seq
	if !any || from >= to {
		return
	}
	e.pushing = true
	ranges := []oplog.Range{{Device: e.c.Self, From: from + 1, To: to}}
	e.readRuns(ranges, maxPush, func(done ReadDone) {
		e.pushing = false
		var p packed
		if frames, err := pack(done.Runs, false, false); err == nil && len(frames) > 0 {
			p = frames[0]
		}
		for _, l := range e.links {
			if l.outlook.push {
				e.pushTo(l, p, from, to)
			}
		}
	})
}

const (
	maxPush   = 32 << 10 // bytes read to be pushed
	maxPushes = 4        // frames that wait on a link
)

// pushTo pushes a frame to a link if it goes on from what the peer holds; else the
// peer is told.
func (e *Engine) pushTo(l *link, p packed, from, to uint64) {
	l.outlook.push = false
	m, behind := l.view.differ[e.c.Self]
	if !behind || p.frame == nil || m.seq != from || !l.view.whole || len(l.pushes) >= maxPushes {
		return
	}
	l.pushes = append(l.pushes, p.frame)
	e.sent(l, p)
	last := p.heads[len(p.heads)-1].seq
	switch now := e.logs.held[e.c.Self].Seq; {
	case last >= now:
		delete(l.outlook.news, e.c.Self)
	case last >= to: // more has been written since
		l.outlook.push = true
	}
}
