package replication

import (
	"context"
	"errors"
	"sync"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
)

// sessionEvery is how often a session looks whether it can begin, or must begin anew.
const sessionEvery = time.Second

// Session keeps a folder connected for as long as it is open: by a Service of its own or, while another process on the
// folder has the connection, through that one, whose status it shows. When the other ends it takes over; when this
// device goes on under another identity it begins anew.
type Session struct {
	store  *sqlite.Store
	heard  func(Status)
	end    context.CancelFunc
	again  chan struct{} // the options changed
	closed sync.WaitGroup

	mu      sync.Mutex
	options Options
	service *Service // nil while another process is connected, or none can be
	status  Status
	peers   []gossip.Address // given while there was no service
	wanted  []marketplace.BlobID
}

// Connect begins a session. It returns at once; heard is called from the session's goroutine with each status that
// says something else than the one before, and must not wait.
func Connect(ctx context.Context, store *sqlite.Store, o Options, heard func(Status)) *Session {
	s := &Session{store: store, heard: heard, options: o, again: make(chan struct{}, 1)}
	ctx, s.end = context.WithCancel(ctx)
	s.closed.Go(func() { s.run(ctx) })
	return s
}

// Close ends the session: the others are told, and what the disk is doing is let finish.
func (s *Session) Close() {
	s.end()
	s.closed.Wait()
}

// Status is how things stood a moment ago.
func (s *Session) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status
}

// Set changes the options. The connection begins anew with them.
func (s *Session) Set(o Options) {
	s.mu.Lock()
	s.options = o
	s.mu.Unlock()
	select {
	case s.again <- struct{}{}:
	default:
	}
}

// AddPeers adds addresses to try soon.
func (s *Session) AddPeers(peers ...gossip.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.service != nil {
		s.service.AddPeers(peers...)
		return
	}
	s.peers = append(s.peers, peers...)
}

// mostWanted bounds the photos that are asked for while there is no connection of this process.
const mostWanted = 256

// Want asks the others for a photo that is not here.
func (s *Session) Want(id marketplace.BlobID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.service != nil:
		s.service.Want(id)
	case len(s.wanted) < mostWanted:
		s.wanted = append(s.wanted, id)
	}
}

func (s *Session) run(ctx context.Context) {
	tick := time.NewTicker(sessionEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		s.begin(ctx)
		s.follow(ctx, tick.C)
		s.leave()
	}
}

// begin starts a service, where this process can have one, and notes why it cannot.
func (s *Session) begin(ctx context.Context) {
	s.mu.Lock()
	o := s.options
	s.mu.Unlock()
	service, err := Start(ctx, s.store, o)
	switch {
	case ctx.Err() != nil && err != nil:
		return
	case errors.Is(err, ErrElsewhere):
		now := Read(s.store.Dir())
		now.Elsewhere = now.Connected
		s.say(now)
		return
	case err != nil:
		now := load(s.store.Dir())
		now.Connected, now.Problem = false, marketplace.Sentence(err)
		s.say(now)
		return
	}
	s.mu.Lock()
	s.service = service
	service.AddPeers(s.peers...)
	for _, id := range s.wanted {
		service.Want(id)
	}
	s.peers, s.wanted = nil, nil
	s.mu.Unlock()
}

// follow passes the status on until it is time to begin anew.
func (s *Session) follow(ctx context.Context, tick <-chan time.Time) {
	running := s.service // this goroutine alone sets it
	self := s.store.Device()
	for {
		if running != nil {
			s.say(running.Status())
		}
		select {
		case <-ctx.Done():
			return
		case <-s.again:
			return
		case <-tick:
		}
		if running == nil || s.store.Device() != self {
			return
		}
	}
}

func (s *Session) leave() {
	s.mu.Lock()
	service := s.service
	s.service = nil
	s.mu.Unlock()
	if service != nil {
		_ = service.CloseSoon() // nothing is lost: what was acknowledged is in the store
	}
}

// say keeps a status and passes it on where it says something else.
func (s *Session) say(now Status) {
	s.mu.Lock()
	news := !s.status.same(now) || s.status.SharedAt != now.SharedAt || s.status.SharedBy != now.SharedBy
	s.status = now
	s.mu.Unlock()
	if news && s.heard != nil {
		s.heard(now)
	}
}
