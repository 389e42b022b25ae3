package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// nodeCmd keeps this computer among the others until it is told to end.
type nodeCmd struct {
	networkFlags
	Metrics string `placeholder:"HOST:PORT" help:"Serve /metrics for Prometheus and /healthz there."`
}

// defaultListen is where a node accepts others when nothing else is said.
const defaultListen = ":7946"

// Run takes part until SIGTERM.
func (c *nodeCmd) Run(e *env) error {
	if c.Listen == "" {
		c.Listen = defaultListen
	}
	if err := checkListen(c.Metrics); err != nil {
		return usageError{errors.New("--metrics " + line(c.Metrics) + ": " + err.Error())}
	}
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		o, err := c.options(e, me)
		if err != nil {
			return err
		}
		o.AlwaysOn = true
		n := &node{store: s, log: o.Logger}
		if c.Metrics != "" {
			stop, err := n.serve(c.Metrics)
			if err != nil {
				return err
			}
			defer stop()
		}
		return n.run(e, o)
	})
}

// node is what runs.
type node struct {
	store *sqlite.Store
	log   *slog.Logger
	live  live
}

// sameEvery is how often a node looks whether this computer goes on under another identity.
const sameEvery = time.Second

// run connects, and begins anew where this device goes on under another identity.
func (n *node) run(e *env, o replication.Options) error {
	for {
		service, err := e.start(n.store, o)
		if err != nil {
			return err
		}
		self := n.store.Device()
		n.live.set(service)
		n.log.Info("connected", slog.String("device", self.String()[:8]), slog.String("listens", service.Address()))
		ended := n.stay(e.ctx, self)
		n.live.set(nil)
		err = service.CloseSoon()
		if ended || err != nil {
			n.log.Info("ended")
			return err
		}
	}
}

// stay waits for the end, or for another identity.
func (n *node) stay(ctx context.Context, self marketplace.DeviceID) (ended bool) {
	tick := time.NewTicker(sameEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return true
		case <-tick.C:
			if n.store.Device() != self {
				return false
			}
		}
	}
}

// serve answers monitoring until stop is called.
func (n *node) serve(address string) (stop func(), err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, marketplace.Errorf(marketplace.Unavailable, "Metrics cannot be served at %s: the address is taken, or not this computer's. Choose another.", line(address))
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(n.registry(), promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", n.health)
	server := &http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(n.log.Handler(), slog.LevelWarn),
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			n.log.Error("metrics ended", slog.Any("err", err))
		}
	}()
	n.log.Info("metrics", slog.String("address", listener.Addr().String()))
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			_ = server.Close() // whoever still reads is cut off
		}
		<-done
	}, nil
}

// health says whether the data can be read and the others can be talked to.
func (n *node) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if _, err := n.store.Length(ctx); err != nil || n.live.get() == nil {
		http.Error(w, "not well: see the log", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ok\n")) // whoever asked has gone
}
