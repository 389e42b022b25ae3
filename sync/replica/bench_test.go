package replica_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// grown returns a log of n entries of about 300 bytes by ten devices, each commit
// of a hundred. Their facts are random, so that they do not compress: the worst
// case on the wire.
func grown(b *testing.B, n int) *replicatest.Log {
	l := replicatest.New(nil)
	drafts := make([]oplog.Draft, 100)
	for i := range n / 100 {
		for j := range drafts {
			drafts[j] = replicatest.Draft(100*i+j, 250)
		}
		key := replicatest.Key(fmt.Sprint("device ", i%10))
		if _, err := l.Write(key, replicatest.Noon.Add(time.Duration(i)*time.Minute), drafts...); err != nil {
			b.Fatal(err)
		}
	}
	return l
}

// ends is two engines in one process, whose disks and link take no time.
type ends struct {
	engines [2]*replica.Engine
	logs    [2]*replicatest.Log
	wire    int // bytes of frames
	most    int // what an engine held of its limits at most
}

func newEnds(b *testing.B, left, right *replicatest.Log) *ends {
	p := &ends{logs: [2]*replicatest.Log{left, right}}
	for i, name := range []string{"left", "right"} {
		held, err := p.logs[i].Held(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		p.engines[i] = replica.New(replica.Config{System: replicatest.System, Self: replicatest.ID(name)}, held, nil)
	}
	return p
}

type given struct {
	to int
	ev replica.Event
}

// run gives both engines a link.
func (p *ends) run() {
	p.settle(
		given{0, replica.Opened{Link: 1, Peer: replicatest.ID("right"), Standing: replica.Member}},
		given{1, replica.Opened{Link: 1, Peer: replicatest.ID("left"), Standing: replica.Member}},
	)
}

// settle lets both talk until they are done.
func (p *ends) settle(queue ...given) {
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, f := range p.engines[next.to].Step(next.ev, replicatest.Noon) {
			switch f := f.(type) {
			case replica.Send:
				p.wire += len(f.Frame)
				queue = append(queue, given{1 - next.to, replica.Received{Link: 1, Frame: f.Frame}}, given{next.to, replica.Written{Link: 1}})
			case replica.Task:
				queue = append(queue, given{next.to, f.Do(context.Background(), p.logs[next.to])})
			}
		}
		entries, frames, _ := p.engines[next.to].Room()
		p.most = max(p.most, entries+frames)
	}
}

func BenchmarkCatchUp(b *testing.B) {
	for _, n := range []int{20_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			full := grown(b, n)
			size := full.Bytes()
			runtime.GC()
			b.ReportAllocs()
			b.SetBytes(int64(size))
			b.ResetTimer()
			for range b.N {
				p := newEnds(b, full, replicatest.New(nil))
				p.run()
				if got := p.logs[1].Entries(); got != n {
					b.Fatalf("%d entries, want %d", got, n)
				}
				b.ReportMetric(float64(p.wire)/float64(size), "wire/entry-bytes")
				b.ReportMetric(float64(p.most), "held-bytes")
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/entry")
		})
	}
}

// BenchmarkAct is one entry from one engine to the other, stored there.
func BenchmarkAct(b *testing.B) {
	left, right := grown(b, 1000), replicatest.New(nil)
	p := newEnds(b, left, right)
	p.run()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		held, err := left.Write(replicatest.Key("left"), replicatest.Noon, replicatest.Draft(i, 200))
		if err != nil {
			b.Fatal(err)
		}
		p.settle(given{0, replica.Grown{Held: []replica.Held{held}}})
	}
	if right.Entries() != 1000+b.N {
		b.Fatal("an entry is missing")
	}
}

// BenchmarkGreeting is what a link costs between two that hold the same.
func BenchmarkGreeting(b *testing.B) {
	full := grown(b, 1000)
	b.ReportAllocs()
	for range b.N {
		p := newEnds(b, full, full)
		p.run()
		if p.wire > 200 {
			b.Fatalf("%d bytes", p.wire)
		}
	}
}
