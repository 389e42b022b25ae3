package marketplace

import (
	"maps"
	"slices"
)

// StandingOf tells how the device of the entry at ref stood when it wrote it, and as whom: person, organisation and
// roles as of that place in its log. A device is judged by its own sequence, never by a clock: what it wrote up to the
// seq that a change of roles or a revocation names keeps its weight whenever it arrives.
func (s *System) StandingOf(ref Ref) (Standing, Actor) {
	actor := Actor{Device: ref.Device}
	if cut, ok := s.cuts[ref.Device]; ok && ref.Seq > cut {
		return StandingRevoked, actor
	}
	d, ok := s.Devices[ref.Device]
	if !ok {
		if s.refused[ref.Device] {
			return StandingRevoked, actor
		}
		return StandingUnknown, actor
	}
	p, ok := s.Persons[d.Person]
	if !ok {
		return StandingUnknown, actor
	}
	actor.Person = p.ID
	actor.Org, actor.Roles = p.at(ref)
	return StandingMember, actor
}

// stranger tells whether the device, of which an entry is here, is no member whatever membership entries may still come:
// its log is held from its first entry on, and that asks for nothing, or with a proof that does not hold.
func (s *System) stranger(id DeviceID) bool { return !s.asking[id] }

// at is the organisation and roles by which the person's entry at ref is judged: those of the first term that reaches
// as far as its seq, else the last.
func (p *Person) at(ref Ref) (org string, roles Roles) {
	terms := p.termsTo(ref)
	last := terms[len(terms)-1]
	return last.Org, last.Roles
}

// termsTo is the terms up to the one by which the person's entry at ref is judged, at least one.
func (p *Person) termsTo(ref Ref) []Term {
	for i, t := range p.Terms {
		if until, ok := t.Until[ref.Device]; ok && ref.Seq <= until {
			return p.Terms[:i+1]
		}
	}
	if len(p.Terms) > 0 {
		return p.Terms
	}
	return []Term{{Org: p.Org, Roles: p.Roles}}
}

// everTo is termsTo with the terms that began before ref and whose giver is out since: what is asked of a word that a
// guest relies on.
func (p *Person) everTo(ref Ref) []Term {
	terms := slices.Clip(p.termsTo(ref))
	for _, t := range p.once {
		if after, ok := t.Until[ref.Device]; !ok || after < ref.Seq {
			terms = append(terms, t)
		}
	}
	return terms
}

// ActorOf is the person at a device as things stand now: for the next entry that it writes. ok is false for a device
// that does not take part (any more).
func (s *System) ActorOf(device DeviceID) (a Actor, ok bool) {
	const next = ^uint64(0)
	standing, a := s.StandingOf(Ref{Device: device, Seq: next})
	return a, standing == StandingMember
}

// Author is who wrote e, where it may have effect; otherwise the outcome and the word that says why not. Every fold
// asks it first.
func (s *System) Author(e *Entry) (Actor, Outcome, string) {
	switch standing, actor := s.StandingOf(e.Ref); standing {
	case StandingMember:
		return actor, Applied, ""
	case StandingRevoked:
		return actor, Void, "revoked"
	default:
		return actor, Waiting, "membership"
	}
}

// ChangedDevices is the devices whose entries one of the two states judges differently from the other, in no order:
// what they wrote to must be folded again. Where an organisation got another end or successor, or a version of the cap
// policy is no longer in effect, it is all devices.
func ChangedDevices(before, after *System) []DeviceID {
	rules := !maps.EqualFunc(before.Orgs, after.Orgs, sameSuccession) || before.hasCapBeyond(after)
	var changed []DeviceID
	all := union(before, after)
	maps.Copy(all, before.asking)
	maps.Copy(all, after.asking)
	for id := range all {
		if rules || !before.judgesAlike(after, id) {
			changed = append(changed, id)
		}
	}
	return changed
}

// hasCapBeyond tells whether s has a version of the cap policy that o lacks. One that only o has makes no entry void:
// what needed it has waited.
func (s *System) hasCapBeyond(o *System) bool {
	return slices.ContainsFunc(s.Caps, func(c Cap) bool {
		_, ok := o.CapByRef(c.Ref)
		return !ok
	})
}

// Known is every device that the entries of members tell of, those that are out included, in no order.
func (s *System) Known() []DeviceID { return slices.Collect(maps.Keys(union(s, s))) }

func sameSuccession(a, b *Org) bool {
	return a.ValidTo == b.ValidTo && slices.Equal(a.Successors, b.Successors)
}

func union(a, b *System) map[DeviceID]bool {
	all := map[DeviceID]bool{}
	for _, s := range []*System{a, b} {
		for id := range s.Devices {
			all[id] = true
		}
		for id := range s.cuts {
			all[id] = true
		}
		for id := range s.refused {
			all[id] = true
		}
	}
	return all
}

func (s *System) judgesAlike(o *System, id DeviceID) bool {
	cutS, isCutS := s.cuts[id]
	cutO, isCutO := o.cuts[id]
	if cutS != cutO || isCutS != isCutO || s.refused[id] != o.refused[id] || s.asking[id] != o.asking[id] {
		return false
	}
	ds, do := s.Devices[id], o.Devices[id]
	if ds == nil || do == nil {
		return ds == do
	}
	if ds.Person != do.Person {
		return false
	}
	ps, po := s.Persons[ds.Person], o.Persons[do.Person]
	if ps == nil || po == nil {
		return ps == po
	}
	same := func(t, u Term) bool {
		untilT, okT := t.Until[id]
		untilU, okU := u.Until[id]
		return t.Org == u.Org && t.Roles == u.Roles && untilT == untilU && okT == okU
	}
	return slices.EqualFunc(ps.Terms, po.Terms, same) && slices.EqualFunc(ps.once, po.once, same)
}
