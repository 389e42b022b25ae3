package sqlite

import (
	"context"
	"errors"
	"os"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Join makes a store for a system that others founded, and writes the entry by which this device takes the invitation
// up. Until the system's entries come in by Append, that entry waits and no command is allowed. It fails with Refused
// where the folder has a system already.
func Join(ctx context.Context, dir string, i identity.Invitation, o Options) (*Store, error) {
	s, err := join(ctx, dir, i, o)
	return s, said(err)
}

func join(ctx context.Context, dir string, i identity.Invitation, o Options) (*Store, error) {
	s, err := follow(ctx, dir, i.System, i.Rehearsal, o)
	if err != nil {
		return nil, err
	}
	self, err := s.ownKey()
	if err == nil {
		if err = s.goOnAs(ctx, self, &proof{invitation: &i}); err == nil {
			s.self.Store(self)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// follow makes a store for a system that others founded, in which this device has no part yet.
func follow(ctx context.Context, dir string, system oplog.Hash, rehearsal bool, o Options) (*Store, error) {
	if err := refuseNetwork(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s, err := openFile(ctx, dir, o)
	if err != nil {
		return nil, err
	}
	err = s.transact(ctx, func(t *tx) error {
		switch _, err := readMeta(ctx, t); {
		case err == nil:
			return hasSystem(dir)
		case !errors.Is(err, errNotFounded):
			return err
		}
		if err := t.exec(ctx, `INSERT INTO meta (id, system, rehearsal, rules) VALUES (1, ?, ?, ?)`, system, rehearsal, rules); err != nil {
			return err
		}
		return t.begin(ctx)
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func hasSystem(dir string) error {
	return marketplace.Errorf(marketplace.Refused, "There is a Settle system in %s already. Open it, or choose another folder.", dir)
}
