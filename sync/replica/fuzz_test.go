package replica_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
	"time"

	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

func FuzzFrame(f *testing.F) {
	for _, frame := range corpus(f) {
		f.Add(frame)
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		err := replica.Decode(frame)
		if err != nil && err.Error() == "" {
			t.Error("an error without a sentence")
		}
		if runs, err := replica.UnpackRuns(frame); err == nil {
			if _, err := replica.PackRuns(runs); err != nil {
				t.Errorf("runs that were decoded do not encode: %v", err)
			}
		}
	})
}

func FuzzReadFrame(f *testing.F) {
	for _, frame := range corpus(f) {
		f.Add(frame)
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		r := bytes.NewReader(stream)
		for {
			at := len(stream) - r.Len()
			frame, err := replica.ReadFrame(r)
			if err != nil {
				if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, replica.ErrFrame) {
					t.Errorf("%v", err)
				}
				return
			}
			if !bytes.Equal(frame, stream[at:at+len(frame)]) {
				t.Error("a frame is not what stood in the stream")
			}
		}
	})
}

// FuzzStep gives an engine whatever the bytes say: frames on three links, ticks,
// answers of the disk that are late, missing or failed.
func FuzzStep(f *testing.F) {
	var all []byte
	for _, frame := range corpus(f) {
		if len(frame) >= 5 {
			f.Add(frame)
			all = append(all, frame...)
		}
	}
	f.Add(all)
	full := replicatest.New(nil)
	write(f, full, "device 0", 5, 5)
	held, err := full.Held(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		disk := full.Copy()
		self := replicatest.ID("self")
		if len(script)%3 == 0 { // its own log is among those that are spoken of
			self = replicatest.ID("device 0")
		}
		e := replica.New(replica.Config{System: replicatest.System, Self: self, AlwaysOn: len(script)%2 == 0}, held, nil)
		now := replicatest.Noon
		var tasks []replica.Task
		step := func(ev replica.Event) {
			for _, effect := range e.Step(ev, now) {
				if task, ok := effect.(replica.Task); ok {
					tasks = append(tasks, task)
				}
				if c, ok := effect.(replica.Close); ok && c.Link == 0 {
					t.Error("a link that never was is closed")
				}
			}
			wantBounded(t, e)
		}
		links := replica.LinkID(0)
		open := func() {
			links++
			step(replica.Opened{Link: links, Peer: peer, Standing: replica.Member})
			step(replica.Received{Link: links, Frame: replica.HelloFrame(replicatest.System, replica.Digest{byte(links)})})
		}
		open()
		for len(script) >= 5 {
			n := min(int(binary.BigEndian.Uint32(script)%replica.MaxFrame)+4, len(script))
			frame := append([]byte(nil), script[:n]...)
			script = script[n:]
			binary.BigEndian.PutUint32(frame, uint32(len(frame)-4))
			step(replica.Received{Link: links, Frame: frame})
			switch frame[len(frame)-1] % 8 {
			case 0:
				now = now.Add(time.Duration(frame[len(frame)/2]) * time.Second)
				step(replica.Tick{})
			case 1:
				step(replica.Written{Link: links})
			case 2, 3:
				if len(tasks) > 0 {
					task := tasks[0]
					tasks = tasks[1:]
					step(task.Do(t.Context(), disk))
				}
			case 4:
				open()
			case 5:
				step(replica.Closed{Link: links})
				open()
			}
		}
		e.Peers()
		e.Digest()
	})
}
