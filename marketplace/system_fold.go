package marketplace

import "slices"

// FoldSystem folds the system's own entries: the founding, members, roles, revocations, rings, organisations and cap
// policies. It never answers nil; before the founding entry is here everything waits.
//
// A revocation reaches back: it takes the effect from entries that come earlier in the order, and those may be
// invitations, roles or revocations themselves. The fold therefore goes over the entries again, judging each by the
// state that the round before came to as well as by the one so far, until a round changes nothing (nearly always the
// second). Of two members that revoke each other the first in the order wins. Where no round settles it (a ring of at
// least three revocations) every revocation in dispute stands and nothing else in dispute does: a root key can admit
// again.
func FoldSystem(entries []*Entry, v Verifier) (*System, []Verdict) {
	f := &systemFold{verifier: v, entries: entries, upheld: map[DeviceID]bool{}}
	f.survey()
	f.fold()
	for range maxUpholding {
		if !f.upholdMore() {
			break
		}
		f.fold()
	}
	return f.cur, f.verdicts()
}

// fold goes over the entries until a round changes nothing.
func (f *systemFold) fold() {
	f.prev, f.made, f.disputed = &System{}, nil, nil
	f.flips = map[int]map[bool]int{}
	for range maxRounds {
		last := f.made
		f.round()
		if slices.Equal(f.made, last) {
			return
		}
		f.note()
		f.prev = f.cur
	}
	f.settle()
}

// maxRounds bounds the rounds of a fold. Each settles at least one link of a chain of entries that came in an unusual
// order; honest histories need two or three.
const maxRounds = 24

// judgement is what a round made of an entry.
type judgement struct {
	outcome Outcome
	why     string
}

type systemFold struct {
	verifier Verifier
	entries  []*Entry
	founding *Entry
	byRef    map[Ref]int          // place of an invitation in entries
	uses     map[Ref][]*Entry     // entries that use an invitation, as far as the entries themselves tell
	prev     *System              // what the round before came to
	cur      *System              // what this round has come to so far
	made     []judgement          // this round's judgements
	flips    map[int]map[bool]int // how often an entry was in effect and not, in the rounds so far
	disputed map[int]bool
	upheld   map[DeviceID]bool // let in although their invitation is withdrawn
}

// survey finds what does not depend on the order: the founding entry and the uses of each invitation.
func (f *systemFold) survey() {
	f.byRef = map[Ref]int{}
	f.uses = map[Ref][]*Entry{}
	for i, e := range f.entries {
		switch fact := e.Fact.(type) {
		case *SystemFounded:
			if f.founding == nil && fact != nil && e.Ref.Seq == 1 && e.Subject == SubjectOf(e.Ref) && founds(f.verifier, e) {
				f.founding = e
			}
		case *MemberInvited:
			f.byRef[e.Ref] = i
		}
	}
	for _, e := range f.entries {
		j, ok := e.Fact.(*MemberJoined)
		if !ok || j == nil || j.Proof != ProofInvitation || e.Ref.Seq != 1 {
			continue
		}
		if inv := f.invitation(j.Invitation); inv != nil && inv.admits(e) && holds(f.verifier, e, j, inv.Key) {
			f.uses[j.Invitation] = append(f.uses[j.Invitation], e)
		}
	}
}

// round goes over the entries once.
func (f *systemFold) round() {
	f.cur = newSystem()
	f.made = make([]judgement, len(f.entries))
	for i, e := range f.entries {
		if f.disputed[i] {
			f.made[i] = judgement{Void, "disputed"}
			if e.Ref.Seq == 1 {
				f.cur.asking[e.Ref.Device] = true
			}
			continue
		}
		outcome, why := f.apply(e)
		f.made[i] = judgement{outcome, why}
		if e.Ref.Seq == 1 && (why != "proof" && why != "expired" && why != "other_system" && why != "misplaced") {
			f.cur.asking[e.Ref.Device] = true
		}
	}
	f.cur.close()
	f.cur.countUses(f)
}

func (f *systemFold) apply(e *Entry) (Outcome, string) {
	switch {
	case e.Fact == nil:
		return Unreadable, "newer"
	case e == f.founding:
		f.found(e, e.Fact.(*SystemFounded))
		return Applied, ""
	case f.founding == nil:
		return Waiting, "founding"
	case e.Subject != SubjectOf(f.founding.Ref):
		return Void, "other_system"
	}
	if j, ok := e.Fact.(*MemberJoined); ok {
		return f.join(e, j)
	}
	actor, outcome, why := f.author(e)
	if outcome != Applied {
		if m, ok := e.Fact.(*MemberRoles); ok {
			f.gaveOnce(e, m)
		}
		return outcome, why
	}
	switch fact := e.Fact.(type) {
	case *SystemFounded:
		return Void, "founded_already"
	case *MemberInvited:
		return f.invite(e, actor, fact)
	case *MemberRoles:
		return f.changeRoles(e, actor, fact)
	case *MemberRevoked:
		return f.revoke(actor, fact.Device, fact.LastGood, func() { f.cur.ended[fact.Device] = true })
	case *MemberRevokedV2:
		return f.revoke(actor, fact.Device, fact.LastGood, func() { f.cur.spare(fact) })
	case *MemberUninvited:
		return f.uninvite(actor, fact)
	case *MemberUpheld:
		return f.uphold(actor, fact)
	case *RingMade:
		return f.cur.makeRing(e, actor, fact)
	case *RingGranted:
		return f.cur.grantRing(e, actor, fact)
	case *OrgRecorded:
		return f.cur.recordOrg(e, actor, fact)
	case *CapSet:
		return f.cur.setCap(e, actor, fact)
	}
	return Void, "misplaced"
}

// author is who wrote e, by the state so far and by the one that the round before came to: the roles that both give.
func (f *systemFold) author(e *Entry) (Actor, Outcome, string) {
	before, a := f.prev.StandingOf(e.Ref)
	now, b := f.cur.StandingOf(e.Ref)
	switch {
	case before == StandingRevoked || now == StandingRevoked:
		return b, Void, "revoked"
	case now == StandingMember && before == StandingMember:
		b.Roles &= a.Roles
		return b, Applied, ""
	case now == StandingMember:
		return b, Applied, ""
	case before == StandingMember:
		return a, Applied, ""
	}
	return b, Waiting, "membership"
}

func (f *systemFold) found(e *Entry, fact *SystemFounded) {
	s := f.cur
	s.ID, s.Founded, s.Rehearsal = e.Subject, e.Ref, fact.Rehearsal
	s.Roots = slices.Clone(fact.Roots)
	p := s.introduce(PersonOf(e.Ref), fact.Org, fact.Roles, e.Ref)
	s.Devices[e.Ref.Device] = &Device{ID: e.Ref.Device, Person: p.ID, Recipient: fact.Recipient, Joined: e.Ref}
}

// note counts, for each entry, the rounds in which it was in effect.
func (f *systemFold) note() {
	for i, j := range f.made {
		if f.flips[i] == nil {
			f.flips[i] = map[bool]int{}
		}
		f.flips[i][j.outcome == Applied]++
	}
}

// settle ends a fold that no round settles.
func (f *systemFold) settle() {
	f.disputed = map[int]bool{}
	f.prev = newSystem()
	for i, n := range f.flips {
		// The first rounds build the state up; what still changes in half of the rounds is in dispute.
		if n[true] < maxRounds/8 || n[false] < maxRounds/8 {
			continue
		}
		f.disputed[i] = true
		switch r := f.entries[i].Fact.(type) {
		case *MemberRevoked:
			f.prev.cut(r.Device, r.LastGood)
		case *MemberRevokedV2:
			f.prev.cut(r.Device, r.LastGood)
			f.prev.spare(r)
		}
	}
	for i, e := range f.entries {
		if f.disputed[i] || f.made[i].outcome != Applied {
			continue
		}
		switch m := e.Fact.(type) {
		case *MemberUninvited:
			f.prev.withdrawn[m.Invitation] = true
		case *MemberRevokedV2:
			f.prev.spare(m)
		}
	}
	cuts := f.prev.cuts
	f.round()
	for id, seq := range cuts {
		f.cur.cut(id, seq)
	}
	f.cur.close()
	for i := range f.disputed {
		if revokes(f.entries[i]) {
			f.made[i] = judgement{Applied, ""}
		}
	}
}

func revokes(e *Entry) bool {
	switch e.Fact.(type) {
	case *MemberRevoked, *MemberRevokedV2:
		return true
	}
	return false
}

func (f *systemFold) verdicts() []Verdict {
	var all []Verdict
	for i, j := range f.made {
		if j.outcome != Applied {
			all = append(all, Verdict{f.entries[i].Ref, j.outcome, j.why})
		}
	}
	return all
}

func newSystem() *System {
	return &System{
		Persons: map[ID]*Person{}, Devices: map[DeviceID]*Device{}, Orgs: map[string]*Org{},
		cuts: map[DeviceID]uint64{}, refused: map[DeviceID]bool{}, asking: map[DeviceID]bool{}, invited: map[Ref]ID{}, withdrawn: map[Ref]bool{},
		ended: map[DeviceID]bool{}, spared: map[DeviceID][]DeviceID{}, disowned: map[DeviceID]DeviceID{},
	}
}
