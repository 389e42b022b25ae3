package replication

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// told is what the node knows of the store.
type told struct {
	seqs map[oplog.DeviceID]uint64
	cuts map[oplog.DeviceID]uint64
}

// known is what the node reads when it starts.
func (s *Service) known(ctx context.Context) (told, error) {
	k := told{map[oplog.DeviceID]uint64{}, map[oplog.DeviceID]uint64{}}
	cuts, err := s.store.Cuts(ctx)
	if err != nil {
		return k, err
	}
	for _, c := range cuts {
		k.cuts[c.Device] = c.At
	}
	heads, err := s.store.Heads(ctx)
	for _, h := range heads {
		k.seqs[h.Device] = h.Seq
		s.entries += h.Seq
	}
	return k, err
}

// heard only copies and enqueues: the store calls it after each change.
func (s *Service) heard(c marketplace.Change) {
	s.mu.Lock()
	s.members = s.members || c.Members()
	s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default: // one look will find both
	}
}

// follow tells the node what grew, what was cut and who takes part, whichever process wrote it.
func (s *Service) follow(ctx context.Context, known told, self oplog.DeviceID) {
	joined := s.admission.Standing(self) == replica.Member
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.changed:
		}
		s.mu.Lock()
		members := s.members
		s.members = false
		s.mu.Unlock()
		if members {
			if changed, err := s.admission.refresh(ctx); err == nil && changed {
				s.node.MembersChanged()
			}
			if !joined && s.admission.Standing(self) == replica.Member {
				joined = Joined(ctx, s.store) == nil
			}
		}
		s.tell(ctx, known)
	}
}

// tell hands the node what it does not know yet. Where the store cannot be read the next change tries again, and the
// next act says what is wrong.
func (s *Service) tell(ctx context.Context, known told) {
	cuts, err := s.store.Cuts(ctx)
	if err != nil {
		return
	}
	heads, err := s.store.Heads(ctx)
	if err != nil {
		return
	}
	held := make(map[oplog.DeviceID]replica.Held, len(heads))
	var grown []replica.Held
	var entries uint64
	for _, h := range heads {
		held[h.Device] = replica.Held(h)
		entries += h.Seq
		if h.Seq > known.seqs[h.Device] {
			grown = append(grown, replica.Held(h))
		}
		known.seqs[h.Device] = h.Seq
	}
	for _, c := range cuts {
		if at, ok := known.cuts[c.Device]; ok && at == c.At {
			continue
		}
		known.cuts[c.Device] = c.At
		left, ok := held[c.Device]
		if !ok {
			left = replica.Held{Device: c.Device}
		}
		s.node.Forked(replica.Forked{Cut: replica.Cut(c), Held: left})
	}
	if len(grown) > 0 {
		s.node.Grown(grown...)
	}
	s.mu.Lock()
	s.entries = entries
	s.mu.Unlock()
}
