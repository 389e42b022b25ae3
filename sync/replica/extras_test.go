package replica_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
	"settle.example/settle/sync/simnet"
)

func TestOwedPartsAreFetched(t *testing.T) {
	const entries = 700
	parts := make([]oplog.Draft, entries)
	for i := range parts {
		parts[i] = replicatest.WithText(replicatest.Draft(i, 50), fmt.Sprint(i, string(bytes.Repeat([]byte("x"), 20*i))))
	}
	whole := replicatest.New(nil)
	for i := range 70 {
		if _, err := whole.Write(replicatest.Key("host"), replicatest.Noon, parts[10*i:10*i+10]...); err != nil {
			t.Fatal(err)
		}
	}
	lose := func(every int) *replicatest.Log {
		l := whole.Copy()
		for i := range entries {
			if i%every == 0 {
				l.Lose(replica.Place{Device: replicatest.ID("host"), Seq: uint64(i + 1)})
			}
		}
		return l
	}
	w := slow(2)
	a, ca := add(w, "left", lose(1))
	b, cb := add(w, "right", lose(2))
	c, cc := add(w, "third", lose(3))
	w.Dial(a, b)
	w.Run(time.Minute)
	w.Dial(a, c)
	w.Run(10 * time.Minute)
	for i, l := range []*replicatest.Log{ca.Disk, cc.Disk} {
		owed, _ := l.Owed(t.Context(), entries)
		if want := entries/6 + 1; len(owed) != want {
			t.Errorf("log %d: %d parts are owed, want the %d that nobody has", i, len(owed), want)
		}
	}
	d, _ := add(w, "has all", whole.Copy())
	w.Dial(d, a)
	w.Dial(d, c)
	w.Dial(c, b)
	w.Run(10 * time.Minute)
	equal(t, ca, cb, cc)
	if ca.Disk.Digest() != whole.Digest() {
		t.Error("parts are still owed")
	}
}

func TestAPartThatIsNotTheOneClosesTheLink(t *testing.T) {
	whole := replicatest.New(nil)
	if _, err := whole.Write(replicatest.Key("host"), replicatest.Noon, replicatest.WithText(replicatest.Draft(1, 50), "by the park")); err != nil {
		t.Fatal(err)
	}
	poor := whole.Copy()
	at := replica.Place{Device: replicatest.ID("host"), Seq: 1}
	poor.Lose(at)
	w := slow(2)
	a, ca := add(w, "left", poor)
	b := w.Add("liar", replicatest.ID("liar"), &liar{Computer: simnet.NewComputer("liar", whole), part: []byte("by the sea")})
	link := w.Dial(a, b)
	w.Run(time.Minute)
	if link.Open() {
		t.Error("the link stands")
	}
	if owed, _ := ca.Disk.Owed(t.Context(), 9); len(owed) != 1 {
		t.Error("the wrong part was stored")
	}
}

// liar answers with parts that it made up.
type liar struct {
	*simnet.Computer
	part []byte
}

func (l *liar) Log() replica.Log { return lyingLog{l.Disk, l.part} }

type lyingLog struct {
	*replicatest.Log
	part []byte
}

func (l lyingLog) Part(_ context.Context, _ replica.Place) ([]byte, bool, error) {
	return l.part, true, nil
}

func photo(n, size int) ([]byte, replica.BlobID) {
	b := bytes.Repeat([]byte{byte(n)}, size)
	return b, sha256.Sum256(b)
}

func TestPhotosTravel(t *testing.T) {
	w := slow(2)
	a, ca := add(w, "desktop", nil)
	b, cb := add(w, "other desktop", nil)
	disk := replicatest.New(nil)
	cn := simnet.NewComputer("node", disk)
	cn.Config.AlwaysOn = true
	sizes := []int{1, 96 << 10, 96<<10 + 1, replica.MaxBlob, 300_000, 300_001, 300_002}
	ids := make([]replica.BlobID, len(sizes))
	for i, size := range sizes {
		var p []byte
		p, ids[i] = photo(i, size)
		if err := ca.Disk.StoreBlob(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	_, nobodys := photo(99, 10)
	disk.Need(append(ids, nobodys)...)
	w.Dial(a, b)
	w.Run(time.Minute)
	has := func(l *replicatest.Log, id replica.BlobID) bool {
		_, ok, _ := l.Blob(t.Context(), id)
		return ok
	}
	if has(cb.Disk, ids[0]) {
		t.Error("a desktop fetched a photo that nobody looked at")
	}
	b.Step(replica.Wanted{Blob: ids[3]})
	b.Step(replica.Wanted{Blob: nobodys})
	w.Run(10 * time.Second)
	if !has(cb.Disk, ids[3]) || has(cb.Disk, ids[0]) {
		t.Error("a desktop fetches what a screen asks for, and that alone")
	}
	node := w.Add("node", replicatest.ID("node"), cn)
	w.Dial(node, a)
	w.Run(time.Minute)
	for i, id := range ids {
		if !has(disk, id) {
			t.Errorf("the node lacks photo %d", i)
		}
	}
	p, _ := photo(99, 10)
	if err := ca.Disk.StoreBlob(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	w.Run(5 * time.Minute)
	if !has(disk, nobodys) || !has(cb.Disk, nobodys) {
		t.Error("a photo that nobody had at first is not asked for again")
	}
}

func TestAPhotoGoesOnWhereALinkWasCut(t *testing.T) {
	w := quiet()
	a, ca := add(w, "left", nil)
	b, cb := add(w, "right", nil)
	p, id := photo(5, replica.MaxBlob)
	if err := ca.Disk.StoreBlob(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	total := 0
	b.Step(replica.Wanted{Blob: id})
	for range 5 {
		link := w.DialLimited(b, a, replica.MaxBlob/4)
		w.Run(time.Minute)
		total += link.Carried()
	}
	if _, ok, _ := cb.Disk.Blob(t.Context(), id); !ok {
		t.Error("the photo is not there")
	}
	if most := replica.MaxBlob + 5*replica.MaxFrame; total > most {
		t.Errorf("%d bytes for one photo, which is over %d", total, most)
	}
}

func TestAFullDiskIsTriedAgain(t *testing.T) {
	w := slow(1)
	full := replicatest.New(nil)
	write(t, full, "host", 100, 100)
	a, ca := add(w, "left", full)
	b, cb := add(w, "right", nil)
	cb.Disk.Fail(errors.New("no space"))
	w.Dial(a, b)
	w.Run(time.Minute)
	if cb.Disk.Entries() != 0 {
		t.Fatal("the disk did not fail")
	}
	cb.Disk.Fail(nil)
	ca.Disk.Fail(errors.New("and the other cannot read"))
	w.Run(time.Minute)
	ca.Disk.Fail(nil)
	w.Run(5 * time.Minute)
	equal(t, ca, cb)
}

func TestAPhotoIsAskedForElsewhereWhenOneStalls(t *testing.T) {
	d := newDesk(t).met(newDesk(t).e.Digest())
	d.step(replica.Opened{Link: 8, Peer: replicatest.ID("other"), Standing: replica.Member})
	d.step(replica.Received{Link: 8, Frame: replica.HelloFrame(replicatest.System, d.e.Digest())})
	_, id := photo(1, 10)
	d.step(replica.Wanted{Blob: id})
	d.wantSent("want blob")
	d.now = d.now.Add(replica.DefaultLimits().Stall)
	d.step(replica.Tick{})
	d.wantSent("want blob")
	if s, _ := find[replica.Send](d.out); s.Link != 8 {
		t.Errorf("link %d was asked", s.Link)
	}
	p, _ := photo(1, 10)
	d.receive(replica.SliceFrame(id, 10, 0, p)) // late
	if _, stored := find[replica.StoreBlob](d.out); stored || d.closed() != replica.NoReason {
		t.Errorf("a late piece: %v", d.out)
	}
	d.step(replica.Received{Link: 8, Frame: replica.SliceFrame(id, 10, 0, p)})
	if _, stored := find[replica.StoreBlob](d.out); !stored {
		t.Error("the photo is not stored")
	}
}

func TestManyWantedPhotosAreBounded(t *testing.T) {
	d := newDesk(t)
	for i := range 1000 {
		d.step(replica.Wanted{Blob: replica.BlobID{byte(i), byte(i >> 8)}})
	}
	d.met(d.e.Digest())
	asked := 0
	for range 600 {
		if s, ok := find[replica.Send](d.out); ok && replica.Kind(s.Frame) == "want blob" {
			asked++
			d.receive(replica.SliceFrame(replica.BlobID(s.Frame[5:37]), 0, 0, nil))
		}
	}
	if asked == 0 || asked > 300 {
		t.Errorf("%d photos were asked for", asked)
	}
}
