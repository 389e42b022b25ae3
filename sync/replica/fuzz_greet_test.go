package replica_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// FuzzProof has strangers show a proof of whatever bytes: what is handed on to be decided on is a proof as promised, and
// says what was sent.
func FuzzProof(f *testing.F) {
	for _, proof := range [][]*oplog.Run{
		nil, proofOf(f, "peer"), proofOf(f, "before", "peer"), proofOf(f, "1", "2", "3", "4", "5", "6", "7", "peer"), proofOf(f, "peer", "peer"), proofOf(f, "peer", "somebody"),
	} {
		frame, err := replica.ProofFrame(proof)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame[len(replica.WhoFrame()):], false)
		f.Add(frame[len(replica.WhoFrame()):], true)
	}
	empty, err := replica.ProofFrame(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, payload []byte, foreign bool) {
		if len(empty)+len(payload) > replica.MaxFrame {
			return
		}
		frame := append(bytes.Clone(empty), payload...)
		binary.BigEndian.PutUint32(frame, uint32(len(frame)-4))
		system := replicatest.System
		if foreign {
			system = hash(9)
		}
		d := &desk{t: t, now: replicatest.Noon, e: replica.New(replica.Config{System: system, Self: replicatest.ID("self")}, nil, nil)}
		d.open(replica.Unknown).receive(frame)
		admit, admits := find[replica.Admit](d.out)
		switch closed := d.closed(); {
		case admits == (closed != replica.NoReason):
			t.Fatalf("decided on: %v, and closed for %v", admits, closed)
		case !admits:
			return
		}
		if n := len(admit.Proof); n < 1 || n > replica.MaxProof || admit.Proof[n-1].Device != peer || admit.Link != theLink {
			t.Fatalf("a proof of %d logs", len(admit.Proof))
		}
		for _, run := range admit.Proof {
			if _, err := oplog.VerifyRun(system, oplog.Tip{}, run); err != nil || run.First != 1 || len(run.Records) != 1 {
				t.Errorf("it does not hold: %v", err)
			}
		}
		again, err := replica.ProofFrame(admit.Proof)
		if err != nil || !bytes.Equal(again, frame) {
			t.Errorf("it says something else than was sent (%v)", err)
		}
		if d.receive(frame).closed() != replica.OutOfPlace {
			t.Error("a second proof is taken")
		}
	})
}
