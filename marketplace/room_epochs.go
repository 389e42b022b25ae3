package marketplace

import (
	"cmp"
	"math"
	"slices"
)

// Epoch is a time during which one device keeps a room's calendar. The first begins with the room; each hand-over or
// take-over opens another.
type Epoch struct {
	Opened Ref // the room's birth, a KeeperHanded or a KeeperTaken
	Keeper DeviceID
	Begun  bool // the keeper has taken it up: its acceptances count
	// After is the last entries that count of the keepers before, whose word it must know. A registrar who takes over
	// from one that never began takes what is here for all: a log that it waited for may be lost.
	After []Ref

	last Ref // of the keeper's entries about this that are here
}

// mayBegin tells whether a new keeper knows all that the one before it promised. Until then it decides on no night, or
// it would promise one again.
func (e *Epoch) mayBegin(v View) bool {
	return !slices.ContainsFunc(e.After, func(last Ref) bool { return last.Seq > 0 && !v.Complete(last) })
}

// epoch is an Epoch with the part of the keeper's log that counts in it: from is the seq before the first, to the last.
type epoch struct {
	Epoch
	from, to uint64
}

// notBegun is the from of an epoch that its keeper has not taken up.
const notBegun = math.MaxUint64

// succession is who kept a room's calendar when. It rests on the entries that hand it on alone, and on what their
// writers were; a revocation does not unseat a keeper that took up its epoch in good standing.
type succession struct {
	sys        *System
	entries    []*Entry
	began      map[Ref]*Entry   // the first KeeperBegan of each opening's own keeper
	successors map[Ref][]*Entry // by the opening of the epoch that they end, in the order of a fold
	epochs     []epoch          // in effect, in their order
	claimants  map[DeviceID]uint64
	judged     map[Ref]judgement
}

// successionOf reads who follows the device that gave birth to the room.
func successionOf(sys *System, entries []*Entry, birth *Entry) *succession {
	s := &succession{
		sys: sys, entries: entries, began: map[Ref]*Entry{}, successors: map[Ref][]*Entry{}, claimants: map[DeviceID]uint64{}, judged: map[Ref]judgement{},
	}
	to := map[Ref]DeviceID{}
	for _, e := range entries {
		if h := handing(e); h != nil {
			s.successors[h.Ends] = append(s.successors[h.Ends], e)
			s.judged[e.Ref] = judgement{Void, "no_such_epoch"}
			to[e.Ref] = h.To
		}
	}
	for _, e := range entries {
		fact, ok := factOf[*KeeperBegan](e)
		if !ok || to[fact.Opened] != e.Ref.Device {
			continue
		}
		if first := s.began[fact.Opened]; first == nil || e.Ref.Seq < first.Ref.Seq {
			s.began[fact.Opened] = e
		}
	}
	s.follow(epoch{Epoch: Epoch{Opened: birth.Ref, Keeper: birth.Ref.Device, Begun: true}, from: 0, to: math.MaxUint64}, true)
	return s
}

// handing is what a KeeperHanded or KeeperTaken says; nil for other entries.
func handing(e *Entry) *KeeperHanded {
	if h, ok := factOf[*KeeperHanded](e); ok {
		return h
	}
	if t, ok := factOf[*KeeperTaken](e); ok {
		return (*KeeperHanded)(t)
	}
	return nil
}

// factOf is the entry's fact where it is of that kind.
func factOf[F Fact](e *Entry) (f F, ok bool) {
	if e == nil {
		return f, false
	}
	f, ok = e.Fact.(F)
	return f, ok
}

// follow adds an epoch and, of its successors, those that somebody with authority wrote: the first take-over, else the
// first hand-over, is in effect where the epoch is; the others count no less as promises to look into.
func (s *succession) follow(first epoch, winning bool) {
	type branch struct {
		epoch
		winning bool
	}
	for queue := []branch{{first, winning}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if from, ok := s.claimants[at.Keeper]; !ok || at.from < from {
			s.claimants[at.Keeper] = at.from
		}
		next := s.successorsOf(&at.epoch)
		for i, e := range next {
			h := handing(e)
			after := branch{epoch{Epoch: Epoch{Opened: e.Ref, Keeper: h.To}, from: notBegun, to: math.MaxUint64}, at.winning && i == 0}
			if b := s.began[e.Ref]; b != nil {
				after.Begun, after.from = true, b.Ref.Seq
			}
			if after.winning {
				if at.to = h.Last.Seq; e.Ref.Device == at.Keeper && e.Ref.Seq > at.from {
					at.to = e.Ref.Seq
				}
				after.After = []Ref{{Device: at.Keeper, Seq: at.to}}
				if _, taken := e.Fact.(*KeeperTaken); at.Begun || !taken {
					after.After = append(after.After, at.After...)
				}
				s.judged[e.Ref] = judgement{Applied, ""}
			} else {
				s.judged[e.Ref] = judgement{Void, "superseded"}
			}
			queue = append(queue, after)
		}
		if at.winning {
			s.epochs = append(s.epochs, at.epoch)
		}
	}
}

// successorsOf is the entries that end the epoch with authority, the one in effect first.
func (s *succession) successorsOf(at *epoch) []*Entry {
	var with []*Entry
	for _, e := range s.successors[at.Opened] {
		outcome, why := s.mayEnd(e, at)
		s.judged[e.Ref] = judgement{outcome, why}
		if outcome == Applied {
			with = append(with, e)
		}
	}
	slices.SortStableFunc(with, func(a, b *Entry) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	return with
}

// rankOf puts take-overs before hand-overs; among equals the order of the fold stands.
func rankOf(e *Entry) int {
	if _, ok := e.Fact.(*KeeperTaken); ok {
		return 0
	}
	return 1
}

// mayEnd judges who hands the calendar on: the keeper itself, whatever has become of its membership, or a person whose
// device it is; to take it over a registrar. The writer is judged as what they were when they wrote. Where they were
// revoked from before that, the entry stands if a member in good standing took the epoch up: otherwise revoking one
// device would free nights that another has promised.
func (s *succession) mayEnd(e *Entry, at *epoch) (Outcome, string) {
	h := handing(e)
	if h.To.IsZero() || !h.Last.IsZero() && h.Last.Device != at.Keeper || h.Last.Seq > maxSeq {
		return Void, "invalid"
	}
	_, taken := e.Fact.(*KeeperTaken)
	if !taken && e.Ref.Device == at.Keeper && e.Ref.Seq > at.from {
		return Applied, ""
	}
	if s.sys == nil {
		return Waiting, "membership"
	}
	actor, outcome, why := s.sys.Author(e)
	if outcome == Waiting {
		return outcome, why
	}
	if outcome != Applied {
		began := s.began[e.Ref]
		if began == nil {
			return outcome, why
		}
		if standing, _ := s.sys.StandingOf(began.Ref); standing != StandingMember {
			return outcome, why
		}
		actor = s.sys.once(e.Ref)
	}
	if taken {
		if !actor.Roles.Has(RoleRegistrar) {
			return Void, "not_allowed"
		}
		return Applied, ""
	}
	switch keeper := s.sys.Devices[at.Keeper]; {
	case keeper == nil:
		return Waiting, "membership"
	case keeper.Person != actor.Person || actor.Person.IsZero():
		return Void, "not_allowed"
	}
	return Applied, ""
}

// counts tells whether the entry was written by the keeper of an epoch in effect, within it.
func (s *succession) counts(ref Ref) bool {
	for i := range s.epochs {
		if p := &s.epochs[i]; p.Keeper == ref.Device && ref.Seq > p.from && ref.Seq <= p.to {
			return true
		}
	}
	return false
}

// claims tells whether the entry was written by a device that kept the calendar or took itself for its keeper, outside
// the epochs in effect: what it promised is looked into by the keeper there is now.
func (s *succession) claims(ref Ref) bool {
	from, ok := s.claimants[ref.Device]
	return ok && ref.Seq > from && !s.counts(ref)
}

// present is the epoch that lasts.
func (s *succession) present() *epoch {
	p := &s.epochs[len(s.epochs)-1]
	p.last = Ref{Device: p.Keeper}
	for _, e := range s.entries {
		if e != nil && e.Ref.Device == p.Keeper {
			p.last.Seq = max(p.last.Seq, e.Ref.Seq)
		}
	}
	return p
}
