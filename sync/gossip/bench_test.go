package gossip_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// tells is a log that tells when it has stored something.
type tells struct {
	*replicatest.Log
	stored chan struct{}
}

func (l *tells) Store(ctx context.Context, runs []*oplog.Run) (replica.Stored, error) {
	stored, err := l.Log.Store(ctx, runs)
	select {
	case l.stored <- struct{}{}:
	default:
	}
	return stored, err
}

// BenchmarkAct measures how long an act on one machine takes to be readable on
// another that is linked to it.
func BenchmarkAct(b *testing.B) {
	all := newMembers(0, 1)
	first := open(b, loopback(0, all))
	defer stop(b, first.node)
	c := loopback(1, all)
	c.Peers = []gossip.Address{{Address: first.node.Address()}}
	told := &tells{c.Log.(*replicatest.Log), make(chan struct{}, 1)}
	c.Log = told
	second := start(b, c)
	defer stop(b, second)
	eventually(b, 10*time.Second, "a link", func() bool { return linksOf(b, first.node) == 1 })
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		first.act(b)
		for told.Entries() < first.acts {
			<-told.stored
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// fifty starts fifty machines at once, which know the address of the first
// alone, and waits until each knows all and holds what the others do.
func fifty(b *testing.B, verify replicatest.Verifier) ([]*site, time.Duration) {
	const n = 50
	all := newMembers(upTo(n)...)
	configure := func(i int) gossip.Config {
		c := loopback(i, all)
		c.Pace = gossip.LANPace()
		c.Log = replicatest.New(verify)
		return c
	}
	sites := make([]*site, n)
	sites[0] = open(b, configure(0))
	began := time.Now()
	for i := 1; i < n; i++ {
		c := configure(i)
		c.Peers = []gossip.Address{{Address: sites[0].node.Address()}}
		sites[i] = open(b, c)
	}
	eventually(b, 2*time.Minute, "one pool of fifty, linked", func() bool {
		for _, s := range sites {
			if s.node.Status(b.Context()).Pool != n || linksOf(b, s.node) == 0 {
				return false
			}
		}
		return true
	})
	return sites, time.Since(began)
}

// BenchmarkJoin measures a cold join of fifty machines in one process.
func BenchmarkJoin(b *testing.B) {
	for b.Loop() {
		sites, joined := fifty(b, nil)
		b.ReportMetric(joined.Seconds(), "join-s")
		for _, s := range sites {
			stop(b, s.node)
		}
	}
}

// BenchmarkFifty measures a cold join of fifty machines in one process, and how
// many acts a second reach all of them.
func BenchmarkFifty(b *testing.B) {
	for b.Loop() {
		sites, joined := fifty(b, replicatest.Memo())
		b.ReportMetric(joined.Seconds(), "join-s")
		links, most := 0, 0
		for _, s := range sites {
			k := linksOf(b, s.node)
			links, most = links+k, max(most, k)
		}
		b.ReportMetric(float64(links)/float64(len(sites)), "links/node")
		b.ReportMetric(float64(most), "most-links")
		const acts = 20_000
		began := time.Now()
		tick := time.NewTicker(time.Millisecond)
		written := 0
		for range tick.C {
			for due := int(time.Since(began).Seconds() * 1000); written < min(due, acts); written++ {
				sites[written%len(sites)].act(b)
			}
			if written == acts {
				break
			}
		}
		tick.Stop()
		eventually(b, 5*time.Minute, "all acts everywhere", func() bool { return equal(acts, sites...) })
		b.ReportMetric(acts/time.Since(began).Seconds(), "acts/s")
		for _, s := range sites {
			stop(b, s.node)
		}
	}
}
