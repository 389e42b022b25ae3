package replica_test

import (
	"slices"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// theirs is a log of 30 entries that the peer has, and the runs of it.
func theirs(t *testing.T) (replica.Held, []*oplog.Run) {
	l := replicatest.New(nil)
	write(t, l, "author", 10)
	write(t, l, "author", 10)
	write(t, l, "author", 10)
	held, _ := l.Held(t.Context())
	var runs []*oplog.Run
	for _, first := range []uint64{1, 11, 21} { // each as it was committed
		all, _ := l.Read(t.Context(), []oplog.Range{{Device: held[0].Device, From: first, To: first}}, 1)
		runs = append(runs, all[0])
	}
	return held[0], runs
}

func TestWhatThePeerLacksIsNotAskedFor(t *testing.T) {
	h, _ := theirs(t)
	d := newDesk(t, h).met(replica.Digest{1})
	d.wantSent("cuts", "heads")
	d.receive(replica.HeadsFrame(true))
	d.wantSent()
	if p := d.e.Peers()[0]; p.Owes != h.Seq || p.InStep {
		t.Errorf("the peer is owed %d entries, want %d", p.Owes, h.Seq)
	}
	d.receive(replica.HeadsFrame(false, h))
	if p := d.e.Peers()[0]; p.Owes != 0 || !p.InStep {
		t.Errorf("the peer has said that it has all: %+v", p)
	}
}

func TestAskingAndStoring(t *testing.T) {
	h, runs := theirs(t)
	d := newDesk(t).met(replica.Digest{1})
	d.receive(replica.HeadsFrame(true, h))
	d.wantSent("want")
	d.receive(replica.RunsFrames(true, true, runs[0])[0])
	store, ok := find[replica.Store](d.out)
	if !ok || len(store.Runs) != 1 {
		t.Fatalf("nothing is stored: %v", d.out)
	}
	end := replica.Held{Device: h.Device, Seq: runs[0].Last(), Hash: runs[0].Hash}
	d.step(replica.StoreDone{ID: store.ID, Stored: replica.Stored{Held: []replica.Held{end}}})
	if runs[0].Last() != h.Seq {
		t.Fatal("the run was to hold all")
	}
	if p := d.e.Peers()[0]; !p.InStep || p.Lacks != 0 {
		t.Errorf("all has come: %+v", p)
	}
}

func TestOutOfPlace(t *testing.T) {
	h, runs := theirs(t)
	asked := func(d *desk) { d.receive(replica.HeadsFrame(true, h)) }
	want := oplog.Range{Device: h.Device, From: 1, To: 5}
	photo := replica.BlobID{1}
	place := replica.Place{Device: h.Device, Seq: 1}
	cases := []struct {
		name   string
		before func(*desk)
		frame  []byte
		closed replica.Reason
	}{
		{"entries asked for by nobody", nil, replica.RunsFrames(true, true, runs[0])[0], replica.OutOfPlace},
		{"entries from another place", asked, replica.RunsFrames(true, false, runs[1])[0], replica.OutOfPlace},
		{"entries of another log", asked, replica.RunsFrames(true, false, proofOf(t, "peer")...)[0], replica.OutOfPlace},
		{"the same entries again", func(d *desk) {
			asked(d)
			d.receive(replica.RunsFrames(true, false, runs[0])[0])
		}, replica.RunsFrames(true, false, runs[0])[0], replica.OutOfPlace},
		{"a want while one is answered", func(d *desk) { d.receive(replica.WantFrame(1000, want)) }, replica.WantFrame(1000, want), replica.OutOfPlace},
		{"a strand asked for by nobody", nil, replica.StrandFrame(place, runs[0]), replica.OutOfPlace},
		{"parts asked for by nobody", nil, replica.PartsFrame([][]byte{nil}), replica.OutOfPlace},
		{"a photo asked for by nobody", nil, replica.SliceFrame(photo, 0, 0, nil), replica.OutOfPlace},
		{"another photo", func(d *desk) { d.step(replica.Wanted{Blob: photo}) }, replica.SliceFrame(replica.BlobID{2}, 0, 0, nil), replica.OutOfPlace},
		{"a piece from elsewhere", func(d *desk) { d.step(replica.Wanted{Blob: photo}) }, replica.SliceFrame(photo, 9, 3, []byte("abc")), replica.Faulty},
		{"a wrong photo", func(d *desk) { d.step(replica.Wanted{Blob: photo}) }, replica.SliceFrame(photo, 3, 0, []byte("abc")), replica.Faulty},
		{"two traces at once", func(d *desk) { d.receive(replica.TraceFrame(place)) }, replica.TraceFrame(place), replica.OutOfPlace},
		{"two wants for parts at once", func(d *desk) { d.receive(replica.WantParts([]replica.Place{place})) }, replica.WantParts([]replica.Place{place}), replica.OutOfPlace},
		{"two wants for photos at once", func(d *desk) { d.receive(replica.WantBlob(photo, 0)) }, replica.WantBlob(photo, 0), replica.OutOfPlace},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t).met(replica.Digest{1})
			if c.before != nil {
				c.before(d)
			}
			if d.receive(c.frame); d.closed() != c.closed {
				t.Errorf("closed for %v, want %v", d.closed(), c.closed)
			}
			if d.e.Links() != 0 {
				t.Error("the link stands")
			}
			if entries, frames, marks := d.e.Room(); c.closed == replica.OutOfPlace && frames+marks != 0 || entries > replica.MaxCost {
				t.Errorf("a closed link leaves %d bytes of entries, %d of frames and %d marks", entries, frames, marks)
			}
		})
	}
}

func TestFaultsCloseTheLinkThatBroughtThem(t *testing.T) {
	h, runs := theirs(t)
	cases := []struct {
		name   string
		fault  error
		closed replica.Reason
	}{
		{"broken chain", oplog.ErrBroken, replica.Faulty},
		{"forged signature", oplog.ErrSignature, replica.Faulty},
		{"damaged", oplog.ErrDamaged, replica.Faulty},
		{"another system", oplog.ErrWrongSystem, replica.Faulty},
		{"here already", oplog.ErrDuplicate, replica.NoReason},
		{"a gap", oplog.ErrGap, replica.NoReason},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t).met(replica.Digest{1})
			d.receive(replica.HeadsFrame(true, h))
			d.receive(replica.RunsFrames(true, true, runs[0])[0])
			store, _ := find[replica.Store](d.out)
			d.step(replica.Opened{Link: 8, Peer: replicatest.ID("honest"), Standing: replica.Member})
			d.step(replica.Received{Link: 8, Frame: replica.HelloFrame(replicatest.System, replica.Digest{2})})
			d.step(replica.Received{Link: 8, Frame: replica.HeadsFrame(true, h)})
			d.wantSent() // the other is being asked
			d.step(replica.StoreDone{ID: store.ID, Stored: replica.Stored{Faults: []error{&oplog.ChainError{Device: h.Device, Seq: 3, Err: c.fault}}}})
			if d.closed() != c.closed {
				t.Errorf("closed for %v, want %v", d.closed(), c.closed)
			}
			if c.closed != replica.NoReason {
				d.wantSent("want") // now the honest one is
			}
		})
	}
}

// What goes on from entries that are being stored is asked of another link once they are: brought before, it would be
// let go.
func TestWhatFollowsIsAskedOfAnotherLinkOnceItIsStored(t *testing.T) {
	h, runs := theirs(t)
	more := h
	more.Seq += 10
	d := newDesk(t).met(replica.Digest{1})
	d.receive(replica.HeadsFrame(true, h))
	d.metToo(8, "other")
	d.receive(replica.RunsFrames(true, true, runs[0])[0])
	store, ok := find[replica.Store](d.out)
	if !ok {
		t.Fatalf("what came is not stored: %v", d.out)
	}
	d.step(replica.Received{Link: 8, Frame: replica.HeadsFrame(true, more)})
	if slices.Contains(d.sent(), "want") {
		t.Error("it is asked for before what comes before it is stored")
	}
	d.step(replica.StoreDone{ID: store.ID, Stored: replica.Stored{Held: []replica.Held{h}}})
	if s, ok := find[replica.Send](d.out); !ok || s.Link != 8 || !slices.Contains(d.sent(), "want") {
		t.Errorf("it is not asked for once that is stored: %v", d.out)
	}
}

// A link that pushes entry after entry does not keep from others what they can bring at once.
func TestPushesDoNotHoldUpWhatOthersBring(t *testing.T) {
	l := replicatest.New(nil)
	var pushed []*oplog.Run
	for seq := range uint64(2) {
		write(t, l, "author", 1)
		held, _ := l.Held(t.Context())
		all, _ := l.Read(t.Context(), []oplog.Range{{Device: held[0].Device, From: seq + 1, To: seq + 1}}, 1)
		pushed = append(pushed, all[0])
	}
	first := replica.Held{Device: pushed[0].Device, Seq: 1, Hash: pushed[0].Hash}
	d := newDesk(t).met(replica.Digest{1})
	d.receive(replica.HeadsFrame(true))
	d.metToo(6, "other")
	d.receive(replica.RunsFrames(false, false, pushed[0])[0])
	store, ok := find[replica.Store](d.out)
	if !ok {
		t.Fatalf("what is pushed is not stored: %v", d.out)
	}
	d.step(replica.Received{Link: 6, Frame: replica.HeadsFrame(true, replica.Held{Device: first.Device, Seq: 100, Hash: oplog.Hash{1}})})
	d.receive(replica.RunsFrames(false, false, pushed[1])[0])
	d.step(replica.StoreDone{ID: store.ID, Stored: replica.Stored{Held: []replica.Held{first}}})
	if s, ok := find[replica.Send](d.out); !ok || s.Link != 6 || !slices.Contains(d.sent(), "want") {
		t.Errorf("the other link is not asked once what came is stored: %v", d.out)
	}
}

// While a link brings more, a small lot waits as long as the last took to be stored, so that it grows.
func TestALotGathersWhileMoreComes(t *testing.T) {
	h, runs := theirs(t)
	other := replica.Held{Device: replicatest.ID("other log"), Seq: 5, Hash: oplog.Hash{1}}
	const took = 300 * time.Millisecond
	for _, c := range []struct {
		name string
		then func(d *desk)
	}{
		{"its time has come", func(d *desk) { d.now = d.now.Add(took); d.step(replica.Tick{}) }},
		{"no more comes", func(d *desk) { d.receive(replica.RunsFrames(true, true, runs[0])[0]) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t).met(replica.Digest{1})
			d.receive(replica.HeadsFrame(true, h, other))
			first := written(t, "first", 1)
			d.step(replica.Hinted{Device: first.Device, Seq: first.Last(), Run: first})
			store, ok := find[replica.Store](d.out)
			if !ok {
				t.Fatalf("the first entry is not stored at once: %v", d.out)
			}
			d.now = d.now.Add(took)
			d.step(replica.StoreDone{ID: store.ID})
			second := written(t, "second", 1)
			d.step(replica.Hinted{Device: second.Device, Seq: second.Last(), Run: second})
			if _, ok := find[replica.Store](d.out); ok {
				t.Error("the next is stored at once, though more comes")
			}
			if w, ok := find[replica.Wake](d.out); !ok || w.At.After(d.now.Add(took)) {
				t.Errorf("nobody wakes the engine for it: %v", d.out)
			}
			c.then(d)
			if store, ok := find[replica.Store](d.out); !ok || store.Runs[0].Device != second.Device {
				t.Errorf("the next is not stored: %v", d.out)
			}
		})
	}
}

// written is what a device wrote.
func written(t *testing.T, author string, entries int) *oplog.Run {
	t.Helper()
	l := replicatest.New(nil)
	write(t, l, author, entries)
	held, _ := l.Held(t.Context())
	all, _ := l.Read(t.Context(), []oplog.Range{{Device: held[0].Device, From: 1, To: uint64(entries)}}, 1<<20)
	return all[0]
}

func TestAStalledLinkIsNotWaitedFor(t *testing.T) {
	h, _ := theirs(t)
	d := newDesk(t).met(replica.Digest{1})
	d.receive(replica.HeadsFrame(true, h))
	d.metToo(8, "honest")
	d.step(replica.Received{Link: 8, Frame: replica.HeadsFrame(true, h)})
	limits := replica.DefaultLimits()
	d.now = d.now.Add(limits.Stall)
	d.step(replica.Tick{})
	d.wantSent("want")
	if s, _ := find[replica.Send](d.out); s.Link != 8 {
		t.Errorf("link %d was asked", s.Link)
	}
	d.now = replicatest.Noon.Add(limits.GiveUp)
	d.step(replica.Tick{})
	if c, ok := find[replica.Close](d.out); !ok || c.Link != theLink || c.Reason != replica.Stalled {
		t.Errorf("the stalled link is not closed: %v", d.out)
	}
}

func TestHintsAreNoticedWhenNobodyBringsThem(t *testing.T) {
	h, runs := theirs(t)
	d := newDesk(t)
	d.step(replica.Hinted{Device: h.Device, Seq: 5})
	d.now = d.now.Add(time.Minute)
	d.step(replica.Tick{})
	if n, ok := find[replica.Notice](d.out); !ok || n.Kind != replica.LogLacking || n.Seq != 5 {
		t.Errorf("nobody is told that a log is lacking: %v", d.out)
	}
	d.step(replica.Hinted{Device: h.Device, Seq: h.Seq, Run: runs[0]})
	if store, ok := find[replica.Store](d.out); !ok || len(store.Runs) != 1 {
		t.Errorf("entries that came with a hint are not stored: %v", d.out)
	}
}

// Nobody's word, true or not, keeps later hints from being told.
func TestHintsAreToldAgain(t *testing.T) {
	h, _ := theirs(t)
	d := newDesk(t)
	told := 0
	for _, seq := range []uint64{1 << 60, h.Seq} {
		d.step(replica.Hinted{Device: h.Device, Seq: seq})
		for range 3 { // told at the first, forgotten at the second, no news at the third
			d.now = d.now.Add(replica.DefaultLimits().Retry)
			d.step(replica.Tick{})
			if n, ok := find[replica.Notice](d.out); ok && n.Kind == replica.LogLacking && n.Seq == seq {
				told++
			}
		}
	}
	if told != 2 {
		t.Errorf("two hints of a log that nobody brings were told %d times", told)
	}
}

// A log that grows though it is late, as where all are busy, is not lacking until it has come to rest.
func TestALogThatGrowsIsNotLacking(t *testing.T) {
	limits, writer := replica.DefaultLimits(), replicatest.ID("writer")
	d := newDesk(t)
	d.step(replica.Hinted{Device: writer, Seq: 30})
	quiet := func(when string) {
		t.Helper()
		d.now = d.now.Add(limits.Quiet * 3 / 4)
		d.step(replica.Tick{})
		if n, ok := find[replica.Notice](d.out); ok {
			t.Errorf("%s a log is lacking: %v", when, n)
		}
	}
	for _, seq := range []uint64{10, 20, 25} {
		d.step(replica.Grown{Held: []replica.Held{{Device: writer, Seq: seq, Hash: oplog.Hash{byte(seq)}}}})
		quiet("though it grows")
	}
	d.now = d.now.Add(limits.Quiet)
	d.step(replica.Tick{})
	if n, ok := find[replica.Notice](d.out); !ok || n.Kind != replica.LogLacking {
		t.Errorf("a log at rest is not lacking: %v", d.out)
	}
}

// What a link can bring is late and not lacking, until the link has stalled or is gone.
func TestWhatALinkCanBringIsNotLackingYet(t *testing.T) {
	h, _ := theirs(t)
	limits := replica.DefaultLimits()
	for _, c := range []struct {
		name string
		ends func(d *desk)
	}{
		{"gone", func(d *desk) { d.step(replica.Closed{Link: theLink}); d.now = d.now.Add(limits.Quiet) }},
		{"stalled", func(d *desk) { d.now = d.now.Add(limits.Stall) }},
	} {
		for name, hinted := range map[string]oplog.DeviceID{"": h.Device, " busy with another log": replicatest.ID("other")} {
			t.Run(c.name+name, func(t *testing.T) { comesLate(t, h, hinted, c.ends) })
		}
	}
}

func comesLate(t *testing.T, h replica.Held, hinted oplog.DeviceID, ends func(d *desk)) {
	limits := replica.DefaultLimits()
	d := newDesk(t).met(replica.Digest{1})
	d.receive(replica.HeadsFrame(true, h)) // and is asked for it
	d.step(replica.Hinted{Device: hinted, Seq: h.Seq + 5})
	d.now = d.now.Add(2 * limits.Quiet)
	d.step(replica.Tick{})
	if n, ok := find[replica.Notice](d.out); ok {
		t.Errorf("a log that may be on its way is lacking: %v", n)
	}
	ends(d)
	d.step(replica.Tick{})
	if n, ok := find[replica.Notice](d.out); !ok || n.Kind != replica.LogLacking {
		t.Errorf("nobody is told that a log is lacking: %v", d.out)
	}
}

func TestWhatWasReadBeforeItWasToldIsNoCopy(t *testing.T) {
	l := replicatest.New(nil)
	write(t, l, "self", 2)
	known, _ := l.Held(t.Context())
	write(t, l, "self", 2)
	self := known[0].Device
	all, _ := l.Read(t.Context(), []oplog.Range{{Device: self, From: 1, To: 2}}, 1)
	if all[0].Last() != 4 {
		t.Fatal("the run was to reach past what was asked for")
	}
	for _, c := range []struct {
		name string
		asks []byte
	}{
		{"asked for", replica.WantFrame(1<<16, oplog.Range{Device: self, From: 1, To: 2})},
		{"traced", replica.TraceFrame(replica.Place{Device: self, Seq: 1})},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, known...).met(replica.Digest{1}).receive(replica.HeadsFrame(true))
			read, ok := find[replica.Read](d.receive(c.asks).out)
			if !ok {
				t.Fatalf("nothing is read: %v", d.out)
			}
			d.step(replica.ReadDone{ID: read.ID, Runs: all})
			out := d.out
			d.receive(replica.HeadsFrame(false, replica.Held{Device: self, Seq: 4, Hash: all[0].Hash}))
			if n, ok := find[replica.Notice](append(out, d.out...)); ok {
				t.Errorf("told %v", n)
			}
			if p := d.e.Peers()[0]; p.Owes != 0 || !p.InStep {
				t.Errorf("the peer holds all: %+v", p)
			}
		})
	}
}
