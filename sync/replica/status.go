package replica

import (
	"time"

	"settle.example/settle/sync/oplog"
)

// PeerState is what a status page shows of a link.
type PeerState struct {
	Link     LinkID
	Peer     oplog.DeviceID
	Dialled  bool
	Standing Standing
	InStep   bool      // both ends hold the same, as far as is known
	Lacks    uint64    // entries that the peer has and this replica does not
	Owes     uint64    // entries that this replica has and the peer does not
	Since    time.Time // when the link opened
	Last     time.Time // when the last frame came; zero: none yet
	In, Out  uint64    // bytes of frames received and sent
	// InSpeed and OutSpeed are bytes a second over about the last ten seconds
	// in which there was something to send.
	InSpeed, OutSpeed float64
}

// Digest is a hash of all that a replica holds: every log's length and last
// hash, and every cut. Equal digests mean equal logs.
type Digest [32]byte

// Peers returns the state of every link, ordered by its LinkID.
func (e *Engine) Peers() []PeerState {
	states := make([]PeerState, len(e.links))
	for i, l := range e.links {
		s := PeerState{
			Link: l.id, Peer: l.peer, Dialled: l.dialled, Standing: l.standing, InStep: l.even(),
			Since: l.since, Last: l.last, In: l.in, Out: l.out, InSpeed: l.inRate.speed, OutSpeed: l.outRate.speed,
		}
		for d, m := range l.view.differ {
			theirs, ours := e.logs.limit(d, m.seq), e.logs.held[d].Seq
			if theirs > ours {
				s.Lacks += theirs - ours
			} else {
				s.Owes += ours - theirs
			}
		}
		states[i] = s
	}
	return states
}

// Digest returns the digest of what is held now.
func (e *Engine) Digest() Digest { return e.logs.sum() }
