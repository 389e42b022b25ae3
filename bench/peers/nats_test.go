package peers_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// natsServer starts one with a JetStream of its own; a leaf of another where that is given.
func natsServer(b testing.TB, domain string, flush bool, hub *server.Server) (*server.Server, jetstream.JetStream) {
	b.Helper()
	o := &server.Options{
		ServerName: domain, Host: "127.0.0.1", Port: -1, NoLog: true, NoSigs: true,
		JetStream: true, JetStreamDomain: domain, StoreDir: b.TempDir(), SyncAlways: flush,
	}
	if hub == nil {
		o.LeafNode = server.LeafNodeOpts{Host: "127.0.0.1", Port: -1}
	} else {
		at := must(url.Parse(fmt.Sprintf("nats-leaf://127.0.0.1:%d", leafPort(b, hub))))(b)
		o.LeafNode = server.LeafNodeOpts{Remotes: []*server.RemoteLeafOpts{{URLs: []*url.URL{at}}}}
	}
	s := must(server.NewServer(o))(b)
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		b.Fatal("the server did not start")
	}
	b.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	conn := must(nats.Connect(s.ClientURL()))(b)
	b.Cleanup(conn.Close)
	return s, must(jetstream.New(conn))(b)
}

func leafPort(b testing.TB, s *server.Server) int {
	b.Helper()
	v := must(s.Varz(nil))(b)
	return v.LeafNode.Port
}

const subject = "acts"

func natsStream(b testing.TB, js jetstream.JetStream) jetstream.Stream {
	b.Helper()
	return must(js.CreateStream(b.Context(), jetstream.StreamConfig{Name: "ACTS", Subjects: []string{subject}, Storage: jetstream.FileStorage}))(b)
}

// BenchmarkNATS measures JetStream: a message published at one server and delivered to a client of another that
// mirrors it, or of the same; and a fresh mirror's way up to 20,000 messages.
func BenchmarkNATS(b *testing.B) {
	for _, flush := range []bool{false, true} {
		b.Run(fmt.Sprintf("act/flush=%v/one-server", flush), func(b *testing.B) { natsAct(b, flush, false) })
		b.Run(fmt.Sprintf("act/flush=%v/mirror", flush), func(b *testing.B) { natsAct(b, flush, true) })
	}
	hub, js := natsServer(b, "hub", false, nil)
	natsStream(b, js)
	for n := range entries {
		if _, err := js.PublishAsync(subject, message(n)); err != nil {
			b.Fatal(err)
		}
	}
	<-js.PublishAsyncComplete()
	for _, flush := range []bool{false, true} {
		b.Run(fmt.Sprintf("catch-up/flush=%v", flush), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				leaf, own := natsServer(b, "leaf", flush, hub)
				until(func() bool { return leaf.NumLeafNodes() > 0 })
				b.StartTimer()
				mirror(b, own, entries)
				b.StopTimer()
				leaf.Shutdown()
				leaf.WaitForShutdown()
				b.StartTimer()
			}
		})
	}
}

// mirror begins a mirror of the hub's stream and returns when it holds so many messages.
func mirror(b testing.TB, js jetstream.JetStream, messages uint64) jetstream.Stream {
	b.Helper()
	s := must(js.CreateStream(b.Context(), jetstream.StreamConfig{
		Name: "COPY", Storage: jetstream.FileStorage, Mirror: &jetstream.StreamSource{Name: "ACTS", Domain: "hub"},
	}))(b)
	until(func() bool { return must(s.Info(b.Context()))(b).State.Msgs >= messages })
	return s
}

func natsAct(b *testing.B, flush, mirrored bool) {
	hub, js := natsServer(b, "hub", flush, nil)
	natsStream(b, js)
	var from jetstream.Stream
	if mirrored {
		leaf, own := natsServer(b, "leaf", flush, hub)
		until(func() bool { return leaf.NumLeafNodes() > 0 })
		must(js.Publish(b.Context(), subject, message(0)))(b)
		from = mirror(b, own, 1)
	} else {
		conn := must(nats.Connect(hub.ClientURL()))(b)
		defer conn.Close()
		from = must(must(jetstream.New(conn))(b).Stream(b.Context(), "ACTS"))(b)
	}
	consumer := must(from.OrderedConsumer(context.Background(), jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverNewPolicy}))(b)
	delivered := make(chan struct{}, 1)
	consuming := must(consumer.Consume(func(jetstream.Msg) { delivered <- struct{}{} }))(b)
	defer consuming.Stop()
	must(js.Publish(b.Context(), subject, message(1)))(b)
	<-delivered // everything is set up by now
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		must(js.Publish(b.Context(), subject, message(len(took))))(b)
		<-delivered
		took = append(took, time.Since(began))
	}
	percentiles(b, took)
}
