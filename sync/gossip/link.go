package gossip

import (
	"bufio"
	"bytes"
	"sync/atomic"
	"time"

	"settle.example/settle/sync/replica"
)

const (
	// frameTime is how long a frame may take, once begun or from the first byte
	// on: at 128 KiB that allows 2 KiB a second.
	frameTime = time.Minute
	// linger is how long a link that is being closed waits for the other side to
	// read the last frame.
	linger = 2 * time.Second
)

// heartbeat is a length that no frame has. It is sent on a link that has nothing
// to say, and not passed on.
var heartbeat = []byte{0, 0, 0, 0}

// link is a stream of the engine's frames. One goroutine reads, one writes.
type link struct {
	id       replica.LinkID
	conn     *connection
	standing replica.Standing
	since    time.Time

	out       chan []byte   // from the loop, with room for a frame and a refusal; closed when no more will come
	gone      chan struct{} // closed when reading has ended
	finishing atomic.Bool   // what comes is read and dropped
}

func newLink(id replica.LinkID, conn *connection, standing replica.Standing) *link {
	return &link{
		id: id, conn: conn, standing: standing, since: time.Now(),
		out: make(chan []byte, 2), gone: make(chan struct{}),
	}
}

// read gives every frame to emit until the connection or emit ends.
func (l *link) read(beat time.Duration, emit func(replica.Event) bool) {
	defer close(l.gone)
	defer shut(l.conn)
	in := bufio.NewReaderSize(l.conn, 16<<10)
	var beats bucket
	for {
		if l.conn.SetReadDeadline(time.Now().Add(3*beat)) != nil {
			break
		}
		head, err := in.Peek(len(heartbeat))
		if err != nil {
			break
		}
		if bytes.Equal(head, heartbeat) {
			if !beats.take(4/beat.Seconds(), time.Now()) {
				break
			}
			if _, err := in.Discard(len(heartbeat)); err != nil {
				break
			}
			continue
		}
		if l.conn.SetReadDeadline(time.Now().Add(frameTime)) != nil {
			break
		}
		frame, err := replica.ReadFrame(in)
		if err != nil {
			break
		}
		if !l.finishing.Load() && !emit(replica.Received{Link: l.id, Frame: frame}) {
			return
		}
	}
	emit(replica.Closed{Link: l.id})
}

// write writes what the loop sends until it sends no more.
func (l *link) write(beat time.Duration, emit func(replica.Event) bool) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	quiet := true
	put := func(b []byte) bool {
		if l.conn.SetWriteDeadline(time.Now().Add(frameTime)) == nil {
			if _, err := l.conn.Write(b); err == nil {
				return true
			}
		}
		shut(l.conn) // reading ends too, and says so
		return false
	}
	for {
		select {
		case frame, more := <-l.out:
			if !more {
				l.conn.CloseWrite()
				return
			}
			if !put(frame) {
				return
			}
			quiet = false
			if !emit(replica.Written{Link: l.id}) {
				return
			}
		case <-tick.C:
			if quiet && !put(heartbeat) {
				return
			}
			quiet = true
		case <-l.gone:
			return
		}
	}
}

// finish closes the link once what was sent on it is out, or soon.
func (l *link) finish() {
	l.finishing.Store(true)
	close(l.out)
	time.AfterFunc(linger, func() { shut(l.conn) })
}
