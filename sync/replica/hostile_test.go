package replica_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

// corpus is a frame or more of every kind, some of them wrong.
func corpus(t testing.TB) [][]byte {
	l := replicatest.New(nil)
	for _, name := range names(3) {
		write(t, l, name, 20, 30)
	}
	held, _ := l.Held(t.Context())
	var ranges []oplog.Range
	for _, h := range held {
		ranges = append(ranges, oplog.Range{Device: h.Device, From: 1, To: h.Seq})
	}
	runs, _ := l.Read(t.Context(), ranges, 1<<20)
	forged := *runs[0]
	forged.Signature[9] ^= 1
	swapped := *runs[0]
	swapped.Records = append([]oplog.Record{runs[0].Records[1], runs[0].Records[0]}, runs[0].Records[2:]...)
	place := replica.Place{Device: held[0].Device, Seq: 3}
	id := replica.BlobID{1}
	other := held[0]
	other.Hash[0] ^= 1
	proof, _ := replica.ProofFrame(runs[:1])
	one := replicatest.New(nil)
	write(t, one, "peer", 1)
	first, _ := one.Read(t.Context(), []oplog.Range{{Device: peer, From: 1, To: 1}}, 1)
	realProof, _ := replica.ProofFrame(first)
	side0, _ := replica.ForkFrame(0, runs[0])
	side1, _ := replica.ForkFrame(1, &forged)
	frames := [][]byte{
		replica.HelloFrame(replicatest.System, replica.Digest{1}), replica.WhoFrame(), proof, realProof, replica.RefusedFrame(replica.NotAMember),
		replica.CutsFrame([]replica.Cut{{Device: held[0].Device, At: 1}}),
		replica.HeadsFrame(true, held...), replica.HeadsFrame(false, held...), replica.HeadsFrame(true), replica.HeadsFrame(false, other),
		replica.CheckFrame(true, replica.Digest{}), replica.CheckFrame(false, replica.Digest{3}),
		replica.WantFrame(1, ranges...), replica.WantFrame(1<<26, ranges...), replica.MoreFrame(1 << 26),
		replica.TraceFrame(place), replica.StrandFrame(place, runs[0]), replica.StrandFrame(place, nil), side0, side1,
		replica.WantParts([]replica.Place{place}), replica.PartsFrame([][]byte{[]byte("part"), nil}),
		replica.WantBlob(id, 0), replica.SliceFrame(id, 5, 0, []byte("photo")), replica.SliceFrame(id, 0, 0, nil),
		{0, 0, 0, 1, 99},
		{0, 0, 0, 0},
		{},
		{255, 255, 255, 255, 9},
		[]byte("GET / HTTP/1.1\r\n\r\n"),
	}
	for _, run := range []*oplog.Run{runs[0], &forged, &swapped} {
		frames = append(frames, replica.RunsFrames(true, false, run)...)
		frames = append(frames, replica.RunsFrames(false, false, run)...)
	}
	frames = append(frames, replica.RunsFrames(true, true)...)
	return append(frames, replica.Bombs(make([]byte, 8<<20))...)
}

// bounds of what one peer can make an engine hold.
const (
	maxFrames = 4 * replica.MaxFrame
	maxMarks  = 7000
)

func wantBounded(t testing.TB, e *replica.Engine) {
	t.Helper()
	entries, frames, marks := e.Room()
	if entries > replica.DefaultLimits().Memory || frames > maxFrames || marks > maxMarks {
		t.Fatalf("an engine holds %d bytes of entries, %d of frames and %d marks", entries, frames, marks)
	}
}

// TestAFloodIsBounded sends each frame again and again, while the disk does not
// answer and the peer does not read.
func TestAFloodIsBounded(t *testing.T) {
	for i, frame := range corpus(t) {
		for _, silent := range []bool{true, false} {
			d := newDesk(t).met(replica.Digest{1})
			for range 300 {
				if d.e.Links() == 0 {
					d.met(replica.Digest{1})
				}
				ev := replica.Received{Link: theLink, Frame: frame}
				if silent {
					d.e.Step(ev, d.now)
				} else {
					d.step(ev)
				}
				wantBounded(t, d.e)
			}
			if t.Failed() {
				t.Fatalf("by frame %d, %s", i, replica.Kind(frame))
			}
		}
	}
}

func TestManyStrangeLogsAreBounded(t *testing.T) {
	d := newDesk(t).met(replica.Digest{1})
	for part := range 40 {
		var held []replica.Held
		for i := range 2000 {
			held = append(held, replica.Held{Device: oplog.DeviceID{byte(part), byte(i >> 8), byte(i)}, Seq: 5, Hash: hash(1)})
		}
		d.receive(replica.HeadsFrame(false, held...))
		wantBounded(t, d.e)
	}
}

// noise is a member that says anything at any time, and what others said before.
type noise struct {
	rnd    *rand.Rand
	corpus [][]byte
	left   map[replica.LinkID]int
}

func (n *noise) Step(ev replica.Event, _ time.Time) []replica.Effect {
	switch ev := ev.(type) {
	case replica.Opened:
		n.left[ev.Link] = 60
		return []replica.Effect{replica.Send{Link: ev.Link, Frame: n.corpus[0]}}
	case replica.Received:
		if len(n.corpus) < 200 {
			n.corpus = append(n.corpus, ev.Frame)
		}
	case replica.Written:
		if n.left[ev.Link]--; n.left[ev.Link] < 0 {
			return []replica.Effect{replica.Close{Link: ev.Link}}
		}
		frame := n.corpus[n.rnd.IntN(len(n.corpus))]
		if n.rnd.IntN(4) == 0 {
			frame = append([]byte(nil), frame...)
			for range 1 + n.rnd.IntN(3) {
				if len(frame) > 5 {
					frame[5+n.rnd.IntN(len(frame)-5)] ^= byte(1 << n.rnd.IntN(8))
				}
			}
		}
		return []replica.Effect{replica.Send{Link: ev.Link, Frame: frame}}
	}
	return nil
}

type noisy struct {
	*simnet.Computer
	machine simnet.Machine
}

func (n *noisy) Start(time.Time) simnet.Machine { return n.machine }

// TestAHostileMemberHarmsNobodyElse lets honest machines write and end equal
// while two members send them noise, forgeries and replays.
func TestAHostileMemberHarmsNobodyElse(t *testing.T) {
	frames := corpus(t)
	memo := replicatest.Memo()
	for seed := range uint64(12) {
		o := simnet.DefaultOptions(seed)
		o.Degree = 4
		w := simnet.New(o)
		var honest []*simnet.Computer
		for _, name := range names(5) {
			_, c := add(w, "honest "+name, replicatest.New(memo))
			honest = append(honest, c)
		}
		for _, name := range []string{"hostile", "also hostile"} {
			c := simnet.NewComputer(name, replicatest.New(memo))
			w.Add(name, replicatest.ID(name), &noisy{c, &noise{rnd: w.Rand(), corpus: append([][]byte(nil), frames...), left: map[replica.LinkID]int{}}})
		}
		for i := range 40 {
			w.After(time.Duration(i)*time.Second, func() {
				w.Nodes()[i%5].Act(honest[i%5].Write(replicatest.Draft(i, 300)))
				for _, c := range honest {
					wantBounded(t, c.Engine)
				}
			})
		}
		w.Run(time.Minute)
		calm := w.Until(2*time.Minute, func() bool {
			for _, c := range honest {
				if c.Disk.Digest() != honest[0].Disk.Digest() || c.Disk.Entries() < 40 {
					return false
				}
			}
			return true
		})
		if !calm {
			t.Fatalf("seed %d: the honest machines do not become equal", seed)
		}
	}
}

// TestListsAgainAndAgainAreBounded sends lists of ever other logs while a want for
// the first is not answered.
func TestListsAgainAndAgainAreBounded(t *testing.T) {
	d := newDesk(t).met(replica.Digest{1})
	for part := range 60 {
		var held []replica.Held
		for i := range 2000 {
			held = append(held, replica.Held{Device: oplog.DeviceID{1, byte(i >> 8), byte(i), byte(part)}, Seq: 5, Hash: hash(1)})
		}
		d.receive(replica.HeadsFrame(true, held...))
		wantBounded(t, d.e)
	}
}

// TestAForgedRunDoesNotHoldOthersUp: what follows a forged run does not fit, which
// is no reason to doubt the disk.
func TestAForgedRunDoesNotHoldOthersUp(t *testing.T) {
	h, runs := theirs(t)
	d := newDesk(t).met(replica.Digest{1})
	d.receive(replica.HeadsFrame(true, h))
	d.receive(replica.RunsFrames(true, true, runs[0])[0])
	store, _ := find[replica.Store](d.out)
	d.step(replica.Opened{Link: 8, Peer: replicatest.ID("honest"), Standing: replica.Member})
	d.step(replica.Received{Link: 8, Frame: replica.HelloFrame(replicatest.System, replica.Digest{2})})
	d.step(replica.Received{Link: 8, Frame: replica.HeadsFrame(true, h)})
	d.step(replica.StoreDone{ID: store.ID, Stored: replica.Stored{Faults: []error{
		&oplog.ChainError{Device: h.Device, Seq: 3, Err: oplog.ErrSignature},
		&oplog.ChainError{Device: h.Device, Seq: 1, Err: oplog.ErrGap},
	}}})
	d.wantSent("want")
}
