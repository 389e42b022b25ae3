package sqlite

import (
	"context"
	"errors"
	"slices"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// logWriter appends to this device's own log within a transaction.
type logWriter struct {
	t      *tx
	self   *identity.Device
	actor  marketplace.Actor
	log    deviceLog
	w      *oplog.Writer
	sealer *sealer
	links  []oplog.Link // written and not yet under a signed head
	at     time.Time    // what is written is of that time; zero is the transaction's
}

// ready is an entry whose private part is sealed.
type ready struct {
	draft   marketplace.Draft
	private []byte
}

// openLog reads where this device's log ends.
func (t *tx) openLog(ctx context.Context, self *identity.Device) (*logWriter, error) {
	id := marketplace.DeviceID(self.ID())
	actor, ok := t.sys.ActorOf(id)
	if !ok {
		actor = marketplace.Actor{Device: id}
	}
	log, err := t.log(ctx, id)
	if err != nil {
		return nil, err
	}
	w, err := oplog.NewWriter(self, t.meta.system, log.tip, t.meta.clock)
	if err != nil {
		return nil, err
	}
	return &logWriter{t: t, self: self, actor: actor, log: log, w: w, sealer: &sealer{t: t, self: self, actor: actor}}, nil
}

// act writes a command's drafts and folds them. Every one must be in effect: a rule that the fold keeps and the command
// forgot is a refusal, not an entry that does nothing.
func (w *logWriter) act(ctx context.Context, drafts []marketplace.Draft) (marketplace.Receipt, error) {
	var r marketplace.Receipt
	private, err := w.sealer.private(ctx, drafts...)
	if err != nil {
		return r, err
	}
	for i, d := range drafts {
		l, err := w.append(ctx, ready{d, private[i]})
		if err != nil {
			return r, err
		}
		ref := marketplace.Ref{Device: marketplace.DeviceID(l.Device), Seq: l.Seq}
		r.Refs = append(r.Refs, ref)
		r.Subjects = append(r.Subjects, marketplace.ID(l.Subject))
		r.Began = append(r.Began, marketplace.SubjectOf(ref))
	}
	if err := w.makeRings(ctx); err != nil {
		return r, err
	}
	if err := w.t.fold(ctx); err != nil {
		return r, err
	}
	return r, w.inEffect(ctx, r.Refs)
}

// makeRings writes the rings that sealing asked for.
func (w *logWriter) makeRings(ctx context.Context) error {
	for _, m := range w.sealer.made {
		made, err := w.t.ringMade(m, w.self)
		if err != nil {
			return err
		}
		if _, err := w.append(ctx, made); err != nil {
			return err
		}
	}
	w.sealer.made = nil
	return nil
}

func (w *logWriter) inEffect(ctx context.Context, refs []marketplace.Ref) error {
	for _, ref := range refs {
		var outcome marketplace.Outcome
		var why string
		if _, err := one(ctx, w.t, `SELECT outcome, why FROM entry WHERE id = ?`, []any{rowID(w.log.number, ref.Seq)}, &outcome, &why); err != nil {
			return err
		}
		if outcome == marketplace.Applied {
			continue
		}
		e := marketplace.Errorf(marketplace.Changed, "That cannot be done as things stand now. Look again and try once more: nothing was changed.")
		e.Err = errors.New("the fold makes of it: " + why)
		return e
	}
	return nil
}

// append writes one entry to the log.
func (w *logWriter) append(ctx context.Context, e ready) (oplog.Link, error) {
	fact := e.draft.Fact
	facts, err := oplog.Marshal(fact)
	if err != nil {
		return oplog.Link{}, errors.Join(errUnsealable, err)
	}
	d := oplog.Draft{
		Kind: fact.Kind(), Version: uint32(fact.Version()), Subject: oplog.ID(e.draft.Subject), Facts: facts, Private: e.private,
	}
	if e.private != nil && e.draft.DeleteAfter > 0 {
		d.DeleteAfter = oplog.Day(e.draft.DeleteAfter)
	}
	at := w.t.now
	if !w.at.IsZero() {
		at = w.at
	}
	l, err := w.w.Append(at, d)
	switch {
	case errors.Is(err, oplog.ErrTooLarge):
		return oplog.Link{}, errUnsealable
	case err != nil:
		return oplog.Link{}, err
	}
	if l.Seq > maxSeq {
		return oplog.Link{}, oplog.ErrTooLarge
	}
	w.links = append(w.links, l)
	if err := w.t.add(ctx, w.log.number, &l, decodeLink(&l)); err != nil {
		return oplog.Link{}, err
	}
	return l, w.t.flushRows()
}

// sign closes what was written with signed heads, at least one every 64 KiB.
func (w *logWriter) sign(ctx context.Context) error {
	heads, err := w.w.Heads()
	if err != nil {
		return err
	}
	for _, head := range heads {
		n := slices.IndexFunc(w.links, func(l oplog.Link) bool { return l.Seq == head.Seq }) + 1
		size := 0
		for _, l := range w.links[:n] {
			size += len(l.Body) + len(l.Private)
		}
		if err := w.t.putHead(ctx, &w.log, head, w.links[n-1].Clock, size); err != nil {
			return err
		}
		w.links = w.links[n:]
	}
	return nil
}
