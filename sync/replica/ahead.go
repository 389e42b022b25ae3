package replica

import (
	"errors"

	"settle.example/settle/sync/oplog"
)

// ahead follows up a peer's word that it holds more of this device's own log than
// is held here. A copy of this disk may have gone on from another entry, so a fork
// is looked for first; where there is none the peer has to show what it claims:
// anybody can say so, but only this device's key can have signed it.
func (e *Engine) ahead(l *link) {
	self := e.c.Self
	if ours := e.logs.held[self].Seq; ours > 0 {
		e.suspect(l, self, ours)
		return
	}
	if !l.gone && !l.suspects[self] {
		e.chase(l, &chase{device: self, at: 1, beyond: true})
	}
}

// claimed judges what a peer shows of this device's own log past its end here.
func (e *Engine) claimed(l *link, c *chase) Reason {
	known, run := e.logs.held[c.device], c.theirs
	e.endChase(l)
	delete(l.suspects, c.device) // what is written here from now on may be a fork
	if run == nil || c.ours != nil || known.Seq != c.at-1 {
		return NoReason // it has nothing there, or the log has grown here meanwhile
	}
	if run.Device != c.device || run.First != c.at {
		return Faulty
	}
	_, err := oplog.VerifyRun(e.c.System, oplog.Tip{Seq: known.Seq, Hash: known.Hash}, run)
	switch {
	case errors.Is(err, oplog.ErrFork):
		e.suspect(l, c.device, known.Seq)
	case err != nil:
		return Faulty
	default:
		e.emit(Notice{Kind: OwnLogAhead, Link: l.id, Peer: l.peer, Device: c.device, Seq: run.Last()})
	}
	return NoReason
}
