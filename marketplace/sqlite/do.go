package sqlite

import (
	"context"
	"errors"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// Do decides a command on the state that the transaction sees, appends its entries to this device's log, folds and
// projects what they change, and commits. When it returns without an error the act is on disk and in effect; otherwise
// nothing was changed. Besides the command's own refusals it fails with NotAMember where this device may not write and
// Unavailable where the disk or the clock does not allow it.
func (s *Store) Do(ctx context.Context, c marketplace.Command) (marketplace.Receipt, error) {
	var r marketplace.Receipt
	err := s.write(ctx, func(t *tx) error {
		self, err := t.writer(ctx)
		if err != nil {
			return err
		}
		if err := t.ripen(ctx); err != nil {
			return err
		}
		w, err := t.openLog(ctx, self)
		if err != nil {
			return err
		}
		v := &view{ctx: ctx, t: t, w: w}
		drafts, err := c.Decide(v)
		if err = errors.Join(err, v.err); err != nil {
			return err
		}
		if r, err = w.act(ctx, drafts); err != nil {
			return err
		}
		return w.close(ctx)
	})
	if err != nil {
		return marketplace.Receipt{}, err
	}
	return r, nil
}

// writer is this device, where it may write.
func (t *tx) writer(ctx context.Context) (*identity.Device, error) {
	self := t.s.device()
	if self == nil || marketplace.DeviceID(self.ID()) != t.meta.self {
		// Another process may have gone on under a new identity.
		if err := t.s.openKeys(t.meta.self); err != nil {
			return nil, err
		}
		if self = t.s.device(); self == nil || marketplace.DeviceID(self.ID()) != t.meta.self {
			return nil, errReadOnlyCopy
		}
	}
	if t.s.moved.Load() {
		return nil, errMoved
	}
	if err := t.refuseCut(ctx); err != nil {
		return nil, err
	}
	if behind := t.meta.clock.Time().Sub(t.now); behind > oplog.FutureLimit && !t.meta.rehearsal {
		return nil, marketplace.Errorf(marketplace.Unavailable,
			"This computer's clock says %s, but the newest entry here is of %s. Set the clock right and try again: nothing was changed.",
			marketplace.DateOf(t.now).Long(), marketplace.DateOf(t.meta.clock.Time()).Long())
	}
	return self, nil
}

var errReadOnlyCopy = marketplace.Errorf(marketplace.NotAMember,
	"This computer has no key of its own for this system, so you can read here but not change anything. Ask a registrar to invite you, or restore with the recovery file.")
