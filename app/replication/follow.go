package replication

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// told is what the node knows of the store.
type told struct {
	revision int64 // of the store, when it was looked at last
	seqs     map[oplog.DeviceID]uint64
	cuts     map[oplog.DeviceID]uint64
}

// known is what the node reads when it starts.
func (s *Service) known(ctx context.Context) (*told, error) {
	k := &told{-1, map[oplog.DeviceID]uint64{}, map[oplog.DeviceID]uint64{}}
	_, _, err := s.moved(ctx, k)
	return k, err
}

// moved looks at the logs that the store has changed since the last look, and says which of them the node does not know
// so: those that grew, and those that were cut.
func (s *Service) moved(ctx context.Context, known *told) (grown []replica.Held, forked []replica.Forked, err error) {
	logs, revision, err := s.store.MovedSince(ctx, known.revision)
	if err != nil {
		return nil, nil, err
	}
	known.revision = revision
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, log := range logs {
		held := replica.Held(log.Held)
		before := known.seqs[log.Device]
		known.seqs[log.Device] = log.Seq
		s.entries += log.Seq - before // modulo 2^64, as a cut log has fewer than before
		if log.Seq > before {
			grown = append(grown, held)
		}
		if at, ok := known.cuts[log.Device]; log.Forked && (!ok || at != log.Cut.At) {
			known.cuts[log.Device] = log.Cut.At
			forked = append(forked, replica.Forked{Cut: replica.Cut(log.Cut), Held: held})
		}
	}
	return grown, forked, nil
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
func (s *Service) follow(ctx context.Context, known *told, self oplog.DeviceID) {
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
func (s *Service) tell(ctx context.Context, known *told) {
	grown, forked, err := s.moved(ctx, known)
	if err != nil {
		return
	}
	for _, f := range forked {
		s.node.Forked(f)
	}
	if len(grown) > 0 {
		s.node.Grown(grown...)
	}
}
