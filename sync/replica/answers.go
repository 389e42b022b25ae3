package replica

import (
	"crypto/sha256"
	"time"

	"settle.example/settle/sync/oplog"
)

// answers is what a peer asked for besides entries, one of each kind at a time,
// and the forks that it is to be shown. They are read one after another, each when
// the frame before it is out: a peer that does not read costs one frame.
type answers struct {
	reading bool
	trace   *Place
	proofs  []oplog.DeviceID
	parts   []Place
	blob    *slice
}

// answer begins the next answer.
func (e *Engine) answer(l *link) {
	a := &l.answers
	if a.reading || len(l.first) > 0 || !l.member() {
		return
	}
	switch {
	case a.trace != nil:
		e.answerTrace(l)
	case len(a.proofs) > 0:
		e.answerProof(l)
	case len(a.parts) > 0:
		e.answerParts(l)
	case a.blob != nil:
		e.answerBlob(l)
	}
}

func (e *Engine) answerTrace(l *link) {
	a := &l.answers
	at := *a.trace
	a.reading = true
	e.strand(at, func(run *oplog.Run) {
		a.reading, a.trace = false, nil
		l.first = append(l.first, strandFrame(at, run))
	})
}

func (e *Engine) answerProof(l *link) {
	a := &l.answers
	d := a.proofs[0]
	a.proofs = a.proofs[1:]
	a.reading = true
	task(e, func(id TaskID) Task { return ReadProof{ID: id, Device: d} }, func(done ProofRead) {
		a.reading = false
		if done.Err != nil || done.A == nil || done.B == nil {
			return
		}
		first, errA := forkFrame(0, done.A)
		second, errB := forkFrame(1, done.B)
		if errA == nil && errB == nil {
			l.first = append(l.first, first, second)
			l.view.cuts[d] = e.logs.cuts[d].At
			e.stirred(l)
		}
	})
}

func (e *Engine) answerParts(l *link) {
	a := &l.answers
	places := a.parts
	a.reading = true
	task(e, func(id TaskID) Task { return ReadParts{ID: id, Places: places, MaxBytes: partsBytes} }, func(done PartsRead) {
		a.reading = false
		looked, parts := done.Looked, done.Parts
		if done.Err != nil || looked < 1 || looked > len(places) {
			looked, parts = len(places), nil
		}
		frame := make([][]byte, looked)
		for i, at := range places[:looked] {
			if len(parts) > 0 && parts[0].Place == at {
				if size := len(parts[0].Bytes); size > 0 && size <= oplog.MaxEntry {
					frame[i] = parts[0].Bytes
				}
				parts = parts[1:]
			}
		}
		a.parts = places[looked:]
		l.first = append(l.first, partsFrame(frame))
	})
}

// shown is the photo that was read last: its pieces are asked for one by one.
type shown struct {
	id    BlobID
	bytes []byte
	at    time.Time
}

func (e *Engine) tookWantBlob(l *link, b []byte) Reason {
	id, offset, err := parseWantBlob(b)
	if err != nil {
		return Malformed
	}
	if l.answers.blob != nil {
		return OutOfPlace
	}
	l.answers.blob = &slice{id: id, offset: offset}
	return NoReason
}

func (e *Engine) answerBlob(l *link) {
	a := &l.answers
	id := a.blob.id
	if e.shown.id == id && a.blob.offset > 0 {
		e.show(l)
		return
	}
	a.reading = true
	task(e, func(task TaskID) Task { return ReadBlob{ID: task, Blob: id} }, func(done BlobRead) {
		a.reading = false
		if done.Err != nil || len(done.Blob) > MaxBlob || sha256.Sum256(done.Blob) != id {
			done.Blob = nil
		}
		e.shown = shown{id: id, bytes: done.Blob, at: e.now}
		e.show(l)
	})
}

func (e *Engine) show(l *link) {
	s := *l.answers.blob
	l.answers.blob = nil
	all := e.shown.bytes
	if s.total = len(all); s.offset >= s.total {
		s.total, s.offset = 0, 0
	} else {
		s.bytes = all[s.offset:min(s.offset+maxSlice, s.total)]
	}
	l.first = append(l.first, s.frame())
}
