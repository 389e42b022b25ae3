package replica_test

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// desk is an engine and what it did, for tests that play the peer.
type desk struct {
	t   *testing.T
	e   *replica.Engine
	now time.Time
	out []replica.Effect
}

const theLink = replica.LinkID(7)

var peer = replicatest.ID("peer")

func newDesk(t *testing.T, held ...replica.Held) *desk {
	return &desk{
		t: t, now: replicatest.Noon,
		e: replica.New(replica.Config{System: replicatest.System, Self: replicatest.ID("self")}, held, nil),
	}
}

// step gives an event and confirms whatever was sent.
func (d *desk) step(ev replica.Event) *desk {
	d.out = nil
	for queue := []replica.Event{ev}; len(queue) > 0; queue = queue[1:] {
		for _, f := range d.e.Step(queue[0], d.now) {
			d.out = append(d.out, f)
			if s, ok := f.(replica.Send); ok {
				queue = append(queue, replica.Written{Link: s.Link})
			}
		}
	}
	return d
}

func (d *desk) open(s replica.Standing) *desk {
	return d.step(replica.Opened{Link: theLink, Peer: peer, Standing: s})
}

func (d *desk) receive(frame []byte) *desk {
	return d.step(replica.Received{Link: theLink, Frame: frame})
}

// met opens a link to a member and greets it back, with the digest given.
func (d *desk) met(digest replica.Digest) *desk {
	d.open(replica.Member)
	return d.receive(replica.HelloFrame(replicatest.System, digest))
}

// metToo opens a link to another member, which holds something else.
func (d *desk) metToo(link replica.LinkID, name string) *desk {
	d.step(replica.Opened{Link: link, Peer: replicatest.ID(name), Standing: replica.Member})
	return d.step(replica.Received{Link: link, Frame: replica.HelloFrame(replicatest.System, replica.Digest{2})})
}

// sent returns the kinds of the frames that were sent.
func (d *desk) sent() (kinds []string) {
	for _, f := range d.out {
		if s, ok := f.(replica.Send); ok {
			kinds = append(kinds, replica.Kind(s.Frame))
		}
	}
	return kinds
}

func (d *desk) wantSent(want ...string) {
	d.t.Helper()
	got := d.sent()
	if len(got) != len(want) {
		d.t.Fatalf("sent %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			d.t.Fatalf("sent %v, want %v", got, want)
		}
	}
}

// closed returns why the link was closed; NoReason if it was not.
func (d *desk) closed() replica.Reason {
	if c, ok := find[replica.Close](d.out); ok {
		return c.Reason
	}
	return replica.NoReason
}

func find[F replica.Effect](out []replica.Effect) (f F, ok bool) {
	for _, one := range out {
		if f, ok = one.(F); ok {
			return f, true
		}
	}
	return f, false
}

// proofOf returns the first entries of invented devices' logs.
func proofOf(t testing.TB, names ...string) []*oplog.Run {
	var proof []*oplog.Run
	for _, name := range names {
		l := replicatest.New(nil)
		write(t, l, name, 1)
		runs, err := l.Read(t.Context(), []oplog.Range{{Device: replicatest.ID(name), From: 1, To: 1}}, 1)
		if err != nil || len(runs) != 1 {
			t.Fatal("no proof", err)
		}
		proof = append(proof, runs...)
	}
	return proof
}

func TestGreetings(t *testing.T) {
	proof := func(names ...string) []byte {
		frame, err := replica.ProofFrame(proofOf(t, names...))
		if err != nil {
			t.Fatal(err)
		}
		return frame
	}
	forged := func(at int) []byte {
		runs := proofOf(t, "before", "peer")
		runs[at].Signature[3] ^= 1
		frame, _ := replica.ProofFrame(runs)
		return frame
	}
	late := replicatest.New(nil)
	write(t, late, "peer", 2)
	second, err := late.Read(t.Context(), []oplog.Range{{Device: peer, From: 1, To: 2}}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	longer, _ := replica.ProofFrame(second[:1])
	nothing, _ := replica.ProofFrame(nil)
	cut := proof("before", "peer")
	cut = append([]byte(nil), cut[:len(cut)-9]...)
	binary.BigEndian.PutUint32(cut, uint32(len(cut)-4))
	tooMany := append(proof("0", "1", "2", "3", "4", "5", "6", "7"), proof("peer")[5:]...)
	binary.BigEndian.PutUint32(tooMany, uint32(len(tooMany)-4))
	empty := newDesk(t).e.Digest()
	hello := replica.HelloFrame(replicatest.System, empty)
	other := replica.HelloFrame(hash(9), empty)
	cases := []struct {
		name   string
		open   replica.Standing
		frames [][]byte
		sent   []string // at last
		closed replica.Reason
	}{
		{"a member is greeted", replica.Member, nil, []string{"hello"}, 0},
		{"a member in step", replica.Member, [][]byte{hello}, nil, 0},
		{"a member that holds something else", replica.Member, [][]byte{replica.HelloFrame(replicatest.System, replica.Digest{1})}, []string{"cuts", "heads"}, 0},
		{"a member of another system", replica.Member, [][]byte{other}, []string{"refused"}, replica.OtherSystem},
		{"a second hello", replica.Member, [][]byte{hello, hello}, nil, replica.OutOfPlace},
		{"entries before hello", replica.Member, [][]byte{replica.CheckFrame(false, empty)}, nil, replica.OutOfPlace},
		{"a member shows a proof late", replica.Member, [][]byte{proof("peer")}, nil, 0},
		{"a peer that refuses", replica.Member, [][]byte{replica.RefusedFrame(replica.WasRevoked)}, nil, replica.WasRevoked},
		{"a peer that refuses for no reason", replica.Member, [][]byte{replica.RefusedFrame(99)}, nil, replica.Malformed},
		{"a revoked device", replica.Revoked, nil, []string{"refused"}, replica.WasRevoked},
		{"a stranger", replica.Unknown, nil, []string{"who"}, 0},
		{"a stranger's hello waits", replica.Unknown, [][]byte{hello}, nil, 0},
		{"a stranger of another system", replica.Unknown, [][]byte{other}, []string{"refused"}, replica.OtherSystem},
		{"a stranger's proof", replica.Unknown, [][]byte{hello, proof("peer")}, nil, 0},
		{"a stranger's second proof", replica.Unknown, [][]byte{proof("peer"), proof("peer")}, nil, replica.OutOfPlace},
		{"somebody else's proof", replica.Unknown, [][]byte{proof("somebody")}, nil, replica.OutOfPlace},
		{"a forged proof", replica.Unknown, [][]byte{forged(1)}, nil, replica.Faulty},
		{"a proof that comes after a forged one", replica.Unknown, [][]byte{forged(0)}, nil, replica.Faulty},
		{"a proof of several keys", replica.Unknown, [][]byte{proof("first", "second", "peer")}, nil, 0},
		{"a proof that ends with another", replica.Unknown, [][]byte{proof("peer", "somebody")}, nil, replica.OutOfPlace},
		{"a proof that names one key twice", replica.Unknown, [][]byte{proof("peer", "peer")}, nil, replica.Malformed},
		{"a proof of too many keys", replica.Unknown, [][]byte{tooMany}, nil, replica.Malformed},
		{"a proof of more than first entries", replica.Unknown, [][]byte{longer}, nil, replica.Malformed},
		{"a proof that is cut short", replica.Unknown, [][]byte{cut}, nil, replica.Malformed},
		{"a proof of nothing", replica.Unknown, [][]byte{nothing}, nil, replica.Malformed},
		{"a stranger asks for entries", replica.Unknown, [][]byte{hello, replica.WantFrame(1000, oplog.Range{Device: peer, From: 1, To: 9})}, nil, replica.OutOfPlace},
		{"a stranger sends entries", replica.Unknown, replica.RunsFrames(false, false, proofOf(t, "peer")...), nil, replica.OutOfPlace},
		{"a stranger sends noise", replica.Unknown, [][]byte{[]byte("GET / HTTP/1.1\r\n\r\n")}, nil, replica.Malformed},
		{"a frame of no kind", replica.Member, [][]byte{{0, 0, 0, 1, 200}}, nil, replica.Malformed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t).open(c.open)
			for _, f := range c.frames {
				d.receive(f)
			}
			d.wantSent(c.sent...)
			if got := d.closed(); got != c.closed {
				t.Errorf("closed for %v, want %v", got, c.closed)
			}
		})
	}
}

// Whoever is refused learns why, also where its own words came before the question was out.
func TestARefusalDoesNotWaitForWhatIsBeingSent(t *testing.T) {
	e := newDesk(t).e
	e.Step(replica.Opened{Link: theLink, Peer: peer, Standing: replica.Unknown}, replicatest.Noon) // asks who: that is never out
	out := e.Step(replica.Received{Link: theLink, Frame: replica.HelloFrame(hash(9), replica.Digest{})}, replicatest.Noon)
	if s, ok := find[replica.Send](out); !ok || replica.Kind(s.Frame) != "refused" {
		t.Errorf("it is not told why: %v", out)
	}
	if c, ok := find[replica.Close](out); !ok || c.Reason != replica.OtherSystem {
		t.Errorf("the link is not closed: %v", out)
	}
}

func TestWhoRefusesAnotherSystemTells(t *testing.T) {
	foreign, err := replica.ProofFrame(proofOf(t, "peer"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		open  replica.Standing
		frame []byte
	}{
		{"by a member's hello", replica.Member, replica.HelloFrame(hash(9), replica.Digest{})},
		{"by a stranger's proof", replica.Unknown, foreign},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{t: t, now: replicatest.Noon, e: replica.New(replica.Config{System: hash(8), Self: replicatest.ID("self")}, nil, nil)}
			d.open(c.open).receive(c.frame)
			if n, ok := find[replica.Notice](d.out); !ok || n.Kind != replica.PeerForeign || n.Peer != peer || n.Link != theLink {
				t.Errorf("nobody is told: %v", d.out)
			}
		})
	}
}

func TestAStrangerBecomesAMember(t *testing.T) {
	d := newDesk(t).open(replica.Unknown)
	d.receive(replica.HelloFrame(replicatest.System, replica.Digest{1}))
	frame, err := replica.ProofFrame(proofOf(t, "before", "peer"))
	if err != nil {
		t.Fatal(err)
	}
	d.receive(frame)
	if admit, ok := find[replica.Admit](d.out); !ok || admit.Link != theLink || len(admit.Proof) != 2 || admit.Proof[1].Device != peer {
		t.Fatalf("the proof is not passed on: %v", d.out)
	}
	d.step(replica.Judged{Link: theLink, Standing: replica.Member})
	d.wantSent("hello", "cuts", "heads")
	d.step(replica.Judged{Link: theLink, Standing: replica.Revoked})
	d.wantSent("refused")
	if d.closed() != replica.WasRevoked {
		t.Error("a revoked peer keeps its link")
	}
}

func TestAStrangerWithoutAProofIsSentAway(t *testing.T) {
	d := newDesk(t).open(replica.Unknown)
	wake, ok := find[replica.Wake](d.out)
	if !ok {
		t.Fatal("nobody looks after a stranger")
	}
	d.now = wake.At
	d.step(replica.Tick{})
	d.wantSent("refused")
	if d.closed() != replica.NotAMember {
		t.Errorf("closed for %v", d.closed())
	}
}

func TestWhoeverIsNotAdmittedLearnsWhy(t *testing.T) {
	for _, c := range []struct{ why, told replica.Reason }{{replica.NoReason, replica.NotAMember}, {replica.ProofUsed, replica.ProofUsed}, {replica.Stalled, replica.NotAMember}} {
		d := newDesk(t).open(replica.Unknown).step(replica.Judged{Link: theLink, Standing: replica.Unknown, Reason: c.why})
		if s, ok := find[replica.Send](d.out); !ok || !bytes.Equal(s.Frame, replica.RefusedFrame(c.told)) || d.closed() != c.told {
			t.Errorf("for %v it is told %v", c.why, d.closed())
		}
		d = newDesk(t).open(replica.Member).receive(replica.RefusedFrame(c.told))
		if n, ok := find[replica.Notice](d.out); !ok || n.Kind != replica.PeerRefused || n.Reason != c.told {
			t.Errorf("who is told %v understands %v", c.told, d.out)
		}
	}
}

func TestWhoeverIsAskedShowsItsProof(t *testing.T) {
	proof := proofOf(t, "self")
	e := replica.New(replica.Config{System: replicatest.System, Self: replicatest.ID("self"), Proof: proof}, nil, nil)
	d := &desk{t: t, e: e, now: replicatest.Noon}
	d.open(replica.Member).receive(replica.WhoFrame())
	d.wantSent("proof")
	d.receive(replica.WhoFrame())
	if d.closed() != replica.OutOfPlace {
		t.Error("one may ask once")
	}
}

func TestAStrangerIsShownNothingBeforeItHasShownItself(t *testing.T) {
	for _, dialled := range []bool{false, true} {
		e := replica.New(replica.Config{System: replicatest.System, Self: replicatest.ID("self"), Proof: proofOf(t, "self")}, nil, nil)
		d := &desk{t: t, e: e, now: replicatest.Noon}
		d.step(replica.Opened{Link: theLink, Peer: peer, Dialled: dialled, Standing: replica.Unknown})
		d.receive(replica.WhoFrame())
		if dialled {
			d.wantSent("proof")
			continue
		}
		d.wantSent()
		d.step(replica.Judged{Link: theLink, Standing: replica.Member})
		d.wantSent("proof", "hello")
	}
}

func TestJoining(t *testing.T) {
	w := slow(4)
	a, ca := add(w, "member", nil)
	b, cb := add(w, "joiner", nil)
	write(t, ca.Disk, "member", 3)
	write(t, cb.Disk, "joiner", 1)
	proof, _ := cb.Disk.Read(t.Context(), []oplog.Range{{Device: replicatest.ID("joiner"), From: 1, To: 1}}, 1)
	cb.Config.Proof = proof
	admitted := false
	ca.Knows = func(d oplog.DeviceID) replica.Standing {
		if admitted {
			return replica.Member
		}
		return replica.Unknown
	}
	ca.Admits = func(proof []*oplog.Run) replica.Standing {
		if _, err := ca.Disk.Store(t.Context(), proof); err != nil {
			t.Error(err)
		}
		admitted = true
		run := proof[0]
		a.Step(replica.Grown{Held: []replica.Held{{Device: run.Device, Seq: run.Last(), Hash: run.Hash}}})
		return replica.Member
	}
	for _, n := range []interface{ Crash() }{a, b} { // start again with what was written
		n.Crash()
	}
	a.Restart()
	b.Restart()
	w.Dial(b, a)
	w.Run(time.Minute)
	equal(t, ca, cb)
	if cb.Disk.Entries() != 4 {
		t.Errorf("%d entries, want 4", cb.Disk.Entries())
	}
}
