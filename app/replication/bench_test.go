package replication_test

import (
	"context"
	"net"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
)

// BenchmarkShare brings a system of 20,000 entries to a machine that has just joined: over loopback, with everything
// that goes with it (handshakes, admission, each entry verified, folded and durable), and as a bundle.
func BenchmarkShare(b *testing.B) {
	from := market(b, found(b), 20_000)
	b.Run("catch-up", func(b *testing.B) {
		a := start(b, from)
		defer stop(b, a)
		for b.Loop() {
			b.StopTimer()
			c := catchUp{b: b, from: from, by: a}
			c.prepare()
			b.StartTimer()
			c.run()
			b.StopTimer()
			b.ReportMetric(float64(c.entries), "entries")
			b.ReportMetric(float64(c.bytes)/float64(c.entries), "bytes/entry")
			b.ReportMetric(float64(c.wire.Load())/float64(c.bytes), "wire/entry-bytes")
			c.end()
			b.StartTimer()
		}
	})
	b.Run("bundle", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			invitation := invited(b, from, lead)
			to := join(b, invitation)
			file := filepath.Join(b.TempDir(), "settle.bundle")
			b.StartTimer()
			began := time.Now()
			c, err := replication.Export(b.Context(), from, file, replication.Exporting{For: &invitation})
			if err != nil {
				b.Fatal(err)
			}
			exported := time.Now()
			if done := take(b, to, file); uint64(done.New) != c.Entries || done.Faults > 0 {
				b.Fatalf("of %d entries it took %+v", c.Entries, done)
			}
			imported := time.Now()
			if again := take(b, to, file); again.New+again.NewParts+again.Faults > 0 {
				b.Fatalf("the second time brought %+v", again)
			}
			b.ReportMetric(exported.Sub(began).Seconds(), "export-s")
			b.ReportMetric(imported.Sub(exported).Seconds(), "import-s")
			b.ReportMetric(time.Since(imported).Seconds(), "again-s")
			b.ReportMetric(float64(c.Entries), "entries")
		}
	})
}

// catchUp is one machine's way up to what another holds.
type catchUp struct {
	b          *testing.B
	from, to   *sqlite.Store
	by         *replication.Service
	invitation replication.Invitation
	want       oplog.VersionVector
	entries    uint64
	bytes      uint64       // of the entries
	wire       atomic.Int64 // bytes of the joiner's connections, both ways
	service    *replication.Service
}

// prepare joins, unconnected.
func (c *catchUp) prepare() {
	c.invitation = invited(c.b, c.from, lead, at(c.from, c.by))
	c.to = join(c.b, c.invitation)
	c.want = vector(c.b, c.from)
	c.entries = total(c.want)
	pass(c.b, c.from, nil, func(runs []*oplog.Run) {
		for _, r := range runs {
			for _, record := range r.Records {
				c.bytes += uint64(len(record.Body) + len(record.Private))
			}
		}
	})
}

// run connects and returns when all is in the joiner's store.
func (c *catchUp) run(marks ...func(held uint64)) {
	grown := grows(c.b, c.to)
	o := loopback()
	tune := o.Tune
	o.Tune = func(g *gossip.Config) {
		tune(g)
		g.Network = &meter{g.Network, &c.wire}
	}
	var err error
	if c.service, err = replication.Start(c.b.Context(), c.to, o); err != nil {
		c.b.Fatal(err)
	}
	for {
		has := vector(c.b, c.to)
		for _, mark := range marks {
			mark(total(has))
		}
		if covers(has, c.want) {
			return
		}
		<-grown
	}
}

func (c *catchUp) end() { stop(c.b, c.service) }

func covers(has, want oplog.VersionVector) bool {
	for device, seq := range want {
		if has[device] < seq {
			return false
		}
	}
	return true
}

// grows tells when a store has changed.
func grows(b testing.TB, s *sqlite.Store) <-chan struct{} {
	grown := make(chan struct{}, 1)
	b.Cleanup(s.Subscribe(func(marketplace.Change) {
		select {
		case grown <- struct{}{}:
		default:
		}
	}))
	return grown
}

// meter is a network that counts bytes as they go to the system, TLS and all.
type meter struct {
	gossip.Network
	bytes *atomic.Int64
}

func (m *meter) Dial(ctx context.Context, address string) (net.Conn, error) {
	conn, err := m.Network.Dial(ctx, address)
	if err != nil {
		return nil, err
	}
	return &metered{conn, m.bytes}, nil
}

type metered struct {
	net.Conn
	bytes *atomic.Int64
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.Conn.Read(p)
	m.bytes.Add(int64(n))
	return n, err
}

func (m *metered) Write(p []byte) (int, error) {
	n, err := m.Conn.Write(p)
	m.bytes.Add(int64(n))
	return n, err
}

// BenchmarkAct measures how long an act on one machine takes, from the command, to be answered by a query on another
// that is linked to it; both write to disk.
func BenchmarkAct(b *testing.B) {
	first := found(b)
	a := start(b, first)
	defer stop(b, a)
	second := join(b, invited(b, first, lead, at(first, a)))
	s := start(b, second)
	defer stop(b, s)
	member(b, second)
	equal(b, first, second)
	grown := grows(b, second)
	var took, own []time.Duration
	for b.Loop() {
		began := time.Now()
		id := do(b, first, anArrival()).Began[0]
		own = append(own, time.Since(began))
		for {
			_, err := second.ArrivalDetail(b.Context(), id)
			if err == nil {
				break
			}
			<-grown
		}
		took = append(took, time.Since(began))
	}
	percentile := func(all []time.Duration, p int) float64 {
		slices.Sort(all)
		return float64(all[len(all)*p/100].Microseconds()) / 1000
	}
	b.ReportMetric(percentile(took, 50), "p50-ms")
	b.ReportMetric(percentile(took, 99), "p99-ms")
	b.ReportMetric(percentile(own, 50), "act-p50-ms")
}
