package sqlite

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"

	"settle.example/settle/marketplace"
)

// maxDutyRounds bounds how often duties may call for further duties. Real ones need one or two.
const maxDutyRounds = 8

// close lets the keeper and the holder of rings do what is due by itself, and signs the log.
func (w *logWriter) close(ctx context.Context) error {
	if err := w.performAll(ctx); err != nil {
		return err
	}
	return w.sign(ctx)
}

// performAll does what is due, and what that makes due.
func (w *logWriter) performAll(ctx context.Context) error {
	if err := w.t.lookAgain(ctx); err != nil {
		return err
	}
	for range maxDutyRounds {
		due, err := w.duties(ctx)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			break
		}
		done, err := w.perform(ctx, due)
		if err != nil {
			return err
		}
		if !done { // what has no effect would be due again for ever
			break
		}
	}
	return nil
}

// perform writes duties and tells whether all of them are in effect.
func (w *logWriter) perform(ctx context.Context, due []ready) (done bool, err error) {
	var refs []marketplace.Ref
	for _, e := range due {
		l, err := w.append(ctx, e)
		if err != nil {
			return false, err
		}
		refs = append(refs, marketplace.Ref{Device: w.actor.Device, Seq: l.Seq})
	}
	if err := w.makeRings(ctx); err != nil {
		return false, err
	}
	if err := w.t.fold(ctx); err != nil {
		return false, err
	}
	err = w.inEffect(ctx, refs)
	if marketplace.CodeOf(err) == marketplace.Changed {
		return false, nil
	}
	return err == nil, err
}

// kept is what one device keeps: a room's calendar or an offer's places.
type kept interface {
	Duties(v marketplace.View) ([]marketplace.Draft, error)
}

func (w *logWriter) duties(ctx context.Context) ([]ready, error) {
	var due []ready
	for _, id := range slices.SortedFunc(maps.Keys(w.t.kept), func(a, b marketplace.ID) int { return bytes.Compare(a[:], b[:]) }) {
		k := w.t.kept[id]
		delete(w.t.kept, id)
		v := &view{ctx: ctx, t: w.t, w: w}
		drafts, err := k.Duties(v)
		if err = errors.Join(err, v.err); err != nil {
			return nil, err
		}
		if len(drafts) == 0 {
			continue
		}
		private, err := w.sealer.private(ctx, drafts...)
		if err != nil {
			return nil, err
		}
		for i, d := range drafts {
			due = append(due, ready{d, private[i]})
		}
	}
	// What is said again is said of then, when a ring that is here now may not have been made yet: its grants wait.
	if w.t.regroup && w.at.IsZero() {
		w.t.regroup = false
		if err := w.remakeRings(ctx); err != nil {
			return nil, err
		}
		rings, err := w.leadRings(ctx)
		if err != nil {
			return nil, err
		}
		due = append(due, rings...)
		grants, err := w.t.ringDuties(ctx, w.self, w.actor)
		if err != nil {
			return nil, err
		}
		due = append(due, grants...)
	}
	return due, nil
}
