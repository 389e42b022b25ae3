package replica

import (
	"cmp"
	"errors"
	"slices"

	"settle.example/settle/sync/oplog"
)

// opened greets a peer: a member with a hello, a stranger with the question who
// it is, a revoked one with the reason why not.
func (e *Engine) opened(ev Opened) {
	if e.link(ev.Link) != nil {
		return
	}
	l := &link{id: ev.Link, peer: ev.Peer, dialled: ev.Dialled, since: e.now}
	l.view.differ = map[oplog.DeviceID]mark{}
	l.view.cuts = map[oplog.DeviceID]uint64{}
	l.outlook.news = map[oplog.DeviceID]bool{}
	l.asked.spans = map[oplog.DeviceID]*span{}
	l.suspects = map[oplog.DeviceID]bool{}
	l.asked.queued = map[oplog.DeviceID]bool{}
	l.asked.window = e.c.Limits.FirstWindow
	at, _ := slices.BinarySearchFunc(e.links, l, func(a, b *link) int { return cmp.Compare(a.id, b.id) })
	e.links = slices.Insert(e.links, at, l)
	if ev.Standing == Unknown {
		l.first = append(l.first, whoFrame())
		return
	}
	e.judge(l, ev.Standing, NoReason)
}

func (e *Engine) judged(ev Judged) {
	if l := e.link(ev.Link); l != nil {
		e.judge(l, ev.Standing, ev.Reason)
	}
}

func (e *Engine) judge(l *link, s Standing, why Reason) {
	l.standing = s
	switch s {
	case Member:
		e.showProof(l)
		if !l.greeted {
			e.greet(l)
		}
	case Revoked:
		e.refuse(l, WasRevoked)
	default:
		if why != ProofUsed {
			why = NotAMember
		}
		e.refuse(l, why)
	}
}

// greet sends hello. From then on the peer is taken to hold the same, until its
// own hello says otherwise.
func (e *Engine) greet(l *link) {
	l.greeted = true
	l.sentDigest = e.logs.sum()
	l.view.whole = true
	l.first = append(l.first, hello{version: version, system: e.c.System, digest: l.sentDigest}.frame())
	e.agree(l)
}

func (e *Engine) tookHello(l *link, b []byte) Reason {
	if l.hello != nil {
		return OutOfPlace
	}
	h, err := parseHello(b)
	if err != nil {
		return Malformed
	}
	if h.system != e.c.System {
		e.foreign(l)
		return NoReason
	}
	l.hello = &h
	e.agree(l)
	return NoReason
}

// agree compares the two hellos once both are there. Both ends compare the same
// two digests, so both come to the same answer.
func (e *Engine) agree(l *link) {
	if l.hello == nil || !l.greeted || l.agreed {
		return
	}
	l.agreed = true
	if l.hello.digest == l.sentDigest {
		for d, c := range e.logs.cuts {
			l.view.cuts[d] = c.At
		}
		l.outlook.told, l.outlook.checked = l.sentDigest, e.now
		e.inStep(l)
	} else {
		l.view.whole = false
		clear(l.view.differ)
		e.list(l, 0)
	}
	e.parts.due, e.parts.after = true, e.now
	e.met(l)
}

// inStep tells the driver once.
func (e *Engine) inStep(l *link) {
	l.outlook.patience = 0
	if !l.view.agreed {
		l.view.agreed = true
		e.emit(Notice{Kind: PeerInStep, Link: l.id, Peer: l.peer})
	}
}

// tookWho answers a peer that does not know this device.
func (e *Engine) tookWho(l *link, b []byte) Reason {
	if l.sawWho || l.hello != nil || len(b) > 0 {
		return OutOfPlace
	}
	l.sawWho = true
	e.showProof(l)
	return NoReason
}

// showProof shows this device's proof to who asked for it: a member, or whoever was
// called. A stranger that calls is shown nothing before it has shown its own.
func (e *Engine) showProof(l *link) {
	if !l.sawWho || l.shown || l.standing != Member && !l.dialled || len(e.c.Proof) == 0 {
		return
	}
	l.shown = true
	if frame, err := proofFrame(e.c.Proof); err == nil {
		l.first = append(l.first, frame)
	}
}

// tookProof passes a stranger's proof on. It may come just after the stranger
// has become a member.
func (e *Engine) tookProof(l *link, b []byte) Reason {
	if l.sawProof {
		return OutOfPlace
	}
	l.sawProof = true
	proof, err := parseProof(b)
	if err != nil {
		return Malformed
	}
	if proof[len(proof)-1].Device != l.peer {
		return OutOfPlace
	}
	for _, run := range proof {
		if _, err := oplog.VerifyRun(e.c.System, oplog.Tip{}, run); err != nil {
			if errors.Is(err, oplog.ErrWrongSystem) {
				e.foreign(l)
				return NoReason
			}
			return Faulty
		}
	}
	if l.standing == Unknown {
		e.emit(Admit{Link: l.id, Peer: l.peer, Proof: proof})
	}
	return NoReason
}

func (e *Engine) tookRefused(l *link, b []byte) Reason {
	r, err := parseRefused(b)
	if err != nil {
		return Malformed
	}
	e.emit(Notice{Kind: PeerRefused, Link: l.id, Peer: l.peer, Reason: r})
	return r
}
