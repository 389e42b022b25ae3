package replication

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Options say how this machine takes part.
type Options struct {
	Listen    string // address to accept others at; empty: this machine only dials
	Advertise string // where others of the pool reach it, if that is another
	Pool      string // machines that can all dial each other; usually the trust's code
	Peers     []gossip.Address
	AlwaysOn  bool
	Discover  bool // look for others on the local network, and be found there
	// Outbound lets the machine only dial where the port of Listen is taken by another program.
	Outbound bool
	Logger   *slog.Logger
	// Tune changes the node's configuration last; nil leaves it. For tests and demonstrations.
	Tune func(*gossip.Config)
}

// ErrElsewhere means that another process on this data folder connects it to the others already.
var ErrElsewhere = errors.New("another Settle on this folder is connected to the other computers already")

// Service keeps a store connected until it is closed.
type Service struct {
	store     *sqlite.Store
	admission *admission
	node      *gossip.Node
	release   func()
	cancel    func() // of the subscription
	changed   chan struct{}
	news      chan struct{} // a look at the node is worth while
	end       context.CancelFunc
	running   sync.WaitGroup

	mu        sync.Mutex
	members   bool // the members may have changed since the last look
	entries   uint64
	status    Status
	trouble   Trouble
	troubleAt string
	twinAt    time.Time // when a machine with this device's key was last met

	portTaken bool
}

// Start connects the store to the others. It fails with ErrElsewhere where another process does so already.
func Start(ctx context.Context, store *sqlite.Store, o Options) (*Service, error) {
	release, free, err := store.Lock("replication")
	if err != nil {
		return nil, err
	}
	if !free {
		return nil, ErrElsewhere
	}
	s := &Service{store: store, admission: newAdmission(store), release: release, changed: make(chan struct{}, 1), news: make(chan struct{}, 1)}
	if err := s.start(ctx, o); err != nil {
		release()
		return nil, err
	}
	return s, nil
}

func (s *Service) start(ctx context.Context, o Options) error {
	system, self, err := s.store.Identity(ctx)
	if err != nil {
		return err
	}
	if self == nil {
		return marketplace.Errorf(marketplace.NotAMember, "This computer only reads, so it cannot be connected to the others. Ask a registrar to invite you.")
	}
	// Subscribed first: what is written while the node starts is told to it afterwards.
	s.cancel = s.store.Subscribe(s.heard)
	if err := s.connect(ctx, o, system, self); err != nil {
		s.cancel()
		return err
	}
	return nil
}

func (s *Service) connect(ctx context.Context, o Options, system oplog.Hash, self *identity.Device) error {
	if _, err := s.admission.refresh(ctx); err != nil {
		return err
	}
	proof, err := s.store.Proof(ctx, replica.MaxProof)
	if err != nil {
		return err
	}
	told, err := s.known(ctx)
	if err != nil {
		return err
	}
	config := gossip.LAN()
	config.System, config.Key, config.Log, config.Admission, config.Proof = system, self, log{s.store}, s.admission, proof
	config.Listen, config.Advertise, config.Pool, config.Peers = o.Listen, o.Advertise, o.Pool, o.Peers
	config.AlwaysOn, config.Discover, config.Logger, config.Book = o.AlwaysOn, o.Discover, o.Logger, book{s.store}
	config.Twin = s.twin
	config.Notice = s.notice
	if o.Tune != nil {
		o.Tune(&config)
	}
	if s.status = load(s.store.Dir()); s.status.Device != self.ID() {
		s.status.Shared, s.status.Ahead = 0, 0 // that was of another key
	}
	s.node, err = gossip.Start(ctx, config)
	at, failed := errors.AsType[*net.OpError](err)
	switch failed = failed && at.Op == "listen"; {
	case failed && o.Outbound:
		config.Listen, s.portTaken = "", true
		s.node, err = gossip.Start(ctx, config)
	case failed:
		return marketplace.Errorf(marketplace.Unavailable, "Other computers cannot be accepted at %s: another program has that port, or this computer has no such address. End that program, or choose another address.", config.Listen)
	}
	if err != nil {
		return fmt.Errorf("connecting to the other computers: %w", err)
	}
	running, end := context.WithCancel(context.WithoutCancel(ctx))
	s.end = end
	s.running.Go(func() { s.follow(running, told, self.ID()) })
	s.running.Go(func() { s.watch(running) })
	return nil
}

// Want asks the others for a photo that is not here.
func (s *Service) Want(id marketplace.BlobID) { s.node.Want(replica.BlobID(id)) }

// AddPeers adds addresses to try soon.
func (s *Service) AddPeers(peers ...gossip.Address) { s.node.AddPeers(peers...) }

// Address is where this machine listens; empty where it only dials.
func (s *Service) Address() string { return s.node.Address() }

// Metrics is what the node has done so far.
func (s *Service) Metrics() gossip.Metrics { return s.node.Metrics() }

// Close says goodbye to the others and returns when all has ended; what the disk is doing is let finish until ctx ends.
func (s *Service) Close(ctx context.Context) error {
	s.cancel()
	s.end()
	s.running.Wait()
	err := s.node.Close(ctx)
	s.leave()
	s.release()
	return err
}

// leaveWithin is how long the desktop waits at its end.
const leaveWithin = 5 * time.Second

// CloseSoon is Close for who does not want to wait for ever.
func (s *Service) CloseSoon() error {
	ctx, cancel := context.WithTimeout(context.Background(), leaveWithin)
	defer cancel()
	return s.Close(ctx)
}
