package sqlite

import (
	"context"
	"errors"
	"slices"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// sealer turns the private parts of drafts into bytes. Audiences become rings; a ring that is missing is made, where
// this person may make it, and its entry is written after the command's own.
type sealer struct {
	t     *tx
	self  *identity.Device
	actor marketplace.Actor
	made  []madeRing
}

type madeRing struct {
	of       marketplace.Audience
	ring     identity.Ring
	key      identity.Key
	replaces marketplace.ID // a spent ring
}

// maxReaders is how many rings a box is sealed to at most. identity fills letters up to a multiple of four.
const maxReaders = 60

var errUnsealable = marketplace.Errorf(marketplace.Invalid, "This is too long to be stored. Shorten it, or send it in two parts.")

// private is the bytes of each draft's private part; nil where it has none. Who may read is found out in order, since
// it may make rings; sealing, most of what an act takes, is done on all processors.
func (s *sealer) private(ctx context.Context, drafts ...marketplace.Draft) ([][]byte, error) {
	plans := make([]sealPlan, len(drafts))
	for i, d := range drafts {
		plans[i].draft = d
		for _, seal := range d.Private.Seal {
			to, err := s.readers(ctx, seal)
			if err != nil {
				return nil, err
			}
			plans[i].readers = append(plans[i].readers, to)
		}
	}
	bytes, errs := make([][]byte, len(drafts)), make([]error, len(drafts))
	inParallel(len(drafts), func(i int) { bytes[i], errs[i] = plans[i].seal(s.self) })
	return bytes, errors.Join(errs...)
}

// sealPlan is a draft with the readers of each of its seals.
type sealPlan struct {
	draft   marketplace.Draft
	readers [][]identity.Recipient
}

func (p *sealPlan) seal(self *identity.Device) ([]byte, error) {
	if p.draft.Private.Empty() {
		return nil, nil
	}
	var boxes []oplog.SealedBox
	for i, seal := range p.draft.Private.Seal {
		class := oplog.Class(seal.Class)
		if p.draft.Fact.Kind() == (marketplace.LetterWritten{}).Kind() {
			class = oplog.ClassLetter // whose it is, and what, shows inside the seal only
		}
		box, err := sealBox(self, class, byNumber(seal.Fields), p.readers[i])
		if err != nil {
			return nil, err
		}
		boxes = append(boxes, box)
	}
	bytes, err := oplog.NewPrivate(byNumber(p.draft.Private.Text), boxes...).MarshalBinary()
	if errors.Is(err, oplog.ErrTooLarge) {
		return nil, errUnsealable
	}
	return bytes, err
}

func sealBox(self *identity.Device, class oplog.Class, fields map[uint]string, to []identity.Recipient) (oplog.SealedBox, error) {
	box, err := identity.Seal(self.ID(), class, fields, to)
	if errors.Is(err, identity.ErrRecipient) {
		box, err = identity.Seal(self.ID(), class, fields, usable(self.Key(), to))
	}
	if errors.Is(err, identity.ErrTooLarge) {
		return oplog.SealedBox{}, errUnsealable
	}
	return box, err
}

// byNumber is fields under the numbers that the log knows them by.
func byNumber(fields map[marketplace.Field]string) map[uint]string {
	numbered := make(map[uint]string, len(fields))
	for field, value := range fields {
		numbered[uint(field)] = value
	}
	return numbered
}

// readers is the keys of those who may read: the audiences' rings and the writer's own. An audience without a ring,
// such as a host who has no device yet, is stood in for by the leads who look after them.
func (s *sealer) readers(ctx context.Context, seal marketplace.Seal) ([]identity.Recipient, error) {
	own, ok, err := s.ring(ctx, marketplace.Audience{Ring: marketplace.RingPerson, Person: s.actor.Person})
	if err != nil {
		return nil, err
	}
	if !ok {
		own = s.self.Recipient()
	}
	to := []identity.Recipient{own}
	for _, a := range seal.To {
		found, err := s.audience(ctx, a, seal.Class)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if !slices.Contains(to, r) {
				to = append(to, r)
			}
		}
	}
	if len(to) > maxReaders {
		return nil, marketplace.Errorf(marketplace.Refused, "This is meant for more than %d readers. Choose fewer.", maxReaders-1)
	}
	return to, nil
}

// audience is the ring of an audience, or what stands in for it; none where nobody can.
func (s *sealer) audience(ctx context.Context, a marketplace.Audience, class marketplace.Class) ([]identity.Recipient, error) {
	r, ok, err := s.ring(ctx, a)
	if err != nil || ok {
		return []identity.Recipient{r}, err
	}
	if to, err := s.members(ctx, a); err != nil || len(to) > 0 {
		return to, err
	}
	switch {
	case a.Ring == marketplace.RingGuardian:
		return nil, marketplace.Errorf(marketplace.Refused, "No guardian is named for %s yet, so nobody could read this. Ask your registrar to name one, or use the trust's own Freedom to Speak Up route.", a.Org)
	case a.Ring == marketplace.RingRecovery: // a key on paper stands in for another, and nobody who reads
		return s.t.recovery(marketplace.Audience{Ring: marketplace.RingLeads, Org: a.Org}), nil
	case class != marketplace.ClassB:
		return nil, nil
	}
	orgs := []string{s.actor.Org}
	if p := s.t.sys.Persons[a.Person]; a.Ring == marketplace.RingPerson && p != nil {
		orgs = []string{p.Org, s.actor.Org}
	}
	for _, org := range orgs {
		r, ok, err := s.ring(ctx, marketplace.Audience{Ring: marketplace.RingLeads, Org: org})
		if err != nil || ok {
			return []identity.Recipient{r}, err
		}
	}
	return nil, nil
}

// ring is the newest ring of an audience; one is made where there is none, or only a spent one, and this person may
// make it.
func (s *sealer) ring(ctx context.Context, a marketplace.Audience) (identity.Recipient, bool, error) {
	var replaces marketplace.ID
	if r, ok := s.t.sys.RingFor(a); ok {
		spent, err := s.t.spent(ctx, &r)
		if err != nil || !spent {
			return identity.Recipient(r.Recipient), err == nil, err
		}
		replaces = r.ID
	}
	for _, m := range s.made {
		if m.of == a {
			return m.ring.Public, true, nil
		}
	}
	// A recovery ring's key belongs on paper: it is made when a system is founded, never in passing.
	if !s.actor.MayMakeRing(a) || a.Ring == marketplace.RingRecovery {
		return identity.Recipient{}, false, nil
	}
	if a.Ring == marketplace.RingGuardian && len(s.t.ringDevices(a)) == 0 {
		return identity.Recipient{}, false, nil
	}
	ring, key, err := identity.NewRing(ringKind(a.Ring), oplog.ID(a.Person))
	if err != nil {
		return identity.Recipient{}, false, err
	}
	s.made = append(s.made, madeRing{a, ring, key, replaces})
	return ring.Public, true, nil
}

func ringKind(k marketplace.RingKind) identity.RingKind {
	switch k {
	case marketplace.RingPerson:
		return identity.RingPerson
	case marketplace.RingLeads:
		return identity.RingLeads
	case marketplace.RingCoordinator:
		return identity.RingCoordinator
	case marketplace.RingGuardian:
		return identity.RingGuardian
	}
	return identity.RingRecovery
}
