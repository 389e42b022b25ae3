package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// logs makes real logs of what happens in a world: with keys, proofs and signatures.
type logs struct {
	tb          markettest.TB
	world       *markettest.World
	dir         string
	devices     []*identity.Device
	invitations []identity.SigningKey
	links       map[oplog.DeviceID][]oplog.Link
	heads       map[oplog.DeviceID][]oplog.SignedHead
	system      oplog.Hash
	taken       int  // of world.Written
	noRecipient bool // devices that join name a key that nothing can be sealed to
}

// newLogs founds a world whose devices have real keys in dir.
func newLogs(tb markettest.TB, dir string, real bool) *logs {
	l := &logs{tb: tb, dir: dir, links: map[oplog.DeviceID][]oplog.Link{}, heads: map[oplog.DeviceID][]oplog.SignedHead{}}
	l.world = markettest.NewWorldWith(tb, markettest.Options{
		Founding: func(f *marketplace.Founding) { f.Rehearsal, f.Recipient = !real, l.devices[0].Recipient() },
		Key:      l.key,
		Prove:    l.prove,
	})
	return l
}

func (l *logs) key(n int, invitation bool) [32]byte {
	if invitation {
		for len(l.invitations) <= n {
			l.invitations = append(l.invitations, identity.NewSigningKey())
		}
		return l.invitations[n].PublicKey()
	}
	for len(l.devices) <= n {
		d, err := identity.New()
		if err == nil {
			err = identity.Create(filepath.Join(l.dir, fmt.Sprint("device-", len(l.devices))), d, identity.Lock{})
		}
		if err != nil {
			l.tb.Fatalf("%v", err)
		}
		l.devices = append(l.devices, d)
	}
	return l.devices[n].ID()
}

func (l *logs) device(id oplog.DeviceID) *identity.Device {
	for _, d := range l.devices {
		if d.ID() == id {
			return d
		}
	}
	l.tb.Fatalf("no device %s", id)
	return nil
}

func (l *logs) prove(id marketplace.DeviceID, j *marketplace.MemberJoined) {
	l.take()
	device := l.device(oplog.DeviceID(id))
	if !l.noRecipient {
		j.Recipient = device.Recipient()
	}
	var s oplog.Signature
	switch j.Proof {
	case marketplace.ProofInvitation:
		key := l.invitations[len(l.invitations)-1]
		s = identity.UseInvitation(key, l.system, device.ID())
	case marketplace.ProofSuccessor:
		s = identity.NameSuccessor(l.device(oplog.DeviceID(j.Of)), l.system, device.ID())
	}
	j.Signature = s[:]
}

// take encodes, chains and signs what was written since it was last called. Each entry keeps the clock that the world
// gave it.
func (l *logs) take() {
	written := l.world.Written()
	for _, w := range written[l.taken:] {
		l.append(w)
	}
	l.taken = len(written)
}

func (l *logs) append(w markettest.Written) {
	id := oplog.DeviceID(w.Entry.Ref.Device)
	var tip oplog.Tip
	if own := l.links[id]; len(own) > 0 {
		last := own[len(own)-1]
		tip = oplog.Tip{Seq: last.Seq, Hash: last.Hash, Clock: last.Clock}
	}
	writer, err := oplog.NewWriter(l.device(id), l.system, tip, oplog.Clock(w.Entry.Clock-1))
	if err != nil {
		l.tb.Fatalf("%v", err)
	}
	facts, err := oplog.Marshal(w.Entry.Fact)
	if err != nil {
		l.tb.Fatalf("%s: %v", w.Entry.Kind, err)
	}
	var private []byte
	if len(w.Private.Text) > 0 {
		text := map[uint]string{}
		for field, value := range w.Private.Text {
			text[uint(field)] = value
		}
		if private, err = oplog.NewPrivate(text).MarshalBinary(); err != nil {
			l.tb.Fatalf("%v", err)
		}
	}
	link, err := writer.Append(oplog.Clock(w.Entry.Clock).Time(), oplog.Draft{
		Kind: w.Entry.Kind, Version: uint32(w.Entry.Version), Subject: oplog.ID(w.Entry.Subject), Facts: facts, Private: private,
	})
	if err != nil {
		l.tb.Fatalf("%v", err)
	}
	if link.Clock != oplog.Clock(w.Entry.Clock) || link.Seq != w.Entry.Ref.Seq {
		l.tb.Fatalf("entry %d got clock %d instead of %d", link.Seq, link.Clock, w.Entry.Clock)
	}
	heads, err := writer.Heads()
	if err != nil {
		l.tb.Fatalf("%v", err)
	}
	if l.system.IsZero() {
		l.system = link.Hash
	}
	l.links[id] = append(l.links[id], link)
	l.heads[id] = append(l.heads[id], heads[0])
}

// runs cuts every device's log into runs of random length and shuffles the devices' turns: each device's runs stay in
// order, as on a stream. With whole, a device's log is in as few runs as may be.
func (l *logs) runs(random *rand.Rand, whole bool) []*oplog.Run {
	l.take()
	var queues [][]*oplog.Run
	for _, d := range l.devices {
		own, queue := l.links[d.ID()], []*oplog.Run(nil)
		for len(own) > 0 {
			n, size := 0, 0
			for n < len(own) && n < oplog.MaxRunEntries && size+len(own[n].Body)+len(own[n].Private) <= oplog.MaxRun {
				size += len(own[n].Body) + len(own[n].Private)
				n++
			}
			if !whole {
				n = 1 + random.IntN(min(n, 12))
			}
			queue = append(queue, l.run(d.ID(), own[:n]))
			own = own[n:]
		}
		if len(queue) > 0 {
			queues = append(queues, queue)
		}
	}
	var all []*oplog.Run
	for len(queues) > 0 {
		i := random.IntN(len(queues))
		all = append(all, queues[i][0])
		if queues[i] = queues[i][1:]; len(queues[i]) == 0 {
			queues[i] = queues[len(queues)-1]
			queues = queues[:len(queues)-1]
		}
	}
	return all
}

func (l *logs) run(id oplog.DeviceID, links []oplog.Link) *oplog.Run {
	first, last := &links[0], &links[len(links)-1]
	r := &oplog.Run{Device: id, First: first.Seq, Prev: first.Prev, Hash: last.Hash, Signature: l.heads[id][last.Seq-1].Signature}
	for i := range links {
		r.Records = append(r.Records, links[i].Record)
	}
	return r
}

// follow makes an empty store of the system in a folder of its own.
func (l *logs) follow(tb testing.TB, dir string, rehearsal bool) *sqlite.Store {
	tb.Helper()
	l.take()
	s, err := sqlite.Follow(context.Background(), dir, l.system, rehearsal, sqlite.Options{Now: l.world.Now})
	if err != nil {
		tb.Fatalf("follow: %v", err)
	}
	tb.Cleanup(closing(tb, s))
	return s
}

// fill appends runs in transactions of random size.
func fill(tb testing.TB, s *sqlite.Store, random *rand.Rand, runs []*oplog.Run) {
	tb.Helper()
	for len(runs) > 0 {
		n := 1 + random.IntN(min(len(runs), 8))
		got, err := s.Append(context.Background(), runs[:n]...)
		if err != nil || len(got.Faults) > 0 {
			tb.Fatalf("append: %v %v", err, got.Faults)
		}
		runs = runs[n:]
	}
}

func digest(tb testing.TB, s *sqlite.Store) string {
	tb.Helper()
	d, err := s.Digest(context.Background())
	if err != nil {
		tb.Fatalf("digest: %v", err)
	}
	return d
}
