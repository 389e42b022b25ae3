package replica

import (
	"errors"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
)

// partsWalk looks for private parts that are owed: a batch of places at a time,
// asked of one link after another until it has come or all were asked.
type partsWalk struct {
	due     bool
	after   time.Time // not before
	reading bool
	batch   []Place         // still owed
	tried   map[LinkID]bool // links that were asked for the batch
	found   bool            // some of the batch has come
	link    *link           // who is asked now
	asked   []Place         // what has not been answered yet
	since   time.Time
	storing bool
}

// partsBytes is how much of private parts is read for a frame: with the largest
// on top it still fits.
const partsBytes = 48 << 10

// fetchParts goes on with the walk where it can.
func (e *Engine) fetchParts() {
	w := &e.parts
	if w.reading || w.storing || w.link != nil || !w.due || e.now.Before(w.after) {
		return
	}
	if len(w.batch) > 0 {
		for _, l := range e.links {
			if l.member() && l.view.whole && !w.tried[l.id] && len(l.asked.spans) == 0 {
				w.tried[l.id] = true
				w.link, w.asked, w.since = l, slices.Clone(w.batch), e.now
				l.first = append(l.first, wantPartsFrame(w.asked))
				return
			}
		}
	}
	if !slices.ContainsFunc(e.links, func(l *link) bool { return l.even() }) {
		return
	}
	if len(w.batch) > 0 && !w.found { // nobody has these now
		w.batch, w.after = nil, e.now.Add(e.c.Limits.Retry)
		return
	}
	w.reading = true
	task(e, func(id TaskID) Task { return ReadOwed{ID: id, Limit: maxPlaces} }, func(done OwedRead) {
		w.reading, w.found = false, false
		w.batch, w.tried = done.Places, map[LinkID]bool{}
		switch {
		case done.Err != nil:
			w.after = e.now.Add(e.c.Limits.Retry)
		case len(done.Places) == 0:
			w.due = false
		}
	})
}

// tookParts takes answers in, in the order of what was asked.
func (e *Engine) tookParts(l *link, b []byte) Reason {
	answers, err := parseParts(b)
	if err != nil {
		return Malformed
	}
	w := &e.parts
	if w.link != l || len(answers) == 0 || len(answers) > len(w.asked) {
		return OutOfPlace
	}
	var got []Part
	for i, part := range answers {
		if part != nil {
			got = append(got, Part{Place: w.asked[i], Bytes: part})
		}
	}
	w.asked = w.asked[len(answers):]
	w.since = e.now
	if len(w.asked) == 0 {
		w.link = nil
	}
	if len(got) == 0 {
		return NoReason
	}
	w.found = true
	w.batch = slices.DeleteFunc(w.batch, func(at Place) bool {
		return slices.ContainsFunc(got, func(p Part) bool { return p.Place == at })
	})
	w.storing = true
	task(e, func(id TaskID) Task { return StoreParts{ID: id, Parts: got} }, func(done PartsStored) {
		w.storing = false
		switch {
		case done.Err == nil:
		case isFault(done.Err):
			e.close(l, Faulty)
		default:
			w.after = e.now.Add(e.c.Limits.Retry)
			e.emit(Notice{Kind: DiskFailed, Err: done.Err})
		}
	})
	return NoReason
}

// dropParts lets another link bring what a closed one was asked for.
func (e *Engine) dropParts(l *link) {
	if e.parts.link == l {
		e.parts.link, e.parts.asked = nil, nil
	}
}

func (e *Engine) tookWantParts(l *link, b []byte) Reason {
	places, err := parseWantParts(b)
	if err != nil {
		return Malformed
	}
	if len(l.answers.parts) > 0 {
		return OutOfPlace
	}
	l.answers.parts = places
	return NoReason
}

// isFault reports whether an error of the log is about the data and not the disk.
func isFault(err error) bool {
	return slices.ContainsFunc([]error{
		oplog.ErrPrivate, oplog.ErrDamaged, oplog.ErrTooLarge, oplog.ErrBroken, oplog.ErrSignature,
		oplog.ErrWrongSystem, oplog.ErrFork, oplog.ErrGap, oplog.ErrDuplicate, oplog.ErrClockBackwards,
	}, func(fault error) bool { return errors.Is(err, fault) })
}
