package peers_test

import (
	"slices"
	"testing"
	"time"
)

const (
	entries = 20_000
	size    = 525 // bytes of an entry in app/replication, the private part and its seals included
)

// message is the n-th, which no compression makes small.
func message(n int) []byte {
	m := make([]byte, size)
	x := uint64(n)*0x9e3779b97f4a7c15 + 1
	for i := range m {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		m[i] = byte(x)
	}
	return m
}

// percentiles reports how long each act took.
func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	at := func(p int) float64 { return float64(took[len(took)*p/100].Microseconds()) / 1000 }
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(99), "p99-ms")
}

func must[T any](t T, err error) func(testing.TB) T {
	return func(b testing.TB) T {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
		return t
	}
}

// until asks every millisecond.
func until(holds func() bool) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !holds() {
		<-tick.C
	}
}
