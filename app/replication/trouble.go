package replication

import (
	"context"
	"time"

	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/gossip"
	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Trouble is what keeps this machine from taking part as it should.
type Trouble string

// The troubles.
const (
	TroubleNone     Trouble = ""
	TroubleRevoked  Trouble = "revoked"  // the others no longer take this device as a member
	TroubleStranger Trouble = "stranger" // the machine reached has not heard of this device's invitation
	TroubleUsed     Trouble = "used"     // another machine takes part by this device's invitation
	TroubleSystem   Trouble = "system"   // the machine that is called belongs to another system
	TroubleCopied   Trouble = "copied"   // another machine has this device's key: a copied disk
	TroubleDisk     Trouble = "disk"     // the disk did not take what came
	TroubleNewer    Trouble = "newer"    // the machine reached needs a newer Settle here, or an older one there
)

// UsedBefore is TroubleUsed for whoever joins.
const UsedBefore = "This invitation was used on another computer before, and it lets in one only. Ask your registrar for a new one. If it was not you who used it, tell them so: they can see that it was tried again."

// troubleOf is the trouble that a refusal means.
var troubleOf = map[replica.Reason]Trouble{
	replica.WasRevoked: TroubleRevoked, replica.NotAMember: TroubleStranger, replica.ProofUsed: TroubleUsed,
	replica.OtherSystem: TroubleSystem, replica.OtherProtocol: TroubleNewer,
}

// notice keeps what a person should hear of. It must not wait.
func (s *Service) notice(n gossip.Notice) {
	switch n.Kind {
	case replica.PeerInStep:
		s.note(TroubleNone, "")
		select {
		case s.news <- struct{}{}: // it may have gone again before the next look
		default:
		}
	case replica.OwnLogAhead:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.status.Ahead = max(s.status.Ahead, n.Seq)
	case replica.DiskFailed:
		s.note(TroubleDisk, "")
	case replica.PeerForeign:
		s.foreign(n.Address)
	case replica.PeerRefused:
		if t := troubleOf[n.Reason]; t == TroubleSystem {
			s.foreign(n.Address)
		} else if t != TroubleNone {
			s.note(t, n.Address)
		}
	}
}

// foreign notes that a machine of another system is at an address that is called. One that only calls here, where it is
// not called, is its own people's matter.
func (s *Service) foreign(address string) {
	if address != "" {
		s.note(TroubleSystem, address)
	}
}

// note keeps a trouble.
func (s *Service) note(t Trouble, at string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble, s.troubleAt = t, at
}

// twin notes that another machine has shown this device's key.
func (s *Service) twin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.twinAt = time.Now()
}

// twinFor is how long a machine with this device's key counts as being there after it was met: one that can be reached is
// met again within seconds.
const twinFor = 10 * time.Minute

// copied tells whether another machine works, or has worked, with this device's key, as far as that is proven: the store
// keeps the proof that its log was written by two (due), a machine that showed the key was met lately (twin), or entries
// that the key signed are elsewhere and not here.
func (s Status) copied(due sqlite.Renewal, twin time.Time, now time.Time) bool {
	return due == sqlite.RenewalForked || !twin.IsZero() && now.Sub(twin) < twinFor || s.Ahead > s.Own
}

// Now is how the folder's device stands: as the process that is connected wrote last, or wrote at its end, and as the
// store has it since.
func Now(ctx context.Context, store *sqlite.Store) (Status, error) {
	s := Read(store.Dir())
	due, err := store.RenewalDue(ctx)
	if err != nil {
		return s, err
	}
	if self := oplog.DeviceID(store.Device()); s.Device != self { // it goes on under another key
		s.Device, s.Trouble, s.TroubleAt, s.Ahead, s.Shared = self, TroubleNone, "", 0, 0
	}
	if s.Own, err = store.Length(ctx); err != nil { // it may have grown since anybody was connected
		return s, err
	}
	switch {
	case s.copied(due, time.Time{}, time.Time{}):
		s.Trouble, s.TroubleAt = TroubleCopied, ""
	case !s.Connected && s.Trouble == TroubleCopied:
		s.Trouble = TroubleNone
	}
	return s, nil
}
