package replica

import (
	"time"

	"settle.example/settle/sync/oplog"
)

// Engine is the state machine. It is for one goroutine.
type Engine struct {
	c     Config
	links map[LinkID]oplog.DeviceID
}

// New returns an engine that starts from what its log holds (Log.Held and
// Log.Cuts).
func New(c Config, held []Held, cuts []Cut) *Engine {
	return &Engine{c: c, links: map[LinkID]oplog.DeviceID{}}
}

// Step takes an event and answers with what is to be done, in this order. It is
// deterministic: the same events at the same times have the same effects.
func (e *Engine) Step(ev Event, now time.Time) []Effect { return nil }

// Peers returns the state of every link, ordered by its LinkID.
func (e *Engine) Peers() []PeerState { return nil }

// Digest returns the digest of what is held now.
func (e *Engine) Digest() Digest { return Digest{} }
