package replica

import (
	"crypto/sha256"
	"slices"
	"time"
)

// blobWalk fetches photos: those that a screen asks for, and on an always-on
// machine all that are missing.
type blobWalk struct {
	queue   []BlobID // to be fetched
	waiting []*fetch // that nobody had, or whose link was lost
	retry   time.Time
	fetches []*fetch

	due     bool // ask the log what is missing
	after   time.Time
	reading bool
}

// fetch is a photo on its way, from one link after another until it is whole.
type fetch struct {
	id      BlobID
	bytes   []byte
	total   int
	link    *link           // who was asked for the next piece
	tried   map[LinkID]bool // who does not have it, or is too slow
	senders map[LinkID]bool
	since   time.Time
	person  bool // a screen asked for it
}

const (
	maxFetches = 4   // photos on their way
	maxQueue   = 256 // photos that wait
	maxMissing = 64  // photos that are asked for in advance at a time
)

// wanted queues a photo that a screen asks for.
func (e *Engine) wanted(id BlobID) {
	w := &e.blobs
	if w.fetching(id) {
		return
	}
	if at := slices.IndexFunc(w.waiting, func(f *fetch) bool { return f.id == id }); at >= 0 {
		w.wait(w.waiting[at])
	} else {
		w.wait(&fetch{id: id, person: true})
	}
	w.recall()
}

func (w *blobWalk) fetching(id BlobID) bool {
	return slices.ContainsFunc(w.fetches, func(f *fetch) bool { return f.id == id })
}

// wait puts a fetch off, with the pieces that came if not too many have some. When
// too many wait, the oldest gives way: the screen has moved on.
func (w *blobWalk) wait(f *fetch) {
	w.waiting = slices.DeleteFunc(w.waiting, func(other *fetch) bool { return other == f })
	begun := 0
	for _, other := range w.waiting {
		if other.total > 0 {
			begun++
		}
	}
	if begun >= maxFetches {
		f.bytes, f.total, f.senders = nil, 0, nil
	}
	if w.waiting = append(w.waiting, f); len(w.waiting) > maxQueue {
		w.waiting = w.waiting[1:]
	}
}

// recall tries again what was put off, the latest first.
func (w *blobWalk) recall() {
	for len(w.waiting) > 0 && len(w.fetches) < maxFetches {
		last := len(w.waiting) - 1
		f := w.waiting[last]
		w.waiting = w.waiting[:last]
		if !w.fetching(f.id) {
			w.begin(f)
		}
	}
}

func (w *blobWalk) begin(f *fetch) {
	f.tried = map[LinkID]bool{}
	if f.senders == nil {
		f.senders = map[LinkID]bool{}
	}
	w.fetches = append(w.fetches, f)
}

// met lets a new peer be asked for what nobody had.
func (e *Engine) met(*link) {
	e.blobs.retry = e.now
	if e.c.AlwaysOn {
		e.blobs.due, e.blobs.after = true, e.now
	}
}

// fetchBlobs goes on with every fetch where it can.
func (e *Engine) fetchBlobs() {
	w := &e.blobs
	if len(w.waiting) > 0 && !w.retry.IsZero() && !e.now.Before(w.retry) {
		w.retry = e.now.Add(e.c.Limits.Retry)
		w.recall()
	}
	for len(w.queue) > 0 && len(w.fetches) < maxFetches {
		if id := w.queue[0]; !w.fetching(id) {
			w.begin(&fetch{id: id})
		}
		w.queue = w.queue[1:]
	}
	for _, f := range slices.Clone(w.fetches) {
		if f.link == nil {
			e.fetchFrom(f)
		}
	}
	if !w.due || w.reading || len(w.queue) > 0 || len(w.fetches) > 0 || e.now.Before(w.after) || !slices.ContainsFunc(e.links, (*link).member) {
		return
	}
	w.reading = true
	task(e, func(id TaskID) Task { return ReadMissing{ID: id, Limit: maxMissing} }, func(done MissingRead) {
		w.reading = false
		w.due = done.Err != nil || len(done.Blobs) > 0
		w.after = e.now.Add(e.c.Limits.Retry)
		w.queue = done.Blobs[:min(len(done.Blobs), maxMissing)]
	})
}

// fetchFrom asks the next peer for the next piece.
func (e *Engine) fetchFrom(f *fetch) {
	untried := false
	for _, l := range e.links {
		if !l.member() || f.tried[l.id] {
			continue
		}
		untried = true
		if l.blobAsked == nil {
			f.link, f.since = l, e.now
			l.blobAsked = &f.id
			l.first = append(l.first, wantBlobFrame(f.id, len(f.bytes)))
			return
		}
	}
	if !untried {
		e.blobs.drop(f)
		if f.person || f.total > 0 {
			e.blobs.wait(f)
			if e.blobs.retry.IsZero() || !e.now.Before(e.blobs.retry) {
				e.blobs.retry = e.now.Add(e.c.Limits.Retry)
			}
		}
	}
}

func (w *blobWalk) drop(f *fetch) {
	w.fetches = slices.DeleteFunc(w.fetches, func(other *fetch) bool { return other == f })
}

// tookBlob takes a piece in.
func (e *Engine) tookBlob(l *link, b []byte) Reason {
	s, err := parseSlice(b)
	if err != nil {
		return Malformed
	}
	if l.blobAsked == nil || *l.blobAsked != s.id {
		return OutOfPlace
	}
	l.blobAsked = nil
	at := slices.IndexFunc(e.blobs.fetches, func(f *fetch) bool { return f.id == s.id && f.link == l })
	if at < 0 {
		return NoReason // it came too late, and another was asked
	}
	f := e.blobs.fetches[at]
	f.link = nil
	if s.total == 0 {
		f.tried[l.id] = true
		return NoReason
	}
	if s.offset != len(f.bytes) || f.total != 0 && s.total != f.total {
		return Faulty
	}
	f.total = s.total
	f.senders[l.id] = true
	if f.bytes = append(f.bytes, s.bytes...); len(f.bytes) < f.total {
		return NoReason
	}
	if sha256.Sum256(f.bytes) != f.id {
		alone := len(f.senders) == 1
		f.bytes, f.total = nil, 0
		f.tried[l.id] = true
		clear(f.senders)
		if alone {
			return Faulty
		}
		return NoReason
	}
	e.blobs.drop(f)
	task(e, func(id TaskID) Task { return StoreBlob{ID: id, Blob: f.bytes} }, func(done BlobStored) {
		if done.Err != nil {
			e.emit(Notice{Kind: DiskFailed, Err: done.Err})
		}
	})
	return NoReason
}

// dropBlob lets another link go on with what a closed one was sending.
func (e *Engine) dropBlob(l *link) {
	for _, f := range e.blobs.fetches {
		if f.link == l {
			f.link = nil
		}
	}
}

// blobStalls asks another where a piece does not come.
func (e *Engine) blobStalls() {
	for _, f := range e.blobs.fetches {
		if f.link != nil && e.now.Sub(f.since) >= e.c.Limits.Stall {
			f.tried[f.link.id] = true
			f.link = nil
		}
	}
	if e.now.Sub(e.shown.at) >= e.c.Limits.Stall {
		e.shown = shown{}
	}
}
