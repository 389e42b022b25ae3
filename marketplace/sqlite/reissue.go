package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// Renewal says why this device must go on under a new identity before it writes again.
type Renewal uint8

// The reasons.
const (
	RenewalNotDue Renewal = iota
	RenewalForked         // its log is proven to have been written by two machines: a copied disk
	RenewalMoved          // its folder is on another machine now
)

// RenewalDue tells whether this device must go on under a new identity, by Reissue.
func (s *Store) RenewalDue(ctx context.Context) (Renewal, error) {
	due := RenewalNotDue
	if s.moved.Load() {
		due = RenewalMoved
	}
	err := s.readers.look(ctx, func(q querier) error {
		cut, err := one(ctx, q, `SELECT 1 FROM fork JOIN device ON device.id = fork.device JOIN meta ON meta.self = device.key`, nil, nil)
		if cut {
			due = RenewalForked
		}
		return err
	})
	return due, err
}

// Reissued says what going on under a new identity came to.
type Reissued struct {
	Device  marketplace.DeviceID // the new one
	Cut     int                  // entries that were cut from the old log here: a fork of it is proven
	Entries int                  // of these, those that were written again
	Left    int                  // of these, those that could not be; the rest mean nothing under another identity
	Rooms   int                  // whose calendars the new device keeps in the old one's place
	Offers  int                  // whose places it keeps likewise
}

// Reissue lets this device go on under a new identity of the same person, which the old one names: after a fork of its
// log, on another machine, or where Renew is wanted for its clock. What it wrote past the cut of a forked log it writes
// again, with the times of then; what was born there gets other ids. It keeps the calendars and offers that the old device kept.
func (s *Store) Reissue(ctx context.Context) (Reissued, error) {
	old := s.device()
	if old == nil {
		return Reissued{}, errReadOnlyCopy
	}
	release, err := alone(s.dir)
	if err != nil {
		return Reissued{}, said(err)
	}
	defer release()
	if err := os.RemoveAll(filepath.Join(s.dir, nextKeys)); err != nil {
		return Reissued{}, said(err)
	}
	next, err := s.locks.fresh(filepath.Join(s.dir, nextKeys))
	if err != nil {
		return Reissued{}, said(err)
	}
	p := &proof{old: old}
	if err := s.goOnAs(ctx, next, p); err != nil {
		return Reissued{}, errors.Join(err, os.RemoveAll(filepath.Join(s.dir, nextKeys)))
	}
	s.moved.Store(false)
	s.keyring.forget()
	return p.reissued, said(s.openKeys(marketplace.DeviceID(next.ID())))
}

// errNothingShared is for a device that was copied before it had joined.
var errNothingShared = marketplace.Errorf(marketplace.NotAMember,
	"This computer's key was copied before anything was written with it, so it cannot name another. Ask a registrar to invite you again.")

// continueFrom sets the writer back to the time of the cut of the log that this device goes on from: what is written
// again keeps its place among what others wrote. It does nothing for a log that was not cut.
func (w *logWriter) continueFrom(ctx context.Context, was marketplace.DeviceID) error {
	log, err := w.t.log(ctx, was)
	if err != nil {
		return err
	}
	cut, ok, err := w.t.cutOf(ctx, log.number)
	switch {
	case err != nil || !ok:
		return err
	case cut.At == 0:
		return errNothingShared
	}
	w.at = log.tip.Clock.Time()
	w.w, err = oplog.NewWriter(w.self, w.t.meta.system, w.log.tip, log.tip.Clock)
	return err
}

// succeed takes the place of the device that this one goes on from: its calendars, and what it wrote past a cut.
func (w *logWriter) succeed(ctx context.Context, was marketplace.DeviceID, p *proof) error {
	p.reissued.Device = w.actor.Device
	openings, err := w.takeCalendars(ctx, was, &p.reissued)
	if err != nil {
		return err
	}
	if err := w.performAll(ctx); err != nil { // the calendars are taken up before anything is accepted
		return err
	}
	if p.old == nil || marketplace.DeviceID(p.old.ID()) != was {
		return nil
	}
	old, err := w.t.log(ctx, was)
	if err != nil {
		return err
	}
	if err := w.t.exec(ctx, `INSERT OR REPLACE INTO former (device, last) VALUES (?, ?)`, old.number, old.tip.Seq); err != nil {
		return err
	}
	if p.reissued.Cut, p.reissued.Entries, p.reissued.Left, err = w.reissue(ctx, p.old, old.number, openings); err != nil {
		return err
	}
	if w.at.IsZero() {
		return nil
	}
	if err := w.sign(ctx); err != nil {
		return err
	}
	w.at = time.Time{}
	w.w, err = oplog.NewWriter(w.self, w.t.meta.system, w.log.tip, w.t.meta.clock)
	return err
}

// sayAgain writes again what this machine wrote under keys that it had before and a cut has taken out since. What such a
// key is needed for and cannot be read now waits.
func (w *logWriter) sayAgain(ctx context.Context) error {
	waiting := map[marketplace.DeviceID]int64{}
	err := w.t.each(ctx, `SELECT DISTINCT device.key, tail.device FROM tail JOIN device ON device.id = tail.device`, nil, func(scan scanner) error {
		var id marketplace.DeviceID
		var number int64
		err := scan(&id, &number)
		waiting[id] = number
		return err
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, path := range formers(w.t.s.dir) {
		old, err := w.t.s.locks.open(path)
		if err != nil {
			continue
		}
		if number, ok := waiting[marketplace.DeviceID(old.ID())]; ok {
			if _, _, _, err := w.reissue(ctx, old, number, nil); err != nil {
				return err
			}
		}
	}
	w.at = time.Time{}
	return nil
}

// takeCalendars hands the calendars and offers that the old device keeps on to this one, and answers with the entries
// that opened the new epochs, by room or offer.
func (w *logWriter) takeCalendars(ctx context.Context, was marketplace.DeviceID, done *Reissued) (map[marketplace.ID]marketplace.Ref, error) {
	openings := map[marketplace.ID]marketplace.Ref{}
	if was.IsZero() {
		return openings, nil
	}
	old, err := w.t.log(ctx, was)
	if err != nil || old.tip.Seq == 0 {
		return openings, err
	}
	concerns, err := mayKeep(ctx, w.t, was, old.number)
	if err != nil {
		return nil, err
	}
	for _, subject := range concerns {
		a, err := w.t.aggregate(ctx, subject)
		if err != nil {
			return nil, err
		}
		if err := w.t.load(ctx, a); err != nil {
			return nil, err
		}
		sortEntries(a.entries)
		handed := marketplace.KeeperHanded{To: w.actor.Device, Last: marketplace.Ref{Device: was, Seq: old.tip.Seq}}
		var fact marketplace.Fact
		switch f := foldEntries(w.t.sys, a.kind, a.entries); {
		case f.room != nil && f.room.Keeper == was:
			handed.Ends = f.room.Kept.Opened
			fact = &handed
			done.Rooms++
		case f.offer != nil && f.offer.Keeper == was:
			handed.Ends = f.offer.Kept.Opened
			fact = (*marketplace.OfferHanded)(&handed)
			done.Offers++
		default:
			continue
		}
		l, err := w.append(ctx, ready{draft: marketplace.Draft{Subject: a.subject, Fact: fact}})
		if err != nil {
			return nil, err
		}
		openings[a.subject] = marketplace.Ref{Device: w.actor.Device, Seq: l.Seq}
	}
	return openings, w.t.fold(ctx)
}
