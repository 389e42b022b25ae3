package replica_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// resized returns the frame with a payload of another length.
func resized(frame []byte, by int) []byte {
	b := append(bytes.Clone(frame), make([]byte, max(by, 0))...)
	b = b[:len(frame)+by]
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	return b
}

func TestFramesHaveOneLength(t *testing.T) {
	seen := map[string]bool{}
	for i, frame := range corpus(t) {
		if replica.Decode(frame) != nil {
			continue
		}
		kind := replica.Kind(frame)
		seen[kind] = true
		if kind == "parts" { // a byte more may be one more answer
			continue
		}
		if err := replica.Decode(resized(frame, 1)); err == nil {
			t.Errorf("frame %d, %s, may be a byte longer", i, kind)
		}
		shorter := len(frame) > 5 && kind != "blob" // whose pieces may have any length
		if shorter && replica.Decode(resized(frame, -1)) == nil {
			t.Errorf("frame %d, %s, may be a byte shorter", i, kind)
		}
		if d := replica.Describe(frame); !strings.HasPrefix(d, kind) {
			t.Errorf("frame %d is described as %q", i, d)
		}
	}
	if len(seen) < 17 {
		t.Errorf("of the kinds only %v have a frame that decodes", seen)
	}
}

func TestBombsDoNotGoOff(t *testing.T) {
	for i, frame := range replica.Bombs(make([]byte, 64<<20)) {
		before := testing.AllocsPerRun(1, func() {
			if err := replica.Decode(frame); !errors.Is(err, replica.ErrFrame) {
				t.Errorf("bomb %d: %v", i, err)
			}
		})
		if before > 100 {
			t.Errorf("bomb %d: %v allocations", i, before)
		}
	}
}

func TestReadFrame(t *testing.T) {
	hello := replica.HelloFrame(replicatest.System, replica.Digest{})
	cases := []struct {
		name   string
		stream []byte
		err    error
	}{
		{"a frame", hello, nil},
		{"nothing", nil, io.EOF},
		{"within the length", hello[:3], io.ErrUnexpectedEOF},
		{"within the payload", hello[:30], io.ErrUnexpectedEOF},
		{"behind the length", hello[:4], io.ErrUnexpectedEOF},
		{"an empty frame", []byte{0, 0, 0, 0}, replica.ErrFrame},
		{"a frame of two megabytes", []byte{0, 32, 0, 0, 1}, replica.ErrFrame},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			frame, err := replica.ReadFrame(bytes.NewReader(c.stream))
			if !errors.Is(err, c.err) || err == nil && !bytes.Equal(frame, c.stream) {
				t.Errorf("got %v, want %v", err, c.err)
			}
		})
	}
}

// TestRunsSurviveTheTrip packs runs of all sizes and unpacks them.
func TestRunsSurviveTheTrip(t *testing.T) {
	l := replicatest.New(nil)
	if _, err := l.Write(replicatest.Key("big"), replicatest.Noon, replicatest.Draft(1, 65_000)); err != nil {
		t.Fatal(err)
	}
	write(t, l, "many", 4000)
	write(t, l, "few", 1, 1, 1)
	held, _ := l.Held(t.Context())
	var ranges []oplog.Range
	for _, h := range held {
		ranges = append(ranges, oplog.Range{Device: h.Device, From: 1, To: h.Seq})
	}
	runs, _ := l.Read(t.Context(), ranges, 1<<30)
	frames, err := replica.PackRuns(runs)
	if err != nil {
		t.Fatal(err)
	}
	other := replicatest.New(nil)
	for _, frame := range frames {
		if len(frame) > replica.MaxFrame {
			t.Errorf("a frame of %d bytes", len(frame))
		}
		back, err := replica.UnpackRuns(frame)
		if err != nil {
			t.Fatal(err)
		}
		if stored, err := other.Store(t.Context(), back); err != nil || len(stored.Faults) > 0 {
			t.Fatal(err, stored.Faults)
		}
	}
	if other.Digest() != l.Digest() {
		t.Error("what came is not what was sent")
	}
	if _, err := replica.UnpackRuns(replica.WhoFrame()); !errors.Is(err, replica.ErrFrame) {
		t.Errorf("a frame of another kind: %v", err)
	}
	if _, err := replica.PackRuns([]*oplog.Run{{}}); err == nil {
		t.Error("a run of nothing was packed")
	}
}

func TestWordsForLogs(t *testing.T) {
	for r := replica.NoReason; r <= replica.Overrun; r++ {
		if s := r.String(); s == "" || s == "unknown" {
			t.Errorf("reason %d has no words", r)
		}
	}
	for k := replica.PeerInStep; k <= replica.DiskFailed; k++ {
		if s := k.String(); s == "" || s == "unknown" {
			t.Errorf("notice %d has no words", k)
		}
	}
	if replica.Reason(200).String() != "unknown" || replica.Describe(nil) != "no frame" {
		t.Error("what nobody knows has words")
	}
}
