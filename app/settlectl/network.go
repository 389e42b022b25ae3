package main

import (
	"errors"
	"log/slog"
	"strings"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
)

// networkFlags are how a command takes part in the cluster.
type networkFlags struct {
	Listen    string   `placeholder:"HOST:PORT" help:"Where to accept other computers; \"none\" to open no port and only dial."`
	Join      []string `placeholder:"HOST:PORT" sep:"none" help:"Computers to dial, beside those that are known already."`
	Advertise string   `placeholder:"HOST:PORT" help:"Where others of the pool reach this computer, if not where it listens."`
	Pool      string   `placeholder:"NAME" help:"Pool of computers that can all dial one another; your organisation's code when left out."`
	Discover  bool     `default:"true" negatable:"" help:"Look for others on the local network, and be found there."`
}

// options are those of the replication.
func (f *networkFlags) options(e *env, me marketplace.Me) (replication.Options, error) {
	o := replication.Options{Listen: f.Listen, Advertise: f.Advertise, Pool: f.Pool, Discover: f.Discover, Logger: e.logger()}
	if o.Listen == "none" {
		o.Listen = ""
	}
	if o.Pool == "" {
		o.Pool = strings.ToLower(me.Org)
	}
	if err := checkListen(o.Listen); err != nil {
		return o, usageError{errors.New("--listen " + line(o.Listen) + ": " + err.Error())}
	}
	if f.Advertise != "" {
		if err := gossip.CheckAddress(f.Advertise); err != nil {
			return o, usageError{errors.New("--advertise " + line(f.Advertise) + ": " + err.Error())}
		}
	}
	for _, address := range f.Join {
		if err := gossip.CheckAddress(address); err != nil {
			return o, usageError{errors.New("--join " + line(address) + ": " + err.Error())}
		}
		o.Peers = append(o.Peers, gossip.Address{Address: address})
	}
	return o, nil
}

// checkListen says what is wrong with an address to be called at; its name or number may be left out, and the port may be
// 0, which is any that is free.
func checkListen(address string) error {
	if host, free := strings.CutSuffix(address, ":0"); free {
		address = host + ":1"
	}
	if strings.HasPrefix(address, ":") {
		address = "0.0.0.0" + address
	}
	if address == "" {
		return nil
	}
	return gossip.CheckAddress(address)
}

// logger writes a line for what happens between computers: as text for people, with --json as JSON.
func (e *env) logger() *slog.Logger {
	if e.json {
		return slog.New(slog.NewJSONHandler(e.err, nil))
	}
	return slog.New(slog.NewTextHandler(e.err, nil))
}

// start connects the store to the others.
func (e *env) start(s *sqlite.Store, o replication.Options) (*replication.Service, error) {
	service, err := replication.Start(e.ctx, s, o)
	if errors.Is(err, replication.ErrElsewhere) {
		return nil, marketplace.Errorf(marketplace.Unavailable, "Another Settle on this folder is connected to the other computers already. Leave that to it, or close it first.")
	}
	return service, err
}

// trouble is a sentence on what keeps this computer from taking part; empty for nothing.
func trouble(s replication.Status) string {
	switch s.Trouble {
	case replication.TroubleRevoked:
		return "The others have removed this computer from the system. Ask your registrar why; to take part again you need a new invitation."
	case replication.TroubleStranger:
		return "The computer that was reached has not heard of this invitation yet, or it is not valid any more. Leave Settle running, or ask your registrar."
	case replication.TroubleUsed:
		return replication.UsedBefore
	case replication.TroubleSystem:
		return "The computer " + calledAt(s.TroubleAt) + " belongs to another Settle system, so nothing is exchanged with it. Ask your registrar for the address of a computer of your own system, and name it with --join."
	case replication.TroubleCopied:
		return "Another computer works with a copy of this one's key, as after a copied disk. Run settlectl renew here, and on the other."
	case replication.TroubleDisk:
		return "The disk did not take what the others sent. Make room, then try again."
	case replication.TroubleNewer:
		return "The computer that was reached runs another version of Settle. Install the newest one on both."
	}
	return ""
}

// calledAt names the computer that is called at an address.
func calledAt(address string) string {
	if address == "" {
		return "that was reached"
	}
	return "at " + line(address)
}
