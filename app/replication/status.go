package replication

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// statusName is the file, beside the data, in which the process that is connected says how things stand. It holds
// nothing that is not in the database; it is never replicated and may be deleted.
const statusName = "replication.json"

const (
	statusEvery = time.Second      // between looks
	statusAgain = 10 * time.Second // between writes where nothing changed
	statusStale = 30 * time.Second // a status file that is older tells of a process that has gone
	statusMost  = 4 << 20
)

// Status is how this machine stands among the others.
type Status struct {
	At        time.Time      `json:"at"`
	Connected bool           `json:"connected"` // some process on the folder runs the replication
	Device    oplog.DeviceID `json:"device,omitzero"`
	Listens   string         `json:"listens,omitzero"`
	PortTaken bool           `json:"port_taken,omitzero"` // it would listen, but another program has the port
	Pool      int            `json:"pool,omitzero"`       // machines in its pool, itself included
	InStep    int            `json:"in_step"`             // machines linked that hold all that is here, and of which all is here
	Entries   uint64         `json:"entries"`             // of all devices, here
	Own       uint64         `json:"own"`                 // entries of this device's own log
	Shared    uint64         `json:"shared"`              // how many of them some other machine is known to hold
	SharedAt  time.Time      `json:"shared_at,omitzero"`
	SharedBy  int            `json:"shared_by,omitzero"` // machines that held it all then
	Trouble   Trouble        `json:"trouble,omitzero"`
	TroubleAt string         `json:"trouble_at,omitzero"` // where the computer is called that the trouble is with, if it is with one
	Ahead     uint64         `json:"ahead,omitzero"`      // entries that this device's key signed, as somebody showed who held more of them than are here
	Peers     []Peer         `json:"peers"`

	// Elsewhere is true where another process on the folder is connected; Problem is the sentence on why none is.
	Elsewhere bool   `json:"-"`
	Problem   string `json:"-"`
}

// Waits is how many entries of this device wait to be shared.
func (s Status) Waits() uint64 {
	if s.Shared >= s.Own {
		return 0
	}
	return s.Own - s.Shared
}

// Linked is how many machines are connected now.
func (s Status) Linked() int {
	n := 0
	for _, p := range s.Peers {
		if p.Linked {
			n++
		}
	}
	return n
}

// Peer is another device as this one knows it.
type Peer struct {
	Device   oplog.DeviceID `json:"device"`
	Address  string         `json:"address,omitzero"`
	AlwaysOn bool           `json:"always_on,omitzero"`
	InPool   bool           `json:"in_pool,omitzero"`
	Seen     time.Time      `json:"seen,omitzero"`
	Linked   bool           `json:"linked"`
	InStep   bool           `json:"in_step"`
	Lacks    uint64         `json:"lacks"` // entries that it has and we do not
	Owes     uint64         `json:"owes"`  // entries that we have and it does not
	In       uint64         `json:"in"`    // bytes
	Out      uint64         `json:"out"`
	InSpeed  float64        `json:"in_speed,omitzero"` // bytes a second
	OutSpeed float64        `json:"out_speed,omitzero"`
}

// Look is how things stand now.
func (s *Service) Look(ctx context.Context) Status {
	s.look(ctx)
	return s.Status()
}

// Status is how things stood a moment ago.
func (s *Service) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.status
	now.Peers = slices.Clone(now.Peers)
	return now
}

// Read is the status that the process connected on the folder wrote last; Connected is false where there is none.
func Read(dir string) Status {
	s := load(dir)
	if time.Since(s.At) > statusStale {
		s.Connected = false
	}
	if !s.Connected {
		for i := range s.Peers {
			s.Peers[i].Linked, s.Peers[i].InStep = false, false
		}
		s.InStep = 0
	}
	return s
}

// load reads the file; what cannot be read tells nothing.
func load(dir string) Status {
	var s Status
	path := filepath.Join(dir, statusName)
	if info, err := os.Stat(path); err != nil || info.Size() > statusMost {
		return s
	}
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &s) != nil {
		return Status{}
	}
	return s
}

// save replaces the file. It is told often and rebuilt at each start, so nothing is flushed and failing loses nothing.
func save(dir string, s Status) {
	text, err := json.Marshal(s)
	if err != nil {
		return
	}
	path := filepath.Join(dir, statusName)
	if os.WriteFile(path+".new", text, 0o600) == nil {
		_ = os.Rename(path+".new", path)
	}
}

// watch looks at the node every second.
func (s *Service) watch(ctx context.Context) {
	tick := time.NewTicker(statusEvery)
	defer tick.Stop()
	for {
		s.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-s.news:
		case <-tick.C:
		}
	}
}

// look takes a new status. This device's own length is read first: a peer that lacks nothing afterwards has all of it.
func (s *Service) look(ctx context.Context) {
	own, err := s.store.Length(ctx)
	if err != nil {
		return
	}
	due, err := s.store.RenewalDue(ctx)
	if err != nil {
		return
	}
	n := s.node.Status(ctx)
	now := Status{At: time.Now().UTC().Truncate(time.Second), Connected: true, Device: n.Self, Listens: n.Address, Pool: n.Pool, Own: own}
	for _, p := range n.Peers {
		peer := Peer{Device: p.Device, Address: p.Address, AlwaysOn: p.AlwaysOn, InPool: p.InPool, Seen: p.Seen.UTC().Truncate(time.Second)}
		if l := p.Link; l != nil && l.Standing == replica.Member {
			peer.Linked, peer.InStep, peer.Lacks, peer.Owes = true, l.InStep, l.Lacks, l.Owes
			peer.In, peer.Out, peer.InSpeed, peer.OutSpeed = l.In, l.Out, l.InSpeed, l.OutSpeed
			if l.InStep {
				now.InStep++
			}
		}
		now.Peers = append(now.Peers, peer)
	}
	s.mu.Lock()
	now.Entries, now.PortTaken = s.entries, s.portTaken
	now.Trouble, now.TroubleAt = s.trouble, s.troubleAt
	now.Shared, now.SharedAt, now.SharedBy, now.Ahead = s.status.Shared, s.status.SharedAt, s.status.SharedBy, s.status.Ahead
	if now.copied(due, s.twinAt, time.Now()) {
		now.Trouble, now.TroubleAt = TroubleCopied, ""
	}
	if now.InStep > 0 {
		now.Shared, now.SharedAt, now.SharedBy = own, now.At, now.InStep
	}
	said := s.status
	quiet := said.At.Add(statusAgain).After(now.At) && said.same(now)
	if quiet {
		now.At = said.At
	}
	s.status = now
	s.mu.Unlock()
	if !quiet {
		save(s.store.Dir(), now)
	}
}

// same tells whether two say the same but for when, and how much passed.
func (s Status) same(o Status) bool {
	return s.Connected == o.Connected && s.Device == o.Device && s.Listens == o.Listens && s.PortTaken == o.PortTaken && s.Elsewhere == o.Elsewhere && s.Problem == o.Problem && s.Entries == o.Entries && s.Pool == o.Pool && s.InStep == o.InStep && s.Own == o.Own &&
		s.Shared == o.Shared && s.Trouble == o.Trouble && s.TroubleAt == o.TroubleAt && s.Ahead == o.Ahead && slices.EqualFunc(s.Peers, o.Peers, func(a, b Peer) bool {
		a.Seen, a.In, a.Out, a.InSpeed, a.OutSpeed = b.Seen, b.In, b.Out, b.InSpeed, b.OutSpeed
		return a == b
	})
}

// leave says in the file that nobody is connected any more.
func (s *Service) leave() {
	s.mu.Lock()
	s.status.Connected = false
	last := s.status
	s.mu.Unlock()
	save(s.store.Dir(), last)
}
