package main

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"settle.example/settle/app/replication"
	"settle.example/settle/sync/gossip"
)

// live is the service that runs now; none while a node begins anew.
type live struct {
	mu      sync.Mutex
	service *replication.Service
}

func (l *live) set(s *replication.Service) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.service = s
}

func (l *live) get() *replication.Service {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.service
}

// registry is what a node tells Prometheus. No label names a device, a person or an address.
func (n *node) registry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collector{n})
	return r
}

type collector struct{ n *node }

// gauge is something that a node measures at each scrape.
type gauge struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	of   func(*sample) float64
}

type sample struct {
	status  replication.Status
	entries uint64
	gossip.Metrics
}

func measure(name, help string, kind prometheus.ValueType, of func(*sample) float64) gauge {
	return gauge{prometheus.NewDesc("settle_"+name, help, nil, nil), kind, of}
}

const (
	counts = prometheus.CounterValue
	level  = prometheus.GaugeValue
)

var gauges = []gauge{
	measure("entries", "Entries of the log that are here, of all devices.", level, func(s *sample) float64 { return float64(s.entries) }),
	measure("links", "Other computers that are linked now.", level, func(s *sample) float64 { return float64(s.status.Linked()) }),
	measure("links_in_step", "Linked computers that hold all that is here, and of which all is here.", level, func(s *sample) float64 { return float64(s.status.InStep) }),
	measure("pool_members", "Computers in this one's pool, itself included.", level, func(s *sample) float64 { return float64(s.status.Pool) }),
	measure("waits_to_be_shared", "Own entries that no other computer is known to hold.", level, func(s *sample) float64 { return float64(s.status.Waits()) }),
	measure("connections_accepted_total", "Connections whose handshake went well.", counts, func(s *sample) float64 { return float64(s.Accepted) }),
	measure("handshakes_failed_total", "Connections that did not prove a device's key.", counts, func(s *sample) float64 { return float64(s.HandshakesFailed) }),
	measure("connections_turned_away_total", "Connections over a limit.", counts, func(s *sample) float64 { return float64(s.TurnedAway) }),
	measure("dials_total", "Connections begun.", counts, func(s *sample) float64 { return float64(s.Dials) }),
	measure("dials_failed_total", "Connections begun in vain.", counts, func(s *sample) float64 { return float64(s.DialsFailed) }),
	measure("frames_received_total", "Frames of the log's streams that came.", counts, func(s *sample) float64 { return float64(s.FramesIn) }),
	measure("frames_sent_total", "Frames of the log's streams that went.", counts, func(s *sample) float64 { return float64(s.FramesOut) }),
	measure("bytes_received_total", "Bytes of those that came.", counts, func(s *sample) float64 { return float64(s.BytesIn) }),
	measure("bytes_sent_total", "Bytes of those that went.", counts, func(s *sample) float64 { return float64(s.BytesOut) }),
	measure("links_refused_total", "Links closed for what came on them.", counts, func(s *sample) float64 { return float64(s.LinksRefused) }),
	measure("runs_refused_total", "Runs of entries that did not verify.", counts, func(s *sample) float64 { return float64(s.RunsRefused) }),
	measure("twins_total", "Meetings with another computer that has this one's key.", counts, func(s *sample) float64 { return float64(s.Twins) }),
	measure("packets_dropped_total", "Packets of the pool that were dropped.", counts, func(s *sample) float64 { return float64(s.PacketsDropped) }),
	measure("disk_errors_total", "Times that the disk did not take or give what it should.", counts, func(s *sample) float64 { return float64(s.DiskErrors) }),
}

// Describe implements prometheus.Collector.
func (c collector) Describe(to chan<- *prometheus.Desc) {
	for _, g := range gauges {
		to <- g.desc
	}
}

// Collect implements prometheus.Collector.
func (c collector) Collect(to chan<- prometheus.Metric) {
	service := c.n.live.get()
	if service == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	vector, err := c.n.store.Vector(ctx)
	if err != nil {
		c.n.log.Error("metrics: the data cannot be read")
		return
	}
	s := &sample{status: service.Status(), entries: vector.Entries(), Metrics: service.Metrics()}
	for _, g := range gauges {
		to <- prometheus.MustNewConstMetric(g.desc, g.kind, g.of(s))
	}
}
