package simnet

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// trace is a hash over every event that a machine was given.
type trace struct {
	hash   hash.Hash
	events int
	buf    []byte
	log    io.Writer
}

func newTrace(log io.Writer) trace { return trace{hash: sha256.New(), log: log} }

// Trace returns a hash of all that has happened so far, and how many events that
// was. Two runs from one seed have equal traces.
func (w *World) Trace() (hash [32]byte, events int) {
	return [32]byte(w.trace.hash.Sum(nil)), w.trace.events
}

func (w *World) mark(n *Node, what byte) {
	t := &w.trace
	t.begin(w.now, n, what)
	t.end()
	t.say(w.now, n, string(rune(what)))
}

// say writes a line to the log; that it cannot be written changes nothing.
func (t *trace) say(now time.Time, n *Node, text string) {
	if t.log != nil {
		_, _ = fmt.Fprintf(t.log, "%s %s %s\n", now.Format(traceTime), n.Name, text)
	}
}

const traceTime = "02 15:04:05.000"

func (t *trace) begin(now time.Time, n *Node, what byte) {
	t.events++
	t.buf = binary.BigEndian.AppendUint64(t.buf[:0], uint64(now.UnixNano()))
	t.buf = append(binary.BigEndian.AppendUint32(t.buf, uint32(n.index)), what)
}

func (t *trace) number(v uint64) { t.buf = binary.BigEndian.AppendUint64(t.buf, v) }

func (t *trace) runs(runs []*oplog.Run) {
	for _, run := range runs {
		t.number(run.First)
		t.buf = append(t.buf, run.Hash[:]...)
	}
}

func (t *trace) end() { t.hash.Write(t.buf) }

// note adds an event that a machine is given.
func (w *World) note(n *Node, ev replica.Event) {
	t := &w.trace
	switch ev := ev.(type) {
	case replica.Opened:
		t.begin(w.now, n, 'o')
		t.number(uint64(ev.Link))
		t.buf = append(append(t.buf, ev.Peer[:]...), byte(ev.Standing))
	case replica.Judged:
		t.begin(w.now, n, 'j')
		t.number(uint64(ev.Link))
		t.buf = append(t.buf, byte(ev.Standing))
	case replica.Closed:
		t.begin(w.now, n, 'c')
		t.number(uint64(ev.Link))
	case replica.Received:
		t.begin(w.now, n, 'r')
		t.number(uint64(ev.Link))
		t.buf = append(t.buf, ev.Frame...)
	case replica.Written:
		t.begin(w.now, n, 'w')
		t.number(uint64(ev.Link))
	case replica.Grown:
		t.begin(w.now, n, 'g')
		for _, h := range ev.Held {
			t.number(h.Seq)
			t.buf = append(t.buf, h.Hash[:]...)
		}
	case replica.Hinted:
		t.begin(w.now, n, 'h')
		t.number(ev.Seq)
		t.buf = append(t.buf, ev.Device[:]...)
	case replica.ReadDone:
		t.begin(w.now, n, 'R')
		t.number(uint64(ev.ID))
		t.runs(ev.Runs)
	case replica.StoreDone:
		t.begin(w.now, n, 'D')
		t.number(uint64(ev.ID))
		for _, h := range ev.Stored.Held {
			t.number(h.Seq)
			t.buf = append(t.buf, h.Hash[:]...)
		}
		t.number(uint64(len(ev.Stored.Faults)))
	case replica.Tick:
		t.begin(w.now, n, 't')
	default:
		t.begin(w.now, n, 'e')
		t.buf = fmt.Appendf(t.buf, "%T", ev)
	}
	t.end()
	if t.log != nil {
		t.say(w.now, n, line(ev))
	}
}

// line writes an event for a person.
func line(ev replica.Event) string {
	switch ev := ev.(type) {
	case replica.Received:
		return fmt.Sprintf("received on link %d: %s", ev.Link, replica.Describe(ev.Frame))
	case replica.Grown:
		return fmt.Sprintf("grown to %d", ev.Held[0].Seq)
	case replica.ReadDone:
		return fmt.Sprintf("read %d: %d runs, %v", ev.ID, len(ev.Runs), ev.Err)
	case replica.StoreDone:
		return fmt.Sprintf("stored %d: %d logs, faults %v, %v", ev.ID, len(ev.Stored.Held), ev.Stored.Faults, ev.Err)
	case replica.Hinted:
		return fmt.Sprintf("hinted %x at %d", ev.Device[:4], ev.Seq)
	case replica.Opened:
		return fmt.Sprintf("opened link %d to %x, %v", ev.Link, ev.Peer[:4], ev.Standing)
	}
	return fmt.Sprintf("%T%+v", ev, ev)
}

// notice logs what a machine has to tell; it is no part of the trace.
func (t *trace) notice(now time.Time, n *Node, f replica.Notice) {
	if t.log != nil {
		t.say(now, n, fmt.Sprintf("says: %v, link %d, device %x, seq %d, %v %v", f.Kind, f.Link, f.Device[:4], f.Seq, f.Reason, f.Err))
	}
}
