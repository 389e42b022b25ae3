package replication

import (
	"context"
	"errors"
	"sync"

	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// admission answers who may take part, from memory.
type admission struct {
	store *sqlite.Store

	mu    sync.RWMutex
	known map[oplog.DeviceID]replica.Standing // members and those who were
}

var _ gossip.Admission = (*admission)(nil)

func newAdmission(store *sqlite.Store) *admission {
	return &admission{store: store, known: map[oplog.DeviceID]replica.Standing{}}
}

// refresh reads the standings afresh and reports whether any is another than before.
func (a *admission) refresh(ctx context.Context) (changed bool, err error) {
	all, err := a.store.Standings(ctx)
	if err != nil {
		return false, err
	}
	known := make(map[oplog.DeviceID]replica.Standing, len(all))
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, s := range all {
		known[id] = standingOf(s)
		changed = changed || a.known[id] != known[id]
	}
	changed = changed || len(known) != len(a.known)
	a.known = known
	return changed, nil
}

func standingOf(s sqlite.Admission) replica.Standing {
	switch s {
	case sqlite.AdmissionMember:
		return replica.Member
	case sqlite.AdmissionRevoked:
		return replica.Revoked
	}
	return replica.Unknown
}

// Standing implements gossip.Admission.
func (a *admission) Standing(device oplog.DeviceID) replica.Standing {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.known[device]
}

// Admit implements gossip.Admission. What makes nobody a member is not kept: anybody could send it.
func (a *admission) Admit(ctx context.Context, from string, proof []*oplog.Run) (replica.Stored, error) {
	done, admitted, err := a.store.Admit(ctx, proof)
	if again, ok := errors.AsType[*sqlite.UsedAgain](err); ok {
		if err := a.store.KeepTry(ctx, again, from); err != nil {
			return replica.Stored{}, err
		}
		return replica.Stored{}, gossip.ErrUsed
	}
	if err != nil || !admitted {
		return replica.Stored{}, err
	}
	_, err = a.refresh(ctx)
	return storedOf(done), err
}
